"""A column that says of each row up to which day its figure is: no figure itself.

| 核定完成数 | 数据截止   |
| 1850       | 2023.10.31 |
| 3.6        | 2023.9.30  |   for October nobody's figure
"""

import datetime as dt
import re

from loaders.files.workbook import Cell
from loaders.table.headings.header import Header
from loaders.table.headings.meaning import Meaning
from loaders.table.headings.plain import plain_heading
from loaders.table.periods import folded

_CUT_OFF = re.compile(r"(数据|统计)?截[至止]到?(?:日期?|时间|月份)?")
_HALF_A_YEAR = 6  # months
_DATE = re.compile(
    r"(?:截[至止]到?)?(?:(20\d\d)[-./年](\d{1,2})(?:[-./月](?:\d{1,2}日?|[底末])?)?|(\d{1,2})月(?:\d{1,2}日|[底末])?)"
)


def dates_apart(header: Header) -> Header:
    """The header where a column of dates under 截止 is taken for no figure.

    It tells up to when each row is counted; with a later month in it, and no word of data, it is a deadline: 12月31日
    without a year is this year's then, in January too.
    """
    month = header.sought.month
    found: dict[int, Meaning] = {}
    for column, parts in header.parts.items():
        said = _CUT_OFF.fullmatch(plain_heading("".join(parts)))
        cells = header.filled(column) if said else []
        dates = [date for cell in cells if (date := _month_of(cell)) is not None]
        if said is not None and len(dates) * 2 > len(cells):
            is_later = month is None or any((year or month.year, no) > (month.year, month.month) for year, no in dates)
            found[column] = Meaning("other" if is_later and not said[1] else "as_of")
    return header.with_meanings(found)


def _month_of(cell: Cell | None) -> tuple[int | None, int] | None:
    """The year, where it is said, and the month of a date; None for what is no date."""
    if cell is not None and isinstance(cell.value, dt.date):
        return cell.value.year, cell.value.month
    found = _DATE.fullmatch(folded(cell.text)) if cell is not None and cell.kind == "text" else None
    if found is None:
        return None
    return (int(found[1]), int(found[2])) if found[1] else (None, int(found[3]))


def is_of_an_earlier_month(cell: Cell | None, month: dt.date) -> bool:
    """Whether a row's cut-off is before the month that is reported."""
    said = _month_of(cell)
    return said is not None and _dated(said, month) < (month.year, month.month)


def _dated(said: tuple[int | None, int], month: dt.date) -> tuple[int, int]:
    """The year and month of a date. 12月31日 without a year, said in January, is last year's."""
    year, number = said
    return year or month.year - (number > month.month + _HALF_A_YEAR), number
