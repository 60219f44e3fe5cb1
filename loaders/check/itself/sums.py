"""小计 and 合计 of a sheet, and the columns that make up a cumulative, added up again."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from loaders.issues import Issue, issue
from loaders.register import Measure
from loaders.table.item_rows import EARLIER, ItemRow
from loaders.table.recognise import Table
from loaders.table.shapes.parts import added_up, bare_number, is_the_same
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
    totals = [row for row in table.sums if not _IS_NO_SUM.search(row.text("item") + row.text("measure"))]
    for total, name in product(totals, _ADDED):
        cell = total.cells.get(name)
        said = bare_number(cell)
        if cell is None or said is None or table.units.get(name) == "%":
            continue
        sums = list(_sums(name, total, table))
        several = [one for one, count in sums if count >= _LEAST]  # one number alone is no sum to differ from
        if several and all(abs(said - one) > _EXACT for one, _ in sums):
            slots = {"heading": table.headings.get(name, ""), "sum": wording.number(float(several[0]))}
            found.append(issue("sum_differs", table.sheet, cell.address, cell.text, **slots))
    return found


def columns_differ(item: ItemRow, measure: Measure, table: Table, month_before: int) -> list[Issue]:
    """A doubt where what stands beside a cumulative makes up another one, all of it in one unit.

    | 上月末累计 | 本月新增 | 本月末累计 |      | 一季度 | 二季度 | 三季度 | 10月 | 合计 |
    | 213        | 12       | 228        |
    """
    value, units = item.cells.get("value"), {table.units.get(name, "") for name in ("value", "previous", "month_only")}
    said = bare_number(value)
    if value is None or said is None or not measure.by_pace or measure.unit == "%" or len(units - {""}) > 1:
        return []
    before = item.cells.get(EARLIER) if table.earlier_month == month_before else item.cells.get("previous")
    pairs = [(item.addends, "分列的数")] if item.addends else []
    if before is not None and (own := item.cells.get("month_only")) is not None:
        pairs.append(((before, own), f"上月累计{before.text.strip()}与当月{own.text.strip()}"))
    for cells, words in pairs:
        added = added_up(cells)
        if added is not None and None not in map(bare_number, cells) and not is_the_same(said, added, len(cells)):
            slots = {"measure": measure.full_name, "addends": words, "sum": wording.number(float(added))}
            return [issue("columns_differ", item.sheet, value.address, value.text, **slots)]
    return []


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
    cells = {cell.address: cell for row in rows if (cell := row.cells.get(name)) is not None}.values()
    total = added_up(cells)
    return None if total is None else (total, sum(bare_number(cell) is not None for cell in cells))
