"""A figure in a cell merged over several measures, and the answer that says whose it is."""

import re
from dataclasses import replace
from decimal import Decimal

from loaders.files.workbook import Cell, exact
from loaders.register import Measure
from loaders.table.recognise import ItemRow
from metrics.errors import UserError

_SHARE = re.compile(r"\s*([^:：,，]+?)\s*(?:[:：]\s*(-?\d+(?:\.\d+)?))?\s*")


def shares(answer: str, rows: list[tuple[ItemRow, Measure]], key: str) -> list[tuple[ItemRow, Measure, Cell]]:
    """Each row that gets something, with the cell as it were its own.

    `answer`: one measure's code, which gets all, or `CODE:5,CODE:3`. Raises UserError where a code is none of the
    rows', or the shares do not add up to the figure.
    """
    of = {measure.measure_id: (item, measure) for item, measure in rows}
    found = []
    for part in re.split(r"[,，、]", answer):
        named = _SHARE.fullmatch(part)
        if named is None or named[1] not in of:
            raise UserError(f"{key}的数不能归到“{part}”,可写:{'、'.join(of)}。", title="对应的指标有误")
        item, measure = of[named[1]]
        cell = item.cells["value"]
        value = float(named[2]) if named[2] else cell.value
        found.append((item, measure, replace(cell, value=value, kind="number" if named[2] else cell.kind)))
    whole = rows[0][0].cells["value"]
    if len(found) > 1 and isinstance(whole.value, int | float):
        total = sum((exact(float(str(cell.value))) for _, _, cell in found), Decimal(0))
        if total != exact(whole.value):
            raise UserError(f"{key}分摊的各数合计为{total},与表中的{whole.text}不一致。", title="分摊有误")
    return found
