"""What has to be asked about the columns of a table, and what is left unread of it: never passed over in silence."""

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import cached_property

from loaders.files.workbook import Sheet, column_letters
from loaders.issues import Issue, issue
from loaders.table.answers import names_of
from loaders.table.figures import is_number_like
from loaders.table.headings.header import Header
from loaders.table.headings.plain import plain_heading
from loaders.table.layout import IGNORE, NAMES, layout
from loaders.table.periods import period_in
from loaders.table.questions import Question
from metrics.periods import month_name

_FIGURES = ("value", "month_only", "previous", "target", "done")
_TEXTS = ("progress", "problem", "next_step", "expected", "remark", "lead_unit")
_NAMES = ("item", "measure", "code", "unit")
_SAMPLES = 3
_FIGURE = re.compile(r"\d")
_TOWN = re.compile(r"[一-鿿]{1,6}(?:镇|乡|街道|街办|社区|村)")
_EACH_TOWN = re.compile(r"[各分][镇乡街村社(]")


@dataclass(frozen=True)
class Found:
    """The columns that one field may be in, and what else was found on the way to them."""

    columns: list[int]
    beside: dict[str, int] = field(default_factory=dict)  # what a column under the same merged heading holds
    earlier: tuple[int, int] | None = None  # the cumulative of an earlier month beside the one that counts, and that
    later: int | None = None  # of a later month, and taken for the cumulative all the same
    others: list[int] = field(default_factory=list)  # the same figures in another unit of measure
    of_others: list[int] = field(default_factory=list)  # that seem to be another place's, where no own one is
    issues: list[Issue] = field(default_factory=list)
    is_other_month: bool = False  # the sheet is filled for another month, which has been told


@dataclass(frozen=True)
class Chosen:
    """The columns of one table as they were chosen. `twice`: fields that several columns may hold."""

    header: Header
    by_field: dict[str, int] = field(default_factory=dict)
    twice: dict[str, list[int]] = field(default_factory=dict)
    value: Found = field(default_factory=lambda: Found([]))
    is_other_month: bool = False

    @property
    def value_month(self) -> int | None:
        """The month that the heading of the cumulative names."""
        column = self.by_field.get("value")
        return None if column in (None, self.value.later) else self.header.meanings[column].month_no

    @property
    def doubtful(self) -> list[int]:
        """The cumulative of a later month, which a form may always print, until somebody has said so."""
        later = self.value.later
        return [] if later is None or later in self.header.answered else [later]

    @property
    def sheet(self) -> Sheet:
        return self.header.sheet

    @property
    def month(self) -> dt.date | None:
        """The month that is reported."""
        return self.header.sought.month

    @property
    def month_words(self) -> str:
        """That month, as it is told."""
        return "本月" if self.month is None else month_name(self.month)

    @property
    def names_rows(self) -> bool:
        """Whether a column that names the rows is chosen, or one of several is."""
        return not NAMES.isdisjoint(self.by_field.keys() | self.twice.keys())

    @cached_property
    def excerpt(self) -> tuple[tuple[str, ...], ...]:
        """The header and the first rows below it, as texts, from column A on: what every question shows."""
        sheet, header = self.sheet, self.header
        rows = range(header.first, min(header.last + _SAMPLES, sheet.last_row) + 1)
        places = [[sheet.at(row, column) for column in range(1, sheet.last_column + 1)] for row in rows]
        return tuple(tuple("" if cell is None else cell.text for cell in row) for row in places)

    def told_of(self, name: str, column: int, **slots: object) -> Issue:
        """An issue about a column, at its heading."""
        header = self.header
        return issue(name, self.sheet.name, header.address(column), header.heading(column), **slots)


def unknown_columns(chosen: Chosen) -> list[int]:
    """Columns with something below a heading that says nothing we know, hidden ones apart.

    | 实际进度 9月底 | 实际进度 10月底 |   for October the second

    Towns under 各镇(街道) are left out where anything else may hold the whole.
    """
    header, taken = chosen.header, {*chosen.by_field.values(), *chosen.value.others}
    found = [
        column for column in header.keys
        if column not in header.meanings and column not in taken and column not in chosen.sheet.hidden_columns
        and column not in header.answered and header.filled(column)
    ]  # fmt: skip
    towns = _towns(header)
    whole = [column for column in found if column not in towns]
    found = whole if whole or "value" in chosen.by_field else found
    spoken = {column: period for column in found if (period := period_in(header.heading(column))) is not None}
    month = chosen.month
    if month is None or all(period.differs(month) or not period.month for period in spoken.values()):
        return found
    return [column for column in found if column not in spoken or not spoken[column].differs(month)]


def _towns(header: Header) -> set[int]:
    """The columns of one town each, beside others or under a heading of them all: 各镇(街道)完成数/甲镇."""
    lowest = {column: header.lowest(column) for column in header.keys}
    named = {column for column, text in lowest.items() if _TOWN.fullmatch(text) and text not in header.sought.own}
    groups = {column: map(plain_heading, header.parts[column][:-1]) for column in named}
    return named if len(named) > 1 else {one for one in named if any(map(_EACH_TOWN.search, groups[one]))}


def holds_numbers(header: Header, column: int) -> bool:
    """Whether a number stands in a column."""
    return any(map(is_number_like, header.below(column)))


def questions(chosen: Chosen) -> list[Question]:
    """A question per column that is unclear, or was answered."""
    unknown = unknown_columns(chosen)
    header = chosen.header
    lacks_value = "value" not in chosen.by_field
    asked = {column: lacks_value and holds_numbers(header, column) for column in unknown}
    if lacks_value and "value" not in chosen.twice and "month_only" in chosen.by_field:
        asked[chosen.by_field["month_only"]] = True
    for columns in (*chosen.twice.values(), chosen.doubtful, chosen.value.of_others):
        asked |= dict.fromkeys(columns, True)
    if not chosen.names_rows:
        asked |= dict.fromkeys(unknown, True)
    if lacks_value and not chosen.twice and not any(asked.values()):  # the figures may stand in sentences
        asked |= dict.fromkeys(told_columns(header) or [one for one in unknown if _tells_figures(header, one)], True)
    asked |= {column: False for column in header.answered if column in header.keys}
    return [_question(chosen, column, is_required=asked[column]) for column in sorted(asked)]


def told_columns(header: Header) -> list[int]:
    """Columns of 进展情况 whose sentences have figures in them, of the month that is reported."""
    month = header.sought.month
    return [
        column for column in header.columns_of("progress")
        if (month is None or header.meanings[column].month_no in (None, month.month))
        and _tells_figures(header, column)
    ]  # fmt: skip


def _tells_figures(header: Header, column: int) -> bool:
    return any(_FIGURE.search(cell.text) for cell in header.below(column))


def confirmation(chosen: Chosen) -> Question | None:
    """What is asked of the column whose sentences hold the figures: the cumulative's, else the one that tells.

    None where that has been answered.
    """
    column, header = chosen.by_field.get("value"), chosen.header
    if column is None or column in header.answered:
        return None
    cells = header.below(column)
    if any(cell.kind == "text" and _FIGURE.search(cell.text) and not is_number_like(cell) for cell in cells):
        return _question(chosen, column)
    told = chosen.by_field.get("progress")  # beside a column of 完成投资
    return None if told not in told_columns(header) else _question(chosen, told, first=("value",))


def _question(chosen: Chosen, column: int, *, is_required: bool = True, first: tuple[str, ...] = ()) -> Question:
    """What is asked of a column; `first`: what it most likely means."""
    header, known = chosen.header, layout(chosen.header.sought.layout_name)
    may_hold = holds_numbers(header, column) or column in told_columns(header)
    order = (*_FIGURES, *_TEXTS, *_NAMES) if may_hold else (*_NAMES, *_TEXTS, *_FIGURES)
    twice = [name for name, columns in chosen.twice.items() if column in columns]
    free = [*first, *(name for name in order if name in known and (name in twice or name not in chosen.by_field))]
    meant, answer = header.meanings.get(column), None
    if column in header.answered:
        answer = meant.field if meant else IGNORE
        free = free if answer in (*free, IGNORE) else [answer, *free]
    elif meant is not None and meant.field not in free:
        free.append(meant.field)
    return Question(
        chosen.sheet.name, header.first, header.last, column_letters(column), header.keys[column],
        header.heading(column), tuple(cell.text for cell in header.below(column)[:_SAMPLES]), (*free, IGNORE),
        is_required, answer, column in header.remembered, chosen.excerpt, header.form,
        tuple(names_of(header, column)), header.address(column) if chosen.sheet.is_laid_anew else "",
    )  # fmt: skip


def unclear(chosen: Chosen, asked: list[Question], passed_over: frozenset[int]) -> list[Issue]:
    """What cannot be read without an answer, and what is left unread but for the columns that are `passed_over`."""
    sheet, header, known = chosen.sheet, chosen.header, layout(chosen.header.sought.layout_name)
    required = [question for question in asked if question.is_required]
    may_hold = [question for question in required if "value" in question.candidates]
    issues = []
    for name, found in known.items():
        if found.is_required and name not in chosen.by_field and name not in chosen.twice and not chosen.is_other_month:
            if may_hold and name == "value":
                slots = {"heading": found.heading, "columns": "、".join(question.shown for question in may_hold)}
                issues.append(issue("column_unclear", sheet.name, may_hold[0].cell, may_hold[0].heading, **slots))
            else:
                issues.append(issue("column_missing", sheet.name, f"A{header.first}", heading=found.heading))
    if not chosen.names_rows:
        slots = {"heading": known["item"].heading, "columns": "、".join(one.shown for one in required) or "—"}
        issues.append(issue("column_unclear", sheet.name, f"A{header.last}", **slots))
    issues += [chosen.told_of("heading_period", column, month=chosen.month_words) for column in chosen.doubtful]
    told = {question.column for question in required}
    issues += [
        chosen.told_of("column_unread", column)
        for column in unknown_columns(chosen)
        if column_letters(column) not in told and holds_numbers(header, column) and column not in passed_over
    ]  # fmt: skip
    return issues
