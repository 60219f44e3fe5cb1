"""One row of a table beside its measure: its figure, its texts, and what is wrong with them."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from loaders.check.itself.beside import previous_agrees, rate_differs, target_differs
from loaders.check.itself.sums import columns_differ
from loaders.check.judge import Place, earlier_differs, judge, months_own, unit_unsaid
from loaders.check.result import Row
from loaders.check.rows.halves import is_of_another_stage
from loaders.check.rows.sentences import doubts
from loaders.check.rows.written_unit import WrittenUnit, written_unit
from loaders.files.workbook import Cell
from loaders.issues import OWN_REASON, Issue, issue
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


def read_row(item: ItemRow, measure: Measure, table: Table, register: Register, told: Told | None = None) -> ReadRow:
    """A row's figure and texts, and what is wrong with them.

    The figure of a shared cell is nobody's, until somebody says whose it is. `told`: what the words in the figure's
    place say of the measure; they stay beside its texts.
    """
    if item.others:
        return _of_several(item, measure, table, register)
    cell = None if item.shared and told is None else item.cells.get("value")
    written = written_unit(item, measure, table)
    figure = _read(cell, measure, written) if told is None else _told(told)
    asked = written if _is_asked(figure, written, cell) else None
    if asked and not asked.is_understood:
        figure = replace(figure, value=None, problem=None)
    if item.clash and measure.is_growth and cell is not None:
        figure = Figure(problem="growth_twice", slots={"other": item.clash})
    figure = _of_the_month(figure, item, register.month)
    issues = list(_figure_issues(figure, measure, item, cell))
    if told is not None and cell is not None:
        issues += doubts(told, measure, item, cell)
    value = None if figure.value is None else float(figure.value)
    targets = [one.text for one in written_beside(item, measure, table, "target")]
    differs, own_target = target_differs(item, measure, register, targets)
    if value is not None and cell is not None:
        own_unit = figure.unit_read or written.text
        issues += _of_the_unit(item, measure, own_unit, value, cell)
        counted = "" if figure.unit_read else _counted(measure, written, value)
        issues += [
            replace(found, expected=f"{counted}{found.expected}")
            for found in _judged(item, measure, table, register, value, cell)
        ]
        issues += rate_differs(item, measure, value, own_target, table)
        is_doubted = any(found.weight == OWN_REASON for found in issues)
        if not own_unit or (not figure.unit_read and not is_doubted and _is_one_of_several(written, table)):
            issues += _growth_unsaid(item, measure, cell)
        if not own_unit:
            target = next(iter(_beside(item, measure, table, "target")), None)
            is_told = any(found.id == "percent_as_fraction" for found in issues)
            unsaid = [] if is_told else unit_unsaid(measure, value, target, Place(item.sheet, cell.address, cell.text))
            issues = [found for found in issues if not (unsaid and found.id == "value_tiny")] + unsaid
            differs = [] if any(found.id == "unit_unsaid_target" for found in unsaid) else differs
    issues = [*differs, *issues]
    texts = {name: text for name in TEXTS if (text := item.text(name)) and not is_missing_mark(text)}
    sentence = cell.text.strip() if told is not None and cell is not None else None
    if sentence and sentence not in texts.get("progress", ""):
        texts["progress"] = "\n".join(filter(None, [sentence, texts.get("progress")]))
    if value is None and figure.words is None and not texts:
        return ReadRow(None, issues, asked)
    row = Row(
        measure.measure_id, value, figure.words, item.sheet, (cell or next(iter(item.cells.values()))).address, **texts,
        sentence=sentence if value is not None or (told and not told.is_sure) else None,
        unit_read=(figure.unit_read or written.text or None) if value is not None else None,
    )  # fmt: skip
    return ReadRow(row, issues, asked)


def _counted(measure: Measure, written: WrittenUnit, value: float) -> str:
    """How a bare number was counted, where that is not as it stands: 46000 in a table of 万人 is 460,000,000名."""
    if not written.text or (written.times == 1 and units.factor(written.text, measure.unit) in (1, None)):
        return ""
    return f"按“{written.asked or written.text}”计为{wording.figure(value, measure.unit)},"


def _of_the_month(figure: Figure, item: ItemRow, month: dt.date) -> Figure:
    """The figure, where its row is not counted up to an earlier month only."""
    if figure.value is None or not is_of_an_earlier_month(item.cells.get("as_of"), month):
        return figure
    return Figure(problem="row_of_an_earlier_month", slots={"until": item.text("as_of"), "month": month_name(month)})


def _of_the_unit(item: ItemRow, measure: Measure, own: str, value: float, cell: Cell) -> list[Issue]:
    """A doubt where what is counted in one unit counts another thing in the other: 人, 人次."""
    if not units.counts_otherwise(own, measure.unit):
        return []
    slots = {"unit": own, "wanted": measure.unit, "own": wording.figure(value, measure.unit)}
    return [issue("unit_counts_otherwise", item.sheet, cell.address, cell.text, **slots)]


def _is_one_of_several(written: WrittenUnit, table: Table) -> bool:
    """Whether a unit is said above the table only, beside others: 单位:亿元、%."""
    title = table.title
    return written.cell == title.measured_cell != "" and bool(re.search("[、,，;；]", title.measured_in))


def _growth_unsaid(item: ItemRow, measure: Measure, cell: Cell) -> list[Issue]:
    """A doubt where neither code, unit nor words say that it is a growth: 固定资产投资 alone may be its amount."""
    said = f"{item.text('item')}{item.text('measure')}{cell.text if cell.kind == 'text' else ''}"
    if not measure.is_growth or "code" in item.cells or item.is_growth or _GROWTH.search(said):
        return []
    return [issue("growth_unsaid", item.sheet, cell.address, cell.text, measure=measure.full_name)]


def _told(told: Told) -> Figure:
    fault = None if told.value is None else bounds.fault(told.value)
    return Figure(told.value, unit_read=told.unit) if fault is None else Figure(problem=fault)


def _of_several(item: ItemRow, measure: Measure, table: Table, register: Register) -> ReadRow:
    """A row with its figure in several units of measure: in the one that fits; where several do, they say the same."""
    first = ((item.cells["value"], table.units.get("value", "")),) if "value" in item.cells else ()
    cells = [(cell, unit) for cell, unit in (*first, *item.others) if not is_missing_mark(cell.text)]
    fitting = [one for one in cells if units.factor(one[1], measure.unit) is not None] or cells[:1]
    reads = []
    for cell, unit in fitting:
        own = replace(item, others=(), cells={**item.cells, "value": cell})
        reads.append(read_row(own, measure, replace(table, units={**table.units, "value": unit}), register))
    if not reads:
        return read_row(replace(item, others=()), measure, table, register)
    if len({read.row.value for read in reads if read.row is not None}) > 1:
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


def _judged(item: ItemRow, measure: Measure, table: Table, register: Register, value: float, cell: Cell) -> list[Issue]:
    """What is odd about a figure beside its target, its past, and what stands beside it."""
    place = Place(item.sheet, cell.address, cell.text)
    own = next(iter(_beside(item, measure, table, "month_only")), None)
    wrong_column = months_own(measure, value, own, place)
    issues = judge(measure, value, place) + _of_the_stage(measure, table, place)
    if wrong_column:  # says why the figure fell
        issues = [found for found in issues if found.id not in ("value_fell", "value_shrunk")] + wrong_column
    last_month = previous_month(register.month).month
    issues += columns_differ(item, measure, table, last_month)
    month, name = table.earlier_month or last_month, EARLIER if table.earlier_month else "previous"
    before = _beside(item, measure, table, name)
    if not before:
        month, name = last_month, "previous"
        before = _beside(item, measure, table, name)
    if before and measure.previous is not None:
        beside = item.cells[name]
        if not any(previous_agrees(beside, one, measure.previous) for one in before):
            issues += earlier_differs(measure, before[0], month, Place(item.sheet, beside.address, beside.text))
    return issues


def _of_the_stage(measure: Measure, table: Table, place: Place) -> list[Issue]:
    """A doubt where the heading of the figures is of what was begun, and the measure's of what was finished."""
    heading = table.headings.get("value", "")
    if not is_of_another_stage(heading, measure):
        return []
    slots = {"heading": heading, "measure": measure.full_name}
    return [issue("value_of_other_stage", place.sheet, place.cell, place.read, **slots)]


def _beside(item: ItemRow, measure: Measure, table: Table, name: str) -> list[float]:
    """The number that another column has for the row, in each unit that it may be in; none where none can be read."""
    reads = [_read(item.cells.get(name), measure, one) for one in written_beside(item, measure, table, name)]
    return [float(figure.value) for figure in reads if figure.value is not None]


def written_beside(item: ItemRow, measure: Measure, table: Table, name: str) -> list[WrittenUnit]:
    """What another column's numbers may be in: as it says; where it says nothing as the figure's, else the measure's.

    | 年度目标 | 本月累计(万户) |   3.6 is 万户 too, 36000 is not
    """
    own = written_unit(item, measure, table, "value" if name == EARLIER else name)
    both = [own] if own.text else list(dict.fromkeys([written_unit(item, measure, table), own]))
    return [one for one in both if one.is_understood]


def _figure_issues(figure: Figure, measure: Measure, item: ItemRow, cell: Cell | None) -> Iterator[Issue]:
    if figure.problem is not None and cell is not None:
        yield issue(
            figure.problem, item.sheet, cell.address, cell.text,
            measure=measure.full_name, unit=measure.unit, **figure.slots,
        )  # fmt: skip
