"""Reads for the screens, kept until the store's version changes. What comes back is shared: never change it."""

import datetime as dt

import pandas as pd
import streamlit as st

from store import boards, dossiers, reads, snapshot
from store import indicators as indicator_rows
from store.indicators import Indicators
from store.provenance import Provenance
from store.provenance import provenance as provenance_of
from store.reads import View
from store.records import records
from store.snapshot import Snapshot
from store.store import Store
from ui import current
from ui.charts import indicator_screen, overview_screen
from ui.charts.indicator_screen import Opened
from ui.charts.overview_screen import OverviewCharts


def month_snapshot(view: View) -> Snapshot:
    """The snapshot of a view."""
    store = current.store()
    return _snapshot(store, store.version, view)


def reported_texts(view: View) -> pd.DataFrame:
    """What was reported in words with the month's figures (see store.snapshot.texts)."""
    store = current.store()
    return _texts(store, store.version, view)


def behind_rows(view: View) -> pd.DataFrame:
    """What is behind, worst first, with what was reported of it (see store.boards.behind_rows)."""
    store = current.store()
    return _behind(store, store.version, view)


def recovered_rows(view: View) -> pd.DataFrame:
    """What was behind the month before and is well now (see store.boards.recovered_rows)."""
    store = current.store()
    return _recovered(store, store.version, view)


def owing_rows(view: View) -> pd.DataFrame:
    """What is due and not reported (see store.boards.owing_rows)."""
    store = current.store()
    return _owing(store, store.version, view)


def unit_board(view: View) -> pd.DataFrame:
    """How each lead unit stands (see store.boards.unit_board)."""
    store = current.store()
    return _unit_board(store, store.version, view)


def provenance(view: View) -> Provenance:
    """Where everything comes from (see store.provenance)."""
    store = current.store()
    return _provenance(store, store.version, view)


def submissions(as_of: dt.datetime) -> pd.DataFrame:
    """Every submission, newest first, with its withdrawal where there is one."""
    store = current.store()
    return _submissions(store, store.version, as_of)


def series_items(view: View, series: str) -> pd.DataFrame:
    """The items of a series, each beside its worst measure (see store.dossiers.series_items)."""
    store = current.store()
    return _series_items(store, store.version, view, series)


def dossier(view: View, series: str, code: str) -> dossiers.Dossier | None:
    """Everything that is known of an item of a series; None where the series has no item of that code."""
    store = current.store()
    return _dossier(store, store.version, view, series, code)


def indicators(view: View) -> Indicators:
    """The main targets with what stands beside them (see store.indicators.take)."""
    store = current.store()
    return _indicators(store, store.version, view)


def overview_charts(view: View) -> OverviewCharts:
    """The figures of the overview (see ui.charts.overview_screen)."""
    store = current.store()
    return _overview_charts(store, store.version, view)


def opened_indicator(view: View, code: str) -> Opened:
    """What the main targets' screen shows with an item open (see ui.charts.indicator_screen)."""
    store = current.store()
    return _opened_indicator(store, store.version, view, code)


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


@st.cache_resource(max_entries=32, show_spinner=False)
def _behind(_store: Store, version: int, view: View) -> pd.DataFrame:
    return boards.behind_rows(month_snapshot(view), reported_texts(view))


@st.cache_resource(max_entries=32, show_spinner=False)
def _recovered(_store: Store, version: int, view: View) -> pd.DataFrame:
    return boards.recovered_rows(month_snapshot(view))


@st.cache_resource(max_entries=32, show_spinner=False)
def _owing(_store: Store, version: int, view: View) -> pd.DataFrame:
    return boards.owing_rows(month_snapshot(view))


@st.cache_resource(max_entries=32, show_spinner=False)
def _unit_board(_store: Store, version: int, view: View) -> pd.DataFrame:
    return boards.unit_board(month_snapshot(view))


@st.cache_resource(max_entries=32, show_spinner=False)
def _provenance(_store: Store, version: int, view: View) -> Provenance:
    return provenance_of(_store, month_snapshot(view))


@st.cache_resource(max_entries=4, show_spinner=False)
def _submissions(_store: Store, version: int, as_of: dt.datetime) -> pd.DataFrame:
    return reads.submission_list(_store, as_of)


@st.cache_resource(max_entries=64, show_spinner=False)
def _series_items(_store: Store, version: int, view: View, series: str) -> pd.DataFrame:
    return dossiers.series_items(month_snapshot(view), series)


@st.cache_resource(max_entries=128, show_spinner=False)
def _dossier(_store: Store, version: int, view: View, series: str, code: str) -> dossiers.Dossier | None:
    items = series_items(view, series)
    found = records(items[items["code"] == code])
    return dossiers.open_dossier(_store, month_snapshot(view), found[0]) if found else None


@st.cache_resource(max_entries=32, show_spinner=False)
def _indicators(_store: Store, version: int, view: View) -> Indicators:
    return indicator_rows.take(_store, month_snapshot(view))


@st.cache_resource(max_entries=128, show_spinner=False)
def _opened_indicator(_store: Store, version: int, view: View, code: str) -> Opened:
    return indicator_screen.opened(indicators(view), code)


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


@st.cache_resource(max_entries=32, show_spinner=False)
def _overview_charts(_store: Store, version: int, view: View) -> OverviewCharts:
    return overview_screen.draw(month_snapshot(view))
