"""Months that are closed: no unit may send for them, save by an exception that has not expired."""

import datetime as dt

from metrics.errors import UserError
from metrics.periods import month_code, month_name
from store.acts.act import acting
from store.acts.rights import Actor
from store.engine.opening import keep_backup
from store.engine.store import Store
from store.reads.reporting.closed_months import is_closed


def close_month(store: Store, month: dt.date, reason: str, by: Actor, at: dt.datetime) -> None:
    """Close a month, and keep a backup of what it was closed with. Raises UserError where it is closed."""
    _set(store, month, reason, by, at, is_locked=True)
    keep_backup(store, month_code(month))


def reopen_month(store: Store, month: dt.date, reason: str, by: Actor, at: dt.datetime) -> None:
    """Open a closed month again. Raises UserError where it is open."""
    _set(store, month, reason, by, at, is_locked=False)


def _set(store: Store, month: dt.date, reason: str, by: Actor, at: dt.datetime, *, is_locked: bool) -> None:
    with acting(store, by, "close", at, reason) as act:
        was_locked = is_closed(act.transaction, month)
        if was_locked == is_locked:
            raise UserError(
                f"{month_name(month)}{'已经封账' if is_locked else '没有封账,不需要重开'}。", title="操作未进行"
            )
        row = {"month": month, "is_locked": is_locked, "reason": act.reason}
        act.append("period_lock", [row], who="locked_by")
        states = ("开放", "封账")
        act.record("封账" if is_locked else "重开月份", month_name(month), states[was_locked], states[is_locked])
