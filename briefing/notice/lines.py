"""The template's text → the notice's lines, each with the mark of its paragraph style; headings are numbered here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from metrics.typography import printed
from metrics.wording import numeral

NOTICE = "notice.txt.j2"
_LINE = re.compile(r"\[(\w+)\] ?(.*)")
# Mark → how its n-th is numbered below the heading above it.
_POINT = "条"
_NUMBERED = {"一级": "{0}、", "二级": "({0})", _POINT: "{1}．"}


@dataclass(frozen=True)
class Line:
    """One paragraph: the mark of its style, and its text; a tab in it is the template's own."""

    mark: str
    text: str


def lines(facts: dict[str, Any], template: str = NOTICE) -> list[Line]:
    """A paper's lines. Raises ValueError for a line of the template without a mark: a defect."""
    return list(_numbered(_marked(_template(template).render(facts), template)))


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, autoescape=False, finalize=printed,
    )  # fmt: skip
    return environment.get_template(name)


def _marked(text: str, template: str) -> Iterator[Line]:
    """Lines without a bracket go on with the paragraph above. Data hold no line breaks (see `printed`)."""
    paragraphs: list[str] = []
    for line in filter(None, (line.strip(" ") for line in text.split("\n"))):
        if line.startswith("[") or not paragraphs:
            paragraphs.append(line)
        else:
            paragraphs[-1] += line
    for paragraph in paragraphs:
        found = _LINE.fullmatch(paragraph)
        if not found:
            raise ValueError(f"a line of {template} has no mark: {paragraph}")
        yield Line(found[1], "\t".join(printed(part) for part in found[2].split("\t")))


def _numbered(marked: Iterator[Line]) -> Iterator[Line]:
    counts, written = dict.fromkeys(_NUMBERED, 0), list(marked)
    for place, line in enumerate(written):
        if line.mark not in _NUMBERED:
            yield line
            continue
        counts[line.mark] += 1
        below = list(_NUMBERED)[list(_NUMBERED).index(line.mark) + 1 :]
        counts |= dict.fromkeys(below, 0)
        number = counts[line.mark]
        if line.mark == _POINT and number == 1 and not _goes_on(written[place + 1 :]):
            yield line  # the only point below its heading has no number
            continue
        yield Line(line.mark, printed(_NUMBERED[line.mark].format(numeral(number), number)) + line.text)


def _goes_on(below: list[Line]) -> bool:
    """Whether another point follows before the next heading."""
    return next((line.mark for line in below if line.mark in _NUMBERED), None) == _POINT
