"""What every change has in common: a right, a name, a reason, one transaction, and an entry in the audit in words."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics import lengths
from metrics.errors import UserError
from store.acts.rights import ACTS, Actor
from store.engine.store import Store, Transaction

LEAST_STEP = dt.timedelta(microseconds=1)


@dataclass(frozen=True)
class Act:
    """A change in the making: its transaction, who makes it, when and why."""

    transaction: Transaction
    by: Actor
    at: dt.datetime
    reason: str

    def append(self, table: str, rows: Sequence[Mapping[str, Any]], who: str | None = "recorded_by") -> None:
        """Add versions to a table, recorded after all that stand in it: of two changes in one second the later counts.

        `who` is the column that the table has for the name of who did it; None where the rows have it already.
        """
        latest = self.transaction.query(f'select max(recorded_at) as latest from "{table}"')["latest"].iloc[0]
        moment = self.at if pd.isna(latest) else max(self.at, latest.to_pydatetime() + LEAST_STEP)
        name = {} if who is None else {who: self.by.name}
        self.transaction.append(table, pd.DataFrame(list(rows)).assign(recorded_at=moment, **name))

    def record(self, act: str, thing: str, before: str | None, after: str | None) -> None:
        """An entry in the audit: what was done, to what, and its words before and after."""
        number = self.transaction.next_number("audit", "audit_id")
        row = {
            "audit_id": number, "act": act, "object": thing, "before": before, "after": after, "reason": self.reason,
            "done_by": self.by.name, "done_at": self.at,
        }  # fmt: skip
        self.transaction.append("audit", pd.DataFrame([row]))


@contextmanager
def acting(
    store: Store, by: Actor, act: str, at: dt.datetime, reason: str, unit_id: str | None = None, *, called: str = "原因"
) -> Iterator[Act]:
    """A transaction for an act of `store.acts.rights.ACTS`. Raises UserError without the right, a name or a reason.

    `called`: what the reason is where it is a question, an answer or a conclusion.
    """
    by.require(act, unit_id)
    if not by.name.strip():
        raise UserError("请填写您的姓名。", title="缺少姓名")
    if not reason.strip():
        raise UserError(f"{ACTS[act][0]}须写明{called}。", title=f"缺少{called}")
    if len(reason.strip()) > lengths.REASON:
        raise UserError(f"{called}不能超过{lengths.REASON}个字,请写得简短一些。", title=f"{called}过长")
    with store.writing() as transaction:
        yield Act(transaction, by, at, reason.strip())
