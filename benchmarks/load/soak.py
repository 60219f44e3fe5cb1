"""Fifty people who look and ten units that send, for half an hour: `python -m benchmarks.load.soak [--minutes 30]`.

Prints errors, times, and memory before, during and after; exit 1 where anything was refused, lost, doubled or mixed.
docs/promises.md has the figures of the last run.
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import machine
from benchmarks.cases.sessions import Crowd, crowd, errors_logged
from benchmarks.cases.trial import Trial
from benchmarks.load import senders
from benchmarks.measurement import amount, percentile
from benchmarks.server import PRODUCT, Server, running

LOOKING, SENDING = 50, 10
THINK_SECONDS, BETWEEN_SECONDS = 5.0, 30.0
_WEIGH_SECONDS = 5.0
_COOL_SECONDS = 10.0
_FORGET_SECONDS = 200.0  # Streamlit forgets who left after two minutes, memory is given back once in another


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
    given = line.parse_args(arguments)
    seconds = given.minutes * 60
    print("; ".join(filter(None, (machine.description(), machine.load()))), flush=True)
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        path = Trial(Path(folder), is_quick=False).demo_store("soak")
        units = senders.equipped(path, SENDING, int(seconds / given.between) + 1)
        with running(PRODUCT, path) as server:
            server.wait_until_healthy()
            just_started = weight(server)
            crowd(server, 1, 0.0, min(30, seconds / 4))  # fills the caches
            before = weight(server)
            together, sent, during = _together(server, units, seconds, given.think, given.between)
            time.sleep(_COOL_SECONDS)
            after = weight(server)
            time.sleep(_FORGET_SECONDS)
            forgotten = weight(server)
            logged = errors_logged(server)
        wrong = [*together.errors, *logged, *(one.wrong for one in sent if one.wrong)]
        wrong += senders.not_as_sent(path, sent)
    posts = [one.seconds for one in sent]
    print(
        f"{LOOKING} looking, each every {given.think:g} s; {SENDING} sending, each every {given.between:g} s; "
        f"{seconds / 60:g} minutes"
    )
    print(f"errors: {len(wrong)}; {len(together.rerun_ms):,} reruns, {len(sent)} workbooks")
    print(f"first page p50 {_ms(together.first_ms, 0.5)}, p95 {_ms(together.first_ms, 0.95)}")
    print(f"rerun p50 {_ms(together.rerun_ms, 0.5)}, p95 {_ms(together.rerun_ms, 0.95)}")
    print(f"post to receipt p50 {amount(percentile(posts, 0.5))} s, p95 {amount(percentile(posts, 0.95))} s")
    for name, (resident, own) in {
        "just started": just_started, "at rest, caches full": before, "most while they work": during.most,
        "after": after, "when their sessions are forgotten": forgotten,
    }.items():  # fmt: skip
        print(f"memory {name}: {amount(resident)} MB, anonymous {amount(own)} MB")
    for one, times in Counter(wrong).most_common(10):
        print(f"wrong: {one} ({times} times)")
    print(machine.load())
    return 1 if wrong else 0


def _together(
    server: Server, units: Sequence[senders.Sender], seconds: float, think: float, between: float
) -> tuple[Crowd, list[senders.Sent], Weights]:
    weights, is_over = Weights(), threading.Event()
    end = time.monotonic() + seconds

    def weigh() -> None:
        while not is_over.wait(_WEIGH_SECONDS):
            weights.taken.append(weight(server))

    watcher = threading.Thread(target=weigh)
    watcher.start()
    try:
        with ThreadPoolExecutor(len(units) + 1) as pool:
            looking = pool.submit(crowd, server, LOOKING, think, seconds)
            sending = [pool.submit(_send_on, server.port, one, between, end) for one in units]
            sent = [one for sender in sending for one in sender.result()]
            return looking.result(), sent, weights
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
