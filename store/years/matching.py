"""Which measure of last year a measure is likest to: by name, unit of measure, category; ids need not match."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from rapidfuzz import fuzz

LEAST = 62.0  # of 100: below it two names have less in common than two commitments of one field
# Named alike, the category's share included: 第一产业 and 第三产业增加值增速, one sign apart, have 94.9 and are asked.
SURE = 98.0
_SAME_CATEGORY = 6  # what the same category adds
_LEFT_OUT = re.compile(r"[\d\W_]+")  # 新建5G基站500个 and 新建5G基站300个 are called the same

Row = Mapping[str, Any]


class Match(NamedTuple):
    """A row and one of last year's, by their places; `score` 0–100."""

    score: float
    number: int
    last: int


def matches(rows: Sequence[Row], before: Sequence[Row], least: float = LEAST) -> list[Match]:
    """The pairs that are likest to each other, the surest first, each of either in one pair at most.

    Rows have series, unit, category, measure, item and kind; what differs in series, unit or kind is never a pair. A
    row whose kind is None may be of any; where its item is None the measures' names alone are compared.
    """
    groups: dict[tuple[Any, Any], list[int]] = {}
    for place, last in enumerate(before):
        groups.setdefault((last["series"], last["unit"]), []).append(place)
    scored = [
        Match(score, number, place)
        for number, row in enumerate(rows)
        for place in groups.get((row["series"], row["unit"]), ())
        if row["kind"] in (None, before[place]["kind"]) and (score := _score(row, before[place])) >= least
    ]
    scored.sort(key=lambda found: (-found.score, found.number, found.last))
    numbers: set[int] = set()
    places: set[int] = set()
    taken = []
    for found in scored:
        if found.number not in numbers and found.last not in places:
            numbers.add(found.number)
            places.add(found.last)
            taken.append(found)
    return taken


def _score(row: Row, last: Row) -> float:
    name, last_name = _folded(row["measure"]), _folded(last["measure"])
    score = fuzz.ratio(name, last_name)
    if row["item"] is not None:
        item, last_item = _folded(row["item"]), _folded(last["item"])
        whole = fuzz.ratio(item + name, last_item + last_name)
        score = max(whole, 0.75 * score + 0.25 * fuzz.ratio(item, last_item))
    score += _SAME_CATEGORY if row["category"] == last["category"] else 0
    return round(min(score, 100.0), 1)


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    """A name as it would stand in any year: without numbers and signs."""
    return _LEFT_OUT.sub("", unicodedata.normalize("NFKC", text)) or text
