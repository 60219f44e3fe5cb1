"""A row → the measure it speaks of: by code, else by number and name. What fits nothing, or several, is an issue."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from loaders.issues import Issue, issue
from loaders.known import Known, Measure, plain
from loaders.recognise import ItemRow
from metrics.terms import SERIES, SERIES_SHORT

Test = Callable[[Measure], bool]

_NUMBER = re.compile(r"\d{1,3}")
_OF_WHICH = re.compile(r"^(?:其中[:：]?|#+|[*]+)")


@dataclass(frozen=True)
class Matched:
    """The measure of a row, or the issue that says why there is none."""

    measure: Measure | None
    issue: Issue | None = None


def match(row: ItemRow, known: Known, unit_id: str) -> Matched:
    """The measure of a row. One of another unit is an issue, and so is a row that fits none."""
    code = re.sub(r"\s", "", unicodedata.normalize("NFKC", row.text("code"))).upper()
    if code:
        measure = known.by_id.get(code)
        if measure is None:
            return Matched(None, issue("code_unknown", row.sheet, row.cells["code"].address, row.text("code")))
        return _of_unit(measure, row, known, unit_id, "code")
    candidates = _fitting(row, known.of_unit(unit_id))
    if not candidates:
        candidates = _fitting(row, known.measures)
    where = "measure" if "measure" in row.cells else "item"
    if len(candidates) == 1:
        return _of_unit(candidates[0], row, known, unit_id, where)
    address = row.cells[where].address
    read = row.text("measure") or row.text("item")
    if candidates:
        return Matched(None, issue("row_ambiguous", row.sheet, address, read, count=len(candidates)))
    return Matched(None, issue("row_unmatched", row.sheet, address, read))


def _of_unit(measure: Measure, row: ItemRow, known: Known, unit_id: str, where: str) -> Matched:
    if measure.unit_id == unit_id:
        return Matched(measure)
    supplier = known.unit_by_id[measure.unit_id].name
    found = issue(
        "row_other_unit", row.sheet, row.cells[where].address, row.text(where), measure=measure.full_name, unit=supplier
    )
    return Matched(None, found)


def _fitting(row: ItemRow, measures: Iterable[Measure]) -> list[Measure]:
    """Measures that a row without a code may mean: its name must be theirs; number, item, series and unit decide."""
    item, name = _name(row.text("item")), _name(row.text("measure"))
    found = [m for m in measures if _has_name(m, item, name)]
    if not found:
        found = _only_figures(
            [m for m in measures if (item and item == _name(m.item)) or (name and name == _name(m.item))]
        )
    for test in (_number_test(row), _item_test(item), _series_test(row), _unit_test(row)):
        narrowed = [m for m in found if test(m)]
        if narrowed:
            found = narrowed
    return found


def _has_name(measure: Measure, item: str, name: str) -> bool:
    own = _name(measure.name)
    return own == name if name else own == item


def _only_figures(measures: list[Measure]) -> list[Measure]:
    """An item called by its own title means its one measure, background figures and parts apart."""
    return [m for m in measures if m.kind != "reference" and m.part_of_id is None]


def _name(text: str) -> str:
    return plain(_OF_WHICH.sub("", unicodedata.normalize("NFKC", text).strip()))


def _number_test(row: ItemRow) -> Test:
    found = _NUMBER.search(unicodedata.normalize("NFKC", row.text("item_no")))
    number = int(found[0]) if found else None
    return lambda measure: measure.item_no == number


def _item_test(item: str) -> Test:
    return lambda measure: _name(measure.item) == item


def _series_test(row: ItemRow) -> Test:
    spoken = f"{row.sheet} {row.section} {row.text('item_no')}"
    named = {code for code, word in SERIES.items() if word in spoken or SERIES_SHORT[code] in spoken}
    return lambda measure: measure.series in named


def _unit_test(row: ItemRow) -> Test:
    return lambda measure: measure.unit == row.text("unit")
