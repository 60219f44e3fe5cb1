"""What accepting some workbooks, or taking one back, would change: done in a transaction, judged, and undone.

A confirmation does the very same in a transaction that stays, and is refused where it does not come out as shown.
"""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from metrics.errors import UserError
from store.acts import submissions
from store.acts.act import TRIAL, Act, trying
from store.acts.submissions import Batch
from store.engine.store import Store
from store.reads.figures import effects
from store.reads.figures.status import status_since
from store.reads.view import LATEST, View, check_view

# What two runs of the same change may differ in: the numbers given out, and where a figure stood in its workbook.
_APART = ["submission_id", "sheet", "cell", "odd_reason"]


class Outdated(UserError):
    """What was shown is no longer what would be stored."""


@dataclass(frozen=True)
class Preview:
    """A change before it is made.

    `cells`: one row per reported cell (effects.cells). `statuses`: one row per measure and month whose status
    would change (effects.statuses). `before` and `after`: the rows of status.sql from the first month concerned
    to the view's. `token` names what is shown of the measures concerned: equal tokens, equal outcome. `version` is
    that of the store on which it was tried.
    """

    cells: pd.DataFrame
    statuses: pd.DataFrame
    before: pd.DataFrame
    after: pd.DataFrame
    token: str
    version: int

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The cells with what becomes of their statuses (store.reads.figures.effects.beside_statuses)."""
        return effects.beside_statuses(self.cells, self.before, self.after)

    @cached_property
    def elsewhere(self) -> pd.DataFrame:
        """Those of `statuses` that are of no reported cell: other measures, and later months."""
        reported = set(zip(self.cells["measure_id"], self.cells["month"], strict=True))
        places = zip(self.statuses["measure_id"], self.statuses["month"], strict=True)
        return self.statuses[[place not in reported for place in places]].reset_index(drop=True)

    def count(self, change: str) -> int:
        """How many cells are `new`, `changed` or `same`."""
        return int((self.cells["change"] == change).sum())

    @property
    def changes_nothing(self) -> bool:
        """Whether everything that is reported stands already."""
        return self.count("same") == len(self.cells)


def preview(store: Store, batch: Batch, view: View) -> Preview:
    """What accepting a batch would change, seen in the months up to the view's. Raises UserError like `submissions`."""
    check_view(store, view)
    with trying(store, batch[0][0].submitted_at) as act:
        return _tried(act, view, _first_month(batch), lambda: submissions.append_submissions(act, batch))[1]


def outcome(store: Store, batch: Batch, view: View) -> pd.DataFrame:
    """The rows of status.sql in the view's month if a batch were accepted: what a preview ends with, and no more."""
    check_view(store, view)
    with trying(store, batch[0][0].submitted_at) as act:
        submissions.append_submissions(act, batch)
        act.transaction.done_writing()
        return status_since(act.transaction, view, view.month)


def confirm(store: Store, batch: Batch, view: View, token: str, version: int | None = None) -> list[int]:
    """Accept a batch, all or none, if it comes out as the preview of this token said; returns the numbers.

    `version` is the preview's: while nothing was written since, it comes out the same, and is not judged once more.
    Raises Outdated, and stores nothing, where the figures concerned, their targets or rulings changed in between.
    """
    check_view(store, view)
    with submissions.submitting(store, batch) as act:
        if version == _version(act):
            return submissions.append_submissions(act, batch)
        numbers, found = _tried(act, view, _first_month(batch), lambda: submissions.append_submissions(act, batch))
        if found.token != token:
            raise Outdated("预览之后,已入库的相关数据有变动,没有入库。请按最新的预览核对后再确认。", title="数据有变动")
    return numbers


def preview_withdrawal(store: Store, number: int, at: dt.datetime, view: View) -> Preview:
    """What taking a submission back would change. Raises UserError where it is not there, or withdrawn already."""
    check_view(store, view)
    with trying(store, at, TRIAL.name) as act:
        found = act.transaction.query("submission_standing", number=number)
        first = view.month if found.empty else found["month"].iloc[0].date()

        def take_back() -> list[int]:
            submissions.append_withdrawal(act, number)
            return [number]

        return _tried(act, view, first, take_back)[1]


def view_over(store: Store, month: dt.date, view: View) -> View:
    """The view's months up to the latest of the year that has figures: a late figure may change later months too."""
    latest = store.query("latest_figure_month", region=view.region, year=month.year)["month"].iloc[0]
    last = month if pd.isna(latest) else max(month, latest.date())
    return View(last, view.region, view.preset)


def _first_month(batch: Batch) -> dt.date:
    return min(submission.month for submission, _ in batch)


def _tried(act: Act, view: View, first: dt.date, do: Callable[[], list[int]]) -> tuple[list[int], Preview]:
    """Do something in an act, and say what changed by it."""
    since, version = min(first, view.month), _version(act)
    before = status_since(act.transaction, view, since)
    numbers = do()
    act.transaction.done_writing()
    after = status_since(act.transaction, view, since)
    rows = act.transaction.query("submission_cells", numbers=numbers, before=min(numbers), as_of=LATEST)
    cells = effects.cells(rows, after)
    token = _token(cells, before, after)
    return numbers, Preview(cells, effects.statuses(before, after), before, after, token, version)


def _version(act: Act) -> int:
    """As of which write an act began: nobody else writes before it is done."""
    return int(act.transaction.query("store_version")["counter"].iloc[0])


def _token(cells: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame) -> str:
    """A digest of the cells and of all that is said of their measures, and of those that are compared with them."""
    reported = set(cells["measure_id"])
    digest = hashlib.sha256(_text(cells))
    for rows in (before, after):
        concerned = rows["measure_id"].isin(reported) | rows["reference_measure_id"].isin(reported)
        digest.update(_text(rows[concerned]))
    return digest.hexdigest()


def _text(rows: pd.DataFrame) -> bytes:
    plain: Any = rows.drop(columns=[name for name in _APART if name in rows]).to_csv(index=False)
    return str(plain).encode()
