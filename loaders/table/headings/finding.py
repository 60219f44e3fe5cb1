"""Where a sheet's table begins: the rows that name the most columns, else rows that only look like a header."""

import re
import unicodedata
from dataclasses import replace

from loaders.files.workbook import Cell, Sheet
from loaders.table.headings import rows
from loaders.table.headings.header import Header, by_what_stands_below, header_at, meanings_at
from loaders.table.headings.meaning import Sought, meaning
from loaders.table.headings.plain import plain_heading
from loaders.table.headings.rows import has_figures, is_spread
from loaders.table.layout import NAMES

_WITHIN = 40  # rows in which a table begins
_HEIGHT = 4
_LEAST_COLUMNS = 3
_LEAST = ("value", "growth", "stage")  # one of these beside a name is a table
_SURE_COLUMNS = 6  # with so many known headings no later row is looked at
_LEAST_LIKELY = 2
_DIGITS = re.compile(r"[\d.,%+\-]+")


def find_header(sheet: Sheet, sought: Sought, start: int = 1) -> Header | None:
    """The header of the table that begins in the row `start` or below, each column also read by what stands in it.

    What was answered about columns plays no part: see `answers`.
    """
    best = _best(sheet, sought, start)
    if best is None or not NAMES & best.fields:
        best = _likely(sheet, sought, start)
        return None if best is None else by_what_stands_below(best)
    first, last = best.first, best.last
    while first > start and last - first + 1 < _HEIGHT and rows.heads_groups(sheet, first - 1):
        first -= 1
    while last < sheet.last_row and last - first + 1 < _HEIGHT and rows.names_units(sheet.row(last + 1)):
        last += 1
    return by_what_stands_below(header_at(sheet, sought, first, last))


def _best(sheet: Sheet, sought: Sought, start: int) -> Header | None:
    """The rows that name the most columns; of equals those with the cumulative, the fewest, the first."""
    best: tuple[tuple[int, bool, int], Header] | None = None
    for first in range(start, min(sheet.last_row, start + _WITHIN - 1) + 1):
        if rows.is_about(sheet.row(first)) or is_spread(sheet, first):
            continue
        if best is not None and _is_past(best[1], best[0][0], first):
            break
        for last in range(first, min(first + _HEIGHT - 1, sheet.last_row) + 1):
            if last > first and (has_figures(sheet, last) or is_spread(sheet, last) or _is_title(sheet, last)):
                break
            if _goes_on(sheet, first, last) or _began_above(sheet, first, start):
                continue
            fields = {meant.field for meant in meanings_at(sheet, sought, first, last).values()}
            rank = (len(fields), "value" in fields, first - last)
            is_enough = len(fields) >= _LEAST_COLUMNS or not (fields.isdisjoint(_LEAST) or fields.isdisjoint(NAMES))
            if is_enough and (best is None or rank > best[0]):
                best = rank, header_at(sheet, sought, first, last)
    return None if best is None else best[1]


def _is_title(sheet: Sheet, row: int) -> bool:
    """Whether a row belongs above a header, and so does what is above it: 填报单位:区财政局 | | 单位:万元."""
    own = sheet.row(row)
    return bool(own) and rows.is_about(own)


def _is_past(header: Header, known: int, last: int) -> bool:
    """Whether what heads columns in a row is another table's: enough is known, or rows of figures stand between."""
    if known >= _SURE_COLUMNS and last > header.last:
        return True
    between = range(header.last + 1, last + 1)
    is_table = "value" in header.fields and bool(NAMES & header.fields)
    return is_table and any(has_figures(header.sheet, row) for row in between)


def _goes_on(sheet: Sheet, first: int, last: int) -> bool:
    """Whether a heading is merged down below these rows, over rows that may be the header's too.

    | 序号 (merged down) | 截至9月底完成情况 |   goes on
    |                    | 完成量 | 描述     |
    """
    own = [cell for row in range(first, last + 1) for cell in sheet.row(row)]
    bottom = max((sheet.merged_at(cell.row, cell.column)[2] for cell in own), default=last)
    if not last < bottom < first + _HEIGHT:
        return False
    return all(sheet.row(row) and not has_figures(sheet, row) for row in range(last + 1, bottom + 1))


def _began_above(sheet: Sheet, first: int, start: int) -> bool:
    """Whether a heading of a row is merged with the row above it, which is the header's too then."""
    tops = [sheet.merged_at(first, column)[0] for column in range(1, sheet.last_column + 1)]
    return start <= min(tops, default=first) < first


def _likely(sheet: Sheet, sought: Sought, start: int) -> Header | None:
    """The rows above the first row that holds a name and a number: a header, by its place alone."""
    for row in range(start + 1, min(sheet.last_row, start + _WITHIN - 1) + 1):
        own = sheet.row(row)
        if not (any(map(_is_number, own)) and any(map(_is_name, own))):
            continue
        last = row - 1
        while last > start and (is_spread(sheet, last) or not sheet.row(last) or rows.numbers_columns(sheet.row(last))):
            last -= 1
        first = last + 1
        while first > start and last + 1 - first < _HEIGHT and rows.may_head(sheet, first - 1):
            first -= 1
        if first > last:
            continue
        header = header_at(sheet, sought, first, last)
        if len(header.keys) >= _LEAST_LIKELY:
            return replace(header, is_sure=False)
    return None


def _is_number(cell: Cell) -> bool:
    return cell.kind in ("number", "formula") or (
        cell.kind == "text" and bool(_DIGITS.fullmatch(unicodedata.normalize("NFKC", cell.text).strip()))
    )


def _is_name(cell: Cell) -> bool:
    return cell.kind == "text" and not _is_number(cell) and len(cell.text.strip()) >= 2


def heads_another_table(cells: list[Cell], sought: Sought) -> bool:
    """Whether a row below a table names columns again, other ones: nothing but headings that are known."""
    texts = [text for cell in cells if (text := rows.heading_text(cell))]
    if len(texts) < len(cells) or len(set(texts)) < 2:
        return False
    known = {found.field for text in texts if (found := meaning(sought.layout_name, (text,))) is not None}
    return len(known) >= 2 and bool(known & NAMES) and len(known) >= len(set(texts)) - 2


def headings_of(header: Header) -> dict[int, set[str]]:
    """Every part of every column's heading."""
    rows = range(header.first, header.last + 1)
    return {
        column: {plain_heading(cell.text) for row in rows if (cell := header.sheet.at(row, column)) is not None}
        for column in range(1, header.sheet.last_column + 1)
    }


def is_header_again(own: list[Cell], headings: dict[int, set[str]]) -> bool:
    """Whether a row says what its columns' headings say: at least two of them, and nothing else but one or two.

    | 序号 | 民生实事 | 指标 | 本月累计 |   again, below 续表
    """
    same = sum(plain_heading(cell.text) in headings[cell.column] for cell in own)
    return same >= 2 and same >= len(own) - 2 and not any(cell.kind == "number" for cell in own)
