"""The forms for what holds for everything: the preset in use, the numbers of a preset, the words of the place."""

from functools import partial

import streamlit as st

from metrics import lengths, terms
from metrics.rows import ToldRow
from metrics.sentences import threshold_words
from metrics.sentences.place import Place
from store.acts import settings
from store.acts.settings import PLACE_WORDS, Threshold
from store.engine.records import Record, records
from store.reads.view import View, home_rule
from ui.access import acting
from ui.cache import reads
from ui.cache.store_cache import cached


def draw(measure: ToldRow, view: View) -> None:
    """Which preset is used, and its numbers."""
    chosen, numbers = st.columns([1, 1.7], gap="medium")
    with chosen, st.form("preset", border=False):
        st.markdown(f"现用**{terms.PRESETS.get(view.preset, view.preset)}**")
        presets = list(terms.PRESETS)
        st.selectbox("判定标准", presets, index=presets.index(view.preset), key="preset",
                     format_func=lambda name: terms.PRESETS[name])  # fmt: skip
        acting.ask_and_submit("preset", "更换判定标准", _use_preset)
    with chosen:
        _outlook(view)
        _home()
    with numbers:
        _numbers(view)


def _outlook(view: View) -> None:
    is_shown = reads.month_snapshot(view).shows_outlook
    with st.form("outlook", border=False):
        st.markdown(f"年底预计现在**{'显示' if is_shown else '不显示'}**")
        done = "各屏幕、文件和接口不再显示年底预计。" if is_shown else "年底预计已显示。"
        act = partial(acting.change, "outlook", settings.show_outlook, not is_shown, done=done)
        acting.ask_and_submit("outlook", "不显示年底预计" if is_shown else "显示年底预计", act)


_home_rule = cached(4)(home_rule)


def _home() -> None:
    rules, now = settings.HOME_RULES, _home_rule()
    with st.form("home", border=False):
        st.markdown(f"首页年度现在**{rules[now]}**")
        codes = list(rules)
        st.selectbox("首页年度", codes, index=codes.index(now), key="home", format_func=lambda code: rules[code])
        acting.ask_and_submit("home", "调整首页年度", _choose_home)


def draw_place(measure: ToldRow, view: View) -> None:
    """What the place and its office are called in titles, file names, workbooks and notices."""
    place = reads.month_snapshot(view).place
    with st.form("place", border=False):
        fields = st.columns(2, gap="small")
        for number, (name, called) in enumerate(PLACE_WORDS.items()):
            fields[number % 2].text_input(
                called, getattr(place, name) or "", key=f"place_{name}_{place.code}", max_chars=lengths.PLACE,
                placeholder="没有" if name == "mark" else "空着由名称和级别拟定",
            )  # fmt: skip
        with fields[1]:
            acting.ask_reason("place")
        st.caption("改后的用语用于今后的标题、文件和通报;已编号的各期仍用当时的用语。")
        st.form_submit_button("修改地区用语", key="place_sure", on_click=_set_place, args=(place,))


def _set_place(place: Place) -> None:
    typed = {name: acting.typed(f"place_{name}_{place.code}") for name in PLACE_WORDS}
    words = {name: text for name, text in typed.items() if text.strip() != (getattr(place, name) or "")}
    acting.change("place", settings.set_place, words, done="地区用语已修改。")


def _numbers(view: View) -> None:
    rows = {
        threshold_words.kind_name(row["kind"], row["unit_group"]): row
        for row in records(reads.thresholds()) if row["preset"] == view.preset
    }  # fmt: skip
    name = st.selectbox("种类", list(rows), key="limit_kind")
    row = rows[name or next(iter(rows))]
    key = f"{row['preset']}_{row['kind']}_{row['unit_group']}"
    with st.form(f"limits_{key}", border=False):
        fields = st.columns(3, gap="small")
        unit = "占目标值" if row["far_behind_by"] == "share_of_bound" else "百分点"
        fields[0].number_input("超:不低于", value=row["ahead_at"], key=f"ahead_{key}", format="%f", placeholder="不设")
        fields[1].number_input("达:不低于", value=row["on_track_at"], key=f"on_track_{key}", format="%f")
        fields[2].number_input(f"滞:低于({unit})", value=row["far_behind_below"], key=f"far_{key}", format="%f")
        acting.ask_and_submit("limit", "调整判定界线", _change_limits, row, key)


def _use_preset() -> None:
    preset = st.session_state["preset"]
    acting.change("preset", settings.use_preset, preset, done=f"现在按{terms.PRESETS[preset]}判定。")


def _choose_home() -> None:
    rule = st.session_state["home"]
    acting.change("home", settings.choose_home, rule, done=f"首页年度:{settings.HOME_RULES[rule]}。")


def _change_limits(row: Record, key: str) -> None:
    ahead, on_track, far = (st.session_state[f"{name}_{key}"] for name in ("ahead", "on_track", "far"))
    numbers = ahead, acting.number(on_track), acting.number(far)
    new = Threshold(row["preset"], row["kind"], row["unit_group"], *numbers)
    acting.change("limit", settings.change_threshold, new, done="判定界线已调整。")
