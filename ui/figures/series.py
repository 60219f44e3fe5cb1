"""The screen of a numbered series, 民生实事 or 重点任务: counts, filters, list; beside it groups or the open item."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics import terms
from metrics.arithmetic import counting
from metrics.arithmetic.backlog import only
from store.reads.view import View
from ui import errors
from ui.cache import charts, reads
from ui.components import addresses, listing, status_bar
from ui.components.mounting import board
from ui.figures import item
from ui.frame import choices, narrow, parts, tables

_LIST_HEIGHT = 790  # the last row ends with a screen of 1080 pixels …
_NARROW_HEIGHT = 470  # … and beside an open item with one of 768
_UNIT = "牵头单位"
_FILTERS = ("category", "unit", "status", "leader", "by")  # as the address has them
_LIST = [
    "status_word", "coded_item", "done_pct", "plan_pct", "measures_text", "margin_points", "months_behind",
    "unit_label",
]  # fmt: skip
_LIST_WIDTHS = {
    "status_word": 126, "coded_item": 200, "done_pct": 82, "plan_pct": 92, "measures_text": 66, "margin_points": 106,
    "months_behind": 68, "unit_label": 150,
}  # fmt: skip
_NARROW_LIST = ["status_word", "coded_item"]
_NARROW_WIDTHS = {"status_word": 126, "coded_item": 212}
_TAKEN_ALONG = ["code", "category", "leader", "measure", "what_it_takes"]


def draw(series: str, grouped: str) -> None:
    """The whole screen of a series; `grouped` is what its categories are called: 类别, 章节."""
    title = terms.SERIES[series]
    view, snapshot = parts.heading(title)
    items = reads.series_items(view, series)

    bar, rate = st.columns([5, 1.15], vertical_alignment="center", gap="small")
    tally = snapshot.tally_of(series)
    with bar:
        in_address = {name: st.query_params[name] for name in _FILTERS if name in st.query_params}
        board(status_bar.body(view, series, addresses.carried(), in_address), key="counts")
    rate.markdown(parts.rate_text(tally))

    notice = st.container()
    chosen, status, code = _filters(items, grouped, notice)
    shown = only(items, chosen, status)
    dossier = reads.dossier(view, series, code) if code else None

    if dossier is None:
        left, right = (
            st.columns([2.98, 1], gap="medium") if not narrow.is_narrow() else (st.container(), st.container())
        )
        with left:
            filters = [*chosen.values(), status]
            _item_list(shown, view, title=title, chosen=filters)
        with right:
            _groups(view, series, chosen, status, grouped)
            parts.legend(view.month)
        return
    if narrow.is_narrow():
        measure = item.draw(dossier, view)
    else:
        left, right = st.columns([1, 2.45], gap="medium")
        with left:
            _narrow_list(shown, view, code, title=title)
        with right:
            measure = item.draw(dossier, view)
    item.draw_sources(dossier, measure, view)
    parts.legend(view.month)


def _filters(
    items: pd.DataFrame, grouped: str, notice: DeltaGenerator
) -> tuple[dict[str, str | None], str | None, str | None]:
    """One row of choices: the chosen value of each column, the status's word, and the open item's code."""
    places = choices.filters(5)
    with places[0]:
        category = choices.one_of("category", grouped, list(items["category"].unique()))
    with places[1]:
        unit = choices.one_of("unit", _UNIT, list(items["lead_unit"].unique()))
    with places[2]:
        status = choices.one_of("status", "状态", [terms.STATUSES[code].word for code in terms.WORST_FIRST])
    with places[3]:
        leader = choices.one_of("leader", "分管领导", sorted(items["leader"].dropna().unique()))
    with places[4]:
        code = _open_code(items, notice)
    return {"category": category, "lead_unit": unit, "leader": leader}, status, code


def _open_code(items: pd.DataFrame, notice: DeltaGenerator) -> str | None:
    """The open item's code, None for the list. An address that names no item is told so, and the list stays."""
    codes = list(items["code"])
    asked = st.query_params.get("item")
    if asked and asked not in codes:
        notice.warning(errors.plain(f"没有编号为“{asked}”的事项,请从清单中选择。"))
    choices.carry_over("item", codes)
    code: str | None = st.selectbox(
        "打开事项", codes, index=None, key="item", bind="query-params", placeholder="输入编号打开",
        label_visibility="collapsed",
    )  # fmt: skip
    return code


def _item_list(shown: pd.DataFrame, view: View, *, title: str, chosen: Sequence[str | None]) -> None:
    _list_heading(shown, title, ",点开看子项;各数取最差的子项")
    if len(shown):
        tables.table(
            shown, _LIST, taken_along=_TAKEN_ALONG, chosen=chosen, title=f"{title}清单", view=view, key="items",
            widths=_LIST_WIDTHS, most=_LIST_HEIGHT, **tables.choosing("items", "item", list(shown["code"])),
        )  # fmt: skip


def _narrow_list(shown: pd.DataFrame, view: View, code: str | None, *, title: str) -> None:
    """The same items beside an open one, which is marked: to go on to the next."""
    _list_heading(shown, title)
    if len(shown):
        names = shown["coded_item"].where(shown["code"] != code, listing.CHOSEN + shown["coded_item"])
        tables.plain_table(
            shown.assign(coded_item=names), _NARROW_LIST,
            alt=f"{title}清单,共{len(shown)}行,{parts.figure_note(view)}。",
            key="items_beside", widths=_NARROW_WIDTHS, most=_NARROW_HEIGHT,
            **tables.choosing("items_beside", "item", list(shown["code"])),
        )  # fmt: skip


def _list_heading(shown: pd.DataFrame, title: str, how: str = "") -> None:
    parts.block(f"{title}{len(shown)}项", f"按期率{counting.tally_items(shown).rate_of}{how}")
    if shown.empty:
        st.info("没有符合条件的事项,请放宽筛选条件。")


def _groups(view: View, series: str, chosen: dict[str, str | None], status: str | None, grouped: str) -> None:
    """The counts by category or by unit of what the other choices leave; a click on a row chooses it."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown("**按期率** :gray[按期/可判定]", width="content")
        st.session_state.setdefault("by", grouped)
        choices.carry_over("by", [grouped, _UNIT], grouped)
        by = st.segmented_control(
            "分组", [grouped, _UNIT], required=True, key="by", bind="query-params", label_visibility="collapsed"
        )
    column, choice_key = ("lead_unit", "unit") if by == _UNIT else ("category", "category")
    bars = charts.group_bars(view, series, column, chosen, status, f"各{by}")
    if bars is None:
        st.info("没有符合条件的事项。")
        return
    key = f"groups_{column}_{chosen[column]}"  # a new choice begins with nothing clicked
    name = f"{terms.SERIES[series]}_各{by}按期率"
    parts.chart(bars, name, view, key=key, on_select=lambda: _take_group(key, choice_key), selection_mode="points")


def _take_group(key: str, choice_key: str) -> None:
    """Choose the group that was clicked; a second click on it chooses all again."""
    points = st.session_state[key].selection.points
    if points:
        name = points[0]["customdata"]
        st.session_state[choice_key] = None if st.session_state.get(choice_key) == name else name
