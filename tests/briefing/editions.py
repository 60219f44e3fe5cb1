"""Drafts of the autumn's stores with all that their pictures are made from, taken once."""

import datetime as dt
from functools import cache

from briefing import material
from briefing.details import Details
from briefing.material import Material
from store.engine.store import Store
from store.reads import editions
from store.reads.view import View
from tests.pages.stores import autumn

MADE_AT = dt.datetime(2023, 10, 12, 9)
STORES = {"two months": autumn.two_months, "targets alone": autumn.targets_alone}
# A store and a month; before August the two stores have the same pages and charts.
EDITIONS = [("two months", 9), ("two months", 12), *(("targets alone", month) for month in (1, 6, 9, 12))]


@cache
def store(name: str) -> Store:
    return STORES[name]()


@cache
def taken(name: str, month: int) -> tuple[Material, Details]:
    """The material and the details of a month of a store."""
    opened = store(name)
    found = material.take(opened, editions.draft(opened, View(dt.date(2023, month, 1)), "区目标办", MADE_AT))
    return found, Details(opened, found)
