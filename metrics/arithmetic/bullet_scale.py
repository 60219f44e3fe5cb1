"""Where a figure stands against its target on a scale of its own: the ends, what is good, what it is measured from.

A row is one row of `store/queries/status.sql` with `against`, the reference's value of a relative target; None and NaN
both mean missing.
"""

from dataclasses import dataclass

from metrics.rows import IndicatorRow
from metrics.wording import is_missing

_PAD = 0.12  # of what is shown, at either end


@dataclass(frozen=True)
class Scale:
    """The two ends of a scale; `share` says where a value stands between them, from 0 to 1."""

    low: float
    high: float

    def share(self, value: float) -> float:
        """0 at the low end, 1 at the high end; what lies outside is held at the end."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))


@dataclass(frozen=True)
class Aim:
    """What a figure is to reach: `start` to `end` is the target itself, `bound` what the margin is measured from.

    For a ceiling everything below `bound` is good, otherwise everything above; start and end are empty for a ceiling.
    """

    bound: float
    start: float | None
    end: float | None
    is_ceiling: bool


def aim(row: IndicatorRow) -> Aim | None:
    """The aim of a row; None where it has no number: words only, or a reference that is not known yet."""
    if row["kind"] == "ceiling":
        return None if is_missing(row["upper"]) else Aim(row["upper"], None, None, is_ceiling=True)
    if row["kind"] == "relative":
        # 基本同步: a little below the reference is still in step; how little is a threshold.
        against = row["against"]
        return None if is_missing(against) else Aim(against, against + row["on_track_at"], against, is_ceiling=False)
    if is_missing(row["lower"]):
        return None
    return Aim(row["lower"], row["lower"], None if is_missing(row["upper"]) else row["upper"], is_ceiling=False)


def scale(row: IndicatorRow) -> Scale | None:
    """A scale that shows the figure, the target and the mark of "far behind"; None where there is no aim."""
    goal = aim(row)
    if goal is None:
        return None
    far = row["far_behind_below"]
    marks = [goal.bound, goal.start, goal.end, row["actual"]]
    if not is_missing(far):
        marks += [goal.bound - far if goal.is_ceiling else goal.bound + far]
    # As much room on the good side as on the bad, so that a target does not stick to the end of its scale.
    shown = [float(mark) for mark in marks if not is_missing(mark)]
    low, high = min(shown), max(shown)
    reach = max(goal.bound - low, high - goal.bound) or 1.0
    if goal.is_ceiling:
        low = min(low, goal.bound - reach)
    else:
        high = max(high, goal.bound + reach)
    pad = _PAD * (high - low)
    return Scale(low - pad, high + pad)
