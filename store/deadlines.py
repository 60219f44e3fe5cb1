"""Until when a month's figures are due, and which unit may send later: the setting, and exceptions that expire."""

import datetime as dt

import pandas as pd

from metrics.arithmetic.reporting_rates import DEADLINE_DAY
from metrics.errors import UserError
from metrics.periods import day_name, month_name
from store.engine.store import Store, Transaction, query_text
from store.reads.view import LATEST, REGION
from store.recording import acting
from store.rights import Actor


def month_deadlines(
    store: Store, year: int, region: str = REGION, as_of: dt.datetime = LATEST
) -> dict[dt.date, dt.date]:
    """The last day for each month of a year, exceptions apart."""
    rows = store.query("month_deadlines", region=region, year=year, as_of=as_of, default_day=DEADLINE_DAY)
    return {month.date(): day.date() for month, day in zip(rows["month"], rows["deadline_on"], strict=True)}


def exceptions(store: Store, year: int, region: str = REGION, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """The exceptions of a year as last granted: unit_id, unit, month, until, reason, recorded_at, recorded_by."""
    return store.query("deadline_exceptions", region=region, year=year, as_of=as_of)


def set_deadline(
    store: Store, day_no: int, valid_from: dt.date, reason: str, by: Actor, at: dt.datetime, region: str = REGION
) -> None:
    """Figures are due until a day of the next month, from a month on. Raises UserError for a day that not all have."""
    with acting(store, by, "set", at, reason) as act:
        if not 1 <= day_no <= 28:
            raise UserError("报送截止日须为次月1日至28日之间的一天。", title="截止日有误")
        before = _deadline(act.transaction, region, valid_from)
        act.append(
            "deadline",
            [{"region_code": region, "valid_from": valid_from, "day_no": day_no, "reason": act.reason}],
        )
        act.record("调整报送期限", f"{month_name(valid_from)}起", f"次月{before.day}日", f"次月{day_no}日")


def grant_exception(
    store: Store, unit_id: str, month: dt.date, until: dt.date, reason: str, by: Actor, at: dt.datetime
) -> None:
    """One unit may send for one month until a day. A later exception of the same month takes the place of an earlier.

    Raises UserError for a unit that is none, and for a day that is past.
    """
    with acting(store, by, "except", at, reason) as act:
        found = act.transaction.query(query_text("unit_sending"), unit_id=unit_id, month=month, at=at)
        if found.empty:
            raise UserError(f"没有编号为“{unit_id}”的单位。", title="单位有误")
        if until < at.date():
            raise UserError(f"延期期限{day_name(until)}已过,请写今天或以后的日期。", title="期限有误")
        before = found["until"].iloc[0]
        act.append(
            "deadline_exception",
            [{"unit_id": unit_id, "month": month, "until": until, "reason": act.reason}],
        )
        act.record(
            "准予延期", f"{found['unit'].iloc[0]}{month_name(month)}报送",
            None if pd.isna(before) else f"至{day_name(before.date())}", f"至{day_name(until)}",
        )  # fmt: skip


def _deadline(transaction: Transaction, region: str, month: dt.date) -> dt.date:
    rows = transaction.query(
        query_text("month_deadlines"), region=region, year=month.year, as_of=LATEST, default_day=DEADLINE_DAY
    )
    day: dt.date = rows.loc[rows["month"] == pd.Timestamp(month), "deadline_on"].iloc[0].date()
    return day
