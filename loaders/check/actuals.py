"""A month's workbook of a unit → rows and issues. The check and the commit are this one computation."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from loaders.check.apart import checked_apart
from loaders.check.judge import same_as_last_month
from loaders.check.match import match
from loaders.check.origin import period_issues, reporting_unit
from loaders.check.replies import REPLIES, replies
from loaders.check.result import Checked, Row
from loaders.check.row import is_idle, read_row
from loaders.files.reader import Reader
from loaders.files.workbook import Book
from loaders.issues import Issue, grouped, issue
from loaders.register import Measure, Register, Unit
from loaders.table.questions import NO_ANSWERS, Answers, Question, RowQuestion, checked_answers
from loaders.table.recognise import Table, recognise_all
from metrics.errors import UserError
from metrics.periods import month_name

__all__ = [
    "LAYOUT",
    "LIST_SHEET",
    "Checked",
    "Row",
    "check",
    "check_book",
    "check_files",
    "file_content",
    "unit_or_sentence",
    "with_statuses",
]

LAYOUT = "actuals"
LIST_SHEET = "问题清单"  # what a marked workbook lists its issues on; never read


def check_files(
    paths: Iterable[Path], register: Register, unit: str | None = None, answers: Answers = NO_ANSWERS
) -> list[Checked]:
    """Every file checked, read by one process. Raises UserError for a file that is not there, or an unknown unit."""
    contents = [(path.name, file_content(path)) for path in paths]
    with Reader("命令") as reader:
        return [check(content, name, register, reader, unit, answers) for name, content in contents]


def check(
    content: bytes,
    file_name: str,
    register: Register,
    reader: Reader,
    unit: str | None = None,
    answers: Answers = NO_ANSWERS,
) -> Checked:
    """One workbook for one month. `unit` is a name, another spelling or an id; None: as the workbook says.

    `answers` to the questions of an earlier check of the same workbook; what was answered for the unit's workbooks
    before (`Register.column_answers`) need not be said again, and may be said otherwise.
    """
    asked = None if unit is None else unit_or_sentence(register, unit)
    return checked_apart(check_book, content, file_name, register, asked, answers, reader)


def unit_or_sentence(register: Register, text: str) -> Unit:
    """The unit of a name. Raises UserError where there is none."""
    unit = register.unit_named(text)
    if unit is None:
        raise UserError(f"没有名为“{text}”的单位,请写单位全称,如 {register.units[0].name}。", title="单位有误")
    return unit


def check_book(
    book: Book, content: bytes, register: Register, asked: Unit | None, answers: Answers = NO_ANSWERS
) -> Checked:
    """A book that was read, against what is known. Raises UserError for an answer that is none."""
    said = checked_answers(answers).columns
    tables = _tables(book, said)
    unit, unit_issues = reporting_unit(tables, book.file_name, register, asked)
    remembered = register.column_answers.get(unit.unit_id, {}) if unit else {}
    if remembered:
        tables = _tables(book, {**remembered, **said})
    issues = [*book.issues, *_table_issues(book, tables)]
    if register.is_closed and (unit is None or unit.unit_id not in register.exceptions):
        issues.append(issue("month_closed", None, None, None, month=month_name(register.month)))
    issues += [*period_issues(tables, book.file_name, register), *unit_issues]
    questions = tuple(_remembered(q, said) for table in tables for q in table.questions)
    if unit is None:
        return Checked(
            book.file_name, content, None, register, (), tuple(issues), questions=questions, answers=answers, book=book
        )
    reading = _Reading(register, unit, answers)
    for table in tables:
        if "value" in table.columns:
            reading.take(table)
    answered, reply_issues = replies(book, register.returned.get(unit.unit_id, ()))
    same = same_as_last_month(reading.figures, tables[0].sheet) if tables else []
    if same:
        copied = tuple(measure.measure_id for measure, _ in reading.figures if measure.by_pace)
        reading.doubted |= set(copied)
        same = [replace(one, measures=copied) for one in same]
    issues += [*reading.issues, *reply_issues, *same]
    checked = Checked(
        book.file_name, content, unit, register, tuple(reading.rows.values()),
        tuple(grouped(issues, register.names)),
        frozenset(reading.doubted), questions, tuple(reading.questions), answers, tuple(answered), book,
    )  # fmt: skip
    return _sent_before(checked)


def file_content(path: Path) -> bytes:
    """The bytes of a file. Raises UserError where it is not there."""
    try:
        return path.read_bytes()
    except OSError:
        raise UserError(f"没有找到文件 {path},或没有读取权限。", title="文件打不开") from None


def with_statuses(checked: Checked, statuses: Mapping[str, str]) -> Checked:
    """The same, with a doubt for every figure that would be behind and says neither why nor what next.

    `statuses`: measure → the status that the figures would give it (see loaders.accept.commit.judged).
    """
    found = []
    for row in checked.rows:
        if not row.is_figure or statuses.get(row.measure_id) not in ("behind", "far_behind"):
            continue
        texts = {"存在问题及原因": row.problem, "下一步措施": row.next_step}
        lacking = [words for words, text in texts.items() if not text]
        if lacking:
            measure = checked.register.by_id[row.measure_id]
            shown = row.value_words or f"{row.value:g}"
            one = issue("behind_unexplained", row.sheet, row.cell, shown, measure=measure.full_name,
                        lacking="和".join(f"“{words}”" for words in lacking))  # fmt: skip
            found.append(replace(one, measures=(row.measure_id,)))
    doubted = {measure_id for one in found for measure_id in one.measures}
    together = grouped(found, checked.register.names)
    return replace(checked, issues=(*checked.issues, *together), doubted=checked.doubted | doubted)


def with_closing(checked: Checked) -> Checked:
    """The same, with the error that its month is closed to its unit."""
    found = issue("month_closed", None, None, None, month=month_name(checked.register.month))
    return replace(checked, issues=(*checked.issues, found))


def with_future(checked: Checked) -> Checked:
    """The same, with the error that its month has not begun."""
    found = issue("month_future", None, None, None, month=month_name(checked.register.month))
    return replace(checked, issues=(found, *checked.issues))


class _Reading:
    """The rows of a workbook's tables, one after the other."""

    def __init__(self, register: Register, unit: Unit, answers: Answers) -> None:
        self._register, self._unit, self._answers = register, unit, answers
        self.rows: dict[str, Row] = {}
        self.issues: list[Issue] = []
        self.doubted: set[str] = set()
        self.figures: list[tuple[Measure, float]] = []
        self.questions: list[RowQuestion] = []

    def take(self, table: Table) -> None:
        """Read one table."""
        for item in table.rows:
            matched = match(item, self._register, self._unit.unit_id, self._answers.rows)
            if is_idle(item) and matched.measure is None:
                continue
            self.questions += [matched.question] if matched.question else []
            if matched.measure is None:
                self.issues += [matched.issue] if matched.issue else []
                continue
            measure = matched.measure
            row, found = read_row(item, measure, table, self._register)
            first = self.rows.get(measure.measure_id)
            if first is not None and row is not None:
                place, read = f"{first.sheet}!{first.cell}", item.text("value")
                found = [issue("measure_twice", item.sheet, row.cell, read, measure=measure.full_name, first=place)]
            elif row is not None:
                self.rows[measure.measure_id] = row
                self.figures += [] if row.value is None else [(measure, row.value)]
            self.issues += [replace(one, measures=(measure.measure_id,)) for one in found]
            if any(not one.is_error for one in found):
                self.doubted.add(measure.measure_id)


def _tables(book: Book, answers: Mapping[str, str]) -> list[Table]:
    shown = [sheet for sheet in book.sheets if not sheet.is_hidden and sheet.name not in (LIST_SHEET, REPLIES)]
    return [table for sheet in shown for table in recognise_all(sheet, LAYOUT, answers)]


def _table_issues(book: Book, tables: list[Table]) -> list[Issue]:
    """What is wrong with tables as such. Beside a sure table, one that only looks like a table is told, no more."""
    if book.sheets and not tables:
        first = next((sheet.name for sheet in book.sheets if not sheet.is_hidden), book.sheets[0].name)
        return [issue("sheet_no_table", first, None)]
    some_sure = any(table.is_sure for table in tables)
    issues: list[Issue] = []
    for table in tables:
        if table.is_sure or not some_sure:
            issues += table.issues
        else:
            issues.append(issue("sheet_unread", table.sheet, f"A{table.header_rows[0]}", None))
    return issues


def _remembered(question: Question, said: Mapping[str, str]) -> Question:
    is_remembered = question.answer is not None and question.key not in said
    return replace(question, is_remembered=True) if is_remembered else question


def _sent_before(checked: Checked) -> Checked:
    """A doubt where the very same file stands as the unit's report of another month."""
    assert checked.unit is not None
    month = checked.register.sent.get((checked.unit.unit_id, checked.sha256))
    if month is None or month == checked.register.month:
        return checked
    rows = tuple(row.measure_id for row in checked.rows)
    found = issue("file_sent_before", None, None, checked.file_name, month=month_name(month))
    return replace(checked, issues=(*checked.issues, replace(found, measures=rows)), doubted=frozenset(rows))
