"""An item's words → segments (。;) and clauses (,); what stands in brackets or quotation marks divides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.prose.figures import Figure
from loaders.prose.signs import plain

_OPEN, _CLOSE = "(“‘《[「『", ")”’》]」』"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True)
class Clause:
    """Some words between two commas, or a bracket's inside, with the figures in them."""

    start: int
    end: int
    segment: int  # the sentence it belongs to, counted from 0
    figures: tuple[Figure, ...]
    is_inside: bool = False  # a bracket's inside


def clauses(text: str, figures: list[Figure]) -> list[Clause]:
    """All clauses in order. A bracket that holds a figure of its own is a clause besides."""
    words = plain(text)
    made: list[Clause] = []
    number = 0
    for start, end, segment, is_inside in _spans(words):
        while number < len(figures) and figures[number].offset < start:
            number += 1
        inside = []
        place = number
        while place < len(figures) and figures[place].offset < end:
            inside.append(figures[place])
            place += 1
        if words[start:end].strip():
            made.append(Clause(start, end, segment, tuple(inside), is_inside))
    return made


def _spans(words: str) -> Iterator[tuple[int, int, int, bool]]:
    """(start, end, segment, is inside a bracket) of each clause, in order of their starts."""
    start = segment = depth = 0
    opened = -1
    for place, character in enumerate(words):
        if character in _OPEN:
            depth += 1
            if depth == 1:
                opened = place
        elif character in _CLOSE and depth:
            depth -= 1
        if character == "\n" or (depth and place - opened > 80):  # a bracket that nobody closed
            depth = 0
        if depth:
            continue
        if character in ",。;!?\n" or (character == ":" and not re.fullmatch(r"\d:\d", words[place - 1 : place + 2])):
            yield start, place, segment, False
            start = place + 1
            segment += character in "。;!?\n"
        elif character in _CIRCLES:
            yield start, place, segment, False
            start = place + 1
            segment += 1
    yield start, len(words), segment, False
