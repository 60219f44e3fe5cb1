"""A database that does not answer: whoever asks is told so as a program and as a person, and nobody else waits."""

import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from starlette.responses import JSONResponse
from starlette.routing import Route, Router
from starlette.types import Message

from store.engine.engines import postgres_connection
from store.engine.store import Store
from tests.ui import coroutines
from ui.cache import current
from ui.routes import sign_in_pages
from ui.routes.door import Door
from ui.routes.gate import Gate
from ui.routes.given import Given
from ui.routes.interface import routes


async def _whole(_: object) -> JSONResponse:
    return JSONResponse({"status": "ok"})


SERVED = Door(Gate(Given(Router([Route("/healthz", _whole), *sign_in_pages.ROUTES, *routes.ROUTES]))))


@contextmanager
def away(url: str) -> Iterator[None]:
    """The server lets nobody in, and whoever was in is out."""
    name = url.partition("@/")[2].partition("?")[0]
    with psycopg.connect(url.replace(name, "postgres", 1), autocommit=True) as owner:
        owner.execute(f'alter database "{name}" allow_connections false')
        owner.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [name])
        yield
        owner.execute(f'alter database "{name}" allow_connections true')


async def asked(method: str, path: str, **headers: str) -> tuple[int, str]:
    """Status and body of an answer."""
    told: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        told.append(message)

    pairs = [(b"host", b"localhost"), *((key.replace("_", "-").encode(), one.encode()) for key, one in headers.items())]
    scope: dict[str, Any] = {
        "type": "http", "http_version": "1.1", "method": method, "scheme": "http", "path": path, "query_string": b"",
        "raw_path": path.encode(), "root_path": "", "headers": pairs, "client": ("192.0.2.7", 5), "server": ("x", 80),
    }  # fmt: skip
    await SERVED(scope, receive, send)
    return told[0]["status"], b"".join(one.get("body", b"") for one in told).decode()


@pytest.fixture
def store(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(postgres_connection, "PATIENCE_SECONDS", 0.5)
    monkeypatch.setattr(postgres_connection, "SHORT_PATIENCE_SECONDS", 0.5)
    monkeypatch.setenv("DASHBOARD_LOOK", "signed-in")
    opened = Store(url)
    current.use(opened)
    yield opened
    current.use(None)
    opened.close()


SHOWN = {"authorization": "Bearer made-up"}
ASKED = [
    ("POST", "/api/submissions", SHOWN), ("GET", "/api/status", SHOWN), ("GET", "/overview", {"accept": "text/html"}),
    ("GET", "/media/0a1b", {}), ("GET", "/signin", {"accept": "text/html"}),
]  # fmt: skip


def test_every_route_says_in_one_sentence_that_the_database_is_away_while_others_are_answered(store, url):
    order: list[str] = []

    async def noted(method: str, path: str, headers: dict[str, str]) -> tuple[int, str]:
        found = await asked(method, path, **headers)
        order.append(path)
        return found

    async def all_at_once() -> list[tuple[int, str]]:
        return await asyncio.gather(*(noted(*one) for one in [*ASKED, ("GET", "/healthz", {})]))

    with away(url):
        *found, whole = coroutines.run(all_at_once())
    assert [status for status, _ in found] == [503] * len(ASKED) and whole[0] == 200
    assert order[0] == "/healthz"  # the loop was free
    assert all("数据库" in text and "Traceback" not in text for _, text in found), found
    assert set(json.loads(found[0][1])) == {"error"}
    assert coroutines.run(asked("GET", "/api/status"))[0] == 401  # it is back, and so are we


def test_whoever_asks_after_others_have_waited_is_told_sooner(store, url, monkeypatch):
    monkeypatch.setattr(postgres_connection, "PATIENCE_SECONDS", 3)
    monkeypatch.setattr(postgres_connection, "SHORT_PATIENCE_SECONDS", 0.1)
    with away(url):
        begun = time.monotonic()
        coroutines.run(asked("GET", "/api/status"))
        between = time.monotonic()
        assert coroutines.run(asked("GET", "/api/status"))[0] == 503
        assert time.monotonic() - between < between - begun
