"""The only way to write: who, by which right, when and why, what was before and after, in one transaction.

Every fact comes into the store through an `Act`, and every act leaves an entry in the audit, in words.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from metrics import lengths
from metrics.errors import UserError
from metrics.typography import is_one_line
from store.acts.rights import ACTS, OF_RECEIVED, Actor, Forbidden, at_the_machine
from store.engine import chain
from store.engine.store import Store
from store.engine.transaction import Transaction
from store.reads.places import lies_in, place, received

LEAST_STEP = dt.timedelta(microseconds=1)
# Who acts in a trial. Looking at what would be needs no right: nobody has done it yet.
TRIAL = at_the_machine("试算")


@dataclass(frozen=True)
class Act:
    """A change in the making: its transaction, who makes it, when and why; None where the act is done without a why.

    It is an act in its transaction's region, which every row that it adds bears.
    """

    transaction: Transaction
    by: Actor
    at: dt.datetime
    reason: str | None = None
    _entries: list[dict[str, Any]] = field(default_factory=list)
    _tables: set[str] = field(default_factory=set)  # that it has added rows to
    _sent: list[int] = field(default_factory=list)  # the submissions that it has added

    @property
    def region(self) -> str:
        return self.transaction.region

    def of(self, by: Actor, right: str, at: dt.datetime, unit_id: str | None, reason: str | None = None) -> "Act":
        """Another's part in the same transaction. Raises Forbidden without the right."""
        by.require(right, unit_id)
        _require_region(self.transaction, by)
        return replace(self, by=by, at=at, reason=reason)

    def append(
        self, table: str, rows: pd.DataFrame | Sequence[Mapping[str, Any]], who: str | None = "recorded_by"
    ) -> None:
        """Add versions to a table, recorded after all that stand in it: of two changes in one second the later counts.

        `who` is the column that the table has for the name of who did it; None where the rows have it already.
        """
        latest = self.transaction.latest(table)
        moment = self.at if latest is None else max(self.at, latest + LEAST_STEP)
        frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows))
        name = {} if who is None else {who: self.by.name}
        self.add(table, frame.assign(recorded_at=moment, **name))

    def add(self, table: str, rows: pd.DataFrame) -> None:
        """Add facts that bear their own moment and name, or those of what they belong to: nothing replaces them."""
        self.transaction.append(table, rows)
        self._tables.add(table)
        if table == "submission":
            self._sent.extend(int(number) for number in rows["submission_id"])

    def record(self, act: str, thing: str, before: str | None, after: str | None) -> None:
        """An entry in the audit: what was done, to what, and its words before and after."""
        self._entries.append({
            "act": act, "object": thing, "before": before, "after": after, "reason": self.reason,
            "done_by": self.by.name, "done_at": self.at,
        })  # fmt: skip

    def close(self) -> None:
        """Write the entries, numbered in their order, and their links: what an act ends with.

        Raises ValueError where there are none.
        """
        if not self._entries:
            if self._tables:
                raise ValueError(f"an act wrote {sorted(self._tables)} and is not in the audit")
            return
        first = self.transaction.next_number("audit", "audit_id")
        numbers = range(first, first + len(self._entries))
        self.transaction.append("audit", pd.DataFrame(self._entries).assign(audit_id=numbers))
        chain.extend(self.transaction, self._sent, numbers)


@contextmanager
def acting(
    store: Store, by: Actor, right: str | None, at: dt.datetime, reason: str | None = None,
    unit_id: str | None = None, *, called: str = "原因",
) -> Iterator[Act]:  # fmt: skip
    """A transaction for an act of `store.acts.rights.ACTS`. Raises UserError without the right, a name or a reason,
    and in a region whose data are received where it is not of `OF_RECEIVED`.

    `right` None: what everybody may do to what is their own. `reason` None: the act is done without one. `called`: what
    the reason is where it is a question, an answer or a conclusion.
    """
    if right is not None:
        by.require(right, unit_id)
    if not by.name.strip():
        raise UserError("请填写您的姓名。", title="缺少姓名")
    if len(by.name) > lengths.ACTOR or not is_one_line(by.name):
        raise UserError(f"姓名不能超过{lengths.ACTOR}个字,也不能有换行或看不见的字符。", title="姓名有误")
    if reason is not None and right is not None:
        reason = _reason(reason, ACTS[right][0], called)
    with store.writing() as transaction:
        _require_region(transaction, by)
        if right is not None and right not in OF_RECEIVED and (words := received(transaction)):
            raise UserError(words, title="数据由下级导出")
        act = Act(transaction, by, at, reason)
        yield act
        act.close()


@contextmanager
def trying(store: Store, at: dt.datetime, reason: str | None = None) -> Iterator[Act]:
    """An act that is taken back when the block ends: what would be."""
    with store.trying() as transaction:
        yield Act(transaction, TRIAL, at, reason)


def _require_region(transaction: Transaction, by: Actor) -> None:
    """Raises Forbidden where somebody has no rights in the region of an act."""
    if lies_in(transaction, by.region) and (by.role != "reports" or by.region in ("", transaction.region)):
        return
    name = place(transaction).short_name
    raise Forbidden(f"“{by.name}”的账号不能办理{name}的事项。", title="没有权限")


def _reason(text: str, act: str, called: str) -> str:
    """A reason without blanks around it. Raises UserError for none, and for one that is too long."""
    reason = text.strip()
    if not reason:
        raise UserError(f"{act}须写明{called}。", title=f"缺少{called}")
    if len(reason) > lengths.REASON:
        raise UserError(f"{called}不能超过{lengths.REASON}个字,请写得简短一些。", title=f"{called}过长")
    return reason
