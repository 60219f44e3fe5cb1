"""The forms for official words and for items as a whole: a ruling and its end, a condition, cancelling."""

import datetime as dt
from functools import partial

import streamlit as st

from metrics import terms
from metrics.periods import month_name, parse_month
from metrics.rows import ToldRow
from store.acts import items
from store.acts.review import rulings
from store.engine.records import records
from store.reads.view import View
from ui.access import acting
from ui.cache import reads
from ui.changes.targets import month_field
from ui.frame import tables

_RULED = [code for code in terms.STATUSES if code != "not_reported"]


def draw_ruling(measure: ToldRow, view: View) -> None:
    """A status by an official word, and the words that stand."""
    with st.form("ruling", border=False):
        fields = st.columns(3, gap="small")
        fields[0].selectbox("认定为", _RULED, key="ruled_status",
                            format_func=lambda code: terms.marked(code, terms.STATUSES[code].word))  # fmt: skip
        with fields[1]:
            month_field("自何月起", "ruled_from", view)
        with fields[2]:
            month_field("至何月止", "ruled_until", view, chosen=False)
        acting.ask_and_submit("ruled", "人工认定", _rule, measure["measure_id"])
    _standing(measure, view)


def _rule(measure_id: str) -> None:
    status = st.session_state["ruled_status"]
    since, until = parse_month(st.session_state["ruled_from"]), _until("ruled_until")
    done = f"已认定为{terms.STATUSES[status].word},{_span(since, until)}。"
    acting.change("ruled", rulings.rule, measure_id, status, since, until, done=done)


def draw_condition(measure: ToldRow, view: View) -> None:
    """The condition of an item is met."""
    if not measure["condition"]:
        st.info("该事项没有适用条件。")
        return
    with st.form("condition", border=False):
        st.markdown(f"适用条件:**{measure['condition']}** :gray[触发后整个事项的子项都考核]")
        fields = st.columns(2, gap="small")
        with fields[0]:
            month_field("自何月起", "met_from", view)
        with fields[1]:
            month_field("至何月止", "met_until", view, chosen=False)
        acting.ask_and_submit("met", "条件已触发", _trigger, measure["item_id"])
    _standing(measure, view)


def _trigger(item_id: str) -> None:
    since, until = parse_month(st.session_state["met_from"]), _until("met_until")
    trigger = partial(rulings.trigger, valid_until=until)
    acting.change("met", trigger, item_id, since, done=f"条件已触发,{_span(since, until)}。")


def _standing(measure: ToldRow, view: View) -> None:
    """The rulings of the measure, and ending one."""
    rows = reads.setting_sheet(view, measure["measure_id"]).rulings
    if rows.empty:
        return
    names = ["ruling_id", "ruling_text", "reason", "done_by", "done_text"]
    tables.text_table(rows, names, alt="人工认定与条件触发。", key="rulings")
    live = {f"第{row['ruling_id']}号 {row['ruling_text']}": row["ruling_id"] for row in records(rows)
            if not row["is_ended"]}  # fmt: skip
    if not live:
        return
    with st.form("ending", border=False):
        fields = st.columns(2, gap="small")
        fields[0].selectbox("结束哪个认定", list(live), key="ended_ruling")
        with fields[1]:
            month_field("最后适用的月份(不选为自始撤销)", "ended_until", view, chosen=False)
        acting.ask_and_submit("ended", "结束认定", _end, live)


def _end(live: dict[str, int]) -> None:
    number, until = live[st.session_state["ended_ruling"]], _until("ended_until")
    done = f"第{number}号认定{f'适用至{month_name(until)}' if until else '已撤销'}。"
    acting.change("ended", partial(rulings.end_ruling, last_month=until), number, done=done)


def draw_cancelling(measure: ToldRow, view: View) -> None:
    """Cancelling the chosen item; taking up one that was cancelled."""
    cancelled = reads.cancelled_items(view.month.year)
    gone, back = st.columns(2, gap="medium")
    with gone, st.form("cancelling", border=False):
        st.markdown(f"取消**{measure['coded_item']}** :gray[不再考核和统计;此前的数据仍可查]")
        act = partial(acting.change, "cancel", items.cancel_item, measure["item_id"], done="事项已取消。")
        acting.ask_and_submit("cancel", "取消事项", act)
    with back, st.form("restoring", border=False):
        st.selectbox("已取消的事项", list(cancelled), index=None, key="cancelled", disabled=not cancelled,
                     placeholder="选择要恢复的事项" if cancelled else "没有取消的事项")  # fmt: skip
        acting.ask_reason("restore")
        st.form_submit_button("恢复事项", key="restore_sure", on_click=_restore, args=(cancelled,),
                              disabled=not cancelled)  # fmt: skip


def _restore(cancelled: dict[str, str]) -> None:
    item_id = cancelled.get(st.session_state["cancelled"] or "", "")
    acting.change("restore", items.restore_item, item_id, done="事项已恢复考核。")


def _span(since: dt.date, until: dt.date | None) -> str:
    return f"自{month_name(since)}至{month_name(until) if until else '年末'}"


def _until(key: str) -> dt.date | None:
    code = st.session_state[key]
    return parse_month(code) if code else None
