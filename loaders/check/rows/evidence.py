"""What stands in a row beside its name, and speaks for a measure or against it: its unit of measure, its target."""

import re
from dataclasses import dataclass

from loaders.check.itself.beside import target_agrees
from loaders.check.rows.row import written_beside
from loaders.check.rows.subjects import subject
from loaders.check.rows.written_unit import written_unit
from loaders.register import Measure
from loaders.table import units_of_measure as units
from loaders.table.item_rows import ItemRow
from loaders.table.recognise import Table

_GROWTH = re.compile(r"增速|增长|增幅|增减|同比|比上年|±")


@dataclass(frozen=True)
class Evidence:
    """`unit`: whether the figure's unit of measure can be the measure's; None where the sheet does not say.

    `is_target`: whether the row's own target, or the number that its name ends in, is the measure's; `is_in_name`: the
    latter, which says what is counted too (新建充电桩2200个).
    """

    unit: bool | None
    is_target: bool
    is_in_name: bool


def evidence(row: ItemRow, measure: Measure, table: Table) -> Evidence:
    """What a row says for a measure."""
    is_in_name = _ends_in_target(row.name, measure)
    return Evidence(_unit(row, measure, table), is_in_name or _is_target(row, measure, table), is_in_name)


def _unit(row: ItemRow, measure: Measure, table: Table) -> bool | None:
    """A growth and an amount of one subject are told apart by what the figure's column is in.

    | 指标       | 单位 | 累计 | 比上年同期±% |   under 累计 it is the amount, under ±% the growth
    | 进出口总额 | 万元 | 41   | 5.2          |
    """
    written = written_unit(row, measure, table)
    is_growth = row.is_growth or subject(row.name).is_growth or bool(_GROWTH.search(table.headings.get("value", "")))
    if is_growth:
        return measure.is_growth
    if not written.text or not written.is_understood:
        return None
    if measure.is_growth and units.plain_unit(written.text) == "%":
        return None  # it may be a 完成率
    return units.factor(written.text, measure.unit) is not None


def _is_target(row: ItemRow, measure: Measure, table: Table) -> bool:
    cell = row.cells.get("target")
    written = written_beside(row, measure, table, "target")
    return cell is not None and any(target_agrees(cell, measure, one.text) for one in written)


def _ends_in_target(name: str, measure: Measure) -> bool:
    if (figure := subject(name).figure) is None:
        return False
    factor = units.factor(figure[1], measure.unit)
    return factor is not None and float(figure[0] * factor.numerator / factor.denominator) in (
        measure.lower, measure.upper
    )  # fmt: skip
