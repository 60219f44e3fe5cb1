"""POST /api/command: a command of `store`, `loaders` or `briefing`, run in this process on the store that it holds.

For whoever can read the note that lies beside the store (store/engine/running_app.py), and over the loopback alone:
files that a command names are opened by this process, which is its caller's own user.
"""

import io
import json
import secrets
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from contextvars import ContextVar
from importlib import import_module
from pathlib import Path
from typing import Any, TextIO

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from store.engine.lending import Caller, lent_to
from store.engine.running_app import Running
from ui import errors
from ui.access import door
from ui.cache import current
from ui.routes.interface import answers

PROGRAMS = ("store", "loaders", "briefing")
_FIELDS = {"program", "arguments", "folder", "user", "password"}
_LARGEST = 1_000_000
_LOOPBACK = {"127.0.0.1", "::1"}
_written: ContextVar[dict[str, io.StringIO] | None] = ContextVar("written", default=None)
_one_at_a_time = threading.Lock()
_running: list[Running] = []


def use(running: Running | None) -> None:
    """Whose token counts; None when the store is closed."""
    _running[:] = [running] if running else []


async def command(request: Request) -> JSONResponse:
    """`code`, `out` and `err` of the command. 403 from elsewhere, 401 without the token, 400 for what is no command."""
    try:
        asked = await _asked(request)
    except answers.Refused as refused:
        return refused.answer()
    return JSONResponse(await run_in_threadpool(_run, asked))


async def _asked(request: Request) -> dict[str, Any]:
    host = request.client.host if request.client else ""
    own = (request.scope.get("server") or ("",))[0]  # a server that listens on one address calls itself from there
    if door.speaks_of_a_proxy(request.headers) or host not in {*_LOOPBACK, own}:
        raise answers.Refused(403, "命令只能在运行本系统的机器上执行。")
    if not _running or not secrets.compare_digest(answers.bearer(request).encode(), _running[0].token.encode()):
        raise answers.Refused(401, "令牌不正确。")
    try:
        asked = json.loads(await answers.bounded(request, _LARGEST).body())
        is_command = asked.keys() == _FIELDS and asked["program"] in PROGRAMS and isinstance(asked["arguments"], list)
    except (ValueError, AttributeError, RecursionError):
        is_command = False
    if not is_command:
        raise answers.Refused(400, "这不是一条命令。")
    return dict(asked)


def _run(asked: dict[str, Any]) -> dict[str, Any]:
    """Run it as it would run by itself: what it prints is caught, what it breaks on is logged under a number."""
    caller = Caller(current.opened(), str(asked["user"]), Path(asked["folder"]), asked["password"])
    with _one_at_a_time, lent_to(caller), _caught() as written:
        try:
            code = _main(asked["program"])([str(word) for word in asked["arguments"]])
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 2
        except Exception as exc:  # noqa: BLE001 - the boundary of a command, as ui/shell.py is of a screen
            code = 1
            print(f"系统出现内部错误,已记录,编号 {errors.logged(exc)}。", file=sys.stderr)
    return {"code": code, "out": written["out"].getvalue(), "err": written["err"].getvalue()}


def _main(program: str) -> Callable[[list[str]], int]:
    main: Callable[[list[str]], int] = import_module(f"{program}.__main__").main
    return main


@contextmanager
def _caught() -> Iterator[dict[str, io.StringIO]]:
    """What this thread prints; what others print meanwhile goes where it always goes."""
    written = {"out": io.StringIO(), "err": io.StringIO()}
    token = _written.set(written)
    try:
        with redirect_stdout(_Parted("out", sys.stdout)), redirect_stderr(_Parted("err", sys.stderr)):
            yield written
    finally:
        _written.reset(token)


class _Parted(io.TextIOBase):
    """A stream that writes to the command's own text in the command's thread, and to the usual place in any other."""

    def __init__(self, name: str, usual: TextIO) -> None:
        self._name, self._usual = name, usual

    def write(self, text: str) -> int:
        written = _written.get()
        return (written[self._name] if written else self._usual).write(text)

    def flush(self) -> None:
        if _written.get() is None:
            self._usual.flush()
