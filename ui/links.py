"""From one screen to another, with what is chosen: a clicked tile or row opens its item on the screen of its series."""

from typing import Any

import streamlit as st

from metrics.terms import SERIES_SHORT

_PAGES = {"indicator": "indicators", "task": "tasks", "livelihood": "livelihood"}


def open_item(code: str) -> None:
    """Go to the screen of an item's series with the item open. Ends the run."""
    series = next(series for series, short in SERIES_SHORT.items() if code.startswith(short))
    st.switch_page(f"../pages/{_PAGES[series]}.py", query_params={"month": st.session_state["month"], "item": code})


def open_clicked(selection: Any) -> None:
    """Open the item whose tile was clicked; a tile's customdata begins with the item's code."""
    points = selection.selection.points
    if points:
        open_item(points[0]["customdata"][0])
