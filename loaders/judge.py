"""A figure that reads well and may still be wrong (domain.md §6): errors block, doubts ask for a reason."""

from dataclasses import dataclass
from typing import Any

from loaders.issues import Issue, issue
from loaders.known import Measure
from metrics import wording
from metrics.periods import month_name

OVER_TARGET = 3  # times the year's target: 本系统设定
JUMP = 10  # times the figure before, with more than the whole target: a digit too many
_SAME_LEAST = 3


@dataclass(frozen=True)
class Place:
    """Where a figure stands, and what stood there."""

    sheet: str
    cell: str
    read: str


def judge(measure: Measure, value: float, place: Place) -> list[Issue]:
    """What is wrong or doubtful about one figure, beside its measure's target and its figure of an earlier month."""

    def found(name: str, **slots: Any) -> Issue:
        return issue(name, place.sheet, place.cell, place.read, measure=measure.full_name, **slots)

    issues = []
    if not measure.is_in_calendar:
        issues.append(found("month_not_in_calendar", calendar=measure.calendar_name))
    is_share = measure.unit == "%" and measure.kind in ("milestone", "rate", "ceiling")
    if is_share and not 0 <= value <= 100:
        return [*issues, found("percent_out_of_range")]
    if measure.kind == "quantity" and value < 0:
        return [*issues, found("value_negative")]
    if is_share and measure.kind != "ceiling" and 0 < value < 1:
        issues.append(found("percent_as_fraction", percent=wording.number(round(value * 100, 6))))
    if measure.unit == "%" and measure.kind in ("growth", "relative"):
        if abs(value) > 100:
            issues.append(found("growth_odd"))
        elif 0 < abs(value) < 0.3 and len(repr(value).split(".")[1]) >= 3:  # 0.053 for 5.3
            issues.append(found("percent_as_fraction", percent=wording.number(round(value * 100, 6))))
    if measure.by_pace:
        issues += _against_the_past(measure, value, found)
    return issues


def _against_the_past(measure: Measure, value: float, found: Any) -> list[Issue]:
    issues = []
    target = measure.lower
    if target and measure.kind != "milestone" and value > OVER_TARGET * target:
        issues.append(found("value_over_target", target=measure.target_text, times=_times(value / target)))
    if measure.previous is None or measure.previous_month is None:
        return issues
    before = {
        "month": month_name(measure.previous_month),
        "previous": wording.figure(measure.previous, measure.unit),
    }
    if value < measure.previous:
        issues.append(found("value_fell", **before))
    elif not issues and target and measure.previous > 0 and value >= JUMP * measure.previous and value > target:
        issues.append(found("value_jumped", **before, times=_times(value / measure.previous)))
    return issues


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
    return [issue("same_as_last_month", sheet, None, None, count=len(growing), month=month_name(month))]


def _times(ratio: float) -> str:
    return f"{wording.rounded(ratio, 1 if ratio < 100 else 0)}"
