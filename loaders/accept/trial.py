"""Checked workbooks tried against the store: what only the status rule, its months and what stands already can tell."""

import datetime as dt
from collections.abc import Sequence

from loaders.accept.approval import Approved
from loaders.accept.carried import with_carried
from loaders.accept.submission import frame, submission
from loaders.check.itself.verdicts import with_verdicts
from loaders.check.outcome import with_closing, with_future, with_statuses
from loaders.check.result import Checked
from metrics.rows import StatusRow
from store.acts import what_if
from store.acts.act import TRIAL
from store.engine.records import records
from store.engine.store import Store
from store.reads.reporting.closed_months import refusal
from store.reads.submissions import standing_twin
from store.reads.view import View, preset_in_use


def judged(store: Store, checked: Checked, at: dt.datetime, *, allow_future: bool = False) -> Checked:
    """The same, with what only the status rule can tell: figures that would be behind, and neither why nor what next.

    `at`: when the workbook would be accepted. Nothing is stored.
    """
    return judged_all(store, [checked], at, allow_future=allow_future)[0]


def is_future(month: dt.date, at: dt.datetime) -> bool:
    """Whether a month has not begun at a moment."""
    return month > at.date()


def judged_all(store: Store, batch: Sequence[Checked], at: dt.datetime, *, allow_future: bool = False) -> list[Checked]:
    """`judged` for several workbooks of one month, tried together. One that has not begun is an error."""
    batch = [with_future(one) if is_future(one.register.month, at) and not allow_future else one for one in batch]
    batch = [with_closing(one) if _is_closed_to(store, one, at) else one for one in batch]
    return [with_carried(store, one) for one in _with_outcomes(store, batch, at)]


def _with_outcomes(store: Store, batch: Sequence[Checked], at: dt.datetime) -> Sequence[Checked]:
    """What the statuses that the figures would give contradict, or ask for."""
    tried = {place: Approved(one, TRIAL, at) for place, one in enumerate(batch) if _may_be_tried(store, one)}
    if not tried:
        return batch
    submissions = [(submission(one), frame(one)) for one in tried.values()]
    rows = what_if.outcome(store, submissions, View(batch[0].register.month, preset=preset_in_use(store)))
    statuses = dict(zip(rows["measure_id"], rows["status"], strict=True))
    judged_rows = {row["measure_id"]: row for row in records(rows, StatusRow)} if any(b.verdicts for b in batch) else {}
    return [
        with_verdicts(with_statuses(one, statuses), judged_rows) if place in tried else one
        for place, one in enumerate(batch)
    ]


def _is_closed_to(store: Store, checked: Checked, at: dt.datetime) -> bool:
    """Whether the exception has expired by which a workbook of a closed month was read without an error."""
    if checked.unit is None or _is_told_closed(checked):
        return False
    return refusal(store, checked.unit.unit_id, checked.register.month, at) is not None


def _is_told_closed(checked: Checked) -> bool:
    return any(found.id == "month_closed" for found in checked.errors)


def _may_be_tried(store: Store, checked: Checked) -> bool:
    """Whether a workbook has figures, is of an open month, and does not stand already."""
    if checked.unit is None or _is_told_closed(checked) or not any(row.is_figure for row in checked.rows):
        return False
    return standing_twin(store, checked.unit.unit_id, checked.register.month, checked.sha256) is None
