"""One row of a table beside its measure: its figure, its texts, and what is wrong with them."""

from collections.abc import Iterator

from loaders.check.judge import Place, earlier_differs, judge, months_own
from loaders.check.result import Row
from loaders.files.workbook import Cell
from loaders.issues import Issue, issue
from loaders.register import Measure, Register
from loaders.table import units_of_measure
from loaders.table.figures import Figure, is_missing_mark, parse
from loaders.table.recognise import EARLIER, ItemRow, Table
from metrics.periods import previous_month

TEXTS = ("progress", "problem", "next_step", "expected", "basis", "vintage")


def read_row(item: ItemRow, measure: Measure, table: Table, register: Register) -> tuple[Row | None, list[Issue]]:
    """A row's figure and texts, and what is wrong with them; None where it holds neither."""
    cell = item.cells.get("value")
    figure = parse(cell, measure.unit, measure.kind, _written_unit(item, measure, table))
    texts = {name: text for name in TEXTS if (text := item.text(name)) and not is_missing_mark(text)}
    address = cell.address if cell else item.cells[next(iter(item.cells))].address
    issues = list(_figure_issues(figure, measure, item, cell))
    value = None if figure.value is None else float(figure.value)
    if value is not None and cell is not None:
        issues += _judged(item, measure, table, register, value, cell)
    if value is None and figure.words is None and not texts:
        return None, issues
    if item.is_hidden and cell is not None:
        issues.append(issue("row_hidden", item.sheet, cell.address, cell.text))
    return Row(measure.measure_id, value, figure.words, item.sheet, address, **texts), issues


def is_idle(item: ItemRow) -> bool:
    """Whether a row says nothing: no figure and no text of the unit's own."""
    return all(is_missing_mark(item.text(name)) for name in ("value", *TEXTS))


def _judged(item: ItemRow, measure: Measure, table: Table, register: Register, value: float, cell: Cell) -> list[Issue]:
    place = Place(item.sheet, cell.address, cell.text)
    own = _beside(item, measure, table, "month_only")
    wrong_column = months_own(measure, value, own, place)
    issues = judge(measure, value, place)
    if wrong_column:  # says why the figure fell
        issues = [found for found in issues if found.id not in ("value_fell", "value_shrunk")] + wrong_column
    month = table.earlier_month
    before = _beside(item, measure, table, EARLIER)
    if before is None or month is None:
        before, month = _beside(item, measure, table, "previous"), previous_month(register.month).month
    if before is not None:
        beside = item.cells.get(EARLIER) or item.cells["previous"]
        issues += earlier_differs(measure, before, month, Place(item.sheet, beside.address, beside.text))
    return issues


def _beside(item: ItemRow, measure: Measure, table: Table, name: str) -> float | None:
    """The number that another column has for the row; None where there is none that can be read."""
    figure = parse(item.cells.get(name), measure.unit, measure.kind, _written_unit(item, measure, table))
    return None if figure.value is None else float(figure.value)


def _figure_issues(figure: Figure, measure: Measure, item: ItemRow, cell: Cell | None) -> Iterator[Issue]:
    if figure.problem is not None and cell is not None:
        yield issue(
            figure.problem, item.sheet, cell.address, cell.text,
            measure=measure.full_name, unit=measure.unit, **figure.slots,
        )  # fmt: skip


def _written_unit(item: ItemRow, measure: Measure, table: Table) -> str:
    """What a row's bare numbers are in: its 单位 column, else the line above the table where that fits."""
    column = item.text("unit")
    if column:
        wide = column.replace("（", "(").replace("）", ")").replace("％", "%")
        return wide if units_of_measure.is_known(wide) else measure.unit
    for named in table.title.measured_in.replace("，", "、").replace(",", "、").split("、"):
        if units_of_measure.is_known(named) and units_of_measure.factor(named, measure.unit) is not None:
            return named
    return measure.unit
