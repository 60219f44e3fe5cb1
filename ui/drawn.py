"""The figures of the series' screens with their alt sentences, kept like the reads they are made from (ui/cached)."""

from typing import NamedTuple

import plotly.graph_objects as go

from metrics import counting, terms
from metrics.backlog import only
from store.reads import View
from store.store import Store
from ui import cached
from ui.charts import counts, groups, measure_course
from ui.kept import kept


class Drawn(NamedTuple):
    """A figure and the sentence that stands for it. Shared between sessions: never change it."""

    figure: go.Figure
    alt: str


@kept()
def series_bar(store: Store, view: View, series: str) -> Drawn:
    """The counts of a series."""
    tally = cached.month_snapshot(view).tally_of(series)
    return Drawn(counts.counts_bar(tally), counts.counts_alt(tally, terms.SERIES[series]))


@kept(128)
def group_bars(
    store: Store, view: View, series: str, column: str, chosen: dict[str, str | None], status: str | None, what: str
) -> Drawn | None:
    """The counts by category or lead unit of what the other choices leave; None where that is nothing."""
    rows = only(cached.series_items(view, series), {**chosen, column: None}, status)
    if rows.empty:
        return None
    table = counting.tally_by(rows, column)
    figure = groups.group_bars(table, column, chosen[column], names_above=column == "category")
    return Drawn(figure, groups.group_bars_alt(table, column, what))


@kept(256)
def course(store: Store, view: View, series: str, code: str, measure_id: str) -> Drawn:
    """A measure of an open item over the year."""
    dossier = cached.dossier(view, series, code)
    assert dossier is not None  # it is open
    measure, months = dossier.by_id[measure_id], dossier.months_of(measure_id)
    reference = measure["reference_measure_id"]
    figure = measure_course.measure_course(measure, months, dossier.months_of(reference) if reference else None)
    return Drawn(figure, measure_course.measure_course_alt(measure, months))
