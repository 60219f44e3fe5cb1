"""What the reporting screen computes of the store and of the workbooks sent, kept until one of them changes."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from loaders.accept import commit
from loaders.accept.commit import Approved
from loaders.check.actuals import check_book
from loaders.check.result import Checked
from loaders.files.workbook import Book
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


@kept(8)
def month_register(store: Store, month: dt.date) -> Register:
    """What the month's workbooks are compared with."""
    return commit.month_register(store, month)


def checked(read: Sequence[Read], month: dt.date, unit_id: str | None) -> list[Checked]:
    """What workbooks that were read say, and what is wrong with them."""
    store = current.store()
    return _checked(_of(store), tuple(one.key for one in read), month, unit_id, store, read) if read else []


def preview(key: tuple[object, ...], batch: list[Approved], view: View) -> Preview | None:
    """What accepting a batch would change, up to the latest month with figures; None where every file stands already.

    `key` tells batches apart.
    """
    store = current.store()
    return _preview(_of(store), key, view, store, batch)


@kept(16)
def withdrawal(store: Store, number: int, view: View) -> Preview:
    """What taking a submission back would change."""
    return what_if.preview_withdrawal(store, number, dt.datetime.now(), what_if.view_over(store, view.month, view))


@kept(64)
def accepted(store: Store, number: int) -> Accepted:
    """A submission with its figures."""
    return receipts.accepted(store, number)


def _of(store: Store) -> tuple[str, int]:
    return store.identity, store.version


# Not `kept`: workbooks are told apart by the keys of their uploads, since hashing what was read takes too long.
@st.cache_resource(max_entries=16, show_spinner=False)
def _checked(
    of: tuple[str, int], keys: tuple[object, ...], month: dt.date, unit_id: str | None, _store: Store,
    _read: Sequence[Read],
) -> list[Checked]:  # fmt: skip
    register = month_register(month)
    unit = register.unit_by_id[unit_id] if unit_id else None
    found = [check_book(one.book, one.content, register, unit, one.answers) for one in _read]
    return commit.judged_all(_store, found, dt.datetime.now())


@st.cache_resource(max_entries=16, show_spinner=False)
def _preview(
    of: tuple[str, int], key: tuple[object, ...], view: View, _store: Store, _batch: list[Approved]
) -> Preview | None:
    return commit.preview_all(_store, _batch, what_if.view_over(_store, view.month, view))
