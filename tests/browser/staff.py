"""A server with an account of every role, on which looking needs a sign-in; and plain requests to it."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pandas as pd

from store.acts.rights import at_the_machine
from store.engine.opening import opened
from store.people.accounts import add_account
from store.people.tokens import make_token
from tests import stores
from tests.browser.conftest import ROOT, Server, start_server
from tests.pages.stores import autumn

OWNER, NOON = at_the_machine("机房"), dt.datetime(2023, 10, 9, 12)
PASSWORD = "summer-rain-42"
NAMES = {"looks": "赵区长", "reports": "王芳", "reviews": "李四", "administers": "张三"}
FORM = "application/x-www-form-urlencoded"


@dataclass
class Staffed:
    """The server, with the tokens of two units."""

    server: Server
    police: str
    youth: str


@contextmanager
def staffed(folder: Path, **environment: str) -> Iterator[Staffed]:
    """Accounts and tokens are made, and May is closed, before the server starts."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "dashboard.duckdb"
    with opened(stores.copied(autumn.planted, path)) as store:
        for role in ("administers", "looks", "reports", "reviews"):
            unit = "gongan" if role == "reports" else None
            add_account(store, NAMES[role], role, unit, PASSWORD, OWNER, NOON)
        add_account(store, "团委小李", "reports", "tuanwei", PASSWORD, OWNER, NOON)
        may = {"region_code": "510115", "month": dt.date(2023, 5, 1), "is_locked": True, "locked_by": OWNER.name}
        with store.writing() as transaction:
            transaction.append("period_lock", pd.DataFrame([may | {"recorded_at": NOON}]))
        tokens = [make_token(store, unit, "业务系统", OWNER, NOON)[1] for unit in ("gongan", "tuanwei")]
    settings = {"DASHBOARD_DEMO": "0", "DASHBOARD_LOOK": "signed-in"} | environment
    running = start_server(folder, stores.served(path), ROOT / "app.py", **settings)
    try:
        yield Staffed(running, *tokens)
    finally:
        running.stop()


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def ask(
    server: Server, method: str, path: str, body: bytes = b"", /, *, cookie: str = "", **headers: str
) -> Answer:  # fmt: skip
    """One request; header names with `_` for `-`. Nothing is followed."""
    connection = HTTPConnection("localhost", server.port, timeout=60)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if cookie:
        sent["Cookie"] = f"dashboard_session={cookie}"
    try:
        connection.request(method, quote(path, safe="/?=&%"), body or None, sent)
        response = connection.getresponse()
        if response.status == 101:
            return Answer(101, {}, b"")
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, found, response.read())
    finally:
        connection.close()


def post_form(server: Server, path: str, *, cookie: str = "", origin: str = "", **said: str) -> Answer:
    """A form as our own page sends it, or one from another `origin`."""
    body = urlencode(said).encode()
    return ask(server, "POST", path, body, cookie=cookie, Content_Type=FORM, Origin=origin or server.url)


def sign_in(server: Server, name: str, password: str = PASSWORD) -> str:
    """The session's token, as the browser keeps it."""
    answer = post_form(server, "/signin", name=name, password=password)
    assert answer.status == 303, answer.text
    return answer.headers["set-cookie"].partition(";")[0].partition("=")[2]


def multipart(content: bytes | None, name: str = "九月.xlsx", **said: str) -> tuple[bytes, str]:
    """A body with fields and a file, and its content type."""
    edge = b"----edge"
    parts = [
        b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (edge, key.encode(), value.encode())
        for key, value in said.items()
    ]
    if content is not None:
        head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        parts.append(b"--%s\r\n%s%s\r\n" % (edge, head, content))
    return b"".join(parts) + b"--%s--\r\n" % edge, f"multipart/form-data; boundary={edge.decode()}"
