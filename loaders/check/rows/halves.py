"""A row with a growth or a stage of works beside its amount: each measure takes the figure of its kind, and no other.

| 进出口总额 | 亿元 | 40.57 | 增长3.6% |   the amount's measure takes 40.57, the growth's 3.6
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from loaders.register import Measure
from loaders.table.figures import is_number_like
from loaders.table.headings.names import tells_growth
from loaders.table.item_rows import EARLIER, ItemRow
from loaders.table.shapes.by_kind import BY_KIND

_STAGES = tuple(map(re.compile, ("签约", "到位", "开工|动工|开建", "竣工|完工|建成|投用|交付")))
_OF_THE_AMOUNT = ("value", "unit", "target", "previous", "month_only", "done", EARLIER, *BY_KIND)


def parts_of(rows: Iterable[ItemRow]) -> list[ItemRow]:
    """The rows, those with several figures once for each: the amount with all that stands beside it, then the others.

    A row that is in % itself has no growth beside it: 增速 | % | 5.6 | 0.3 tells how the growth changed. One that is
    called 增速 and says no unit is its growth's where one of both stands there, and nobody's where both do.
    """
    found = []
    for row in rows:
        names = [name for name in BY_KIND if name in row.cells and not (name == "growth" and row.text("unit") == "%")]
        if "growth" in names and tells_growth(row.text("measure") or row.text("item")):
            both = [cell for name in ("value", "growth") if (cell := row.cells.get(name)) and is_number_like(cell)]
            row = replace(row, clash=both[0].address if len(both) > 1 and not row.text("unit") else "")
            names = [name for name in names if name != "growth"] if both == [row.cells.get("value")] else names
        own = {name: cell for name, cell in row.cells.items() if name not in BY_KIND}
        parts = frozenset(names)
        found.append(replace(row, cells=own, part="amount", parts=parts) if names else replace(row, cells=own))
        around = {name: cell for name, cell in row.cells.items() if name not in _OF_THE_AMOUNT}
        found += [
            replace(row, cells={**around, "value": row.cells[name]}, part=name, parts=parts, others=(), shared="",
                    is_growth=name == "growth")
            for name in names
        ]  # fmt: skip
    return found


def is_of_another_stage(heading: str, measure: Measure) -> bool:
    """Whether a heading says that its figures are of another stage of works than a measure counts.

    | 项目   | 累计开工数 | 累计竣工数 |   of 优居房开工 no 竣工
    """
    said, own = ({stage for stage in _STAGES if stage.search(text)} for text in (heading, measure.name))
    return measure.kind == "quantity" and bool(said and own) and said.isdisjoint(own)


def takes(row: ItemRow, measure: Measure) -> bool:
    """Whether a row's figure may be a measure's, by its kind."""
    if not row.part:
        return True
    own = "growth" if measure.is_growth else "stage" if measure.kind == "milestone" else ""
    return row.part == (own if own in row.parts else "amount")
