"""What a sheet itself says beside a figure, held against the store and the rule: its target, 完成率 and 名次.

A number agrees where it is the other one at the precision that it is printed with: 60.0% and 59.96%.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from loaders.files.workbook import Cell, exact
from loaders.issues import Issue, issue
from loaders.prose.readings import aim_in
from loaders.register import Measure, Register
from loaders.table.figures import parse
from loaders.table.item_rows import ItemRow
from loaders.table.number_format import shown, shown_text
from loaders.table.recognise import Table
from loaders.table.shapes.own_rates import FINEST, Printed, decimals_of, rates
from loaders.table.units_of_measure import is_money
from metrics import wording
from metrics.kinds import KINDS

_OF_MONEY = re.compile(r"投资|资金|支付|支出")  # how much was spent is not how far the works are
_WHOLE = 100.0
_LEAST_RANKED = 3
_OF_ONE = ("target", "done", "verdict", "remark", "rank")  # what only a row of its own can say of a measure
_RANK = re.compile(r"第?(\d{1,3})名?")


@dataclass(frozen=True)
class Ranked:
    """A row's 名次, and the 完成率 that it may be by."""

    sheet: str
    cell: Cell
    measure: Measure
    done_pct: float


def own_rows(table: Table) -> list[ItemRow]:
    """A table's rows without what is said of several of them together: a target, rate or status merged over them."""
    count = Counter(row.cells[name].address for row in table.rows for name in _OF_ONE if name in row.cells)
    return [
        replace(row, cells={
            name: cell for name, cell in row.cells.items()
            if name not in _OF_ONE or count[cell.address] == 1 or (name == "target" and cell.kind == "text")
        })
        for row in table.rows
    ]  # fmt: skip


def target_differs(
    item: ItemRow, measure: Measure, register: Register, written: Sequence[str]
) -> tuple[list[Issue], float | None]:
    """A doubt where the sheet's target is not the store's, and the sheet's own then; `written`: what it may be in."""
    cell = item.cells.get("target")
    if cell is None or (measure.lower is None and measure.upper is None):
        return [], None
    found = [_differing(cell, measure, register, one) for one in written]
    own = found[0] if found and None not in found else None
    if own is None:
        return [], None
    doubt = issue("target_differs", item.sheet, cell.address, shown_text(cell), measure=measure.full_name,
                  target=measure.target_text, own=wording.figure(own, measure.unit))  # fmt: skip
    return [doubt], own


def target_agrees(cell: Cell, measure: Measure, written: str) -> bool:
    """Whether a cell has the store's target, read in a unit of measure."""
    figure = parse(cell, measure.unit, measure.kind, written)
    bounds = [one for one in (measure.lower, measure.upper) if one is not None]
    return figure.value is not None and any(_printed(cell, figure.value).agrees(bound) for bound in bounds)


def _differing(cell: Cell, measure: Measure, register: Register, written: str) -> float | None:
    """The sheet's target in the measure's unit; None where it is the store's, or none can be read."""
    ours = [one for one in (measure.lower, measure.upper) if one is not None]
    figure = parse(cell, measure.unit, measure.kind, written)
    if measure.kind == "milestone" and figure.unit_read != "%":
        return None
    if figure.value is None:
        found = aim_in(cell.text, measure, register.month, written) if cell.kind == "text" else []
    elif measure.unit == "%" and cell.kind == "number" and not figure.unit_read:
        found = [figure.value, figure.value * 100]
    else:
        found = [figure.value]
    if not found or any(_printed(cell, one).agrees(bound) for one in found for bound in ours):
        return None
    return None if figure.value is None and len(set(found)) > 1 else float(found[0])


def rate_differs(item: ItemRow, measure: Measure, value: float, own_target: float | None, table: Table) -> list[Issue]:
    """A doubt where the sheet's 完成率 is not the figure's by the store's target, nor by a target told already."""
    cell = item.cells.get("done")
    done = done_pct(measure, value)
    is_of_money = not is_money(measure.unit) and _OF_MONEY.search(table.headings.get("done", ""))
    if cell is None or done is None or is_of_money:
        return []
    printed = rates(cell, table.units.get("done", ""))
    if not printed or any(one.agrees(done) or (done >= _WHOLE and one.value == _WHOLE) for one in printed):
        return []
    if own_target and any(one.agrees(100 * value / own_target) for one in printed):
        return []
    target = wording.figure(measure.lower, measure.unit)
    doubt = issue("rate_differs", item.sheet, cell.address, shown_text(cell), measure=measure.full_name,
                  done=wording.percent(done), value=wording.figure(value, measure.unit), target=target)  # fmt: skip
    return [doubt]


def done_pct(measure: Measure, value: float) -> float | None:
    """The 完成率 of a figure; None for a stock, whose base is not known here, and for what is judged by its level."""
    kind = KINDS[measure.kind]
    if not kind.by_pace or kind.has_base or not measure.lower or measure.lower < 0:
        return None
    return 100 * value / measure.lower


def ranks_differ(rows: Sequence[Ranked]) -> list[Issue]:
    """Doubts about ranks that are not by 完成率; none where hardly any is: they are by something else then."""
    wrong = []
    for one in rows:
        rank = rank_in(one.cell)
        better = {row.done_pct for row in rows if row.done_pct > one.done_pct + 1e-9}
        first = 1 + sum(row.done_pct > one.done_pct + 1e-9 for row in rows)
        last = sum(row.done_pct > one.done_pct - 1e-9 for row in rows)
        if rank is not None and not first <= rank <= last and rank != len(better) + 1:
            slots = {"measure": one.measure.full_name, "done": wording.percent(one.done_pct), "rank": first}
            doubt = issue("rank_differs", one.sheet, one.cell.address, one.cell.text, **slots)
            wrong.append(doubt.of(one.measure.measure_id))
    return [] if len(rows) < _LEAST_RANKED or len(wrong) * 3 > len(rows) * 2 else wrong


def rank_in(cell: Cell) -> int | None:
    """The rank that a cell says; None where it says none."""
    found = _RANK.fullmatch(unicodedata.normalize("NFKC", cell.text).strip())
    return int(found[1]) if found else None


def previous_agrees(cell: Cell, before: float, stored: float) -> bool:
    """Whether last month's figure in the sheet is the stored one, at the digits that the sheet shows of it."""
    written = _number_in(cell)
    if not written or not before:
        return before == stored
    decimals = max(-int(written.as_tuple().exponent), 0)
    if cell.kind == "number" and isinstance(cell.value, int | float):
        seen = shown(cell.number_format, cell.value)
        decimals = seen.decimals if seen.decimals is not None and seen.scale == 1 else decimals_of(exact(cell.value))
    factor = abs(Decimal(str(before)) / written)
    if not decimals and factor > 1:
        return before == stored  # 3 of 万户 is no rounded number
    step = float(factor) * 10.0**-decimals
    return abs(before - stored) <= 0.5 * step + 1e-9 * max(1.0, abs(stored))


def _printed(cell: Cell, converted: Decimal) -> Printed:
    """A converted number with the decimals of what stands in the cell: 3.6 of 万户 is 36000 to the thousand."""
    written = _number_in(cell)
    decimals = 0 if written is None else max(-int(written.as_tuple().exponent), 0)
    if cell.kind == "number" or not written or not converted or not decimals:  # what is whole is no rounded number
        return Printed(float(converted), FINEST)
    factor = abs(converted / written)
    power = factor.adjusted() if factor == Decimal(10) ** factor.adjusted() else 0
    return Printed(float(converted), min(decimals - power, FINEST))


def _number_in(cell: Cell) -> Decimal | None:
    if cell.kind == "number" and isinstance(cell.value, int | float):
        return exact(cell.value)
    found = re.search(r"\d+(?:\.\d+)?", unicodedata.normalize("NFKC", cell.text).replace(",", ""))
    return Decimal(found[0]) if found else None
