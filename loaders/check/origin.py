"""Which month a workbook is for, and whose it is: as its titles, headings, names and codes say."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from loaders.issues import Issue, issue
from loaders.register import Register, Unit
from loaders.table.item_rows import ItemRow
from loaders.table.periods import Period, folded, period_in
from loaders.table.recognise import Table
from metrics.periods import month_name, previous_month

_AT_WORK = re.compile(r"配合|协同|协办|领导|联系|联络|实施|建设|承建")  # units and people beside the one that leads
_BEFORE, _NOW = re.compile(r"(?<![较比与同])(?:上个?月|上期)"), re.compile(r"[本当]月|本期")  # in the name of a sheet
_YEAR_ALONE = re.compile(r"(20\d\d)年?度?(?:(?:1[-—–~至])?\d{1,2}月份?)?")
_BETWEEN = re.compile(r"[、,，;；/\s]+")


def period_issues(tables: list[Table], file_name: str, register: Register) -> Iterator[Issue]:
    """The period that titles and headings, or else sheets' names and the file's name speak of, where it is another.

    A title that names only a year does not speak for the month: names are asked too. For a title without a year its
    sheet's name does; the file's name may be of the year in which it is sent.
    """
    spoken = [(table.sheet, cell, period) for table in tables for period, cell in table.title.periods]
    if not any(period.month for _, _, period in spoken):
        named = [*((t.sheet, _of_sheet(t.sheet, register.month)) for t in tables), (None, period_in(file_name))]
        spoken += [(sheet or "", "", period) for sheet, period in named if period is not None]
    elif not any(period.year for _, _, period in spoken):
        spoken += [(t.sheet, "", Period(year, None)) for t in tables if (year := _year_of_sheet(t.sheet))]
    spoken += [(t.sheet, t.value_heading[1], Period(None, t.value_heading[0])) for t in tables if t.value_heading]
    told = {found.sheet for table in tables for found in table.issues if found.id == "period_differs"}
    for sheet, cell, period in spoken:
        if sheet not in told and period.differs(register.month):
            told.add(sheet)
            yield issue("period_differs", sheet or None, cell or None, period.text, month=month_name(register.month))


def of_the_month(tables: list[Table], month: dt.date) -> list[Table]:
    """The tables without those of other months, where one of the same rows is of the month: one doubt names them.

    A workbook that a unit keeps all year has a sheet for each month, and a column more in some of them.
    """
    stated = [(table, _stated_month(table, month)) for table in tables]
    ours = [table for table, period in stated if period and not period.differs(month)]
    others = [
        table for table, period in stated
        if period and period.differs(month) and any(_is_of_the_same_rows(table, one) for one in ours)
    ]  # fmt: skip
    if not others:
        return tables
    first, *rest = [table for table in tables if table not in others]
    sheets = "、".join(dict.fromkeys(table.sheet for table in others))
    told = issue("table_of_another_month", None, None, sheets, month=month_name(month))
    return [replace(first, issues=(*first.issues, told)), *rest]


def _is_of_the_same_rows(table: Table, other: Table) -> bool:
    """Whether a table is of the same form as another, or most of its rows stand there too."""
    names = {row.name for row in table.rows}
    return table.form == other.form or 2 * len(names & {row.name for row in other.rows}) > len(names)


def _stated_month(table: Table, month: dt.date) -> Period | None:
    """The one month that a table's title names, else its sheet's name; None where none or several are named."""
    named = [period for period, _ in table.title.periods if period.month]
    of_sheet = _of_sheet(table.sheet, month)
    if not named and of_sheet is not None and of_sheet.month:
        named = [of_sheet]
    named = [replace(period, year=period.year or _year_of_sheet(table.sheet)) for period in named]
    return named[0] if len(set(named)) == 1 else None


def _of_sheet(name: str, month: dt.date) -> Period | None:
    """The period that a sheet's name speaks of: 10月, 上月."""
    relative = previous_month(month) if _BEFORE.search(name) else month if _NOW.search(name) else None
    return period_in(name) or (Period(None, relative.month) if relative else None)


def _year_of_sheet(name: str) -> int | None:
    """The year that a sheet is called by and nothing else: 2022年, not 2022年续建项目."""
    found = _YEAR_ALONE.fullmatch(folded(name))
    return int(found[1]) if found else None


def reporting_unit(
    tables: list[Table], file_name: str, register: Register, asked: Unit | None
) -> tuple[Unit | None, list[Issue]]:
    """Whose workbook it is: as asked, as it says, as its name says, or as most of its codes say."""
    said: Unit | None = None
    for table in tables:
        title = table.title
        if not title.unit_name:
            continue
        named = register.unit_named(title.unit_name)
        if named is None:
            example = next((one.name for one in (asked, *register.units) if one is not None), "—")
            return asked, [issue("unit_unknown", table.sheet, title.unit_cell, title.unit_name, example=example)]
        if asked is not None and named != asked:
            return asked, [issue("unit_differs", table.sheet, title.unit_cell, title.unit_name, unit=asked.name)]
        said = said or named
    if asked or said:
        return asked or said, []
    in_name = [unit for unit in register.units if unit.name in file_name]
    if len(in_name) == 1:
        return in_name[0], []
    codes = [
        m.unit_id for t in tables for row in t.rows if (m := register.by_id.get(row.text("code").strip())) is not None
    ]
    if codes:
        return register.unit_by_id[max(sorted(set(codes)), key=codes.count)], []
    return None, [issue("unit_missing", None, None)] if tables else []


def led_by_others(item: ItemRow, table: Table, register: Register, unit: Unit) -> list[str]:
    """The units that a row says lead it, where a unit's own name is not among them; empty where it says none we know.

    | 牵头单位 (merged down) | 事项 |   a table that an office made of several units' items
    """
    if _AT_WORK.search(table.headings.get("lead_unit", "")):
        return []
    named = [register.unit_named(part) for part in _BETWEEN.split(item.text("lead_unit")) if part.strip()]
    known = {one.unit_id: one.name for one in named if one is not None}
    return [] if unit.unit_id in known else list(known.values())
