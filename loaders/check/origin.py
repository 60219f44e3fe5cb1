"""Which month a workbook is for, and whose it is: as its titles, headings, names and codes say."""

from collections.abc import Iterator

from loaders.issues import Issue, issue
from loaders.register import Register, Unit
from loaders.table.recognise import Table
from loaders.table.title_block import period_in
from metrics.periods import month_name


def period_issues(tables: list[Table], file_name: str, register: Register) -> Iterator[Issue]:
    """The period that titles and headings, or else sheets' names and the file's name speak of, where it is another."""
    spoken = [(table.sheet, cell, year, number) for table in tables for year, number, cell in table.title.periods]
    if not spoken:
        named = [(sheet, period_in(name)) for name, sheet in [*((t.sheet, t.sheet) for t in tables), (file_name, None)]]
        spoken = [(sheet or "", "", *period) for sheet, period in named if period is not None]
    spoken += [(t.sheet, t.value_heading[1], None, t.value_heading[0]) for t in tables if t.value_heading is not None]
    told: set[str] = set()
    for sheet, cell, year, number in spoken:
        if sheet not in told and (number != register.month.month or year not in (None, register.month.year)):
            told.add(sheet)
            read = f"{year}年{number}月" if year else f"{number}月"
            yield issue("period_differs", sheet or None, cell or None, read, month=month_name(register.month))


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
            example = (asked or register.units[0]).name
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
