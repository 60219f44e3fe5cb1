"""The columns that make up a cumulative, of quarters and months or of places; and adding up what stands in cells."""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal

from loaders.files.workbook import Cell, exact
from loaders.table.figures import is_missing_mark
from loaders.table.headings.header import Header
from loaders.table.headings.meaning import meaning
from loaders.table.headings.plain import plain_heading
from loaders.table.months import Months, all_of
from loaders.table.periods import folded
from loaders.table.shapes.groups import PLACES, is_aimed_at, is_of_others

_EACH_PLACE = re.compile(r"[各分](?:[区县市镇乡村]|街道|街办|社区|园区|[()/、])+")
_NOT_DONE = ("plan", "target", "last_year", "rank")  # 序时计划/一季度 is no part of what was done
_TYPED = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")


def parts_of_the_whole(header: Header) -> tuple[int, ...]:
    """The columns that make up the cumulative: of the year's quarters and months, else of places; none where not all.

    | 各镇(街道)累计完成数 (over two) | 全区合计 |
    | 甲镇         | 乙街道         |          |
    """
    return _parts_of_the_year(header) or _places(header)


def _places(header: Header) -> tuple[int, ...]:
    found, month = [], header.sought.month
    for column, (*group, own) in header.parts.items():
        said = tuple(_EACH_PLACE.sub("", plain_heading(one)) for one in group)
        meant = meaning("actuals", said, month) if said and PLACES.fullmatch(plain_heading(own)) else None
        if meant is not None and meant.field == "value" and (month is None or meant.month_no in (None, month.month)):
            found.append(column)
    return tuple(found) if len(found) > 1 else ()


def _parts_of_the_year(header: Header) -> tuple[int, ...]:
    """The columns of quarters and months that make up the year up to the month, each month once; none where not all.

    | 一季度 | 二季度 | 三季度 | 10月 |   for October
    """
    month = header.sought.month
    if month is None:
        return ()
    spans: dict[int, range] = {}
    own_months = header.columns_of("month_only")
    for column in filter(lambda one: _may_be_done(header, one), header.keys):
        if (named := all_of(header.lowest(column))) is not None and (_is_part(named, month) or column in own_months):
            spans[column] = range(named.first or named.last, named.last + 1)
    up_to = {column: span for column, span in spans.items() if span and span[0] <= month.month}  # 12-1月 has none
    counted = sorted(number for span in up_to.values() for number in span)
    return tuple(up_to) if len(up_to) > 1 and counted == list(range(1, month.month + 1)) else ()


def _is_part(named: Months, month: dt.date) -> bool:
    """Whether months are a part of the year: 一季度, 上半年, 7-10月; 1-9月 of October are the year up to then."""
    is_so_far = (named.first, named.last) == (1, month.month - 1)
    return named.is_quarter or (named.first is not None and named.last < 12 and not is_so_far)


def _may_be_done(header: Header, column: int) -> bool:
    """Whether a column may be of what this place has done this year, by its heading and by its group's."""
    meant, parts = header.meanings.get(column), header.parts[column]
    is_else = meant is not None and meant.field in _NOT_DONE
    return not (is_else or is_aimed_at(parts) or is_of_others(parts, header.sought.own))


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
