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
from loaders.check.rows.claims import settled
from loaders.check.rows.halves import parts_of
from loaders.check.rows.match import Matched, Matching, row_key, row_name
from loaders.check.rows.meant import of_each_row
from loaders.check.rows.row import is_idle, read_row
from loaders.check.rows.sentences import Sentence, in_words, is_sentence, sentence
from loaders.check.rows.sharing import shares
from loaders.check.rows.twins import without_formula
from loaders.check.rows.written_unit import WrittenUnit
from loaders.issues import Issue, issue
from loaders.prose.readings import NOTHING
from loaders.register import Measure, Register, Unit
from loaders.table.figures import is_missing_mark
from loaders.table.item_rows import ItemRow
from loaders.table.layout import IGNORE
from loaders.table.questions import UNIT_KEY, Answers, Learned, Proposal, Question, RowQuestion, UnitQuestion
from loaders.table.recognise import Known, Table
from loaders.table.shapes.by_kind import BY_KIND


class Reading:
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
        self._seen = Counter[tuple[str, str]]()  # rows by their form and name: two tables of one form are two
        self._units_used: set[str] = set()  # answers about units that the rows of one table took
        self.column_questions: list[Question] = []
        self.verdicts: list[Verdict] = []

    def take(self, table: Table) -> None:
        """Read one table."""
        said = {**self._known.before(table.form), **self._known.said}
        shared: dict[str, list[tuple[ItemRow, Measure]]] = {}
        hidden: list[Row] = []
        others: dict[int, tuple[ItemRow, list[str]]] = {}
        decided = self._decided(table)
        self._learn(table, "column", table.said)
        matching = Matching(self._register, self._unit.unit_id, table, decided, said)
        found = [(item, matching.match(item)) for item in parts_of(own_rows(table))]
        as_written = of_each_row(settled(found, self._register))
        matches = [
            (in_words(item, matched.among if matched.measure is None else (matched.measure,), table), matched)
            for item, matched in as_written
        ]
        ranked: list[Ranked] = []
        sentences = self._sentences(table, matches, said, decided)
        for item, matched in matches:
            words = sentences.get(item.cells["value"].address) if "value" in item.cells else None
            if words is not None and (told := matched.among if matched.measure is None else (matched.measure,)):
                ranked += self._take_words(item, told, words, table, said)
                took = [self.rows[one.measure_id] for one in told if one.measure_id in self.rows]
                hidden += [row for row in took if item.is_hidden and row.is_figure]
                continue
            if is_idle(item) and matched.measure is None:
                continue
            if matched.measure is None and (led := led_by_others(item, table, self._register, self._unit)):
                others[item.number] = item, led
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
            if read.asked is not None:
                self._ask_unit(read.asked, matched.measure, item)
            self._add(item, matched.measure, read.row, read.issues)
            ranked += self._beside(item, matched.measure, read.row, table)
            if item.is_hidden and read.row is not None and read.row.is_figure:
                hidden.append(read.row)
        self._confirm(table, list(sentences.values()))
        self._tell_unread(table, as_written, matches)
        wrong_ranks = ranks_differ(ranked) if "other" not in table.columns else []  # 得分: they may be by it
        self.issues += [*sums_differ(table), *wrong_ranks]
        self.doubted |= {measure_id for found in wrong_ranks for measure_id in found.measures}
        for address, rows in shared.items():
            self._share(address, rows, table, said, decided)
        self._tell_hidden(hidden)
        self._tell_others(list(others.values()))
        units = {key: answer for key, answer in self._answers.columns.items() if key in self._units_used}
        self._learn(table, "column", units)
        self._units_used.clear()

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
        for item in parts_of(table.rows):
            keys = [row_key(item)]
            name = row_name(item, self._register.month) + (f"|{item.part}" if item.part in BY_KIND else "")
            self._seen[table.form, name] += 1
            nth = self._seen[table.form, name]
            names = [name if nth == 1 else f"{name}#{nth}"]
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
        if first is not None and row is not None and row.value is not None and row.value == first.value:
            found = []  # the same row once more, or a copy of the sheet: what it says is said
        elif first is not None and row is not None:
            place, read = f"{first.sheet}!{first.cell}", item.text("value")
            found = [issue("measure_twice", item.sheet, row.cell, read, measure=measure.full_name, first=place)]
        elif row is not None:
            self.rows[measure.measure_id] = row
            self.figures += [] if row.value is None else [(measure, row.value)]
        self.issues += [replace(one, measures=(measure.measure_id,)) for one in found]
        if any(not one.is_error for one in found):
            self.doubted.add(measure.measure_id)

    def _ask_unit(self, written: WrittenUnit, measure: Measure, item: ItemRow) -> None:
        """Ask once for a unit of measure that is not understood, however many rows it stands in; an answer is kept."""
        figures = (item.cells.get("value"), *(cell for cell, _ in item.others))
        cell = next(one.address for one in figures if one is not None and not is_missing_mark(one.text))
        text = written.asked or written.text
        key = UNIT_KEY + text
        self._units_used.add(key)
        offers = (measure.unit, *(f"{scale}{measure.unit}" for scale in "百千万亿"))
        asked = self.unit_questions.get(key) or UnitQuestion(
            key, item.sheet, text, (), offers, written.answer or None, key not in self._answers.columns
        )
        self.unit_questions[key] = asked = replace(asked, cells=(*asked.cells, cell))
        if written.is_understood:
            return
        self.unit_questions[key] = replace(asked, answer=None)
        kind = "unit_answer_wrong" if written.answer else "unit_not_understood"
        before = next((one for one in self.issues if (one.id, one.read) == (kind, text)), None)
        if before is not None:
            self.issues[self.issues.index(before)] = replace(before, rows=(*before.cells, cell))
            return
        slots = {"unit": text, "own": measure.unit} | ({"answer": written.answer} if written.answer else {})
        self.issues.append(issue(kind, item.sheet, cell, text, **slots))

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
            kind = "figure_shared" if len(rows) > 1 else "figure_wide"
            found = issue(kind, item.sheet, address, item.text("value"), count=len(rows), measures=names)
            self.issues.append(replace(found, rows=tuple(_named_by(one) for one, _ in rows)))
        elif answer != IGNORE:
            for one, measure, cell in shares(answer, rows, key):
                self.rows.pop(measure.measure_id, None)
                own = replace(one, shared="", cells={**one.cells, "value": cell})
                read = read_row(own, measure, table, self._register, said)
                self._add(own, measure, read.row, read.issues)

    def _tell_unread(
        self, table: Table, rows: Sequence[tuple[ItemRow, Matched]], read: Sequence[tuple[ItemRow, Matched]]
    ) -> None:
        """One doubt for the figures of a column that holds something else than what the measures count."""
        cells = [
            row.cells["value"] for (row, _), (own, _) in zip(rows, read, strict=True)
            if "value" in row.cells and row.cells["value"] is not own.cells.get("value")
        ]  # fmt: skip
        if cells:
            told = issue("column_of_other", table.sheet, cells[0].address, cells[0].text)
            self.issues.append(replace(told, rows=tuple(cell.address for cell in cells)))

    def _tell_hidden(self, hidden: list[Row]) -> None:
        """One doubt for all hidden rows of a table."""
        if hidden:
            cells = tuple(row.cell for row in hidden)
            found = issue("row_hidden", hidden[0].sheet, cells[0], None, count=len(hidden))
            measures = tuple(row.measure_id for row in hidden)
            self.issues.append(replace(found, rows=cells, measures=measures))
            self.doubted |= set(measures)

    def _tell_others(self, rows: list[tuple[ItemRow, list[str]]]) -> None:
        """One doubt for all rows that say that another unit leads them."""
        if rows:
            cells = tuple(_named_by(item) for item, _ in rows)
            units = "、".join(dict.fromkeys(name for _, led in rows for name in led))
            found = issue("row_led_by_others", rows[0][0].sheet, cells[0], None, count=len(rows), units=units)
            self.issues.append(replace(found, rows=cells))


def _named_by(item: ItemRow) -> str:
    return next(item.cells[name] for name in ("code", "measure", "item") if name in item.cells).address
