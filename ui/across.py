"""What the screens across all series show of one choice, with its figures: made once and kept, like ui/cached."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from metrics import backlog, counting
from metrics.counting import Tally
from store import boards
from store.reads import View
from store.records import Record, records
from ui import cached, current
from ui.charts import behind as behind_charts
from ui.charts import counts
from ui.charts import units as unit_charts
from ui.charts.overview_screen import Chart

TOP_UNITS = 10


@dataclass(frozen=True)
class Backlog:
    """What is behind under some filters, what recovered, what is owed, and the bars by unit and by category."""

    rows: pd.DataFrame
    counts: backlog.Summary
    recovered: pd.DataFrame
    owing: pd.DataFrame
    owing_units: pd.DataFrame
    by_unit: Chart
    by_category: Chart


@dataclass(frozen=True)
class UnitPage:
    """One lead unit: its row of the board, its items, what of it is behind or owed, what it sent, its figures."""

    row: Record
    items: pd.DataFrame
    tally: Tally
    behind: pd.DataFrame
    owing: pd.DataFrame
    sent: pd.DataFrame
    bar: Chart
    course: Chart


def filtered(view: View, chosen: dict[str, str | None], status: str | None) -> Backlog:
    """What the filters leave; `chosen` are values of columns, `status` a status' word, None chooses all."""
    return _filtered(current.store().version, view, tuple(chosen.items()), status)


def unit_page(view: View, unit: str) -> UnitPage:
    """All of a lead unit's own page."""
    return _unit_page(current.store().version, view, unit)


def board_bars(view: View) -> Chart:
    """The bars of all lead units."""
    return _board_bars(current.store().version, view)


@st.cache_resource(max_entries=128, show_spinner=False)
def _filtered(version: int, view: View, chosen: tuple[tuple[str, str | None], ...], status: str | None) -> Backlog:
    rows = backlog.only(cached.behind_rows(view), dict(chosen), status)
    owing = backlog.only(cached.owing_rows(view), dict(chosen))
    by_unit = backlog.behind_by(rows, "lead_unit").head(TOP_UNITS)
    by_category = backlog.behind_by(rows, "category")
    return Backlog(
        rows=rows,
        counts=backlog.summary(rows),
        recovered=backlog.only(cached.recovered_rows(view), dict(chosen)),
        owing=owing,
        owing_units=boards.owing_units(owing, cached.month_snapshot(view).reporting),
        by_unit=(
            behind_charts.behind_bars(by_unit, "lead_unit"),
            behind_charts.behind_bars_alt(by_unit, "lead_unit", "各单位"),
        ),
        by_category=(
            behind_charts.behind_bars(by_category, "category", row_height=17),
            behind_charts.behind_bars_alt(by_category, "category", "各类别"),
        ),
    )


@st.cache_resource(max_entries=128, show_spinner=False)
def _unit_page(version: int, view: View, unit: str) -> UnitPage:
    snapshot, board = cached.month_snapshot(view), cached.unit_board(view)
    items, course = boards.unit_items(snapshot, unit), boards.unit_course(snapshot, unit)
    tally = counting.tally(items["status"])
    behind, owing = cached.behind_rows(view), cached.owing_rows(view)
    return UnitPage(
        row=records(board[board["unit_name"] == unit])[0],
        items=items,
        tally=tally,
        behind=behind[behind["lead_unit"] == unit],
        owing=owing[owing["supplier_unit"] == unit],
        sent=boards.submission_rows(cached.submissions(view.as_of), unit, view.month.year),
        bar=(counts.counts_bar(tally), counts.counts_alt(tally, unit)),
        course=(counts.counts_course(course), counts.course_alt(course, unit)),
    )


@st.cache_resource(max_entries=32, show_spinner=False)
def _board_bars(version: int, view: View) -> Chart:
    board = cached.unit_board(view)
    return unit_charts.unit_bars(board), unit_charts.unit_bars_alt(board)
