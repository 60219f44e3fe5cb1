"""The rows of metrics.rows are what the queries and the frames made of them really hold."""

import datetime as dt
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pandas as pd
import pytest

from metrics import rows as typed
from store.engine.reader import query_text
from store.engine.records import records
from store.engine.store import Store
from store.reads.figures import boards, dossiers, indicators, snapshot, whole_table
from store.reads.figures.status import figure_history, status_rows
from store.reads.view import View
from tests import stores
from tests.pages.stores import autumn
from tests.pages.stores.autumn import SEPTEMBER

_PYTHON = {
    "VARCHAR": str, "INTEGER": int, "BIGINT": int, "DOUBLE": float, "BOOLEAN": bool, "DATE": dt.date,
    "TIMESTAMP": dt.datetime,
}  # fmt: skip


@pytest.fixture(scope="module")
def store() -> Store:
    return autumn.two_months()


def fields(row: type) -> dict[str, type]:
    """Each field's type; of one that may be missing, the type that it has where it is there."""
    hints = get_type_hints(row, include_extras=True)
    return {name: get_args(hint)[1] if get_origin(hint) is Annotated else hint for name, hint in hints.items()}


def selected(store: Store, name: str, frames: dict[str, pd.DataFrame] | None = None, **values: Any) -> dict[str, type]:
    """The select list of a query with its types, as the database describes it."""
    listed = store.query_text(f"describe {query_text(name)}", frames, **values)
    return {row["column_name"]: _PYTHON[row["column_type"]] for row in records(listed)}


def status_values(view: View) -> dict[str, Any]:
    return {
        "region": view.region, "month": view.month, "first_month": view.month, "as_of": view.as_of,
        "preset": view.preset,
    }  # fmt: skip


@stores.of_duckdb
def test_a_status_row_is_the_select_list_of_the_status_query(store: Store) -> None:
    assert selected(store, "status", **status_values(SEPTEMBER)) == fields(typed.StatusRow)


@stores.of_duckdb
def test_a_row_of_the_course_of_targets_is_the_select_list_of_its_query(store: Store) -> None:
    listed = selected(store, "target_course", region="x", measure_ids=["x"], year=2023, as_of=SEPTEMBER.as_of)
    assert listed == fields(typed.StepRow)


@stores.of_duckdb
def test_an_item_row_is_the_select_list_of_the_item_query(store: Store) -> None:
    frame = status_rows(store, SEPTEMBER).astype({"leader": "str"})  # a column of None alone would have no type
    listed = selected(store, "item_status", {"status": frame})
    # A frame's dates are moments to the query; `records` makes them dates again.
    assert {**listed, "month": dt.date} == fields(typed.ItemRow)


def test_the_rows_with_words_have_the_columns_of_the_frames_that_screens_and_briefings_read(store: Store) -> None:
    taken = snapshot.take(store, SEPTEMBER)
    behind = boards.behind_rows(taken, snapshot.texts(store, taken))
    facts = indicators.take(store, taken)
    series = dossiers.series_items(taken, "livelihood")
    item = records(series, typed.SeriesItemRow)[0]
    dossier = dossiers.open_dossier(store, taken, item)
    history = figure_history(store, list(taken.all_measures["measure_id"]), SEPTEMBER.as_of)
    frames = {
        typed.ToldRow: taken.all_measures,
        typed.ToldItemRow: taken.items,
        typed.BehindRow: behind,
        typed.IndicatorRow: facts.measures,
        typed.SeriesItemRow: series,
        typed.MeasureRow: dossier.measures,
        typed.CourseRow: dossier.months,
        typed.ReportedRow: snapshot.latest_texts(history, SEPTEMBER.month),
        typed.WholeRow: whole_table.whole_table(taken, history),
        typed.HistoryRow: facts.revisions,
    }
    for row, frame in frames.items():
        assert set(fields(row)) - set(frame) == set(), row.__name__
    for row in (typed.ToldRow, typed.IndicatorRow, typed.ToldItemRow, typed.SeriesItemRow, typed.MeasureRow):
        assert set(frames[row]) - set(fields(row)) == set(), row.__name__
