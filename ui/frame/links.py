"""From one screen to another, with what is chosen: a clicked tile or row opens its item on the screen of its series."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from metrics.periods import month_code
from metrics.terms import SERIES_SHORT
from store.reads.view import View
from ui.access import door
from ui.menu import START

SCREEN_OF = {"indicator": "indicators", "task": "tasks", "livelihood": "livelihood"}
# What a link carries beside the month, wherever it leads: what the whole dashboard is opened with.
_CARRIED = ("edition", "region")


def carried() -> dict[str, str]:
    """What every link of this screen carries on from its own address."""
    return {name: st.query_params[name] for name in _CARRIED if name in st.query_params}


def address(screen: str, view: View, carried: Mapping[str, str], **chosen: str | None) -> str:
    """The address of a screen with the month of a view, or its edition, and some choices; None is no choice."""
    month = {} if "edition" in carried else {"month": month_code(view.month)}
    values = {**month, **carried, **{name: value for name, value in chosen.items() if value is not None}}
    return f"{door.address('/')}{'' if screen == START else screen}?{urlencode(values)}"


def item_address(code: str, view: View, carried: Mapping[str, str]) -> str:
    """The address of an item, open on the screen of its series."""
    return address(_screen_of(code), view, carried, item=code)


def open_item(code: str) -> None:
    """Go to the screen of an item's series with the item open. Ends the run."""
    st.switch_page(f"../pages/{_screen_of(code)}.py", query_params={"item": code})


def _screen_of(code: str) -> str:
    return next(SCREEN_OF[series] for series, short in SERIES_SHORT.items() if code.startswith(short))


def open_chosen(selection: Any, codes: list[str]) -> None:
    """Open the item of the row chosen in a table. `codes` are the items of its rows."""
    rows = selection.selection.rows
    if rows and rows[0] < len(codes):
        open_item(codes[rows[0]])


def choose_clicked(chart_key: str) -> None:
    """Make the item whose row was clicked the one that the screen shows; a row's customdata begins with its code."""
    points = st.session_state[chart_key].selection.points
    if points:
        st.session_state["item"] = points[0]["customdata"][0]
