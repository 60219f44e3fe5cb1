"""What 全市一览 reads, kept until anything in the store changes: the regions of one screen are many."""

import datetime as dt

from store.above import matrix as matrices
from store.above import regions
from store.above.matrix import Matrix
from store.above.roll_up import RollUp
from store.engine.store import Store
from store.reads import places
from ui.cache import current
from ui.cache.store_cache import cached


@cached(4, opening=current.opened)
def names(store: Store) -> dict[str, str]:
    """What the places are called that are looked down from, by their codes."""
    named = places.places(store)
    return {top: regions.place_of(named, top).short_name for top in regions.tops(store)}


@cached(8, opening=current.opened)
def years(store: Store, top: str) -> list[int]:
    """The years that regions below a place have targets for."""
    return regions.years(store, top, store.now().date())


@cached(8, opening=current.opened)
def _roll_up(store: Store, top: str, year: int) -> RollUp:
    return matrices.roll_up_below(store, top, year)


def home(top: str, year: int) -> dt.date:
    """The month that the screen opens with."""
    return matrices.latest_month(_roll_up(top, year), year)


@cached(16, opening=current.opened)
def matrix(store: Store, top: str, month: dt.date) -> Matrix:
    """The regions below a place in a month."""
    return matrices.of_roll_up(store, _roll_up(top, month.year), top, month, month.year)
