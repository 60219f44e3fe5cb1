"""From one screen to another, with what is chosen: a clicked row opens its item on the screen of its series."""

from typing import Any

import streamlit as st

from ui.components.addresses import screen_of


def open_item(code: str) -> None:
    """Go to the screen of an item's series with the item open. Ends the run."""
    st.switch_page(f"../pages/{screen_of(code)}.py", query_params={"item": code})


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
