"""Tables in which a click anywhere in a row chooses what the row stands for: an open item, a measure."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from ui.frame.narrow import is_narrow


def choosing(table_key: str, choice_key: str, values: Sequence[object]) -> dict[str, Any]:
    """Options for a table whose rows stand for `values`: a clicked row's value goes into the state of `choice_key`.

    Cells are chosen rather than rows, because a row can only be chosen by the box before it.
    """
    return {"selection_mode": "single-cell", "on_select": partial(take_row, table_key, choice_key, list(values))}


def take_row(table_key: str, choice_key: str, values: Sequence[object]) -> None:
    """Make the value of the row that was clicked the choice, and let go of the cell: the choice lives elsewhere."""
    cells = st.session_state[table_key]["selection"]["cells"]
    if cells:
        st.session_state[choice_key] = values[cells[0][0]]
    if cells and not is_narrow():  # a list forgets by itself
        st.session_state[table_key] = {"selection": {"rows": [], "columns": [], "cells": []}}
