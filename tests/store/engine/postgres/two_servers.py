"""Two web servers on one database behind nginx: what is done on one is on the other, and one may be killed."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

import pytest

from store.__main__ import main
from store.commands.copying import copy
from store.engine.opening import opened
from store.people.accounts import add_account
from store.people.tokens import make_token
from store.reads.submissions import submission_list
from tests import books, stores
from tests.browser.conftest import ROOT, Server, start_server
from tests.browser.doors import proxies
from tests.browser.doors.test_proxies import ask as ask_at
from tests.browser.doors.test_proxies import sign_in as sign_in_at
from tests.browser.staff import NAMES, NOON, OWNER, PASSWORD, ask, multipart
from tests.pages.stores import autumn

CROSSINGS = "510115-2023-L02-1"
SENDERS, LOOKERS = 10, 50
STATUS = "/api/status?month=2023-09"


@dataclass
class Pair:
    one: Server
    other: Server
    url: str
    token: str


@pytest.fixture
def pair(url: str, tmp_path: Path) -> Iterator[Pair]:
    path = stores.copied(autumn.planted, tmp_path / "begun" / "dashboard.duckdb")
    with opened(path) as store:
        for role in ("administers", "looks"):
            add_account(store, NAMES[role], role, None, PASSWORD, OWNER, NOON)
        token = make_token(store, "gongan", "业务系统", OWNER, NOON)[1]
    copy(path, url)
    settings = {
        "DASHBOARD_DEMO": "0", "DASHBOARD_BEHIND": "127.0.0.1", "DASHBOARD_FILES": str(tmp_path / "files"),
        "STREAMLIT_SERVER_COOKIE_SECRET": "of both",
    }  # fmt: skip
    servers: list[Server] = []
    try:
        for name in ("one", "other"):
            servers.append(start_server(tmp_path / name, url, ROOT / "app.py", **settings))  # type: ignore[arg-type]
        yield Pair(servers[0], servers[1], url, token)
    finally:
        for server in servers:
            server.stop()


def actual(server: Server, cookie: str) -> float | None:
    """What a server shows for September, to whom the cookie is."""
    answer = ask(server, "GET", STATUS, cookie=cookie.partition("=")[2])
    assert answer.status == 200, answer.text
    found: float | None = next(row["actual"] for row in answer.json if row["measure_id"] == CROSSINGS)
    return found


def test_what_is_done_on_one_is_on_the_other_and_nothing_is_lost_when_one_is_killed(pair, tmp_path):
    with proxies.nginx(tmp_path / "nginx", pair.one, proxies.several(pair.other)) as port:
        status, headers, _ = sign_in_at(port, "", f"https://localhost:{port}", https=True)
        assert status == 303
        cookie = headers["set-cookie"].partition(";")[0]
        assert [actual(server, cookie) for server in (pair.one, pair.other)] == [None, None]
        assert sent(pair.other.port, pair.token, 40, "2023-09", https=False)[0] == 201
        assert [actual(server, cookie) for server in (pair.one, pair.other)] == [40, 40]
        crowd(pair, port, cookie)
    with opened(pair.url) as store:
        files = list(submission_list(store)["file_name"])
    assert sorted(name for name in files if name[:2].isdigit()) == sorted(
        f"{value}.xlsx" for value in range(40, 41 + SENDERS)
    )  # each once, whoever had to send it again
    assert main(["check", "--db", pair.url]) == 0


def sent(port: int, token: str, value: float, month: str, *, https: bool = True) -> tuple[int, str]:
    body, kind = multipart(
        books.report([[CROSSINGS, "", "", "", "", value, f"第{value}次"]]), f"{value}.xlsx", month=month,
        accept_doubts="现场核对",
    )  # fmt: skip
    status, _, text = ask_at(
        port, "/api/submissions", "POST", body, https=https, Content_Type=kind, Authorization=f"Bearer {token}"
    )
    return status, text


def crowd(pair: Pair, port: int, cookie: str) -> None:
    """Fifty look and ten send through nginx; in the middle one server is killed. Who got no answer asks again."""
    receipts: dict[int, str] = {}
    seen: list[int] = []
    refused: list[str] = []
    under_way = threading.Semaphore(0)

    def insist(do: Callable[[], tuple[int, str]]) -> str:
        for _ in range(1000):
            try:
                status, text = do()
            except (OSError, HTTPException):
                continue  # the line was cut
            under_way.release()
            if status in (200, 201):
                return text
            # 429: a unit's workbooks are looked at one at a time
            if status not in (429, 500, 502, 503, 504):
                break
        refused.append(f"{status} {text[:300]}")
        return ""

    def send(number: int) -> None:
        receipts[number] = insist(lambda: sent(port, pair.token, 41 + number, "2023-09"))

    def look(number: int) -> None:
        for _ in range(3):
            insist(lambda: ask_at(port, STATUS, https=True, Cookie=cookie)[::2])
            seen.append(number)

    people = [threading.Thread(target=send, args=(number,)) for number in range(SENDERS)]
    people += [threading.Thread(target=look, args=(number,)) for number in range(LOOKERS)]
    for person in people:
        person.start()
    for _ in range(SENDERS):
        under_way.acquire()
    pair.one.process.kill()
    for person in people:
        person.join()
    assert refused == []
    assert len(receipts) == SENDERS and len(seen) == 3 * LOOKERS
