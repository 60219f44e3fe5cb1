"""Months that are closed: no unit may send for them, save by an exception that has not expired."""

import datetime as dt

import pandas as pd

from metrics.errors import UserError
from metrics.periods import day_name, month_name
from store.engine.store import Store, Transaction, query_text
from store.reads.view import LATEST, REGION
from store.recording import acting
from store.rights import Actor


def close_month(store: Store, month: dt.date, reason: str, by: Actor, at: dt.datetime, region: str = REGION) -> None:
    """Close a month. Raises UserError where it is closed."""
    _set(store, month, reason, by, at, region, is_locked=True)


def reopen_month(store: Store, month: dt.date, reason: str, by: Actor, at: dt.datetime, region: str = REGION) -> None:
    """Open a closed month again. Raises UserError where it is open."""
    _set(store, month, reason, by, at, region, is_locked=False)


def is_closed(store: Store, month: dt.date, region: str = REGION) -> bool:
    """Whether a month is closed now."""
    rows = store.query("closed_month", region=region, month=month)
    return bool(len(rows) and rows["is_locked"].iloc[0])


def history(store: Store, year: int, region: str = REGION, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """Every closing and reopening of a year's months: month, is_locked, reason, locked_by, recorded_at."""
    return store.query("month_locks", region=region, year=year, as_of=as_of)


def refusal(store: Store, unit_id: str, month: dt.date, at: dt.datetime) -> str | None:
    """Why a unit may not send for a month at a moment, in a sentence; None where it may."""
    return _refusal(store.query("unit_sending", unit_id=unit_id, month=month, at=at), month, at)


def refusal_within(transaction: Transaction, unit_id: str, month: dt.date, at: dt.datetime) -> str | None:
    """`refusal` as a part of a transaction."""
    return _refusal(transaction.query(query_text("unit_sending"), unit_id=unit_id, month=month, at=at), month, at)


def _refusal(rows: pd.DataFrame, month: dt.date, at: dt.datetime) -> str | None:
    if rows.empty or not rows["is_locked"].iloc[0]:
        return None
    until = rows["until"].iloc[0]
    if pd.isna(until):
        return f"{month_name(month)}已封账,请联系汇总单位解除封账或准予延期后再报送。"
    if at.date() <= until.date():
        return None
    return f"{month_name(month)}已封账,准予延期已于{day_name(until.date())}到期,请联系汇总单位。"


def _set(
    store: Store, month: dt.date, reason: str, by: Actor, at: dt.datetime, region: str, *, is_locked: bool
) -> None:
    with acting(store, by, "close", at, reason) as act:
        found = act.transaction.query(query_text("closed_month"), region=region, month=month)
        was_locked = bool(len(found) and found["is_locked"].iloc[0])
        if was_locked == is_locked:
            raise UserError(
                f"{month_name(month)}{'已经封账' if is_locked else '没有封账,不需要重开'}。", title="操作未进行"
            )
        row = {"region_code": region, "month": month, "is_locked": is_locked, "reason": act.reason}
        act.append("period_lock", [row], who="locked_by")
        states = ("开放", "封账")
        act.record("封账" if is_locked else "重开月份", month_name(month), states[was_locked], states[is_locked])
