"""What a reviewer decides about a figure that is 存疑: it is confirmed, or set aside so that the one before it counts.

That it is given back with a question is an act of store.acts.review.returns.
"""

import datetime as dt
from typing import Literal

from metrics import terms, wording
from metrics.errors import UserError
from metrics.periods import month_name
from store.acts.act import Act, acting
from store.acts.rights import Actor
from store.engine.records import Record
from store.engine.store import Store
from store.reads.naming import measure_name
from store.reads.reporting.closed_months import refusal
from store.reads.reporting.doubts import doubted_figure, doubted_figures

Verdict = Literal["confirmed", "set_aside"]
_ACTS = {"confirmed": "确认存疑数据", "set_aside": "暂不采用数据"}


def confirm(store: Store, number: int, measure_id: str, reason: str | None, by: Actor, at: dt.datetime) -> None:
    """Say that a doubtful figure of a submission is right; one that was set aside counts again.

    `reason` None: nothing was said with it. Raises UserError where the submission has no such figure that waits for
    this, and where a figure that would count again is of a month that is closed to its unit.
    """
    with acting(store, by, "review", at, reason or None) as act:
        _review(act, number, measure_id, "confirmed")


def set_aside(store: Store, number: int, measure_id: str, reason: str, by: Actor, at: dt.datetime) -> None:
    """Let a doubtful figure count nowhere, from now on. Raises UserError like `confirm`, and without a reason."""
    with acting(store, by, "review", at, reason) as act:
        _review(act, number, measure_id, "set_aside")


def confirm_resolved(act: Act, number: int, measure_id: str) -> None:
    """Part of resolving the return of a figure: whoever is content with the answer has looked at it."""
    found = doubted_figure(act.transaction, number, measure_id)
    if found is not None and found["verdict"] is None:
        for row in (found, *_copies(act, found)):
            _append(act, row, "confirmed")


def _review(act: Act, number: int, measure_id: str, verdict: Verdict) -> None:
    found = doubted_figure(act.transaction, number, measure_id)
    if found is None:
        raise UserError(
            f"第{number}号报送没有“{measure_id}”的存疑数据,或已撤回。存疑数据见 store doubts。", title="审核未进行"
        )
    if found["verdict"] == verdict:
        raise UserError(f"这个数据此前已{terms.VERDICTS[verdict]}。", title="审核未进行")
    changes_figures = "set_aside" in (verdict, found["verdict"])
    if changes_figures and refusal(act.transaction, found["unit_id"], found["month"], act.at):
        raise UserError(f"{month_name(found['month'])}已封账,请先重开该月,或对该单位准予延期。", title="审核未进行")
    for row in (found, *_copies(act, found)):
        _append(act, row, verdict)


def _copies(act: Act, found: Record) -> list[Record]:
    """The same figure where its commitment stands once more: it came from the same cell of the workbook."""
    same = ("sheet", "cell", "value", "verdict")
    rows = doubted_figures(act.transaction, found["submission_id"]) if found["cell"] else []
    return [
        row for row in rows
        if row["measure_id"] != found["measure_id"] and all(row[name] == found[name] for name in same)
    ]  # fmt: skip


def _append(act: Act, found: Record, verdict: Verdict) -> None:
    row = {name: found[name] for name in ("submission_id", "measure_id")}
    act.append("figure_review", [{**row, "verdict": verdict, "reason": act.reason}])
    value = found["value_words"] or wording.figure(found["value"], found["measure_unit"])
    thing = f"{found['unit']}{month_name(found['month'])} {measure_name(found)} {value}"
    act.record(_ACTS[verdict], thing, terms.VERDICTS.get(found["verdict"], terms.DOUBTFUL), terms.VERDICTS[verdict])
