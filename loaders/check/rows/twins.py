"""A commitment that stands twice in the plan: one of its rows is filled in, and the figure is that of both."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from loaders.check.judge import Place, judge
from loaders.check.result import Row
from loaders.issues import OWN_REASON, Issue, issue
from loaders.register import Register
from loaders.table.item_rows import ItemRow
from metrics import wording


def without_formula(item: ItemRow) -> ItemRow:
    """A row that the template fills by formulas, without those that no spreadsheet has calculated."""
    return replace(item, cells={name: cell for name, cell in item.cells.items() if cell.kind != "formula"})


def two_values(rows: Mapping[str, Row], register: Register) -> Iterator[Issue]:
    """A doubt with both numbers where the two rows of a commitment say two things."""
    for same, asked in register.spared.items():
        one, other = rows.get(asked), rows.get(same)
        if one is None or other is None or one.value is None or other.value is None or one.value == other.value:
            continue
        first, second = (wording.figure(row.value or 0, register.by_id[row.measure_id].unit) for row in (one, other))
        slots = {"named": register.names[same], "other": register.names[asked], "where": f"{one.sheet}!{one.cell}"}
        found = issue("twin_differs", other.sheet, other.cell, second, value=second, other_value=first, **slots)
        yield found.of(same, asked)


def told_once(rows: Mapping[str, Row], register: Register, told: Iterable[Issue]) -> list[Issue]:
    """Issues, a doubt about the one figure of both rows of a commitment once, said of both."""
    found = list(told)
    for same, asked in register.spared.items():
        one, other = rows.get(asked), rows.get(same)
        if one is None or other is None or one.value is None or one.value != other.value:
            continue
        own = {first.id: first for first in found if first.measures == (asked,) and not first.is_error}
        for copy in [two for two in found if two.measures == (same,)]:
            first = own.pop(copy.id, None)
            if first is not None and (first.weight == OWN_REASON or first.read == copy.read):
                found[found.index(first)] = first.of(asked, same)
                found.remove(copy)
    return found


def copies_doubted(rows: Mapping[str, Row], register: Register, told: Iterable[Issue]) -> Iterator[Issue]:
    """What is odd about a figure where its commitment stands once more: beside that place's own target and past.

    Not where the row itself has such a doubt (in `told`): that one is of both places.
    """
    known = {measure_id for one in told if one.weight == OWN_REASON for measure_id in one.measures}
    for row in list(rows.values()):
        twin = register.twins.get(row.measure_id)
        other = rows.get(twin) if twin else None
        is_told = row.measure_id in known or (other is not None and other.is_figure)
        if twin is None or row.value is None or is_told:
            continue
        measure = register.by_id[twin]
        for found in judge(measure, row.value, Place(row.sheet, row.cell, wording.figure(row.value, measure.unit))):
            if found.weight == OWN_REASON:
                yield replace(found, measures=(twin,), expected=f"{found.expected}(同一事项的“{register.names[twin]}”)")


def with_twins(rows: tuple[Row, ...], register: Register) -> list[Row]:
    """The rows with those of the other places of the same commitments: what is stored.

    A place with a row of its own keeps its words, and its figure where it has one.
    """
    by_id = {row.measure_id: row for row in rows}
    for row in rows:
        twin = register.twins.get(row.measure_id)
        if twin is None or not row.is_figure:
            continue
        own = by_id.get(twin)
        if own is None:
            by_id[twin] = replace(row, measure_id=twin)
        elif not own.is_figure:
            by_id[twin] = replace(
                own, value=row.value, value_words=row.value_words, sheet=row.sheet, cell=row.cell,
                basis=own.basis or row.basis, vintage=own.vintage or row.vintage,
            )  # fmt: skip
    return list(by_id.values())
