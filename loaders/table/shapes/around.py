"""What stands around a table says of headings that name no span: its title, a note on its months, its own sums."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from loaders.files.workbook import Cell, Sheet, exact
from loaders.table.figures import is_missing_mark, is_number_like
from loaders.table.header import Header, path
from loaders.table.layout import Meaning, heading_unit, meaning, plain_heading
from loaders.table.periods import folded
from loaders.table.shapes.groups import PLACES
from loaders.table.shapes.own_rates import names_no_span, proved_by_rates
from loaders.table.title_block import TitleBlock

_BARE = re.compile(r"总量|绝对[量值额数]|总[额值]|数[量值]|金额|完成[数量值额]?|实际数|实绩")
_LISTED = re.compile(r"数[量值]|总[量额值]|金额")  # in a list of plans it is what is planned
_DEADLINE = re.compile(r"时限|期限|完成时间|完工时间|进度安排|时间节点")
_SUM = re.compile(r"(?:全[区县市]|[本我][区县市级])?(?:合计|小计|总计|累计|共计)")
_EACH_PLACE = re.compile(r"[各分](?:[区县市镇乡村]|街道|街办|社区|园区|[()/、])+")
_MONTH = re.compile(r"(\d{1,2})月份?")
_QUARTER = re.compile(r"第?([1-4一二三四])季度")
_MONTHS_ADD_UP = re.compile(
    r"[各每分逐]月份?累计(?!除|÷|/)|[各每分逐]月[^。;,、]{0,8}[为是系按填均指][^。;,、]{0,12}(?:累计|年初至|1月至)"
)
_MONTHS_DO_NOT = re.compile(r"[当本单]月(?:数|值|完成|新增|实际)|[非未]累计|不(?:是|含|作)累计")
_NOTE = re.compile(
    r"(?:注\d?|备注|说明|填报说明|填表说明|填表人|填报人|审核人|复核人|(?:单位|统计|部门)?负责人|联系人|联系电话|填报日期|制表)[:：、.].*"
    r"|[(（]?续表\d*[)）]?",
    re.S,
)
_TYPED = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")


def by_what_is_said_around(sheet: Sheet, header: Header, title: TitleBlock, month: dt.date | None) -> Header:
    """The header where what stands around the table tells which column is the year's up to the month.

    | 2023年1-10月主要指标 |      | 分月累计完成情况  |      | 1季度 | 2季度 | 3季度 | 10月 | 合计 |
    | 指标 | 总量          |      | 9月 | 10月        |      the 合计, where it is their sum

    Else the one that the sheet's own 完成率 are of.
    """
    held = {column: meant for column, meant in header.meanings.items() if meant.field == "value"}
    if month is None or any(meant.month_no in (None, month.month) for meant in held.values()):
        return header
    own = {column: plain_heading(parts[-1]) for column in header.keys
           if (parts := path(sheet, column, header.first, header.last))}  # fmt: skip
    unknown = {column: text for column, text in own.items() if column not in header.meanings}
    found: dict[int, Meaning] = {}
    if title.says_so_far(month.month):
        is_list = _is_list_of_plans(sheet, header, own)
        found = {c: _value(sheet, header, c) for c, text in unknown.items()
                 if _BARE.fullmatch(text) and not (is_list and _LISTED.fullmatch(text))
                 and (text != "完成" or _is_a_figure(sheet, header, c, month))}  # fmt: skip
    months = {column: meant for column, meant in header.meanings.items()
              if meant.field == "month_only" and _MONTH.fullmatch(own.get(column, ""))}  # fmt: skip
    is_told = not found and len(months) > 1 and _says_that_months_add_up(sheet, header)
    if is_told and _grows(sheet, header.last, sorted(months, key=lambda column: months[column].month_no or 0)):
        found = {column: replace(meant, field="value") for column, meant in months.items()}
    if not found and (addends := parts_of_the_whole(sheet, header, month)):
        sums = [column for column, text in unknown.items() if _SUM.fullmatch(text)]
        found = {c: _value(sheet, header, c) for c in sums if _is_sum(sheet, header.last, c, addends)}
        found |= {c: Meaning("other") for c in addends if found and c in unknown}
    if not found:
        found = {c: _value(sheet, header, c) for c in proved_by_rates(sheet, header, month)}
    return replace(header, meanings={**header.meanings, **found})


def _is_list_of_plans(sheet: Sheet, header: Header, own: dict[int, str]) -> bool:
    """Whether deadlines stand beside the amounts, or sentences that tell other numbers.

    | 项目 | 数量 | 推进情况   |      | 项目 | 数量 | 完成时限 |
    | 路口 | 75   | 已完成60个 |
    """
    told = [column for column, meant in header.meanings.items() if meant.field == "progress"]
    has_numbers = any(re.search(r"\d", cell.text) for column in told for cell in sheet.below(header.last, column))
    return has_numbers or any(_DEADLINE.search(text) for text in own.values())


def is_note(own: list[Cell]) -> bool:
    """Whether a row is a remark below the table, or says that it goes on.

    | 填表人:张三 |  | 审核人:李四 |
    """
    return bool(_NOTE.fullmatch(own[0].text.strip()))


def parts_of_the_whole(sheet: Sheet, header: Header, month: dt.date | None) -> tuple[int, ...]:
    """The columns that make up the cumulative: of the year's quarters and months, else of places; none where not all.

    | 各镇(街道)累计完成数 (over two) | 全区合计 |
    | 甲镇         | 乙街道         |          |
    """
    return _parts_of_the_year(sheet, header, month) or _places(sheet, header, month)


def _places(sheet: Sheet, header: Header, month: dt.date | None) -> tuple[int, ...]:
    found = []
    for column in header.keys:
        *group, own = path(sheet, column, header.first, header.last) or ("",)
        said = tuple(_EACH_PLACE.sub("", plain_heading(one)) for one in group)
        meant = meaning("actuals", said, month) if said and PLACES.fullmatch(plain_heading(own)) else None
        if meant is not None and meant.field == "value" and (month is None or meant.month_no in (None, month.month)):
            found.append(column)
    return tuple(found) if len(found) > 1 else ()


def _parts_of_the_year(sheet: Sheet, header: Header, month: dt.date | None) -> tuple[int, ...]:
    """The columns of quarters and months that make up the year up to the month, each month once; none where not all.

    | 一季度 | 二季度 | 三季度 | 10月 |   for October
    """
    spans: dict[int, range] = {}
    for column in header.keys:
        parts = path(sheet, column, header.first, header.last)
        text = plain_heading(parts[-1]) if parts else ""
        meant = header.meanings.get(column)
        if found := _QUARTER.fullmatch(text):
            last = 3 * ("一二三四".find(found[1]) + 1 or int(found[1]))
            spans[column] = range(last - 2, last + 1)
        elif (found := _MONTH.fullmatch(text)) and meant is not None and meant.field == "month_only":
            spans[column] = range(int(found[1]), int(found[1]) + 1)
    up_to = {column: span for column, span in spans.items() if month is not None and span[0] <= month.month}
    named = sorted(number for span in up_to.values() for number in span)
    is_whole = month is not None and len(up_to) > 1 and named == list(range(1, month.month + 1))
    return tuple(up_to) if is_whole else ()


def bare_number(cell: Cell | None) -> Decimal | None:
    """A number, stored or typed; None for anything else."""
    if cell is None:
        return None
    if cell.kind == "number" and isinstance(cell.value, int | float):
        return exact(cell.value)
    found = _TYPED.fullmatch(folded(cell.text)) if cell.kind == "text" else None
    return None if found is None else Decimal(found[0].replace(",", ""))


def added_up(cells: Iterable[Cell | None]) -> Decimal | None:
    """The sum of the numbers in cells; None where words stand in one, or nothing in all."""
    filled = [cell for cell in cells if cell is not None and not is_missing_mark(cell.text)]
    numbers = [bare_number(cell) for cell in filled]
    return sum((one for one in numbers if one is not None), Decimal(0)) if numbers and None not in numbers else None


def is_the_same(one: Decimal, other: Decimal, addends: int) -> bool:
    """Whether two numbers are one, but for the rounding of each addend at the decimals that are written."""
    places = min(int(one.as_tuple().exponent), int(other.as_tuple().exponent))
    return abs(one - other) <= (Decimal(addends + 1) / 2 * Decimal(10) ** places if places < 0 else 0)


def _is_sum(sheet: Sheet, last: int, column: int, addends: tuple[int, ...]) -> bool:
    """Whether a column is mostly the sum of others; the rows where it is not are doubted later."""
    sums = [(bare_number(cell), added_up(sheet.at(cell.row, one) for one in addends))
            for cell in sheet.below(last, column)]  # fmt: skip
    both = [(one, other) for one, other in sums if one is not None and other is not None]
    same = sum(is_the_same(one, other, len(addends)) for one, other in both)
    return same > 0 and same * 3 >= len(both) * 2


def _says_that_months_add_up(sheet: Sheet, header: Header) -> bool:
    """Whether the title says so, or a note below the table: 注:各月均为年初至当月末累计数."""
    above = [cell for row in range(1, header.first) for cell in sheet.row(row)]
    below = [cell for row in range(header.last + 1, sheet.last_row + 1) for cell in sheet.row(row)[:1]]
    said = [folded(cell.text) for cell in (*above, *below) if len(cell.text) > 6]
    return any(_MONTHS_ADD_UP.search(text) for text in said) and not any(_MONTHS_DO_NOT.search(text) for text in said)


def _grows(sheet: Sheet, last: int, columns: list[int]) -> bool:
    """Whether hardly any row falls from month to month: what is said of its months may be so."""
    rows = [[bare_number(sheet.at(row, column)) for column in columns] for row in range(last + 1, sheet.last_row + 1)]
    filled = [[one for one in numbers if one is not None] for numbers in rows]
    several = [numbers for numbers in filled if len(numbers) > 1]
    return sum(numbers == sorted(numbers) for numbers in several) * 3 >= len(several) * 2


def _is_a_figure(sheet: Sheet, header: Header, column: int, month: dt.date) -> bool:
    """Whether a column has numbers below a heading that names no time: 完成, not 上周/完成."""
    cells = [cell for cell in sheet.below(header.last, column) if not is_missing_mark(cell.text)]
    are_numbers = sum(is_number_like(cell) for cell in cells) * 2 > len(cells)
    return are_numbers and names_no_span(sheet, header, column, month)


def _value(sheet: Sheet, header: Header, column: int) -> Meaning:
    return Meaning("value", unit=heading_unit(path(sheet, column, header.first, header.last)))
