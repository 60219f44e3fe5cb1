"""Where a measure's year ends, estimated from its months so far: the value, its band and the method (domain.md §11).

Pure, a measure at a time. `metrics.arithmetic.verdicts` has the methods and their numbers.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from metrics.arithmetic.verdicts import METHODS, RECENT_MONTHS, T_90, Method
from metrics.wording import comes_whole


class Point(NamedTuple):
    """A month's own figure, and how much of the year its plan, or last year where `is_linked`, had reached by then.

    `share`: 0 to 1; NaN where nothing says.
    """

    month_no: int
    actual: float
    share: float
    is_linked: bool


class Aim(NamedTuple):
    """What a measure is on its way to: from `start` to `target`."""

    kind: str
    unit: str
    plan_kind: str | None
    start: float
    target: float


class End(NamedTuple):
    """The year's end with its band; how much of the plan is over, and how far that brought it from the start."""

    value: float
    low: float
    high: float
    method: str
    share: float
    progress: float


def at_its_pace(points: Sequence[Point], aim: Aim) -> End | None:
    """The end of what is judged by pace; None without two stretches of plan behind it.

    With A reached of T from the base B, and the plan share p: each report adds to A what its stretch of the plan
    brought; its pace is that per unit of plan share. The rest of the plan, 1 − p, is taken to go at the mean pace, and
    the scatter of the paces about it gives the band: a random walk with drift in plan time, whose error at the year's
    end has the variance σ²·(r + r²/w), r = 1 − p still to go, w the plan share that the mean was taken over.
    """
    # A plan that is over before the year tells no more: from there on only the pace of the months does.
    is_planned = next((point.share < 1 for point in reversed(points) if not math.isnan(point.share)), False)
    if not is_planned:
        points = [point._replace(share=point.month_no / 12) for point in points]
    # A plan that stands still for months has one point: the last.
    begun = sorted({point.share: point for point in points if point.share > 0}.values())
    if not begun:
        return None
    last = begun[-1]
    method = _method(last, aim.plan_kind) if is_planned else METHODS["recent"]
    # Where no plan tells the seasons apart, only the last months say how it goes on.
    since = last.month_no - RECENT_MONTHS if method.code == "recent" else 0
    steps = [(now.actual - then.actual, now.share - then.share)
             for then, now in pairwise([Point(0, aim.start, 0.0, is_linked=False), *begun])
             if now.month_no > since]  # fmt: skip
    if len(steps) < 2:
        return None
    added, plan = (math.fsum(part) for part in zip(*steps, strict=True))
    pace = added / plan
    squares = math.fsum(gain * gain / stretch for gain, stretch in steps)
    amount, freedom = abs(aim.target - aim.start), len(steps) - 1
    scatter = max(max(squares - added * pace, 0.0) / freedom, (method.least * amount) ** 2)
    # Whole things scatter at least as rare events do: their number is its own variance.
    if aim.kind != "milestone" and comes_whole(aim.unit, aim.target, last.actual, aim.start):
        scatter = max(scatter, amount)
    left = 1 - last.share
    variance = scatter * (left + left**2 / plan)
    # Negative where a plan's shares and last year's took turns and fell: there is no band.
    half = (math.sqrt(variance) if variance >= 0 else math.nan) * T_90[freedom - 1] * method.widened
    value = last.actual + left * pace
    low, value, high = (_possible(end, aim.kind, last.actual) for end in (value - half, value, value + half))
    return End(value, low, high, method.code, last.share, last.actual - aim.start)


def _method(last: Point, plan_kind: str | None) -> Method:
    if last.is_linked or plan_kind == "last_year":
        return METHODS["last_year"]
    return METHODS[{"linear": "recent", "nodes": "nodes"}.get(plan_kind or "", "plan")]


def _possible(end: float, kind: str, reached: float) -> float:
    """What is counted up never falls, and a 形象进度 ends at 100."""
    end = end if kind == "stock" else max(end, reached)
    return min(end, 100.0) if kind == "milestone" else end


def of_growth(points: Sequence[Point]) -> End | None:
    """The end of a cumulative growth rate whose months' shares of last year are known; None without any.

    With the growth g so far and last year's share s the year ends at s·g + (1 − s)·x, x between what the months grew at
    their worst and at their best.
    """
    own = [point for point in points if 0 < point.share < 1]
    if not own:
        return None
    grown = [
        (now.share * now.actual - then.share * then.actual) / (now.share - then.share)
        for then, now in pairwise([Point(0, 0.0, 0.0, is_linked=True), *own])
        if now.share > then.share
    ]
    last = own[-1]
    reached, rest = last.share * last.actual, 1 - last.share
    value, low, high = (reached + rest * growth for growth in (last.actual, min(grown), max(grown)))
    widened = METHODS["growth"].widened
    return End(value, value - widened * (value - low), value + widened * (high - value), "growth", last.share, math.nan)
