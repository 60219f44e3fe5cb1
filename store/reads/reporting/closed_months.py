"""Which months are closed, why a unit may not send for one, and what a change of the plan means for them."""

import datetime as dt
from collections.abc import Iterable

import pandas as pd

from metrics.periods import day_name, month_name
from store.engine.reader import Reader
from store.engine.records import records
from store.reads.view import LATEST, REGION


def is_closed(reader: Reader, month: dt.date, region: str = REGION) -> bool:
    rows = reader.query("closed_month", region=region, month=month)
    return bool(len(rows) and rows["is_locked"].iloc[0])


def history(reader: Reader, year: int, region: str = REGION, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """Every closing and reopening of a year's months: month, is_locked, reason, locked_by, recorded_at."""
    return reader.query("month_locks", region=region, year=year, as_of=as_of)


def closed_since(reader: Reader, first: dt.date, region: str = REGION) -> list[dt.date]:
    """The closed months of a year, from one on."""
    latest_last = records(history(reader, first.year, region))[::-1]
    standing = {row["month"]: row["is_locked"] for row in latest_last}
    return sorted(month for month, is_locked in standing.items() if is_locked and month >= first)


def judged_anew(months: Iterable[dt.date]) -> str:
    """What becomes of closed months that a target, a base or a plan is changed for; empty where there are none.

    Closing a month stops its reports alone; an edition is of its own moment.
    """
    named = "、".join(f"{month.month}月" for month in months)
    return f"{named}已封账:已报的数据不变,状态按新的设定重新判定;已编号的各期简报不变。" if named else ""


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
