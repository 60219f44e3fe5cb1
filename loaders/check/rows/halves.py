"""A row with a growth or a stage of works beside its amount: each measure takes the figure of its kind, and no other.

| 进出口总额 | 亿元 | 40.57 | 增长3.6% |   the amount's measure takes 40.57, the growth's 3.6
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from loaders.register import Measure
from loaders.table.shapes.by_kind import BY_KIND
from loaders.table.figures import is_missing_mark
from loaders.table.item_rows import EARLIER, ItemRow
from loaders.table.layout import IGNORE

if TYPE_CHECKING:
    from loaders.check.rows.match import Matched

_OF_THE_AMOUNT = ("value", "unit", "target", "previous", "month_only", "done", EARLIER, *BY_KIND)


def parts_of(rows: Iterable[ItemRow]) -> list[ItemRow]:
    """The rows, those with several figures once for each: the amount with all that stands beside it, then the others.

    A row that is in % itself has no growth beside it: 增速 | % | 5.6 | 0.3 tells how the growth changed.
    """
    found = []
    for row in rows:
        names = [name for name in BY_KIND if name in row.cells and not (name == "growth" and row.text("unit") == "%")]
        own = {name: cell for name, cell in row.cells.items() if name not in BY_KIND}
        parts = frozenset(names)
        found.append(replace(row, cells=own, part="amount", parts=parts) if names else replace(row, cells=own))
        around = {name: cell for name, cell in row.cells.items() if name not in _OF_THE_AMOUNT}
        found += [
            replace(row, cells={**around, "value": row.cells[name]}, part=name, parts=parts, others=(), shared="",
                    is_growth=name == "growth")
            for name in names
        ]  # fmt: skip
    return found


def takes(row: ItemRow, measure: Measure) -> bool:
    """Whether a row's figure may be a measure's, by its kind."""
    if not row.part:
        return True
    own = "growth" if measure.is_growth else "stage" if measure.kind == "milestone" else ""
    return row.part == (own if own in row.parts else "amount")


def of_each_row(pairs: Sequence[tuple[ItemRow, "Matched"]]) -> list[tuple[ItemRow, "Matched"]]:
    """Of the parts of a row those that are some measure's; where none is, what is asked about one of them."""
    whole: dict[int, list[tuple[ItemRow, Matched]]] = {}
    for pair in pairs:
        whole.setdefault(pair[0].number, []).append(pair)
    return [pair for parts in whole.values() for pair in (_meant(parts) if parts[0][0].part else parts)]


def _meant(parts: list[tuple[ItemRow, "Matched"]]) -> list[tuple[ItemRow, "Matched"]]:
    """A row that somebody set aside is set aside with all its parts."""
    answers = [one.question.answer if one.question else None for _, one in parts]
    if answers[0] == IGNORE:
        return parts[:1]
    found: dict[str, tuple[ItemRow, Matched]] = {}
    for part, one in parts:
        if one.measure is not None:  # an answer about the row may name a measure of another part
            own = next((row for row, _ in parts if takes(row, one.measure)), part)
            found.setdefault(one.measure.measure_id, (own, one))
        elif one.among or (one.question and one.question.is_near and not is_missing_mark(part.text("value"))):
            found[part.part] = part, one
    offering = [pair for pair in parts if pair[1].question and pair[1].question.proposals]
    ignored = [pair for pair, answer in zip(parts, answers, strict=True) if answer == IGNORE]
    return list(found.values()) or (ignored or offering or parts)[:1]
