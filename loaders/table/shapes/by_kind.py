"""Columns and rows that only measures of one kind take: a growth beside an amount, a stage beside what is counted.

| 指标 | 绝对量 | 比上年同期±% |      | 项目 | 推进情况 | 形象进度 |
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from loaders.files.workbook import Cell
from loaders.table.asking import Chosen, holds_numbers, told_columns, unknown_columns
from loaders.table.headings.header import Header
from loaders.table.headings.meaning import meaning
from loaders.table.headings.plain import plain_heading
from loaders.table.headings.spans import says_so_far
from loaders.table.periods import folded
from loaders.table.units_of_measure import is_known, is_money

BY_KIND = ("growth", "stage")
_AMOUNTS = ("value", "month_only", "previous")
_OF_MONEY = re.compile(r"投资|资金|经费|金额|支付|支出")


def standing_alone(header: Header) -> Header:
    """The header where such a column is the cumulative itself: nothing else in the table may hold the figures.

    | 指标 | 1-10月增速 |
    """
    unknown = unknown_columns(Chosen(header))
    may_hold = any(holds_numbers(header, column) for column in unknown) or told_columns(header)
    own = next((name for name in BY_KIND if name in header.fields), None)
    if own is None or may_hold or header.fields & {"value", "month_only"}:
        return header
    columns = header.columns_of(own)
    return header.with_meanings({one: replace(header.meanings[one], field="value", unit="%") for one in columns})


def beside_the_cumulative(header: Header, value: int | None, columns: list[int]) -> list[int]:
    """Of growths those that say that they are the year's so far; else those to the right of the cumulative.

    | 10月 | 同比 | 1-10月 | 同比 |   the second
    """
    stated = [column for column in columns if says_so_far(plain_heading(header.heading(column)))]
    if stated or value is None:
        return stated or columns
    amounts = header.columns_of(*_AMOUNTS)
    before = {column: max((one for one in amounts if one < column), default=None) for column in columns}
    return [column for column in columns if before[column] in (None, value)]


def not_of_money(header: Header, columns: list[int]) -> list[int]:
    """The columns without those of money, in a table whose rows all say that they count something else.

    | 指标 | 单位 | 建设规模/累计完成 | 投资完成情况/本年累计完成投资 |   the first
    | 气表 | 户   | 30000             | 1200                          |
    """
    units = header.columns_of("unit")
    said = {cell.text.strip() for column in units for cell in header.below(column)} - {""}
    others = [column for column in columns if not _OF_MONEY.search(header.heading(column))]
    if not units and 0 < len(others) < len(columns) and all(_says_other_units(header, column) for column in others):
        return others
    if not said or any(not is_known(one) or is_money(one) for one in said):
        return columns
    return others or columns


def _says_other_units(header: Header, column: int) -> bool:
    """Whether each number in a column has its own unit behind it, and none is of money or a share.

    | 年初至今完成/投资 | 年初至今完成/工程量 |
    | 900               | 3万户               |
    """
    cells = header.filled(column)
    units = [re.fullmatch(r"[\d,.]+([^\d,.]+)", folded(cell.text)) for cell in cells if cell.kind == "text"]
    return len(units) == len(cells) > 0 and all(unit and unit[1] != "%" and not is_money(unit[1]) for unit in units)


def is_growth_of(row: Mapping[str, Cell], above: Mapping[str, Cell], layout_name: str) -> bool:
    """Whether a row, by field, says nothing but that it is the growth of the amount in the row above.

    | 固定资产投资 | 亿元 | 198.2 |      | 固定资产投资  | 总量(亿元) | 198.2 |
    | 同比增长     | %    | 6.4   |      | (merged down) | 增速(%)    | 6.4   |
    """
    if "code" in row or "growth" in above or not ("value" in row and "value" in above) or _text(above, "unit") == "%":
        return False
    has_one_name = all(row.get(name) is above.get(name) for name in ("item", "measure"))
    said, told = (_text(row, "unit"), "") if has_one_name else (_name(row), _name(above))
    is_below = row.get("item") in (None, above.get("item")) or "measure" not in row
    return is_below and _is_growth(said, layout_name) and not _is_growth(told, layout_name)


def _text(row: Mapping[str, Cell], name: str) -> str:
    return row[name].text.strip() if name in row else ""


def _name(row: Mapping[str, Cell]) -> str:
    return _text(row, "measure") or _text(row, "item")


def _is_growth(text: str, layout_name: str) -> bool:
    meant = meaning(layout_name, (text,)) if text else None
    return meant is not None and meant.field == "growth"
