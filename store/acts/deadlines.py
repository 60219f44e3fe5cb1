"""Until when a month's figures are due, and which unit may send later: the setting, and exceptions that expire."""

import datetime as dt

import pandas as pd

from metrics.errors import UserError
from metrics.periods import day_name, month_name
from store.acts.act import acting
from store.acts.rights import Actor
from store.engine.store import Store
from store.reads.reporting.deadlines import month_deadlines


def set_deadline(store: Store, day_no: int, valid_from: dt.date, reason: str, by: Actor, at: dt.datetime) -> None:
    """Figures are due until a day of the next month, from a month on. Raises UserError for a day that not all have."""
    with acting(store, by, "set", at, reason) as act:
        if not 1 <= day_no <= 28:
            raise UserError("报送截止日须为次月1日至28日之间的一天。", title="截止日有误")
        before = month_deadlines(act.transaction, valid_from.year)[valid_from]
        act.append("deadline", [{"valid_from": valid_from, "day_no": day_no, "reason": act.reason}])
        act.record("调整报送期限", f"{month_name(valid_from)}起", f"次月{before.day}日", f"次月{day_no}日")


def grant_exception(
    store: Store, unit_id: str, month: dt.date, until: dt.date, reason: str, by: Actor, at: dt.datetime
) -> None:
    """One unit may send for one month until a day. A later exception of the same month takes the place of an earlier.

    Raises UserError for a unit that is none, and for a day that is past.
    """
    with acting(store, by, "except", at, reason) as act:
        found = act.transaction.query("unit_sending", unit_id=unit_id, month=month, at=at)
        if found.empty:
            raise UserError(f"没有编号为“{unit_id}”的单位。", title="单位有误")
        if until < at.date():
            raise UserError(f"延期期限{day_name(until)}已过,请写今天或以后的日期。", title="期限有误")
        before = found["until"].iloc[0]
        act.append("deadline_exception", [{"unit_id": unit_id, "month": month, "until": until, "reason": act.reason}])
        act.record(
            "准予延期", f"{found['unit'].iloc[0]}{month_name(month)}报送",
            None if pd.isna(before) else f"至{day_name(before.date())}", f"至{day_name(until)}",
        )  # fmt: skip
