"""Reads for the screens, kept until the store's version changes. What comes back is shared: never change it."""

import datetime as dt

import pandas as pd
import streamlit as st

from store import reads, snapshot
from store.reads import View
from store.snapshot import Snapshot
from store.store import Store
from ui import current


def month_snapshot(view: View) -> Snapshot:
    """The snapshot of a view."""
    store = current.store()
    return _snapshot(store, store.version, view)


def reported_texts(view: View) -> pd.DataFrame:
    """What was reported in words with the month's figures (see store.snapshot.texts)."""
    store = current.store()
    return _texts(store, store.version, view)


def figure_history(measure_ids: tuple[str, ...], as_of: dt.datetime) -> pd.DataFrame:
    """Every figure ever accepted for some measures, newest first, with file, cell, sender and time."""
    store = current.store()
    return _history(store, store.version, measure_ids, as_of)


def thresholds() -> pd.DataFrame:
    """The numbers of the status rule in force, for every preset."""
    store = current.store()
    return _thresholds(store, store.version)


def opening_month(year: int) -> dt.date:
    """The month that a screen opens with."""
    store = current.store()
    return _opening_month(store, store.version, year)


def years() -> list[int]:
    """The years that have targets."""
    store = current.store()
    return _years(store, store.version)


# cache_resource, not cache_data: the frames are large and only read, and a copy of each on every run costs more than
# the run. The store itself is not hashed: its version is the key, and there is one store per process.
@st.cache_resource(max_entries=32, show_spinner=False)
def _snapshot(_store: Store, version: int, view: View) -> Snapshot:
    return snapshot.take(_store, view)


@st.cache_resource(max_entries=32, show_spinner=False)
def _texts(_store: Store, version: int, view: View) -> pd.DataFrame:
    return snapshot.texts(_store, month_snapshot(view))


@st.cache_resource(max_entries=256, show_spinner=False)
def _history(_store: Store, version: int, measure_ids: tuple[str, ...], as_of: dt.datetime) -> pd.DataFrame:
    return reads.figure_history(_store, list(measure_ids), as_of)


@st.cache_resource(max_entries=4, show_spinner=False)
def _thresholds(_store: Store, version: int) -> pd.DataFrame:
    return reads.thresholds(_store)


@st.cache_resource(max_entries=16, show_spinner=False)
def _opening_month(_store: Store, version: int, year: int) -> dt.date:
    return reads.opening_month(_store, year)


@st.cache_resource(max_entries=4, show_spinner=False)
def _years(_store: Store, version: int) -> list[int]:
    return reads.years(_store)
