"""Figures given back with a question: for the reviewer to ask and to close, for the unit to answer."""

import datetime as dt
from collections.abc import Callable

import streamlit as st

from metrics import lengths, wording
from metrics.errors import UserError
from store.acts.review import returns
from store.acts.rights import Actor
from store.engine.records import Record, records
from store.engine.store import Store
from store.reads.naming import measure_name
from store.reads.view import View
from ui import errors
from ui.access import acting
from ui.cache import reads
from ui.frame import parts, tables

_SHOWN = [
    "return_id", "state_word", "unit_name", "reported_month", "named", "value_text", "question", "answer",
    "conclusion",
]  # fmt: skip
_WIDTHS = {
    "return_id": 66, "unit_name": 104, "reported_month": 84, "named": 270, "value_text": 76, "question": 216,
    "answer": 206, "conclusion": 124,
}  # fmt: skip


def draw_board(view: View) -> None:
    """Every returned figure of the year with question, answer and conclusion, and the reviewer's acts."""
    rows, plain = reads.returned_in(view.month.year, view.as_of)
    waiting = sum(row["state"] == "open" for row in plain)
    parts.block(
        f"退回的数据{len(rows)}个", f"待答复{waiting}个;单位在“数据报送”答复,或重报该数据即为答复;点选一行看往来全文"
    )
    if rows.empty:
        st.markdown(":gray[本年没有退回的数据。]")
    else:
        numbers = [int(number) for number in rows["return_id"]]
        tables.table(
            rows, _SHOWN, title="退回的数据", view=view, key="returned",
            taken_along=["exchange_text"], widths=_WIDTHS, most=236,
            **tables.choosing("returned", "return_chosen", numbers),
        )  # fmt: skip
    if not acting.may("return"):
        _exchange(_chosen(plain))
        return
    acting.show_outcome("returned")
    ask, close = st.columns(2, gap="medium")
    with ask:
        _asking(view)
    with close:
        _closing(plain)


def _chosen(rows: list[Record]) -> Record | None:
    """The return that was clicked or picked."""
    return next((row for row in rows if row["return_id"] == st.session_state.get("return_chosen")), None)


def _exchange(row: Record | None) -> None:
    """Everything that was said about one return, a line for each step."""
    if row is not None:
        st.markdown(f"**第{row['return_id']}号退回往来**  \n{_lines(row)}")


def _lines(row: Record) -> str:
    return "  \n".join(errors.plain(line) for line in row["exchange_text"].split("\n"))


def _asking(view: View) -> None:
    sent = reads.month_submissions(view, None)
    standing = sent[sent["withdrawn_at"].isna()]
    with st.container(border=True, gap="small"):
        st.markdown(f"**退回一个数据** :gray[{view.month.month}月的报送]")
        numbers = map(int, standing["submission_id"])
        names = {no: f"第{no}号 {unit}" for no, unit in zip(numbers, standing["unit_name"], strict=True)}
        number = st.selectbox(
            "报送", list(names), index=None, key="return_submission", format_func=lambda one: names[one],
            placeholder="选择一份报送", label_visibility="collapsed",
        )  # fmt: skip
        figures = records(reads.submission_figures(number)) if number else []
        cells = {row["measure_id"]: _cell(row) for row in figures}
        st.selectbox(
            "数据", list(cells), index=None, key="return_measure", format_func=lambda one: cells[one],
            placeholder="选择其中一个数据", label_visibility="collapsed", disabled=not cells,
        )  # fmt: skip
        st.text_input("问题", key="return_question", max_chars=lengths.REASON, placeholder="请单位核实、说明的问题")
        st.button("退回", key="return_sure", on_click=_return, args=(number, cells), disabled=not cells)


def _cell(row: Record) -> str:
    return f"{measure_name(row)}:{row['value_words'] or wording.figure(row['value'], row['measure_unit'])}"


def _return(number: int, cells: dict[str, str]) -> None:
    measure_id, question = st.session_state["return_measure"], acting.typed("return_question")

    def return_cell(store: Store, by: Actor, at: dt.datetime) -> None:
        if measure_id is None:
            raise UserError("请先选择要退回的数据。", title="没有选择数据")
        returns.return_cell(store, number, measure_id, question, by, at)

    acting.attempt(
        return_cell, f"已退回第{number}号报送的 {cells.get(measure_id)},单位在“数据报送”可以看到。",
        ["return_question"], where="returned",
    )  # fmt: skip


def _closing(rows: list[Record]) -> None:
    with st.container(border=True, gap="small"):
        st.markdown("**处理答复** :gray[满意的了结,不清楚的再次退回]")
        # What still has to be done comes first; what is done can be read again.
        names = {
            row["return_id"]: f"第{row['return_id']}号 {row['unit_name']} {row['state_word']}"
            for row in sorted(rows, key=lambda row: row["state"] == "resolved")
        }
        st.selectbox(
            "退回", list(names), index=None, key="return_chosen", format_func=lambda one: names[one],
            placeholder="选择一个退回" if names else "没有退回的数据", label_visibility="collapsed", disabled=not names,
        )  # fmt: skip
        chosen = _chosen(rows)
        _exchange(chosen)
        st.text_input(
            "结论或问题", key="return_words", max_chars=lengths.REASON, placeholder="了结的结论,或再次退回的问题"
        )
        number = chosen["return_id"] if chosen else 0
        done, again = st.columns(2, gap="small")
        done.button("了结", key="return_resolve", on_click=_step, args=(returns.resolve, number, "了结"),
                    width="stretch", disabled=chosen is None or chosen["state"] == "resolved")  # fmt: skip
        again.button("再次退回", key="return_again", on_click=_step, args=(returns.ask_again, number, "再次退回"),
                     width="stretch", disabled=chosen is None or chosen["state"] != "answered")  # fmt: skip


def _step(act: Callable[[Store, int, str, Actor, dt.datetime], None], number: int, done: str) -> None:
    words = acting.typed("return_words")
    acting.attempt(
        lambda store, by, at: act(store, number, words, by, at), f"第{number}号退回已{done}。", ["return_words"],
        where="returned",
    )  # fmt: skip


def draw_for_unit(unit_name: str | None, as_of: dt.datetime) -> None:
    """On the reporting screen: what is returned to the unit, or folded up what is to all, each with its answer.

    What was answered or resolved can be read again below, where it is of one unit.
    """
    rows = [
        row
        for row in reads.returned(as_of)
        if unit_name in (None, row["unit_name"]) and acting.may("answer", row["unit_id"])
    ]
    pending = [row for row in rows if row["state"] == "open"]
    acting.show_outcome()
    how = "写明情况,或重报更正后的数据即为答复"
    if pending and unit_name is None:
        with st.expander(f"各单位退回待答复{len(pending)}个:{how}"):
            _questions(pending)
    elif pending:
        parts.block(f"退回待答复{len(pending)}个", how)
        _questions(pending)
    past = [row for row in rows if row["state"] != "open"]
    if past and unit_name is not None:
        with st.expander(f"已答复和了结的退回{len(past)}个"):
            for row in past:
                st.markdown(f"{_named(row)} :gray[{row['state_word']}]  \n{_lines(row)}")


def _questions(pending: list[Record]) -> None:
    for row in pending:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f":red[**退回**] {_named(row)}  \n{_lines(row)}")
            words, button = st.columns([5, 1], vertical_alignment="bottom", gap="small")
            key = f"answer_{row['return_id']}"
            words.text_input(
                "答复", key=key, max_chars=lengths.REASON, placeholder="答复", label_visibility="collapsed"
            )
            button.button("答复", key=f"{key}_sure", on_click=_answer, args=(row["return_id"],), width="stretch")


def _named(row: Record) -> str:
    unit, named, value = (errors.plain(row[name]) for name in ("unit_name", "named", "value_text"))
    return f"**{unit}** {row['reported_month']} {named} **{value}**"


def _answer(number: int) -> None:
    words = acting.typed(f"answer_{number}")
    acting.attempt(lambda store, by, at: returns.answer(store, number, words, by, at), f"第{number}号退回已答复。")
