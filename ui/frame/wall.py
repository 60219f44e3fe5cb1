"""`?view=wall`: a few pages that follow one another on a large screen, kept up with the store, without controls."""

from urllib.parse import urlencode

import streamlit as st

from ui.access import door
from ui.components import mounting, wall
from ui.frame import choices

_VIEW, _WALL = "view", "wall"
_PAGES, _SECONDS = "pages", "seconds"
_SHORTEST, _LONGEST, _USUAL = 5, 600, 20
_FRESH = 20  # seconds between two looks for new figures


def is_asked() -> bool:
    """Whether the address asks for the wall."""
    return st.query_params.get(_VIEW) == _WALL


def draw() -> None:
    """The pages that the address names, each for as many seconds as it says; what it does not know is left out."""
    named = st.query_params.get(_PAGES, "").split(",")
    pages = tuple(name for name in named if name in wall.PAGES) or tuple(wall.PAGES)
    said = st.query_params.get(_SECONDS, "")
    seconds = min(max(int(said), _SHORTEST), _LONGEST) if said.isdecimal() else _USUAL
    _pages(pages, seconds)


@st.fragment(run_every=_FRESH)
def _pages(pages: tuple[str, ...], seconds: int) -> None:
    view = choices.pictured().view
    mounting.wall(wall.body(view, pages), seconds, door.address("/healthz"), key="wall")


def offer() -> None:
    """Which pages, for how long, and the address for the large screen: in the popover of the overview's heading."""
    pages = st.multiselect(
        "大屏轮播的内容", list(wall.PAGES), default=list(wall.PAGES), format_func=lambda name: wall.PAGES[name],
        key="wall_pages",
    )  # fmt: skip
    seconds = st.number_input("每屏秒数", _SHORTEST, _LONGEST, _USUAL, step=5, key="wall_seconds")
    chosen = {name: st.query_params[name] for name in ("region", "edition") if name in st.query_params}
    asked = {**chosen, _VIEW: _WALL, _PAGES: ",".join(pages or wall.PAGES), _SECONDS: str(seconds)}
    st.link_button("打开大屏", f"{door.address('/')}?{urlencode(asked)}", width="stretch")
    st.caption(f"始终是{'所打开的期' if 'edition' in chosen else '最新一个月'},有新数据时一分钟内更新。")
