"""One measured thing beside its aim, and how it is printed."""

import math
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measurement:
    """A value in a unit, and what it was measured against or under which conditions.

    `limit` is the aim: at most so much, less than it where `is_strict`; None where there is no aim. A miss has a cause.
    """

    what: str
    value: float
    unit: str
    against: str = ""
    limit: float | None = None
    is_strict: bool = False
    cause: str = ""

    def __post_init__(self) -> None:
        if self.is_met is False and not self.cause:
            raise ValueError(f"a miss without its cause: {self.what}")

    @property
    def is_met(self) -> bool | None:
        """None without an aim."""
        return None if self.limit is None else _is_met(self.value, self.limit, self.is_strict)

    @property
    def measured_text(self) -> str:
        return f"{amount(self.value)} {self.unit}".strip()

    @property
    def aim_text(self) -> str:
        return "—" if self.limit is None else f"{'<' if self.is_strict else '≤'} {self.limit:g} {self.unit}".strip()

    @property
    def verdict(self) -> str:
        return {None: "—", True: "met", False: "missed"}[self.is_met]

    @property
    def sentence(self) -> str:
        """The line that is printed as soon as it is known."""
        parts = [f"{self.what}: {self.measured_text}"]
        if self.limit is not None:
            parts.append(f"aim {self.aim_text}: {self.verdict}")
        if self.against:
            parts.append(self.against)
        if self.cause:
            parts.append(f"largest cause: {self.cause}")
        return "; ".join(parts)


def aimed(
    what: str,
    value: float,
    unit: str,
    limit: float,
    cause: Callable[[], str],
    against: str = "",
    *,
    is_strict: bool = False,
) -> Measurement:
    """A measurement with an aim. The cause is looked for only where the aim is missed."""
    found = "" if _is_met(value, limit, is_strict) else cause()
    return Measurement(what, value, unit, against, limit, is_strict, found)


def _is_met(value: float, limit: float, is_strict: bool) -> bool:
    return value < limit if is_strict else value <= limit


def amount(value: float) -> str:
    """A number with as many digits as it deserves: 1,234, 56.7, 0.82."""
    if abs(value) >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def median_ms(act: Callable[[], object], times: int, warm_up: int = 1) -> float:
    """How many milliseconds something takes: the median, after some runs that do not count."""
    for _ in range(warm_up):
        act()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return 1000 * statistics.median(taken)


def percentile(values: list[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed. Raises ValueError without values."""
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(1, math.ceil(len(values) * share)) - 1]
