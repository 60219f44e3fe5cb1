"""Fifty people who look and ten units that send, for half an hour: `python -m benchmarks.load.soak [--minutes 30]`.

With `--servers 2` they share two, on PostgreSQL.

Prints errors, times, and memory before, during and after; exit 1 where anything was refused, lost, doubled or mixed.
docs/promises.md has the figures of the last run.
"""

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import machine
from benchmarks.cases.sessions import Crowd, crowd, errors_logged
from benchmarks.cases.trial import Trial
from benchmarks.load import senders
from benchmarks.measurement import amount, percentile
from benchmarks.server import PRODUCT, Server, running
from store.commands.copying import copy
from tests.store.engine.postgres import server as postgres

LOOKING, SENDING = 50, 10
THINK_SECONDS, BETWEEN_SECONDS = 5.0, 30.0
_WEIGH_SECONDS = 5.0
_COOL_SECONDS = 10.0
_FORGET_SECONDS = 200.0  # Streamlit forgets who left after two minutes, memory is given back once in another


@dataclass(frozen=True)
class Pace:
    """How long they work, and how long each waits: from an answer to the next look, from a receipt to the next book."""

    seconds: float
    think: float
    between: float


@dataclass
class Weights:
    """Resident and anonymous megabytes of a process, taken now and then."""

    taken: list[tuple[float, float]] = field(default_factory=list)

    @property
    def most(self) -> tuple[float, float]:
        return max(one for one, _ in self.taken), max(one for _, one in self.taken)


def main(arguments: list[str] | None = None) -> int:
    """Let them work, and say what was seen."""
    line = argparse.ArgumentParser(description="Fifty people who look and ten units that send.")
    line.add_argument("--minutes", type=float, default=30)
    line.add_argument("--think", type=float, default=THINK_SECONDS, help="seconds, from an answer to the next look")
    line.add_argument("--between", type=float, default=BETWEEN_SECONDS, help="from a receipt to the next workbook")
    line.add_argument("--servers", type=int, default=1, help="more than one: on a PostgreSQL of their own")
    given = line.parse_args(arguments)
    pace = Pace(given.minutes * 60, given.think, given.between)
    print("; ".join(filter(None, (machine.description(), machine.load()))), flush=True)
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="soak-"))
        path = Trial(Path(folder), is_quick=False).demo_store("soak")
        units = senders.equipped(path, SENDING, int(pace.seconds / pace.between) + 1)
        database = _on_postgres(stack, path) if given.servers > 1 else ""
        with ExitStack() as running_servers:
            servers = [
                running_servers.enter_context(running(PRODUCT, path, database=database)) for _ in range(given.servers)
            ]
            weights, looks, sent = _soaked(servers, units, pace)
            wrong = [error for one in looks for error in one.errors] + [one.wrong for one in sent if one.wrong]
            wrong += [error for server in servers for error in errors_logged(server)]
        wrong += senders.not_as_sent(database or path, sent)
    _say(pace, weights, looks, sent)
    print(f"errors: {len(wrong)}")
    for one, times in Counter(wrong).most_common(10):
        print(f"wrong: {one} ({times} times)")
    print(machine.load())
    return 1 if wrong else 0


def _on_postgres(stack: ExitStack, path: Path) -> str:
    """The store of a file in a database of its own, whose server forgets nothing when the power fails."""
    os.environ["DASHBOARD_FILES"] = str(path.parent / "files")  # of the servers too
    database = postgres.database(stack.enter_context(postgres.server(is_quick=False)))
    copy(path, database)
    return database


def _soaked(
    servers: Sequence[Server], units: Sequence[senders.Sender], pace: Pace
) -> tuple[dict[str, list[tuple[float, float]]], list[Crowd], list[senders.Sent]]:
    """What the servers weigh when, by words; what those saw who looked; what was sent."""
    for server in servers:
        server.wait_until_healthy()
    weights = {"just started": [weight(one) for one in servers]}
    for server in servers:
        crowd(server, 1, 0.0, min(30, pace.seconds / 4))  # fills the caches
    weights["at rest, caches full"] = [weight(one) for one in servers]
    looks, sent, during = _together(servers, units, pace)
    weights["most while they work"] = [one.most for one in during]
    time.sleep(_COOL_SECONDS)
    weights["after"] = [weight(one) for one in servers]
    time.sleep(_FORGET_SECONDS)
    weights["when their sessions are forgotten"] = [weight(one) for one in servers]
    return weights, looks, sent


def _say(
    pace: Pace, weights: dict[str, list[tuple[float, float]]], looks: Sequence[Crowd], sent: Sequence[senders.Sent]
) -> None:
    first, again = ([ms for one in looks for ms in getattr(one, name)] for name in ("first_ms", "rerun_ms"))
    posts = [one.seconds for one in sent]
    print(
        f"{LOOKING} looking, each every {pace.think:g} s; {SENDING} sending, each every {pace.between:g} s; "
        f"{pace.seconds / 60:g} minutes; {len(looks)} servers; {len(again):,} reruns, {len(sent)} workbooks"
    )
    print(f"first page p50 {_ms(first, 0.5)}, p95 {_ms(first, 0.95)}")
    print(f"rerun p50 {_ms(again, 0.5)}, p95 {_ms(again, 0.95)}")
    print(f"post to receipt p50 {amount(percentile(posts, 0.5))} s, p95 {amount(percentile(posts, 0.95))} s")
    for name, taken in weights.items():
        told = "; ".join(f"{amount(resident)} MB, anonymous {amount(own)} MB" for resident, own in taken)
        print(f"memory {name}: {told}")


def _together(
    servers: Sequence[Server], units: Sequence[senders.Sender], pace: Pace
) -> tuple[list[Crowd], list[senders.Sent], list[Weights]]:
    """Each server has its share of those who look, and of those who send."""
    weights, is_over = [Weights() for _ in servers], threading.Event()
    end = time.monotonic() + pace.seconds

    def weigh() -> None:
        while not is_over.wait(_WEIGH_SECONDS):
            for one, server in zip(weights, servers, strict=True):
                one.taken.append(weight(server))

    watcher = threading.Thread(target=weigh)
    watcher.start()
    try:
        with ThreadPoolExecutor(len(units) + len(servers)) as pool:
            share = LOOKING // len(servers)
            looking = [pool.submit(crowd, one, share, pace.think, pace.seconds) for one in servers]
            sending = [
                pool.submit(_send_on, servers[number % len(servers)].port, one, pace.between, end)
                for number, one in enumerate(units)
            ]
            sent = [one for sender in sending for one in sender.result()]
            return [one.result() for one in looking], sent, weights
    finally:
        is_over.set()
        watcher.join()


def _send_on(port: int, sender: senders.Sender, between: float, end: float) -> list[senders.Sent]:
    """A workbook after another until the end, with a pause of about `between` seconds."""
    draw, sent = random.Random(sender.unit_id), []
    for turn in range(len(sender.books)):
        pause = draw.uniform(0.5, 1.5) * between
        if time.monotonic() + pause > end:
            break
        time.sleep(pause)
        sent.append(senders.send(port, sender, turn))
    return sent


def weight(server: Server) -> tuple[float, float]:
    """Resident megabytes of a server, and those of them that are no file's (Linux; else 0)."""
    return server.memory_megabytes(), machine.anonymous_mb(server.process.pid)


def _ms(values: list[float], share: float) -> str:
    return f"{amount(percentile(values, share))} ms"


if __name__ == "__main__":
    sys.exit(main())
