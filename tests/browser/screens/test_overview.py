"""总览 in a real browser: what is clicked opens, Back goes back, keys do what the mouse does, nothing overprints."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Tab

AUGUST = "/?month=2023-08"


def at(page: Page, path: str, **address: str) -> None:
    """The page is at a path whose address carries exactly this, and its month is August."""
    query = "&".join(f"{key}={quote(value)}" for key, value in address.items())
    expect(page).to_have_url(re.compile(rf":\d+{re.escape(path + '?' + query)}$"))
    expect(page.locator(".st-key-month input")).to_have_value(address["month"])


def test_a_tile_of_the_wall_opens_its_item_in_the_same_month_and_back_goes_back(open_page: Callable[..., Page]) -> None:
    page = open_page(AUGUST)
    page.locator(".tile").nth(7).click()
    expect(page).to_have_title("民生实事 · 温江区目标进度")
    at(page, "/livelihood", month="2023-08", item="民生8")
    expect(page.locator("strong", has_text="民生8")).to_be_in_viewport()
    page.go_back()
    expect(page).to_have_title("总览 · 温江区目标进度")
    at(page, "/", month="2023-08")
    page.go_forward()
    at(page, "/livelihood", month="2023-08", item="民生8")


def test_a_tile_opens_its_item_alone_though_a_unit_was_chosen_before(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(1366, 768)
    page = tab.open(f"/livelihood?month=2023-08&unit={quote('区水务局')}")
    page.get_by_test_id("stTopNavLink").filter(has_text="总览").click()
    tab.settle()
    page.locator(".tile").nth(7).click()
    at(page, "/livelihood", month="2023-08", item="民生8")
    expect(page.locator("strong", has_text="民生8")).to_be_in_viewport()
    expect(page.locator(".st-key-unit input")).to_have_value("")


def test_a_list_another_month_and_a_filtered_screen_are_steps_that_back_takes_back(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(AUGUST)
    shown = page.locator("#bar-behind b").inner_text()
    page.locator("#bar-behind").click()
    expect(page.locator(".listed h4")).to_contain_text(f"慢序时{shown}项")
    expect(page.locator(".listed li")).to_have_count(int(shown))
    expect(page.locator("#bar-behind")).to_be_focused()
    page.locator(".month .label").nth(4).click()
    at(page, "/", month="2023-05")
    expect(page.locator(".listed")).to_have_count(0)
    page.locator(".groups .bar").first.locator("a").first.click()
    expect(page).to_have_title("民生实事 · 温江区目标进度")
    expect(page).to_have_url(re.compile(f"month=2023-05&category={quote('交通出行')}&status="))
    for month, lists in (("2023-05", 0), ("2023-08", 1), ("2023-08", 0)):
        page.go_back()
        expect(page.locator(".st-key-month input")).to_have_value(month)
        expect(page.locator(".listed")).to_have_count(lists)


def test_a_tile_is_reached_read_and_opened_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page(AUGUST)
    page.locator(".tile").nth(6).focus()
    page.keyboard.press("Tab")
    tip, tile = page.locator(".board-tip"), page.locator(".tile").nth(7)
    expect(tile).to_be_focused()
    expect(tip).to_contain_text("民生8")
    assert tip.inner_text() == tile.get_attribute("aria-label")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.keyboard.press("Enter")
    at(page, "/livelihood", month="2023-08", item="民生8")


def test_the_first_load_brings_neither_the_charts_script_nor_the_grids(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    page = tab.open("/?month=2023-09")
    assert [
        address for address in tab.requests if re.search(r"/(Plotly|plotly|DataFrame|ArrowDataFrame)", address)
    ] == []
    [script] = [address for address in tab.requests if address.endswith("/board.js")]
    assert "immutable" in page.request.get(script).headers["cache-control"]
    page.get_by_text("分类按期率表").click()
    expect(page.get_by_test_id("stDataFrame")).to_have_count(1)
    assert tab.complaints == []


@pytest.mark.parametrize(
    ("width", "height"), [(360, 800), (390, 844), (683, 384), (911, 512), (1366, 768), (1440, 900), (1920, 1080)]
)
def test_on_every_screen_nothing_stands_over_anything_or_beyond_the_edge(
    open_tab: Callable[..., Tab], width: int, height: int
) -> None:
    page = open_tab(width, height).open("/?month=2023-09")
    assert page.evaluate(_BEYOND) == []
    assert page.evaluate(_OVER) == []


@pytest.mark.parametrize(("path", "width"), [("/units", 911), ("/", 911), ("/", 1366), ("/?view=wall", 1366)])
def test_a_mark_alone_stands_for_one_and_a_number_stands_whole(
    open_tab: Callable[..., Tab], path: str, width: int
) -> None:
    page = open_tab(width, 768).open(path)
    page.locator(".board .bar, .wall-view .bar").first.wait_for()
    said = page.evaluate(_SAID)
    assert said
    for text, told in said:
        count = told.removesuffix("项").split()[-1]
        assert text in {"1": ("", text[-1:], f"1{text[-1:]}")}.get(count, ("", f"{count}{text[-1:]}")), told
    assert page.evaluate(_CUT) == []


# What each segment of a bar or month shows, beside what it says when it is pointed at; numbers higher than their part.
_SAID = r"""() => [...document.querySelectorAll(".bar.thin a, .month > a:not(.label)")]
    .map((part) => [part.innerText.replace(/\s/g, ""), part.getAttribute("aria-label")])"""
_CUT = """() => [...document.querySelectorAll(".month > a:not(.label) > span")]
    .filter((words) => words.getClientRects().length)
    .filter((words) => words.offsetHeight > words.parentElement.clientHeight + 1)
    .map((words) => words.innerText)"""

# Parts whose words are wider than they are, and parts that are beyond the window's edge.
_BEYOND = """() => [...document.querySelectorAll(".board a, .board td, .board b, .board h4")]
    .filter((part) => part.getClientRects().length)
    .filter((part) => part.getBoundingClientRect().right > innerWidth + 1
        || (part.matches(".tile, .card, .bar:not(.thin) a") && part.scrollWidth > part.clientWidth + 1))
    .map((part) => part.outerHTML.slice(0, 120))"""

# Pairs of blocks of which one stands over the other.
_OVER = """() => {
    const parts = [...document.querySelectorAll(".board section, .board > .bar, .cards, .card, .brief, .tile, .month")];
    const over = (a, b) => !a.part.contains(b.part) && !b.part.contains(a.part)
        && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    const placed = parts.map((part) => {
        const { left, right, top, bottom } = part.getBoundingClientRect();
        return { part, left, right, top, bottom };
    });
    return placed.flatMap((a, n) => placed.slice(n + 1).filter((b) => over(a, b))
        .map((b) => a.part.className + a.part.id + " over " + b.part.className + b.part.id));
}"""
