"""The product's frame and menu with two trial pages more; above each page a button, below it the number of the run."""

from pathlib import Path

import streamlit as st

from ui.cache import current, reads
from ui.menu import MENU, START

HERE = Path(__file__).resolve().parent
PRODUCT = HERE.parents[1] / "pages"
TRIAL = HERE.parent / "pages"

st.set_page_config(layout="wide")

page = st.navigation(
    [
        *[st.Page(PRODUCT / f"{name}.py", title=title, url_path=name, default=name == START) for name, title in MENU],
        st.Page(TRIAL / "empty.py", title="空白页", url_path="empty"),
        st.Page(TRIAL / "reference.py", title="参考页", url_path="reference"),
    ],
    position="top",
)
st.set_page_config(page_title=f"{page.title} · {reads.open_title() if current.is_open() else current.title()}")

st.button("再运行一次", key="again")
page.run()
st.session_state["run_number"] = st.session_state.get("run_number", 0) + 1
with st.container(key="run_number_shown"):
    st.text(f"第{st.session_state['run_number']}次运行")
