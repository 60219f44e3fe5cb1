"""The first step: which place and which year begins; and another year of a place, or another place, later."""

import datetime as dt

import streamlit as st

from metrics import lengths
from metrics.sentences.place import LEVELS, Place
from store.acts.rights import Actor
from store.acts.settings import PLACE_WORDS, set_place
from store.engine.store import Store
from store.reads.places import place
from store.reads.view import begun_years
from store.years import beginning, steps
from store.years.beginning import NewRegion
from ui import errors
from ui.access import acting, person
from ui.cache import current
from ui.cache.store_cache import cached

_LEVELS = [level.word for code, level in LEVELS.items() if code != "country"]
_REASON = "开始使用"
WHERE = "begin place"  # where its acts tell their outcome


@cached(16)
def begun(store: Store) -> list[int]:
    """The years that the region has begun, the newest first."""
    return begun_years(store)[::-1] if store.region else []


def draw_new(key: str) -> None:
    """A place that begins; `key` tells the form of the first from that of another."""
    with st.form(f"{key}_place", border=False):
        top = st.columns([1.6, 0.8, 1.2, 0.8], gap="small")
        top[0].text_input("地区名称", key=f"{key}_name", max_chars=lengths.PLACE, placeholder="如 示例县")
        top[1].selectbox("级别", _LEVELS, index=None, key=f"{key}_level", placeholder="按名称")
        top[2].text_input("行政区划代码", key=f"{key}_code", max_chars=9, placeholder="6位;街道、乡镇9位")
        top[3].number_input("年度", 2000, 2099, value=current.now().year, key=f"{key}_year")
        low = st.columns([1.6, 1.2, 0.8], gap="small", vertical_alignment="bottom")
        low[0].text_input("印发机关", key=f"{key}_office", max_chars=lengths.PLACE,
                          placeholder="不填为“地区名称+人民政府办公室”")  # fmt: skip
        low[1].text_input(
            "发文机关代字", key=f"{key}_mark", max_chars=lengths.PLACE, placeholder="如 示府办;可以后再填"
        )
        low[2].form_submit_button(
            "开始", key=f"{key}_sure", type="primary", on_click=_begin, args=(key,), width="stretch"
        )


def _begin(key: str) -> None:
    year = int(st.session_state[f"{key}_year"])
    code, name = acting.typed(f"{key}_code").strip(), acting.typed(f"{key}_name").strip()
    new = NewRegion(code, name, acting.typed(f"{key}_level"))
    words = {
        which: acting.typed(f"{key}_{which}") for which in ("office", "mark") if acting.typed(f"{key}_{which}").strip()
    }

    def start(store: Store, by: Actor, at: dt.datetime) -> str:
        beginning.start(store, new, year, [], by, at)
        begun_place = place(store.of(code))
        if others := {which: said for which, said in words.items() if said.strip() != getattr(begun_place, which)}:
            set_place(store.of(code), others, _REASON, by, at)
        return code

    def told(begun_code: str) -> acting.Outcome:
        st.session_state["region"] = begun_code
        return acting.Outcome(f"{name}{year}年度已开始,请登记单位。")

    acting.attempt(start, told, [f"{key}_name", f"{key}_code"], where=WHERE, act=f"开始 {code} {year}")


def draw_known(place: Place) -> None:
    """The place that has begun, in words; and another year of it."""
    told = {"名称": place.name, "级别": place.level.word, "行政区划代码": place.code,
            **{PLACE_WORDS[name]: getattr(place, name) for name in ("office", "letterhead", "mark")}}  # fmt: skip
    st.markdown(" · ".join(f"{name} **{errors.plain(word or '未填')}**" for name, word in told.items()))
    st.caption("简报的版头、印发机关和代字在“目标调整”的“地区用语”里修改。")
    with st.form("another_year", border=False):
        fields = st.columns([0.8, 1.6, 1.6], vertical_alignment="bottom", gap="small")
        fields[0].number_input("再开始一个年度", 2000, 2099, value=min(begun()[0] + 1, 2099), key="next_year")
        fields[1].checkbox("先作草案(仅审核、管理账号可见)", key="next_is_draft")
        fields[2].form_submit_button("开始年度", key="next_sure", on_click=_begin_year, args=(place.code,))


def _begin_year(code: str) -> None:
    year, is_draft = int(st.session_state["next_year"]), bool(st.session_state["next_is_draft"])

    def start(store: Store, by: Actor, at: dt.datetime) -> None:
        beginning.start(store, NewRegion(code), year, [], by, at)
        if is_draft:
            steps.make_draft(store, year, "新的年度先作草案", by, at)

    acting.attempt(start, f"{year}年度已开始{',现为草案' if is_draft else ''}。", where=WHERE, act=f"开始年度 {year}")


def may_begin_another() -> bool:
    """Whether whoever looks may begin another place: rights in the whole store, not in one of its regions."""
    account = person.account()
    return person.may("set") and (account is None or not account.region_code)
