"""Every screen in a real browser, in Chinese: what is seen, what a screen reader says, and what Streamlit asks itself."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.conftest import Tab
from tests.browser.test_frame import MENU

# Names that are written in Latin letters in Chinese too.
NAMES = r"Excel|PDF|SHA|CSV|PNG|GDP|PPT|Word|WPS|Esc|[\w.-]+\.(xlsx|docx|pptx|md|json)|MB|KB|API|make run|docs/\S+"

# The words that are shown, and those that stand for what is shown, each with the part that has them.
_WORDS = """() => {
    const shown = (part) => part.checkVisibility({ visibilityProperty: true });
    const found = new Set();
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const part = node.parentElement;
        if (part.closest("script, style, noscript, [data-testid=stIconMaterial]")) continue;
        if (shown(part)) found.add(node.textContent.trim());
    }
    for (const name of ["aria-label", "aria-description", "title", "placeholder", "alt"]) {
        for (const part of document.querySelectorAll(`[${name}]`)) if (shown(part)) found.add(part.getAttribute(name));
    }
    return [...found];
}"""


_OPEN_ALL = """() => document.querySelectorAll("[data-testid=stExpander] details:not([open]) > summary")
    .forEach((closed) => closed.click())"""


def english(page: Page) -> list[str]:
    """Texts that have an English word."""
    return [text for text in page.evaluate(_WORDS) if re.search(r"[A-Za-z]{3,}", re.sub(NAMES, "", text))]


def test_no_screen_shows_or_says_a_word_of_english(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(height=2200)
    left = {}
    for path in MENU:
        page = tab.open(f"/{path}?month=2023-09")
        page.evaluate(_OPEN_ALL)
        tab.settle()
        left[path] = english(page)
    assert left == dict.fromkeys(MENU, [])
