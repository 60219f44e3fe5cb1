"""Damaged workbooks through the way in that real ones take: `make fuzz`, and a share of it in the suite.

A case passes where an answer comes in time, whatever it is, and nothing is left of it: no process, no file.
"""

import argparse
import datetime as dt
import json
import logging
import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from loaders.accept.standing import month_register
from loaders.check.actuals import check
from loaders.files import children, limits
from loaders.files.reader import Reader
from loaders.marking.marked_copy import marked
from loaders.register import Register
from metrics.errors import UserError
from store.engine.seed import plant
from store.engine.store import Store
from tests.fuzz.mutations import UNITS, made

MONTH = dt.date(2023, 9, 1)


@dataclass
class Outcome:
    """What came of some cases. `failed`: by number what was wrong with it."""

    count: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    failed: dict[int, str] = field(default_factory=dict)
    slowest: float = 0.0


class Stumbles(logging.Handler):
    """Keeps what a child says of a function that stumbled."""

    def __init__(self) -> None:
        super().__init__()
        self.last = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.last = record.getMessage()


def run(numbers: range, register: Register, outcome: Outcome) -> Outcome:
    """Check each case, and mark every fifth."""
    stumbles = Stumbles()
    logging.getLogger("dashboard.files").addHandler(stumbles)
    reader = Reader("fuzz")
    for number in numbers:
        name, content = made(number, register)
        stumbles.last, start = "", time.monotonic()
        try:
            found = check(content, name, register, reader, UNITS[number % len(UNITS)])
            if number % 5 == 0:
                _marked(found)
            first = next((one.id for one in found.issues if one.id.startswith("file_")), "read")
        except Exception as error:  # noqa: BLE001 - that there is none is what is tried
            first = type(error).__name__
            outcome.failed[number] = repr(error)
        outcome.outcomes[first] += 1
        if stumbles.last:
            outcome.failed[number] = stumbles.last
        outcome.slowest = max(outcome.slowest, time.monotonic() - start)
        outcome.count += 1
    logging.getLogger("dashboard.files").removeHandler(stumbles)
    return outcome


def _marked(found: object) -> None:
    try:
        marked(found)  # type: ignore[arg-type]
    except UserError:
        return


def left_over() -> list[str]:
    """What is left of children when all have ended: processes of this one, and their folders."""
    children.close_idle()
    folders = [str(path) for path in Path(tempfile.gettempdir()).glob(f"dashboard-child-{os.getpid()}-*")]
    own = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return folders + (own.read_text().split() if own.exists() else [])


def main() -> int:
    """Go on where the last run ended."""
    line = argparse.ArgumentParser(description="Damaged workbooks through the way in that real ones take.")
    line.add_argument("--cases", type=int, default=20_000)
    line.add_argument("--state", type=Path, default=Path("data/fuzz.json"))
    line.add_argument("--anew", action="store_true")
    options = line.parse_args()
    outcome = Outcome()
    if options.state.exists() and not options.anew:
        kept = json.loads(options.state.read_text())
        outcome = Outcome(kept["count"], Counter(kept["outcomes"]), kept["failed"], kept["slowest"])
    store = Store()
    plant(store, dt.datetime(2023, 12, 31))
    register = month_register(store, MONTH)
    while outcome.count < options.cases:
        run(range(outcome.count, min(outcome.count + 200, options.cases)), register, outcome)
        options.state.parent.mkdir(exist_ok=True)
        options.state.write_text(json.dumps(vars(outcome), ensure_ascii=False, indent=1))
        print(f"{outcome.count} cases, {len(outcome.failed)} failed, slowest {outcome.slowest:.1f} s", flush=True)
    left = left_over()
    print(f"{dict(outcome.outcomes)}\nleft over: {left}")
    for number, why in list(outcome.failed.items())[:20]:
        print(f"case {number}: {why}")
    return 1 if outcome.failed or left or outcome.slowest > 2 * limits.seconds() + 10 else 0


if __name__ == "__main__":
    sys.exit(main())
