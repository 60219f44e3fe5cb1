"""One figure given back to its unit with a question, and what was answered: in words, or by sending the cell again."""

import datetime as dt
from typing import Literal

from metrics.errors import UserError
from metrics.periods import month_name
from store.acts.act import Act, acting
from store.acts.review import doubts
from store.acts.rights import Actor
from store.engine.reader import Reader
from store.engine.records import Record, records
from store.engine.store import Store
from store.reads.naming import measure_name
from store.reads.reporting.exchanges import STATES, Exchange, exchanges
from store.reads.reporting.returns import submission_figures
from store.reads.view import LATEST

Step = Literal["answered", "asked", "resolved"]
# Step → what it is called, the act that it takes, and what its words are.
_STEPS = {
    "answered": ("答复退回", "answer", "答复"), "asked": ("再次退回", "return", "问题"),
    "resolved": ("了结退回", "return", "结论"),
}  # fmt: skip


def return_cell(store: Store, number: int, measure_id: str, question: str, by: Actor, at: dt.datetime) -> int:
    """Give one figure of a submission back with a question, and return the number of that.

    Raises UserError where the submission does not stand or has no such figure, and where it is returned already.
    """
    with acting(store, by, "return", at, question, called="问题") as act:
        figures = records(submission_figures(act.transaction, number))
        if not figures:
            raise UserError(f"没有第{number}号报送,或已撤回。", title="退回未进行")
        found = next((row for row in figures if row["measure_id"] == measure_id), None)
        if found is None:
            raise UserError(f"第{number}号报送没有“{measure_id}”的数据。", title="退回未进行")
        course, asked = _course(act.transaction), (number, measure_id)
        before = [
            row["return_id"] for row in _all(act.transaction) if (row["submission_id"], row["measure_id"]) == asked
        ]
        if any(course[one].state != "resolved" for one in before):
            raise UserError("这个数据已经退回,尚未了结。", title="退回未进行")
        return_id = act.transaction.next_number("cell_return", "return_id")
        row = {
            "return_id": return_id, "submission_id": number, "measure_id": measure_id, "month": found["month"],
            "question": act.reason,
        }  # fmt: skip
        act.append("cell_return", [row])
        act.record("退回数据", _named(found), None, "待答复")
    return return_id


def answer(store: Store, return_id: int, words: str, by: Actor, at: dt.datetime) -> None:
    """The unit's answer in words. Raises UserError for a return that is none, or resolved."""
    _step(store, return_id, "answered", words, by, at)


def reply(act: Act, return_id: int, words: str) -> None:
    """`answer` as a part of another act: what a workbook says of it."""
    found = _found(act.transaction, return_id)
    own = act.of(act.by, "answer", act.at, found["unit_id"] if found else None, words)
    _append_step(own, found, return_id, "answered")


def ask_again(store: Store, return_id: int, question: str, by: Actor, at: dt.datetime) -> None:
    """An answer that does not do: the cell is open again, with a new question."""
    _step(store, return_id, "asked", question, by, at)


def resolve(store: Store, return_id: int, words: str, by: Actor, at: dt.datetime) -> None:
    """The reviewer is content: nothing more is asked of the cell."""
    _step(store, return_id, "resolved", words, by, at)


def _step(store: Store, return_id: int, step: Step, words: str, by: Actor, at: dt.datetime) -> None:
    found = _found(store, return_id)
    unit_id = found["unit_id"] if found else None
    with acting(store, by, _STEPS[step][1], at, words, unit_id, called=_STEPS[step][2]) as act:
        _append_step(act, found, return_id, step)


def _append_step(act: Act, found: Record | None, return_id: int, step: Step) -> None:
    if found is None:
        raise UserError(f"没有第{return_id}号退回。", title="操作未进行")
    state = _course(act.transaction)[return_id].state
    if state == "resolved":
        raise UserError(f"第{return_id}号退回已经了结。", title="操作未进行")
    if step == "asked" and state == "open":
        raise UserError(f"第{return_id}号退回还在等待答复。", title="操作未进行")
    act.append("cell_return_step", [{"return_id": return_id, "step": step, "words": act.reason}])
    if step == "resolved":
        doubts.confirm_resolved(act, found["submission_id"], found["measure_id"])
    after = {"answered": "answered", "asked": "open", "resolved": "resolved"}[step]
    act.record(_STEPS[step][0], _named(found), STATES[state], STATES[after])


def _found(reader: Reader, return_id: int) -> Record | None:
    return next((row for row in _all(reader) if row["return_id"] == return_id), None)


def _all(reader: Reader) -> list[Record]:
    return records(reader.query("cell_returns", as_of=LATEST))


def _course(reader: Reader) -> dict[int, Exchange]:
    return exchanges(reader.query("cell_return_course", as_of=LATEST))


def _named(row: Record) -> str:
    return f"{row['unit']}{month_name(row['month'])} {measure_name(row)}"
