"""年底预计: from the months of a year so far an estimate of its end, a band and a verdict (domain.md §11).

Pure and for all measures at once. The rules and numbers are in `metrics.arithmetic.verdicts`; what is done in words:

By pace, with A reached of T from the base B, and the plan share p: each report adds to A what its stretch of the plan
brought; its pace is that per unit of plan share. The rest of the plan, 1 − p, is taken to go at the mean pace, and the
scatter of the paces about it gives the band: a random walk with drift in plan time, whose error at the year's end has
the variance σ²·(r + r²/w), r = 1 − p still to go, w the plan share that the mean was taken over.

Cumulative growth g with last year's share s: the year ends at s·g + (1 − s)·x, x between what the months grew at their
worst and at their best.
"""

from typing import Any

import numpy as np
import pandas as pd

from metrics import kinds
from metrics.arithmetic.verdicts import LEAST_FIGURES, METHODS, NOT_BEGUN, RECENT_MONTHS, T_90
from metrics.wording import comes_whole

COLUMNS = ("outlook", "outlook_value", "outlook_low", "outlook_high", "outlook_method", "outlook_unclear", "figures")
_ENDS = ["outlook_value", "outlook_low", "outlook_high"]
_FROM_BASE = tuple(code for code, kind in kinds.KINDS.items() if kind.has_base)
_DIGITS = 6  # as margins: what is closer than that is no distance
_SHARES = pd.DataFrame({"measure_id": pd.Series(dtype="str"), "month_no": pd.Series(dtype="int64"),
                           "share": pd.Series(dtype="float64")})  # fmt: skip


def outlook(course: pd.DataFrame, nodes: pd.DataFrame = _SHARES, last_year: pd.DataFrame = _SHARES) -> pd.DataFrame:
    """COLUMNS for each measure in the last month of `course`, indexed by measure_id.

    `course`: rows of status.sql for the months of one year up to the one that is looked at; `nodes`: measure_id,
    month_no, share, the declared nodes of every plan that has such; `last_year`: the same of the twelve months of the
    year before, for what is linked to it.
    A measure without a status (a reference) has nothing; what is unclear has a reason (verdicts.UNCLEAR) and
    no numbers. Nothing here reads or changes a status beyond what is done.
    """
    now = course[course["month_no"] == course["month_no"].max()].set_index("measure_id", drop=False)
    points = _points(course, now, last_year)
    ends = pd.concat([_pace(points, now), _growth(points, now)])
    by = points.groupby("measure_id")
    found = now.join(ends).join(by.size().rename("figures")).join(_nodes_ahead(by, nodes))
    return _judged(found)


def _nodes_ahead(points: Any, nodes: pd.DataFrame) -> pd.Series:
    """By measure, how many nodes lie after its latest figure and ask for more than its plan does there."""
    last = points.tail(1)[["measure_id", "month_no", "share", "plan_kind"]]
    last = last[last["plan_kind"] == "nodes"]
    both = nodes.merge(last, on="measure_id", suffixes=("", "_now"))
    ahead = both[(both["month_no"] > both["month_no_now"]) & (both["share"] > both["share_now"])]
    return ahead.groupby("measure_id").size().rename("nodes_ahead")


def _points(course: pd.DataFrame, now: pd.DataFrame, last_year: pd.DataFrame) -> pd.DataFrame:
    """Each month's own undoubted figure in the basis of the latest one: measure_id, month_no, actual, start, share.

    `share` is the plan's, or last year's where the measure is linked or its plan is none (growth); 0 to 1.
    """
    own = course[(course["actual_month"] == course["month"]) & course["actual"].notna()]
    own = own[own["figure_state"] != "doubtful"].sort_values(["measure_id", "month_no"])
    latest = _of(own, now["basis"])
    own = own[(own["basis"] == latest) | (own["basis"].isna() & latest.isna())]
    own = own.merge(last_year, on=["measure_id", "month_no"], how="left")
    declared = (own["plan_pct"].astype(float) / 100).fillna(own["last_year_share"].astype(float))
    start = _of(own, now["base"]).astype(float).where(own["kind"].isin(_FROM_BASE), 0.0)
    return own.assign(is_linked=own["share"].notna(), share=own["share"].astype(float).fillna(declared), start=start)[
        ["measure_id", "month_no", "kind", "by_pace", "plan_kind", "actual", "start", "share", "is_linked"]
    ]


def _pace(points: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """value, low, high, share, method of what is judged by pace and has two stretches of plan behind it."""
    own = points[points["by_pace"] & points["start"].notna()]
    # A plan that is over before the year tells no more: from there on only the pace of the months does.
    is_planned = _of(own, own.groupby("measure_id")["share"].last()) < 1
    own = own.assign(share=own["share"].where(is_planned, own["month_no"] / 12), is_planned=is_planned)
    # A plan that stands still for months has one point: the last.
    own = own.drop_duplicates(["measure_id", "share"], keep="last")
    own = own[own["share"] > 0]
    by = own.groupby("measure_id")
    before, begun = by["actual"].shift().fillna(own["start"]), by["share"].shift().fillna(0.0)
    stretch = own.assign(added=own["actual"] - before, plan=own["share"] - begun)
    last = by.tail(1).set_index("measure_id")
    method = pd.Series("plan", index=last.index)
    method.loc[last["plan_kind"] == "linear"] = "recent"
    method.loc[last["plan_kind"] == "nodes"] = "nodes"
    method.loc[last["is_linked"] | (last["plan_kind"] == "last_year")] = "last_year"
    method.loc[~last["is_planned"].astype(bool)] = "recent"
    # Where no plan tells the seasons apart, only the last months say how it goes on.
    since = _of(stretch, last["month_no"]) - RECENT_MONTHS
    used = stretch[(_of(stretch, method) != "recent") | (stretch["month_no"] > since)]
    sums = (
        used.assign(square=used["added"] ** 2 / used["plan"]).groupby("measure_id")[["added", "plan", "square"]].sum()
    )
    count = used.groupby("measure_id").size()
    pace = sums["added"] / sums["plan"]
    left = 1 - last["share"]
    target = now["lower"].reindex(last.index)
    amount = (target - last["start"]).abs()
    freedom = (count - 1).clip(lower=1)
    widened, least = _numbers(method)
    scatter = ((sums["square"] - sums["added"] * pace).clip(lower=0) / freedom).clip(lower=(least * amount) ** 2)
    # Whole things scatter at least as rare events do: their number is its own variance.
    whole = _whole(now.reindex(last.index), last)
    scatter = scatter.where(~whole, np.maximum(scatter, amount))
    spread = np.sqrt(scatter * (left + left**2 / sums["plan"]))
    half = spread * freedom.map(dict(enumerate(T_90, 1))).astype(float) * widened
    value = last["actual"] + left * pace
    ends = pd.DataFrame({"outlook_value": value, "outlook_low": value - half, "outlook_high": value + half})
    # What is counted up never falls, and a 形象进度 ends at 100.
    grows = last["kind"] != "stock"
    ends = ends.where(~grows, ends.clip(lower=last["actual"], axis=0))
    ends = ends.where(last["kind"] != "milestone", ends.clip(upper=100.0))
    ends = ends[count >= 2]
    return ends.assign(share=last["share"], progress=last["actual"] - last["start"], outlook_method=method)


def _of(rows: pd.DataFrame, values: pd.Series) -> pd.Series:
    """What each row's measure has, in the rows' order; of the values' own type also where there are no rows."""
    return values.reindex(rows["measure_id"]).set_axis(rows.index)


def _numbers(method: pd.Series) -> tuple[pd.Series, pd.Series]:
    """How much each one's band is widened, and the least scatter that is reckoned with."""
    found = [METHODS[code] for code in method]
    widened, least = [one.widened for one in found], [one.least for one in found]
    return pd.Series(widened, method.index, dtype=float), pd.Series(least, method.index, dtype=float)


def _whole(now: pd.DataFrame, last: pd.DataFrame) -> pd.Series:
    rows = zip(now["kind"], now["unit"], now["lower"], last["actual"], last["start"], strict=True)
    return pd.Series(
        [kind != "milestone" and comes_whole(unit, *values) for kind, unit, *values in rows],
        index=last.index,
        dtype=bool,
    )


def _growth(points: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """The same of cumulative growth rates whose months' shares of last year are known."""
    own = points[(points["kind"] == "growth") & points["share"].between(0, 1, inclusive="neither")]
    by = own.groupby("measure_id")
    reached = own["share"] * own["actual"]
    plan = own["share"] - by["share"].shift().fillna(0.0)
    own = own.assign(
        grown=(reached - reached.groupby(own["measure_id"]).shift().fillna(0.0)) / plan.where(plan > 0), weight=plan
    )
    by = own.groupby("measure_id")
    last = by.tail(1).set_index("measure_id")
    rest, reached = 1 - last["share"], last["share"] * last["actual"]
    value = reached + rest * last["actual"]
    low, high = (reached + rest * extreme for extreme in (by["grown"].min(), by["grown"].max()))
    widened = METHODS["growth"].widened
    return pd.DataFrame({
        "outlook_value": value, "outlook_low": value - widened * (value - low),
        "outlook_high": value + widened * (high - value), "share": last["share"], "outlook_method": "growth",
    })  # fmt: skip


def _judged(found: pd.DataFrame) -> pd.DataFrame:
    """The verdict of each: what is done, then what is unclear, then the band against the target."""
    is_ruled_done = found["ruling_status"].eq("done")
    is_doubtful = found["figure_state"].eq("doubtful") & found["actual"].notna()
    is_done = found["status"].eq("done") & (is_ruled_done | ~is_doubtful)
    is_over = ~is_done & found["margin_points"].notna() & found["actual_month"].dt.month.eq(12)
    settled = is_done | is_over
    reasons = _reasons(found, is_doubtful)
    unclear = reasons.where(~is_done & ~(is_over & ~is_doubtful))
    open_ = ~settled & unclear.isna()
    numbers = found[_ENDS].where(open_, axis=0)
    numbers = numbers.where(~(settled & unclear.isna()), pd.DataFrame(dict.fromkeys(_ENDS, found["actual"])))
    numbers = numbers.astype(float).round(_DIGITS)
    target = found["lower"]
    strict = found["comparator"].eq(">")
    verdict = pd.Series("at_risk", index=found.index, dtype=object)
    verdict.loc[_reaches(numbers["outlook_low"], target, strict)] = "likely"
    verdict.loc[~_reaches(numbers["outlook_high"], target, strict)] = "unlikely"
    verdict.loc[is_over] = "unlikely"
    verdict.loc[is_done] = "likely"
    verdict.loc[unclear.notna()] = "unclear"
    has_status = found["status"].notna()
    method = found["outlook_method"].where(open_)
    method = method.mask(is_over, "over").mask(is_done, "done")
    answer = numbers.assign(
        outlook=verdict, outlook_method=method.where(unclear.isna()), outlook_unclear=unclear, figures=found["figures"]
    )
    return answer.where(has_status, None)[list(COLUMNS)]


def _reaches(value: pd.Series, target: pd.Series, strict: pd.Series) -> pd.Series:
    return (value > target) | ((value == target) & ~strict)


def _is_incomparable(found: pd.DataFrame) -> pd.Series:
    """Whether there is no number to compare with, no base to count from, or a target in another basis (口径)."""
    has_target = found["lower"].notna() | ~(found["by_pace"].astype(bool) | found["kind"].eq("growth"))
    has_base = found["base"].notna() | ~found["kind"].isin(_FROM_BASE)
    both = found["target_basis"].notna() & found["basis"].notna()
    return ~has_target | ~has_base | (both & (found["target_basis"] != found["basis"]))


def _reasons(found: pd.DataFrame, is_doubtful: pd.Series) -> pd.Series:
    """Why nothing is estimated (verdicts.UNCLEAR), the first that fits; empty where there is an estimate."""
    by_pace = found["by_pace"].astype(bool)
    progress, share = found["progress"], found["share"]
    whole = [
        kind in kinds.AMOUNTS and comes_whole(unit, lower)
        for kind, unit, lower in zip(found["kind"], found["unit"], found["lower"], strict=True)
    ]
    amount = found["lower"] - found["base"].where(found["kind"] == "stock", 0)
    checks = {
        "doubtful": is_doubtful,
        "no_figure": found["actual_month"].isna(),
        "undecided": found["computed_status"].eq("undecided") | _is_incomparable(found),
        "relative": found["kind"].eq("relative"),
        "growth": found["kind"].eq("growth") & share.isna(),
        "level": ~by_pace & found["kind"].ne("growth"),
        "few": found["figures"].fillna(0) < LEAST_FIGURES,
        "single_node": found["nodes_ahead"].eq(1),
        "single_step": by_pace & pd.Series(whole, index=found.index) & amount.abs().le(1),
        "no_plan": by_pace & share.isna(),
        "not_begun": by_pace & progress.le(0) & share.lt(NOT_BEGUN),
    }
    reasons = pd.Series(None, index=found.index, dtype=object)
    for code, fits in reversed(checks.items()):
        reasons.loc[fits.fillna(False).astype(bool)] = code
    return reasons
