"""Tables with a row for the plan and a row for what was done of each measure: only the second is kept.

| 指标               | 类别 | 9月 | 10月 | 累计 |
| 路口 (merged down) | 计划 | 8   | 8    | 75   |   set aside
|                    | 实际 | 7   | 6    | 60   |   the row of 路口
"""

import re
from dataclasses import replace

from loaders.files.workbook import Cell, Range, Sheet
from loaders.table.figures import is_missing_mark
from loaders.table.headings.header import Header
from loaders.table.headings.plain import plain_heading
from loaders.table.headings.rows import is_note
from loaders.table.layout import NAMES

_DONE = re.compile(
    r"(?:(?:本[月期年]|累计|目前|当前)?(?:实际|已|实绩)(?:完成|进度|值|数|量|情况|执行)?|(?:累计)?完成)[数值量额情况]*"
)
_PLANNED = re.compile(
    r"(?:本[月期年]|年度|全年|累计|序时)?(?:计划|目标|任务|预计|预期|应|拟)(?:完成|进度)?[数值量额]*|序时进度"
)
_BESIDE = re.compile(r"(?:完成|进度|差|达成)[率差距额比例]+|差[额距值]|偏差|增幅|同比|备注|占比")
_DONE_ROW, _OTHER_ROW = "done", "other"


def done_rows(header: Header) -> Sheet:
    """The sheet without the rows of plans, where each measure has one beside that of what was done; else as it is.

    What stood in the row of the plan for both, merged or not, moves to the row that stays, with its address.
    """
    sheet, last_name = header.sheet, max(header.columns_of(*NAMES), default=1)
    for column in range(last_name, sheet.last_column + 1):
        labels = {cell.row: cell for cell in header.below(column) if not is_note(sheet.row(cell.row))}
        if blocks := _blocks(sheet, column, labels):
            return _without(sheet, column, blocks)
    return sheet


def _role(cell: Cell) -> str:
    text = plain_heading(cell.text)
    if _DONE.fullmatch(text):
        return _DONE_ROW
    return "plan" if _PLANNED.fullmatch(text) else _OTHER_ROW if _BESIDE.fullmatch(text) else ""


def _blocks(sheet: Sheet, column: int, labels: dict[int, Cell]) -> list[list[int]]:
    """The rows of each measure, the one of what was done first; none where the column tells no such rows."""
    roles = {row: _role(cell) for row, cell in labels.items()}
    if not {"plan", _DONE_ROW} <= set(roles.values()) or not all(roles.values()):
        return []
    blocks: list[list[int]] = []
    for row in sorted(roles):
        is_new = not blocks or any(labels[row].text == labels[one].text for one in blocks[-1])
        blocks += [[row]] if is_new else []
        blocks[-1] += [] if is_new else [row]
    for block in blocks:
        block.sort(key=lambda row: roles[row] != _DONE_ROW)
        counted = [roles[row] for row in block]
        if counted.count(_DONE_ROW) != 1 or "plan" not in counted or not _has_one_name(sheet, column, block):
            return []
    return blocks


def _has_one_name(sheet: Sheet, column: int, block: list[int]) -> bool:
    """Whether the rows say the same left of their label, or nothing: a status in that column is another thing."""
    named = [
        {cell.text.strip() for row in block
         if (cell := sheet.at(row, one)) is not None and not is_missing_mark(cell.text)}
        for one in range(1, column)
    ]  # fmt: skip
    return any(named) and all(len(texts) < 2 for texts in named)


def _without(sheet: Sheet, column: int, blocks: list[list[int]]) -> Sheet:
    kept_row = {row: done for done, *others in blocks for row in others}
    cells: dict[tuple[int, int], Cell] = {}
    merged: list[Range] = []
    bottoms = {one[:2]: one[2] for one in sheet.merged}
    for one in sheet.merged:
        top = kept_row.get(one[0], one[0])
        merged += [(top, *one[1:])] if one[0] <= top <= one[2] else []
    labelled = {row for block in blocks for row in block}
    for place, cell in sheet.cells.items():
        row = kept_row.get(cell.row)
        if cell.column == column and cell.row in labelled:  # 完成 is no name
            continue
        if row is None:
            cells[place] = cell
        elif bottoms.get(place, 0) >= row > cell.row or (
            cell.column < column and (row, cell.column) not in sheet.cells
        ):
            cells.setdefault((row, cell.column), replace(cell, row=row, origin=cell.address))
    return replace(sheet, cells=cells, merged=tuple(merged))
