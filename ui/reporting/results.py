"""What comes of the workbooks that are sent, computed again when the store, a workbook or an answer changes."""

import datetime as dt

from loaders.accept import standing, trial
from loaders.accept.approval import Approved
from loaders.accept.commit import preview_all
from loaders.check.result import Checked
from loaders.register import Register
from loaders.table.questions import Answers
from store.acts import what_if
from store.acts.what_if import Preview
from store.engine.store import Store
from store.reads.reporting import receipts
from store.reads.view import View
from ui.cache import current, reads
from ui.cache.store_cache import cached
from ui.reporting.drafts import Upload

Key = tuple[object, ...]


accepted = cached(64)(receipts.accepted)


@cached(8)
def month_register(store: Store, month: dt.date) -> Register:
    """What the month's workbooks are compared with."""
    return standing.month_register(store, month, course=reads.year_as_it_stands(month.year, store.region))


def key_of(upload: Upload, answers: Answers, month: dt.date, unit_id: str | None) -> Key:
    """Tells apart what a check comes out as: the file, what was said of it, and what it is compared with."""
    answered = tuple(sorted(answers.columns.items())), tuple(sorted(answers.rows.items()))
    store = current.store()
    return store.identity, store.version, upload.file_id, answered, month, unit_id


@cached(16)
def withdrawal(store: Store, number: int, view: View) -> Preview:
    """What taking a submission back would change."""
    return what_if.preview_withdrawal(store, number, store.now(), what_if.view_over(store, view.month, view))


# What was read of workbooks takes long to compare: the keys of their uploads stand for it.
@cached(16)
def judged(store: Store, keys: tuple[Key, ...], _checked: list[Checked]) -> list[Checked]:
    """What was checked with what only the status rule can tell, of all together. `keys`: `key_of` each."""
    return trial.judged_all(store, _checked, store.now())


@cached(16)
def preview(store: Store, key: Key, view: View, _batch: list[Approved]) -> Preview | None:
    """What accepting a batch would change, up to the latest month with figures; None where every file stands already.

    `key` tells batches apart.
    """
    return preview_all(store, _batch, what_if.view_over(store, view.month, view))
