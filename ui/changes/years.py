"""A year as a whole: taken away and back, a draft, in force; and its measures' links to last year's."""

import datetime as dt
from functools import partial

import pandas as pd
import streamlit as st

from metrics.errors import UserError
from metrics.periods import day_name
from store.acts.rights import Actor
from store.engine.store import Store
from store.reads.last_year import year_links
from store.reads.naming import measure_name
from store.reads.view import YearState, year_states
from store.years import links, steps
from ui.access import acting
from ui.cache import current, reads
from ui.cache.store_cache import cached
from ui.changes import last_year
from ui.frame import choices, parts, tables

WHERE = "year"

_proposals = cached(4)(links.proposals)


@cached(4)
def _states(store: Store) -> list[YearState]:
    return year_states(store)[::-1]


@cached(4)
def _away(store: Store) -> list[int]:
    return steps.dropped_years(store)[::-1]


@cached(8)
def _drops(store: Store, year: int) -> str:
    return steps.what_drops(store, year).words


@cached(4)
def _linked(store: Store, year: int) -> dict[str, str]:
    """The name of every linked measure of a year with its last year's, and its id."""
    names = {row["measure_id"]: measure_name(row) for row in links.measures(store, year)}
    before = {row["measure_id"]: measure_name(row) for row in links.measures(store, year - 1)}
    return {
        f"{names[one]} ← {before.get(last, last)}": one for one, last in year_links(store, year).items() if one in names
    }


def draw_states() -> None:
    """Every year and how it stands; taking one away or back, making it a draft, putting it in force."""
    acting.show_outcome(WHERE)
    today = current.now().date()
    states, away = {state.year: state for state in _states()}, _away()
    told = [
        f"**{state.year}年度** {steps.state_words(state, today)}({_drops(state.year)})" for state in states.values()
    ]
    told += [f"**{year}年度** 已移除,可恢复" for year in away]
    st.markdown(";".join(told) + "。")
    with st.form("year_states", border=False):
        fields = st.columns([0.8, 1.4, 1, 2], gap="small", vertical_alignment="bottom")
        fields[0].selectbox("年度", [*states, *away], key="state_year")
        allowed = [name for name, (act, _) in _ACTS.items() if acting.may(act)]
        fields[1].selectbox("办理", allowed, index=None, key="state_act", placeholder="选择怎样办理",
                            format_func=lambda name: f"{name}:{_ACTS[name][1]}")  # fmt: skip
        fields[2].date_input("自哪天起(草案执行)", today, key="state_day", format="YYYY-MM-DD")
        with fields[3]:
            acting.ask_reason("state")
        st.form_submit_button("确认办理", key="state_sure", on_click=_turn)


_ACTS = {
    "移除": ("set", "目标、报送、演示数据都不再显示,不删除,可恢复"),
    "恢复": ("set", "已移除的年度恢复原样"),
    "作为草案": ("change", "仅审核、管理账号可见"),
    "执行": ("change", "草案自所选日期起对所有人有效"),
}


def _turn() -> None:
    held = st.session_state
    year, act, day = int(held["state_year"]), acting.typed("state_act"), held["state_day"]
    reason = acting.typed("state_reason")

    def turn(store: Store, by: Actor, at: dt.datetime) -> str:
        if not act:
            raise UserError(f"请选择{year}年度怎样办理:{'、'.join(_ACTS)}。", title="没有办理")
        if act == "移除":
            return f"{year}年度已移除:{steps.drop_year(store, year, reason, by, at).words}。可以恢复。"
        if act == "恢复":
            return f"{year}年度已恢复:{steps.restore_year(store, year, reason, by, at).words}。"
        if act == "作为草案":
            steps.make_draft(store, year, reason, by, at)
            return f"{year}年度现为草案,仅审核、管理账号可见。"
        steps.put_in_force(store, year, day, reason, by, at)
        return f"{year}年度自{day_name(day)}起执行。"

    def told(words: str) -> acting.Outcome:
        choices.forget("month")  # it may be of a year that is there no more
        return acting.Outcome(words)

    acting.attempt(turn, told, ["state_reason"], where=WHERE, act=f"{act} {year} {day}")


def draw_links(year: int) -> None:
    """What is proposed to be linked with last year, to be looked through and confirmed; bases; taking a link back."""
    acting.show_outcome("year links")
    if year - 1 not in reads.begun_years():
        st.info(f"没有{year - 1}年度的目标,不能与上年关联。")
        return
    found = _proposals(year)
    parts.block(f"可与{year - 1}年关联的子项{len(found)}个", "按名称、计量单位、类别提出,核对后确认;名称相同的已先勾选")
    if found:
        rows = pd.DataFrame([
            {"is_chosen": one.is_sure, "measure": measure_name(one.measure), "last": measure_name(one.last),
             "unit": one.measure["unit"], "score": "名称相同" if one.is_sure else f"相近{one.score:.0f}%"}
            for one in found
        ])  # fmt: skip
        told = {"is_chosen": tables.tick("关联"), "measure": (f"{year}年子项", 360), "last": (f"{year - 1}年子项", 360),
                "unit": ("计量单位", 80), "score": ("依据", 90)}  # fmt: skip
        alt = f"可以关联的{len(rows)}个子项,逐个勾选。"
        edited = tables.edited(rows, told, key=f"links_{year}", alt=alt, most=340)
        chosen = [one for one, is_chosen in zip(found, edited["is_chosen"], strict=True) if is_chosen]
        pairs = [(one.measure["measure_id"], one.last["measure_id"]) for one in chosen]
        act = partial(
            acting.change, "year_link", links.link_years, pairs, done=f"已关联{len(pairs)}个子项。", where="year links",
            act=f"关联上年 {pairs}",
        )  # fmt: skip
        acting.ask_beside("year_link", f"关联所选{len(chosen)}个", act, disabled=not chosen, type="primary")
    _draw_linked(year)
    last_year.draw_bases(year)
    last_year.draw_plans(year)


def _draw_linked(year: int) -> None:
    linked = _linked(year)
    if not linked:
        return
    parts.block(f"已关联{len(linked)}个")
    with st.form("year_unlink", border=False):
        fields = st.columns([2.4, 1.6, 1], gap="small", vertical_alignment="bottom")
        fields[0].selectbox("哪一个", list(linked), index=None, key="unlinked", placeholder="选择要取消的关联")
        with fields[1]:
            acting.ask_reason("year_unlink")
        fields[2].form_submit_button(
            "取消关联", key="year_unlink_sure", on_click=_unlink, args=(linked,), width="stretch"
        )


def _unlink(linked: dict[str, str]) -> None:
    one = linked.get(st.session_state["unlinked"] or "", "")
    act = f"取消关联上年 {one}"
    acting.change("year_unlink", links.unlink_year, one, done="已取消关联。", where="year links", act=act)
