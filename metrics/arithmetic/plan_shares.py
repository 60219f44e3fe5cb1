"""序时进度: the cumulative share of the year's target that is planned by the end of each month (domain.md §3)."""

from collections.abc import Iterable
from itertools import pairwise

MONTHS = range(1, 13)


def through_nodes(nodes: Iterable[tuple[int, float]]) -> list[float]:
    """Twelve shares on straight lines between declared (month, cumulative share) nodes; 0 before the first node.

    Raises ValueError where shares fall, leave 0–1, repeat a month, or do not end at 1.
    """
    ordered = sorted(nodes)
    months = [month for month, _ in ordered]
    shares = [share for _, share in ordered]
    if not ordered or len(set(months)) != len(months) or not all(1 <= month <= 12 for month in months):
        raise ValueError("plan nodes need distinct months from 1 to 12")
    check(shares)
    result: list[float] = []
    for month in MONTHS:
        earlier = [node for node in ordered if node[0] <= month]
        later = [node for node in ordered if node[0] >= month]
        if not earlier:
            result.append(0.0)
        elif not later or earlier[-1][0] == month:
            result.append(earlier[-1][1])
        else:
            (left, low), (right, high) = earlier[-1], later[0]
            result.append(low + (high - low) * (month - left) / (right - left))
    return result


def from_cumulative(amounts: Iterable[float]) -> list[float]:
    """Twelve shares from last year's twelve cumulative amounts.

    Raises ValueError where they are not twelve, fall, or total 0.
    """
    totals = list(amounts)
    if len(totals) != 12 or totals[-1] <= 0:
        raise ValueError("last year's plan needs twelve cumulative amounts with a positive total")
    shares = [total / totals[-1] for total in totals]
    check(shares)
    return shares


def amounts(shares: Iterable[float], targets: Iterable[float], starts: Iterable[float]) -> list[float]:
    """The planned cumulative amounts: the start (0, or a stock's base) plus the share of what is to be added to it."""
    return [start + share * (target - start) for share, target, start in zip(shares, targets, starts, strict=True)]


def check(shares: list[float]) -> None:
    """Raises ValueError unless the shares lie in 0–1, never fall, and end at 1."""
    if any(not 0 <= share <= 1 for share in shares):
        raise ValueError("plan shares must lie between 0 and 1")
    if any(later < earlier for earlier, later in pairwise(shares)):
        raise ValueError("plan shares must never fall")
    if shares[-1] != 1:
        raise ValueError("plan shares must end at 1")
