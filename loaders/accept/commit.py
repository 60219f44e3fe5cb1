"""The loaders' one way into the store: what accepting workbooks would change, and the transaction that accepts them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from loaders.accept.approval import Approved, unexplained_sentence
from loaders.accept.originals import keeping
from loaders.accept.submission import frame, submission
from loaders.check.result import Checked
from metrics.errors import UserError
from store.acts import submissions as writes
from store.acts import what_if
from store.acts.rights import Actor
from store.engine.store import Store
from store.reads.submissions import receipt_head, standing_twin, submission_list
from store.reads.view import View


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
    head: str = ""  # its link in the region's chain: `store check --receipt N:HEAD`


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
    """What the person who confirms has seen: token and version of a preview, and the view it was made through."""

    view: View
    token: str
    version: int | None = None


def preview_all(store: Store, batch: list[Approved], view: View) -> what_if.Preview | None:
    """What `commit_all` would change, seen in the months up to the view's; None where every file stands already.

    Raises UserError like `commit`, save that doubts need no reason yet, and where two files report the same cell.
    """
    _raise_for_shared_cells(batch)
    fresh = [one for one in batch if _receipt(store, one, needs_reason=False).is_new]
    submissions = [(submission(one), frame(one)) for one in fresh]
    return what_if.preview(store, submissions, view) if submissions else None


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
            (submission(batch[place], name, is_demo=is_demo), frame(batch[place]))
            for place, name in zip(fresh, names, strict=True)
        ]
        if shown is None:
            numbers = writes.add_submissions(store, submissions)
        else:
            numbers = what_if.confirm(store, submissions, shown.view, shown.token, shown.version)
    for place, number in zip(fresh, numbers, strict=True):
        receipts[place] = replace(receipts[place], number=number, head=receipt_head(store, number))
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
        return replace(receipt, number=twin, is_new=False, head=receipt_head(store, twin))
    if checked.unanswered:
        cells = "、".join(question.key for question in checked.unanswered[:3])
        raise UserError(f"{name} 有{len(checked.unanswered)}行名称相近、尚未确认({cells}),没有入库。", title="请先确认")
    if needs_reason and approved.unexplained:
        raise UserError(f"{name} {unexplained_sentence(approved)}", title="请说明原因")
    return receipt


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


def has_ever_had_demo(store: Store) -> bool:
    """Whether sample data were ever loaded, withdrawn ones included."""
    return bool(submission_list(store)["is_demo"].any())
