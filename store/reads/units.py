"""Who reports, and the publications that targets were taken from."""

import datetime as dt

import pandas as pd

from store.engine.store import Store
from store.reads.view import LATEST


def unit_rows(store: Store) -> pd.DataFrame:
    """unit_id, name and aliases (joined by 、, None for none) of every unit."""
    return store.query("units")


def sources(store: Store, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """The publications that targets and figures were taken from: source_id, title, published_on, publisher."""
    return store.query("sources", as_of=as_of)
