"""Reading workbooks in a process of its own, file after file in the same one; a file that kills it costs a new one."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from loaders.files.workbook import Book, from_json
from loaders.issues import issue

SECONDS = 30
_PROJECT = Path(__file__).resolve().parents[2]


class Reader:
    """A reading process that is started when it is first needed. Use it in a `with`."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def book(self, content: bytes, file_name: str) -> Book:
        """What stands in a file. Never raises for a bad one: the book then has no sheets, and an issue."""
        process = self._process = self._process or _started()
        timed_out = threading.Event()

        def stop() -> None:
            timed_out.set()
            process.kill()

        watch = threading.Timer(self._seconds, stop)
        watch.start()
        try:
            line = _asked(process, content, file_name)
        finally:
            watch.cancel()
        if line:
            return from_json(line, file_name)
        self.close()
        problem = "file_too_slow" if timed_out.is_set() else "file_unreadable"
        return Book(file_name, issues=(issue(problem, None, None, file_name, seconds=f"{self._seconds:g}"),))


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "loaders.files.reading_process"],
        cwd=_PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _asked(process: subprocess.Popen[bytes], content: bytes, file_name: str) -> str:
    """The process's answer, empty where it died of the file."""
    assert process.stdin is not None and process.stdout is not None
    header = json.dumps({"name": file_name, "size": len(content)}).encode() + b"\n"
    try:
        process.stdin.write(header + content)
        process.stdin.flush()
    except BrokenPipeError:
        return ""
    return process.stdout.readline().decode()
