"""What comes of the workbooks that are sent, computed again when the store, a workbook or an answer changes."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

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
from ui.cache.store_cache import cached


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


@cached(8)
def month_register(store: Store, month: dt.date) -> Register:
    """What the month's workbooks are compared with."""
    return commit.month_register(store, month)


def checked(books: Sequence[Read], month: dt.date, unit_id: str | None) -> list[Checked]:
    """What workbooks that were read say, and what is wrong with them."""
    return _checked(tuple(book.key for book in books), month, unit_id, books) if books else []


def preview(key: tuple[object, ...], batch: list[Approved], view: View) -> Preview | None:
    """What accepting a batch would change, up to the latest month with figures; None where every file stands already.

    `key` tells batches apart.
    """
    return _preview(key, view, batch)


@cached(16)
def withdrawal(store: Store, number: int, view: View) -> Preview:
    """What taking a submission back would change."""
    return what_if.preview_withdrawal(store, number, dt.datetime.now(), what_if.view_over(store, view.month, view))


@cached(64)
def accepted(store: Store, number: int) -> Accepted:
    """A submission with its figures."""
    return receipts.accepted(store, number)


# What was read of workbooks takes long to compare: the keys of their uploads stand for it.
@cached(16)
def _checked(
    store: Store, keys: tuple[object, ...], month: dt.date, unit_id: str | None, _books: Sequence[Read]
) -> list[Checked]:
    register = month_register(month)
    unit = register.unit_by_id[unit_id] if unit_id else None
    compared = [check_book(one.book, one.content, register, unit, one.answers) for one in _books]
    return commit.judged_all(store, compared, dt.datetime.now())


@cached(16)
def _preview(store: Store, key: tuple[object, ...], view: View, _batch: list[Approved]) -> Preview | None:
    return commit.preview_all(store, _batch, what_if.view_over(store, view.month, view))
