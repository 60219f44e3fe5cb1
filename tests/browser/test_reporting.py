"""Monthly reporting as a new staff member does it, in a real browser: from the template to the receipt, and back."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from store.engine.store import Store
from store.reads.figures.status import status_rows
from store.reads.submissions import has_demo
from store.reads.view import View
from tests import books
from tests.browser.conftest import Server, Tab, planted, start_server

UNIT, CROSSINGS, RADARS = "区公安分局", "510115-2023-L02-1", "510115-2023-L02-2"
SIGNALS, PARKING = "510115-2023-T53-1", "510115-2023-L11-3"
CODES = (SIGNALS, CROSSINGS, RADARS, PARKING)
SAID = {"进展情况": "按计划推进。", "存在问题及原因": "点位协调难。", "下一步措施": "逐点销号。"}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the targets and nothing reported."""
    folder = tmp_path_factory.mktemp("reporting")
    running = start_server(folder, planted(folder), DASHBOARD_DEMO="0")
    yield running
    running.stop()


def says(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_text(text).first).to_be_visible()


def screen(month: int) -> str:
    return f"/reporting?month=2023-{month:02}&unit={UNIT}"


def begin(open_tab: Callable[..., Tab], server: Server, month: int = 3) -> tuple[Tab, Page]:
    tab = open_tab(height=2200, on=server)  # a table below the fold has no cells yet
    page = tab.open(screen(month))
    page.get_by_label("您的姓名").fill("王芳")
    page.keyboard.press("Tab")
    tab.settle()
    return tab, page


def send(page: Page, name: str, content: bytes) -> None:
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": mime, "buffer": content})
    says(page, "③ 核对问题")


def remove(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(f"移除{re.escape(name)}")).click()
    says(page, "尚未上传文件")


def downloaded(page: Page, button: str) -> tuple[str, bytes]:
    with page.expect_download(timeout=120_000) as waiting:  # 34 templates take a busy machine a while
        page.get_by_role("button", name=re.compile(re.escape(button))).first.click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def confirm(page: Page) -> None:
    page.get_by_role("button", name="确认入库").click()
    says(page, "报送成功")


def withdraw(page: Page, reason: str) -> None:
    page.get_by_role("button", name="撤回这份报送…").click()
    page.get_by_label("撤回原因(必填)").fill(reason)
    page.get_by_label("您的姓名(必填)").fill("李明")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="确认撤回").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def figure(page: Page, value: str) -> None:
    """A table has a cell with this text; cells are drawn on a canvas, and stand below it for readers of the screen."""
    expect(page.locator("[role=gridcell]", has_text=value).first).to_be_attached()


def marked_cells(content: bytes) -> set[str]:
    book = load_workbook(io.BytesIO(content))
    return {
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book.worksheets if sheet.title != "问题清单" for row in sheet.iter_rows() for cell in row
        if cell.comment is not None
    }  # fmt: skip


def test_from_the_template_to_the_receipt_and_back(open_tab, empty):
    tab, page = begin(open_tab, empty)

    name, template = downloaded(page, f"下载{UNIT}模板")
    assert name == "温江区_区公安分局_2023年3月_目标进展月报.xlsx"
    good = {SIGNALS: 21, CROSSINGS: 21, RADARS: 2, PARKING: 6}
    wrong = {SIGNALS: "约莫二十", CROSSINGS: -5, RADARS: "=1/0", PARKING: 6}

    send(page, "三月.xlsx", books.filled(template, {code: {"本月累计": wrong[code], **SAID} for code in CODES}))
    says(page, "错误3处,须改正后重新上传")
    expect(page.get_by_role("button", name="确认入库")).to_have_count(0)
    back_name, back = downloaded(page, "下载批注后的原表")
    assert "三月" in back_name and len(marked_cells(back)) == 3

    remove(page, "三月.xlsx")
    send(page, "三月改.xlsx", books.filled(back, {code: {"本月累计": good[code], **SAID} for code in CODES}))
    says(page, "没有发现问题")
    says(page, re.compile("新增4条"))
    figure(page, "新增滞后")
    confirm(page)
    says(page, re.compile(r"第\d+号 区公安分局 · 2023年3月 · 4条\(新增4条、变更0条、不变0条\) · 王芳"))
    receipt_name, receipt = downloaded(page, "下载回执")
    number = int(receipt_name.split("第")[1].split("号")[0])
    assert load_workbook(io.BytesIO(receipt)).active["B2"].value == f"第{number}号"

    page.get_by_role("button", name="查看总览").click()
    says(page, "温江区目标进度")
    says(page, re.compile("已报1/"))
    tab.open("/livelihood?month=2023-03&item=民生2")
    for seen in ("三月改.xlsx", "王芳", "21个"):
        figure(page, seen)
    figure(page, "重点任务和民生实事!H")

    tab.open(screen(3))
    says(page, f"第{number}号")
    withdraw(page, "数字有误")
    expect(page.get_by_role("button", name="已撤回")).to_be_visible()
    tab.open("/livelihood?month=2023-03&item=民生2")
    says(page, "未报送")
    assert not tab.complaints


def test_a_table_of_the_units_own_shape_is_asked_about_once_and_remembered(open_tab, empty):
    tab, page = begin(open_tab, empty, 6)

    def table(*values: float) -> bytes:
        rows = [("任务53", "路口信号控制升级", "提升改造路口信号控制系统", "个"),
                ("民生2", "路口信号智能化改造", "信号控制系统改造路口", "个"),
                ("民生2", "路口信号智能化改造", "增设视频雷达检测设备", "套")]  # fmt: skip
        return books.book([
            ["区公安分局重点工作推进情况表(1-6月)"], ["填报单位:区公安分局"],
            ["序号", "项目名称", "指标", "计量单位", "今年任务", "完成进展数"],
            *([*row, 75, value] for row, value in zip(rows, values, strict=True)),
        ])  # fmt: skip

    send(page, "自用表.xlsx", table(41, 41, 19))  # one commitment in two places of the plan has one value
    says(page, "请说明列的含义")
    page.get_by_role("combobox", name=re.compile("F列“完成进展数”")).click()
    page.get_by_role("option", name="本月累计", exact=True).click()
    says(page, re.compile("新增3条"))
    tab.settle()
    reason = page.get_by_label(re.compile("核对无误的请说明原因"))
    if reason.count():
        reason.fill("单位自用表,无问题说明栏")
        page.keyboard.press("Tab")
        tab.settle()
    confirm(page)
    page.get_by_role("button", name="继续报送").click()
    says(page, "尚未上传文件")
    send(page, "自用表2.xlsx", table(42, 42, 19))
    says(page, "沿用上次的回答")
    says(page, re.compile("新增0条 · 变更2条 · 不变1条"))
    assert not tab.complaints


def test_all_templates_come_in_one_file(open_tab, empty):
    _, page = begin(open_tab, empty)
    name, content = downloaded(page, "下载全部")
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert name == f"温江区_2023年3月_报送模板_{len(names)}家.zip"
    assert "区公安分局_2023年3月_目标进展月报.xlsx" in names and len(names) >= 27


def test_sample_data_are_asked_about_before_the_first_real_report(open_tab, tmp_path):
    """They can be dropped from the screen itself; the preview is then made anew."""
    folder = tmp_path / "own"
    running = start_server(folder, folder / "dashboard.duckdb")
    try:
        tab = open_tab(on=running)
        page = tab.open(screen(9))
        page.get_by_label("您的姓名").fill("王芳")
        page.keyboard.press("Tab")
        tab.settle()
        send(
            page,
            "九月.xlsx",
            books.report(
                [[CROSSINGS, "", "", "", "", 60, "推进"], [RADARS, "", "", "", "", 26, "推进"]], title="2023年9月"
            ),
        )
        says(page, "系统中还有演示数据")
        expect(page.get_by_role("button", name="确认入库")).to_be_disabled()
        page.get_by_role("button", name="清除演示数据…").click()
        page.get_by_role("button", name="确认清除").click()
        expect(page.get_by_text("系统中还有演示数据")).to_have_count(0)
        tab.settle()
        reason = page.get_by_label(re.compile("核对无误的请说明原因"))
        if reason.count():
            reason.fill("已核对")
            page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="确认入库")).to_be_enabled()
        confirm(page)
    finally:
        running.stop()
    store = Store(running.store)
    assert not has_demo(store)
    row = status_rows(store, View(dt.date(2023, 9, 1))).set_index("measure_id").loc[CROSSINGS]
    assert (row["actual"], bool(row["is_demo"])) == (60.0, False)
    store.close()
