"""A row with a growth, a stage of works or money beside its amount: each measure takes the figure of its kind.

| 进出口总额 | 亿元 | 40.57 | 增长3.6% |   the amount's measure takes 40.57, the growth's 3.6

| 项目     | 累计完成 (over two) |
|          | 人次 | 金额(万元)   |
| 租房提取 | 128  | 35           |   the measure in 人次 takes 128, the one in 万元 35
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from loaders.check.rows.subjects import is_doing
from loaders.files.workbook import Cell
from loaders.register import Measure
from loaders.table.figures import is_missing_mark, is_number_like
from loaders.table.headings.names import tells_growth
from loaders.table.item_rows import EARLIER, ItemRow
from loaders.table.shapes.by_kind import BY_KIND
from loaders.table.units_of_measure import dimension

_STAGES = tuple(map(re.compile, ("签约", "到位", "开工|动工|开建|启动", "竣工|完工|建成|投用|交付")))
_OF_THE_AMOUNT = ("value", "unit", "target", "previous", "month_only", "done", EARLIER, *BY_KIND)


def parts_of(rows: Iterable[ItemRow], unit: str) -> list[ItemRow]:
    """The rows, those with several figures once for each: the amount with all that stands beside it, then the others.

    `unit`: what the heading of the amount says that it is in.

    A row that is in % itself has no growth beside it: 增速 | % | 5.6 | 0.3 tells how the growth changed. One that is
    called 增速 and says no unit is its growth's where one of both stands there, and nobody's where both do.
    """
    found = []
    for row in map(_called_by_its_item, rows):
        names = [name for name in BY_KIND if name in row.cells and not (name == "growth" and row.text("unit") == "%")]
        if "growth" in names and tells_growth(row.text("measure") or row.text("item")):
            both = [cell for name in ("value", "growth") if (cell := row.cells.get(name)) and is_number_like(cell)]
            row = replace(row, clash=both[0].address if len(both) > 1 and not row.text("unit") else "")
            names = [name for name in names if name != "growth"] if both == [row.cells.get("value")] else names
        own = {name: cell for name, cell in row.cells.items() if name not in BY_KIND}
        counted = _counted_otherwise(row, unit)
        parts = frozenset([*names, *counted])
        same = tuple(one for one in row.others if one not in sum(counted.values(), ()))
        amount = replace(row, cells=own, others=same)
        found.append(replace(amount, part="amount", parts=parts) if parts else amount)
        around = {name: cell for name, cell in row.cells.items() if name not in _OF_THE_AMOUNT}
        found += [
            replace(row, cells={**around, "value": row.cells[name]}, part=name, parts=parts, others=(), shared="",
                    is_growth=name == "growth")
            for name in names
        ]  # fmt: skip
        found += [
            replace(row, cells={**around, "value": cell, "unit": replace(cell, value=said, kind="text")}, part=name,
                    parts=parts, others=tuple(others), shared="")
            for name, ((cell, said), *others) in counted.items()
        ]  # fmt: skip
    return found


def _called_by_its_item(row: ItemRow) -> ItemRow:
    """The row without the name of a measure that says what is done and no more.

    | 项目         | 建设内容 | 形象进度 |
    | 江平路幼儿园 | 新建     | 90%      |
    """
    if "item" not in row.cells or not is_doing(row.text("measure")):
        return row
    return replace(row, cells={name: cell for name, cell in row.cells.items() if name != "measure"})


def _counted_otherwise(row: ItemRow, unit: str) -> dict[str, tuple[tuple[Cell, str], ...]]:
    """A row's further figures that measure something else than its first one, by what they measure."""
    found: dict[str, tuple[tuple[Cell, str], ...]] = {}
    if not is_missing_mark(row.text("value")):
        for cell, said in row.others:
            if (name := dimension(said)) != dimension(unit) and not is_missing_mark(cell.text):
                found[name] = (*found.get(name, ()), (cell, said))
    return found


def is_of_another_stage(heading: str, measure: Measure) -> bool:
    """Whether a heading says that its figures are of another stage of works than a measure counts.

    | 项目   | 累计开工数 | 累计竣工数 |   of 优居房开工 no 竣工
    """
    said, own = stages_in(heading), stages_in(measure.name)
    return measure.kind == "quantity" and bool(said and own) and said.isdisjoint(own)


def stages_in(text: str) -> frozenset[re.Pattern[str]]:
    """The stages of works that a text names."""
    return frozenset(stage for stage in _STAGES if stage.search(text))


def takes(row: ItemRow, measure: Measure) -> bool:
    """Whether a row's figure may be a measure's, by its kind."""
    if not row.part:
        return True
    kind = "growth" if measure.is_growth else "stage" if measure.kind == "milestone" else ""
    own = next((name for name in (kind, dimension(measure.unit)) if name in row.parts), "amount")
    return row.part == own
