"""Tables folded into panels that stand side by side under the same headings: each panel is a sheet of its own.

| 序号 | 指标 | 累计完成 |   | 序号 | 指标 | 累计完成 |
| 1    | 路口 | 60       |   | 3    | 管网 | 8.4      |
| 2    | 设备 | 28       |   |      |      |          |
"""

from dataclasses import replace
from itertools import pairwise

from loaders.files.workbook import Sheet
from loaders.table.headings.header import Header
from loaders.table.layout import NAMES

_BEGINS = NAMES | {"item_no"}


def panels(sheet: Sheet, header: Header | None) -> list[Sheet]:
    """The sheet once for each panel of its table, with the rows above whole; the sheet alone where it has no panels.

    Cells keep their places.
    """
    starts = [] if header is None else _starts(header)
    if header is None or not starts:
        return [sheet]
    found = []
    for first, end in pairwise([1, *starts[1:], sheet.last_column + 1]):
        cells = {
            place: cell for place, cell in sheet.cells.items()
            if first <= place[1] < end or place[0] < header.first or _is_wide(sheet, place, first)
        }  # fmt: skip
        found.append(replace(sheet, cells=cells))
    return found


def _is_wide(sheet: Sheet, place: tuple[int, int], first: int) -> bool:
    """Whether a cell left of a panel is merged into it: a section's name, or a note, over all of them."""
    return place[1] < first <= sheet.merged_at(*place)[3]


def _starts(header: Header) -> list[int]:
    """The columns that the panels begin in: each names its rows, and heads the same figures as the first."""
    lowest = {column: header.lowest(column) for column in header.keys}
    fields = {column: meant.field for column, meant in header.meanings.items()}
    begins = next((column for column in lowest if fields.get(column) in _BEGINS), None)
    starts = [column for column in lowest if begins is not None and lowest[column] == lowest[begins]]
    if len(starts) < 2:
        return []
    chunks = [
        [column for column in lowest if first <= column < end]
        for first, end in pairwise([*starts, header.sheet.last_column + 1])
    ]
    figures = {lowest[column] for column in chunks[0] if fields.get(column) not in (*_BEGINS, "unit", "remark")}
    are_alike = all(
        NAMES & {fields.get(column) for column in chunk} and figures & {lowest[column] for column in chunk}
        and {lowest[column] for column in chunk[:2]} <= {lowest[column] for column in chunks[0]}
        for chunk in chunks
    )  # fmt: skip
    return starts if are_alike else []
