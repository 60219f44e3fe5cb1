"""What the sample reports are drawn from, as data: the seed of their randomness, and the months that they are of."""

import csv
import datetime as dt
from dataclasses import dataclass
from functools import cache

from metrics.periods import parse_moment, parse_month, span_name
from store.engine.seed import SEED_FOLDER, broken

SUBMITTED_BY = "演示人员"


@dataclass(frozen=True)
class Sample:
    """`first_at`: when the first report comes; the targets are given the day before, and nobody reports earlier."""

    region: str
    seed: str
    last_month: dt.date
    first_at: dt.datetime

    @property
    def span(self) -> str:
        """`2023年1–9月`."""
        return f"{self.last_month.year}年{span_name(self.last_month)}"


@cache
def sample() -> Sample:
    """The row of data/seed/sample.csv. Raises UserError where it is not there, or broken."""
    try:
        with (SEED_FOLDER / "sample.csv").open(encoding="utf-8", newline="") as file:
            row = next(csv.DictReader(file))
        return Sample(row["region_code"], row["seed"], parse_month(row["last_month"]), parse_moment(row["first_at"]))
    except (OSError, ValueError, KeyError, StopIteration, AttributeError) as error:
        raise broken("sample.csv", error) from error
