"""小计 and 合计 of a sheet, added up again."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from loaders.files.workbook import Cell, exact
from loaders.issues import Issue, issue
from loaders.table.figures import is_missing_mark
from loaders.table.item_rows import ItemRow
from loaders.table.recognise import Table
from metrics import wording

_ADDED = ("target", "previous", "month_only", "value")
_LEAST = 2
_IS_NO_SUM = re.compile("平均|累计")
_EXACT = Decimal("0.000001")


def sums_differ(table: Table) -> list[Issue]:
    """A doubt for every sum that its rows do not add up to, whichever rows it may be of."""
    if table.is_told or any(row.text("unit") == "%" for row in table.rows):
        return []
    found = []
    for total in (row for row in table.sums if not _IS_NO_SUM.search(row.text("item") + row.text("measure"))):
        for name in _ADDED:
            cell = total.cells.get(name)
            said = _number(cell)
            if cell is None or said is None or table.units.get(name) == "%":
                continue
            sums = list(_sums(name, total, table))
            several = [one for one, count in sums if count >= _LEAST]  # one number alone is no sum to differ from
            if several and all(abs(said - one) > _EXACT for one, _ in sums):
                heading = table.headings.get(name, "")
                slots = {"heading": heading, "sum": wording.number(float(several[0]))}
                found.append(issue("sum_differs", table.sheet, cell.address, cell.text, **slots))
    return found


def _sums(name: str, total: ItemRow, table: Table) -> Iterator[tuple[Decimal, int]]:
    """What the rows above up to the sum before give, all rows above, all of the table, of a section, the sums.

    Each with how many numbers it is of.
    """
    others = [one.number for one in table.sums if one.number != total.number]
    before = max((number for number in others if number < total.number), default=0)
    after = min((number for number in others if number > total.number), default=10**9)
    groups = [
        [row for row in table.rows if before < row.number < total.number],
        [row for row in table.rows if row.number < total.number],
        list(table.rows),
        [row for row in table.rows if row.section == total.section],
        [row for row in table.rows if total.number < row.number < after],
        [row for row in table.rows if row.number > total.number],
        [row for row in table.sums if row.number != total.number],
        [row for row in table.sums if row.number < total.number],
    ]
    for group in groups:
        for rows in (group, [row for row in group if not row.text("measure").strip().startswith(("其中", "#"))]):
            added = _added(name, rows)
            if added is not None:
                yield added


def _added(name: str, rows: Sequence[ItemRow]) -> tuple[Decimal, int] | None:
    """The sum of a column, cells merged over several rows once; None where words stand in it, or no number."""
    cells = {cell.address: cell for row in rows if (cell := row.cells.get(name)) is not None}
    numbers = []
    for cell in cells.values():
        number = _number(cell)
        if number is None and not is_missing_mark(cell.text):
            return None
        numbers += [] if number is None else [number]
    return (sum(numbers, Decimal(0)), len(numbers)) if numbers else None


def _number(cell: Cell | None) -> Decimal | None:
    if cell is None:
        return None
    if cell.kind == "number" and isinstance(cell.value, int | float):
        return exact(cell.value)
    try:
        return Decimal(cell.text.strip().replace(",", "")) if cell.kind == "text" else None
    except ArithmeticError:
        return None
