"""Where a sheet's table begins: the rows that name its columns, and what each heading means.

A heading means what the layout says, or what somebody answered about it; never what it merely looks like.
"""

import datetime as dt
import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace

from loaders.files.workbook import Cell, Sheet, column_letters
from loaders.table.figures import is_missing_mark, is_number_like
from loaders.table.layout import (
    IGNORE,
    Meaning,
    heading_key,
    heading_of_any_month,
    meaning,
)
from loaders.table.periods import period_of_day
from loaders.table.units_of_measure import is_known

_WITHIN = 40  # rows in which a table begins
_HEIGHT = 4
_LEAST_COLUMNS = 3
_SURE_COLUMNS = 6  # with so many known headings no later row is looked at
_NAMES = {"code", "item", "measure"}
_ABOUT = re.compile(r"(?:单位|部门|日期|填报人|审核人|负责人|电话)[:：]|^附件|^注")
_LEAST_LIKELY = 2
_GROUP_CHARACTERS = 20
_LOOKED_AT = 200  # rows of a column
_AIMED = re.compile(r"目标|任务|计划")
_TOLD = re.compile(r"^(?!.*累计).*(?:情况|进展|推进|进度)")
_OFFICE = re.compile(r"[局委办部院处会中心队司站镇街道]$|街道办事处$|政府$|公司$|集团$")
_COLUMN_NUMBER = re.compile(r"(\d{1,2})(?:\s*=.*)?")
_STEMS = ("甲", "乙", "丙", "丁", "戊", "己", "栏次", "序号", "栏号")
_DIGITS = re.compile(r"[\d.,%+\-]+")


@dataclass(frozen=True)
class Header:
    """The header's rows, and per column its key (what an answer is kept under) and its meaning, where it has one.

    `is_sure` False: these rows only look like a header, since too few of their headings are known. `form`: tells forms
    apart by their headings, their order and their merging, whatever month they name.
    """

    first: int
    last: int
    keys: dict[int, str]
    meanings: dict[int, Meaning]
    answered: frozenset[int] = frozenset()  # columns whose meaning is an answer
    remembered: frozenset[int] = frozenset()  # those of them that were answered for an earlier month
    is_sure: bool = True
    form: str = ""


def find_header(sheet: Sheet, layout_name: str, month: dt.date | None = None, start: int = 1) -> Header | None:
    """The rows that name the most columns; of equals those with the cumulative, the fewest, the first.

    Else rows that only look like a header. What was answered about columns plays no part: see `answered`.
    """
    best: tuple[tuple[int, bool, int], Header] | None = None
    for first in range(start, min(sheet.last_row, start + _WITHIN - 1) + 1):
        if all(_ABOUT.search(unicodedata.normalize("NFKC", cell.text)) for cell in sheet.row(first)):
            continue
        if is_spread(sheet, first):
            continue
        if best is not None and _is_past(sheet, best[1], best[0][0], first):
            break
        for last in range(first, min(first + _HEIGHT - 1, sheet.last_row) + 1):
            if last > first and (_has_figures(sheet, last) or is_spread(sheet, last)):
                break
            if _goes_on(sheet, first, last) or _began_above(sheet, first, start):
                continue
            header = _named(sheet, first, last, layout_name, month)
            fields = {m.field for m in header.meanings.values()}
            rank = (len(fields), "value" in fields, first - last)
            if len(fields) >= _LEAST_COLUMNS and (best is None or rank > best[0]):
                best = rank, header
    if best is not None and _NAMES & {m.field for m in best[1].meanings.values()}:
        first, last = best[1].first, best[1].last
        while first > start and last - first + 1 < _HEIGHT and _heads_groups(sheet, first - 1):
            first -= 1
        while last < sheet.last_row and last - first + 1 < _HEIGHT and _names_units(sheet.row(last + 1)):
            last += 1
        return by_what_stands_below(sheet, _named(sheet, first, last, layout_name, month))
    likely = _likely(sheet, layout_name, month, start)
    return None if likely is None else by_what_stands_below(sheet, likely)


def _is_past(sheet: Sheet, header: Header, known: int, last: int) -> bool:
    """Whether what heads columns in a row is another table's: enough is known, or rows of figures stand between."""
    if known >= _SURE_COLUMNS and last > header.last:
        return True
    fields = {meant.field for meant in header.meanings.values()}
    between = range(header.last + 1, last + 1)
    return "value" in fields and bool(_NAMES & fields) and any(_has_figures(sheet, row) for row in between)


def _goes_on(sheet: Sheet, first: int, last: int) -> bool:
    """Whether a heading is merged down below these rows, over rows that may be the header's too.

    | 序号 (merged down) | 截至9月底完成情况 |   goes on
    |                    | 完成量 | 描述     |
    """
    own = [cell for row in range(first, last + 1) for cell in sheet.row(row)]
    bottom = max((sheet.merged_at(cell.row, cell.column)[2] for cell in own), default=last)
    if not last < bottom < first + _HEIGHT:
        return False
    return all(sheet.row(row) and not _has_figures(sheet, row) for row in range(last + 1, bottom + 1))


def _began_above(sheet: Sheet, first: int, start: int) -> bool:
    """Whether a heading of a row is merged with the row above it, which is the header's too then."""
    tops = [sheet.merged_at(first, column)[0] for column in range(1, sheet.last_column + 1)]
    return start <= min(tops, default=first) < first


def _heads_groups(sheet: Sheet, row: int) -> bool:
    """Whether a row names groups of the columns below it.

    |      |      | 9月 (over two) | 10月 (over two) |
    | 序号 | 事项 | 当月 | 累计    | 当月 | 累计     |
    """
    own = sheet.row(row)
    texts = [unicodedata.normalize("NFKC", _heading_text(cell)) for cell in own]
    if not own or any(not text or len(text) > _GROUP_CHARACTERS or _ABOUT.search(text) for text in texts):
        return False
    widths = [right - left for _, left, _, right in (sheet.merged_at(row, cell.column) for cell in own)]
    return any(widths) and not is_spread(sheet, row) and (len(own) > 1 or own[0].column > 1)


def _names_units(own: list[Cell]) -> bool:
    """Whether a row holds nothing but units of measure: it belongs to the headings above it, merged with them or not.

    | 序号 | 事项 | 累计完成 (over two) |
    |      |      | 亿元     | 万元     |
    """
    return bool(own) and all(cell.kind == "text" and is_known(cell.text) for cell in own)


def is_spread(sheet: Sheet, row: int) -> bool:
    """Whether a row holds one text only, spread over most of the sheet: a title or a section, and no headings.

    | 民生实事(7项)                       |  merged over all columns
    """
    own = sheet.row(row)
    if len(own) != 1:
        return False
    _, left, _, right = sheet.merged_at(row, own[0].column)
    return right - left + 1 >= max(3, sheet.last_column // 2)


def by_what_stands_below(sheet: Sheet, header: Header) -> Header:
    """The header where what stands in a column speaks against what its heading usually means.

    | 目标任务 | 单位     |   目标任务 is an item elsewhere, here a target; 单位 here is who does it
    | 2200     | 区经信局 |
    """
    meanings = dict(header.meanings)
    for column, meant in header.meanings.items():
        cells = [cell for cell in sheet.below(header.last, column)[:_LOOKED_AT] if not is_missing_mark(cell.text)]
        numbers = sum(is_number_like(cell) for cell in cells)
        heading = "".join(path(sheet, column, header.first, header.last))
        if not cells:
            continue
        if meant.field in ("item", "measure") and numbers * 2 > len(cells):
            if _AIMED.search(heading):
                meanings[column] = replace(meant, field="target")
            else:
                del meanings[column]
        elif meant.field == "unit" and all(_OFFICE.search(cell.text) and not is_known(cell.text) for cell in cells):
            meanings[column] = replace(meant, field="lead_unit")
        elif meant.field == "code" and _count_up(sheet, cells):
            meanings[column] = replace(meant, field="other")
        elif meant.field == "stage" and not numbers:  # 形象进度86%,正在装修
            meanings[column] = replace(meant, field="progress")
        elif meant.field in ("value", "month_only") and _TOLD.search(heading) and not numbers:
            meanings[column] = replace(meant, field="progress" if _are_told(cells) else meant.field)
    return replace(header, meanings=meanings)


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


def heading_address(sheet: Sheet, header: Header, column: int) -> str:
    """The cell of a column's lowest heading, in the file."""
    cell = sheet.at(header.last, column) if sheet.is_laid_anew else None
    return cell.address if cell is not None else f"{column_letters(column)}{header.last}"


def _heading_text(cell: Cell) -> str:
    """A heading; Excel makes a date of 2023年9月."""
    if isinstance(cell.value, dt.date):
        period = period_of_day(cell.value, shows_day=False)
        return "" if period is None else f"{'' if cell.value.day == 1 else '截至'}{period.text}"
    return cell.text if cell.kind == "text" and len(cell.text) <= 40 else ""


def _count_up(sheet: Sheet, cells: list[Cell]) -> bool:
    """Whether what is called a code only counts the rows of the form: 01, 02, 03."""
    own = [cell.text.strip() for cell in cells if not numbers_columns(sheet.row(cell.row))]
    numbers = [int(text) for text in own if re.fullmatch(r"\d{1,2}", text)]
    return len(own) == len(numbers) >= _LEAST_LIKELY and numbers == list(range(1, len(own) + 1))


def _are_told(cells: list[Cell]) -> bool:
    return all(cell.kind == "text" for cell in cells)


def _named(sheet: Sheet, first: int, last: int, layout_name: str, month: dt.date | None) -> Header:
    keys: dict[int, str] = {}
    meanings: dict[int, Meaning] = {}
    seen: dict[str, int] = {}
    merges = []
    for column in range(1, sheet.last_column + 1):
        parts = path(sheet, column, first, last)
        if not parts:
            continue
        top, left, _, right = sheet.merged_at(last, column)
        key = heading_key(parts, month)
        seen[key] = seen.get(key, 0) + 1
        keys[column] = key if seen[key] == 1 else f"{key}#{seen[key]}"
        merges.append(f"{heading_of_any_month(parts)}:{max(top, first) - first}:{column - left}:{right - column}")
        understood = meaning(layout_name, parts, month)
        if understood is not None and understood.field != IGNORE:
            meanings[column] = understood
    form = hashlib.sha256("|".join(merges).encode()).hexdigest()[:16]
    return Header(first, last, keys, meanings, form=form)


def _likely(sheet: Sheet, layout_name: str, month: dt.date | None, start: int) -> Header | None:
    """The rows above the first row that holds a name and a number: a header, by its place alone."""
    for row in range(start + 1, min(sheet.last_row, start + _WITHIN - 1) + 1):
        own = sheet.row(row)
        if not (any(_is_number(cell) for cell in own) and any(_is_name(cell) for cell in own)):
            continue
        last = row - 1
        while last > start and (is_spread(sheet, last) or not sheet.row(last) or numbers_columns(sheet.row(last))):
            last -= 1
        first = last + 1
        while first > start and last + 1 - first < _HEIGHT and may_head(sheet, first - 1):
            first -= 1
        if first > last:
            continue
        header = _named(sheet, first, last, layout_name, month)
        if len(header.keys) >= _LEAST_LIKELY:
            return replace(header, is_sure=False)
    return None


def numbers_columns(own: list[Cell]) -> bool:
    """Whether a row does nothing but number the columns.

    | 甲 | 乙 | 1 | 2 | 3=1+2 |
    """
    texts = [unicodedata.normalize("NFKC", cell.text).strip() for cell in own]
    numbers = [int(found[1]) for text in texts if (found := _COLUMN_NUMBER.fullmatch(text))]
    others = [text for text in texts if not _COLUMN_NUMBER.fullmatch(text)]
    return (
        bool(numbers)
        and max(len(numbers), sum(text in "甲乙丙丁戊己" for text in others)) >= _LEAST_LIKELY
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and all(text in _STEMS for text in others)
    )


def may_head(sheet: Sheet, row: int) -> bool:
    """Whether a row may be a table's headings: several texts, and not 填报单位 and 填报日期."""
    texts = [unicodedata.normalize("NFKC", text) for cell in sheet.row(row) if (text := _heading_text(cell))]
    return len(set(texts)) >= 2 and not any(_ABOUT.search(text) for text in texts)


def _is_number(cell: Cell) -> bool:
    return cell.kind in ("number", "formula") or (
        cell.kind == "text" and bool(_DIGITS.fullmatch(unicodedata.normalize("NFKC", cell.text).strip()))
    )


def _is_name(cell: Cell) -> bool:
    return cell.kind == "text" and not _is_number(cell) and len(cell.text.strip()) >= 2


def _has_figures(sheet: Sheet, row: int) -> bool:
    return any(cell.kind == "number" for cell in sheet.row(row))
