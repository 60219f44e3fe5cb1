"""`?view=brief`: a screen as one finished picture, to be taken as a screenshot: no menu, no controls, no scrolling."""

from functools import partial
from pathlib import PurePosixPath
from urllib.parse import urlencode, urlsplit

import streamlit as st

from briefing.pictures.page import WIDTH_PIXELS
from store.reads.view import View
from ui.cache import reads
from ui.frame import brief_pages, choices, wall
from ui.menu import MENU, START

_VIEW, _BRIEF = "view", "brief"
_SIZES = {1: "1920×1080", 2: "3840×2160"}


def is_asked() -> bool:
    """Whether the address asks for the picture."""
    return st.query_params.get(_VIEW) == _BRIEF


def draw(name: str) -> None:
    """The picture of a screen of the menu, with the choices that the address carries."""
    edition, chosen = choices.pictured(), _chosen()
    page = brief_pages.composed(edition, name, chosen)
    # Twice as sharp as a large screen, so that it is scaled down everywhere. Streamlit shrinks a picture to the pixels
    # that its width says (1460 for "stretch"), and shows none wider than its place.
    st.image(
        brief_pages.drawn(edition, name, chosen, 2),
        width=2 * WIDTH_PIXELS,
        alt=f"{page.title},{reads.material(edition).foot}",
    )


def offer(view: View) -> None:
    """The button in a screen's heading: the way to its picture, the address to hand on, and the picture as a file."""
    name = _screen()
    if name not in brief_pages.PICTURED:
        return
    with st.popover(
        "截图", key="brief", on_change="rerun", width="stretch", help="整洁的截图视图、图片文件和大屏轮播"
    ) as offered:
        if not offered.open:
            return
        edition = reads.edition_of(view) or reads.draft(view)
        st.link_button("打开截图视图", _address(), width="stretch", type="primary")
        st.caption("无菜单、无按钮,按F11全屏后截图;也可右键“复制图片”。链接可复制转发:")
        st.code(_address(), language=None, wrap_lines=True)
        for sharpness, size in _SIZES.items():
            st.download_button(
                f"下载图片({size})", partial(brief_pages.drawn, edition, name, _chosen(), sharpness),
                file_name=f"{dict(MENU)[name]}_{reads.material(edition).file_stem}_{size}.png",
                key=f"brief_{sharpness}", on_click="ignore", width="stretch",
            )  # fmt: skip
        if name == START:
            wall.offer()


def _screen() -> str:
    """The screen that is open, by its name in the menu."""
    name = PurePosixPath(urlsplit(st.context.url or "").path).name
    return name if name in dict(MENU) else START


def _address() -> str:
    """The address of this screen's picture, with all that is chosen on it."""
    chosen = {name: st.query_params[name] for name in st.query_params if name != _VIEW}
    return f"{st.context.url}?{urlencode({**chosen, _VIEW: _BRIEF})}"


def _chosen() -> dict[str, str]:
    return {name: st.query_params[name] for name in brief_pages.CHOICES if name in st.query_params}
