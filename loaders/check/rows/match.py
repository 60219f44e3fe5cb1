"""A row → the measure it speaks of: by code, else by number and name. What fits nothing, or several, is an issue.

A name that is another one's only without what is done (城中村改造, 改造城中村) is taken where everything else speaks
for it, see `_certain`. A close name is a proposal that somebody has to confirm, see claims.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from loaders.check.rows.evidence import Evidence, evidence
from loaders.check.rows.halves import stages_in, takes
from loaders.check.rows.likeness import likest
from loaders.check.rows.names import TELLING, bare_name, item_number, named, narrowed, plain_name, titled
from loaders.check.rows.subjects import subject
from loaders.files.workbook import Cell
from loaders.issues import Issue, issue
from loaders.register import Measure, Register, plain
from loaders.table.headings.plain import timeless
from loaders.table.item_rows import ItemRow
from loaders.table.layout import IGNORE
from loaders.table.questions import Proposal, RowQuestion
from loaders.table.recognise import Table
from metrics.errors import UserError

_STAGE = re.compile("(?:形象|工程|建设)进度")


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

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that the row's words may speak of: its own, else those of its item."""
        return self.among if self.measure is None else (self.measure,)


class Matching:
    """Matches the rows of one table with the measures of a unit; `decided`: what was said of rows (see Answers)."""

    def __init__(self, register: Register, unit_id: str, table: Table, decided: Mapping[str, str]) -> None:
        self._register, self._unit_id, self._table, self._decided = register, unit_id, table, decided

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
        if not named(row, own) and (certain := self._certain(row, own)) is not None:
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
            raise UserError(
                f"{row_key(row)}指定的编码“{answer}”不存在,请核对编码,不报送的写“不报送”。", title="对应的指标有误"
            )
        measure = self._register.by_id[answer]
        found = self._of_unit(measure, row)
        return Matched(found.measure, found.issue, _question(row, _proposed([(measure, 100.0)]), answer))

    def _certain(self, row: ItemRow, own: Iterable[Measure]) -> Measure | None:
        """The one measure of the unit that a row can only mean, although it is called otherwise.

        Without what is done (新建, 改造), its unit and its number, its name is the name of exactly one measure, in
        whatever order (到期气表更换, 更换到期气表); the sheet, or the target in its name, says what it counts in, which
        converts; and either the same is done, or one name says no more than the other of it and the row's own target is
        the measure's. Never where 其中 or a period stands in the name, where the item above is another, and of a
        milestone, whose figure is no count, but under 形象进度.

        | 充电桩 | 根 | 目标 2200 | 2584 |   新建充电桩, 2,200个
        | 充电桩 | 根 |           | 2584 |   asked: it may be all there are
        | 开工交通项目 | 个 | 目标 5 | 4 |       asked: 竣工交通项目 has that target too
        """
        told = subject(row.name)
        if told.is_part or told.period or not told.forms or len(told.forms[0]) < TELLING:
            return None
        fitting = self._once([one for one in own if told.is_of(subject(one.name))])
        if len(fitting) != 1 or (fitting[0].kind == "milestone" and not self._tells_stage(row, fitting[0])):
            return None
        measure, item = fitting[0], row.text("item") if row.text("measure") else ""
        if item and not subject(item).is_of(subject(measure.item)):
            return None
        found = self._evidence(row, measure)
        done, wanted = told.doings, subject(measure.name).doings
        is_no_other = (found.is_target or measure.kind == "milestone") and (done <= wanted or wanted <= done)
        is_counted = found.unit or (found.unit is None and found.is_in_name)
        return measure if is_counted and (done == wanted or is_no_other) else None

    def _tells_stage(self, row: ItemRow, measure: Measure) -> bool:
        """Whether a row's figure is how far the works of a milestone are: of a road, not of 开工 of that road."""
        is_stage = row.part == "stage" or bool(_STAGE.search(self._table.headings.get("value", "")))
        return is_stage and stages_in(row.name) == stages_in(measure.name)

    def _called(self, row: ItemRow, measures: Iterable[Measure]) -> list[Measure]:
        """Measures with a row's name, else those of an item with it that the row's unit of measure can be of."""
        measures = [one for one in measures if takes(row, one)]
        return self._once(narrowed(row, named(row, measures) or self._titled(row, measures)))

    def _titled(self, row: ItemRow, measures: Iterable[Measure]) -> list[Measure]:
        """Measures of the item that a row calls by its title; of several the one whose target and words the row has.

        A part of a figure (其中:老旧小区) is none of its item's measures.
        """
        if row.text("measure") and subject(row.name).is_part:
            return []
        found = [(one, self._evidence(row, one)) for one in titled(row, measures)]
        own = bare_name(row.text("measure"))
        meant = [
            one for one, beside in found if beside.is_target and len(own) > TELLING and own in plain_name(one.name)
        ]
        return meant if len(meant) == 1 else [one for one, beside in found if beside.unit is not False]

    def _evidence(self, row: ItemRow, measure: Measure) -> Evidence:
        return evidence(row, measure, self._table)

    def _once(self, measures: Iterable[Measure]) -> list[Measure]:
        """Measures without those that have the figure of another one of them: a commitment that stands twice."""
        found = list(measures)
        ids = {one.measure_id for one in found}
        return [one for one in found if self._register.spared.get(one.measure_id) not in ids]

    def _several(self, row: ItemRow, candidates: list[Measure]) -> Matched:
        question = replace(_question(row, _proposed([(one, 100.0) for one in candidates])), is_near=True)
        of_one = candidates if len({one.item_id for one in candidates}) == 1 else []
        found = issue("row_ambiguous", row.sheet, _naming(row).address, row.name, count=len(candidates))
        return Matched(None, found, question, tuple(one for one in of_one if one.unit_id == self._unit_id))

    def _open(self, row: ItemRow) -> Matched:
        return Matched(None, None, _question(row, ()), is_open=True, near=self._likest(row))

    def _likest(self, row: ItemRow) -> tuple[Proposal, ...]:
        item, name = bare_name(row.text("item")), bare_name(row.text("measure"))
        close = likest(row, item, name, item_number(row), self._own(row), lambda one: self._evidence(row, one))
        kept = {one.measure_id for one in self._once(measure for measure, _ in close)}
        return _proposed((measure, score) for measure, score in close if measure.measure_id in kept)

    def _of_unit(self, measure: Measure, row: ItemRow) -> Matched:
        if measure.unit_id == self._unit_id:
            return Matched(measure)
        cell, slots = (
            _naming(row),
            {"measure": measure.full_name, "unit": self._register.unit_by_id[measure.unit_id].name},
        )
        found = issue("row_other_unit", row.sheet, cell.address, cell.text, **slots)
        return Matched(None, found, _question(row, ()))


def row_key(row: ItemRow) -> str:
    """What an answer about a row is given under: its sheet and the cell that names it."""
    return f"{row.sheet}!{_naming(row).address}"


def row_name(row: ItemRow, month: dt.date) -> str:
    """What names a row of a form in any month: its section, number, item and measure, the month reported as {月}."""
    parts = [row.section, row.text("item_no"), row.text("item"), row.text("measure"), row.text("code")]
    return "|".join(plain(timeless(unicodedata.normalize("NFKC", part), month)) for part in parts)


def _naming(row: ItemRow) -> Cell:
    """The cell that names a row; a growth or a stage beside the row's amount is called by its own."""
    return row.cells["value"] if row.is_beside else row.named_by


def _question(row: ItemRow, proposals: tuple[Proposal, ...], answer: str | None = None) -> RowQuestion:
    return RowQuestion(
        row_key(row), row.sheet, _naming(row).address, row.name, row.text("value"), proposals, answer=answer,
        unit=row.text("unit"),
    )  # fmt: skip


def _proposed(found: Iterable[tuple[Measure, float]]) -> tuple[Proposal, ...]:
    return tuple(Proposal(measure.measure_id, measure.full_name, score) for measure, score in found)
