"""What a sheet's own 完成率 say of its figures: where they are the figures' shares of the year's targets.

A number agrees where it is the other one at the precision that it is printed with: 60.0% and 59.96%.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from loaders.files.workbook import Cell, exact
from loaders.table.figures import amount
from loaders.table.headings.header import Header
from loaders.table.headings.plain import heading_unit, without_units
from loaders.table.headings.spans import is_of_another_time, span
from loaders.table.number_format import shown
from loaders.table.periods import folded
from loaders.table.units_of_measure import factor

FINEST = 6  # decimals that are compared
_RATE = re.compile(r"(?:约|已?完成|达到?)*(\d+(?:\.\d+)?)(%?)")
_LEAST_ROWS = 2  # that prove it, of others than 0 and 100%
_WHOLE = 100.0
_MONTHS_OWN = re.compile(r"[当本]月(?![底末])")


@dataclass(frozen=True)
class Printed:
    """A number as it is printed, with its decimals."""

    value: float
    decimals: int

    def agrees(self, exactly: float) -> bool:
        """Whether it is the exact number, rounded to its decimals."""
        return abs(self.value - exactly) <= 0.5 * 10.0**-self.decimals + 1e-9 * max(1.0, abs(exactly))


def proved_by_rates(header: Header, month: dt.date) -> list[int]:
    """The column whose heading names no span, and whose share of the year's target is the 完成率 of every row.

    | 目标任务 | 完成情况 | 完成比例 |
    | 3.6万户  | 3万户    | 83%      |
    """
    targets, rates_of = header.columns_of("target"), header.columns_of("done")
    above = [folded(cell.text) for row in range(1, header.first) for cell in header.sheet.row(row)]
    if len(targets) != 1 or len(rates_of) != 1 or any(_MONTHS_OWN.search(text) for text in above):
        return []
    if header.meanings[rates_of[0]].month_no not in (None, month.month):
        return []
    found = []
    for column in header.keys:
        if column not in header.meanings and names_no_span(header, column, month):
            agrees = list(_agreeing(header, column, targets[0], rates_of[0]))
            found += [column] if agrees.count(True) >= _LEAST_ROWS and False not in agrees else []
    return found if len(found) == 1 else []


def names_no_span(header: Header, column: int, month: dt.date) -> bool:
    """Whether a heading is of known words, none of which says what time it is of."""
    parts, unit = without_units(header.parts[column])
    whole = "".join(parts)
    said = span(whole, month, unit)
    return said is not None and not said.field and said.month_no is None and not is_of_another_time(whole, month)


def _agreeing(header: Header, column: int, target: int, done: int) -> Iterator[bool | None]:
    """Of each row that has all three, whether they agree; None where any number would, being 0 or all of the target."""
    sheet, unit = header.sheet, heading_unit(header.parts[done])
    for cell in header.below(column):
        figure, aim, rate = amount(cell), amount(sheet.at(cell.row, target)), sheet.at(cell.row, done)
        printed = [] if rate is None else rates(rate, unit)
        if figure is None or aim is None or not aim[0] or not printed:
            continue
        times = factor(figure[1] or aim[1], aim[1] or figure[1]) if figure[1] or aim[1] else 1
        share = None if times is None else 100 * float(figure[0]) * float(times) / float(aim[0])
        is_so = share is not None and any(one.agrees(share) for one in printed)
        yield None if is_so and share in (0, _WHOLE) else is_so


def rates(cell: Cell, heading_unit: str) -> list[Printed]:
    """What a cell may say of a share in percent: 91.9 and stored as 0.919, which 完成率(%) may head too."""
    if cell.kind == "number" and isinstance(cell.value, int | float):
        number, seen = exact(cell.value), shown(cell.number_format, cell.value)
        written = [Printed(float(number), decimals_of(number))]
        if seen.is_percent:
            return [_as_percent(number), Printed(round(float(number) * 100, seen.decimals or 0), seen.decimals or 0)]
        if seen.decimals is not None:
            written.append(Printed(round(float(number), seen.decimals), seen.decimals))
    else:
        found = _RATE.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", cell.text)))
        if cell.kind != "text" or found is None:
            return []
        number = Decimal(found[1])
        written = [Printed(float(number), decimals_of(number))]
        if "%" in (found[2], heading_unit):
            return written
    return [*written, _as_percent(number)]


def _as_percent(fraction: Decimal) -> Printed:
    return Printed(float(fraction * 100), max(decimals_of(fraction) - 2, 0))


def decimals_of(number: Decimal) -> int:
    """The decimals that a number is written with, up to FINEST."""
    exponent = number.normalize().as_tuple().exponent
    return min(max(-int(exponent), 0), FINEST)
