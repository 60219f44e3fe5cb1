"""The rows of a workbook's tables, one after the other: what each says, and what has to be asked about it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from loaders.check.itself.beside import Ranked, done_pct, own_rows, rank_in, ranks_differ
from loaders.check.itself.sums import sums_differ
from loaders.check.itself.verdicts import verdicts
from loaders.check.origin import led_by_others
from loaders.check.result import Row, Verdict
from loaders.check.rows.claims import of_each_row, settled
from loaders.check.rows.halves import parts_of
from loaders.check.rows.match import Matched, Matching, row_key, row_name
from loaders.check.rows.row import ReadRow, is_idle, read_row
from loaders.check.rows.sentences import Sentence, in_words, is_sentence, sentence
from loaders.check.rows.sharing import shares
from loaders.check.rows.telling import Noted, unread
from loaders.check.rows.twins import without_formula
from loaders.check.rows.unit_questions import UnitQuestions
from loaders.issues import Issue, issue
from loaders.prose.readings import NOTHING
from loaders.register import Measure, Register, Unit
from loaders.table.figures import is_missing_mark
from loaders.table.item_rows import ItemRow
from loaders.table.layout import IGNORE, layout
from loaders.table.questions import Answers, Learned, Proposal, Question, RowQuestion
from loaders.table.recognise import Table
from metrics.wording import figure as figure_words


class Reading:
    """The rows of a workbook's tables, one after the other. `known`: form → row's name → what was said of it before."""

    def __init__(
        self, register: Register, unit: Unit, answers: Answers, known: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._register, self._unit, self._answers, self._known = register, unit, answers, known
        self.rows: dict[str, Row] = {}
        self.issues: list[Issue] = []
        self.figures: list[tuple[Measure, float]] = []
        self.questions: list[RowQuestion] = []
        self.units = UnitQuestions(answers.columns)
        self.column_questions: list[Question] = []
        self.learned: list[Learned] = []
        self.verdicts: list[Verdict] = []
        self._seen = Counter[tuple[str, str]]()  # rows by their form and name: two tables of one form are two

    def take(self, table: Table) -> None:
        """Read one table."""
        decided = self._decided(table)
        self._learn(table, "column", table.said)
        matching = Matching(self._register, self._unit.unit_id, table, decided)
        found = [(item, matching.match(item)) for item in parts_of(own_rows(table), table.units.get("value", ""))]
        as_written = of_each_row(settled(found, self._register))
        matches = [(in_words(item, one.measures, table), one) for item, one in as_written]
        sentences = self._sentences(table, matches, decided)
        noted = Noted(table.sheet)
        for item, matched in matches:
            words = sentences.get(item.cells["value"].address) if "value" in item.cells else None
            if words is not None and matched.measures:
                self._take_words(item, matched.measures, words, table, noted)
            elif matched.measure is not None:
                self._take_figure(item, matched, matched.measure, table, noted)
            elif not is_idle(item):
                self._leave(item, matched, table, noted)
        self._confirm(table, list(sentences.values()))
        self.issues += unread(table.sheet, [item for item, _ in as_written], [item for item, _ in matches])
        self.issues += sums_differ(table)
        self.issues += ranks_differ(noted.ranked) if "other" not in table.columns else []  # 得分: they may be by it
        for address, rows in noted.shared.items():
            self._share(address, rows, table, decided)
        self.issues += noted.issues()
        self._learn(table, "column", self.units.taken())

    def _sentences(
        self, table: Table, matches: Sequence[tuple[ItemRow, Matched]], decided: Mapping[str, str]
    ) -> dict[str, Sentence]:
        """What the cells of words in a figure's place say of the measures of all their rows, by the cell."""
        found: dict[str, tuple[ItemRow, list[Measure]]] = {}
        for item, matched in matches:
            if matched.measures and is_sentence(item, matched.measures, table):
                found.setdefault(item.cells["value"].address, (item, []))[1].extend(matched.measures)
        read = {
            address: sentence(item, measures, table, self._register, decided)
            for address, (item, measures) in found.items()
        }
        is_said = table.is_told or table.is_confirmed
        return {address: one for address, one in read.items() if is_said or one.says_something}

    def _take_words(
        self, item: ItemRow, measures: Sequence[Measure], words: Sentence, table: Table, noted: Noted
    ) -> None:
        """The figures that a sentence says of a row's measures; words without a figure stay words."""
        if words.question is not None and words.question not in self.questions:
            self.questions.append(words.question)
        telling = [one for one in measures if words.of[one.measure_id] != NOTHING]
        for measure in telling or measures:
            told = words.of[measure.measure_id]
            is_bound = told == NOTHING and not measure.by_pace and re.search(r"\d", words.cell.text)  # 控制在5.5%以内
            read = read_row(item, measure, table, self._register, None if is_bound else told)
            self._add(item, measure, read)
            if _is_template(table) and told.value is not None and told.is_sure and not told.is_about:
                value = figure_words(float(told.value), measure.unit)
                doubt = issue("cell_wrapped", item.sheet, words.cell.address, words.cell.text, value=value)
                self.issues.append(doubt.of(measure.measure_id))
            noted.ranked += self._beside(item, measure, read.row, table) if len(measures) == 1 else []
        took = [self.rows[one.measure_id] for one in measures if one.measure_id in self.rows]
        noted.hidden += [row for row in took if item.is_hidden and row.is_figure]

    def _take_figure(self, item: ItemRow, matched: Matched, measure: Measure, table: Table, noted: Noted) -> None:
        """The figure of a row that is a measure's."""
        self.questions += [matched.question] if matched.question else []
        if item.shared and not is_missing_mark(item.text("value")):
            noted.shared.setdefault(item.shared, []).append((item, measure))
        if measure.measure_id in self._register.spared:
            item = without_formula(item)
        read = read_row(item, measure, table, self._register)
        if read.asked is not None:
            self.units.ask(read.asked, measure, item)
        self._add(item, measure, read)
        noted.ranked += self._beside(item, measure, read.row, table)
        noted.hidden += [read.row] if item.is_hidden and read.row is not None and read.row.is_figure else []

    def _leave(self, item: ItemRow, matched: Matched, table: Table, noted: Noted) -> None:
        """A row that is nobody's: led by other units, or asked about."""
        if led := led_by_others(item, table, self._register, self._unit):
            noted.led[item.number] = item, led
            return
        self.questions += [matched.question] if matched.question else []
        self.issues += [matched.issue] if matched.issue else []

    def _beside(self, item: ItemRow, measure: Measure, row: Row | None, table: Table) -> list[Ranked]:
        """What a row says of its measure's status is kept for the rule; its 名次, where it has one, comes back."""
        if row is None or row.value is None:
            return []
        self.verdicts += verdicts(item, measure, table.headings)
        rank, done = item.cells.get("rank"), done_pct(measure, row.value)
        if rank is None or done is None or rank_in(rank) is None:
            return []
        return [Ranked(item.sheet, rank, measure, done)]

    def _confirm(self, table: Table, sentences: list[Sentence]) -> None:
        """One question for all sentences of a column that nobody has said to be the cumulative.

        Nobody is asked what a column of our own template is: what was read there is doubted cell by cell.
        """
        cells = [one.cell.address for one in sentences if one.says_something]
        if cells and table.to_confirm is not None and not table.is_told and not _is_template(table):
            self.column_questions.append(table.to_confirm)
            read = sentences[0].cell.text
            self.issues.append(issue("sentence_unconfirmed", table.sheet, cells, read, count=len(cells)))

    def _decided(self, table: Table) -> dict[str, str]:
        """What was said of the table's rows, now or for an earlier month: row's key → measure.

        A measure that is no longer in the plan is asked for again.
        """
        before = {**self._known.get("", {}), **self._known.get(table.form, {})}
        decided: dict[str, str] = {}
        said: dict[str, str] = {}
        for item in parts_of(table.rows, table.units.get("value", "")):
            name = row_name(item, self._register.month) + (f"|{item.part}" if item.is_beside else "")
            self._seen[table.form, name] += 1
            nth = self._seen[table.form, name]
            names = {row_key(item): name if nth == 1 else f"{name}#{nth}"}
            if item.shared:
                names[f"{item.sheet}!{item.shared}"] = f"合并:{names[row_key(item)]}"
            for key, name in names.items():
                if self._is_one(before.get(name, "")):
                    decided.setdefault(key, before[name])
                if self._is_one(self._answers.rows.get(key, "")):  # shares are other ones next month
                    said[name] = self._answers.rows[key]
        self._learn(table, "row", said)
        return {**decided, **self._answers.rows}

    def _is_one(self, answer: str) -> bool:
        return answer == IGNORE or answer in self._register.by_id

    def _learn(self, table: Table, kind: str, said: Mapping[str, str]) -> None:
        self.learned += [Learned(table.form, table.form_name, kind, key, answer) for key, answer in said.items()]

    def _add(self, item: ItemRow, measure: Measure, read: ReadRow) -> None:
        row, found, first = read.row, read.issues, self.rows.get(measure.measure_id)
        if first is not None and row is not None and row.value is not None and row.value == first.value:
            found = []  # the same row once more, or a copy of the sheet: what it says is said
        elif first is not None and row is not None:
            slots = {"measure": measure.full_name, "first": f"{first.sheet}!{first.cell}"}
            found = [issue("measure_twice", item.sheet, row.cell, item.text("value"), **slots)]
        elif row is not None:
            self.rows[measure.measure_id] = row
            self.figures += [] if row.value is None else [(measure, row.value)]
        self.issues += [one.of(measure.measure_id) for one in found]

    def _share(
        self, address: str, rows: list[tuple[ItemRow, Measure]], table: Table, decided: Mapping[str, str]
    ) -> None:
        """A figure in a cell merged over several measures: nobody's, one's, or shared out as somebody said."""
        words, key = rows[0][0].text("value"), f"{table.sheet}!{address}"
        measures = {measure.measure_id: measure.full_name for _, measure in rows}
        answer = decided.get(key)
        if key not in self._answers.rows and answer not in (IGNORE, *measures):
            answer = None  # said when the cell was merged over other rows
        proposals = tuple(Proposal(measure_id, name, 100.0) for measure_id, name in measures.items())
        asked = RowQuestion(key, table.sheet, address, words, words, proposals, answer=answer, is_shared=True)
        self.questions.append(asked)
        if answer is None:
            kind = "figure_shared" if len(rows) > 1 else "figure_wide"
            slots = {"count": len(rows), "measures": "、".join(measures.values())}
            cells = tuple(one.named_by.address for one, _ in rows)
            self.issues.append(replace(issue(kind, table.sheet, address, words, **slots), rows=cells))
        elif answer != IGNORE:
            for one, measure, cell in shares(answer, rows, key):
                self.rows.pop(measure.measure_id, None)
                own = replace(one, shared="", cells={**one.cells, "value": cell})
                self._add(own, measure, read_row(own, measure, table, self._register))


def _is_template(table: Table) -> bool:
    """Whether a table is laid out as our template is: with our codes, and the cumulative under our heading."""
    is_laid_out = "code" in table.columns and table.headings.get("value") == layout("actuals")["value"].heading
    return is_laid_out and not table.is_confirmed  # then somebody was asked, and answered
