"""An item's words → segments (。;) and clauses (,); what stands in brackets or quotation marks divides nothing."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.prose.figures import Figure
from loaders.prose.signs import plain

_OPEN, _CLOSE = "(“‘《[「『", ")”’》]」』"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ENDING = "。;!?\n"
_DIVIDING = f",:{_ENDING}"
_SIGNS = re.compile(f"[{re.escape(_OPEN + _CLOSE + _CIRCLES + _DIVIDING)}]")
_NOTE = re.compile(r"(?:[”》’].|[\u4e00-\u9fff].(?=[,。;、!?)]))")  # “小巨人”④企业: a mark of the glossary, no number
_CLOCK = re.compile(r"\d:\d")


@dataclass(frozen=True)
class Clause:
    """Some words between two commas, with the figures in them."""

    start: int
    end: int
    segment: int  # the sentence it belongs to, counted from 0
    figures: tuple[Figure, ...]


def clauses(text: str, figures: list[Figure]) -> list[Clause]:
    """All clauses in order."""
    words, offsets = plain(text), [figure.offset for figure in figures]
    return [
        Clause(start, end, segment, tuple(figures[bisect_left(offsets, start) : bisect_left(offsets, end)]))
        for start, end, segment in _spans(words)
        if words[start:end].strip()
    ]


def first_words(text: str) -> str:
    """The first clause that says anything; "" for none."""
    words = plain(text)
    return next((said for start, end, *_ in _spans(words) if (said := words[start:end].strip())), "")


def _spans(words: str) -> Iterator[tuple[int, int, int]]:
    """(start, end, segment) of each clause, in order of their starts."""
    start = segment = depth = 0
    opened, listed = -1, 0  # how many ①②③ have divided so far
    for sign in _SIGNS.finditer(words):
        place, character = sign.start(), sign[0]
        if character == "\n" or (depth and place - opened > 80):  # a bracket that nobody closed
            depth = 0
        if character in _OPEN:
            depth += 1
            if depth == 1:
                opened = place
        elif character in _CLOSE and depth:
            depth -= 1
        if depth:
            continue
        if character in _CIRCLES and _CIRCLES.index(character) in (0, listed) and not _NOTE.match(words, place - 1):
            listed = _CIRCLES.index(character) + 1
            yield start, place, segment
            start = place + 1
            segment += 1
        elif character in _DIVIDING and not (character == ":" and _CLOCK.match(words, place - 1)):
            yield start, place, segment
            start = place + 1
            segment += character in _ENDING
    yield start, len(words), segment
