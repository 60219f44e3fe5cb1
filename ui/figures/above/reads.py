"""What 全市一览 reads, kept until anything in the store changes: the regions of one screen are many."""

import datetime as dt

from store.above import matrix as matrices
from store.above import regions
from store.above.matrix import Matrix
from store.above.roll_up import RollUp
from store.engine.store import Store
from store.reads.view import LATEST
from ui.cache import current
from ui.cache.store_cache import cached


def years(top: str) -> list[int]:
    """The years that regions below a place have targets for."""
    return _years(top, current.now().date())


# `today`: a draft comes into force on a day, and nothing is written then.
_years = cached(8, opening=current.opened)(regions.years)


@cached(8, opening=current.opened)
def _roll_up(store: Store, top: str, year: int, today: dt.date, as_of: dt.datetime) -> RollUp:
    return matrices.roll_up_below(store, top, year, as_of)


def home(top: str, year: int) -> dt.date:
    """The month that the screen opens with."""
    return matrices.latest_month(_roll_up(top, year, current.now().date(), LATEST), year)


def matrix(top: str, month: dt.date, as_of: dt.datetime = LATEST) -> Matrix:
    """The regions below a place in a month, as known at a moment."""
    return _matrix(top, month, current.now().date(), as_of)


@cached(16, opening=current.opened)
def _matrix(store: Store, top: str, month: dt.date, today: dt.date, as_of: dt.datetime) -> Matrix:
    return matrices.of_roll_up(store, _roll_up(top, month.year, today, as_of), top, month, month.year, as_of)
