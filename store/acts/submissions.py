"""The few things that may be done to the store. Each asks for a right, is one transaction, is in the audit."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from metrics import lengths
from metrics.errors import UserError
from metrics.periods import month_name
from store.acts import returns
from store.acts.rights import Actor
from store.engine.store import Store, Transaction, query_text
from store.reads.reporting.closed_months import refusal_within
from store.reads.view import LATEST

ACTUAL_COLUMNS = (
    "measure_id", "month", "value", "value_words", "basis", "vintage", "progress", "problem", "next_step", "expected",
    "odd_reason", "sheet", "cell", "source",
)  # fmt: skip


@dataclass(frozen=True)
class Submission:
    """An accepted workbook, before it has a number."""

    unit_id: str
    month: dt.date
    file_name: str
    sha256: str
    by: Actor
    submitted_at: dt.datetime
    is_demo: bool = False
    kept_as: str | None = None
    replies: tuple[tuple[int, str], ...] = ()  # returns that it answers, each with the words


Batch = Sequence[tuple[Submission, pd.DataFrame]]  # rows with columns of ACTUAL_COLUMNS


def add_submission(store: Store, submission: Submission, rows: pd.DataFrame) -> int:
    """Append a submission with its rows (columns of ACTUAL_COLUMNS) and return its number.

    Raises UserError where the same file of the same unit and month stands already, so that nothing is stored twice,
    and where the month is closed to the unit.
    """
    return add_submissions(store, [(submission, rows)])[0]


def add_submissions(store: Store, batch: Batch) -> list[int]:
    """Append several submissions, all or none, and return their numbers. Raises UserError like `add_submission`.

    Raises Forbidden where one is of a unit that its sender may not report for.
    """
    with store.writing() as transaction:
        return append_submissions(transaction, batch)


def append_submissions(transaction: Transaction, batch: Batch) -> list[int]:
    """`add_submissions` as a part of a transaction."""
    headers, figures, numbers = [], [], []
    first = transaction.next_number("submission", "submission_id")
    for number, (submission, rows) in enumerate(batch, first):
        submission.by.require("submit", submission.unit_id)
        if unknown := {str(name) for name in rows} - set(ACTUAL_COLUMNS):
            raise ValueError(f"not columns of actual: {sorted(unknown)}")
        twin = _standing_twin(transaction, submission)
        if twin is not None:
            raise UserError(f"这个文件已于第{twin}号报送入库,内容完全相同,未重复入库。", title="重复报送")
        closed = refusal_within(transaction, submission.unit_id, submission.month, submission.submitted_at)
        if closed:
            raise UserError(closed, title="报送未入库")
        header = {name: value for name, value in vars(submission).items() if name not in ("by", "replies")}
        header |= {"submitted_by": submission.by.name, "channel": "workbook", "submission_id": number}
        headers.append(header)
        figures.append(rows.assign(submission_id=number))
        numbers.append(number)
    transaction.append("submission", pd.DataFrame(headers))
    transaction.append("actual", pd.concat(figures, ignore_index=True))
    _record_all(
        transaction,
        [
            ("报送入库", f"第{number}号报送", None, f"{submission.file_name},{len(rows)}行",
             submission.by.name, submission.submitted_at)
            for number, (submission, rows) in zip(numbers, batch, strict=True)
        ],
    )  # fmt: skip
    for submission, _ in batch:
        for return_id, words in submission.replies:
            returns.append_answer(transaction, return_id, words, submission.by, submission.submitted_at)
    return numbers


def standing_twin(store: Store, unit_id: str, month: dt.date, sha256: str) -> int | None:
    """The number of a standing submission of the very same file, unit and month."""
    rows = store.query("standing_twin", unit_id=unit_id, month=month, sha256=sha256)
    return int(rows["submission_id"].iloc[0]) if len(rows) else None


def withdraw(store: Store, submission_id: int, reason: str, by: Actor, at: dt.datetime) -> None:
    """Take a submission back: the figures before it stand again.

    Raises UserError where there is none, without a reason, and where the month is closed to its unit.
    """
    with store.writing() as transaction:
        append_withdrawal(transaction, submission_id, reason, by, at)


def append_withdrawal(transaction: Transaction, submission_id: int, reason: str, by: Actor, at: dt.datetime) -> None:
    """`withdraw` as a part of a transaction."""
    by.require("withdraw")
    if not reason.strip():
        raise UserError("撤回报送须写明原因。", title="缺少原因")
    if len(reason.strip()) > lengths.REASON:
        raise UserError(f"原因不能超过{lengths.REASON}个字,请写得简短一些。", title="原因过长")
    found = transaction.query(query_text("submission_standing"), number=submission_id)
    if found.empty:
        raise UserError(f"没有第{submission_id}号报送。", title="撤回未进行")
    if found["is_withdrawn"].iloc[0]:
        raise UserError(f"第{submission_id}号报送此前已撤回。", title="撤回未进行")
    unit_id, month = str(found["unit_id"].iloc[0]), found["month"].iloc[0].date()
    if refusal_within(transaction, unit_id, month, at):
        raise UserError(f"{month_name(month)}已封账,撤回前请先重开该月,或对该单位准予延期。", title="撤回未进行")
    transaction.append("withdrawal", _withdrawals([submission_id], reason, by.name, at))
    record(transaction, "撤回报送", f"第{submission_id}号报送", found["file_name"].iloc[0], reason, by.name, at)


def drop_demo(store: Store, by: Actor, at: dt.datetime) -> int:
    """Withdraw every standing sample submission; returns how many. They never come back by themselves."""
    by.require("drop_demo")
    with store.writing() as transaction:
        standing = transaction.query(query_text("standing_demo"), as_of=LATEST)
        numbers = [int(number) for number in standing["submission_id"]]
        transaction.append("withdrawal", _withdrawals(numbers, "清除演示数据", by.name, at))
        if numbers:
            record(transaction, "清除演示数据", f"{len(numbers)}份演示报送", None, None, by.name, at)
    return len(numbers)


def add_edition(store: Store, edition: dict[str, object], by: Actor, at: dt.datetime) -> int:
    """Append an edition (columns of `edition`) that freezes what is known at `at`; returns its number."""
    by.require("publish")
    with store.writing() as transaction:
        highest = transaction.query(
            "select max(edition_no) as number from edition where region_code = $region", region=edition["region_code"]
        )["number"].iloc[0]
        number = 1 if pd.isna(highest) else int(highest) + 1
        row = {**edition, "edition_no": number, "as_of": at, "made_by": by.name, "made_at": at}
        transaction.append("edition", pd.DataFrame([row]))
        record(transaction, "简报定期", f"第{number}期", None, str(edition["title"]), by.name, at)
    return number


def append_rows(store: Store, table: str, rows: pd.DataFrame, by: Actor, at: dt.datetime) -> None:
    """Append versions to one of the tables of what is to be reached (`item`, `measure`, `target`, `plan`, …)."""
    append_tables(store, {table: rows}, by, at)


def append_tables(store: Store, tables: dict[str, pd.DataFrame], by: Actor, at: dt.datetime) -> None:
    """`append_rows` for several tables in one transaction; a table without rows is left alone."""
    for table, rows in tables.items():
        _require(by, table, rows)
    with store.writing() as transaction:
        for table, rows in tables.items():
            if len(rows):
                transaction.append(table, rows.assign(recorded_at=at, recorded_by=by.name))
                record(transaction, "变更设定", table, None, f"{len(rows)}行", by.name, at)


def _require(by: Actor, table: str, rows: pd.DataFrame) -> None:
    """What a column of a unit's own workbook means is said by whoever sends it; thresholds are settings."""
    if table == "column_answer":
        for unit_id in rows["unit_id"].unique() if len(rows) else ():
            by.require("submit", str(unit_id))
    else:
        by.require("set" if table == "threshold" else "change")


def _standing_twin(transaction: Transaction, submission: Submission) -> int | None:
    rows = transaction.query(
        query_text("standing_twin"), unit_id=submission.unit_id, month=submission.month, sha256=submission.sha256
    )
    return int(rows["submission_id"].iloc[0]) if len(rows) else None


def _withdrawals(numbers: list[int], reason: str, by: str, at: dt.datetime) -> pd.DataFrame:
    return pd.DataFrame(
        {"submission_id": numbers, "reason": reason, "withdrawn_by": by, "withdrawn_at": at},
        columns=["submission_id", "reason", "withdrawn_by", "withdrawn_at"],
    )


def record(
    transaction: Transaction, act: str, thing: str, before: str | None, after: str | None, by: str, at: dt.datetime
) -> None:
    """An entry in the audit: what was done to what, in words an office understands."""
    _record_all(transaction, [(act, thing, before, after, by, at)])


def _record_all(
    transaction: Transaction, entries: list[tuple[str, str, str | None, str | None, str, dt.datetime]]
) -> None:
    rows = pd.DataFrame(entries, columns=["act", "object", "before", "after", "done_by", "done_at"])
    first = transaction.next_number("audit", "audit_id")
    transaction.append("audit", rows.assign(audit_id=range(first, first + len(rows))))
