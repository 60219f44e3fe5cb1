"""The frame around every screen: title, menu, and the boundary that catches what a screen raises."""

from pathlib import Path

import streamlit as st

from ui import brief, errors
from ui.menu import APP_TITLE, MENU, START

PAGES = Path(__file__).resolve().parent.parent / "pages"

st.set_page_config(layout="wide")

is_brief = brief.is_asked()

# Page objects are made on every run: they carry the state of their run.
page = st.navigation(
    [st.Page(PAGES / f"{name}.py", title=title, url_path=name, default=name == START) for name, title in MENU],
    position="hidden" if is_brief else "top",
)
st.set_page_config(page_title=f"{page.title} · {APP_TITLE}")

try:
    if is_brief:
        brief.draw(page.url_path or START)
    else:
        page.run()
except Exception as exc:  # noqa: BLE001 - the boundary: everything that is not control flow ends in words and in the log
    errors.show(exc)
    st.stop()  # rather than an end: what the widgets held that were not drawn is kept
