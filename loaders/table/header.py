"""Where a sheet's table begins: the rows that name its columns, and what each heading means.

A heading means what the layout says, or what somebody answered about it; never what it merely looks like.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.files.workbook import Cell, Sheet
from loaders.table.layout import IGNORE, Meaning, heading_key, meaning

_WITHIN = 40  # rows in which a table begins
_HEIGHT = 4
_LEAST_COLUMNS = 3
_SURE_COLUMNS = 6  # with so many known headings no later row is looked at
_NAMES = {"code", "item", "measure"}
_ABOUT = re.compile(r"(?:单位|部门|日期|填报人|审核人|负责人|电话)[:：]|^附件|^注")
_DIGITS = re.compile(r"[\d.,%+\-]+")


@dataclass(frozen=True)
class Header:
    """The header's rows, and per column its key (what an answer is kept under) and its meaning, where it has one.

    `is_sure` False: these rows only look like a header, since too few of their headings are known.
    """

    first: int
    last: int
    keys: dict[int, str]
    meanings: dict[int, Meaning]
    answered: frozenset[int] = frozenset()  # columns whose meaning is an answer
    is_sure: bool = True


def find_header(sheet: Sheet, layout_name: str, answers: Mapping[str, str], start: int = 1) -> Header | None:
    """The rows that name the most columns; of equals those with the cumulative, the fewest, the first.

    Else rows that only look like a header.
    """
    best: tuple[tuple[int, bool, int], Header] | None = None
    for first in range(start, min(sheet.last_row, start + _WITHIN - 1) + 1):
        if not any((first, column) in sheet.cells for column in range(1, sheet.last_column + 1)):
            continue
        if best is not None and best[0][0] >= _SURE_COLUMNS and first > best[1].last:
            break
        for last in range(first, min(first + _HEIGHT - 1, sheet.last_row) + 1):
            if last > first and _has_figures(sheet, last):
                break
            header = _named(sheet, first, last, layout_name, answers)
            fields = {m.field for m in header.meanings.values()}
            rank = (len(fields), "value" in fields, first - last)
            if len(fields) >= _LEAST_COLUMNS and (best is None or rank > best[0]):
                best = rank, header
    if best is not None and _NAMES & {m.field for m in best[1].meanings.values()}:
        return best[1]
    return _likely(sheet, layout_name, answers, start)


def heads_another_table(cells: list[Cell], layout_name: str) -> bool:
    """Whether a row below a table names columns again, other ones: nothing but headings that are known."""
    texts = [text for cell in cells if (text := _heading_text(cell))]
    if len(texts) < len(cells) or len(set(texts)) < 2:
        return False
    known = {found.field for text in texts if (found := meaning(layout_name, (text,))) is not None}
    return len(known) >= 2 and bool(known & _NAMES) and len(known) >= len(set(texts)) - 2


def path(sheet: Sheet, column: int, first: int, last: int) -> tuple[str, ...]:
    """A column's heading from its top row to its lowest, each part once."""
    parts: list[str] = []
    for row in range(first, last + 1):
        cell = sheet.at(row, column)
        text = "" if cell is None else _heading_text(cell)
        if text and (not parts or parts[-1] != text):
            parts.append(text)
    return tuple(parts)


def _heading_text(cell: Cell) -> str:
    """A heading; Excel makes a date of 2023年9月."""
    if cell.kind == "date" and isinstance(cell.value, dt.date) and cell.value.day == 1:
        return f"{cell.value.year}年{cell.value.month}月"
    return cell.text if cell.kind == "text" and len(cell.text) <= 40 else ""


def _named(sheet: Sheet, first: int, last: int, layout_name: str, answers: Mapping[str, str]) -> Header:
    keys: dict[int, str] = {}
    meanings: dict[int, Meaning] = {}
    answered = set()
    seen: dict[str, int] = {}
    place = None
    for column in range(1, sheet.last_column + 1):
        parts = path(sheet, column, first, last)
        if not parts:
            continue
        lowest = sheet.at(last, column)
        is_continued = lowest is not None and (lowest.row, lowest.column) == place  # merged with the column before
        place = None if lowest is None else (lowest.row, lowest.column)
        key = heading_key(parts)
        seen[key] = seen.get(key, 0) + (not is_continued)
        keys[column] = key if seen[key] == 1 else f"{key}#{seen[key]}"
        understood = meaning(layout_name, parts)
        answer = answers.get(keys[column])
        if answer is not None:
            understood = Meaning(answer, understood.month_no if understood else None)
            answered.add(column)
        if understood is not None and understood.field != IGNORE:
            meanings[column] = understood
    return Header(first, last, keys, meanings, frozenset(answered))


def _likely(sheet: Sheet, layout_name: str, answers: Mapping[str, str], start: int) -> Header | None:
    """The rows above the first row that holds a name and a number: a header, by its place alone."""
    for row in range(start + 1, min(sheet.last_row, start + _WITHIN - 1) + 1):
        own = _own(sheet, row)
        if not (any(_is_number(cell) for cell in own) and any(_is_name(cell) for cell in own)):
            continue
        first = row
        while first > start and row - first < _HEIGHT and _may_head(sheet, first - 1):
            first -= 1
        if first == row:
            continue
        header = _named(sheet, first, row - 1, layout_name, answers)
        if len(header.keys) >= 2:
            return Header(header.first, header.last, header.keys, header.meanings, header.answered, is_sure=False)
    return None


def _own(sheet: Sheet, row: int) -> list[Cell]:
    return [cell for column in range(1, sheet.last_column + 1) if (cell := sheet.cells.get((row, column)))]


def _may_head(sheet: Sheet, row: int) -> bool:
    texts = [unicodedata.normalize("NFKC", text) for cell in _own(sheet, row) if (text := _heading_text(cell))]
    return len(set(texts)) >= 2 and not any(_ABOUT.search(text) for text in texts)


def _is_number(cell: Cell) -> bool:
    return cell.kind in ("number", "formula") or (
        cell.kind == "text" and bool(_DIGITS.fullmatch(unicodedata.normalize("NFKC", cell.text).strip()))
    )


def _is_name(cell: Cell) -> bool:
    return cell.kind == "text" and not _is_number(cell) and len(cell.text.strip()) >= 2


def _has_figures(sheet: Sheet, row: int) -> bool:
    return any(cell.kind == "number" for column in range(1, sheet.last_column + 1) if (cell := sheet.at(row, column)))
