"""Briefings in a real browser: pictures that fit, a chart saved by one click, a month made an edition."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Tab

SIZES = [(1366, 768), (1440, 900), (1920, 1080)]
SCREENS = ["/", "/indicators", "/livelihood", "/livelihood?item=民生39", "/tasks", "/behind", "/units", "/notes"]
SMALLEST_POINTS = 11  # of a page's words, as tests/briefing holds them to
PAGE_POINTS = 1280


def brief(path: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}view=brief&month=2023-09"


@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
def test_every_screens_picture_fits_without_menu_controls_or_scrolling(
    open_tab: Callable[..., Tab], size: tuple[int, int]
) -> None:
    tab = open_tab(*size)
    for path in SCREENS:
        page = tab.open(brief(path))
        picture = page.get_by_test_id("stImage").locator("img")
        expect(picture).to_have_count(1)
        expect(picture).to_have_js_property("naturalWidth", 3840)
        main = page.get_by_test_id("stMain")
        assert main.evaluate("main => main.scrollHeight <= main.clientHeight"), path
        box = picture.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= size[0] and box["y"] + box["height"] <= size[1]
        for control in ("stTopNavLink", "stSelectbox", "stButton", "stDownloadButton", "stPopover"):
            assert page.get_by_test_id(control).count() == 0, control
        if size == (1920, 1080):
            assert SMALLEST_POINTS * box["width"] / PAGE_POINTS >= 14
    assert tab.hosts() == {"localhost"}


def test_a_charts_button_saves_it_opaque_under_its_name_and_month(open_page: Callable[..., Page]) -> None:
    page = open_page("/indicators?month=2023-09")
    chart = page.get_by_test_id("stPlotlyChart").first
    chart.hover()
    with page.expect_download(timeout=120_000) as saved:
        chart.locator(".modebar-btn").click()
    assert saved.value.suggested_filename == "温江区_经济指标与目标对照_2023-09_演示数据.png"
    picture = Image.open(Path(saved.value.path())).convert("RGBA")
    assert picture.getchannel("A").getextrema() == (255, 255)  # nothing shines through where it is pasted


def test_the_link_of_the_picture_is_there_to_be_copied(open_page: Callable[..., Page]) -> None:
    page = open_page("/units?month=2023-09&unit=区商务局")
    page.get_by_role("button", name="截图").click()
    link = page.get_by_role("link", name="打开截图视图")
    expect(link).to_have_attribute("href", re.compile(r"/units\?.*unit=.*view=brief"))
    expect(page.get_by_test_id("stCode")).to_contain_text("view=brief")


def test_a_month_becomes_an_edition_whose_files_come_by_a_click(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    page = tab.open("/briefing?month=2023-07")
    page.get_by_label("您的姓名").fill("李四")
    page.get_by_role("button", name="定为下一期").click()
    expect(page.get_by_role("button", name=re.compile("以第.+期的数据打开全部页面"))).to_be_visible()
    tab.settle()
    with page.expect_download(timeout=120_000) as saved:
        page.get_by_role("button", name="下载", exact=True).first.click()
    assert re.fullmatch(r"第\d+期_2023年7月_温江区_通报_演示数据\.docx", saved.value.suggested_filename)
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(Path(saved.value.path()).read_bytes())).namelist()
    page.get_by_role("button", name=re.compile("打开全部页面")).click()
    leave = page.get_by_role("button", name=re.compile("退出第.+期"))
    expect(leave).to_be_visible()
    page.get_by_test_id("stTopNavLink").filter(has_text="滞后事项").click()
    expect(page).to_have_url(re.compile(r"/behind\?.*edition=\d+"))
    expect(leave).to_be_visible()
    leave.click()
    expect(leave).to_have_count(0)
    expect(page).not_to_have_url(re.compile("edition="))
