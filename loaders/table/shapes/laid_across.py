"""Tables whose measures stand in the columns, laid as all others are: a row for each measure. Cells keep their address.

| 镇街 | 照明(盏) (over two) | 井盖(座) (over two) |      | 项目   | 惠民项目 | 租房提取 |
|      | 目标 | 累计完成     | 目标 | 累计完成     |      | 1-10月 | 17       | 1.2      |
| 全区 | 1200 | 996          | 1500 | 1174         |      | 目标   | 20       | 1.5      |
"""

import re
from dataclasses import replace

from loaders.files.workbook import Cell, Range, Sheet
from loaders.table.figures import is_number_like
from loaders.table.headings.finding import find_header
from loaders.table.headings.header import Header
from loaders.table.headings.meaning import Sought, meaning
from loaders.table.headings.plain import plain_heading
from loaders.table.headings.rows import is_about, is_note, is_spread, may_head
from loaders.table.headings.spans import FIGURES
from loaders.table.layout import NAMES
from loaders.table.months import all_of
from loaders.table.periods import folded
from loaders.table.shapes.groups import PLACES, is_named, is_of_others, is_ours

_PEER = re.compile(r"(?!.*[园城小社辖景片新开]区)[一-鿿]{2,4}[区县市]")  # 青羊区: a 合计 over such is no place's own
_ALL = re.compile(r"合计|总计|共计")
_TIME = re.compile(
    r"(?:指标|项目|事项|名称)*[/\\]?(?:截[至止])?(?:统计|报告)?(?:时间|时期|期[间别]?|月份|年月|日期|周期)[/\\]?(?:指标|项目|事项|名称)*"
)
_ITEM = "项目"  # which may have 指标 and 单位 beside it below one heading
_NAME, _AMOUNT = "指标", "数量"
_WITHIN = 10  # rows in which a table laid across begins


def laid_down(sheet: Sheet, sought: Sought, header: Header | None, start: int) -> tuple[Sheet, int | None] | None:
    """The sheet with its table as all others are, and the row where the next one may begin; None where it is already.

    `header`: the one of the sheet as it stands. Other places' rows are never laid.
    """
    if header is not None and (laid := _measures_over_fields(header)):
        return laid, None
    if header is not None and header.is_sure:
        return None
    if header is not None and (laid := _months_of_one_item(header, start)):
        return laid, None
    for first in range(start, min(sheet.last_row, start + _WITHIN) + 1):
        if may_head(sheet, first) and not is_spread(sheet, first):
            end = next((row for row in range(first, sheet.last_row + 2) if not sheet.row(row)), first)
            found = find_header(_turned(sheet, first, end), sought, first)
            is_table = found is not None and found.first == first and _is_known(found) and _has_figures(found)
            return (found.sheet, end if end <= sheet.last_row else None) if found and is_table else None
    return None


def _turned(sheet: Sheet, first: int, end: int) -> Sheet:
    """The rows from `first` to before `end` as columns, below what stands above them; notes left out."""
    rows = [row for row in range(first, end) if sheet.row(row) and not is_note(sheet.row(row))]
    corner = sheet.at(first, 1) or _moved(sheet.row(first)[0], first, 1)
    if not sheet.at(first, 1) or _TIME.fullmatch(plain_heading(corner.text)):  # it names what goes down, or nothing
        sheet = replace(sheet, cells={**sheet.cells, (first, 1): replace(corner, value=_ITEM, kind="text")})
    place = {row: number for number, row in enumerate(rows, 1)}
    title = {at: cell for at, cell in sheet.cells.items() if at[0] < first}
    block = {
        (first - 1 + cell.column, place[cell.row]): _moved(cell, first - 1 + cell.column, place[cell.row])
        for row in rows for cell in sheet.row(row)
    }  # fmt: skip
    merged: list[Range] = [
        (first - 1 + left, place[top], first - 1 + right, place[bottom])
        for top, left, bottom, right in sheet.merged if top in place and bottom in place
    ]  # fmt: skip
    return Sheet(
        sheet.name, {**title, **block}, tuple(merged), frozenset(first - 1 + one for one in sheet.hidden_columns),
        frozenset(place[one] for one in sheet.hidden_rows if one in place), is_laid_anew=True,
    )  # fmt: skip


def _is_known(header: Header) -> bool:
    """Whether enough of the headings is known: three fields, or a name and two months."""
    months = {meant.month_no for meant in header.meanings.values()} - {None}
    return header.is_sure or (len(months) > 1 and not header.fields.isdisjoint({"item", "measure"}))


def _has_figures(header: Header) -> bool:
    """Whether numbers stand under what heads figures; what explains a form's headings has none."""
    return any(is_number_like(cell) for column in header.columns_of(*FIGURES) for cell in header.below(column))


def _measures_over_fields(header: Header) -> Sheet | None:
    """A row for each group of columns that a measure heads, with the figures of the place's own row."""
    sheet, groups = header.sheet, _groups(header)
    if len(groups) < 2:
        return None
    first_group = min(min(columns.values()) for columns in groups.values())
    row = _own_row(header, first_group)
    if row is None:
        return None
    fields = list(dict.fromkeys(field for columns in groups.values() for field in columns))
    label = next(cell for column in range(1, first_group) if (cell := sheet.at(row, column)) is not None)
    cells = {at: cell for at, cell in sheet.cells.items() if at[0] < header.first}
    top = header.last
    cells[top, 1] = _moved(replace(label, value=_NAME, kind="text"), top, 1)
    for number, (name, columns) in enumerate(groups.items(), 1):
        first, rows = next(iter(columns.values())), range(header.first, header.last + 1)
        named = next(cell for one in rows if (cell := sheet.at(one, first)) is not None)  # a title may stand above it
        cells[top + number, 1] = _moved(replace(named, value=name, kind="text"), top + number, 1)
        for place, field in enumerate(fields, 2):
            if (column := columns.get(field)) is None:
                continue
            heading = sheet.at(header.last, column) or named
            cells.setdefault((top, place), _moved(replace(heading, value=field, kind="text"), top, place))
            if (cell := sheet.at(row, column)) is not None:
                cells[top + number, place] = _moved(cell, top + number, place)
    hidden = range(top + 1, top + 1 + len(groups)) if row in sheet.hidden_rows else ()
    return Sheet(sheet.name, cells, (), frozenset(hidden), is_laid_anew=True)


def _groups(header: Header) -> dict[str, dict[str, int]]:
    """The columns by the measure that heads them: name → its lower heading → column. A single column is its amount."""
    found: dict[str, dict[str, int]] = {}
    sought = header.sought
    for column, parts in header.parts.items():
        if column in header.sheet.hidden_columns:
            continue
        is_name = meaning(sought.layout_name, parts[:1], sought.month) is None and not is_ours(parts, sought.own)
        if is_name and not is_of_others(parts, sought.own):
            of_name, field = found.setdefault(parts[0], {}), "/".join(parts[1:]) or _AMOUNT
            while field in of_name:  # two columns with one heading: told as everywhere, and no heading has a #
                field += "#"
            of_name[field] = column
    figures = set(header.columns_of(*FIGURES))
    held = {name: columns for name, columns in found.items() if not figures.isdisjoint(columns.values())}
    if held:
        return held
    singles = {name: columns for name, columns in found.items() if list(columns) == [_AMOUNT]}
    return {} if header.is_sure else dict(list(singles.items())[1:])


def _own_row(header: Header, first_group: int) -> int | None:
    """The row of the place itself among those of its parts; None where the rows are no places, or none is its own."""
    labels = {
        cell.row: plain_heading(cell.text)
        for column in range(first_group - 1, 0, -1) for cell in header.below(column)
        if cell.kind == "text" and not is_note(header.sheet.row(cell.row))
    }  # fmt: skip
    whole = [row for row, text in labels.items() if _ALL.fullmatch(text) or is_named(text, header.sought.own)]
    parts = [row for row, text in labels.items() if row not in whole and PLACES.fullmatch(text)]
    named = [row for row in whole if "计" not in labels[row]]
    if not named and not any(_PEER.fullmatch(labels[row]) for row in parts):
        named = whole
    return named[0] if len(named) == 1 and len(parts) >= len(labels) - len(whole) - 1 else None


def _months_of_one_item(header: Header, start: int) -> Sheet | None:
    """The row of the month alone, called by the title, where the rows are months and all the table is of one item.

    | 新建5G基站逐月进展    |
    | 月份 | 本月新增 | 累计 |
    | 9月  | 25       | 225  |
    | 10月 | 26       | 251  |   for October the one row of 新建5G基站逐月进展
    """
    sheet, month = header.sheet, header.sought.month
    label = next((one for one in header.keys if _TIME.fullmatch(header.lowest(one))), None)
    titles = [own[0] for row in range(start, header.first) if len(own := sheet.row(row)) == 1 and not is_about(own)]
    if month is None or label is None or not titles or "value" not in header.fields or NAMES & header.fields:
        return None
    months = {cell.row: said for cell in header.below(label) if (said := all_of(folded(cell.text))) is not None}
    of_month = [row for row, one in months.items() if one.last == month.month and one.year in (None, month.year)]
    if len(of_month) != 1 or len(months) < 2:
        return None
    row = of_month[0]
    kept = {at: cell for at, cell in sheet.cells.items() if at[0] <= header.last or at[0] == row}
    kept[header.last, label] = replace(kept[header.last, label], value=_ITEM, kind="text")
    kept[row, label] = replace(kept[row, label], value=titles[-1].text.strip(), kind="text")
    return replace(sheet, cells=kept, is_laid_anew=True)


def _moved(cell: Cell, row: int, column: int) -> Cell:
    return replace(cell, row=row, column=column, origin=cell.address)
