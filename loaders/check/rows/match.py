"""A row → the measure it speaks of: by code, else by number and name. What fits nothing, or several, is an issue.

A name that is another one's only without what is done (城中村改造, 改造城中村) is taken where everything else speaks
for it, see `_certain`. A close name is a proposal that somebody has to confirm, see claims.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from loaders.check.rows.evidence import Evidence, evidence
from loaders.check.rows.halves import takes
from loaders.check.rows.likeness import likest
from loaders.check.rows.subjects import bare, subject
from loaders.check.rows.written_unit import without_unit
from loaders.issues import Issue, issue
from loaders.register import Measure, Register, plain
from loaders.table.item_rows import ItemRow
from loaders.table.layout import IGNORE, timeless
from loaders.table.questions import Proposal, RowQuestion
from loaders.table.recognise import Table
from loaders.table.shapes.by_kind import BY_KIND
from metrics.errors import UserError
from metrics.terms import SERIES, SERIES_SHORT

Test = Callable[[Measure], bool]

_NUMBER = re.compile(r"\d{1,3}")
_TELLING = 3  # characters of a name that says enough without what is done


@dataclass(frozen=True)
class Matched:
    """The measure of a row, or the issue that says why there is none, and what may be asked about it.

    `is_open`: no name is quite the row's. What is asked, and whether a measure can be taken all the same, the other
    rows of the table say (see claims), with the measures that are `near`.
    """

    measure: Measure | None
    issue: Issue | None = None
    question: RowQuestion | None = None
    among: tuple[Measure, ...] = ()  # the measures of the item that the row names, where it names no single one
    is_open: bool = False
    near: tuple[Proposal, ...] = ()


class Matching:
    """Matches the rows of one table with the measures of a unit.

    `decided`: what was said of rows (see questions.Answers); `said`: of units of measure.
    """

    def __init__(
        self, register: Register, unit_id: str, table: Table, decided: Mapping[str, str], said: Mapping[str, str]
    ) -> None:
        self._register, self._unit_id, self._table = register, unit_id, table
        self._decided, self._said = decided, said

    def match(self, row: ItemRow) -> Matched:
        """The measure of a row. One of another unit is an issue, and so is a row that fits none.

        Raises UserError where what was said of it names no measure.
        """
        answer = self._decided.get(row_key(row))
        if answer == IGNORE:
            return Matched(None, None, _question(row, (), answer))
        if answer is not None:
            return self._answered(row, answer)
        code = re.sub(r"\s", "", unicodedata.normalize("NFKC", row.text("code"))).upper()
        if code:
            measure = self._register.by_id.get(code)
            if measure is None:
                found = issue("code_unknown", row.sheet, row.cells["code"].address, row.text("code"))
                return Matched(None, found, _question(row, self._likest(row)))
            return self._of_unit(measure, row)
        own = self._own(row)
        if not _named(row, own) and (certain := self._certain(row, own)) is not None:
            return replace(self._open(row), measure=certain)
        candidates = self._called(row, own) or self._called(row, self._register.measures)
        if len(candidates) == 1:
            return self._of_unit(candidates[0], row)
        return self._several(row, candidates) if candidates else self._open(row)

    def _own(self, row: ItemRow) -> list[Measure]:
        """The unit's measures of the kind that a row's figure is of."""
        return [one for one in self._register.of_unit(self._unit_id) if takes(row, one)]

    def _answered(self, row: ItemRow, answer: str) -> Matched:
        if answer not in self._register.by_id:
            raise UserError(f"{row_key(row)}指定的编码“{answer}”不存在。", title="对应的指标有误")
        measure = self._register.by_id[answer]
        found = self._of_unit(measure, row)
        return Matched(found.measure, found.issue, _question(row, _proposed([(measure, 100.0)]), answer))

    def _certain(self, row: ItemRow, own: Iterable[Measure]) -> Measure | None:
        """The one measure of the unit that a row can only mean, although it is called otherwise.

        Without what is done (新建, 改造), its unit and its number, its name is the name of exactly one measure, in
        whatever order (到期气表更换, 更换到期气表); the sheet, or the target in its name, says what it counts in, which
        converts; and either the same is done, or one name says no more than the other of it and the row's own target is
        the measure's. Never where 其中 or a period stands in the name, where the item above is another, and of a
        milestone, whose figure is no count.

        | 充电桩 | 根 | 目标 2200 | 2584 |   新建充电桩, 2,200个
        | 充电桩 | 根 |           | 2584 |   asked: it may be all there are
        | 开工交通项目 | 个 | 目标 5 | 4 |       asked: 竣工交通项目 has that target too
        """
        told = subject(row.name)
        if told.is_part or told.period or not told.forms or len(told.forms[0]) < _TELLING:
            return None
        fitting = self._once([one for one in own if told.is_of(subject(one.name))])
        if len(fitting) != 1 or fitting[0].kind == "milestone":
            return None
        measure, item = fitting[0], row.text("item") if row.text("measure") else ""
        if item and not subject(item).is_of(subject(measure.item)):
            return None
        found = self._evidence(row, measure)
        done, wanted = told.doings, subject(measure.name).doings
        is_no_other = found.is_target and (done <= wanted or wanted <= done)
        is_counted = found.unit or (found.unit is None and found.is_in_name)
        return measure if is_counted and (done == wanted or is_no_other) else None

    def _called(self, row: ItemRow, measures: Iterable[Measure]) -> list[Measure]:
        """Measures with a row's name, else those of an item with it that the row's unit of measure can be of."""
        measures = [one for one in measures if takes(row, one)]
        return self._once(_narrowed(row, _named(row, measures) or self._titled(row, measures)))

    def _titled(self, row: ItemRow, measures: Iterable[Measure]) -> list[Measure]:
        """Measures of the item that a row calls by its title; of several the one whose target and words the row has.

        A part of a figure (其中:老旧小区) is none of its item's measures.
        """
        if row.text("measure") and subject(row.name).is_part:
            return []
        found = [(one, self._evidence(row, one)) for one in _titled(row, measures)]
        own = _name(without_unit(row.text("measure"))[0])
        meant = [one for one, beside in found if beside.is_target and len(own) > _TELLING and own in _name(one.name)]
        return meant if len(meant) == 1 else [one for one, beside in found if beside.unit is not False]

    def _evidence(self, row: ItemRow, measure: Measure) -> Evidence:
        return evidence(row, measure, self._table, self._said)

    def _once(self, measures: Iterable[Measure]) -> list[Measure]:
        """Measures without those that have the figure of another one of them: a commitment that stands twice."""
        found = list(measures)
        ids = {one.measure_id for one in found}
        return [one for one in found if self._register.spared.get(one.measure_id) not in ids]

    def _several(self, row: ItemRow, candidates: list[Measure]) -> Matched:
        question = replace(_question(row, _proposed([(one, 100.0) for one in candidates])), is_near=True)
        of_one = candidates if len({one.item_id for one in candidates}) == 1 else []
        found = issue("row_ambiguous", row.sheet, row.cells[_where(row)].address, row.name, count=len(candidates))
        return Matched(None, found, question, tuple(one for one in of_one if one.unit_id == self._unit_id))

    def _open(self, row: ItemRow) -> Matched:
        return Matched(None, None, _question(row, ()), is_open=True, near=self._likest(row))

    def _likest(self, row: ItemRow) -> tuple[Proposal, ...]:
        item, name = (_name(without_unit(row.text(part))[0]) for part in ("item", "measure"))
        close = likest(row, item, name, _number(row), self._own(row), _name, lambda one: self._evidence(row, one))
        kept = {one.measure_id for one in self._once(measure for measure, _ in close)}
        return _proposed((measure, score) for measure, score in close if measure.measure_id in kept)

    def _of_unit(self, measure: Measure, row: ItemRow) -> Matched:
        if measure.unit_id == self._unit_id:
            return Matched(measure)
        where = _where(row)
        supplier = self._register.unit_by_id[measure.unit_id].name
        found = issue(
            "row_other_unit", row.sheet, row.cells[where].address, row.text(where), measure=measure.full_name,
            unit=supplier,
        )  # fmt: skip
        return Matched(None, found, _question(row, ()))


def row_key(row: ItemRow) -> str:
    """What an answer about a row is given under: its sheet and the cell that names it."""
    return f"{row.sheet}!{row.cells[_where(row)].address}"


def row_name(row: ItemRow, month: dt.date) -> str:
    """What names a row of a form in any month: its section, number, item and measure, the month reported as {月}."""
    parts = [row.section, row.text("item_no"), row.text("item"), row.text("measure"), row.text("code")]
    return "|".join(plain(timeless(unicodedata.normalize("NFKC", part), month)) for part in parts)


def _where(row: ItemRow) -> str:
    """The cell that names a row; a growth or a stage beside the row's amount is called by its own."""
    return "value" if row.part in BY_KIND else next(name for name in ("code", "measure", "item") if name in row.cells)


def _question(row: ItemRow, proposals: tuple[Proposal, ...], answer: str | None = None) -> RowQuestion:
    address = row.cells[_where(row)].address
    return RowQuestion(
        row_key(row), row.sheet, address, row.name, row.text("value"), proposals, answer=answer, unit=row.text("unit")
    )


def _proposed(found: Iterable[tuple[Measure, float]]) -> tuple[Proposal, ...]:
    return tuple(Proposal(measure.measure_id, measure.full_name, score) for measure, score in found)


def _named(row: ItemRow, measures: Iterable[Measure]) -> list[Measure]:
    """Measures with the very name of a row, with its unit of measure behind it or without."""
    measures = [m for m in measures if m.unit == "%" or not row.is_growth]  # 地区生产总值 under 增速 is its growth
    item, name = _name(row.text("item")), _name(row.text("measure"))
    found = [m for m in measures if _has_name(m, item, name)]
    if not found and row.is_growth:
        found = [m for m in measures if _has_name(m, f"{item}增速", name and f"{name}增速")]
    if not found:  # 更换到期气表(万户)
        item, name = (_name(without_unit(row.text(part))[0]) for part in ("item", "measure"))
        found = [m for m in measures if _has_name(m, item, name)]
    return found


def _titled(row: ItemRow, measures: Iterable[Measure]) -> list[Measure]:
    """Measures of an item that a row calls by its title: its one measure, background figures and parts apart."""
    names = {_name(without_unit(row.text(part))[0]) for part in ("item", "measure")} - {""}
    return [m for m in measures
            if (m.unit == "%" or not row.is_growth) and _name(m.item) in names
            and m.kind != "reference" and m.part_of_id is None]  # fmt: skip


def _narrowed(row: ItemRow, found: list[Measure]) -> list[Measure]:
    """Those of several measures that number, item, series and unit speak for."""
    for test in (_number_test(row), _item_test(_name(row.text("item"))), _series_test(row), _unit_test(row)):
        narrowed = [m for m in found if test(m)]
        if narrowed:
            found = narrowed
    return found


def _has_name(measure: Measure, item: str, name: str) -> bool:
    own = _name(measure.name)
    return own == name if name else own == item


@lru_cache(4096)
def _name(text: str) -> str:
    return plain(bare(text))


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
