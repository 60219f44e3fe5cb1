"""A month's workbook of a unit → rows and issues. The check and the commit are this one computation.

It runs in a child: nothing slow or large of a file comes to the server.
"""

import logging
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from loaders.check.addressing import checked_each, to_columns
from loaders.check.judge import same_as_last_month
from loaders.check.origin import of_the_month, period_issues, reporting_unit
from loaders.check.replies import REPLIES, replies
from loaders.check.result import Checked, Row
from loaders.check.rows.reading import Reading
from loaders.check.rows.twins import copies_doubted, told_once, two_values
from loaders.files.children import FileProblem
from loaders.files.limits import ISSUES
from loaders.files.reader import Reader, as_issue
from loaders.files.reading import read_book
from loaders.files.workbook import Book
from loaders.issues import Issue, grouped, issue
from loaders.register import NOTHING_KNOWN, KnownForms, Register, Unit
from loaders.table.headings.meaning import Sought
from loaders.table.questions import LAYOUT, NO_ANSWERS, Answers, refuse_unknown
from loaders.table.recognise import Known, Table, recognise_all
from metrics.errors import UserError
from metrics.periods import month_name

__all__ = ["LAYOUT", "LIST_SHEET", "Checked", "Row", "check", "check_book", "check_files", "file_content",
           "unit_or_sentence"]  # fmt: skip

_log = logging.getLogger(__name__)
LIST_SHEET = "问题清单"  # what a marked workbook lists its issues on; never read


def check_files(
    paths: Iterable[Path], register: Register, unit: str | None = None, answers: Answers = NO_ANSWERS
) -> list[Checked]:
    """Every file checked, read by one process, each with the answers that are meant for it (see addressing).

    Raises UserError for a file that is not there, an unknown unit, or an answer that may be meant for several.
    """
    contents = [(path.name, file_content(path)) for path in paths]
    reader = Reader("命令")

    def check_one(place: int, own: Answers) -> Checked:
        name, content = contents[place]
        return check(content, name, register, reader, unit, own)

    return checked_each([name for name, _ in contents], answers, check_one)


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
    before (`Register.forms`) need not be said again, and may be said otherwise. A file that no process could read has
    an issue that says why.
    """
    asked = None if unit is None else unit_or_sentence(register, unit)
    try:
        found = reader.run(_checked_in_child, content, file_name, register, asked, answers)
    except FileProblem as problem:
        book = Book(file_name, issues=(as_issue(problem, file_name),))
        return check_book(book, content, register, asked, answers)
    return replace(found, content=content, register=register)


def _checked_in_child(
    content: bytes, file_name: str, register: Register, asked: Unit | None, answers: Answers
) -> Checked:
    """Without its cells, the file and what it was compared with, which are known to whoever asked."""
    found = check_book(read_book(content, file_name), content, register, asked, answers)
    if len(found.issues) > ISSUES:
        listed = sorted(found.issues, key=lambda one: not one.is_error)[:ISSUES]
        found = replace(found, issues=(issue("issues_too_many", count=len(found.issues), limit=ISSUES), *listed))
    return replace(found, content=b"", register=Register(register.month, register.place, (), ()), book=None)


def unit_or_sentence(register: Register, text: str) -> Unit:
    """The unit of a name. Raises UserError where there is none."""
    unit = register.unit_named(text)
    if unit is None:
        like = "".join(f",如 {one.name}" for one in register.units[:1])
        raise UserError(f"没有名为“{text}”的单位,请写单位全称{like}。", title="单位有误")
    return unit


def check_book(
    book: Book, content: bytes, register: Register, asked: Unit | None, answers: Answers = NO_ANSWERS
) -> Checked:
    """A book that was read, against what is known. Raises UserError for an answer that is none.

    A defect of ours costs this workbook alone: it is told under a number that the log has too.
    """
    try:
        return _checked_book(book, content, register, asked, answers)
    except UserError:
        raise
    except Exception:  # noqa: BLE001 - one workbook of a batch, never its neighbours
        reference = uuid4().hex[:8]
        _log.exception("%s: check of %s", reference, book.file_name)
        found = issue("file_defect", None, None, book.file_name, reference=reference)
        return Checked(book.file_name, content, asked, register, issues=(found,), answers=answers, book=book)


def _checked_book(book: Book, content: bytes, register: Register, asked: Unit | None, answers: Answers) -> Checked:
    refuse_unknown(answers)
    tables = _tables(book, Known(), register)
    unit, unit_issues = reporting_unit(tables, book.file_name, register, asked)
    remembered = register.forms.get(unit.unit_id, NOTHING_KNOWN) if unit else NOTHING_KNOWN
    if remembered.columns:
        tables = _tables(book, Known({}, remembered.columns), register)
    meant = answers
    if answers.columns:
        asked_of = [one for table in tables for one in (*table.questions, table.to_confirm) if one is not None]
        meant = to_columns(answers, asked_of)
        tables = _tables(book, Known(meant.columns, remembered.columns), register)
    issues = [*book.issues, *_table_issues(book, tables)]
    if register.is_closed and (unit is None or unit.unit_id not in register.exceptions):
        issues.append(issue("month_closed", month=month_name(register.month)))
    issues += [*period_issues(tables, book.file_name, register), *unit_issues]
    certain = any(table.is_sure for table in tables)
    questions = tuple(
        one for table in tables for one in table.questions if table.is_sure or not certain or one.answer is not None
    )
    checked = Checked(
        book.file_name, content, unit, register, issues=tuple(issues), questions=questions, answers=answers, book=book
    )
    return checked if unit is None else _with_rows(checked, book, unit, tables, meant, remembered)


def _with_rows(
    checked: Checked, book: Book, unit: Unit, tables: list[Table], answers: Answers, remembered: KnownForms
) -> Checked:
    """The same with what the tables' rows say of a unit's measures."""
    register = checked.register
    reading = Reading(register, unit, answers, remembered.rows)
    for table in tables:
        if "value" in table.columns:
            reading.take(table)
    told = told_once(reading.rows, register, reading.issues)
    book_replies, reply_issues = replies(book.sheets, register.returned.get(unit.unit_id, ()))
    issues = [
        *checked.issues, *told, *reading.units.issues, *two_values(reading.rows, register),
        *copies_doubted(reading.rows, register, told), *reply_issues,
        *(same_as_last_month(reading.figures, tables[0].sheet) if tables else []),
    ]  # fmt: skip
    rows = tuple(reading.rows.values())
    return replace(
        checked, rows=rows, issues=(*grouped(issues, register.names), *_sent_before(checked, unit, rows)),
        questions=(*checked.questions, *reading.column_questions), row_questions=tuple(reading.questions),
        replies=tuple(book_replies), unit_questions=reading.units.asked, learned=tuple(reading.learned),
        verdicts=tuple(reading.verdicts),
    )  # fmt: skip


def file_content(path: Path) -> bytes:
    """The bytes of a file. Raises UserError where it is not there."""
    try:
        return path.read_bytes()
    except OSError:
        raise UserError(f"没有找到文件 {path},或没有读取权限,请核对文件名、位置和权限。", title="文件打不开") from None


def _tables(book: Book, known: Known, register: Register) -> list[Table]:
    shown = [sheet for sheet in book.sheets if not sheet.is_hidden and sheet.name not in (LIST_SHEET, REPLIES)]
    place = register.place
    sought = Sought(LAYOUT, register.month, (place.name, place.short_name, place.whole))
    tables = [table for sheet in shown for table in recognise_all(sheet, sought, known)]
    return of_the_month(tables, register.month)


def _table_issues(book: Book, tables: list[Table]) -> list[Issue]:
    """What is wrong with tables as such. Beside a sure table, one that only looks like a table is told, no more."""
    if book.sheets and not tables:
        first = next((sheet.name for sheet in book.sheets if not sheet.is_hidden), book.sheets[0].name)
        return [issue("sheet_no_table", first)]
    some_sure = any(table.is_sure for table in tables)
    issues: list[Issue] = []
    for table in tables:
        if table.is_sure or not some_sure:
            issues += table.issues
        else:
            issues.append(issue("sheet_unread", table.sheet, f"A{table.header_rows[0]}"))
    return issues


def _sent_before(checked: Checked, unit: Unit, rows: Iterable[Row]) -> list[Issue]:
    """A doubt where the very same file stands as the unit's report of another month."""
    month = checked.register.sent.get((unit.unit_id, checked.sha256))
    if month is None or month == checked.register.month:
        return []
    found = issue("file_sent_before", None, None, checked.file_name, month=month_name(month))
    return [found.of(*(row.measure_id for row in rows))]
