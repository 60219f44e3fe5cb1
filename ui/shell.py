"""The frame around every screen: title, menu, who may see it, and the boundary that catches what a screen raises."""

from pathlib import Path

import streamlit as st

from ui import errors
from ui.access import parts, person
from ui.cache import current, reads
from ui.frame import brief, history, wall
from ui.frame.watch import counted
from ui.menu import ABOVE, BEGIN, MENU, NEEDS, START

PAGES = Path(__file__).resolve().parent.parent / "pages"

st.set_page_config(layout="wide")
person.connection.read()
history.restore()

is_brief, is_wall = brief.is_asked(), wall.is_asked()

# Page objects are made on every run: they carry the state of their run.
# One that is not for whoever looks is left out of the menu, and says so where a link leads to it.
pages = {
    name: st.Page(
        PAGES / f"{name}.py",
        title=parts.title_of(name, title),
        url_path=name,
        default=name == START,
        visibility="visible" if parts.is_listed(name) else "hidden",
    )
    for name, title in MENU
}
page = st.navigation(list(pages.values()), position="hidden" if is_brief or is_wall else "top")
st.set_page_config(page_title=f"{page.title} · {reads.open_title() if current.is_open() else current.title()}")

try:
    name = next(name for name, one in pages.items() if one.title == page.title)
    person.check_screen(name)
    if name not in (BEGIN, "accounts", "system") and person.may(NEEDS[BEGIN]) and parts.lacks_targets():
        st.switch_page(pages[BEGIN])
    if parts.begins_above(name):
        st.switch_page(pages[ABOVE])
    with counted.rerun(name):
        if is_wall:
            wall.draw()
        elif is_brief:
            brief.draw(name)
        else:
            page.run()
except person.SignedOut as signed_out:
    parts.ask_to_sign_in(signed_out)
    st.stop()
except Exception as exc:  # noqa: BLE001 - the boundary: everything that is not control flow ends in words and in the log
    errors.show(exc)
    st.stop()  # rather than an end: what the widgets held that were not drawn is kept
