"""What an office sets on the board: the deadline, one unit's exception, closing and reopening the month."""

import datetime as dt
from collections.abc import Callable
from functools import partial

import streamlit as st

from metrics.periods import day_name, month_name
from store.acts import closed_months, deadlines
from store.engine.records import records
from store.reads.reporting.reporting_board import Board
from store.reads.view import View
from ui.access import acting
from ui.cache import current, reads
from ui.frame import parts, tables


def draw(board: Board, view: View) -> None:
    """The forms that the person may use, each with what was set before."""
    closing = partial(_closing, is_closed=board.is_closed)
    drawn: dict[str, tuple[str, Callable[[View], None]]] = {
        "延期": ("except", _exception), "封账": ("close", closing), "报送期限": ("set", _deadline),
    }  # fmt: skip
    allowed = {name: draw for name, (act, draw) in drawn.items() if acting.may(act)}
    if not allowed:
        return
    parts.block("期限、延期与封账", month_name(view.month))
    acting.show_outcome()
    for tab, draw_form in zip(st.tabs(list(allowed), key="setting"), allowed.values(), strict=True):
        with tab:
            draw_form(view)


def _exception(view: View) -> None:
    names = reads.units()
    with st.form("exception", border=False):
        which, until = st.columns([1.4, 1], gap="small")
        which.selectbox("单位", sorted(names), index=None, key="exception_unit", placeholder="选择单位")
        in_a_week = current.now().date() + dt.timedelta(days=7)
        until.date_input("延期至", in_a_week, key="exception_until", format="YYYY-MM-DD")
        acting.ask_and_submit("exception", "准予延期", _grant, view.month, reason="原因")
    rows = reads.exceptions(view.month.year, as_of=view.as_of)
    if len(rows):
        plain = records(rows)
        shown = rows.assign(
            unit_name=rows["unit"], reported_month=[month_name(row["month"]) for row in plain],
            until_text=[_until_text(row["until"]) for row in plain], done_by=rows["recorded_by"],
        )  # fmt: skip
        names_shown = ["unit_name", "reported_month", "until_text", "reason", "done_by"]
        tables.plain_table(
            shown, names_shown, alt=f"{len(rows)}项延期。", key="exceptions", most=136,
            widths={"unit_name": 112, "reported_month": 80, "until_text": 156, "reason": 96, "done_by": 72},
        )  # fmt: skip


def _until_text(until: dt.date) -> str:
    return f"{day_name(until)}{'' if until >= current.now().date() else ',已到期'}"


def _grant(month: dt.date) -> None:
    name, until = st.session_state["exception_unit"], st.session_state["exception_until"]
    unit_id = reads.units().get(name or "", "")
    done = f"准予{name}{month_name(month)}数据延期至{day_name(until)}报送,到期自动失效。"
    acting.change("exception", deadlines.grant_exception, unit_id, month, until, done=done)


def _closing(view: View, *, is_closed: bool) -> None:
    word = "重开" if is_closed else "封账"
    with st.form("closing", border=False):
        st.markdown(
            f"{month_name(view.month)}**{'已封账' if is_closed else '未封账'}**。"
            ":gray[封账后该月不再接收报送,准予延期的单位除外;重开留有记录。]"
        )
        act = closed_months.reopen_month if is_closed else closed_months.close_month
        lock = partial(acting.change, "lock", act, view.month, done=f"{month_name(view.month)}已{word}。")
        acting.ask_and_submit("lock", f"{word}{view.month.month}月", lock, reason="原因")
    rows = reads.locks(view.month.year, as_of=view.as_of)
    if len(rows):
        plain = records(rows)
        shown = rows.assign(
            reported_month=[month_name(row["month"]) for row in plain],
            lock_word=["封账" if row["is_locked"] else "重开" for row in plain],
            done_by=rows["locked_by"], done_text=[f"{row['recorded_at']:%Y-%m-%d %H:%M}" for row in plain],
        )  # fmt: skip
        tables.plain_table(
            shown, ["reported_month", "lock_word", "reason", "done_by", "done_text"], alt=f"{len(rows)}次封账与重开。",
            key="locks", most=136,
            widths={"reported_month": 84, "lock_word": 56, "reason": 150, "done_by": 72},
        )  # fmt: skip


def _deadline(view: View) -> None:
    standing = reads.month_deadlines(view.month.year, as_of=view.as_of)
    with st.form("deadline", border=False):
        st.markdown(f"{view.month.month}月数据的期限为次月**{standing[view.month].day}日**,自选定月份起可以调整。")
        day, _ = st.columns([1, 2])
        day.number_input("次月几日", 1, 28, standing[view.month].day, key="deadline_day")
        label = f"自{view.month.month}月起执行"
        acting.ask_and_submit("deadline", label, _set_deadline, view.month, reason="原因")


def _set_deadline(month: dt.date) -> None:
    day = int(st.session_state["deadline_day"])
    done = f"自{month_name(month)}起,数据于次月{day}日前报送。"
    acting.change("deadline", deadlines.set_deadline, day, month, done=done)
