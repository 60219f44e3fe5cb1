"""The real server in a process of its own, on a loopback port: started, waited for, weighed, ended."""

import itertools
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import resident_mb

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / "app.py"
TRIAL_PAGES = ROOT / "benchmarks" / "app.py"

_ports = itertools.count(8641)


@dataclass(frozen=True)
class Server:
    """A running server. `started_at` is of the clock `time.perf_counter`."""

    process: subprocess.Popen[bytes]
    port: int
    log_file: Path
    started_at: float

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def wait_until_healthy(self, seconds: float = 120) -> None:
        """Come back when the health route says 200. Raises RuntimeError with the log where it never does."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except OSError:  # not listening yet, or still 503
                time.sleep(0.02)
        raise RuntimeError(f"the server did not come up:\n{self.log_file.read_text(encoding='utf-8')}")

    def memory_megabytes(self) -> float:
        """The resident memory of the process."""
        return resident_mb(self.process.pid)


@contextmanager
def running(
    entry: Path | str, store: Path, *, by: Sequence[str] = ("-m", "streamlit", "run"), port: int | None = None,
    database: str = "",
) -> Iterator[Server]:  # fmt: skip
    """`streamlit run` of an entry on a store, with the project's settings and nobody's own; ended with the block.

    `by` are Python's arguments before the entry, for a server that is not Streamlit's. Without a `port` the next free.
    `database`: of PostgreSQL, which has the store instead of the file.
    """
    port = port or _free_port()
    log_file = store.parent / f"server-{port}.log"
    with log_file.open("wb") as log:
        started_at = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *by, str(entry), "--server.port", str(port)],
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={
                **os.environ,
                "HOME": str(store.parent),
                "DASHBOARD_STORE": database or str(store),
                "DASHBOARD_DEMO": "0",
                "DASHBOARD_BEHIND": "none",
                "MALLOC_ARENA_MAX": "2",  # as `make run` says
            },
        )
    try:
        yield Server(process, port, log_file, started_at)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(20)


def _free_port() -> int:
    for port in _ports:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise AssertionError("the ports never end")
