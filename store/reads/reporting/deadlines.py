"""Until when a month's figures are due, and which unit may send later."""

import datetime as dt

import pandas as pd

from metrics.arithmetic.reporting_rates import DEADLINE_DAY
from store.engine.reader import Reader
from store.reads.view import LATEST, REGION


def month_deadlines(
    reader: Reader, year: int, region: str = REGION, as_of: dt.datetime = LATEST
) -> dict[dt.date, dt.date]:
    """The last day for each month of a year, exceptions apart."""
    rows = reader.query("month_deadlines", region=region, year=year, as_of=as_of, default_day=DEADLINE_DAY)
    return {month.date(): day.date() for month, day in zip(rows["month"], rows["deadline_on"], strict=True)}


def exceptions(reader: Reader, year: int, region: str = REGION, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """The exceptions of a year as last granted: unit_id, unit, month, until, reason, recorded_at, recorded_by."""
    return reader.query("deadline_exceptions", region=region, year=year, as_of=as_of)
