"""On a phone every looking screen is one column, its tables are lists whose rows open; and the wall needs no hand."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Tab

LOOKING = ["/", "/indicators", "/livelihood", "/tasks", "/behind", "/units", "/discipline", "/notes", "/reporting"]
# Whatever reaches beyond the window without scrolling in a place of its own.
_WIDE = """() => {
    const main = document.querySelector("[data-testid=stMain]");
    return main.scrollWidth > main.clientWidth || document.documentElement.scrollWidth > innerWidth;
}"""


@pytest.mark.parametrize(("width", "height"), [(390, 844), (360, 800)])
def test_every_looking_screen_is_one_column_without_a_grid(
    open_tab: Callable[..., Tab], width: int, height: int
) -> None:
    tab = open_tab(width, height)
    for path in LOOKING:
        page = tab.open(f"{path}?month=2023-09")
        assert page.evaluate(_WIDE) is False, path
        expect(page.get_by_test_id("stDataFrame")).to_have_count(0)
    assert [address for address in tab.requests if re.search(r"/(DataFrame|ArrowDataFrame)", address)] == []
    assert tab.complaints == []


def test_a_row_of_a_list_opens_its_item_and_the_menu_closes_itself(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(390, 844)
    page = tab.open("/livelihood?month=2023-09")
    page.get_by_role("button", name="民生4 农村公路新改建").click()
    expect(page).to_have_url(re.compile(f"item={quote('民生4')}"))
    expect(page.get_by_text("存在问题及原因").first).to_be_visible()
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="滞后事项").click()
    expect(page).to_have_title("滞后事项 · 温江区目标进度")
    expect(page.get_by_test_id("stSidebar")).not_to_be_in_viewport()
    tab.settle()
    page.locator(".list button").first.click()
    expect(page).to_have_url(re.compile("item="))


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (3840, 2160)])
def test_the_pages_of_the_wall_fill_the_screen_and_follow_one_another(
    open_tab: Callable[..., Tab], width: int, height: int
) -> None:
    page = open_tab(width, height).open("/?view=wall&pages=behind,units&seconds=5")
    shown = page.locator(".page.shown")
    box = shown.bounding_box()
    assert box is not None
    assert [round(box[side]) for side in ("x", "y", "width", "height")] == [0, 0, width, height]
    expect(page.locator(".page")).to_have_count(2)
    expect(shown).to_have_id("wall-units")
    expect(shown).to_have_id("wall-behind")
    expect(page.locator("[data-testid=stHeader]")).to_be_hidden()
    assert page.locator(".wall-view [href]").count() == 0


def test_the_wall_says_that_the_server_is_away_and_loads_itself_when_it_is_back(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(1920, 1080)
    page = tab.page
    page.clock.install()
    page.route("**/healthz", lambda route: route.abort())
    page.goto(f"{tab.base}/?view=wall&pages=overview")
    told = page.locator(".page.shown .as-of")
    expect(told).to_contain_text("更新")
    page.evaluate("document.querySelector('.wall-view').dataset.mark = 'before'")
    page.clock.run_for(11_000)
    expect(told).to_contain_text("连接中断")
    page.unroute("**/healthz")
    page.clock.run_for(11_000)
    expect(page.locator(".wall-view[data-mark]")).to_have_count(0)
    expect(told).to_contain_text("更新")
