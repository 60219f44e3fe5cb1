"""Every screen in a real browser, in Chinese: what is seen, what a screen reader says, and what is told or asked."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.conftest import Tab
from tests.browser.staff import NAMES as STAFF
from tests.browser.staff import sign_in, staffed
from tests.browser.test_frame import MENU

# Names that are written in Latin letters in Chinese too.
NAMES = (  # a file's digest, where fonts lie and what they are called, and programs and kinds of files
    r"(?i:SHA-256 [0-9a-f]{64}|~?/[\w/.-]+|fonts-[\w-]+|docs/\S+|Times New Roman|Debian|fc-cache"
    r"|(?<![a-z])(Excel|Word|WPS|PDF|SHA|CSV|PNG|GDP|docx|xlsx|pptx|zip|API|Esc|make run)(?![a-z]))"
)

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


_CHOOSE_A_LARGE_FILE = """(field) => {
    const chosen = new DataTransfer();
    chosen.items.add(new File([new Uint8Array(21 * 1024 * 1024)], "大.xlsx"));
    field.files = chosen.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
}"""


def english(page: Page) -> list[str]:
    """Texts that have an English word. "text" is what Streamlit calls a column's kind, on the mark in its menu."""
    texts = [text for text in page.evaluate(_WORDS) if text != "text"]
    return [text for text in texts if re.search(r"[A-Za-z]{3,}", re.sub(NAMES, "", text))]


def test_no_screen_shows_or_says_a_word_of_english(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(height=2200)
    left = {}
    paths = [*MENU, "system"]  # which stands in the menu of administrators alone
    for path in paths:
        page = tab.open(f"/{path}?month=2023-09")
        page.evaluate(_OPEN_ALL)
        tab.settle()
        left[path] = english(page)
    assert left == {path: [] for path in paths}


def test_neither_signing_in_nor_the_accounts_show_or_say_a_word_of_english(
    open_tab: Callable[..., Tab], tmp_path: Path
) -> None:
    with staffed(tmp_path) as office:
        tab = open_tab(on=office.server, height=2200)
        page, left = tab.page, {}
        for path in ("/signin", "/signout"):
            page.goto(office.server.url + path)
            left[path] = english(page)
        token = sign_in(office.server, STAFF["administers"])
        page.context.add_cookies([{"name": "dashboard_session", "value": token, "url": office.server.url}])
        page.goto(office.server.url + "/password")
        left["/password"] = [text for text in english(page) if "123456" not in text]  # what no password may be
        tab.open("/accounts")
        page.evaluate(_OPEN_ALL)
        tab.settle()
        page.get_by_text("上传名单", exact=True).click()
        tab.settle()
        left["/accounts"] = [text for text in english(page) if "POST" not in text]  # an address of the interface
        page.get_by_role("button", name="张三(管理)").click()
        left["me"] = [text for text in english(page) if "POST" not in text]
        assert left == {place: [] for place in left} and tab.complaints == []


def test_what_a_person_opens_on_a_screen_is_chinese(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(height=1000)
    page = tab.open("/livelihood?month=2023-09")
    page.locator(".st-key-unit input").click()
    page.keyboard.type("zzz")
    expect(page.get_by_text("没有匹配的选项")).to_be_visible()
    assert english(page) == []
    page.keyboard.press("Escape")
    grid = page.get_by_test_id("stDataFrame").first
    grid.hover()
    page.get_by_role("button", name=re.compile("^查找")).first.click()
    expect(page.get_by_text("输入要查找的字").first).to_be_visible()
    assert english(page) == []
    page.get_by_role("button", name="关闭查找").first.click()
    tab.settle()
    scroller = grid.locator(".dvn-scroller")
    scroller.click(position={"x": scroller.evaluate("e => e.clientWidth") - 12, "y": 17})
    expect(page.get_by_role("menuitem", name="升序")).to_be_visible()
    assert english(page) == []
    assert tab.complaints == []


def test_a_file_that_is_too_large_and_a_line_that_dropped_are_told_in_chinese(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    page = tab.open("/reporting?month=2023-09")
    page.locator("input[type=file]").first.evaluate(_CHOOSE_A_LARGE_FILE)
    expect(page.get_by_text("文件不能超过20").first).to_be_visible()
    assert english(page) == []

    def cut(socket: WebSocketRoute) -> None:
        socket.close()

    page.route_web_socket(re.compile("_stcore/stream"), cut)
    page.route(re.compile("_stcore/(health|host-config)"), lambda route: route.abort())
    page.goto(tab.base)
    expect(page.get_by_role("dialog")).to_contain_text("服务器没有应答")
    assert english(page) == []
