"""A month's workbook of a unit → rows and issues. The check and the commit are this one computation."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from loaders import units_of_measure
from loaders.figures import Figure, is_missing_mark, parse
from loaders.issues import Issue, issue
from loaders.judge import Place, judge, same_as_last_month
from loaders.known import Known, Measure, Unit
from loaders.match import match
from loaders.reader import Reader
from loaders.recognise import ItemRow, Table, period_in, recognise
from loaders.workbook import Book, Cell
from metrics.errors import UserError
from metrics.periods import month_code, month_name

LAYOUT = "actuals"
_TEXTS = ("progress", "problem", "next_step", "expected", "basis", "vintage")


@dataclass(frozen=True)
class Row:
    """One measure's report: `value` in the measure's unit, or words in its place, or neither; and the texts."""

    measure_id: str
    value: float | None
    value_words: str | None
    sheet: str
    cell: str
    progress: str | None = None
    problem: str | None = None
    next_step: str | None = None
    expected: str | None = None
    basis: str | None = None
    vintage: str | None = None

    @property
    def is_figure(self) -> bool:
        return self.value is not None or self.value_words is not None


@dataclass(frozen=True)
class Checked:
    """What a workbook says and what is wrong with it. `rows` are exactly what a commit stores."""

    file_name: str
    content: bytes
    unit: Unit | None
    known: Known
    rows: tuple[Row, ...] = ()
    issues: tuple[Issue, ...] = ()
    doubted: frozenset[str] = field(default=frozenset())  # ids of the measures that a doubt speaks of

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def errors(self) -> list[Issue]:
        return [found for found in self.issues if found.is_error]

    @property
    def doubts(self) -> list[Issue]:
        return [found for found in self.issues if not found.is_error]

    @property
    def exit_code(self) -> int:
        """0 clean, 1 doubts only, 2 errors."""
        return 2 if self.errors else 1 if self.doubts else 0

    @property
    def missing(self) -> list[Measure]:
        """The measures that owe a figure this month and have none in this workbook."""
        if self.unit is None:
            return []
        filled = {row.measure_id for row in self.rows if row.is_figure}
        return [m for m in self.known.of_unit(self.unit.unit_id) if m.is_due and m.measure_id not in filled]

    def as_json(self) -> dict[str, Any]:
        """What other programs read. `text`: the words in a number's place, else 进展情况."""
        return {
            "unit": self.unit.name if self.unit else None,
            "month": month_code(self.known.month),
            "rows": [
                {"measure_id": row.measure_id, "value": row.value, "text": row.value_words or row.progress,
                 "sheet": row.sheet, "cell": row.cell}
                for row in self.rows
            ],
            "issues": [found.as_json() for found in self.issues],
        }  # fmt: skip


def check_files(paths: Iterable[Path], known: Known, unit: str | None = None) -> list[Checked]:
    """Every file checked, read by one process. Raises UserError for a file that is not there, or an unknown unit."""
    contents = [(path.name, file_content(path)) for path in paths]
    with Reader() as reader:
        return [check(content, name, known, reader, unit) for name, content in contents]


def check(content: bytes, file_name: str, known: Known, reader: Reader, unit: str | None = None) -> Checked:
    """One workbook for one month. `unit` is a name, another spelling or an id; None: as the workbook says."""
    asked = None if unit is None else unit_or_sentence(known, unit)
    return check_book(reader.book(content, file_name), content, known, asked)


def unit_or_sentence(known: Known, text: str) -> Unit:
    """The unit of a name. Raises UserError where there is none."""
    unit = known.unit_named(text)
    if unit is None:
        raise UserError(f"没有名为“{text}”的单位,请写单位全称,如 {known.units[0].name}。", title="单位有误")
    return unit


def check_book(book: Book, content: bytes, known: Known, asked: Unit | None) -> Checked:
    """A book that was read, against what is known."""
    issues = list(book.issues)
    tables = [
        table
        for sheet in book.sheets
        if not sheet.is_hidden and (table := recognise(sheet, LAYOUT, known.month.month)) is not None
    ]
    if book.sheets and not tables:
        first = next((sheet.name for sheet in book.sheets if not sheet.is_hidden), book.sheets[0].name)
        issues.append(issue("sheet_no_table", first, None))
    issues += [found for table in tables for found in table.issues]
    if known.is_closed:
        issues.append(issue("month_closed", None, None, None, month=month_name(known.month)))
    issues += _period_issues(tables, book.file_name, known)
    unit, unit_issues = _unit(tables, book.file_name, known, asked)
    issues += unit_issues
    if unit is None:
        return Checked(book.file_name, content, None, known, (), tuple(issues))
    rows: dict[str, Row] = {}
    doubted: set[str] = set()
    figures: list[tuple[Measure, float]] = []
    for table in tables:
        if "value" not in table.columns:
            continue
        for item in table.rows:
            matched = match(item, known, unit.unit_id)
            if matched.measure is None:
                if matched.issue is not None and not _is_idle(item):
                    issues.append(matched.issue)
                continue
            measure = matched.measure
            row, found = _row(item, measure, table)
            if measure.measure_id in rows and row is not None:
                first_row = rows[measure.measure_id]
                place = f"{first_row.sheet}!{first_row.cell}"
                read = item.text("value")
                found = [issue("measure_twice", item.sheet, row.cell, read, measure=measure.full_name, first=place)]
            elif row is not None:
                rows[measure.measure_id] = row
                if row.value is not None:
                    figures.append((measure, row.value))
            issues += found
            if any(not i.is_error for i in found):
                doubted.add(measure.measure_id)
    same = same_as_last_month(figures, tables[0].sheet) if tables else []
    if same:
        doubted |= {measure.measure_id for measure, _ in figures if measure.by_pace}
    return Checked(book.file_name, content, unit, known, tuple(rows.values()), tuple(issues + same), frozenset(doubted))


def file_content(path: Path) -> bytes:
    """The bytes of a file. Raises UserError where it is not there."""
    try:
        return path.read_bytes()
    except OSError:
        raise UserError(f"没有找到文件 {path},或没有读取权限。", title="文件打不开") from None


def _row(item: ItemRow, measure: Measure, table: Table) -> tuple[Row | None, list[Issue]]:
    """A row's figure and texts, and what is wrong with them; None where it holds neither."""
    cell = item.cells.get("value")
    figure = parse(cell, measure.unit, measure.kind, _written_unit(item, measure, table))
    texts = {name: text for name in _TEXTS if (text := item.text(name)) and not is_missing_mark(text)}
    address = cell.address if cell else item.cells[next(iter(item.cells))].address
    issues = list(_figure_issues(figure, measure, item, cell))
    value = None if figure.value is None else float(figure.value)
    if value is not None and cell is not None:
        issues += judge(measure, value, Place(item.sheet, cell.address, cell.text))
    if value is None and figure.words is None and not texts:
        return None, issues
    return Row(measure.measure_id, value, figure.words, item.sheet, address, **texts), issues


def _figure_issues(figure: Figure, measure: Measure, item: ItemRow, cell: Cell | None) -> Iterator[Issue]:
    if figure.problem is not None and cell is not None:
        yield issue(
            figure.problem,
            item.sheet,
            cell.address,
            cell.text,
            measure=measure.full_name,
            unit=measure.unit,
            **figure.slots,
        )


def _written_unit(item: ItemRow, measure: Measure, table: Table) -> str:
    """What a row's bare numbers are in: its 单位 column, else the line above the table where that fits."""
    column = item.text("unit")
    if column:
        wide = column.replace("（", "(").replace("）", ")").replace("％", "%")
        return wide if units_of_measure.is_known(wide) else measure.unit
    for named in table.measured_in.replace("，", "、").replace(",", "、").split("、"):
        if units_of_measure.is_known(named) and units_of_measure.factor(named, measure.unit) is not None:
            return named
    return measure.unit


def _is_idle(item: ItemRow) -> bool:
    """Whether a row says nothing: no figure and no text of the unit's own."""
    return all(is_missing_mark(item.text(name)) for name in ("value", *_TEXTS))


def _period_issues(tables: list[Table], file_name: str, known: Known) -> Iterator[Issue]:
    """The period that titles, sheets' names and the file's name speak of, where it is not the month asked for."""
    spoken = [(table.sheet, cell, year, number) for table in tables for year, number, cell in table.periods]
    if not spoken:
        named = [(sheet, period_in(name)) for name, sheet in [*((t.sheet, t.sheet) for t in tables), (file_name, None)]]
        spoken = [(sheet or "", "", *period) for sheet, period in named if period is not None]
    told: set[str] = set()
    for sheet, cell, year, number in spoken:
        if sheet not in told and (number != known.month.month or year not in (None, known.month.year)):
            told.add(sheet)
            read = f"{year}年{number}月" if year else f"{number}月"
            yield issue("period_differs", sheet or None, cell or None, read, month=month_name(known.month))


def _unit(tables: list[Table], file_name: str, known: Known, asked: Unit | None) -> tuple[Unit | None, list[Issue]]:
    """Whose workbook it is: as asked, as it says, as its name says, or as most of its codes say."""
    said: Unit | None = None
    for table in tables:
        if not table.unit_name:
            continue
        named = known.unit_named(table.unit_name)
        if named is None:
            example = (asked or known.units[0]).name
            return asked, [issue("unit_unknown", table.sheet, table.unit_cell, table.unit_name, example=example)]
        if asked is not None and named != asked:
            return asked, [issue("unit_differs", table.sheet, table.unit_cell, table.unit_name, unit=asked.name)]
        said = said or named
    if asked or said:
        return asked or said, []
    in_name = [unit for unit in known.units if unit.name in file_name]
    if len(in_name) == 1:
        return in_name[0], []
    codes = [
        m.unit_id for t in tables for row in t.rows if (m := known.by_id.get(row.text("code").strip())) is not None
    ]
    if codes:
        return known.unit_by_id[max(sorted(set(codes)), key=codes.count)], []
    return None, [issue("unit_missing", None, None)] if tables else []
