"""A writer that is killed, over and over, on one store: `make kills`, and a few of them in the suite.

Between any two kills the store must hold every receipt that the writer was given, with its figure and its original,
agree with itself, and take the next workbook. A commit that was killed before its receipt may stand or not.
"""

import argparse
import datetime as dt
import json
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from loaders.accept.commit import commit
from loaders.accept.standing import month_register
from loaders.check.actuals import check
from loaders.files.reader import Reader
from store.acts.rights import at_the_machine
from store.engine.opening import opened
from store.engine.seed import plant
from store.engine.store import Store
from store.reads.safety.condition import check_store
from tests import books

ROOT = Path(__file__).resolve().parents[2]
MONTH, NOON = dt.date(2023, 9, 1), dt.datetime(2023, 10, 9, 12)
MEASURE = "510115-2023-L02-1"
_WHY = "与台账核对一致,据实填报"
_LONGEST_SECONDS = 1.5  # of a writer's life, from its first receipt on


@dataclass
class Outcome:
    """How many writers were killed, how many receipts they were given, and what was wrong after which kill."""

    kills: int = 0
    receipts: int = 0
    unreceipted: int = 0  # stand in the store, and their writer was killed before it could say so
    failed: dict[str, list[str]] = field(default_factory=dict)


def write(path: Path, first: int) -> None:
    """Send workbooks until somebody ends it; each receipt is printed as soon as it is given."""
    with opened(path) as store:
        register = month_register(store, MONTH)
        turn = first
        reader = Reader("kills")
        while True:
            value = 30 + turn % 30
            content = books.report([[MEASURE, "", "", "", "", value, f"第{turn}次"]])
            checked = check(content, f"{turn}.xlsx", register, reader)
            receipt = commit(store, checked, at_the_machine("张三"), NOON, _WHY, {MEASURE: _WHY})
            print(json.dumps([receipt.number, value]), flush=True)
            turn += 1


def run(path: Path, until: int, outcome: Outcome, tell: Callable[[Outcome], None] = lambda _: None) -> Outcome:
    """Start and kill writers until so many are dead. The store at `path` goes from one to the next."""
    while outcome.kills < until:
        given = _killed(path, 1000 * (outcome.kills + 1), random.Random(outcome.kills).uniform(0, _LONGEST_SECONDS))
        outcome.kills += 1
        outcome.receipts += len(given)
        with opened(path) as store:
            standing = _standing(store)
            wrong = check_store(store)
        wrong += [f"receipt {number}: {standing.get(number)}, not {value}" for number, value in given.items()
                  if standing.get(number) != value]  # fmt: skip
        outcome.unreceipted = len(standing) - outcome.receipts
        if wrong or not given:
            outcome.failed[str(outcome.kills)] = wrong or ["the writer gave no receipt"]
        tell(outcome)
    return outcome


def _killed(path: Path, first: int, seconds: float) -> dict[int, float]:
    """Number and figure of each receipt that a writer gave until it was killed, some time after the first."""
    words = [sys.executable, "-W", "ignore", "-m", "tests.fuzz.kills", "--write", str(path), "--first", str(first)]
    writer = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    lines = [writer.stdout.readline()]
    time.sleep(seconds)
    writer.send_signal(signal.SIGKILL)
    lines += writer.stdout.readlines()
    writer.wait()
    return {int(number): float(value) for number, value in map(json.loads, filter(str.strip, lines))}


def _standing(store: Store) -> dict[int, float]:
    query = "select submission_id, value from actual where measure_id = $measure and month = $month"
    rows = store.query_text(query, measure=MEASURE, month=MONTH)
    return dict(zip(rows["submission_id"], rows["value"], strict=True))


def planted(path: Path) -> Path:
    """A store with targets and no figure."""
    with opened(path) as store:
        plant(store, dt.datetime(2023, 3, 1))
    return path


def main() -> int:
    """Go on where the last run ended, on its store."""
    line = argparse.ArgumentParser(description="A writer that is killed, over and over.")
    line.add_argument("--kills", type=int, default=200)
    line.add_argument("--folder", type=Path, default=Path("data/kills"))
    line.add_argument("--anew", action="store_true")
    line.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    line.add_argument("--first", type=int, help=argparse.SUPPRESS)
    options = line.parse_args()
    if options.write:
        write(options.write, options.first)
    if options.anew:
        shutil.rmtree(options.folder, ignore_errors=True)
    path, state = options.folder / "dashboard.duckdb", options.folder / "kills.json"
    outcome = Outcome(**json.loads(state.read_text())) if state.exists() else Outcome()
    if not state.exists():
        planted(path)

    def tell(so_far: Outcome) -> None:
        state.write_text(json.dumps(vars(so_far), ensure_ascii=False, indent=1))
        if so_far.kills % 10 == 0:
            print(f"{so_far.kills} kills, {so_far.receipts} receipts, {len(so_far.failed)} failed", flush=True)

    run(path, options.kills, outcome, tell)
    print(f"{outcome.kills} kills, {outcome.receipts} receipts, none lost" if not outcome.failed else outcome.failed)
    print(f"{outcome.unreceipted} stand whose writer was killed before the receipt")
    return 1 if outcome.failed else 0


if __name__ == "__main__":
    sys.exit(main())
