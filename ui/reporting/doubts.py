"""Figures that are 存疑: the list, and beside each what a reviewer may do with it, in one click or with a word."""

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from metrics import lengths
from store.acts.review import doubts, returns
from store.acts.rights import Actor
from store.engine.records import Record
from store.engine.store import Store
from store.reads.figures.snapshot import Snapshot
from store.reads.view import View
from ui import errors
from ui.access import acting
from ui.cache import reads
from ui.frame import parts

_MOST = 8  # a screen of them; the next ones come as these are decided about
_SAID = "doubts"
_NAME = "doubts_by"
_DONE = {"sure": "已确认", "back": "已退回,待单位答复", "aside": "暂不采用,此前的数据有效"}


def draw_board(view: View) -> None:
    """Everything of the year that waits, and what was decided; nothing where nothing was ever doubtful."""
    rows = reads.doubtful(view.month.year, view.as_of)
    if not rows:
        return
    waiting = [row for row in rows if row["state"] == "doubtful"]
    decided = [row for row in rows if row["state"] != "doubtful"]
    parts.block(f"存疑数据{len(waiting)}个", "变动异常、尚待审核;确认、退回或者暂不采用(此前的数据有效)")
    acting.show_outcome(_SAID)
    _listed(waiting, view)
    if decided:
        with st.expander(f"已审核{len(decided)}个"):
            _listed(decided, view)


def draw_before_edition(snapshot: Snapshot) -> None:
    """What an edition would be made with although nobody has looked; nothing where there is none."""
    counted = set(zip(snapshot.doubtful["submission_id"], snapshot.doubtful["measure_id"], strict=True))
    acting.show_outcome(_SAID)
    if not counted:
        return
    rows = [
        row for row in reads.doubtful(snapshot.view.month.year, snapshot.view.as_of)
        if (row["submission_id"], row["measure_id"]) in counted
    ]  # fmt: skip
    st.warning(f"本期有{len(rows)}个存疑数据,尚待审核;不处理的,简报中注明“存疑”。")
    with st.expander(f"存疑数据{len(rows)}个"):
        acting.ask_name("", label="您的姓名", name_key=_NAME)  # the one below is of the form that makes an edition
        _listed(rows, snapshot.view, name_key=_NAME)


def _listed(rows: Sequence[Record], view: View, name_key: str = "sender") -> None:
    returned = {
        (row["submission_id"], row["measure_id"]): row
        for row in reads.returned(view.as_of) if row["state"] != "resolved"
    }  # fmt: skip
    for row in rows[:_MOST]:
        with st.container(border=True, gap="xsmall"):
            _figure(row, returned.get((row["submission_id"], row["measure_id"])), name_key)
    if len(rows) > _MOST:
        st.caption(f"另有{len(rows) - _MOST}个,处理后依次显示。")


def _figure(row: Record, returned: Record | None, name_key: str) -> None:
    unit, named, value, before = (errors.plain(row[name]) for name in ("unit", "named", "value_text", "before_text"))
    doubted = errors.plain(row["words"].replace("\n", " "))
    was = f",此前{before}" if before else ""
    st.markdown(
        f":orange[**{row['state_word']}**] **{unit}** {row['reported_month']} {named} **{value}**{was} "
        f":gray[第{row['submission_id']}号 {errors.plain(row['submitted_by'])}]  \n"
        f"{doubted}  \n报送时说明:**{errors.plain(row['reason'] or '—')}**"
        + _exchanged(returned) + _decided(row)
    )  # fmt: skip
    if acting.may("review"):
        _acts(row, name_key, is_returned=returned is not None)


def _exchanged(returned: Record | None) -> str:
    """How far the exchange about a returned figure is, and the answer, so that it can be decided about here."""
    if returned is None:
        return ""
    answer = returned["answer_text"]
    return f" :gray[已退回,{returned['state_word']}]" + (f"  \n答复:**{errors.plain(answer)}**" if answer else "")


def _decided(row: Record) -> str:
    if row["verdict"] is None:
        return ""
    said = f":{errors.plain(row['review_reason'])}" if row["review_reason"] else ""
    return f"  \n:gray[{row['reviewed_at']:%Y-%m-%d %H:%M} {errors.plain(row['reviewed_by'])}{said}]"


def _acts(row: Record, name_key: str, *, is_returned: bool) -> None:
    key = f"doubt_{row['submission_id']}_{row['measure_id']}"
    words, *places = st.columns([4, 1, 1, 1], vertical_alignment="center", gap="small")
    words.text_input(
        "说明", key=key, max_chars=lengths.REASON, placeholder="退回的问题,或暂不采用的原因;确认可不写",
        label_visibility="collapsed",
    )  # fmt: skip
    drawn = {
        "sure": ("恢复采用" if row["state"] == "set_aside" else "确认", row["state"] == "confirmed"),
        "back": ("退回", is_returned),
        "aside": ("暂不采用", row["state"] == "set_aside"),
    }
    for place, (what, (label, is_done)) in zip(places, drawn.items(), strict=True):
        place.button(
            label, key=f"{key}_{what}", on_click=_attempt, args=(what, row, key, name_key), disabled=is_done,
            width="stretch",
        )  # fmt: skip


def _attempt(what: str, row: Record, key: str, name_key: str) -> None:
    number, measure_id, said = row["submission_id"], row["measure_id"], acting.typed(key).strip()

    def write(store: Store, by: Actor, at: dt.datetime) -> None:
        if what == "sure":
            doubts.confirm(store, number, measure_id, said or None, by, at)
        elif what == "back":
            returns.return_cell(store, number, measure_id, said, by, at)
        else:
            doubts.set_aside(store, number, measure_id, said, by, at)

    done = f"{row['unit']} {row['named']}:{_DONE[what]}。"
    acting.attempt(write, done, [key], where=_SAID, act=f"{what} {number} {measure_id}", name_key=name_key)
