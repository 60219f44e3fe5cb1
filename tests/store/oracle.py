"""domain.md §2 and §3 once more, in plain Python and exact fractions: no SQL, and nothing of the program.

Written from the domain alone, so that the status query has something to disagree with. One thing at a time, slowly.
"""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from tests.store.facts import Figure, Measure, Ruling, Target

PACE = {"quantity", "stock", "milestone"}
CALENDARS = {
    "monthly": set(range(1, 13)),
    "monthly_from_feb": set(range(2, 13)),
    "quarterly": {3, 6, 9, 12},
    "half_yearly": {6, 12},
    "yearly": {12},
}
WORST_FIRST = ("far_behind", "behind", "not_reported", "undecided", "on_track", "ahead", "done")


@dataclass(frozen=True)
class Verdict:
    """What is to be shown of one measure in one month; None is missing."""

    status: str | None
    computed_status: str | None
    margin_points: Fraction | None
    done_pct: Fraction | None
    plan_pct: Fraction | None
    due: int | None
    actual: float | None
    actual_month: int | None
    required_per_month: Fraction | None
    is_left_out: bool = False  # not due because the condition was not triggered


@dataclass(frozen=True)
class ItemVerdict:
    """What is to be shown of one item in one month."""

    status: str | None
    done_pct: Fraction | None
    measures: int
    measures_done: int
    months_behind: int


def judge(measure: Measure, month: int, moment: dt.datetime, preset: str = "standard") -> Verdict:
    """The verdict on a measure for a month, as known at a moment, an official override included."""
    computed = _computed(measure, month, moment, preset)
    ruled = _ruled(measure, month, moment)
    if ruled is None or computed.status is None:
        return computed
    return replace(computed, status=ruled)


def course(measure: Measure, moment: dt.datetime, preset: str = "standard") -> list[Verdict]:
    """The verdicts on January to December."""
    return [judge(measure, month, moment, preset) for month in range(1, 13)]


def previous_status(verdicts: list[Verdict], month: int) -> str | None:
    """The status of the month before, in the same year."""
    return None if month == 1 else verdicts[month - 2].status


def months_behind(verdicts: list[Verdict], month: int) -> int:
    """For how many months running, counting back from the latest judged one."""
    count = 0
    for verdict in reversed(verdicts[:month]):
        if verdict.status in ("behind", "far_behind"):
            count += 1
        elif verdict.status in ("done", "ahead", "on_track"):
            break
    return count


def judge_item(courses: list[tuple[Measure, list[Verdict]]], month: int) -> ItemVerdict:
    """The verdict on an item, from the courses of all its measures."""
    judged = [(measure, verdicts[month - 1]) for measure, verdicts in courses if measure.kind != "reference"]
    behind = [
        months_behind(verdicts, month)
        for _, verdicts in courses
        if verdicts[month - 1].status in ("behind", "far_behind")
    ]
    return ItemVerdict(
        status=_item_status([verdict for _, verdict in judged]),
        done_pct=_item_done_pct([v for m, v in judged if m.kind in PACE and m.part_of is None]),
        measures=len(judged),
        measures_done=sum(verdict.status == "done" for _, verdict in judged),
        months_behind=max(behind, default=0),
    )


def _item_status(verdicts: list[Verdict]) -> str | None:
    if not verdicts:
        return None
    remaining = [v.status for v in verdicts if not (v.is_left_out and v.status == "not_due")]
    begun = [status for status in remaining if status != "not_due"]
    if not begun:
        return "not_due"
    worst = min(begun, key=lambda status: WORST_FIRST.index(str(status)))
    return "on_track" if worst == "done" and len(begun) < len(remaining) else worst


def _item_done_pct(verdicts: list[Verdict]) -> Fraction | None:
    """Whether a measure has begun is seen from its figures and its calendar; an official word changes no amount."""
    shares: list[Fraction] = []
    for verdict in verdicts:
        if verdict.computed_status == "not_due":
            if not verdict.is_left_out:
                shares.append(Fraction(0))
        elif verdict.computed_status == "done" and verdict.done_pct is None:
            shares.append(Fraction(100))  # a stock that reached its amount, with an unknown base
        elif verdict.done_pct is None:
            return None
        else:
            shares.append(min(max(verdict.done_pct, Fraction(0)), Fraction(100)))
    return sum(shares, Fraction(0)) / len(shares) if shares else None


def _computed(measure: Measure, month: int, moment: dt.datetime, preset: str) -> Verdict:
    figure = _figure(measure, month, moment)
    due = _due(measure, month, moment)
    actual = figure.value if figure else None
    actual_month = figure.month if figure else None
    if measure.kind == "reference":
        return Verdict(None, None, None, None, None, None, actual, actual_month, None)
    by_pace = measure.kind in PACE
    target = _target(measure, month, moment)

    def plan_pct(of_month: int | None) -> Fraction | None:
        return 100 * _share(measure, of_month, moment) if by_pace and of_month else None

    def verdict(
        status: str,
        margin: Fraction | None = None,
        done: Fraction | None = None,
        required: Fraction | None = None,
        plan_month: int | None = None,
        left_out: bool = False,
    ) -> Verdict:
        plan = plan_pct(plan_month)
        return Verdict(status, status, margin, done, plan, due, actual, actual_month, required, left_out)

    if figure is None:
        if due is None:
            return verdict("not_due", plan_month=month, left_out=_is_untriggered(measure, month, moment))
        return verdict("not_reported", plan_month=due)

    same_basis = not (target and target.basis and figure.basis and target.basis != figure.basis)
    margin, done_pct, compared_month = _margin(measure, target, figure, moment) if same_basis else (None, None, None)
    on_scale = None if margin is None or target is None else _on_scale(measure, target, figure, margin, preset)

    if by_pace and same_basis and _reaches(figure, target):
        return verdict("done", margin, done_pct, None, figure.month)
    if figure.month == compared_month == 12 and on_scale in ("ahead", "on_track") and not by_pace:
        return verdict("done", margin)
    if due is not None and figure.month < due:
        return verdict("not_reported", plan_month=due)
    # What it takes is asked of the amount itself: a stock of unknown base can be told it too.
    required = None
    if by_pace and same_basis and month < 12 and target and target.lower is not None and figure.value is not None:
        required = (_exact(target.lower) - _exact(figure.value)) / (12 - figure.month)
    if on_scale is None:
        return verdict("undecided", required=required, plan_month=figure.month)
    return verdict(on_scale, margin, done_pct, required, figure.month)


def _on_scale(measure: Measure, target: Target, figure: Figure, margin: Fraction, preset: str) -> str:
    """ahead … far_behind, from the tables of the domain."""
    kind, lights = measure.kind, preset == "lights"
    ahead_at: Fraction | None = None
    on_track_at = Fraction(0)
    if kind in PACE:
        ahead_at = None if lights else Fraction(10)
        far_behind_below = Fraction(-30 if lights else -10)
    elif kind == "growth":
        if target.upper is not None:
            ahead_at = _exact(target.upper) - _exact(target.lower)
        far_behind_below = Fraction(-1)
    elif kind == "relative":
        on_track_at, far_behind_below = Fraction(-1, 2), Fraction(-3, 2)
    else:
        bound = target.lower if kind == "rate" else target.upper
        in_percent = Fraction(-2) if kind == "rate" else Fraction(-1, 5)
        far_behind_below = in_percent if measure.unit == "%" else Fraction(-1, 20) * abs(_exact(bound))
    # 突破 and 低于 are strict: at the bound itself the target is missed, however the calendar stands.
    if target.comparator in ("<", ">") and margin == 0 and (kind not in PACE or figure.value == target.lower):
        return "behind"
    if ahead_at is not None and margin >= ahead_at:
        return "ahead"
    if margin >= on_track_at:
        return "on_track"
    return "behind" if margin >= far_behind_below else "far_behind"


def _margin(
    measure: Measure, target: Target | None, figure: Figure, moment: dt.datetime
) -> tuple[Fraction | None, Fraction | None, int | None]:
    """(margin, done share, the month that was compared); the margin is None where it cannot be computed."""
    nothing = (None, None, None)
    if target is None or figure.value is None:
        return nothing
    value = _exact(figure.value)
    if measure.kind in PACE:
        base = target.base if measure.kind == "stock" else 0
        if target.lower is None or base is None or target.lower == base:
            return nothing
        done_pct = 100 * (value - _exact(base)) / (_exact(target.lower) - _exact(base))
        return _six(done_pct - 100 * _share(measure, figure.month, moment)), done_pct, figure.month
    if measure.kind == "relative":
        if measure.reference is None:
            return nothing
        for month in range(figure.month, 0, -1):
            own, other = _figure_of(measure, month, moment), _figure_of(measure.reference, month, moment)
            if own and other and own.value is not None and other.value is not None:
                return _six(_exact(own.value) - _exact(other.value)), None, month
        return nothing
    if measure.kind == "ceiling":
        return nothing if target.upper is None else (_six(_exact(target.upper) - value), None, figure.month)
    return nothing if target.lower is None else (_six(value - _exact(target.lower)), None, figure.month)


def _reaches(figure: Figure, target: Target | None) -> bool:
    if target is None or target.lower is None or figure.value is None:
        return False
    return figure.value > target.lower if target.comparator == ">" else figure.value >= target.lower


def _figure(measure: Measure, month: int, moment: dt.datetime) -> Figure | None:
    """The latest accepted figure for a month of this year up to `month`."""
    for earlier in range(month, 0, -1):
        if found := _figure_of(measure, earlier, moment):
            return found
    return None


def _figure_of(measure: Measure, month: int, moment: dt.datetime) -> Figure | None:
    """A month's standing revision of the highest number, as known then. A row without number and words is no figure."""
    standing = [
        figure
        for figure in measure.figures
        if figure.month == month
        and figure.submitted_at <= moment
        and not (figure.withdrawn_at and figure.withdrawn_at <= moment)
        and (figure.value is not None or figure.words is not None)
    ]
    return max(standing, key=lambda figure: figure.submission_id, default=None)


def _target(measure: Measure, month: int, moment: dt.datetime) -> Target | None:
    """The latest recorded one in force; of several recorded at once, the one that begins last."""
    known = [target for target in measure.targets if target.recorded_at <= moment and target.valid_from <= month]
    return max(known, key=lambda target: (target.recorded_at, target.valid_from), default=None)


def _due(measure: Measure, month: int, moment: dt.datetime) -> int | None:
    """The latest month up to `month` for which a figure is owed."""
    known = [target.valid_from for target in measure.targets if target.recorded_at <= moment]
    for earlier in range(month, min(known, default=1) - 1, -1):
        if (
            earlier in CALENDARS[measure.calendar]
            and (measure.kind not in PACE or _share(measure, earlier, moment) > 0)
            and (not measure.has_condition or _is_triggered(measure, earlier, moment))
        ):
            return earlier
    return None


def _is_triggered(measure: Measure, month: int, moment: dt.datetime) -> bool:
    return any(
        ruling.status is None and _holds(ruling, month) and _is_known(ruling, moment) for ruling in measure.rulings
    )


def _is_untriggered(measure: Measure, month: int, moment: dt.datetime) -> bool:
    """Whether it is the condition, and nothing else, that keeps a measure from being due."""
    return measure.has_condition and not any(_is_triggered(measure, earlier, moment) for earlier in range(1, month + 1))


def _ruled(measure: Measure, month: int, moment: dt.datetime) -> str | None:
    standing = [r for r in measure.rulings if r.status and _holds(r, month) and _is_known(r, moment)]
    latest = max(standing, key=lambda ruling: (ruling.recorded_at, ruling.ruling_id), default=None)
    return latest.status if latest else None


def _holds(ruling: Ruling, month: int) -> bool:
    return ruling.valid_from <= month <= (ruling.valid_until or 12)


def _is_known(ruling: Ruling, moment: dt.datetime) -> bool:
    return ruling.recorded_at <= moment and not (ruling.ended_at and ruling.ended_at <= moment)


def _share(measure: Measure, month: int, moment: dt.datetime) -> Fraction:
    """The plan share at the end of a month; linear where nothing was recorded."""
    known = [plan for plan in measure.plans if plan.recorded_at <= moment]
    if not known:
        return Fraction(month, 12)
    plan = max(known, key=lambda p: p.recorded_at)
    points = {number: _exact(amount) for number, amount in plan.points}
    if plan.kind == "last_year":
        return points[month] / points[12]
    if month in points:
        return points[month]
    if month < min(points):
        return Fraction(0)
    left = max(number for number in points if number < month)
    right = min(number for number in points if number > month)
    return points[left] + (points[right] - points[left]) * Fraction(month - left, right - left)


def _exact(value: float | None) -> Fraction:
    """The number as it is written: 6.4 is 64/10, not its nearest binary neighbour."""
    assert value is not None
    return Fraction(Decimal(repr(value)))


def _six(value: Fraction) -> Fraction:
    """Rounded to six decimals, halves away from zero."""
    scaled = abs(value) * 10**6
    whole = int(scaled + Fraction(1, 2))
    return Fraction(whole if value >= 0 else -whole, 10**6)
