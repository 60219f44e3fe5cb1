"""What the reporting screen computes of the store and of the workbooks sent, kept until one of them changes."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from loaders import commit
from loaders.actuals import check_book
from loaders.checked import Checked
from loaders.commit import Approved
from loaders.known import Known
from loaders.questions import Answers
from loaders.workbook import Book
from store import receipts, what_if
from store.reads import View
from store.receipts import Accepted
from store.store import Store
from store.what_if import Preview
from ui import current


class Read(NamedTuple):
    """An upload as read, with what was said of it."""

    file_id: str
    book: Book
    content: bytes
    answers: Answers

    @property
    def key(self) -> tuple[object, ...]:
        """Tells uploads and answers apart."""
        return self.file_id, tuple(sorted(self.answers.columns.items())), tuple(sorted(self.answers.rows.items()))


def known(month: dt.date) -> Known:
    """What the month's workbooks are compared with."""
    store = current.store()
    return _known(store, store.version, month)


def checked(read: Sequence[Read], month: dt.date, unit_id: str | None) -> list[Checked]:
    """What workbooks that were read say, and what is wrong with them."""
    store = current.store()
    return _checked(store, store.version, tuple(one.key for one in read), month, unit_id, read) if read else []


def preview(key: tuple[object, ...], batch: list[Approved], view: View) -> Preview | None:
    """What accepting a batch would change; None where every file stands already. `key` tells batches apart."""
    store = current.store()
    return _preview(store, store.version, key, what_if.view_over(store, view.month, view), batch)


def withdrawal(number: int, view: View) -> Preview:
    """What taking a submission back would change."""
    store = current.store()
    return _withdrawal(store, store.version, number, what_if.view_over(store, view.month, view))


def accepted(number: int) -> Accepted:
    """A submission with its figures."""
    store = current.store()
    return _accepted(store, store.version, number)


@st.cache_resource(max_entries=8, show_spinner=False)
def _known(_store: Store, version: int, month: dt.date) -> Known:
    return commit.known(_store, month)


@st.cache_resource(max_entries=16, show_spinner=False)
def _checked(
    _store: Store, version: int, keys: tuple[object, ...], month: dt.date, unit_id: str | None, _read: Sequence[Read]
) -> list[Checked]:
    known_now = known(month)
    unit = known_now.unit_by_id[unit_id] if unit_id else None
    found = [check_book(one.book, one.content, known_now, unit, one.answers) for one in _read]
    return commit.judged_all(_store, found, dt.datetime.now())


@st.cache_resource(max_entries=16, show_spinner=False)
def _preview(
    _store: Store, version: int, key: tuple[object, ...], view: View, _batch: list[Approved]
) -> Preview | None:
    return commit.preview_all(_store, _batch, view)


@st.cache_resource(max_entries=16, show_spinner=False)
def _withdrawal(_store: Store, version: int, number: int, view: View) -> Preview:
    return what_if.preview_withdrawal(_store, number, dt.datetime.now(), view)


@st.cache_resource(max_entries=64, show_spinner=False)
def _accepted(_store: Store, version: int, number: int) -> Accepted:
    return receipts.accepted(_store, number)
