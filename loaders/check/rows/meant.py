"""Which parts of a row are taken, or asked about, once each was matched with the measures of its kind."""

from collections.abc import Sequence

from loaders.check.rows.halves import takes
from loaders.check.rows.match import Matched
from loaders.table.figures import is_missing_mark
from loaders.table.item_rows import ItemRow
from loaders.table.layout import IGNORE

Pair = tuple[ItemRow, Matched]


def of_each_row(pairs: Sequence[Pair]) -> list[Pair]:
    """Of the parts of a row those that are some measure's; where none is, what is asked about one of them."""
    whole: dict[int, list[Pair]] = {}
    for pair in pairs:
        whole.setdefault(pair[0].number, []).append(pair)
    return [pair for parts in whole.values() for pair in (_meant(parts) if parts[0][0].part else parts)]


def _meant(parts: list[Pair]) -> list[Pair]:
    """A row that somebody set aside is set aside with all its parts."""
    answers = [one.question.answer if one.question else None for _, one in parts]
    if answers[0] == IGNORE:
        return parts[:1]
    found: dict[str, Pair] = {}
    for part, one in parts:
        if one.measure is not None:  # an answer about the row may name a measure of another part
            own = next((row for row, _ in parts if takes(row, one.measure)), part)
            found.setdefault(one.measure.measure_id, (own, one))
        elif one.among or (one.question and one.question.is_near and not is_missing_mark(part.text("value"))):
            found[part.part] = part, one
    offering = [pair for pair in parts if pair[1].question and pair[1].question.proposals]
    ignored = [pair for pair, answer in zip(parts, answers, strict=True) if answer == IGNORE]
    return list(found.values()) or (ignored or offering or parts)[:1]
