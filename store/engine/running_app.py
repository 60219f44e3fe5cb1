"""The note that a running app leaves beside its store, readable by its own user alone, and the call that it allows.

Whoever can read the note owns the data file as well: what it allows is no more than stopping the app would.
"""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from getpass import getuser
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

PATH = "/api/command"
_GREETING_SECONDS, _COMMAND_SECONDS = 5, 900
_EVERYWHERE = {"", "0.0.0.0", "::", "[::]"}


@dataclass(frozen=True)
class Running:
    """A running app: its process, where it listens, and the token that a command shows."""

    pid: int
    host: str
    port: int
    token: str = field(repr=False)


def note_path(store_path: Path) -> Path:
    """`dashboard.duckdb.running`, beside the store."""
    return store_path.with_name(f"{store_path.name}.running")


@contextmanager
def announced(store_path: Path, address: str | None, port: int) -> Iterator[Running]:
    """Leave the note for as long as the block lasts; the token is new each time."""
    host = "127.0.0.1" if (address or "") in _EVERYWHERE else str(address)
    running = Running(os.getpid(), host, port, secrets.token_urlsafe(32))
    path = note_path(store_path)
    path.unlink(missing_ok=True)  # of a process that was killed: nobody else can hold the store now
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as note:
        json.dump(asdict(running), note)
    try:
        yield running
    finally:
        path.unlink(missing_ok=True)


def running_app(store_path: Path, pid: int) -> Running | None:
    """The app that holds a store, by its note; None where the process that holds it left none, or does not answer."""
    try:
        running = Running(**json.loads(note_path(store_path).read_text(encoding="utf-8")))
        if running.pid != pid:
            return None
        connection = HTTPConnection(running.host, running.port, timeout=_GREETING_SECONDS)
        connection.request("GET", "/healthz")
        is_there = connection.getresponse().status == 200
        connection.close()
    except (OSError, HTTPException, ValueError, TypeError):
        return None
    return running if is_there else None


def call(
    running: Running, program: str, arguments: list[str], folder: Path, password: str | None
) -> dict[str, Any] | None:
    """Have the app run a command: `code`, `out` and `err` as the command would have ended; None where it cannot."""
    asked = {
        "program": program, "arguments": arguments, "folder": str(folder), "user": getuser(), "password": password,
    }  # fmt: skip
    headers = {"Authorization": f"Bearer {running.token}", "Content-Type": "application/json"}
    try:
        connection = HTTPConnection(running.host, running.port, timeout=_COMMAND_SECONDS)
        connection.request("POST", PATH, json.dumps(asked).encode(), headers)
        response = connection.getresponse()
        answer: dict[str, Any] = json.loads(response.read())
        connection.close()
    except (OSError, HTTPException, ValueError):
        return None
    return answer if response.status == 200 and answer.keys() == {"code", "out", "err"} else None
