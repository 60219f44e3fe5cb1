"""The figures of the series' screens with their alt sentences, kept like the reads they are made from (ui/cached)."""

from typing import NamedTuple

import plotly.graph_objects as go
import streamlit as st

from metrics import counting, terms
from metrics.backlog import only
from store.dossiers import Dossier
from store.reads import View
from ui import cached, current
from ui.charts import counts, groups, measure_course


class Drawn(NamedTuple):
    """A figure and the sentence that stands for it. Shared between sessions: never change it."""

    figure: go.Figure
    alt: str


def series_bar(view: View, series: str) -> Drawn:
    """The counts of a series."""
    return _series_bar(current.store().version, view, series)


def group_bars(
    view: View, series: str, column: str, chosen: dict[str, str | None], status: str | None, what: str
) -> Drawn | None:
    """The counts by category or lead unit of what the other choices leave; None where that is nothing."""
    return _group_bars(current.store().version, view, series, column, tuple(chosen.items()), status, what)


def course(view: View, series: str, dossier: Dossier, measure_id: str) -> Drawn:
    """A measure of an open item over the year."""
    return _course(current.store().version, view, series, dossier.item["code"], measure_id)


@st.cache_resource(max_entries=32, show_spinner=False)
def _series_bar(version: int, view: View, series: str) -> Drawn:
    tally = cached.month_snapshot(view).tally_of(series)
    return Drawn(counts.counts_bar(tally), counts.counts_alt(tally, terms.SERIES[series]))


@st.cache_resource(max_entries=128, show_spinner=False)
def _group_bars(
    version: int, view: View, series: str, column: str, chosen: tuple[tuple[str, str | None], ...], status: str | None,
    what: str,
) -> Drawn | None:  # fmt: skip
    others = {**dict(chosen), column: None}
    rows = only(cached.series_items(view, series), others, status)
    if rows.empty:
        return None
    table = counting.tally_by(rows, column)
    figure = groups.group_bars(table, column, dict(chosen)[column], names_above=column == "category")
    return Drawn(figure, groups.group_bars_alt(table, column, what))


@st.cache_resource(max_entries=256, show_spinner=False)
def _course(version: int, view: View, series: str, code: str, measure_id: str) -> Drawn:
    dossier = cached.dossier(view, series, code)
    assert dossier is not None  # it is open
    measure, months = dossier.by_id[measure_id], dossier.months_of(measure_id)
    reference = measure["reference_measure_id"]
    figure = measure_course.measure_course(measure, months, dossier.months_of(reference) if reference else None)
    return Drawn(figure, measure_course.measure_course_alt(measure, months))
