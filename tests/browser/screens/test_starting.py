"""A new office opens an empty system in its browser: from the place and its units to the first report and notice."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, start_server
from tests.pages.changing.test_begin import REPORT

UNITS = "县发改局,发改局\n县教育局\n县住建局\n县城管局"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server as `make run EMPTY=1` starts it where there is no data file."""
    folder = tmp_path_factory.mktemp("empty")
    running = start_server(folder, folder / "dashboard.duckdb", DASHBOARD_EMPTY="1")
    yield running
    running.stop()


def fill(page: Page, label: str, text: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Tab")


def test_a_county_begins_in_the_browser_and_makes_its_first_notice(empty: Server, open_tab, tmp_path: Path) -> None:
    tab = open_tab(on=empty)
    page = tab.open("/")
    expect(page).to_have_url(f"{empty.url}/begin")
    page.get_by_placeholder("您的姓名,记入操作记录").fill("王芳")
    fill(page, "地区名称", "示例县")
    fill(page, "行政区划代码", "990201")
    fill(page, "印发机关", "示例县目标绩效办公室")
    year = int(page.get_by_label("年度", exact=True).input_value())
    page.get_by_role("button", name="开始", exact=True).click()
    expect(page.get_by_text(f"示例县{year}年度已开始,请登记单位。")).to_be_visible()

    page.get_by_label("每行一个单位,别名写在逗号后面").fill(UNITS)
    page.get_by_role("button", name="查看名单").click()
    page.get_by_role("button", name="登记这4个单位").click()
    expect(page.get_by_text("已登记4个单位。")).to_be_visible()

    tab.settle()
    page.get_by_text("由报告生成").first.click()
    expect(page.get_by_text("上传政府工作报告或任务清单").last).to_be_visible()
    report = tmp_path / "报告.txt"
    report.write_text(REPORT.format(year=year), encoding="utf-8")
    page.locator("input[type=file]").last.set_input_files(report)
    expect(page.get_by_text("已审核0/6行")).to_be_visible()
    expect(page.get_by_text("办完后才能载入")).to_be_visible()  # what nobody reviewed cannot be loaded
    expect(page.get_by_role("button", name="确认载入")).to_have_count(0)
    tab.settle()
    page.get_by_text("缺牵头单位 2").click()
    tab.settle()
    page.get_by_role("combobox", name="拟定牵头单位").click()
    page.get_by_role("option", name="县发改局", exact=True).click()
    tab.settle()
    page.get_by_role("button", name="所列2行由其牵头").click()
    tab.settle()
    page.get_by_role("button", name="采用确定的6行").click()
    expect(page.get_by_text("预览:6处变化")).to_be_visible()
    tab.settle()
    reason = page.get_by_label("原因(必填)", exact=True).filter(visible=True)
    reason.fill("人代会通过")
    reason.press("Tab")
    tab.settle()
    page.get_by_role("button", name="确认载入").click()
    expect(page.get_by_text("可以开始报送了")).to_be_visible()

    with page.expect_download(timeout=120_000) as download:
        page.get_by_role("button", name=re.compile(r"^下载\d家单位的报送模板")).click()
    archive = zipfile.ZipFile(download.value.path())
    own = next(name for name in archive.namelist() if "教育局" in name)
    page.get_by_role("link", name="到“数据报送”").click()
    expect(page.get_by_text("② 上传填好的表格")).to_be_visible()
    filled = tmp_path / "教育局.xlsx"
    filled.write_bytes(_filled(archive.read(own)))
    page.locator("input[type=file]").first.set_input_files(filled)
    page.get_by_role("button", name="确认入库").click()
    expect(page.get_by_text("已入库").first).to_be_visible()
    assert tab.complaints == []

    page = tab.open("/")
    expect(page.get_by_text(f"{year}年示例县目标进度").first).to_be_visible()
    expect(page.get_by_role("link", name="开始使用")).to_have_count(0)

    page.get_by_role("link", name="简报").click()
    fill(page, "您的姓名", "王芳")
    tab.settle()
    page.get_by_role("button", name="定为下一期").click()
    expect(page.get_by_text("② 第1期")).to_be_visible()
    expect(page.get_by_text("督查通报 · 示例县目标绩效办公室")).to_be_visible()


def _filled(content: bytes) -> bytes:
    """A template with every figure at its target."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.active
    head = next(row for row in sheet.iter_rows() if any(cell.value == "编码" for cell in row))
    columns = {str(cell.value): cell.column for cell in head}
    figure = next(column for name, column in columns.items() if name.startswith("本月累计"))
    for row in range(head[0].row + 1, sheet.max_row + 1):
        if (code := str(sheet.cell(row, columns["编码"]).value)).startswith("990201"):
            sheet.cell(row, figure).value = 3 if code.endswith("L01-1") else 900
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
