"""A figure that reads well and may still be wrong (domain.md §6): errors block, doubts ask for a reason."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from loaders.issues import Issue, issue
from loaders.register import Measure
from loaders.table import units_of_measure as units
from metrics import kinds, wording
from metrics.periods import month_name

# 本系统设定
OVER_TARGET = 3  # times the year's target
JUMP = 10  # times the figure before: a digit too many
TENFOLD = 8  # times up or down within a month where nothing adds up: a digit or a unit too many or too few
TINY = 2000  # times less than the plan asks for: ten-thousand-fold, with room for who is ahead
FRACTION = 20  # times less than a ceiling: 0.053 for 5.3%
UNSAID = 50  # times less than the plan asks for, where the sheet does not say what it counts in
_SAME_LEAST = 3
_LESS_THAN_ONE, _FRACTION_OF_GROWTH = 1, 0.5  # 50%: no growth that is planned is more

Found = Callable[..., Issue]


@dataclass(frozen=True)
class Place:
    """Where a figure stands, and what stood there."""

    sheet: str
    cell: str
    read: str


def judge(measure: Measure, value: float, place: Place) -> list[Issue]:
    """What is wrong or doubtful about one figure, beside its measure's target and its figure of an earlier month."""
    found = _finder(measure, place)
    issues = []
    if not measure.is_in_calendar:
        issues.append(found("month_not_in_calendar", calendar=measure.calendar_name))
    if measure.is_share and not 0 <= value <= 100:
        return [*issues, found("percent_out_of_range")]
    if measure.kind in kinds.AMOUNTS and value < 0:
        return [*issues, found("value_negative")]
    if measure.is_share and _is_fraction(measure, value):
        issues.append(found("percent_as_fraction", percent=wording.number(round(value * 100, 6))))
    if measure.is_fall and value > 0:
        slots = {"target": measure.target_text, "negative": wording.number(-value)}
        issues.append(found("rise_for_fall", **slots))
    if measure.unit == "%" and (measure.kind in kinds.JUDGED_GROWTHS or measure.is_fall):
        if abs(value) > 100:
            return [*issues, found("growth_odd")]
        if "%" not in place.read and _is_growth_fraction(measure, value):
            issues.append(found("percent_as_fraction", percent=wording.number(round(value * 100, 6))))
    issues += _against_target(measure, value, found)
    told = {one.id for one in issues}
    if measure.by_pace:
        issues += _against_the_past(measure, value, found, is_over="value_over_target" in told)
    elif not told & {"percent_as_fraction", "value_over_target"}:
        issues += _against_last_level(measure, value, found)
    is_count = units.dimension(measure.unit) == units.COUNT
    is_in_parts = wording.is_in_parts(measure.kind, measure.unit, measure.lower, value, measure.note)
    if is_count and is_in_parts and not issues:
        issues.append(found("value_in_parts", figure=wording.figure(value, measure.unit)))
    return issues


def months_own(measure: Measure, value: float, own: float | None, place: Place) -> list[Issue]:
    """Doubts where the month's own figure (当月) stands in the column of the cumulative, or is larger than it."""
    if measure.kind != "quantity" or own is None or own <= 0:
        return []
    found = _finder(measure, place)
    if value == own and measure.previous:
        previous = wording.figure(measure.previous, measure.unit)
        return [found("value_months_own", previous=previous)]
    return [found("own_over_cumulative", own=wording.figure(own, measure.unit))] if own > value else []


def unit_unsaid(measure: Measure, value: float, target: float | None, place: Place) -> list[Issue]:
    """A doubt about the order of magnitude of a figure that the sheet gives no unit for.

    `target`: the sheet's own, which is ours in another unit where it differs by a power of ten.
    """
    found = _finder(measure, place)
    ours = measure.lower
    if target and ours and target > 0 and ours > 0:
        power = round(math.log10(ours / target))
        if power and math.isclose(target * 10.0**power, ours, rel_tol=1e-9):
            own, theirs = wording.figure(ours, measure.unit), wording.number(target)
            return [found("unit_unsaid_target", unit=measure.unit, target=own, own=theirs)]
    if measure.by_pace and measure.unit != "%" and measure.previous is None and ours and measure.plan_pct:
        planned = ours * measure.plan_pct / 100
        if 0 < value < planned / UNSAID:
            slots = {"planned": wording.figure(planned, measure.unit), "times": _times(planned / value)}
            return [found("unit_unsaid", unit=measure.unit, **slots)]
    return []


def earlier_differs(measure: Measure, before: float, month_no: int, place: Place) -> list[Issue]:
    """A doubt where an earlier month's figure in the workbook is not the one that was accepted for that month."""
    month = measure.previous_month
    if month is None or month.month != month_no or measure.previous is None or before == measure.previous:
        return []
    stored = wording.figure(measure.previous, measure.unit)
    return [_finder(measure, place)("earlier_differs", month=month_name(month), stored=stored)]


def same_as_last_month(figures: list[tuple[Measure, float]], sheet: str) -> list[Issue]:
    """A doubt where every figure that could still grow is exactly last month's."""
    growing = [
        (measure, value)
        for measure, value in figures
        if measure.by_pace and measure.previous is not None and not (measure.lower and value >= measure.lower)
        and not (value == 0 == measure.previous)
    ]  # fmt: skip
    if len(growing) < _SAME_LEAST or any(value != measure.previous for measure, value in growing):
        return []
    month = growing[0][0].previous_month
    assert month is not None
    found = issue("same_as_last_month", sheet, count=len(growing), month=month_name(month))
    return [found.of(*(measure.measure_id for measure, _ in figures if measure.by_pace))]


def _finder(measure: Measure, place: Place) -> Found:
    def found(name: str, **slots: object) -> Issue:
        return issue(name, place.sheet, place.cell, place.read, measure=measure.full_name, **slots)

    return found


def _against_target(measure: Measure, value: float, found: Found) -> list[Issue]:
    """More than three times the target; or so little that it may stand in a larger unit than the measure's."""
    if measure.kind in kinds.FIXED:
        return []
    target = measure.upper if measure.kind == "ceiling" else max(measure.lower or 0, measure.upper or 0)
    if target and target > 0 and value > OVER_TARGET * target:
        return [found("value_over_target", target=measure.target_text, times=_times(value / target))]
    if measure.kind == "quantity" and measure.lower and measure.plan_pct:
        planned = measure.lower * measure.plan_pct / 100
        is_as_before = measure.previous is None or measure.previous < planned / TINY  # else it is value_shrunk
        if is_as_before and 0 < value < planned / TINY:
            return [found("value_tiny", planned=wording.figure(planned, measure.unit), times=_times(planned / value))]
    return []


def _against_the_past(measure: Measure, value: float, found: Found, *, is_over: bool) -> list[Issue]:
    """What only adds up never falls, and grows ten times only where it is over its target, which is told."""
    previous = measure.previous
    if previous is None or measure.previous_month is None:
        return []
    if 0 < value < previous / TENFOLD:
        return [_beside_the_past("value_shrunk", measure, found, previous / value)]
    if value < previous:
        return [_beside_the_past("value_fell", measure, found)]
    if not is_over and previous > 0 and value >= JUMP * previous:
        return [_beside_the_past("value_jumped", measure, found, value / previous)]
    return []


def _against_last_level(measure: Measure, value: float, found: Found) -> list[Issue]:
    """A level moves little from month to month: ten times as much, or a tenth, is a digit or a unit."""
    previous = measure.previous
    if not previous or not value or measure.previous_month is None or (previous > 0) != (value > 0):
        return []
    if measure.unit == "%" and abs(value - previous) < 10:
        return []  # growth of 0.4 after 4.1 is news, not a slip
    if value / previous >= TENFOLD:
        return [_beside_the_past("value_jumped", measure, found, value / previous)]
    return [_beside_the_past("value_shrunk", measure, found, previous / value)] if previous / value >= TENFOLD else []


def _beside_the_past(name: str, measure: Measure, found: Found, ratio: float = 1) -> Issue:
    assert measure.previous is not None and measure.previous_month is not None
    previous = wording.figure(measure.previous, measure.unit)
    return found(name, month=month_name(measure.previous_month), previous=previous, times=_times(ratio))


def _is_fraction(measure: Measure, value: float) -> bool:
    """Whether a percentage looks like 0.98 for 98%. Far below a ceiling is good news, but hardly a twentieth of it."""
    if measure.kind == "ceiling":
        return 0 < value < (measure.upper or 0) / FRACTION
    return 0 < value < 1


def _is_growth_fraction(measure: Measure, value: float) -> bool:
    """Whether a growth looks like 0.06 for 6%: two decimals, where one is published, or a hundredth of the last one."""
    if not 0 < abs(value) < _LESS_THAN_ONE:
        return False
    previous = measure.previous
    is_nearer = previous is not None and abs(previous) >= 1 and abs(value * 100 - previous) < abs(value - previous)
    return is_nearer or (abs(value) < _FRACTION_OF_GROWTH and _decimals(value) >= 2)


def _decimals(value: float) -> int:
    return len(repr(value).partition(".")[2])


def _times(ratio: float) -> str:
    return f"{wording.rounded(ratio, 1 if ratio < 100 else 0)}"
