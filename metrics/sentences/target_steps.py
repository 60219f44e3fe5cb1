"""A target that changed in the course of the year: what it was, what it is, and how far a figure is by either."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from metrics import wording
from metrics.kinds import KINDS
from metrics.periods import month_name
from metrics.rows import StepRow
from metrics.sentences.status import target_text
from metrics.wording import is_missing


@dataclass(frozen=True)
class Step:
    """From `month` on `new` is in force, and `old` before: rows of target_course.sql."""

    month: dt.date
    old: StepRow
    new: StepRow

    @property
    def words(self) -> str:
        """`自2023年8月起由2,200个调整为2,000个(常务会议纪要)`."""
        because = self.new["approval"] or self.new["reason"]
        return (
            f"自{month_name(self.month)}起由{target_text(self.old)}调整为{target_text(self.new)}"
            + (f"({because})" if because else "")
        )  # fmt: skip


def steps(course: Sequence[StepRow]) -> list[Step]:
    """The changes within a year, of one measure's targets month by month; a base put right is none."""
    return [
        Step(later["month"], earlier, later)
        for earlier, later in pairwise(course)
        if (earlier["lower"], earlier["upper"]) != (later["lower"], later["upper"])
    ]


def both_rates(step: Step, actual: float | None) -> str:
    """`按原目标完成率60.0%,按现目标完成率66.0%`; by level how far from either bound. Empty without a figure."""
    told = [_rate(row, actual) for row in (step.old, step.new)]
    return "" if None in told else f"按原目标{told[0]},按现目标{told[1]}"


def _rate(row: StepRow, actual: float | None) -> str | None:
    if actual is None or is_missing(actual):
        return None
    kind = KINDS[row["kind"]]
    bound = kind.bound_of(row["lower"], row["upper"])
    if bound is None or is_missing(bound):
        return None
    if kind.by_pace:
        start = row["base"] if kind.has_base else 0
        if start is None or is_missing(start) or bound == start:
            return None
        return f"完成率{wording.percent(100 * (actual - start) / (bound - start))}"
    margin = round(kind.sign * (actual - bound), 6)
    if margin == 0:
        return "正好持平"
    return f"{'好于' if margin > 0 else '差'}{wording.margin_size(margin, row['unit'])}"
