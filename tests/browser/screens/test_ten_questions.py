"""The ten questions of a leader, each answered in at most two clicks from 总览."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Server, Tab

Find = Callable[[Page], Locator]
MAIN = "[data-testid=stMain]"


def menu(name: str) -> Find:
    return lambda page: page.get_by_test_id("stTopNavLink").filter(has_text=re.compile(f"^{name}$"))


def part(selector: str, text: str = "") -> Find:
    return lambda page: page.locator(selector).filter(has_text=text).first


# The question, what is clicked from 总览 on, where the answer stands, and what it says.
QUESTIONS: list[tuple[str, list[Find], str, str]] = [
    ("which bureaus are worst, and why", [part("h4 a", "牵头单位按期率"), part(".ranking .name a")],
     ".cases article", "判定依据"),
    # The verdict with what it rests on, or why there is none and what to do; beside it what the rest of the year takes.
    ("will GDP make the year", [part(".card", "地区生产总值")], MAIN,
     r"余下月份:高于下限[\d.]+个百分点,须保持.*年底预计:(可望完成:|有风险:|难以完成:|尚难判断:缺上年各月累计数.*目标调整)"),
    ("what changed since last month", [], ".news", "较上月变化"),
    ("what did a bureau promise", [part(".groups .name", "区商务局")], ".cases article", "下一步措施"),
    ("which items will not finish", [part(".brief a", "难以完成")], ".listed h4", "年底预计难以完成"),
    ("how was it last year", [menu("经济指标")], MAIN, r"增速2022年[\d.]+%\(2023年\S+政府工作报告\)"),
    # Which measure, by when, how much, and how far it is.
    ("what is due next", [], ".coming", r"1[0-2]月\s*\S+\d+ .+,(应达|目标|形象进度)\S+,现\S+,(已达|尚差)"),
    ("who has not reported", [menu("报送看板")], MAIN, r"1\. 区\S+应报\d+项\S?(均未报|未报\d+项)"),
    ("what was decided officially", [menu("目标调整")], MAIN, r"目标沿革\d+条.*批准依据.*操作记录\d+条"),
    ("where does this number come from", [part(".rows .wide a")], MAIN, "历次数据与来源"),
]  # fmt: skip


@pytest.fixture(scope="module")
def asked_on(browser: Browser, server: Server) -> Iterator[Tab]:
    """One tab for all of them: each starts at 总览."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    yield Tab(context.new_page(), server.url)
    context.close()


@pytest.mark.parametrize(("clicks", "place", "words"), [case[1:] for case in QUESTIONS], ids=[q[0] for q in QUESTIONS])
def test_a_question_is_answered_in_two_clicks(asked_on: Tab, clicks: list[Find], place: str, words: str) -> None:
    assert len(clicks) <= 2
    page = asked_on.open("/?month=2023-09")
    for find in clicks:
        find(page).click()
        asked_on.settle()
    expect(page.locator(place).filter(has_text=re.compile(words, re.DOTALL)).first).to_be_visible()
