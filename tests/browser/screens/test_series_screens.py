"""民生实事 and 重点任务 in a real browser: a click opens an item, and what is chosen goes along by the menu."""

import re
from collections.abc import Callable
from urllib.parse import quote

from playwright.sync_api import Page, expect


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
