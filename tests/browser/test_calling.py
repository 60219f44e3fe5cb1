"""Commands while the app runs: they call it over the loopback, print the same and end the same."""

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.engine.opening import opened
from store.engine.running_app import note_path
from tests import books
from tests.browser.conftest import ROOT, Server, planted, start_server
from tests.browser.staff import ask

CROSSINGS = "510115-2023-L02-1"


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("calling")
    running = start_server(folder, planted(folder), DASHBOARD_DEMO="0")
    yield running
    running.stop()


def run(store: Path, folder: Path, *words: str, typed: str = "") -> tuple[int, str, str]:
    """A command as somebody starts it in a folder of their own."""
    done = subprocess.run(
        [sys.executable, "-m", *words, "--db", os.path.relpath(store, folder)],
        cwd=folder, input=typed, capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def test_the_note_is_for_the_apps_own_user_alone_and_names_the_app(server):
    note = note_path(server.store)
    assert stat.S_IMODE(note.stat().st_mode) == 0o600
    said = json.loads(note.read_text(encoding="utf-8"))
    assert (said["pid"], said["host"], said["port"]) == (server.process.pid, "localhost", server.port)
    assert len(said["token"]) == 43 and said["token"] not in server.log


def test_commands_do_through_the_app_what_they_do_without_it(server, tmp_path):
    sheet = tmp_path / "公安.xlsx"
    sheet.write_bytes(books.report([[CROSSINGS, "", "", "", "", 60, "推进"]]))
    checked = run(server.store, tmp_path, "loaders", "check", "公安.xlsx", "--month", "2023-09")
    assert checked[0] == 0 and checked[1].startswith("公安.xlsx:区公安分局,2023年9月,读到1个数据,错误0处,疑问0处\n")
    code, out, err = run(
        server.store, tmp_path, "loaders", "actuals", "公安.xlsx", "--month", "2023-09", "--by", "王芳", "--json"
    )
    receipt = json.loads(out)["receipt"]
    assert (code, err, receipt["unit"], receipt["is_new"]) == (0, "", "区公安分局", True)
    code, out, _ = run(server.store, tmp_path, "store", "status", "--month", "2023-09", "--json")
    row = next(row for row in json.loads(out) if row["measure_id"] == CROSSINGS)
    assert (code, row["actual"]) == (0, 60)
    shown = ask(server, "GET", "/api/status?month=2023-09").json  # the app saw it too
    assert next(one["actual"] for one in shown if one["measure_id"] == CROSSINGS) == 60
    number = str(receipt["number"])
    withdrawn = run(server.store, tmp_path, "store", "withdraw", number, "--reason", "填错")
    assert withdrawn == (0, f"第{number}号报送已撤回,此前的数据恢复有效。\n", "")
    again = run(server.store, tmp_path, "store", "withdraw", number, "--reason", "填错")
    assert again == (2, "", f"第{number}号报送此前已撤回。\n")


def test_files_are_read_and_written_where_the_command_was_started(server, tmp_path):
    code, out, _ = run(
        server.store,
        tmp_path,
        "loaders",
        "template",
        "--unit",
        "区公安分局",
        "--month",
        "2023-09",
        "--out",
        "模板.xlsx",
    )
    assert (code, out) == (0, f"已生成1份模板:{tmp_path / '模板.xlsx'}。\n")
    assert (tmp_path / "模板.xlsx").read_bytes()[:2] == b"PK"
    code, out, _ = run(server.store, tmp_path, "store", "backup", "备份/一.duckdb")
    assert (code, out) == (0, f"已备份到 {tmp_path / '备份' / '一.duckdb'}。\n")
    assert run(server.store, tmp_path, "store", "backup", "备份/一.duckdb")[0] == 2
    with opened(tmp_path / "备份" / "一.duckdb") as copy:
        assert len(copy.query_text("select * from measure")) > 200


def test_a_bad_request_is_the_same_sentence_and_exit_code(server, tmp_path):
    assert run(server.store, tmp_path, "store", "status", "--month", "2023-13") == (
        2, "", "“2023-13”不是有效月份,格式应为 2023-09。\n",
    )  # fmt: skip
    code, out, err = run(server.store, tmp_path, "loaders", "check", "没有.xlsx", "--month", "2023-09", "--json")
    assert (code, out) == (2, "") and json.loads(err)["error"].startswith(f"没有找到文件 {tmp_path / '没有.xlsx'}")


def test_a_password_is_typed_at_the_command_and_checked_by_the_app(server, tmp_path):
    refused = run(server.store, tmp_path, "store", "account", "add", "张三", "--role", "管理", typed="short\n")
    assert refused[0] == 2 and refused[2].startswith("密码至少10个字符")
    assert run(server.store, tmp_path, "store", "account", "list")[1] == "尚无账号。\n"


def test_restoring_is_refused_while_the_app_runs(server, tmp_path):
    run(server.store, tmp_path, "store", "backup", "二.duckdb")
    assert run(server.store, tmp_path, "store", "restore", "二.duckdb") == (
        2, "", f"数据文件正被另一个程序(进程号 {server.process.pid})使用,请先停止它再试。\n",
    )  # fmt: skip


def command(server: Server, body: object, **headers: str) -> int:
    sent = json.dumps(body).encode()
    return ask(server, "POST", "/api/command", sent, Content_Type="application/json", **headers).status


def test_the_route_is_for_the_token_on_this_machine_and_for_our_commands_alone(server):
    token = json.loads(note_path(server.store).read_text(encoding="utf-8"))["token"]
    shown = {"Authorization": f"Bearer {token}"}
    asked = {"program": "store", "arguments": ["check"], "folder": "/", "user": "x", "password": None}
    assert command(server, asked, **shown) == 200
    assert command(server, asked) == 401
    assert command(server, asked, Authorization=f"Bearer {token[:-1]}") == 401
    assert command(server, asked, X_Forwarded_For="10.0.0.9", **shown) == 403
    wrongs: list[object] = [{**asked, "program": "os"}, {**asked, "more": 1}, {"program": "store"}, [], "check"]
    for wrong in wrongs:
        assert command(server, wrong, **shown) == 400


def test_an_app_that_does_not_answer_leaves_the_sentence_with_its_number(tmp_path):
    held = start_server(tmp_path / "held", planted(tmp_path / "held"), DASHBOARD_DEMO="0")
    sentence = f"数据文件正被另一个程序(进程号 {held.process.pid})使用,请先停止它再试。\n"
    try:
        held.process.send_signal(signal.SIGSTOP)
        assert run(held.store, tmp_path, "store", "check") == (2, "", sentence)
        held.process.send_signal(signal.SIGCONT)
        note_path(held.store).unlink()
        assert run(held.store, tmp_path, "store", "check") == (2, "", sentence)
    finally:
        held.process.send_signal(signal.SIGCONT)
        held.stop()


def test_the_note_goes_with_the_app_and_one_left_behind_by_a_killed_app_does_no_harm(tmp_path):
    store = tmp_path / "one" / "dashboard.duckdb"
    first = start_server(tmp_path / "one", store, DASHBOARD_DEMO="0")
    first.stop()
    assert not note_path(store).exists()
    killed = start_server(tmp_path / "two", store, DASHBOARD_DEMO="0")
    killed.process.kill()
    killed.process.wait()
    assert note_path(store).exists()
    assert run(store, tmp_path, "store", "check") == (0, "数据文件完好。\n", "")
