"""What comes in and is taken back: submissions, withdrawals, sample data."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import Any

import pandas as pd

from metrics import wording
from metrics.errors import UserError
from metrics.periods import month_name
from store.acts.act import Act, acting
from store.acts.review import returns
from store.acts.rights import Actor, at_the_machine
from store.engine.backups import is_whole
from store.engine.receipt_book import Entry, note_accepted
from store.engine.records import records
from store.engine.store import Store
from store.reads.naming import measure_name
from store.reads.reporting.closed_months import refusal
from store.reads.submissions import form_answers, standing_twin
from store.reads.view import LATEST, require_in_force

ACTUAL_COLUMNS = (
    "measure_id", "month", "value", "value_words", "basis", "vintage", "progress", "problem", "next_step", "expected",
    "odd_reason", "sheet", "cell", "source",
)  # fmt: skip


@dataclass(frozen=True)
class Doubt:
    """What was doubtful about a submission, and why it may stand. Without a measure it is about no single figure.

    `issue` is its kind, `weight` `own_reason` (the figure is 存疑 until somebody has looked) or `reason`.
    """

    measure_id: str | None
    issue: str
    weight: str
    words: str
    reason: str


@dataclass(frozen=True)
class FormAnswer:
    """What was said of a column or a row (`kind`) of a unit's own form; the months after it is not asked again.

    `form` tells forms apart, `form_name` is for people. `answer` None: it is taken back.
    """

    form: str
    form_name: str
    kind: str
    key: str
    answer: str | None


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
    learned: tuple[FormAnswer, ...] = ()  # what was said of its forms
    doubts: tuple[Doubt, ...] = ()


Batch = Sequence[tuple[Submission, pd.DataFrame]]  # rows with columns of ACTUAL_COLUMNS


def add_submission(store: Store, submission: Submission, rows: pd.DataFrame) -> int:
    """Append a submission with its rows (columns of ACTUAL_COLUMNS) and return its number.

    Raises UserError where the same file of the same unit and month stands already, so that nothing is stored twice,
    and where the month is closed to the unit or its year a draft.
    """
    return add_submissions(store, [(submission, rows)])[0]


def add_submissions(store: Store, batch: Batch) -> list[int]:
    """Append several submissions, all or none, and return their numbers. Raises UserError like `add_submission`.

    Raises Forbidden where one is of a unit that its sender may not report for.
    """
    with submitting(store, batch) as act:
        return append_submissions(act, batch)


@contextmanager
def submitting(store: Store, batch: Batch) -> Iterator[Act]:
    """The act of sending a batch, begun by who sends the first of it."""
    first = batch[0][0]
    with acting(store, first.by, "submit", first.submitted_at, unit_id=first.unit_id) as act:
        region, number = act.region, act.transaction.next_number("submission", "submission_id")
        yield act
    if store.path is not None:
        sent = enumerate(batch, number)
        note_accepted(store.path, [_entry(region, number, submission, rows) for number, (submission, rows) in sent])


def _entry(region: str, number: int, submission: Submission, rows: pd.DataFrame) -> Entry:
    """What the book beside the store says of an accepted submission: all that `sent_again` needs."""
    said = {**asdict(submission), "by": submission.by.name}
    return {"region": region, "number": number, "submission": said, "rows": records(rows)}


def sent_again(store: Store, entry: Entry) -> int:
    """Accept once more what a store has lost, as it was accepted; returns its number. Raises like `add_submission`."""
    said = {**entry["submission"], "by": at_the_machine(entry["submission"]["by"])}
    _require_original(store, said)
    said["month"] = dt.date.fromisoformat(said["month"])
    said["submitted_at"] = dt.datetime.fromisoformat(said["submitted_at"])
    said["replies"] = tuple((number, words) for number, words in said["replies"])
    said["learned"] = tuple(FormAnswer(**one) for one in said["learned"])
    said["doubts"] = tuple(Doubt(**one) for one in said["doubts"])
    rows = pd.DataFrame(entry["rows"])
    rows["month"] = pd.to_datetime(rows["month"])
    return add_submission(store.of(entry["region"]), Submission(**said), rows)


def _require_original(store: Store, said: Mapping[str, Any]) -> None:
    """Raises UserError where the file that was kept is not there, or not what it was: nothing stands without it."""
    if store.path is None or said["kept_as"] is None:
        return
    original = store.path.parent / "uploads" / said["kept_as"]
    if not is_whole(original, said["sha256"]):
        raise UserError(f"原表 {original} 不在或已损坏,请找单位重新报送。", title="没有入库")


def append_submissions(act: Act, batch: Batch) -> list[int]:
    """`add_submissions` as a part of an act: a trial, or one that is refused where it does not come out as shown."""
    first = act.transaction.next_number("submission", "submission_id")
    sent = [(number, *one) for number, one in enumerate(batch, first)]
    parts = [act.of(one.by, "submit", one.submitted_at, one.unit_id) for one, _ in batch]
    for part, (number, submission, rows) in zip(parts, sent, strict=True):
        _check(part, submission, rows)
        part.record("报送入库", f"第{number}号报送", None, f"{submission.file_name},{len(rows)}行")
    act.add("submission", pd.DataFrame([_header(number, submission) for number, submission, _ in sent]))
    figures = [rows.assign(submission_id=number) for number, _, rows in sent]
    rows = pd.concat(figures, ignore_index=True)
    act.add("actual", rows.sort_values(["measure_id", "month"], kind="stable"))
    for part, (submission, _) in zip(parts, batch, strict=True):
        for return_id, words in submission.replies:
            returns.reply(part, return_id, words)
        _keep_answers(part, submission.unit_id, submission.learned)
    for part, (number, submission, _) in zip(parts, sent, strict=True):
        _keep_doubts(part, number, submission)
    return [number for number, _, _ in sent]


def _check(part: Act, submission: Submission, rows: pd.DataFrame) -> None:
    if unknown := {str(name) for name in rows} - set(ACTUAL_COLUMNS):
        raise ValueError(f"not columns of actual: {sorted(unknown)}")
    twin = standing_twin(part.transaction, submission.unit_id, submission.month, submission.sha256)
    if twin is not None:
        raise UserError(f"这个文件已于第{twin}号报送入库,内容完全相同,未重复入库。", title="重复报送")
    require_in_force(part.transaction, submission.month.year, submission.submitted_at.date())
    closed = refusal(part.transaction, submission.unit_id, submission.month, submission.submitted_at)
    if closed:
        raise UserError(closed, title="报送未入库")


def _header(number: int, submission: Submission) -> dict[str, object]:
    apart = ("by", "replies", "learned", "doubts")
    header = {name: value for name, value in vars(submission).items() if name not in apart}
    return {**header, "submitted_by": submission.by.name, "channel": "workbook", "submission_id": number}


def _keep_answers(act: Act, unit_id: str, said: Sequence[FormAnswer]) -> None:
    """Keep what is new of what was said of a unit's forms, for the months to come."""
    standing = {
        (row.form, row.kind, row.key): row.answer
        for row in (form_answers(act.transaction, unit_id=unit_id).itertuples() if said else ())
    }
    fresh = [one for one in said if standing.get((one.form, one.kind, one.key)) != one.answer]
    if fresh:
        act.append("form_answer", [{"unit_id": unit_id, **vars(one)} for one in fresh])
        act.record("变更设定", "表式的答复", None, f"{len(fresh)}条")


def forget_form(store: Store, unit_id: str, form: str, by: Actor, at: dt.datetime) -> int:
    """Take back what was said of one of a unit's forms: it is asked again. Returns how many answers.

    Raises Forbidden for another's unit, and UserError where nothing is known of the form.
    """
    with acting(store, by, "submit", at, unit_id=unit_id) as act:
        known = form_answers(act.transaction, unit_id=unit_id)
        known = known[known["form"] == form]
        if known.empty:
            raise UserError("这种表没有记住的答复,可能已被收回。", title="没有可收回的")
        rows = known.drop(columns=["recorded_at", "recorded_by"])
        act.append("form_answer", rows.assign(answer=None))
        act.record("收回表式的答复", known["form_name"].iloc[0] or "各种表", f"{len(known)}条", None)
    return len(known)


def _keep_doubts(act: Act, number: int, submission: Submission) -> None:
    """Keep what was doubtful with the reasons; figures that stay 存疑 have an entry in the audit each."""
    if not submission.doubts:
        return
    rows = [{"submission_id": number, "doubt_no": place, **vars(one)}
            for place, one in enumerate(submission.doubts, 1)]  # fmt: skip
    act.add("doubt", pd.DataFrame(rows))
    if not any(one.weight == "own_reason" for one in submission.doubts):
        return
    for row in records(act.transaction.query("doubtful_figures", number=number, as_of=LATEST)):
        value = row["value_words"] or wording.figure(row["value"], row["measure_unit"])
        replace(act, reason=row["reason"]).record("报送存疑数据", measure_name(row), None, value)


def withdraw(store: Store, submission_id: int, reason: str, by: Actor, at: dt.datetime) -> None:
    """Take a submission back: the figures before it stand again.

    Raises UserError where there is none, without a reason, and where the month is closed to its unit.
    """
    with acting(store, by, "withdraw", at, reason) as act:
        append_withdrawal(act, submission_id)


def append_withdrawal(act: Act, submission_id: int) -> None:
    """`withdraw` as a part of an act, which has the reason."""
    found = act.transaction.query("submission_standing", number=submission_id)
    if found.empty:
        raise UserError(f"没有第{submission_id}号报送。", title="撤回未进行")
    if found["is_withdrawn"].iloc[0]:
        raise UserError(f"第{submission_id}号报送此前已撤回。", title="撤回未进行")
    unit_id, month = str(found["unit_id"].iloc[0]), found["month"].iloc[0].date()
    if refusal(act.transaction, unit_id, month, act.at):
        raise UserError(f"{month_name(month)}已封账,撤回前请先重开该月,或对该单位准予延期。", title="撤回未进行")
    _withdraw(act, [submission_id], act.reason)
    act.record("撤回报送", f"第{submission_id}号报送", found["file_name"].iloc[0], "已撤回")


def drop_demo(store: Store, by: Actor, at: dt.datetime) -> int:
    """Withdraw every standing sample submission; returns how many. They never come back by themselves."""
    with acting(store, by, "drop_demo", at) as act:
        numbers = [int(number) for number in act.transaction.query("standing_demo", as_of=LATEST)["submission_id"]]
        if numbers:
            _withdraw(act, numbers, "清除演示数据")
            act.record("清除演示数据", f"{len(numbers)}份演示报送", None, None)
    return len(numbers)


def _withdraw(act: Act, numbers: list[int], reason: str | None) -> None:
    rows = {"submission_id": numbers, "reason": reason, "withdrawn_by": act.by.name, "withdrawn_at": act.at}
    act.add("withdrawal", pd.DataFrame(rows))
