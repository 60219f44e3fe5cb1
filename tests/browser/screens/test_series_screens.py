"""The looking screens in a real browser: a click opens an item, choices go along and come back, phones have room."""

import re
from collections.abc import Callable
from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.browser.conftest import Tab


def click_row(page: Page, table: int, row: int) -> None:
    """Click the second cell of a row of a table; rows count from 0."""
    page.get_by_test_id("stDataFrame").nth(table).locator(".dvn-scroller").click(
        position={"x": 200, "y": 35 + 33 * row + 16}
    )


def carries(**address: str) -> re.Pattern[str]:
    """An address that carries at least this."""
    return re.compile("".join(f"(?=.*[?&]{key}={quote(value)}(&|$))" for key, value in address.items()))


def test_a_click_on_a_row_opens_its_item_and_the_way_back_shows_the_list(open_page: Callable[..., Page]) -> None:
    page = open_page("/livelihood?month=2023-09")
    click_row(page, table=0, row=3)
    expect(page).to_have_url(carries(month="2023-09", item="民生4"))
    expect(page.locator("strong", has_text="民生4 农村公路新改建")).to_be_in_viewport()
    click_row(page, table=0, row=7)
    expect(page).to_have_url(carries(item="民生8"))
    page.get_by_role("button", name="返回列表").click()
    expect(page).not_to_have_url(re.compile("[?&]item="))
    expect(page).to_have_url(carries(month="2023-09"))
    expect(page.get_by_role("button", name="返回列表")).to_have_count(0)


def test_the_open_item_is_seen_on_a_laptop_without_scrolling(open_page: Callable[..., Page]) -> None:
    page = open_page("/livelihood?month=2023-09&item=民生8")
    for text in ("民生8 新建新能源汽车充电桩", "新建充电桩"):
        expect(page.locator("strong", has_text=text)).to_be_in_viewport()
    expect(page.get_by_test_id("stPlotlyChart").nth(0)).to_be_in_viewport(ratio=1)


def test_the_menu_keeps_month_and_unit_and_lets_go_of_what_the_next_screen_lacks(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/livelihood?month=2023-08&item=民生55&unit=区文体旅局&category=文体惠民")
    page.get_by_test_id("stTopNavLink").filter(has_text="重点任务").click()
    expect(page).to_have_title("重点任务 · 温江区目标进度")
    expect(page).to_have_url(carries(month="2023-08", unit="区文体旅局"))
    expect(page.get_by_text("数据截至2023年8月")).to_be_visible()
    assert "item=" not in page.url
    assert "category=" not in page.url


def test_back_from_another_screen_brings_both_filters_back_and_so_does_reloading(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    page = tab.open("/livelihood?month=2023-08")

    def chosen(title: str, category: str, status: str) -> None:
        expect(page).to_have_title(f"{title} · 温江区目标进度")
        for key, value in {"month": "2023-08", "category": category, "status": status}.items():
            expect(page.locator(f".st-key-{key} input")).to_have_value(value)

    page.locator(".st-key-category input").click()
    page.get_by_role("option", name="交通出行").click()
    expect(page).to_have_url(carries(category="交通出行"))
    tab.settle()
    page.locator("#bar-behind").click()
    chosen("民生实事", "交通出行", "慢序时")
    tab.settle()
    page.reload()
    chosen("民生实事", "交通出行", "慢序时")
    tab.settle()
    page.get_by_test_id("stTopNavLink").filter(has_text="滞后事项").click()
    chosen("滞后事项", "交通出行", "慢序时")
    expect(page).to_have_url(carries(category="交通出行", status="慢序时"))
    tab.settle()
    page.go_back()
    chosen("民生实事", "交通出行", "慢序时")
    tab.settle()
    page.go_back()
    chosen("民生实事", "交通出行", "")
    page.go_forward()
    chosen("民生实事", "交通出行", "慢序时")


def test_a_wrong_month_in_a_link_is_put_right_by_the_picker(open_page: Callable[..., Page]) -> None:
    page = open_page("/livelihood?month=2031-02")
    expect(page.get_by_text("有数据的月份:2023年1–9月。")).to_be_visible()
    page.locator("[class*=st-key-month] input").click()
    page.get_by_role("option", name="2023-08").click()
    expect(page.get_by_text("数据截至2023年8月")).to_be_visible()
    expect(page).to_have_url(carries(month="2023-08"))


def test_on_a_phone_nothing_is_wider_than_the_screen_and_the_menu_closes_itself(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(360, 800)
    page = tab.open("/indicators?month=2023-09")
    for title in ("民生实事", "重点任务", "滞后事项", "牵头单位", "报送看板"):
        page.get_by_role("button", name="打开菜单").click()
        page.get_by_test_id("stSidebarNavLink").filter(has_text=title).click()
        expect(page).to_have_title(f"{title} · 温江区目标进度")
        expect(page.get_by_test_id("stSidebarNavLink").first).not_to_be_in_viewport()
        tab.settle()
        assert page.evaluate(_TOO_WIDE) == []


# The page where it can be moved sideways, and parts of a bar whose words are wider than they are.
_TOO_WIDE = """() => [...document.querySelectorAll("[data-testid=stMain], .board .bar a")]
    .filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.outerHTML.slice(0, 120))"""
