"""The loaders' one way into the store: what a workbook is compared with, and the transaction that accepts it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from loaders.accept.originals import keeping, kept_folder
from loaders.accept.standing import month_register, month_registers
from loaders.check.itself.verdicts import with_verdicts
from loaders.check.outcome import with_closing, with_future, with_statuses
from loaders.check.result import Checked
from loaders.check.rows.twins import with_twins
from loaders.issues import OWN_REASON, Issue
from metrics.errors import UserError
from metrics.rows import StatusRow
from metrics.sentences import reasons as reason_rule
from metrics.typography import storable
from store.acts import submissions as writes
from store.acts import what_if
from store.acts.act import TRIAL
from store.acts.rights import Actor
from store.engine.records import records
from store.engine.store import Store
from store.reads.naming import measure_of
from store.reads.reporting.closed_months import refusal
from store.reads.submissions import standing_twin, submission_list
from store.reads.view import View, preset_in_use

__all__ = [
    "Approved",
    "Receipt",
    "Store",
    "commit",
    "commit_all",
    "has_ever_had_demo",
    "judged",
    "kept_folder",
    "month_register",
    "month_registers",
]

Record = dict[str, Any]


@dataclass(frozen=True)
class Receipt:
    """What was accepted. `is_new` False: the same file stood already, and nothing was stored."""

    number: int
    unit: str
    month: dt.date
    row_count: int
    doubt_count: int
    sha256: str
    is_new: bool = True


def commit(
    store: Store,
    checked: Checked,
    by: Actor,
    at: dt.datetime,
    accept_doubts: str = "",
    reasons: Mapping[str, str] | None = None,
    *,
    is_demo: bool = False,
) -> Receipt:
    """Store what was checked, in one transaction, and keep the file. The same file again changes nothing.

    `accept_doubts` is the reason that stays with the doubtful figures, `reasons` that of single measures. Raises
    UserError for errors, for doubts without a reason, for close names that nobody confirmed, and where there is nothing
    to store; Forbidden for another's unit.
    """
    return commit_all(store, [Approved(checked, by, at, accept_doubts, reasons or {})], is_demo=is_demo)[0]


@dataclass(frozen=True)
class Shown:
    """What the person who confirms has seen: the token of a preview, and the view it was made through."""

    view: View
    token: str


@dataclass(frozen=True)
class Approved:
    """A checked workbook with who sends it, when, and why its doubts may stand: one reason for all that have no own.

    `reasons`: those typed for the figures of single measures, without which a doubt of weight `own_reason` is not
    explained.
    """

    checked: Checked
    by: Actor
    at: dt.datetime
    accept_doubts: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)

    def reason(self, doubt: Issue) -> str:
        """Why a doubt may stand; empty where nobody said, or nothing was said with it (metrics.sentences.reasons)."""
        own = "; ".join(dict.fromkeys(said for one in doubt.measures if (said := self.reasons.get(one, "").strip())))
        if doubt.weight == OWN_REASON:
            return own if reason_rule.says_something(own) else ""
        return own or self.accept_doubts.strip()

    @property
    def unexplained(self) -> list[Issue]:
        """The doubts that nobody gave a reason for."""
        return [doubt for doubt in self.checked.doubts if not self.reason(doubt)]

    @property
    def odd_reasons(self) -> dict[str, str]:
        """Measure → why its figure may stand, of those that are doubted."""
        found: dict[str, list[str]] = {}
        for doubt in self.checked.doubts:
            for measure_id in doubt.measures:
                found.setdefault(measure_id, []).append(self.reason(doubt))
        return {measure_id: "; ".join(dict.fromkeys(filter(None, said))) for measure_id, said in found.items()}


def preview_all(store: Store, batch: list[Approved], view: View) -> what_if.Preview | None:
    """What `commit_all` would change, seen in the months up to the view's; None where every file stands already.

    Raises UserError like `commit`, save that doubts need no reason yet, and where two files report the same cell.
    """
    _raise_for_shared_cells(batch)
    fresh = [one for one in batch if _receipt(store, one, needs_reason=False).is_new]
    submissions = [(_submission(one, None, is_demo=False), _frame(one)) for one in fresh]
    return what_if.preview(store, submissions, view) if submissions else None


def judged(store: Store, checked: Checked, at: dt.datetime, *, allow_future: bool = False) -> Checked:
    """The same, with what only the status rule can tell: figures that would be behind, and neither why nor what next.

    `at`: when the workbook would be accepted. Nothing is stored.
    """
    return judged_all(store, [checked], at, allow_future=allow_future)[0]


def is_future(month: dt.date, at: dt.datetime) -> bool:
    """Whether a month has not begun at a moment."""
    return month > at.date()


def judged_all(store: Store, batch: Sequence[Checked], at: dt.datetime, *, allow_future: bool = False) -> list[Checked]:
    """`judged` for several workbooks of one month, tried together. One that has not begun is an error."""
    batch = [with_future(one) if is_future(one.register.month, at) and not allow_future else one for one in batch]
    batch = [with_closing(one) if _is_closed_to(store, one, at) else one for one in batch]
    tried = {place: Approved(one, TRIAL, at) for place, one in enumerate(batch) if _may_be_tried(store, one)}
    if not tried:
        return batch
    submissions = [(_submission(one, None, is_demo=False), _frame(one)) for one in tried.values()]
    rows = what_if.outcome(store, submissions, View(batch[0].register.month, preset=preset_in_use(store)))
    statuses = dict(zip(rows["measure_id"], rows["status"], strict=True))
    judged_rows = {row["measure_id"]: row for row in records(rows, StatusRow)} if any(b.verdicts for b in batch) else {}
    return [
        with_verdicts(with_statuses(one, statuses), judged_rows) if place in tried else one
        for place, one in enumerate(batch)
    ]


def _is_closed_to(store: Store, checked: Checked, at: dt.datetime) -> bool:
    """Whether the exception has expired by which a workbook of a closed month was read without an error."""
    if checked.unit is None or _is_told_closed(checked):
        return False
    return refusal(store, checked.unit.unit_id, checked.register.month, at) is not None


def _is_told_closed(checked: Checked) -> bool:
    return any(found.id == "month_closed" for found in checked.errors)


def _may_be_tried(store: Store, checked: Checked) -> bool:
    """Whether a workbook has figures, is of an open month, and does not stand already."""
    if checked.unit is None or _is_told_closed(checked) or not any(row.is_figure for row in checked.rows):
        return False
    return standing_twin(store, checked.unit.unit_id, checked.register.month, checked.sha256) is None


def commit_all(
    store: Store, batch: list[Approved], *, is_demo: bool = False, shown: Shown | None = None
) -> list[Receipt]:
    """`commit` for several workbooks, all or none; where it was `shown` before, only if it comes out as it was shown.

    Raises what_if.Outdated where it does not.
    """
    receipts = [_receipt(store, approved) for approved in batch]
    fresh = [place for place, receipt in enumerate(receipts) if receipt.is_new]
    if not fresh:
        return receipts
    checked = [batch[place].checked for place in fresh]
    files = [(one.register.month, one.file_name, one.content) for one in checked]
    with keeping(store, files) as names:
        submissions = [
            (_submission(batch[place], name, is_demo), _frame(batch[place]))
            for place, name in zip(fresh, names, strict=True)
        ]
        if shown is None:
            numbers = writes.add_submissions(store, submissions)
        else:
            numbers = what_if.confirm(store, submissions, shown.view, shown.token)
    for place, number in zip(fresh, numbers, strict=True):
        receipts[place] = replace(receipts[place], number=number)
    return receipts


def _receipt(store: Store, approved: Approved, *, needs_reason: bool = True) -> Receipt:
    """What a commit will answer; raises UserError for what may not be committed."""
    checked = approved.checked
    unit, name = checked.unit, checked.file_name
    if checked.errors or unit is None:
        raise UserError(f"{name} 有{len(checked.errors)}处错误,没有入库,请改正后再报送。", title="报送未入库")
    if not checked.rows:
        answer_elsewhere = "只答复退回的,请在“数据报送”页面上方答复。" if checked.replies else ""
        raise UserError(f"{name} 没有填写任何数据,没有入库。{answer_elsewhere}", title="报送未入库")
    receipt = Receipt(0, unit.name, checked.register.month, len(checked.rows), len(checked.doubts), checked.sha256)
    twin = standing_twin(store, unit.unit_id, checked.register.month, checked.sha256)
    if twin is not None:
        return replace(receipt, number=twin, is_new=False)
    if checked.unanswered:
        cells = "、".join(question.key for question in checked.unanswered[:3])
        raise UserError(f"{name} 有{len(checked.unanswered)}行名称相近、尚未确认({cells}),没有入库。", title="请先确认")
    if needs_reason and approved.unexplained:
        raise UserError(f"{name} {unexplained_sentence(approved)}", title="请说明原因")
    return receipt


def own_reasons(store: Store, said: Mapping[str, str], year: int) -> dict[str, str]:
    """Reasons by the measures' ids, where they were said by id or code. Raises UserError for what names no measure."""
    return {measure_of(store, name, year): reason for name, reason in said.items()}


def unexplained_sentence(approved: Approved) -> str:
    """Which doubts wait for a reason, and which of them for one of their own."""
    names = approved.checked.register.names
    alone = {one: names[one] for doubt in approved.unexplained if doubt.weight == OWN_REASON for one in doubt.measures}
    others = sum(doubt.weight != OWN_REASON for doubt in approved.unexplained)
    told = [f"有{others}处疑问,核对无误的,请说明原因后再提交"] if others else []
    if alone:
        listed = "、".join(f"{name}({measure_id})" for measure_id, name in alone.items())
        told.append(f"有{len(alone)}个数据变动异常,统一说明的原因不适用,请逐个说明原因({reason_rule.RULE}):{listed}")
    return f"{';'.join(told)}。没有入库。"


def _raise_for_shared_cells(batch: list[Approved]) -> None:
    first: dict[tuple[str, dt.date], Checked] = {}
    for checked in (one.checked for one in batch):
        for row in checked.rows:
            other = first.setdefault((row.measure_id, checked.register.month), checked)
            if other is not checked:
                measure = checked.register.by_id[row.measure_id].full_name
                raise UserError(
                    f"{other.file_name} 和 {checked.file_name} 都填报了“{measure}”,请只留一个文件。", title="重复填报"
                )


def _submission(approved: Approved, kept_as: str | None, is_demo: bool) -> writes.Submission:
    checked = approved.checked
    assert checked.unit is not None
    return writes.Submission(
        checked.unit.unit_id,
        checked.register.month,
        storable(checked.file_name),
        checked.sha256,
        approved.by,
        approved.at,
        is_demo,
        kept_as,
        tuple((reply.return_id, reply.words) for reply in checked.replies),
        tuple(writes.FormAnswer(**vars(one)) for one in checked.learned),
        () if is_demo else tuple(_doubts(approved)),
    )


def _doubts(approved: Approved) -> Iterator[writes.Doubt]:
    """What is stored of the doubts, a row for each measure; sample data are nobody's to look at."""
    figures = {row.measure_id for row in approved.checked.rows if row.is_figure}
    copied = {source: twin for twin, source in _copies(approved.checked).items()}
    for doubt in approved.checked.doubts:
        own = [one for one in doubt.measures if one in figures]
        concerned: list[str | None] = [*own, *(copied[one] for one in own if one in copied)]
        for measure_id in concerned or [None]:
            yield writes.Doubt(measure_id, doubt.id, doubt.weight, doubt.sentence, approved.reason(doubt))


def _copies(checked: Checked) -> dict[str, str]:
    """Measures that have the figure of the row of another, the same commitment → that other."""
    own = {row.measure_id for row in checked.rows if row.is_figure}
    stored = (row.measure_id for row in with_twins(checked.rows, checked.register) if row.is_figure)
    return {one: checked.register.twins[one] for one in stored if one not in own}


def has_ever_had_demo(store: Store) -> bool:
    """Whether sample data were ever loaded, withdrawn ones included."""
    return bool(submission_list(store)["is_demo"].any())


def _frame(approved: Approved) -> pd.DataFrame:
    """The rows of the table `actual`; a reason goes to the figures that are doubted, and no further."""
    checked, reasons, copies = approved.checked, approved.odd_reasons, _copies(approved.checked)
    rows = []
    for row in with_twins(checked.rows, checked.register):
        source = copies.get(row.measure_id, row.measure_id)
        reason = reasons.get(source) or None if source in checked.doubted else None
        rows.append({**vars(row), "month": checked.register.month, "odd_reason": reason})
    return pd.DataFrame(rows, columns=list(writes.ACTUAL_COLUMNS)).drop(columns="source")
