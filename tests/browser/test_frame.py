"""The frame in a real browser: menu, bookmarks, errors, headers, fonts, and that nothing leaves the host."""

import gzip
import json
import re
import shutil
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Server, Tab, launch, planted, start_server

MENU = {
    "": "总览",
    "indicators": "经济指标",
    "livelihood": "民生实事",
    "tasks": "重点任务",
    "behind": "滞后事项",
    "units": "牵头单位",
    "reporting": "数据报送",
    "discipline": "报送看板",
    "changes": "目标调整",
    "briefing": "简报",
    "notes": "说明",
}
LOCAL = {"localhost", "127.0.0.1"}

FAULTY_PAGE = """
import streamlit as st

from metrics.errors import UserError

if st.query_params.get("fail") == "user":
    raise UserError("没有 ![图](http://outside.invalid/x.png) 这个月份", "月份不对")
if st.query_params.get("fail") == "defect":
    raise ZeroDivisionError("seen only in the log: page")


def fail_in_callback() -> None:
    raise ZeroDivisionError("seen only in the log: callback")


@st.fragment
def part() -> None:
    if st.button("片段出错"):
        raise ZeroDivisionError("seen only in the log: fragment")


part()
st.button("回调出错", on_click=fail_in_callback)
"""


@pytest.fixture(scope="module")
def faulty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The whole project as it is, but for one page that fails on demand."""
    folder = tmp_path_factory.mktemp("faulty")
    copy = folder / "project"
    left_out = shutil.ignore_patterns(".*_cache", ".git", ".venv", "local", "tests", "__pycache__")
    shutil.copytree(ROOT, copy, ignore=left_out)
    (copy / "pages" / "notes.py").write_text(FAULTY_PAGE, encoding="utf-8")
    running = start_server(folder, planted(folder), copy / "app.py", DASHBOARD_DEMO="0")
    yield running
    running.stop()


def answer(url: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (lower case) and body as sent, asking for gzip as browsers do."""
    asked = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    try:
        with urllib.request.urlopen(asked, timeout=20) as got:
            return got.status, {key.lower(): value for key, value in got.headers.items()}, got.read()
    except HTTPError as refused:
        return refused.code, {key.lower(): value for key, value in refused.headers.items()}, refused.read()


@pytest.mark.parametrize(("path", "title"), MENU.items(), ids=[path or "overview" for path in MENU])
def test_every_page_of_the_menu_opens_in_the_frame_and_asks_nothing_of_another_host(
    open_tab: Callable[..., Tab], path: str, title: str
) -> None:
    tab = open_tab()
    page = tab.open(f"/{path}")
    expect(page).to_have_title(f"{title} · 温江区目标进度")
    assert page.get_by_test_id("stTopNavLink").all_inner_texts() == list(MENU.values())
    assert page.get_by_test_id("stException").count() == 0
    assert page.get_by_test_id("stAlertContentError").all_inner_texts() == []
    assert tab.hosts() == {"localhost"}
    assert tab.complaints == []  # the security policy stops nothing that the page needs


def test_a_click_on_the_menu_leads_to_the_page_it_names(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.get_by_test_id("stTopNavLink").filter(has_text="滞后事项").click()
    expect(page).to_have_title("滞后事项 · 温江区目标进度")
    expect(page).to_have_url(re.compile(r"/behind(\?|$)"))


def test_the_server_reaches_no_host_but_its_own(server: Server, open_page: Callable[..., Page]) -> None:
    open_page()
    assert server.hosts_reached <= LOCAL


def test_the_watch_over_the_server_sees_what_it_should(tmp_path: Path) -> None:
    entry = tmp_path / "app.py"
    entry.write_text(
        "import socket\n"
        "import streamlit as st\n"
        "from starlette.responses import PlainTextResponse\n"
        "from starlette.routing import Route\n"
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 9))\n"
        "app = st.App('page.py', routes=[Route('/healthz', lambda request: PlainTextResponse('ok'))])\n"
    )
    (tmp_path / "page.py").write_text("")
    server = start_server(tmp_path / "run", tmp_path / "none.duckdb", entry)
    server.stop()
    assert "192.0.2.1" in server.hosts_reached


def test_a_bookmark_straight_after_a_restart_opens_inside_the_frame(
    tmp_path: Path, open_tab: Callable[..., Tab]
) -> None:
    store = tmp_path / "dashboard.duckdb"
    start_server(tmp_path / "first", store, DASHBOARD_DEMO="0").stop()
    again = start_server(tmp_path / "second", store, DASHBOARD_DEMO="0")
    try:
        page = open_tab(on=again).open("/livelihood")
        expect(page).to_have_title("民生实事 · 温江区目标进度")
        assert page.get_by_test_id("stTopNavLink").all_inner_texts() == list(MENU.values())
    finally:
        again.stop()


def test_a_second_server_on_the_same_store_ends_with_one_sentence(server: Server, tmp_path: Path) -> None:
    second = launch(tmp_path, server.store)
    assert second.process.wait(60) != 0
    assert second.log.count("\n") == 1
    assert f"进程号 {server.process.pid}" in second.log


def shown_reference(page: Page) -> str:
    """The reference number of the one error on the page; what went wrong is for the log alone."""
    alert = page.get_by_test_id("stAlertContentError")
    expect(alert).to_have_count(1)
    words = alert.inner_text()
    assert "seen only in the log" not in words
    assert "ZeroDivisionError" not in words
    assert page.get_by_test_id("stException").count() == 0
    found = re.search(r"系统出现内部错误,已记录,编号 (\d{4}-\d{4})。", words)
    assert found, words
    return found[1]


def logged_once(server: Server, reference: str, cause: str) -> bool:
    """The traceback of cause stands in the log once, straight under its number."""
    _, _, under = server.log.partition(f"错误编号 {reference}\n")
    return server.log.count(f"ZeroDivisionError: {cause}") == 1 and under.startswith("Traceback")


def test_a_defect_on_a_page_shows_a_sentence_and_the_number_of_its_traceback(
    faulty_server: Server, open_tab: Callable[..., Tab]
) -> None:
    page = open_tab(on=faulty_server).open("/notes?fail=defect")
    assert logged_once(faulty_server, shown_reference(page), "seen only in the log: page")


@pytest.mark.parametrize(("button", "cause"), [("片段出错", "fragment"), ("回调出错", "callback")])
def test_a_defect_in_a_fragment_or_a_callback_ends_the_same_way(
    faulty_server: Server, open_tab: Callable[..., Tab], button: str, cause: str
) -> None:
    page = open_tab(on=faulty_server).open("/notes")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_test_id("stAlertContentError")).to_be_visible()
    assert logged_once(faulty_server, shown_reference(page), f"seen only in the log: {cause}")


def test_a_bad_request_shows_its_sentence_as_text_and_leaves_no_traceback(
    faulty_server: Server, open_tab: Callable[..., Tab]
) -> None:
    tab = open_tab(on=faulty_server)
    page = tab.open("/notes?fail=user")
    alert = page.get_by_test_id("stAlertContentError")
    expect(alert).to_contain_text("月份不对")
    expect(alert).to_contain_text("没有 ![图](http://outside.invalid/x.png) 这个月份")
    assert tab.hosts() == {"localhost"}
    assert "UserError" not in faulty_server.log


def test_the_health_route_answers_that_the_store_is_open(server: Server) -> None:
    status, headers, body = answer(f"{server.url}/healthz")
    assert (status, json.loads(body)) == (200, {"status": "ok"})
    assert headers["content-type"] == "application/json"


@pytest.mark.parametrize("path", ["/healthy", "/pages/overview", "/livelihood/9", "/%E6%80%BB%E8%A7%88"])
def test_an_address_that_is_no_screen_gets_a_chinese_404(server: Server, path: str) -> None:
    status, headers, body = answer(server.url + path)
    assert status == 404
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "没有这个页面" in body.decode()


def test_the_start_screen_is_found_under_its_name_too_and_keeps_what_the_link_carries(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/overview?month=2023-09")
    expect(page).to_have_title("总览 · 温江区目标进度")
    expect(page).to_have_url(re.compile(r":\d+/\?month=2023-09$"))


def test_the_largest_script_travels_compressed(server: Server) -> None:
    _, _, index = answer(f"{server.url}/")
    script = re.search(r'src="[./]*((?:static|zh-CN)/[^"]*index\.[^"]+\.js)"', gzip.decompress(index).decode())
    assert script
    _, headers, body = answer(f"{server.url}/{script[1]}")
    assert headers["content-encoding"] == "gzip"
    assert len(body) < len(gzip.decompress(body)) / 2


@pytest.mark.parametrize("path", ["/", "/healthz", "/livelihood", "/_stcore/health", "/static/nothing.js"])
def test_every_answer_carries_the_security_headers(server: Server, path: str) -> None:
    _, headers, _ = answer(server.url + path)
    policy = headers["content-security-policy"].split("; ")
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_chinese_is_drawn_with_a_chinese_font(open_page: Callable[..., Page]) -> None:
    page = open_page("/notes")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    link = session.send("DOM.querySelector", {"nodeId": root, "selector": "[data-testid=stTopNavLink] p"})["nodeId"]
    families = [font["familyName"] for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": link})["fonts"]]
    assert families
    assert all(re.search(r"YaHei|PingFang|CJK SC|WenQuanYi", family) for family in families), families
