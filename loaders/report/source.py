"""What the reading process hands over: the lines of a file with their places. No meaning yet."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from loaders.prose.signs import width
from metrics.typography import storable

_WORD_END = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True)
class Line:
    """One line or paragraph, or one row of a table; blanks between Chinese characters are gone, nothing else is."""

    text: str
    place: str  # 第12行, 第3页, 第2张表第4行: for a person to find it again
    page: int | None = None
    is_indented: bool = False
    is_full: bool | None = None  # reaches the right margin; None where the file does not say
    is_paragraph: bool = False  # the file itself says that a paragraph ends here (Word, a web page)
    has_blank_after_number: bool = False  # `12 新建…`: a number that stood apart
    length: int = 0  # in characters and in half-width columns, as written, blanks at the head included
    columns: int = 0
    cells: tuple[str, ...] = ()
    table: int | None = None


@dataclass(frozen=True)
class Source:
    """A file's lines in reading order."""

    file_name: str
    lines: tuple[Line, ...] = ()
    page_count: int | None = None
    is_workbook: bool = False
    unread: tuple[str, ...] = ()  # what the file holds and cannot be read, each in words with its place


def closed_up(text: str) -> str:
    """A line without the blanks that layout puts between Chinese characters and digits; words keep theirs."""
    parts = storable(text).split()
    made = parts[0] if parts else ""
    for part in parts[1:]:
        apart = _WORD_END.match(made[-1]) and _WORD_END.match(part[0])
        made += f" {part}" if apart else part
    return made


def line_of(text: str, place: str, **said: Any) -> Line:
    """A line from a text with its layout."""
    bare = text.strip("\ufeff\u200b\r\n")
    lead = len(bare) - len(bare.lstrip())
    return Line(
        closed_up(bare),
        place,
        is_indented=said.pop("is_indented", lead >= 2 or bare.startswith("\u3000")),
        length=len(bare.rstrip()),
        columns=width(bare.rstrip()),
        has_blank_after_number=bool(re.match(r"\s*[0-9０-９]{1,3}[\s\u3000]+\S", bare)),
        **said,
    )


def table_lines(rows: Iterable[Iterable[str]], place: str, table: int, **said: Any) -> list[Line]:
    """The rows of a table; empty ones are left out. `place` names the table."""
    made = []
    for number, row in enumerate(rows, 1):
        cells = tuple("\n".join(filter(None, map(closed_up, str(value or "").split("\n")))) for value in row)
        if any(cells):
            made.append(Line("", f"{place}第{number}行", cells=cells, table=table, **said))
    return made
