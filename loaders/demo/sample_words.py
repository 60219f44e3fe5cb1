"""What a unit would say of a matter that lags, as data: problems, each with its step, for matters of certain names."""

import csv
import re
from dataclasses import dataclass
from functools import cache

from store.engine.seed import SEED_FOLDER


@dataclass(frozen=True)
class Saying:
    """`names`: what a matter's name has in it; without one it fits any. `months`: when it can be said."""

    names: re.Pattern[str] | None
    months: range
    problem: str
    next_step: str


def fitting(measure: str, item: str, month_no: int) -> list[Saying]:
    """What can be said of a measure: by its own name, else by its item's, else what fits anything."""
    now = [one for one in _sayings() if month_no in one.months]
    for name in (measure, item):
        found = [one for one in now if one.names and one.names.search(name)]
        if found:
            first = found[0].names  # the first kind of matter that the name speaks of, and no other
            return [one for one in found if one.names == first]
    return [one for one in now if one.names is None]


@cache
def _sayings() -> list[Saying]:
    """The rows of data/seed/sample_words.csv, in their order."""
    with (SEED_FOLDER / "sample_words.csv").open(encoding="utf-8", newline="") as file:
        return [
            Saying(
                re.compile(row["names"]) if row["names"] else None,
                _months(row["months"]),
                row["problem"],
                row["next_step"],
            )
            for row in csv.DictReader(file)
        ]


def _months(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last) + 1) if last else range(1, 13)
