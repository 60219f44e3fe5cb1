"""A month's workbook of a unit → rows and issues. The check and the commit are this one computation."""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from loaders.check.apart import checked_apart
from loaders.check.itself.beside import Ranked, done_pct, own_rows, rank_in, ranks_differ
from loaders.check.itself.sums import sums_differ
from loaders.check.itself.verdicts import verdicts
from loaders.check.judge import same_as_last_month
from loaders.check.match import Matched, match, row_key, row_name
from loaders.check.origin import period_issues, reporting_unit
from loaders.check.replies import REPLIES, replies
from loaders.check.result import Checked, Row, Verdict
from loaders.check.row import is_idle, read_row
from loaders.check.sentences import Sentence, is_sentence, sentence
from loaders.check.sharing import shares
from loaders.check.twins import two_values, without_formula
from loaders.check.written_unit import WrittenUnit
from loaders.files.reader import Reader
from loaders.files.workbook import Book
from loaders.issues import Issue, grouped, issue
from loaders.prose.readings import NOTHING
from loaders.register import NOTHING_KNOWN, Measure, Register, Unit
from loaders.table.figures import is_missing_mark
from loaders.table.layout import IGNORE
from loaders.table.questions import (
    NO_ANSWERS,
    UNIT_KEY,
    Answers,
    Learned,
    Proposal,
    Question,
    RowQuestion,
    UnitQuestion,
    checked_answers,
)
from loaders.table.recognise import ItemRow, Known, Table, recognise_all
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

_log = logging.getLogger(__name__)
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
    before (`Register.forms`) need not be said again, and may be said otherwise.
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
        return Checked(book.file_name, content, asked, register, (), (found,), answers=answers, book=book)


def _checked_book(book: Book, content: bytes, register: Register, asked: Unit | None, answers: Answers) -> Checked:
    said = checked_answers(answers).columns
    known = Known(said)
    tables = _tables(book, known, register)
    unit, unit_issues = reporting_unit(tables, book.file_name, register, asked)
    remembered = register.forms.get(unit.unit_id, NOTHING_KNOWN) if unit else NOTHING_KNOWN
    if remembered.columns:
        known = Known(said, remembered.columns)
        tables = _tables(book, known, register)
    issues = [*book.issues, *_table_issues(book, tables)]
    if register.is_closed and (unit is None or unit.unit_id not in register.exceptions):
        issues.append(issue("month_closed", None, None, None, month=month_name(register.month)))
    issues += [*period_issues(tables, book.file_name, register), *unit_issues]
    questions = tuple(question for table in tables for question in table.questions)
    if unit is None:
        return Checked(
            book.file_name, content, None, register, (), tuple(issues), questions=questions, answers=answers, book=book
        )
    reading = _Reading(register, unit, answers, known, remembered.rows)
    for table in tables:
        if "value" in table.columns:
            reading.take(table)
    answered, reply_issues = replies(book, register.returned.get(unit.unit_id, ()))
    same = same_as_last_month(reading.figures, tables[0].sheet) if tables else []
    if same:
        copied = tuple(measure.measure_id for measure, _ in reading.figures if measure.by_pace)
        reading.doubted |= set(copied)
        same = [replace(one, measures=copied) for one in same]
    twice = list(two_values(reading.rows, register))
    reading.doubted |= {measure_id for one in twice for measure_id in one.measures}
    issues += [*reading.issues, *twice, *reply_issues, *same]
    questions += tuple(reading.column_questions)
    checked = Checked(
        book.file_name, content, unit, register, tuple(reading.rows.values()),
        tuple(grouped(issues, register.names)),
        frozenset(reading.doubted), questions, tuple(reading.questions), answers, tuple(answered), book,
        tuple(reading.unit_questions.values()), tuple(reading.learned), tuple(reading.verdicts),
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

    def __init__(
        self, register: Register, unit: Unit, answers: Answers, known: Known, rows: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._register, self._unit, self._answers, self._known, self._known_rows = register, unit, answers, known, rows
        self.rows: dict[str, Row] = {}
        self.issues: list[Issue] = []
        self.doubted: set[str] = set()
        self.figures: list[tuple[Measure, float]] = []
        self.questions: list[RowQuestion] = []
        self.unit_questions: dict[str, UnitQuestion] = {}
        self.learned: list[Learned] = []
        self.column_questions: list[Question] = []
        self.verdicts: list[Verdict] = []

    def take(self, table: Table) -> None:
        """Read one table."""
        said = {**self._known.before(table.form), **self._known.said}
        shared: dict[str, list[tuple[ItemRow, Measure]]] = {}
        hidden: list[Row] = []
        decided = self._decided(table)
        self._learn(table, "column", table.said | {key: a for key, a in self._answers.columns.items() if _is_unit(key)})
        matches = [(item, match(item, self._register, self._unit.unit_id, decided)) for item in own_rows(table)]
        ranked: list[Ranked] = []
        sentences = self._sentences(table, matches, said, decided)
        for item, matched in matches:
            words = sentences.get(item.cells["value"].address) if "value" in item.cells else None
            if words is not None and (found := matched.among if matched.measure is None else (matched.measure,)):
                ranked += self._take_words(item, found, words, table, said)
                took = [self.rows[one.measure_id] for one in found if one.measure_id in self.rows]
                hidden += [row for row in took if item.is_hidden and row.is_figure]
                continue
            if is_idle(item) and matched.measure is None:
                continue
            self.questions += [matched.question] if matched.question else []
            if matched.measure is None:
                self.issues += [matched.issue] if matched.issue else []
                continue
            if item.shared and not is_missing_mark(item.text("value")):
                shared.setdefault(item.shared, []).append((item, matched.measure))
            if matched.measure.measure_id in self._register.spared:
                item = without_formula(item)
            read = read_row(item, matched.measure, table, self._register, said)
            if read.unclear is not None:
                self._ask_unit(read.unclear, matched.measure, item)
            self._add(item, matched.measure, read.row, read.issues)
            ranked += self._beside(item, matched.measure, read.row, table)
            if item.is_hidden and read.row is not None and read.row.is_figure:
                hidden.append(read.row)
        self._confirm(table, list(sentences.values()))
        wrong_ranks = ranks_differ(ranked) if "other" not in table.columns else []  # 得分: they may be by it
        self.issues += [*sums_differ(table), *wrong_ranks]
        self.doubted |= {measure_id for found in wrong_ranks for measure_id in found.measures}
        for address, rows in shared.items():
            self._share(address, rows, table, said, decided)
        self._tell_hidden(hidden)

    def _sentences(
        self, table: Table, matches: list[tuple[ItemRow, Matched]], said: Mapping[str, str], decided: Mapping[str, str]
    ) -> dict[str, Sentence]:
        """What the cells of words in a figure's place say of the measures of all their rows, by the cell."""
        found: dict[str, tuple[ItemRow, list[Measure]]] = {}
        for item, matched in matches:
            measures = matched.among if matched.measure is None else (matched.measure,)
            if measures and is_sentence(item, measures, table):
                found.setdefault(item.cells["value"].address, (item, []))[1].extend(measures)
        read = {
            address: sentence(item, measures, table, self._register, said, decided)
            for address, (item, measures) in found.items()
        }
        if table.is_told or table.is_confirmed:
            return read
        return {address: one for address, one in read.items() if one.says_something}

    def _take_words(
        self, item: ItemRow, measures: Sequence[Measure], words: Sentence, table: Table, said: Mapping[str, str]
    ) -> list[Ranked]:
        """The figures that a sentence says of a row's measures; words without a figure stay words."""
        if words.question is not None and words.question not in self.questions:
            self.questions.append(words.question)
        ranked: list[Ranked] = []
        telling = [one for one in measures if words.of[one.measure_id] != NOTHING]
        for measure in telling or measures:
            told = words.of[measure.measure_id]
            is_bound = told == NOTHING and not measure.by_pace and re.search(r"\d", words.cell.text)  # 控制在5.5%以内
            read = read_row(item, measure, table, self._register, said, None if is_bound else told)
            self._add(item, measure, read.row, read.issues)
            ranked += self._beside(item, measure, read.row, table) if len(measures) == 1 else []
        return ranked

    def _beside(self, item: ItemRow, measure: Measure, row: Row | None, table: Table) -> list[Ranked]:
        """What a row says of its measure's status is kept for the rule; its 名次, where it has one, comes back."""
        if row is None or row.value is None:
            return []
        self.verdicts += verdicts(item, measure, table.headings)
        rank, done = item.cells.get("rank"), done_pct(measure, row.value)
        is_ranked = rank is not None and rank_in(rank) is not None and done is not None
        return [Ranked(item.sheet, rank, measure, done)] if is_ranked and rank and done is not None else []

    def _confirm(self, table: Table, sentences: list[Sentence]) -> None:
        """One question for all sentences of a column that nobody has said to be the cumulative."""
        cells = tuple(one.cell.address for one in sentences if one.says_something)
        if cells and table.to_confirm is not None and not table.is_told:
            self.column_questions.append(table.to_confirm)
            found = issue("sentence_unconfirmed", table.sheet, cells[0], sentences[0].cell.text, count=len(cells))
            self.issues.append(replace(found, rows=cells))

    def _decided(self, table: Table) -> dict[str, str]:
        """What was said of the table's rows, now or for an earlier month: row's key → measure.

        A measure that is no longer in the plan is asked for again.
        """
        before = {**self._known_rows.get("", {}), **self._known_rows.get(table.form, {})}
        decided: dict[str, str] = {}
        said: dict[str, str] = {}
        seen = Counter[str]()
        for item in table.rows:
            keys = [row_key(item)]
            name = row_name(item, self._register.month)
            seen[name] += 1
            names = [name if seen[name] == 1 else f"{name}#{seen[name]}"]
            if item.shared:
                keys, names = [*keys, f"{item.sheet}!{item.shared}"], [*names, f"合并:{names[0]}"]
            for key, name in zip(keys, names, strict=True):
                answer = before.get(name)
                if answer is not None and self._is_one(answer):
                    decided.setdefault(key, answer)
                if self._is_one(self._answers.rows.get(key, "")):  # shares are other ones next month
                    said[name] = self._answers.rows[key]
        self._learn(table, "row", said)
        return {**decided, **self._answers.rows}

    def _is_one(self, answer: str) -> bool:
        return answer == IGNORE or answer in self._register.by_id

    def _learn(self, table: Table, kind: str, said: Mapping[str, str]) -> None:
        self.learned += [Learned(table.form, table.form_name, kind, key, answer) for key, answer in said.items()]

    def _add(self, item: ItemRow, measure: Measure, row: Row | None, found: list[Issue]) -> None:
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

    def _ask_unit(self, unclear: WrittenUnit, measure: Measure, item: ItemRow) -> None:
        """Ask once for a unit of measure that is not understood, however many rows it stands in."""
        figures = (item.cells.get("value"), *(cell for cell, _ in item.others))
        cell = next(one.address for one in figures if one is not None and not is_missing_mark(one.text))
        key = UNIT_KEY + unclear.text
        offers = (measure.unit, *(f"{scale}{measure.unit}" for scale in "百千万亿"))
        asked = self.unit_questions.get(key) or UnitQuestion(key, item.sheet, unclear.text, (), offers)
        self.unit_questions[key] = replace(asked, cells=(*asked.cells, cell))
        self.issues = [
            found for found in self.issues if (found.id, found.read) != ("unit_not_understood", unclear.text)
        ]
        found = issue("unit_not_understood", item.sheet, asked.cells[0] if asked.cells else cell, unclear.text,
                      unit=unclear.text, own=measure.unit)  # fmt: skip
        self.issues.append(replace(found, rows=self.unit_questions[key].cells))

    def _share(
        self, address: str, rows: list[tuple[ItemRow, Measure]], table: Table, said: Mapping[str, str],
        decided: Mapping[str, str],
    ) -> None:  # fmt: skip
        """A figure in a cell merged over several measures: nobody's, one's, or shared out as somebody said."""
        item = rows[0][0]
        key = f"{item.sheet}!{address}"
        measures = {measure.measure_id: measure for _, measure in rows}
        answer = decided.get(key)
        if key not in self._answers.rows and answer not in (IGNORE, *measures):
            answer = None  # said when the cell was merged over other rows
        proposals = tuple(Proposal(measure_id, one.full_name, 100.0) for measure_id, one in measures.items())
        words = item.text("value")
        self.questions.append(
            RowQuestion(key, item.sheet, address, words, words, proposals, answer=answer, is_shared=True)
        )
        if answer is None:
            names = "、".join(one.full_name for one in measures.values())
            found = issue("figure_shared", item.sheet, address, item.text("value"), count=len(rows), measures=names)
            self.issues.append(replace(found, rows=tuple(_named_by(one) for one, _ in rows)))
        elif answer != IGNORE:
            for one, measure, cell in shares(answer, rows, key):
                self.rows.pop(measure.measure_id, None)
                own = replace(one, shared="", cells={**one.cells, "value": cell})
                read = read_row(own, measure, table, self._register, said)
                self._add(own, measure, read.row, read.issues)

    def _tell_hidden(self, hidden: list[Row]) -> None:
        """One doubt for all hidden rows of a table."""
        if hidden:
            cells = tuple(row.cell for row in hidden)
            found = issue("row_hidden", hidden[0].sheet, cells[0], None, count=len(hidden))
            measures = tuple(row.measure_id for row in hidden)
            self.issues.append(replace(found, rows=cells, measures=measures))
            self.doubted |= set(measures)


def _is_unit(key: str) -> bool:
    return key.startswith(UNIT_KEY)


def _named_by(item: ItemRow) -> str:
    return next(item.cells[name] for name in ("code", "measure", "item") if name in item.cells).address


def _tables(book: Book, known: Known, register: Register) -> list[Table]:
    shown = [sheet for sheet in book.sheets if not sheet.is_hidden and sheet.name not in (LIST_SHEET, REPLIES)]
    return [table for sheet in shown for table in recognise_all(sheet, LAYOUT, known, register.month)]


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


def _sent_before(checked: Checked) -> Checked:
    """A doubt where the very same file stands as the unit's report of another month."""
    assert checked.unit is not None
    month = checked.register.sent.get((checked.unit.unit_id, checked.sha256))
    if month is None or month == checked.register.month:
        return checked
    rows = tuple(row.measure_id for row in checked.rows)
    found = issue("file_sent_before", None, None, checked.file_name, month=month_name(month))
    return replace(checked, issues=(*checked.issues, replace(found, measures=rows)), doubted=frozenset(rows))
