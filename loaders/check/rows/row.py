"""One row of a table beside its measure: its figure, its texts, and what is wrong with them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from loaders.check.itself.beside import previous_agrees, rate_differs, target_differs
from loaders.check.itself.sums import columns_differ
from loaders.check.judge import Place, earlier_differs, judge, months_own, unit_unsaid
from loaders.check.result import Row
from loaders.check.rows.sentences import approximate, not_sure
from loaders.check.rows.written_unit import WrittenUnit, written_unit
from loaders.files.workbook import Cell
from loaders.issues import Issue, issue
from loaders.prose.readings import Told
from loaders.register import Measure, Register
from loaders.table import units_of_measure as units
from loaders.table.figures import Figure, is_missing_mark, parse
from loaders.table.item_rows import EARLIER, ItemRow
from loaders.table.recognise import Table
from loaders.table.shapes.cut_off import is_of_an_earlier_month
from metrics import bounds, wording
from metrics.periods import month_name, previous_month

TEXTS = ("progress", "problem", "next_step", "expected", "basis", "vintage")
_GROWTH = re.compile(r"增|降|升|%|持平|幅|率")


@dataclass(frozen=True)
class ReadRow:
    """What came of a row: `row` is None where it holds neither figure nor text.

    `asked`: the unit of its bare number, where it has to be asked for, or was.
    """

    row: Row | None
    issues: list[Issue] = field(default_factory=list)
    asked: WrittenUnit | None = None


def read_row(
    item: ItemRow, measure: Measure, table: Table, register: Register, said: Mapping[str, str] | None = None,
    told: Told | None = None,
) -> ReadRow:  # fmt: skip
    """A row's figure and texts, and what is wrong with them.

    `said`: what was answered about units of measure. The figure of a shared cell is nobody's, until somebody says
    whose it is. `told`: what the words in the figure's place say of the measure; they stay beside its texts.
    """
    said = said or {}
    if told is not None:
        item = replace(item, shared="")
    if item.others:
        return _of_several(item, measure, table, register, said)
    cell = None if item.shared else item.cells.get("value")
    written = written_unit(item, measure, table, said)
    figure = _read(cell, measure, written) if told is None else _told(told)
    texts = {name: text for name in TEXTS if (text := item.text(name)) and not is_missing_mark(text)}
    sentence = cell.text.strip() if told is not None and cell is not None else None
    if sentence and sentence not in texts.get("progress", ""):
        texts["progress"] = "\n".join(filter(None, [sentence, texts.get("progress")]))
    address = cell.address if cell else item.cells[next(iter(item.cells))].address
    asked = written if _is_asked(figure, written, cell) else None
    if asked and not asked.is_understood:
        figure = replace(figure, value=None, problem=None)
    is_clash = bool(item.clash) and measure.is_growth and cell is not None
    figure = Figure(problem="growth_twice", slots={"other": item.clash}) if is_clash else figure
    if figure.value is not None and is_of_an_earlier_month(item.cells.get("as_of"), register.month):
        slots = {"until": item.text("as_of"), "month": month_name(register.month)}
        figure = Figure(problem="row_of_an_earlier_month", slots=slots)
    issues = list(_figure_issues(figure, measure, item, cell))
    if told is not None and cell is not None:
        issues += [*not_sure(told, measure, item, cell), *approximate(told, measure, item, cell)]
    value = None if figure.value is None else float(figure.value)
    units_said = [one.text for one in written_beside(item, measure, table, "target", said)]
    differs, own_target = target_differs(item, measure, register, units_said)
    if value is not None and cell is not None:
        is_unsaid = not written.text and not figure.unit_read
        own_unit = figure.unit_read or written.text
        if units.counts_otherwise(own_unit, measure.unit):
            slots = {"unit": own_unit, "wanted": measure.unit, "own": wording.figure(value, measure.unit)}
            issues.append(issue("unit_counts_otherwise", item.sheet, cell.address, cell.text, **slots))
        target = next(iter(_beside(item, measure, table, "target", said)), None) if is_unsaid else None
        issues += _judged(item, measure, table, register, value, cell, said)
        issues += rate_differs(item, measure, value, own_target, table)
        if is_unsaid and measure.is_growth and not _is_told_a_growth(item):
            issues.append(issue("growth_unsaid", item.sheet, cell.address, cell.text, measure=measure.full_name))
        if is_unsaid:
            doubts = unit_unsaid(measure, value, target, Place(item.sheet, cell.address, cell.text))
            issues = [found for found in issues if not (doubts and found.id == "value_tiny")] + doubts
            differs = [] if any(found.id == "unit_unsaid_target" for found in doubts) else differs
    issues = [*differs, *issues]
    if value is None and figure.words is None and not texts:
        return ReadRow(None, issues, asked)
    row = Row(
        measure.measure_id, value, figure.words, item.sheet, address, **texts,
        sentence=sentence if value is not None or (told and not told.is_sure) else None,
        unit_read=(figure.unit_read or written.text or None) if value is not None else None,
    )  # fmt: skip
    return ReadRow(row, issues, asked)


def _is_told_a_growth(item: ItemRow) -> bool:
    """Whether a row is given by its code, or what it says is a growth: 固定资产投资 alone may be its amount."""
    cell = item.cells.get("value")
    said = f"{item.text('item')}{item.text('measure')}{'' if cell is None or cell.kind != 'text' else cell.text}"
    return "code" in item.cells or item.is_growth or _GROWTH.search(said) is not None


def _told(told: Told) -> Figure:
    fault = None if told.value is None else bounds.fault(told.value)
    return Figure(told.value, unit_read=told.unit) if fault is None else Figure(problem=fault)


def _of_several(item: ItemRow, measure: Measure, table: Table, register: Register, said: Mapping[str, str]) -> ReadRow:
    """A row with its figure in several units of measure: in the one that fits; where several do, they say the same."""
    first = ((item.cells["value"], table.units.get("value", "")),) if "value" in item.cells else ()
    cells = [(cell, unit) for cell, unit in (*first, *item.others) if not is_missing_mark(cell.text)]
    fitting = [one for one in cells if units.factor(one[1], measure.unit) is not None] or cells[:1]
    reads = []
    for cell, unit in fitting:
        own = replace(item, others=(), cells={**item.cells, "value": cell})
        reads.append(read_row(own, measure, replace(table, units={**table.units, "value": unit}), register, said))
    if not reads:
        return read_row(replace(item, others=()), measure, table, register, said)
    values = {read.row.value for read in reads if read.row is not None}
    if len(values) > 1:
        cell, other = fitting[0][0], fitting[1][0]
        found = issue("value_differs", item.sheet, cell.address, cell.text, other=other.text, where=other.address)
        return ReadRow(reads[0].row, [*reads[0].issues, found], reads[0].asked)
    return reads[0]


def is_idle(item: ItemRow) -> bool:
    """Whether a row says nothing: no figure and no text of the unit's own."""
    texts = [*(item.text(name) for name in ("value", *TEXTS)), *(cell.text for cell, _ in item.others)]
    return all(is_missing_mark(text) for text in texts)


def _read(cell: Cell | None, measure: Measure, written: WrittenUnit) -> Figure:
    figure = parse(cell, measure.unit, measure.kind, written.text if written.is_understood else "")
    if figure.value is None or figure.unit_read or written.times == 1:
        return figure
    return replace(figure, value=figure.value * written.times)


def _is_asked(figure: Figure, written: WrittenUnit, cell: Cell | None) -> bool:
    """Whether a bare number stands under a unit that is not understood, or that somebody has said."""
    is_bare = cell is not None and figure.value is not None and not figure.unit_read
    return is_bare and (not written.is_understood or bool(written.answer))


def _judged(
    item: ItemRow, measure: Measure, table: Table, register: Register, value: float, cell: Cell, said: Mapping[str, str]
) -> list[Issue]:
    place = Place(item.sheet, cell.address, cell.text)
    own = next(iter(_beside(item, measure, table, "month_only", said)), None)
    wrong_column = months_own(measure, value, own, place)
    issues = judge(measure, value, place)
    if wrong_column:  # says why the figure fell
        issues = [found for found in issues if found.id not in ("value_fell", "value_shrunk")] + wrong_column
    issues += columns_differ(item, measure, table, previous_month(register.month).month)
    month = table.earlier_month
    before = _beside(item, measure, table, EARLIER, said)
    if not before or month is None:
        before, month = _beside(item, measure, table, "previous", said), previous_month(register.month).month
    if before and measure.previous is not None:
        beside = item.cells.get(EARLIER) or item.cells["previous"]
        if not any(previous_agrees(beside, one, measure.previous) for one in before):
            issues += earlier_differs(measure, before[0], month, Place(item.sheet, beside.address, beside.text))
    return issues


def _beside(item: ItemRow, measure: Measure, table: Table, name: str, said: Mapping[str, str]) -> list[float]:
    """The number that another column has for the row, in each unit that it may be in; none where none can be read."""
    reads = [_read(item.cells.get(name), measure, one) for one in written_beside(item, measure, table, name, said)]
    return [float(figure.value) for figure in reads if figure.value is not None]


def written_beside(
    item: ItemRow, measure: Measure, table: Table, name: str, said: Mapping[str, str]
) -> list[WrittenUnit]:
    """What another column's numbers may be in: as it says; where it says nothing as the figure's, else the measure's.

    | 年度目标 | 本月累计(万户) |   3.6 is 万户 too, 36000 is not
    """
    own = written_unit(item, measure, table, said, "value" if name == EARLIER else name)
    both = [own] if own.text else list(dict.fromkeys([written_unit(item, measure, table, said), own]))
    return [one for one in both if one.is_understood]


def _figure_issues(figure: Figure, measure: Measure, item: ItemRow, cell: Cell | None) -> Iterator[Issue]:
    if figure.problem is not None and cell is not None:
        yield issue(
            figure.problem, item.sheet, cell.address, cell.text,
            measure=measure.full_name, unit=measure.unit, **figure.slots,
        )  # fmt: skip
