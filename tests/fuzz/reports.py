"""Reports in any mixture of forms, by the thousand: `make fuzz`. Each is read back as it was written; then, damaged, it
is read or refused without breaking on it, and as quickly.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from metrics.errors import UserError
from tests.loaders.report import test_any_mixture_of_forms as mixture
from tests.loaders.report.sayings import in_keys, read_text

_LONGEST_SECONDS = 20  # of a page of text, on a machine that does other things


@dataclass
class Outcome:
    """What came of some cases. `failed`: by number what was wrong with it."""

    count: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    slowest: float = 0.0


def run(numbers: range, outcome: Outcome) -> Outcome:
    """Write, read and compare each case, and read it damaged."""
    for number in numbers:
        draw = random.Random(number)
        listed = [
            [
                mixture.Task(
                    draw.randrange(len(mixture.DOINGS)), draw.randint(2, 1899), draw.randrange(len(mixture.BINDINGS)),
                    draw.randrange(len(mixture.UNITS)),
                )
                for _ in range(draw.randint(1, 3))
            ]
            for _ in range(draw.randint(2, 10))
        ]  # fmt: skip
        # The forms in which each change is promised: those of the suite's tests.
        changes = draw.sample(mixture.CHANGES, draw.randint(0, len(mixture.CHANGES)))
        form = draw.randrange(5 if changes else len(mixture.FORMS))
        text = mixture.printed(listed, form, draw.randrange(len(mixture.ROLES)))
        for change in sorted(changes, key=mixture.CHANGES.index):
            text = change(text)
        start = time.monotonic()
        try:
            if in_keys(read_text(text)) != mixture.expected(listed):
                outcome.failed[str(number)] = "read otherwise than it was written"
            _read_or_refused(_damaged(text, draw))
        except Exception as error:  # noqa: BLE001 - that there is none is what is tried
            outcome.failed[str(number)] = repr(error)
        outcome.slowest = max(outcome.slowest, time.monotonic() - start)
        outcome.count += 1
    return outcome


def _read_or_refused(text: str) -> None:
    try:
        read_text(text)
    except UserError:
        return


def _damaged(text: str, draw: random.Random) -> str:
    for _ in range(draw.randint(1, 4)):
        at, other = sorted((draw.randrange(len(text) + 1), draw.randrange(len(text) + 1)))
        text = draw.choice(_DAMAGES)(text, at, other)
    return text


_DAMAGES: tuple[Callable[[str, int, int], str], ...] = (
    lambda text, at, other: text[:at] + text[other:],
    lambda text, at, other: text[:other] + text[at:],
    lambda text, at, other: text[:at] + text[at:other][::-1] + text[other:],
    lambda text, at, other: text[:at] + "1" * 400 + text[at:],
    lambda text, at, other: text[:at] + "(" * 200 + text[at:],
    lambda text, at, other: text[:at] + "\u200b\ufeff\x00" + text[at:],
    lambda text, at, other: text[:at] + text[at:other].replace("\n", "") + text[other:],
)


def main() -> int:
    """Go on where the last run ended."""
    line = argparse.ArgumentParser(description="Reports in any mixture of forms, whole and damaged.")
    line.add_argument("--cases", type=int, default=2000)
    line.add_argument("--state", type=Path, default=Path("data/fuzz-reports.json"))
    line.add_argument("--anew", action="store_true")
    options = line.parse_args()
    is_begun = options.state.exists() and not options.anew
    outcome = Outcome(**json.loads(options.state.read_text())) if is_begun else Outcome()
    while outcome.count < options.cases:
        run(range(outcome.count, min(outcome.count + 100, options.cases)), outcome)
        options.state.parent.mkdir(exist_ok=True)
        options.state.write_text(json.dumps(vars(outcome), ensure_ascii=False, indent=1))
        print(f"{outcome.count} reports, {len(outcome.failed)} failed, slowest {outcome.slowest:.1f} s", flush=True)
    for number, why in list(outcome.failed.items())[:20]:
        print(f"report {number}: {why}")
    return 1 if outcome.failed or outcome.slowest > _LONGEST_SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
