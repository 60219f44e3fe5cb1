"""What came of checking a workbook: its rows, what is wrong with it, and what has to be asked."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from loaders.files.workbook import Book
from loaders.issues import Issue
from loaders.register import Measure, Register, Unit
from loaders.table.questions import NO_ANSWERS, Answers, Learned, Question, RowQuestion, UnitQuestion
from metrics.periods import month_code

NOT_OURS = "不报送"  # the answer that a row is none of ours, in words


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
    sentence: str | None = None  # the words that the figure was found in
    unit_read: str | None = None  # what the sheet says that it is measured in; None where it says nothing

    @property
    def is_figure(self) -> bool:
        return self.value is not None or self.value_words is not None


@dataclass(frozen=True)
class Verdict:
    """A cell that says a measure's status, and which statuses it may be then."""

    measure_id: str
    sheet: str
    cell: str
    text: str
    allowed: frozenset[str]


@dataclass(frozen=True)
class Reply:
    """What the unit answers to one returned figure."""

    return_id: int
    words: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class Checked:
    """What a workbook says and what is wrong with it. `rows` are exactly what a commit stores.

    `questions` are about columns, `row_questions` about rows; both list the answered ones too, so that an answer can be
    seen and changed. `answers` are those given for this workbook (without the ones remembered for the unit).
    """

    file_name: str
    content: bytes
    unit: Unit | None
    register: Register
    rows: tuple[Row, ...] = ()
    issues: tuple[Issue, ...] = ()
    questions: tuple[Question, ...] = ()
    row_questions: tuple[RowQuestion, ...] = ()
    answers: Answers = NO_ANSWERS
    replies: tuple[Reply, ...] = ()  # stored with the rows
    book: Book | None = field(default=None, repr=False, compare=False)  # what was read, where anything was
    unit_questions: tuple[UnitQuestion, ...] = ()  # units of measure that are not understood
    learned: tuple[Learned, ...] = ()  # what was said of its forms now; a commit keeps it
    verdicts: tuple[Verdict, ...] = ()  # what the sheet says of statuses; only the rule can tell whether it is so

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
    def doubted(self) -> frozenset[str]:
        """The ids of the measures that a doubt speaks of."""
        return frozenset(measure_id for found in self.doubts for measure_id in found.measures)

    @property
    def exit_code(self) -> int:
        """0 clean, 1 doubts only, 2 errors."""
        return 2 if self.errors else 1 if self.doubts else 0

    @property
    def unanswered(self) -> list[RowQuestion]:
        """Rows with a close name that nobody has confirmed or set aside: their figures are not in `rows`.

        No reason for doubts stands in for that answer, so a commit is refused while there are any.
        """
        return [question for question in self.row_questions if question.is_near and question.answer is None]

    def id_of(self, question: Question) -> str:
        """What a column is answered under: its heading, or its cell where another table asks about the same heading."""
        alike = [one for one in self.questions if one.is_called(question.key) and one.form != question.form]
        return question.address if alike else question.key

    @property
    def open_questions(self) -> list[dict[str, Any]]:
        """What has to be answered, as other programs read it: by `--column ID=…`, or by `--row ID=…`, as `by` says.

        Of a row the offers are measures and 不报送; a figure of several can be shared out, `CODE:5,CODE:3`.
        """
        columns = [
            _open(self.id_of(one), one.heading, [one.address], list(one.words().values()), "column")
            for one in self.questions if one.is_required and one.answer is None
        ]  # fmt: skip
        units = [
            _open(one.key, one.unit, [f"{one.sheet}!{cell}" for cell in one.cells], list(one.offers), "column")
            for one in self.unit_questions if one.answer is None
        ]  # fmt: skip
        rows = [
            _open(one.key, one.read, [one.key], [*(near.measure_id for near in one.proposals), NOT_OURS], "row")
            for one in self.row_questions if one.answer is None
        ]  # fmt: skip
        return [*columns, *units, *rows]

    @property
    def missing(self) -> list[Measure]:
        """The measures that owe a figure this month and have none in this workbook."""
        if self.unit is None:
            return []
        filled = {row.measure_id for row in self.rows if row.is_figure}
        filled |= {twin for one in filled if (twin := self.register.twins.get(one))}
        return [m for m in self.register.of_unit(self.unit.unit_id) if m.is_due and m.measure_id not in filled]

    def as_json(self) -> dict[str, Any]:
        """What other programs read. `text`: the words in a number's place, else 进展情况."""
        return {
            "unit": self.unit.name if self.unit else None,
            "month": month_code(self.register.month),
            "rows": [
                {"measure_id": row.measure_id, "value": row.value, "text": row.value_words or row.progress,
                 "sheet": row.sheet, "cell": row.cell, "sentence": row.sentence, "unit_read": row.unit_read}
                for row in self.rows
            ],
            "issues": [found.as_json() for found in self.issues],
            "questions": self.open_questions,
        }  # fmt: skip


def _open(key: str, heading: str, cells: list[str], offers: list[str], by: str) -> dict[str, Any]:
    return {"id": key, "heading": heading, "cells": cells, "offers": offers, "by": by}
