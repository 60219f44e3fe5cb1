"""年底预计: from the months of a year so far an estimate of its end, a band and a verdict (domain.md §11).

Pure. `metrics.arithmetic.year_ends` estimates, a measure at a time; the rules and numbers are in
`metrics.arithmetic.verdicts`. Plain numbers, not columns: of some hundred measures with a dozen months each pandas
takes five times as long, and screens ask for it anew after every workbook.
"""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from metrics import kinds
from metrics.arithmetic import year_ends
from metrics.arithmetic.verdicts import LEAST_FIGURES, NOT_BEGUN
from metrics.arithmetic.year_ends import Aim, End, Point
from metrics.rows import NumberOrNone, TextOrNone
from metrics.wording import comes_whole

COLUMNS = ("outlook", "outlook_value", "outlook_low", "outlook_high", "outlook_method", "outlook_unclear", "figures")
_ENDS = ["outlook_value", "outlook_low", "outlook_high"]
_DIGITS = 6  # as margins: what is closer than that is no distance
_SHARES = pd.DataFrame({"measure_id": pd.Series(dtype="str"), "month_no": pd.Series(dtype="int64"),
                           "share": pd.Series(dtype="float64")})  # fmt: skip
_SHARE = ("measure_id", "month_no", "share")
_POINT = ("month_no", "measure_id", "actual", "basis", "plan_pct", "last_year_share")


class _Measure(NamedTuple):
    """A measure in the month that is looked at: columns of status.sql."""

    measure_id: str
    kind: str
    unit: str
    by_pace: bool
    plan_kind: TextOrNone
    lower: NumberOrNone
    base: NumberOrNone
    comparator: TextOrNone
    target_basis: TextOrNone
    basis: TextOrNone
    actual: NumberOrNone
    actual_month: Any
    figure_state: str
    status: TextOrNone
    computed_status: TextOrNone
    ruling_status: TextOrNone
    margin_points: NumberOrNone

    @property
    def start(self) -> NumberOrNone:
        """What the year's amount is counted from."""
        return self.base if kinds.KINDS[self.kind].has_base else 0.0

    @property
    def is_doubtful(self) -> bool:
        return self.figure_state == "doubtful" and self.actual is not None

    @property
    def is_done(self) -> bool:
        return self.status == "done" and (self.ruling_status == "done" or not self.is_doubtful)

    @property
    def is_over(self) -> bool:
        """Whether the year's last figure is in and falls short."""
        return not self.is_done and self.margin_points is not None and self.actual_month.month == 12

    @property
    def is_comparable(self) -> bool:
        """Whether there is a number to compare with, a base to count from, and no target in another basis (口径)."""
        has_target = self.lower is not None or not (self.by_pace or self.kind == "growth")
        is_in_basis = None in (self.target_basis, self.basis) or self.target_basis == self.basis
        return has_target and self.start is not None and is_in_basis

    @property
    def is_single_step(self) -> bool:
        """Whether one whole thing is to be reached, or less."""
        is_whole = self.kind in kinds.AMOUNTS and self.is_comparable and comes_whole(self.unit, self.lower)
        return is_whole and bool(abs(self.lower - self.start) <= 1)


def outlook(course: pd.DataFrame, nodes: pd.DataFrame = _SHARES, last_year: pd.DataFrame = _SHARES) -> pd.DataFrame:
    """COLUMNS for each measure in the last month of `course`, indexed by measure_id.

    `course`: rows of status.sql for the months of one year up to the one that is looked at; `nodes`: measure_id,
    month_no, share, the declared nodes of every plan that has such; `last_year`: the same of the twelve months of the
    year before, for what is linked to it.
    A measure without a status (a reference) has nothing; what is unclear has a reason (verdicts.UNCLEAR) and
    no numbers. Nothing here reads or changes a status beyond what is done.
    """
    is_now = course["month_no"] == course["month_no"].max()
    measures = [_Measure(*values) for values in _plain(course, _Measure._fields, is_now)]
    points = _points(course, measures, last_year)
    ahead = _nodes_ahead(measures, points, nodes)
    ends = [_end(points[one.measure_id], one) for one in measures]
    unclear = [
        _unclear(one, end, figures=len(points[one.measure_id]), nodes_ahead=ahead.get(one.measure_id, 0))
        for one, end in zip(measures, ends, strict=True)
    ]
    told = list(zip(measures, ends, unclear, strict=True))
    numbers = np.array([_numbers(*one) for one in told], dtype=float).reshape(-1, len(_ENDS)).round(_DIGITS)
    verdicts = [_verdict(*one, low, high) for one, (_, low, high) in zip(told, numbers.tolist(), strict=True)]
    columns = {
        "outlook": pd.Series(verdicts, dtype=object), **dict(zip(_ENDS, numbers.T, strict=True)),
        "outlook_method": pd.Series([_method(*one) for one in told], dtype=object),
        "outlook_unclear": pd.Series(unclear, dtype=object),
        "figures": [len(points[one.measure_id]) for one in measures],
    }  # fmt: skip
    return pd.DataFrame(columns).set_axis(pd.Index(course.loc[is_now, "measure_id"]))


def _plain(rows: pd.DataFrame, names: Sequence[str], wanted: Any = slice(None)) -> list[list[Any]]:
    """The values of some columns row by row, None for what is missing."""
    columns = rows[list(names)]  # first: of the sixty of a course most are words
    plain: list[list[Any]] = columns[wanted].to_numpy(dtype=object, na_value=None).tolist()
    return plain


def _points(course: pd.DataFrame, measures: list[_Measure], last_year: pd.DataFrame) -> dict[str, list[Point]]:
    """Each month's own undoubted figure in the basis of the latest one, by measure.

    Its share is last year's where the measure is linked or its plan is none (growth), else the plan's.
    """
    is_own = (course["actual_month"] == course["month"]) & (course["figure_state"] != "doubtful")
    linked = {(measure_id, month_no): share for measure_id, month_no, share in _plain(last_year, _SHARE)}
    basis_now = {one.measure_id: one.basis for one in measures}
    points: dict[str, list[Point]] = {one.measure_id: [] for one in measures}
    for month_no, measure_id, actual, basis, plan_pct, last_year_share in sorted(_plain(course, _POINT, is_own)):
        if actual is None or basis != basis_now[measure_id]:
            continue
        declared = last_year_share if plan_pct is None else plan_pct / 100
        share = linked.get((measure_id, month_no))
        known = declared if share is None else share
        points[measure_id].append(
            Point(month_no, actual, math.nan if known is None else known, is_linked=share is not None)
        )
    return points


def _nodes_ahead(measures: list[_Measure], points: dict[str, list[Point]], nodes: pd.DataFrame) -> Counter[str]:
    """By measure, how many nodes lie after its latest figure and ask for more than its plan does there."""
    last = {one.measure_id: points[one.measure_id][-1] for one in measures
            if one.plan_kind == "nodes" and points[one.measure_id]}  # fmt: skip
    return Counter(
        measure_id
        for measure_id, month_no, share in _plain(nodes, _SHARE)
        if measure_id in last and month_no > last[measure_id].month_no and share > last[measure_id].share
    )


def _end(points: list[Point], one: _Measure) -> End | None:
    if one.kind == "growth":
        return year_ends.of_growth(points)
    if not one.by_pace or None in (one.lower, one.start):
        return None
    return year_ends.at_its_pace(points, Aim(one.kind, one.unit, one.plan_kind, one.start, one.lower))


def _unclear(one: _Measure, end: End | None, *, figures: int, nodes_ahead: int) -> str | None:
    """Why nothing is estimated (verdicts.UNCLEAR), the first that fits; None where something is, or nothing is open."""
    if one.status is None or one.is_done or (one.is_over and not one.is_doubtful):
        return None
    checks = {
        "doubtful": one.is_doubtful,
        "no_figure": one.actual_month is None,
        "undecided": one.computed_status == "undecided" or not one.is_comparable,
        "growth": one.kind == "growth" and end is None,
        "relative": one.kind == "relative",
        "level": not one.by_pace and one.kind != "growth",
        "few": figures < LEAST_FIGURES,
        "single_node": nodes_ahead == 1,
        "single_step": one.is_single_step,
        "no_plan": one.by_pace and end is None,
        "not_begun": one.by_pace and end is not None and end.progress <= 0 and end.share < NOT_BEGUN,
    }
    return next((code for code, fits in checks.items() if fits), None)


def _numbers(one: _Measure, end: End | None, unclear: str | None) -> tuple[NumberOrNone, NumberOrNone, NumberOrNone]:
    """value, low, high; all three the figure itself where nothing is open any more."""
    if one.status is None or unclear is not None:
        return None, None, None
    if one.is_done or one.is_over:
        return one.actual, one.actual, one.actual
    return (None, None, None) if end is None else (end.value, end.low, end.high)


def _method(one: _Measure, end: End | None, unclear: str | None) -> str | None:
    if one.status is None or unclear is not None:
        return None
    return "done" if one.is_done else "over" if one.is_over else None if end is None else end.method


def _verdict(one: _Measure, end: End | None, unclear: str | None, low: float, high: float) -> str | None:
    """What is done, then what is unclear, then the band against the target."""
    if one.status is None:
        return None
    if one.is_done:
        return "likely"
    if unclear is not None:
        return "unclear"
    if one.is_over or not _reaches(high, one):
        return "unlikely"
    return "likely" if _reaches(low, one) else "at_risk"


def _reaches(value: float, one: _Measure) -> bool:
    return bool(value > one.lower if one.comparator == ">" else value >= one.lower)
