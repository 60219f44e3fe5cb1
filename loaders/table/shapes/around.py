"""What stands around a table says of headings that name no span: its title, a note on its months, its own sums."""

import datetime as dt
import re
from dataclasses import replace

from loaders.table.headings.header import Header
from loaders.table.headings.meaning import Meaning
from loaders.table.headings.plain import heading_unit, without_units
from loaders.table.months import all_of
from loaders.table.periods import folded
from loaders.table.shapes.own_rates import names_no_span, proved_by_rates
from loaders.table.shapes.parts import added_up, bare_number, is_the_same, parts_of_the_whole
from loaders.table.title_block import TitleBlock

_BARE = re.compile(r"总量|绝对[量值额数]|总[额值]|数[量值]|金额|已?完成[数量值额]?|实际[数值]|实绩")
_LISTED = re.compile(r"数[量值]|总[量额值]|金额")  # in a list of plans it is what is planned
_DEADLINE = re.compile(r"时限|期限|完成时间|完工时间|进度安排|时间节点")
_THIS_YEAR = re.compile(r"本年|今年|当年|年内|20\d\d年")
_SOME_TIME = re.compile(r"[年月期季]|至今|目前")
_SUM = re.compile(r"(?:全[区县市]|[本我][区县市级])?(?:合计|小计|总计|累计|共计)")
_MONTHS_ADD_UP = re.compile(
    r"[各每分逐]月份?累计(?!除|÷|/)|[各每分逐]月[^。;,、]{0,8}[为是系按填均指][^。;,、]{0,12}(?:累计|年初至|1月至)"
)
_MONTHS_DO_NOT = re.compile(r"[当本单]月(?:数|值|完成|新增|实际)|[非未]累计|不(?:是|含|作)累计")


def by_what_is_said_around(header: Header, title: TitleBlock) -> Header:
    """The header where what stands around the table tells which column is the year's up to the month.

    | 2023年1-10月主要指标 |      | 分月累计完成情况  |      | 1季度 | 2季度 | 3季度 | 10月 | 合计 |
    | 指标 | 总量          |      | 9月 | 10月        |      the 合计, where it is their sum

    Else the one that the sheet's own 完成率 are of.
    """
    month = header.sought.month
    header = header.with_meanings(_beside_all_years(header, title))
    held = {header.meanings[column].month_no for column in header.columns_of("value")}
    if month is None or held & {None, month.month}:
        return header
    return header.with_meanings(
        _by_title(header, title, month) or _by_note_on_months(header) or _by_sums(header)
        or {column: _value(header, column) for column in proved_by_rates(header, month)} or _parts_alone(header)
    )  # fmt: skip


def _beside_all_years(header: Header, title: TitleBlock) -> dict[int, Meaning]:
    """The columns of this year's beside a cumulative that names no time: both are asked, one may be since the start.

    Below a title of 1-10月 this year's is the year's so far; what is not less beside it is no other figure of the year.

    | 年度计划 | 本年完成 | 累计完成 |
    """
    month, held = header.sought.month, header.columns_of("value")
    if month is None or not held or any(_SOME_TIME.search(header.whole(column)) for column in held):
        return {}
    named = (column for column, text in _unknown(header).items() if _THIS_YEAR.search(text))
    this_year = {column: _value(header, column) for column in named if _is_a_figure(header, column, month)}
    is_one = len(this_year) == len(held) == 1 and title.says_so_far(month.month)
    is_since_start = is_one and _never_less(header, held[0], *this_year)
    return this_year | ({held[0]: Meaning("since_start")} if is_since_start else {})


def _never_less(header: Header, column: int, other: int) -> bool:
    """Whether no number in a column is less than the one beside it in another, where both have one."""
    pairs = [(bare_number(cell), bare_number(header.sheet.at(cell.row, other))) for cell in header.below(column)]
    return all(one >= two for one, two in pairs if one is not None and two is not None)


def _by_title(header: Header, title: TitleBlock, month: dt.date) -> dict[int, Meaning]:
    """The columns of bare amounts below a title that says that all is the year's so far: 总量, 完成数."""
    if not title.says_so_far(month.month):
        return {}
    bare = {column: text for column, text in _unknown(header).items() if _BARE.fullmatch(text)}
    is_list = bool(bare) and _is_list_of_plans(header)
    return {
        column: _value(header, column) for column, text in bare.items()
        if not (is_list and _LISTED.fullmatch(text))
        and (text not in ("完成", "已完成") or _is_a_figure(header, column, month))
    }  # fmt: skip


def _by_note_on_months(header: Header) -> dict[int, Meaning]:
    """The columns of months where the title, or a note, says that each is the year's up to it, and they grow so."""
    months = {column: header.meanings[column] for column in header.columns_of("month_only")
              if all_of(header.lowest(column)) is not None}  # fmt: skip
    if len(months) < 2 or not _says_that_months_add_up(header):
        return {}
    in_order = sorted(months, key=lambda column: months[column].month_no or 0)
    return {column: replace(months[column], field="value") for column in in_order} if _grow(header, in_order) else {}


def _by_sums(header: Header) -> dict[int, Meaning]:
    """The columns called 合计 that are mostly the sums of those that make up the year, or of all places."""
    addends = parts_of_the_whole(header)
    sums = [column for column, text in _unknown(header).items() if _SUM.fullmatch(text)] if addends else []
    found = {column: _value(header, column) for column in sums if _is_sum(header, column, addends)}
    return found | {column: Meaning("other") for column in addends if found and column not in header.meanings}


def _parts_alone(header: Header) -> dict[int, Meaning]:
    """The quarters that make up the year with others: no report of an earlier month.

    | 一季度 | 二季度 | 三季度 | 10月 |   for October
    """
    held = header.columns_of("value")
    return {column: Meaning("other") for column in parts_of_the_whole(header) if column in held}


def _unknown(header: Header) -> dict[int, str]:
    """The columns whose headings say nothing that is known, with the lowest part of each, without its unit."""
    unknown = [column for column in header.keys if column not in header.meanings]
    return {column: "".join(without_units(header.parts[column][-1:])[0]) for column in unknown}


def _is_list_of_plans(header: Header) -> bool:
    """Whether deadlines stand beside the amounts, or sentences that tell other numbers.

    | 项目 | 数量 | 推进情况   |      | 项目 | 数量 | 完成时限 |
    | 路口 | 75   | 已完成60个 |
    """
    told = header.columns_of("progress")
    has_numbers = any(re.search(r"\d", cell.text) for column in told for cell in header.below(column))
    return has_numbers or any(_DEADLINE.search(header.lowest(column)) for column in header.keys)


def _is_sum(header: Header, column: int, addends: tuple[int, ...]) -> bool:
    """Whether a column is mostly the sum of others; the rows where it is not are doubted later."""
    sums = [(bare_number(cell), added_up(header.sheet.at(cell.row, one) for one in addends))
            for cell in header.below(column)]  # fmt: skip
    both = [(one, other) for one, other in sums if one is not None and other is not None]
    same = sum(is_the_same(one, other, len(addends)) for one, other in both)
    return same > 0 and same * 3 >= len(both) * 2


def _says_that_months_add_up(header: Header) -> bool:
    """Whether the title says so, or a note below the table: 注:各月均为年初至当月末累计数."""
    sheet = header.sheet
    above = [cell for row in range(1, header.first) for cell in sheet.row(row)]
    below = [cell for row in range(header.last + 1, sheet.last_row + 1) for cell in sheet.row(row)[:1]]
    said = [folded(cell.text) for cell in (*above, *below) if len(cell.text) > 6]
    return any(_MONTHS_ADD_UP.search(text) for text in said) and not any(_MONTHS_DO_NOT.search(text) for text in said)


def _grow(header: Header, columns: list[int]) -> bool:
    """Whether hardly any row falls from column to column: what is said of its months may be so."""
    rows = range(header.last + 1, header.sheet.last_row + 1)
    numbers = [[bare_number(header.sheet.at(row, column)) for column in columns] for row in rows]
    filled = [[one for one in row if one is not None] for row in numbers]
    several = [row for row in filled if len(row) > 1]
    return sum(row == sorted(row) for row in several) * 3 >= len(several) * 2


def _is_a_figure(header: Header, column: int, month: dt.date) -> bool:
    """Whether a column has numbers below a heading that names no time: 完成, not 上周/完成."""
    return header.is_mostly_numbers(column) and names_no_span(header, column, month)


def _value(header: Header, column: int) -> Meaning:
    return Meaning("value", unit=heading_unit(header.parts[column]))
