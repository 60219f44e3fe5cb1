"""Fifty people at once for two minutes: how long their reruns take, what fails, and what the server weighs."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.cases.trial import Trial
from benchmarks.measurement import Measurement, aimed, amount, percentile
from benchmarks.server import PRODUCT, ROOT, Server, running

SESSIONS = 50
THINK_SECONDS = 5.0
ALONE_THINK_SECONDS = 0.5


@dataclass(frozen=True)
class Crowd:
    """What the client saw: milliseconds of each first page and each rerun, and a line for each failure."""

    first_ms: list[float]
    rerun_ms: list[float]
    errors: list[str]


def measure(trial: Trial) -> Iterator[Measurement]:
    """One person first, for comparison and to warm every page and month; then fifty. The client is another process."""
    seconds = trial.times(120, 15)
    sessions = trial.times(SESSIONS, 10)
    with running(PRODUCT, trial.demo_store("sessions")) as server:
        server.wait_until_healthy()
        at_start = server.memory_megabytes()
        warmed = crowd(server, 1, 0.0, trial.times(30, 8))  # fills the caches; its times do not count
        alone = crowd(server, 1, ALONE_THINK_SECONDS, trial.times(20, 8))
        at_rest = server.memory_megabytes()
        together = crowd(server, sessions, THINK_SECONDS, seconds)
        after = server.memory_megabytes()
        errors = [*together.errors, *alone.errors, *errors_logged(server)]
    reruns = together.rerun_ms
    yield Measurement(
        f"rerun of one of {sessions}, p50", percentile(reruns, 0.5), "ms",
        f"another month or page, think time about {THINK_SECONDS:g} s; {len(reruns):,} reruns in {seconds} s; "
        f"alone {amount(percentile(alone.rerun_ms, 0.5))} ms",
    )  # fmt: skip
    yield Measurement(
        f"rerun of one of {sessions}, p95", percentile(reruns, 0.95), "ms",
        f"alone {amount(percentile(alone.rerun_ms, 0.95))} ms; "
        f"first pages, p95 {amount(percentile(together.first_ms, 0.95))} ms",
    )  # fmt: skip
    yield aimed(
        f"errors among {sessions}", len(errors), "", 0, lambda: errors[0],
        "lost connections, no answer in time, errors shown, tracebacks logged",
    )  # fmt: skip
    yield Measurement(
        "memory of the server at rest",
        at_rest,
        "MB",
        f"after {len(warmed.rerun_ms) + len(alone.rerun_ms):,} reruns by one person; "
        f"{amount(at_start)} MB when just started",
    )
    yield Measurement("memory per session", (after - at_rest) / sessions, "MB", f"{amount(after)} MB with {sessions}")


def crowd(server: Server, sessions: int, think_seconds: float, seconds: float) -> Crowd:
    """Let some people use the server for some seconds. The client ends by itself; one that hangs is ended."""
    numbers = map(str, (server.port, sessions, think_seconds, seconds))
    command = [sys.executable, "-m", "benchmarks.load.client", *numbers]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=seconds + 120)
    seen = json.loads(answer.stdout)
    return Crowd(seen["first_ms"], seen["rerun_ms"], seen["errors"])


def errors_logged(server: Server) -> list[str]:
    """The last line of every traceback in the server's log."""
    lines = server.log_file.read_text(encoding="utf-8").splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("Traceback")]
    ends = (next((line for line in lines[start + 1 :] if not line.startswith(" ")), "Traceback") for start in starts)
    return [f"logged: {end}" for end in ends]
