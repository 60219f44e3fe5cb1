"""Which months are closed, and why a unit may not send for one."""

import datetime as dt

import pandas as pd

from metrics.periods import day_name, month_name
from store.engine.reader import Reader
from store.reads.view import LATEST, REGION


def is_closed(reader: Reader, month: dt.date, region: str = REGION) -> bool:
    rows = reader.query("closed_month", region=region, month=month)
    return bool(len(rows) and rows["is_locked"].iloc[0])


def history(reader: Reader, year: int, region: str = REGION, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """Every closing and reopening of a year's months: month, is_locked, reason, locked_by, recorded_at."""
    return reader.query("month_locks", region=region, year=year, as_of=as_of)


def refusal(reader: Reader, unit_id: str, month: dt.date, at: dt.datetime) -> str | None:
    """Why a unit may not send for a month at a moment, in a sentence; None where it may."""
    rows = reader.query("unit_sending", unit_id=unit_id, month=month, at=at)
    if rows.empty or not rows["is_locked"].iloc[0]:
        return None
    until = rows["until"].iloc[0]
    if pd.isna(until):
        return f"{month_name(month)}已封账,请联系汇总单位解除封账或准予延期后再报送。"
    if at.date() <= until.date():
        return None
    return f"{month_name(month)}已封账,准予延期已于{day_name(until.date())}到期,请联系汇总单位。"
