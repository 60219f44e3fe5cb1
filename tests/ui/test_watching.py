"""What a monitoring program and a log may know: how the system runs, and of nobody who, what or how much."""

import ast
import datetime as dt
import json
import logging
import re
from collections.abc import Iterator

import pytest
from starlette.requests import Request

from metrics.errors import UserError
from store.acts.rights import at_the_machine
from store.engine.engines.places import PROJECT
from store.people.accounts import add_account
from store.people.tokens import make_token
from tests.pages.stores import autumn
from tests.ui import coroutines
from ui import errors
from ui.access import door
from ui.cache import current
from ui.frame.watch.log import JsonLines
from ui.routes import metrics

NOON = dt.datetime(2023, 10, 9, 12)
TOKEN = "a-token-of-the-monitoring"
PASSWORD = "summer-rain-42"


@pytest.fixture(scope="module")
def told() -> Iterator[list[str]]:
    """A store with a person, a token and figures; and all of them that may be told nowhere."""
    store = autumn.two_months()
    owner = at_the_machine("机房")
    add_account(store, "王芳", "administers", None, PASSWORD, owner, NOON)
    _, token = make_token(store, "gongan", "业务系统", owner, NOON)
    current.use(store)
    names = [str(name) for name in store.query("units")["name"]]
    yield ["王芳", "机房", PASSWORD, token, "业务系统", TOKEN, *names]
    current.use(None)
    store.close()


def asked(**headers: str) -> tuple[int, str]:
    """What whoever asks from 192.0.2.7 gets."""
    pairs = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "path": "/metrics", "headers": pairs, "client": ("192.0.2.7", 50000)}
    answer = coroutines.run(metrics.metrics(Request(scope)))
    return answer.status_code, bytes(answer.body).decode()


@pytest.mark.parametrize(
    ("setting", "shown", "status"),
    [
        ("", "", 404),
        ("", TOKEN, 404),
        (TOKEN, TOKEN, 200),
        (TOKEN, f"{TOKEN}x", 403),
        (TOKEN, "", 403),
        ("192.0.2.0/24", "", 200),
        ("192.0.2.7", "", 200),
        (f"10.0.0.0/8, {TOKEN}", "", 403),
        (f"10.0.0.0/8, {TOKEN}", TOKEN, 200),
    ],
)
def test_the_counts_are_for_whom_the_setting_names(told, monkeypatch, setting, shown, status):
    monkeypatch.setenv(metrics.SETTING, setting)
    assert asked(**({"Authorization": f"Bearer {shown}"} if shown else {}))[0] == status


def test_a_word_that_is_neither_address_nor_long_enough_for_a_token_ends_the_start(monkeypatch):
    monkeypatch.setenv(metrics.SETTING, "10.0.0.0/8, short")
    with pytest.raises(UserError, match="DASHBOARD_METRICS 应为地址"):
        metrics.allowed()


def test_the_counts_say_how_it_runs_and_name_nobody(told, monkeypatch):
    monkeypatch.setenv(metrics.SETTING, TOKEN)
    before = errors.logged_count()
    errors.logged(ValueError("王芳 的密码"))
    autumn.screen("overview")
    _, text = asked(Authorization=f"Bearer {TOKEN}")
    found = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert float(found["dashboard_submissions_total"]) == 8
    assert float(found["dashboard_errors_total"]) == before + 1
    assert float(found['dashboard_rerun_seconds_count{screen="overview"}']) >= 1
    assert (found['dashboard_files{state="waiting"}'], found["dashboard_open_pages"]) == ("0.0", "0.0")
    assert [one for one in told if one in text] == []


def _line(record: logging.LogRecord) -> dict[str, object]:
    line = JsonLines().format(record)
    assert "\n" not in line
    found: dict[str, object] = json.loads(line)
    return found


@pytest.mark.parametrize(
    "record",
    [
        ("dashboard.store", "%s 没有写成(%s)", ("/srv/王芳/dashboard.duckdb", "12.5亿元")),
        ("loaders.check.actuals", "%s: check of %s", ("0a1b2c3d", "王芳-密码summer-rain-42.xlsx")),
        ("uvicorn.error", f"GET /?token={TOKEN} by 王芳: 12.5亿元", ()),
        ("dashboard.errors", "错误编号 %s", ("1234-5678",)),
    ],
)
def test_a_line_of_the_log_quotes_neither_person_nor_password_token_or_figure(told, record):
    name, words, arguments = record
    try:
        raise ValueError(f"could not convert 12.5亿元 of 王芳, {TOKEN}, {PASSWORD}")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    found = _line(logging.LogRecord(name, logging.ERROR, __file__, 1, words, arguments, info))
    text = json.dumps(found, ensure_ascii=False)
    assert [one for one in [*told, "12.5"] if one in text] == []
    assert (found["level"], found["logger"], found["error"]) == ("ERROR", name, "ValueError")
    reference = {"dashboard.errors": "1234-5678", "loaders.check.actuals": "0a1b2c3d"}.get(name)
    assert found.get("reference") == reference and found["places"]


def test_what_is_logged_is_worded_in_the_code_and_quotes_in_slots_alone():
    """A sentence that was put together before would stand whole in a line that has no values."""
    found = 0
    for folder in ("loaders", "store", "briefing", "ui"):
        for file in (PROJECT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and re.match(r"_?log\.\w+\(", ast.unparse(node), re.IGNORECASE):
                    found += 1
                    assert isinstance(node.args[0], ast.Constant), f"{file}: {ast.unparse(node)}"
    assert found > 5


@pytest.mark.parametrize(
    ("behind", "client", "more", "reads"),
    [
        ("none", "127.0.0.1", {door.MARK: door.SEAL[1]}, True),  # whoever sits at the machine
        ("none", "127.0.0.1", {}, False),  # a proxy on this machine that says nothing of itself
        ("none", "127.0.0.1", {"x-forwarded-for": b"203.0.113.9"}, False),
        ("", "127.0.0.1", {}, False),
        ("", "10.0.0.5", {}, True),
        ("", "10.0.0.5", {"via": b"1.1 proxy"}, False),
        ("", "10.0.0.9", {}, False),  # this machine's own address, from itself
        ("127.0.0.1", "127.0.0.1", {}, False),  # the named proxy, which says of nobody that they ask
        ("127.0.0.1", "10.0.0.5", {"x-forwarded-for": b"10.0.0.5"}, True),  # as it says
        ("10.0.0.5", "10.0.0.5", {}, False),
    ],
)
def test_an_address_counts_where_it_is_the_askers_own_and_no_proxys(monkeypatch, behind, client, more, reads):
    monkeypatch.setenv(metrics.SETTING, "127.0.0.1, 10.0.0.5, 10.0.0.9")
    monkeypatch.setenv("DASHBOARD_BEHIND", behind)
    headers = [(b"host", b"localhost"), *((name.encode(), value) for name, value in more.items())]
    asked = {"type": "http", "client": (client, 50000), "server": ("10.0.0.9", 8501), "headers": headers}
    assert metrics._is_from(Request(asked), metrics.allowed()[0]) == reads
