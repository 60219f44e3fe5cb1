"""How close a row's name is to a measure's: only ever a proposal."""

from collections.abc import Callable, Iterable

from rapidfuzz import fuzz

from loaders.register import Measure

SHOWN = 5
_LEAST = 40  # of 100: below it a proposal helps nobody
_SAME_NUMBER = 10  # what the same number of the item adds


def likest(
    item: str, name: str, number: int | None, measures: Iterable[Measure], folded: Callable[[str], str]
) -> list[tuple[Measure, float]]:
    """The measures closest to a row's item and name (both `folded`), best first, with 0–100."""
    scored = [(measure, _score(item, name, number, measure, folded)) for measure in measures]
    close = [pair for pair in scored if pair[1] >= _LEAST]
    return sorted(close, key=lambda pair: (-pair[1], pair[0].measure_id))[:SHOWN]


def _score(item: str, name: str, number: int | None, measure: Measure, folded: Callable[[str], str]) -> float:
    own_item, own_name = folded(measure.item), folded(measure.name)
    if item and name:
        score = max(
            fuzz.ratio(item + name, own_item + own_name),
            0.7 * fuzz.ratio(name, own_name) + 0.3 * fuzz.ratio(item, own_item),
        )
    else:
        text = item or name
        score = max(fuzz.ratio(text, own_name), fuzz.ratio(text, own_item + own_name), fuzz.ratio(text, own_item))
    if number is not None and number == measure.item_no:
        score += _SAME_NUMBER
    return round(min(score, 99.0), 1)
