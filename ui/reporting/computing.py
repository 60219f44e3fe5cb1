"""What the reporting screen computes of the store and of the workbooks sent, kept until one of them changes."""

import datetime as dt

import streamlit as st

from loaders.accept import commit
from loaders.accept.commit import Approved
from loaders.check.actuals import check
from loaders.check.result import Checked
from loaders.files.reader import Reader
from loaders.register import Register
from loaders.table.questions import Answers
from store.acts import what_if
from store.acts.what_if import Preview
from store.engine.store import Store
from store.reads.reporting import receipts
from store.reads.reporting.receipts import Accepted
from store.reads.view import View
from ui.cache import current
from ui.cache.keeping import kept
from ui.reporting.drafts import Upload

Key = tuple[object, ...]


@kept(8)
def month_register(store: Store, month: dt.date) -> Register:
    """What the month's workbooks are compared with."""
    return commit.month_register(store, month)


def key_of(upload: Upload, answers: Answers, month: dt.date, unit_id: str | None) -> Key:
    """Tells apart what a check comes out as: the file, what was said of it, and what it is compared with."""
    said = tuple(sorted(answers.columns.items())), tuple(sorted(answers.rows.items()))
    return _of(current.store()), upload.file_id, said, month, unit_id


def check_one(upload: Upload, answers: Answers, month: dt.date, unit_id: str | None, reader: Reader) -> Checked:
    """What a workbook says and what is wrong with it, found out in a child."""
    return check(upload.content, upload.name, month_register(month), reader, unit_id, answers)


def judged(keys: tuple[Key, ...], found: list[Checked]) -> list[Checked]:
    """The same with what only the status rule can tell, of all together. `keys`: `key_of` each."""
    return _judged(keys, current.store(), found) if found else []


def preview(key: tuple[object, ...], batch: list[Approved], view: View) -> Preview | None:
    """What accepting a batch would change, up to the latest month with figures; None where every file stands already.

    `key` tells batches apart.
    """
    store = current.store()
    return _preview(_of(store), key, view, store, batch)


@kept(16)
def withdrawal(store: Store, number: int, view: View) -> Preview:
    """What taking a submission back would change."""
    return what_if.preview_withdrawal(store, number, store.now(), what_if.view_over(store, view.month, view))


@kept(64)
def accepted(store: Store, number: int) -> Accepted:
    """A submission with its figures."""
    return receipts.accepted(store, number)


def _of(store: Store) -> tuple[str, int]:
    return store.identity, store.version


# Not `kept`: workbooks are told apart by their keys, since hashing what was read takes too long.
@st.cache_resource(max_entries=16, show_spinner=False)
def _judged(keys: tuple[Key, ...], _store: Store, _found: list[Checked]) -> list[Checked]:
    return commit.judged_all(_store, _found, _store.now())


@st.cache_resource(max_entries=16, show_spinner=False)
def _preview(
    of: tuple[str, int], key: tuple[object, ...], view: View, _store: Store, _batch: list[Approved]
) -> Preview | None:
    return commit.preview_all(_store, _batch, what_if.view_over(_store, view.month, view))
