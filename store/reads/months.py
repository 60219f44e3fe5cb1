"""The months of a year as they stand: without figures, partly in, in, closed; and which year a screen opens with."""

import datetime as dt

import pandas as pd

from store.engine.reader import Reader
from store.engine.records import records
from store.reads.figures.status import month_cells
from store.reads.reporting.closed_months import history
from store.reads.view import REGION, REPORTED, home_rule

NO_FIGURES, PARTLY, IN, CLOSED = "无数据", "部分", "已报", "已封账"


def month_marks(reader: Reader, course: pd.DataFrame, year: int, region: str = REGION) -> dict[dt.date, str]:
    """The mark of each month of a year, out of its whole course. `IN`: every figure that was due in it."""
    cells = {row["month"]: row for row in records(month_cells(course))}
    told = {moment.date() for moment in pd.to_datetime(course.loc[course["actual_month"] == course["month"], "month"])}
    locks = records(history(reader, year, region).sort_values("recorded_at"))
    closed = {row["month"]: bool(row["is_locked"]) for row in locks}
    marks = {}
    for number in range(1, 13):
        month = dt.date(year, number, 1)
        row = cells.get(month, {"cells_due": 0, "cells_in": 0})
        is_in = month in told and row["cells_in"] == row["cells_due"]
        marks[month] = IN if is_in else PARTLY if month in told else NO_FIGURES
        if closed.get(month):
            marks[month] = CLOSED
    return marks


def home_year(reader: Reader, years: list[int], today: dt.date, region: str = REGION) -> int:
    """The year of some that a screen opens with: the newest that has reports, so that a new one waits for its first.

    Where none has any, and where the region goes by the calendar: the one that it is today, else the newest before.
    """
    reported = [int(year) for year in reader.query("figure_years", region=region)["year"] if year in years]
    if reported and home_rule(reader, region) == REPORTED:
        return max(reported)
    return max((year for year in years if year <= today.year), default=max(years))
