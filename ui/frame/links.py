"""From one screen to another, with what is chosen: a clicked tile or row opens its item on the screen of its series."""

from typing import Any

import streamlit as st

from metrics.terms import SERIES_SHORT

_PAGES = {"indicator": "indicators", "task": "tasks", "livelihood": "livelihood"}


def open_item(code: str) -> None:
    """Go to the screen of an item's series with the item open. Ends the run."""
    series = next(series for series, short in SERIES_SHORT.items() if code.startswith(short))
    st.switch_page(f"../pages/{_PAGES[series]}.py", query_params={"item": code})


def open_clicked(selection: Any) -> None:
    """Open the item whose tile was clicked; a tile's customdata begins with the item's code."""
    points = selection.selection.points
    if points:
        open_item(points[0]["customdata"][0])


def choose_unit(table: str, names: list[str]) -> None:
    """A callback: take the row chosen in a table as the chosen unit. `names` are the units of its rows."""
    rows = st.session_state[table].selection.rows
    if rows:
        st.session_state["unit"] = names[rows[0]]


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
