"""A row → the measure it speaks of: by code, else by number and name. What fits nothing, or several, is an issue.

A close name is a proposal that somebody has to confirm; what nobody can name may be set aside, by somebody too.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from loaders.check.rows.halves import takes
from loaders.check.rows.likeness import likest
from loaders.check.rows.written_unit import without_unit
from loaders.issues import Issue, issue
from loaders.register import Measure, Register, plain
from loaders.table.item_rows import ItemRow
from loaders.table.layout import IGNORE, timeless
from loaders.table.questions import Proposal, RowQuestion
from loaders.table.shapes.by_kind import BY_KIND
from metrics.errors import UserError
from metrics.terms import SERIES, SERIES_SHORT

Test = Callable[[Measure], bool]

NEAR = 75  # of 100: so close that a confirmation will do (本系统设定)
LEAD = 5  # the second closest must be this much further off
_NUMBER = re.compile(r"\d{1,3}")
_OF_WHICH = re.compile(r"^(?:其中[:：]?|#+|[*]+|[(]?\d{1,2}[).、](?!\d))\s*")
_CIRCLED = re.compile(r"^[①-⑳]")


@dataclass(frozen=True)
class Matched:
    """The measure of a row, or the issue that says why there is none, and what may be asked about it."""

    measure: Measure | None
    issue: Issue | None = None
    question: RowQuestion | None = None
    among: tuple[Measure, ...] = ()  # the measures of the item that the row names, where it names no single one


def match(row: ItemRow, register: Register, unit_id: str, decided: Mapping[str, str] | None = None) -> Matched:
    """The measure of a row. One of another unit is an issue, and so is a row that fits none.

    `decided`: what was said of rows (see questions.Answers). Raises UserError where that names no measure.
    """
    answer = (decided or {}).get(row_key(row))
    if answer == IGNORE:
        return Matched(None, None, _question(row, (), answer))
    if answer is not None:
        if answer not in register.by_id:
            raise UserError(f"{row_key(row)}指定的编码“{answer}”不存在。", title="对应的指标有误")
        found = _of_unit(register.by_id[answer], row, register, unit_id)
        shown = _proposed([(register.by_id[answer], 100.0)])
        return Matched(found.measure, found.issue, _question(row, shown, answer))
    code = re.sub(r"\s", "", unicodedata.normalize("NFKC", row.text("code"))).upper()
    if code:
        measure = register.by_id.get(code)
        if measure is None:
            found_issue = issue("code_unknown", row.sheet, row.cells["code"].address, row.text("code"))
            return Matched(None, found_issue, _question(row, _likest(row, register, unit_id)))
        return _of_unit(measure, row, register, unit_id)
    candidates = _fitting(row, [one for one in register.of_unit(unit_id) if takes(row, one)])
    if not candidates:
        candidates = _fitting(row, [one for one in register.measures if takes(row, one)])
    if len(candidates) == 1:
        return _of_unit(candidates[0], row, register, unit_id)
    return _unmatched(row, register, unit_id, candidates)


def row_key(row: ItemRow) -> str:
    """What an answer about a row is given under: its sheet and the cell that names it."""
    return f"{row.sheet}!{row.cells[_where(row)].address}"


def row_name(row: ItemRow, month: dt.date) -> str:
    """What names a row of a form in any month: its section, number, item and measure, the month reported as {月}."""
    parts = [row.section, row.text("item_no"), row.text("item"), row.text("measure"), row.text("code")]
    return "|".join(plain(timeless(unicodedata.normalize("NFKC", part), month)) for part in parts)


def _unmatched(row: ItemRow, register: Register, unit_id: str, candidates: list[Measure]) -> Matched:
    address, read = row.cells[_where(row)].address, _read(row)
    if candidates:
        question = _question(row, _proposed([(measure, 100.0) for measure in candidates]))
        of_one = candidates if len({one.item_id for one in candidates}) == 1 else []
        found = issue("row_ambiguous", row.sheet, address, read, count=len(candidates))
        return Matched(None, found, question, tuple(one for one in of_one if one.unit_id == unit_id))
    closest = _likest(row, register, unit_id)
    is_near = bool(closest) and closest[0].score >= NEAR
    if is_near and len(closest) > 1 and closest[0].score - closest[1].score < LEAD:
        is_near = False
    if is_near:
        return Matched(
            None, issue("row_near", row.sheet, address, read, measure=closest[0].name),
            _question(row, closest, is_near=True),
        )  # fmt: skip
    return Matched(None, issue("row_unmatched", row.sheet, address, read), _question(row, closest))


def _where(row: ItemRow) -> str:
    """The cell that names a row; a growth or a stage beside the row's amount is called by its own."""
    return "value" if row.part in BY_KIND else next(name for name in ("code", "measure", "item") if name in row.cells)


def _read(row: ItemRow) -> str:
    return row.text("measure") or row.text("item") or row.text("code")


def _question(
    row: ItemRow, proposals: tuple[Proposal, ...], answer: str | None = None, *, is_near: bool = False
) -> RowQuestion:
    address = row.cells[_where(row)].address
    return RowQuestion(row_key(row), row.sheet, address, _read(row), row.text("value"), proposals, is_near, answer)


def _likest(row: ItemRow, register: Register, unit_id: str) -> tuple[Proposal, ...]:
    number = _number(row)
    item, name = (_name(without_unit(row.text(part))[0]) for part in ("item", "measure"))
    close = likest(item, name, number, [one for one in register.of_unit(unit_id) if takes(row, one)], _name)
    return _proposed(close)


def _proposed(found: Iterable[tuple[Measure, float]]) -> tuple[Proposal, ...]:
    return tuple(Proposal(measure.measure_id, measure.full_name, score) for measure, score in found)


def _of_unit(measure: Measure, row: ItemRow, register: Register, unit_id: str) -> Matched:
    if measure.unit_id == unit_id:
        return Matched(measure)
    where = _where(row)
    supplier = register.unit_by_id[measure.unit_id].name
    found = issue(
        "row_other_unit", row.sheet, row.cells[where].address, row.text(where), measure=measure.full_name, unit=supplier
    )
    return Matched(None, found, _question(row, ()))


def _fitting(row: ItemRow, measures: Iterable[Measure]) -> list[Measure]:
    """Measures that a row without a code may mean: its name must be theirs; number, item, series and unit decide."""
    item, name = _name(row.text("item")), _name(row.text("measure"))
    if row.is_growth:  # 地区生产总值 under 增速 is its growth, not its amount
        measures = [m for m in measures if m.unit == "%"]
    measures = list(measures)
    found = [m for m in measures if _has_name(m, item, name)]
    if not found and row.is_growth:
        found = [m for m in measures if _has_name(m, f"{item}增速", name and f"{name}增速")]
    if not found:  # 更换到期气表(万户)
        item, name = (_name(without_unit(row.text(part))[0]) for part in ("item", "measure"))
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


@lru_cache(4096)
def _name(text: str) -> str:
    return plain(_OF_WHICH.sub("", unicodedata.normalize("NFKC", _CIRCLED.sub("", text.strip()))))


def _number(row: ItemRow) -> int | None:
    found = _NUMBER.search(unicodedata.normalize("NFKC", row.text("item_no")))
    return int(found[0]) if found else None


def _number_test(row: ItemRow) -> Test:
    number = _number(row)
    return lambda measure: measure.item_no == number


def _item_test(item: str) -> Test:
    return lambda measure: _name(measure.item) == item


def _series_test(row: ItemRow) -> Test:
    spoken = f"{row.sheet} {row.section} {row.text('item_no')}"
    named = {code for code, word in SERIES.items() if word in spoken or SERIES_SHORT[code] in spoken}
    return lambda measure: measure.series in named


def _unit_test(row: ItemRow) -> Test:
    return lambda measure: measure.unit == row.text("unit")
