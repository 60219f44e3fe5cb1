"""How close a row's name is to a measure's: only ever a proposal."""

from collections.abc import Callable, Iterable

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from loaders.check.rows.evidence import Evidence
from loaders.check.rows.names import plain_name
from loaders.check.rows.subjects import Subject, subject
from loaders.register import Measure
from loaders.table.item_rows import ItemRow

SHOWN = 5
_LEAST = 40  # of 100: below it a proposal helps nobody
_SAME_NUMBER = 10  # what the same number of the item adds
_TELLING = 3  # characters of a name that may be another's part or short form
_SAME, _WITHIN, _SHORTENED = 95.0, 75.0, 70.0  # the same thing; one name within the other; its short form, 保租房
_REORDERED = 90.0  # the same words in another order
_OF_ITEM = 0.9  # what an item's title says of each of its measures
_OTHER_UNIT, _SAME_TARGET = -40, 6


def likest(
    row: ItemRow, item: str, name: str, number: int | None, measures: Iterable[Measure],
    beside: Callable[[Measure], Evidence],
) -> list[tuple[Measure, float]]:  # fmt: skip
    """The measures closest to a row's item and name (both plain), best first, with 0–100; `beside`: what speaks."""
    own = subject(row.name)
    scored = []
    for measure in measures:
        score = max(_alike(item, name, measure), _of_subject(own, measure))
        found = beside(measure)
        score += _OTHER_UNIT if found.unit is False else 0
        score += _SAME_TARGET if found.is_target else 0
        score += _SAME_NUMBER if number is not None and number == measure.item_no else 0
        scored.append((measure, round(min(score, 99.0), 1)))
    close = [pair for pair in scored if pair[1] >= _LEAST]
    return sorted(close, key=lambda pair: (-pair[1], pair[0].measure_id))[:SHOWN]


def _alike(item: str, name: str, measure: Measure) -> float:
    own_item, own_name = plain_name(measure.item), plain_name(measure.name)
    if item and name:
        return max(
            fuzz.ratio(item + name, own_item + own_name),
            0.7 * fuzz.ratio(name, own_name) + 0.3 * fuzz.ratio(item, own_item),
        )
    text = item or name
    if sorted(text) == sorted(own_name):  # 民营企业精准服务, 精准服务民营企业
        return _REORDERED
    return max(fuzz.ratio(text, own_name), fuzz.ratio(text, own_item + own_name), fuzz.ratio(text, own_item))


def _of_subject(own: Subject, measure: Measure) -> float:
    """How close what a row counts is to what a measure does, or to what its item does."""
    name, item = subject(measure.name), subject(measure.item)
    return max(_closest(own, name), _OF_ITEM * _closest(own, item))


def _closest(one: Subject, other: Subject) -> float:
    return max((_near(a, b) for a in one.forms for b in other.forms), default=0.0)


def _near(one: str, other: str) -> float:
    if one == other:
        return _SAME
    short, long = sorted((one, other), key=len)
    if len(short) < _TELLING:
        return 0.0
    share = len(short) / len(long)
    if short in long:
        return _WITHIN + (_SAME - _WITHIN) * share
    if LCSseq.similarity(short, long) == len(short):
        return _SHORTENED + (_SAME - _SHORTENED) * share
    return float(fuzz.ratio(one, other))
