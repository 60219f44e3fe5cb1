"""The plain facts of a tiny district, as the builder stores them and as the oracle judges them.

Months are numbers of the year (0: last December), so that a case can be read at a glance.
"""

import datetime as dt
from dataclasses import dataclass, field

YEAR = 2023
START = dt.datetime(2023, 1, 1)


@dataclass(frozen=True)
class Target:
    """One recorded target of a measure, in force from `valid_from` on."""

    lower: float | None = None
    upper: float | None = None
    comparator: str = "="
    base: float | None = None
    basis: str | None = None
    words: str | None = None
    valid_from: int = 1
    recorded_at: dt.datetime = START


@dataclass(frozen=True)
class Plan:
    """One recorded plan: `points` are twelve shares (by_month), nodes, or last year's twelve cumulative amounts."""

    kind: str
    points: tuple[tuple[int, float], ...]
    recorded_at: dt.datetime = START


@dataclass(frozen=True)
class Figure:
    """One figure of one submission."""

    month: int
    value: float | None
    words: str | None
    basis: str | None
    vintage: str | None
    submitted_at: dt.datetime
    submission_id: int
    withdrawn_at: dt.datetime | None = None
    is_demo: bool = False


@dataclass(frozen=True)
class Ruling:
    """A status set by an official word, or (without a status) a condition that was triggered."""

    ruling_id: int
    status: str | None
    valid_from: int
    valid_until: int | None
    recorded_at: dt.datetime
    ended_at: dt.datetime | None = None


@dataclass
class Measure:
    """One thing counted, with everything that was ever recorded about it."""

    measure_id: str
    item_id: str
    kind: str
    unit: str
    calendar: str
    has_condition: bool
    reference: "Measure | None" = None
    part_of: "Measure | None" = None
    supplier: str | None = None
    targets: list[Target] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
