"""What can be asked of the store, as frames. Each function is one question; the answers come from `store/queries`.

`as_of` is a moment: rows recorded, submitted or withdrawn after it do not exist yet. Months are first days.
"""

import datetime as dt

import pandas as pd

from metrics import terms
from metrics.errors import UserError
from store.engine.reader import Reader
from store.reads.view import LATEST, View, check_view


def status_course(reader: Reader, view: View) -> pd.DataFrame:
    """Every measure in every month of the year up to the view's: one row per measure and month (see status.sql).

    Raises UserError for an unknown region, preset or year.
    """
    check_view(reader, view)
    return status_since(reader, view, view.month.replace(month=1, day=1))


def status_since(reader: Reader, view: View, first: dt.date) -> pd.DataFrame:
    """`status_course` from a month on, of a view that has been checked."""
    return reader.query(
        "status", region=view.region, month=view.month, first_month=first, as_of=view.as_of, preset=view.preset
    )


def status_rows(reader: Reader, view: View, series: str | None = None) -> pd.DataFrame:
    """Every measure in the view's month: one row per measure. Raises UserError like `status_course`."""
    check_view(reader, view)
    return of_series(status_since(reader, view, view.month), series)


def of_series(rows: pd.DataFrame, series: str | None) -> pd.DataFrame:
    """The rows of one series, all where none is named. Raises UserError for one that there is not."""
    if series is None:
        return rows
    if series not in terms.SERIES:
        raise UserError(f"没有名为“{series}”的系列,可用:{'、'.join(terms.SERIES)}。", title="系列有误")
    return rows[rows["series"] == series].reset_index(drop=True)


def item_rows(reader: Reader, status: pd.DataFrame) -> pd.DataFrame:
    """One row per item and month of some rows of `status_course` or `status_rows` (see item_status.sql)."""
    return reader.query("item_status", {"status": status})


def unit_reporting(status: pd.DataFrame) -> pd.DataFrame:
    """unit_id, unit, cells_due, cells_in: of each supplying unit that owes cells for the month of these `status_rows`.

    What is done owes nothing more; what is not due, and a reference, owes nothing.
    """
    cells = _cells(status, ["supplier_unit_id", "supplier_unit"])
    cells = cells.rename(columns={"supplier_unit_id": "unit_id", "supplier_unit": "unit"})
    return cells.sort_values("unit", ignore_index=True)


def month_cells(course: pd.DataFrame) -> pd.DataFrame:
    """month, cells_due, cells_in: of each month of a course that has something due, in their order."""
    return _cells(course, ["month"])


def opening_month(course: pd.DataFrame, year: int) -> dt.date:
    """The month that a screen opens with, out of a year's whole course; January where nothing was ever reported.

    The latest in which at least half of the due cells are in, else the latest with any.
    """
    months = month_cells(course)
    begun = months[months["cells_in"] > 0]
    best = begun[2 * begun["cells_in"] >= begun["cells_due"]]["month"].max()
    month = begun["month"].max() if pd.isna(best) else best
    return dt.date(year, 1, 1) if pd.isna(month) else month.date()


def reported_months(course: pd.DataFrame) -> list[dt.date]:
    """The months of a year's course that have figures, in their order: what was done earlier is none of the month."""
    months = month_cells(course)
    return [month.date() for month in months.loc[months["cells_in"] > 0, "month"]]


def _cells(status: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    owed = status.loc[status["is_owed"], [*by, "computed_status"]]
    is_in = (owed["computed_status"] != "not_reported").groupby([owed[column] for column in by], dropna=False)
    return pd.DataFrame({"cells_due": is_in.size(), "cells_in": is_in.sum()}).reset_index()


def figure_history(reader: Reader, measure_ids: list[str], as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """Every figure ever accepted for some measures, newest first, with file, cell, sender and time."""
    return reader.query("figure_history", measure_ids=measure_ids, as_of=as_of)


def structure_no(reader: Reader) -> int:
    """The number of the latest migration that the store has had: 3 of `0003_source.sql`."""
    rows = reader.query("latest_migration")
    return int(str(rows["name"].iloc[0]).split("_")[0])
