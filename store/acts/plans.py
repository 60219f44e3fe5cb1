"""How much of a measure's target is planned by the end of each month: another plan takes the place of the last."""

import datetime as dt
from collections.abc import Mapping

from metrics import kinds
from metrics.errors import UserError
from metrics.sentences import plan_words
from metrics.sentences.plan_words import Points
from store.acts import standing
from store.acts.act import Act, acting
from store.acts.rights import Actor
from store.engine.reader import Reader
from store.engine.records import Record, records
from store.engine.store import Store
from store.reads.naming import measure_name


def change_plan(
    store: Store, measure_id: str, kind: str, points: Points, reason: str, by: Actor, at: dt.datetime
) -> None:
    """The plan of a measure, for the whole year. `points`: month and percent; with last_year its cumulative amounts.

    Raises UserError for points that fall, do not end at 100 or are not enough, and for a measure without a plan.
    """
    change_plans(store, {measure_id: points}, kind, reason, by, at)


def change_plans(store: Store, plans: Mapping[str, Points], kind: str, reason: str, by: Actor, at: dt.datetime) -> None:
    """`change_plan` of several measures to plans of one kind, all or none."""
    with acting(store, by, "change", at, reason) as act:
        for measure_id, points in plans.items():
            _change(act, measure_id, kind, points)


def _change(act: Act, measure_id: str, kind: str, points: Points) -> None:
    named = standing.measure(act.transaction, measure_id)
    _check_kind(named, kind)
    shares = plan_words.shares(kind, points)
    before = _text(act.transaction, named)
    declared = {month for month, _ in points}
    standing.record_anew(act, "measure", [named], plan_kind=kind)
    if kind != "linear":
        months = [
            {"month_no": month, "share": share, "is_node": month in declared} for month, share in enumerate(shares, 1)
        ]
        act.append("plan", [{"measure_id": measure_id, **month} for month in months])
    after = plan_words.plan_text(kind, [(month, 100 * shares[month - 1]) for month in sorted(declared)])
    act.record("调整序时进度", measure_name(named), before, after)


def _check_kind(named: Record, kind: str) -> None:
    if named["kind"] == "growth" and kind == "last_year":
        return
    if named["kind"] not in kinds.PACE:
        raise UserError("该子项按水平判定,没有序时进度。", title="计划进度有误")


def _text(reader: Reader, named: Record) -> str | None:
    if named["plan_kind"] is None:
        return None
    rows = records(reader.query("plan_version", measure_id=named["measure_id"]))
    declared = [(row["month_no"], 100 * row["share"]) for row in rows if row["is_node"]]
    return plan_words.plan_text(named["plan_kind"], declared)
