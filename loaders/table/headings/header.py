"""A table's header: the rows that name its columns, and what each heading means.

A heading means what the layout says, or what somebody answered about it; never what it merely looks like.
"""

import hashlib
import re
from dataclasses import dataclass, replace

from loaders.files.workbook import Cell, Sheet, column_letters
from loaders.table.figures import is_missing_mark, is_number_like
from loaders.table.headings.meaning import Meaning, Sought, meaning
from loaders.table.headings.plain import heading_key, heading_of_any_month, plain_heading
from loaders.table.headings.rows import heading_text, numbers_columns
from loaders.table.layout import IGNORE
from loaders.table.units_of_measure import is_known

_LEAST_COUNTED = 2
_LOOKED_AT = 200  # rows of a column
_AIMED = re.compile(r"目标|任务|计划")
_TOLD = re.compile(r"^(?!.*累计).*(?:情况|进展|推进|进度)")
_OFFICE = re.compile(r"[局委办部院处会中心队司站镇街道]$|街道办事处$|政府$|公司$|集团$")


@dataclass(frozen=True)
class Header:
    """The header's rows in a sheet, and per column with a heading its parts, from the top row to the lowest, its key
    (what an answer is kept under) and its meaning, where it has one.

    `is_sure` False: these rows only look like a header, since too few of their headings are known. `form`: tells forms
    apart by their headings, their order and their merging, whatever month they name.
    """

    sheet: Sheet
    sought: Sought
    first: int
    last: int
    parts: dict[int, tuple[str, ...]]
    keys: dict[int, str]
    meanings: dict[int, Meaning]
    form: str
    answered: frozenset[int] = frozenset()  # columns whose meaning is an answer
    remembered: frozenset[int] = frozenset()  # those of them that were answered for an earlier month
    is_sure: bool = True

    @property
    def fields(self) -> set[str]:
        """The fields that its columns mean."""
        return {meant.field for meant in self.meanings.values()}

    def heading(self, column: int) -> str:
        """A column's heading as it stands, from its top row to its lowest."""
        return "/".join(self.parts[column])

    def lowest(self, column: int) -> str:
        """The plain words of the lowest part of a column's heading."""
        return plain_heading(self.parts[column][-1])

    def whole(self, column: int) -> str:
        """The plain words of all parts of a column's heading."""
        return "".join(map(plain_heading, self.parts[column]))

    def below(self, column: int) -> list[Cell]:
        """What stands in a column under its heading, from the top."""
        return self.sheet.below(self.last, column)

    def filled(self, column: int) -> list[Cell]:
        """The same without the marks that say that there is nothing."""
        return [cell for cell in self.below(column) if not is_missing_mark(cell.text)]

    def is_mostly_numbers(self, column: int) -> bool:
        """Whether more than half of what stands in a column is a number."""
        cells = self.filled(column)
        return sum(map(is_number_like, cells)) * 2 > len(cells)

    def columns_of(self, *fields: str) -> list[int]:
        """The columns that mean one of some fields."""
        return [column for column, meant in self.meanings.items() if meant.field in fields]

    def address(self, column: int) -> str:
        """The cell of a column's lowest heading, in the file."""
        cell = self.sheet.at(self.last, column) if self.sheet.is_laid_anew else None
        return cell.address if cell is not None else f"{column_letters(column)}{self.last}"

    def with_meanings(self, found: dict[int, Meaning]) -> "Header":
        """The same, some columns taken for something else."""
        return replace(self, meanings={**self.meanings, **found}) if found else self


def header_at(sheet: Sheet, sought: Sought, first: int, last: int) -> Header:
    """The rows from `first` to `last` taken for a header. Of columns called alike the second one's key ends in #2."""
    parts = _parts(sheet, first, last)
    keys: dict[int, str] = {}
    seen: dict[str, int] = {}
    merges = []
    for column, own in parts.items():
        key = heading_key(own, sought.month)
        seen[key] = seen.get(key, 0) + 1
        keys[column] = key if seen[key] == 1 else f"{key}#{seen[key]}"
        top, left, _, right = sheet.merged_at(last, column)
        merges.append(f"{heading_of_any_month(own)}:{max(top, first) - first}:{column - left}:{right - column}")
    form = hashlib.sha256("|".join(merges).encode()).hexdigest()[:16]
    return Header(sheet, sought, first, last, parts, keys, meanings_at(sheet, sought, first, last), form)


def meanings_at(sheet: Sheet, sought: Sought, first: int, last: int) -> dict[int, Meaning]:
    """What the columns mean where some rows are a header: all that is asked of most rows that are tried."""
    understood = {
        column: meaning(sought.layout_name, own, sought.month) for column, own in _parts(sheet, first, last).items()
    }
    return {column: meant for column, meant in understood.items() if meant is not None and meant.field != IGNORE}


def _parts(sheet: Sheet, first: int, last: int) -> dict[int, tuple[str, ...]]:
    """The columns' headings, of those that have one."""
    found = {column: _parts_of(sheet, column, first, last) for column in range(1, sheet.last_column + 1)}
    return {column: own for column, own in found.items() if own}


def _parts_of(sheet: Sheet, column: int, first: int, last: int) -> tuple[str, ...]:
    """A column's heading from its top row to its lowest, each part once."""
    parts: list[str] = []
    for row in range(first, last + 1):
        cell = sheet.at(row, column)
        text = "" if cell is None else heading_text(cell)
        if text and (not parts or parts[-1] != text):
            parts.append(text)
    return tuple(parts)


def by_what_stands_below(header: Header) -> Header:
    """The header where what stands in a column speaks against what its heading usually means.

    | 目标任务 | 单位     |   目标任务 is an item elsewhere, here a target; 单位 here is who does it
    | 2200     | 区经信局 |
    """
    meanings = dict(header.meanings)
    for column, meant in header.meanings.items():
        cells = [cell for cell in header.below(column)[:_LOOKED_AT] if not is_missing_mark(cell.text)]
        if cells and (found := _by_cells(header, meant.field, "".join(header.parts[column]), cells)) != meant.field:
            meanings[column] = replace(meant, field=found)
    return replace(header, meanings={column: meant for column, meant in meanings.items() if meant.field})


def _by_cells(header: Header, field: str, heading: str, cells: list[Cell]) -> str:
    """The field that a column with these cells is of; empty where it is none that is known."""
    numbers = sum(map(is_number_like, cells))
    if field in ("item", "measure") and numbers * 2 > len(cells):
        return "target" if _AIMED.search(heading) else ""
    if field == "unit" and all(_OFFICE.search(cell.text) and not is_known(cell.text) for cell in cells):
        return "lead_unit"
    if field == "code" and _count_up(header.sheet, cells):
        return "other"
    if field == "stage" and not numbers:  # 形象进度86%,正在装修
        return "progress"
    is_told = field in ("value", "month_only") and _TOLD.search(heading) and not numbers
    return "progress" if is_told and all(cell.kind == "text" for cell in cells) else field


def _count_up(sheet: Sheet, cells: list[Cell]) -> bool:
    """Whether what is called a code only counts the rows of the form: 01, 02, 03."""
    own = [cell.text.strip() for cell in cells if not numbers_columns(sheet.row(cell.row))]
    numbers = [int(text) for text in own if re.fullmatch(r"\d{1,2}", text)]
    return len(own) == len(numbers) >= _LEAST_COUNTED and numbers == list(range(1, len(own) + 1))
