"""An office's work in a real browser: who owes what, closing a month, a target changed in mid-year, the trace of it."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, Tab, planted, start_server

PILES = "民生8 新建新能源汽车充电桩·新建充电桩"


@pytest.fixture(scope="module")
def bare_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The targets without a report."""
    folder = tmp_path_factory.mktemp("board")
    running = start_server(folder, planted(folder), DASHBOARD_DEMO="0")
    yield running
    running.stop()


def sign(tab: Tab, name: str = "王芳") -> Page:
    field = tab.page.get_by_placeholder("您的姓名,记入操作记录")
    field.fill(name)
    field.press("Enter")
    tab.settle()
    return tab.page


def test_the_office_sees_who_owes_what_copies_the_reminder_and_closes_the_month(
    open_tab: Callable[..., Tab], bare_server: Server
) -> None:
    tab = open_tab(on=bare_server)
    page = tab.open("/discipline?month=2023-09")
    expect(page.get_by_text("还有34家未报")).to_have_count(2)  # the heading, and the text to copy
    expect(page.get_by_test_id("stCode")).to_contain_text("区公安分局：应报6项均未报，已于2023年10月5日到期，请即补报")
    sign(tab)
    page.get_by_role("tab", name="封账").click()
    panel = page.get_by_role("tabpanel", name="封账")
    panel.get_by_label("原因").fill("数据已上报市政府")
    panel.get_by_role("button", name="封账9月").click()
    expect(page.get_by_text("2023年9月已封账。", exact=True)).to_be_visible()
    tab.settle()
    expect(panel.get_by_role("button", name="重开9月")).to_be_visible()
    assert tab.complaints == []


def test_a_target_is_changed_in_mid_year_and_the_item_shows_both(
    open_tab: Callable[..., Tab], bare_server: Server
) -> None:
    tab = open_tab(on=bare_server)
    page = tab.open(f"/changes?month=2023-09&subject={quote(PILES)}")
    sign(tab)
    page.get_by_label("新目标(个)").fill("2000")
    page.get_by_label("批准依据").fill("区政府第8次常务会议纪要")
    page.get_by_label("原因(必填)").fill("站点用地调整")
    page.get_by_role("button", name="调整目标").click()
    expect(page.get_by_text("目标已调整,自2023年9月起执行。")).to_be_visible()
    tab.open(f"/livelihood?month=2023-09&item={quote('民生8')}")
    expect(page.get_by_text("自2023年9月起由2,200个调整为2,000个(区政府第8次常务会议纪要)")).to_be_visible()
    assert tab.complaints == []
