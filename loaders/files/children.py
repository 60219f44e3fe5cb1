"""Having a function run on somebody's file in a process of its own, under limits of time, memory and output.

Two processes at most (a setting), shared by all who send; they are kept for a while for the next file, since starting
one takes longer than reading most workbooks. One that was killed by its file costs a new one.
"""

import atexit
import io
import logging
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, TypeVar

from loaders.files import limits
from loaders.files.frames import LAST, read_frame, write_frame
from loaders.files.turns import Turns
from metrics.errors import UserError

R = TypeVar("R")
TURNS = Turns()
_PROJECT = Path(__file__).resolve().parents[2]
_PROCESSES = Path("/proc")
_FOLDER = "dashboard-child-"  # the number of the process that started it follows
_IDLE_SECONDS = 60
_LOG = logging.getLogger("dashboard.files")
_PLAIN = {("datetime", "datetime"), ("datetime", "date"), ("datetime", "time"), ("decimal", "Decimal"),
          ("fractions", "Fraction"), ("builtins", "set"), ("builtins", "frozenset")}  # fmt: skip


class FileProblem(Exception):
    """The process came to no answer: `problem` is an id of layouts/issues.csv, with its slots."""

    def __init__(self, problem: str, **slots: str) -> None:
        super().__init__(problem)
        self.problem, self.slots = problem, slots


def run(
    function: Callable[..., R], *arguments: Any, owner: str = "", tell: Callable[[int], None] | None = None,
    seconds: float | None = None,
) -> R:  # fmt: skip
    """What a function of ours answers, run in a child. `owner` and `tell`: see turns.Turns.turn.

    Raises FileProblem where the file takes too long, too much or kills the process; Busy where too many wait; UserError
    where the function does. The answer may hold plain values and dataclasses of ours, nothing else.
    """
    with TURNS.turn(owner, tell):
        kind, *answer = _asked(_idle_child(), function, arguments, seconds or limits.seconds())
    if kind == "refused":
        raise UserError(answer[0], title=answer[1])
    if kind != "done":
        if answer[1:]:
            _LOG.warning("a file made a function stumble: %s", answer[1])
        raise FileProblem(answer[0])
    result: R = answer[0]
    return result


def _asked(
    kept: "Child | None", function: Callable[..., Any], arguments: tuple[Any, ...], seconds: float
) -> tuple[Any, ...]:
    """The answer of a kept child, or of a new one. A kept one that dies may have died of something else: once more."""
    child = kept or Child()
    try:
        answer = child.ask(function, arguments, seconds)
    except FileProblem as problem:
        child.close()
        if kept is None or problem.problem != "file_unreadable":
            raise
        return _asked(None, function, arguments, seconds)
    except BaseException:
        child.close()
        raise
    if child.is_done:
        child.close()
    else:
        _put_back(child)
    return answer


def sweep() -> None:
    """Remove the folders of children whose server was killed, which could not do so itself (Linux)."""
    if not (_PROCESSES / "self").exists():
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}[0-9]*-*"):
        if not (_PROCESSES / folder.name.removeprefix(_FOLDER).partition("-")[0]).exists():
            shutil.rmtree(folder, ignore_errors=True)


class Child:
    """One process, with a folder of its own for what it writes meanwhile."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix=f"{_FOLDER}{os.getpid()}-", ignore_cleanup_errors=True)
        self.idle_since = 0.0
        self.is_done = False  # whether it takes no more orders
        own = {**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder.name)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "loaders.files.child"], cwd=_PROJECT, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=own,
        )  # fmt: skip

    def ask(self, function: Callable[..., Any], arguments: tuple[Any, ...], seconds: float) -> tuple[Any, ...]:
        """The process's answer. Raises FileProblem where there is none in time; the process is then dead."""
        assert self.process.stdin is not None and self.process.stdout is not None
        timed_out = threading.Event()

        def stop() -> None:
            timed_out.set()
            self.process.kill()

        watch = threading.Timer(seconds, stop)
        watch.daemon = True
        watch.start()
        try:
            write_frame(self.process.stdin, pickle.dumps((function, arguments, seconds), protocol=5))
            answer = read_frame(self.process.stdout, longest=limits.OUTPUT_MEGABYTES * 1_000_000)
        except (BrokenPipeError, ValueError):
            answer = None
        finally:
            watch.cancel()
        if answer is None:
            if timed_out.is_set():
                raise FileProblem("file_too_slow", seconds=f"{seconds:g}")
            raise FileProblem("file_unreadable")
        self.is_done = answer[:1] == LAST
        found: tuple[Any, ...] = _Answer(io.BytesIO(answer[1:])).load()
        return found

    def close(self) -> None:
        """End the process, and leave nothing of it."""
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:  # what was not written yet goes with the process
                    continue
        self.process.wait()
        self._folder.cleanup()


class _Answer(pickle.Unpickler):
    """An answer comes from a process that read somebody's file: it may make plain values and our dataclasses."""

    def find_class(self, module: str, name: str) -> Any:
        is_ours = module.startswith(("loaders.", "metrics."))
        found = super().find_class(module, name) if is_ours or (module, name) in _PLAIN else None
        if found is None or not ((module, name) in _PLAIN or (isinstance(found, type) and is_dataclass(found))):
            raise FileProblem("file_unreadable")
        return found


_idle: list[Child] = []
_lock = threading.Lock()


def _idle_child() -> Child | None:
    with _lock:
        while _idle:
            child = _idle.pop()
            if child.process.poll() is None:
                return child
            child.close()
    return None


def _put_back(child: Child) -> None:
    child.idle_since = time.monotonic()
    with _lock:
        _idle.append(child)
        spare = [_idle.pop(0) for _ in range(len(_idle) - limits.children())]
    for one in spare:
        one.close()
    later = threading.Timer(_IDLE_SECONDS, close_idle, [_IDLE_SECONDS - 1])
    later.daemon = True
    later.start()


def close_idle(seconds: float = 0) -> None:
    """End the processes that have had nothing to do for so long; without a number, all that have nothing to do."""
    with _lock:
        over = [one for one in _idle if time.monotonic() - one.idle_since >= seconds]
        _idle[:] = [one for one in _idle if one not in over]
    for child in over:
        child.close()


atexit.register(close_idle)
