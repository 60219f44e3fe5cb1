"""What can be asked of the store, as frames. Each function is one question; the answers come from `store/queries`.

`as_of` is a moment: rows recorded, submitted or withdrawn after it do not exist yet. Months are first days.
"""

import datetime as dt

import pandas as pd

from metrics import terms
from metrics.errors import UserError
from store.engine.store import Store, query_text
from store.reads.view import LATEST, REGION, View, check_view


def status_course(store: Store, view: View) -> pd.DataFrame:
    """Every measure in every month of the year up to the view's: one row per measure and month (see status.sql).

    Raises UserError for an unknown region, preset or year.
    """
    check_view(store, view)
    rows = store.query(
        "status", region=view.region, month=view.month, first_month=view.month.replace(month=1, day=1),
        as_of=view.as_of, preset=view.preset,
    )  # fmt: skip
    return rows


def status_rows(store: Store, view: View, series: str | None = None) -> pd.DataFrame:
    """Every measure in the view's month: one row per measure. Raises UserError like `status_course`."""
    check_view(store, view)
    rows = store.query(
        "status", region=view.region, month=view.month, first_month=view.month, as_of=view.as_of, preset=view.preset
    )
    if series is None:
        return rows
    if series not in terms.SERIES:
        raise UserError(f"没有名为“{series}”的系列,可用:{'、'.join(terms.SERIES)}。", title="系列有误")
    return rows[rows["series"] == series].reset_index(drop=True)


def item_rows(store: Store, status: pd.DataFrame) -> pd.DataFrame:
    """One row per item and month of some rows of `status_course` or `status_rows` (see item_status.sql)."""
    return store.query_text(query_text("item_status"), {"status": status})


def unit_reporting(store: Store, status: pd.DataFrame) -> pd.DataFrame:
    """Per supplying unit: how many cells are due in the month of these `status_rows` and how many are in."""
    return store.query_text(query_text("unit_reporting"), {"status": status})


def opening_month(store: Store, year: int, region: str = REGION, as_of: dt.datetime = LATEST) -> dt.date:
    """The month that a screen opens with; January where nothing was ever reported."""
    course = status_course(store, View(dt.date(year, 12, 1), region=region, as_of=as_of))
    rows = store.query_text(query_text("latest_month"), {"status": course})
    return rows["month"].iloc[0].date() if len(rows) else dt.date(year, 1, 1)


def figure_history(store: Store, measure_ids: list[str], as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """Every figure ever accepted for some measures, newest first, with file, cell, sender and time."""
    return store.query("figure_history", measure_ids=measure_ids, as_of=as_of)


def measure_plan(store: Store, measure_ids: list[str], year: int, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """measure_id, month_no (1–12), plan_share, lower, upper, start_value: what is planned for all months of a year."""
    return store.query("measure_plan", measure_ids=measure_ids, year=year, as_of=as_of)


def structure_no(store: Store) -> int:
    """The number of the latest migration that the store has had: 3 of `0003_source.sql`."""
    rows = store.query_text("select max(name) as name from migration")
    return int(str(rows["name"].iloc[0]).split("_")[0])
