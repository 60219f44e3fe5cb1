"""A report under way survives a reload and a lost connection, and is stored once."""

import asyncio
import os
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import expect

from store.engine.store import Store
from store.reads.submissions import submission_list
from tests import books
from tests.browser.conftest import Server, Tab, free_port, start_server
from tests.browser.test_reporting import confirm, says, screen, send

LOST_SECONDS = float(os.environ.get("LOST_SECONDS", "3"))  # half a minute is what is promised: LOST_SECONDS=35
OWN = [["填报单位:区公安分局"], ["民生实事", "指标", "完成了"], ["", "信号控制系统改造路口", 21]]


class Line:
    """The network between browser and server: bytes go through as they come, until it is cut."""

    def __init__(self, to: int) -> None:
        self.port, self._to = free_port(), to
        self._is_cut = False
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        started = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(started,), daemon=True)
        self._thread.start()
        started.wait(10)

    def cut(self) -> None:
        self._is_cut = True
        self._loop.call_soon_threadsafe(self._abort)

    def _abort(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    def mend(self) -> None:
        self._is_cut = False

    def close(self) -> None:
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _serve(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(asyncio.start_server(self._accept, "localhost", self.port))
        started.set()
        self._loop.run_forever()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_cut:
            writer.transport.abort()
            return
        there, back = await asyncio.open_connection("127.0.0.1", self._to)
        self._writers |= {writer, back}
        await asyncio.gather(self._pass(reader, back), self._pass(there, writer))
        self._writers -= {writer, back}

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
            writer.close()


@pytest.fixture
def alone(tmp_path) -> Iterator[Server]:
    running = start_server(tmp_path, tmp_path / "dashboard.duckdb", DASHBOARD_DEMO="0")
    yield running
    running.stop()


def stored(server: Server) -> list[str]:
    """The files that stand in the store, seen when the server has ended."""
    server.stop()
    store = Store(server.store)
    names = list(submission_list(store).query("channel == 'workbook'")["file_name"])
    store.close()
    return names


def answered(tab: Tab, name: str = "台账.xlsx") -> None:
    """A report of an own table, its one question answered, its preview on the screen."""
    page = tab.open(screen(3))
    page.get_by_label("您的姓名").fill("王芳")
    page.keyboard.press("Tab")
    tab.settle()
    send(page, name, books.book(OWN))
    page.get_by_role("combobox", name="C列“完成了”").click()
    page.get_by_role("option", name="本月累计", exact=True).click()
    says(page, "④ 预览")


def reason(tab: Tab) -> None:
    page = tab.page
    field = page.get_by_label("核对无误的请说明原因")
    if field.count() and not field.input_value():
        field.fill("已核对")
        page.keyboard.press("Tab")
        tab.settle()


def test_a_reload_takes_up_files_answers_and_receipt_and_stores_once(open_tab, alone):
    tab = open_tab(height=2200, on=alone)
    answered(tab)
    reason(tab)
    tab.page.reload()
    tab.settle()
    says(tab.page, "已恢复刷新前上传的1个文件及各项回答(尚未入库):台账.xlsx。")
    says(tab.page, "④ 预览")
    expect(tab.page.get_by_label("您的姓名")).to_have_value("王芳")
    reason(tab)
    confirm(tab.page)
    tab.page.reload()
    tab.settle()
    says(tab.page, "报送成功")
    tab.page.get_by_role("button", name="继续报送").click()
    says(tab.page, "尚未上传文件")
    tab.page.reload()
    tab.settle()
    says(tab.page, "尚未上传文件")
    expect(tab.page.get_by_text("报送成功")).to_have_count(0)
    assert stored(alone) == ["台账.xlsx"]


def test_a_draft_that_is_gone_is_said_to_be_gone(open_tab):
    tab = open_tab(height=1200)
    tab.open(screen(3) + "&draft=nobody-knows")
    says(tab.page, "刷新前上传的文件没有保留下来(只保留30分钟),没有入库,请重新上传。")


def test_a_lost_connection_loses_nothing_and_stores_once(open_tab, alone):
    line = Line(alone.port)
    through = Server(alone.process, line.port, alone.store, alone.log_file, alone.watch_file)
    tab = open_tab(height=2200, on=through)
    answered(tab)
    line.cut()
    time.sleep(LOST_SECONDS)
    line.mend()
    expect(tab.page.get_by_test_id("stConnectionStatus")).to_have_count(0, timeout=90_000)
    tab.settle()
    says(tab.page, "④ 预览")
    reason(tab)
    confirm(tab.page)
    line.close()
    assert stored(alone) == ["台账.xlsx"]
