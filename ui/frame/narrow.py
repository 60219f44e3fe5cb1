"""Whether the window is too narrow for tables: door.js says so before the first run, in a cookie of our own."""

import streamlit as st

_COOKIE = "narrow"


def is_narrow() -> bool:
    """A phone, or a window enlarged until it is as narrow. As it was when the page was opened."""
    return st.context.cookies.get(_COOKIE) == "1"
