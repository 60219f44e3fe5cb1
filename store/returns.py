"""One figure given back to its unit with a question, and what was answered: in words, or by sending the cell again."""

import datetime as dt
from typing import Literal

import pandas as pd

from metrics import origin, wording
from metrics.errors import UserError
from metrics.periods import month_name
from store import reads
from store.naming import measure_name
from store.recording import acting
from store.records import Record, records
from store.rights import Actor
from store.store import Store, Transaction, query_text

STATES = {"open": "待答复", "answered": "已答复", "resolved": "已了结"}
_STEPS = {"answered": ("答复退回", "answer"), "asked": ("再次退回", "return"), "resolved": ("了结退回", "return")}


def return_rows(store: Store, region: str = reads.REGION, as_of: dt.datetime = reads.LATEST) -> pd.DataFrame:
    """Every returned cell, the latest first, with its question, state and answer (see cell_returns.sql)."""
    rows = store.query("cell_returns", as_of=as_of)
    return rows[rows["region_code"] == region].reset_index(drop=True)


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `return_rows` with unit_name, reported_month, named, value_text, asked_text, state_word, answer_text."""
    plain = records(rows)
    return rows.assign(
        unit_name=rows["unit"],
        reported_month=[month_name(row["month"]) for row in plain],
        named=[measure_name(row) for row in plain],
        value_text=[
            row["value_words"] or wording.figure(row["value"], row["measure_unit"]) for row in plain
        ],
        asked_text=[f"{origin.sent_at(row['asked_at'])} {row['asked_by']}" for row in plain],
        state_word=[STATES[row["state"]] for row in plain],
        answer_text=[_answer_text(row) for row in plain],
    )  # fmt: skip


def submission_figures(store: Store, number: int) -> pd.DataFrame:
    """The figures of a standing submission, which can be returned one by one; empty where it does not stand."""
    return store.query("submission_figures", number=number)


def return_cell(store: Store, number: int, measure_id: str, question: str, by: Actor, at: dt.datetime) -> int:
    """Give one figure of a submission back with a question, and return the number of that.

    Raises UserError where the submission does not stand or has no such figure, and where it is returned already.
    """
    with acting(store, by, "return", at, question) as act:
        figures = records(act.transaction.query(query_text("submission_figures"), number=number))
        if not figures:
            raise UserError(f"没有第{number}号报送,或已撤回。", title="退回未进行")
        found = next((row for row in figures if row["measure_id"] == measure_id), None)
        if found is None:
            raise UserError(f"第{number}号报送没有“{measure_id}”的数据。", title="退回未进行")
        pending = [row for row in _rows(act.transaction) if row["state"] != "resolved"]
        if any((row["submission_id"], row["measure_id"]) == (number, measure_id) for row in pending):
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


def ask_again(store: Store, return_id: int, question: str, by: Actor, at: dt.datetime) -> None:
    """An answer that does not do: the cell is open again, with a new question."""
    _step(store, return_id, "asked", question, by, at)


def resolve(store: Store, return_id: int, words: str, by: Actor, at: dt.datetime) -> None:
    """The reviewer is content: nothing more is asked of the cell."""
    _step(store, return_id, "resolved", words, by, at)


def _step(
    store: Store, return_id: int, step: Literal["answered", "asked", "resolved"], words: str, by: Actor, at: dt.datetime
) -> None:
    name, right = _STEPS[step]
    rows = records(store.query("cell_returns", as_of=reads.LATEST))
    found = next((row for row in rows if row["return_id"] == return_id), None)
    with acting(store, by, right, at, words, found["unit_id"] if found else None) as act:
        if found is None:
            raise UserError(f"没有第{return_id}号退回。", title="操作未进行")
        if found["state"] == "resolved":
            raise UserError(f"第{return_id}号退回已经了结。", title="操作未进行")
        if step == "asked" and found["state"] == "open":
            raise UserError(f"第{return_id}号退回还在等待答复。", title="操作未进行")
        act.append("cell_return_step", [{"return_id": return_id, "step": step, "words": act.reason}])
        after = {"answered": "answered", "asked": "open", "resolved": "resolved"}[step]
        act.record(name, _named(found), STATES[found["state"]], STATES[after])


def _rows(transaction: Transaction) -> list[Record]:
    return records(transaction.query(query_text("cell_returns"), as_of=reads.LATEST))


def _answer_text(row: Record) -> str:
    """What was said or done since the question; empty for nothing."""
    if row["words"] is not None:
        return f"{row['words']}({row['step_by']},{origin.sent_at(row['step_at'])})"
    if row["withdrawn_at"] is not None:
        return f"报送已于{origin.sent_at(row['withdrawn_at'])}撤回"
    return f"第{row['answer_no']}号报送已重报" if row["answer_no"] is not None else ""


def _named(row: Record) -> str:
    return f"{row['unit']}{month_name(row['month'])} {measure_name(row)}"
