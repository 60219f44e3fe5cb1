"""Columns that only measures of one kind take: a growth beside an amount, a stage or money beside what is counted.

| 指标 | 绝对量 | 比上年同期±% |      | 项目 | 推进情况 | 形象进度 |
"""

import re
from dataclasses import replace

from loaders.table.asking import Choosing, holds_numbers, told_columns, unknown_columns
from loaders.table.figures import is_missing_mark
from loaders.table.header import Header
from loaders.table.layout import plain_heading
from loaders.table.periods import folded
from loaders.table.spans import says_so_far
from loaders.table.units_of_measure import is_known, is_money

BY_KIND = ("growth", "stage")
_AMOUNTS = ("value", "month_only", "previous")
_OF_MONEY = re.compile(r"投资|资金|经费|金额|支付|支出")


def standing_alone(state: Choosing) -> Header:
    """The header where such a column is the cumulative itself: nothing else in the table may hold the figures.

    | 指标 | 1-10月增速 |
    """
    header = state.header
    held = {meant.field for meant in header.meanings.values()}
    may_hold = any(holds_numbers(state, column) for column in unknown_columns(state)) or told_columns(state)
    own = next((name for name in BY_KIND if name in held), None)
    if own is None or may_hold or held & {"value", "month_only"}:
        return header
    stands = {
        column: replace(meant, field="value", unit="%")
        for column, meant in header.meanings.items() if meant.field == own
    }  # fmt: skip
    return replace(header, meanings={**header.meanings, **stands})


def beside_the_cumulative(state: Choosing, columns: list[int]) -> list[int]:
    """Of growths those that say that they are the year's so far; else those to the right of the cumulative.

    | 10月 | 同比 | 1-10月 | 同比 |   the second
    """
    stated = [column for column in columns if says_so_far(plain_heading(state.heading(column)))]
    if stated or "value" not in state.by_field:
        return stated or columns
    amounts = [column for column, meant in state.header.meanings.items() if meant.field in _AMOUNTS]
    before = {column: max((one for one in amounts if one < column), default=None) for column in columns}
    return [column for column in columns if before[column] in (None, state.by_field["value"])]


def not_of_money(state: Choosing, columns: list[int]) -> list[int]:
    """The columns without those of money, in a table whose rows all say that they count something else.

    | 指标 | 单位 | 建设规模/累计完成 | 投资完成情况/本年累计完成投资 |   the first
    | 气表 | 户   | 30000             | 1200                          |
    """
    units = [column for column, meant in state.header.meanings.items() if meant.field == "unit"]
    said = {cell.text.strip() for column in units for cell in state.sheet.below(state.header.last, column)} - {""}
    others = [column for column in columns if not _OF_MONEY.search(state.heading(column))]
    if not units and 0 < len(others) < len(columns) and all(_says_other_units(state, column) for column in others):
        return others
    if not said or any(not is_known(one) or is_money(one) for one in said):
        return columns
    return others or columns


def _says_other_units(state: Choosing, column: int) -> bool:
    """Whether each number in a column has its own unit behind it, and none is of money or a share.

    | 年初至今完成/投资 | 年初至今完成/工程量 |
    | 900               | 3万户               |
    """
    cells = [cell for cell in state.sheet.below(state.header.last, column) if not is_missing_mark(cell.text)]
    units = [re.fullmatch(r"[\d,.]+([^\d,.]+)", folded(cell.text)) for cell in cells if cell.kind == "text"]
    return len(units) == len(cells) > 0 and all(unit and unit[1] != "%" and not is_money(unit[1]) for unit in units)
