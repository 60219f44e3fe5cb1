"""What has to be asked about the columns of a table, and what is left unread of it: never passed over in silence."""

import datetime as dt
import re
from dataclasses import dataclass, field

from loaders.files.workbook import Sheet, column_letters
from loaders.issues import Issue, issue
from loaders.table.answers import names_of
from loaders.table.figures import is_missing_mark, is_number_like
from loaders.table.header import Header, heading_address, path
from loaders.table.layout import IGNORE, layout, plain_heading
from loaders.table.periods import period_in
from loaders.table.questions import Question
from metrics.periods import month_name

_FIGURES = ("value", "month_only", "previous", "target", "done")
_TEXTS = ("progress", "problem", "next_step", "expected", "remark", "lead_unit")
_NAMES = ("item", "measure", "code", "unit")
_NAMING = {"code", "item", "measure"}
_SAMPLES = 3
_FIGURE = re.compile(r"\d")
_TOWN = re.compile(r"[一-鿿]{1,6}(?:镇|乡|街道|街办|社区|村)")
_EACH_TOWN = re.compile(r"[各分][镇乡街村社(]")


@dataclass
class Choosing:
    """The columns of one table while they are chosen. `twice`: fields that several columns may hold.

    `is_other_month`: the sheet is filled for another month, which has been told.
    """

    sheet: Sheet
    header: Header
    layout_name: str
    month: dt.date | None = None
    own: tuple[str, ...] = ()  # what the place is called
    by_field: dict[str, int] = field(default_factory=dict)
    months: dict[str, int | None] = field(default_factory=dict)
    earlier: tuple[int, int] | None = None
    twice: dict[str, list[int]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    beside: dict[str, int] = field(default_factory=dict)  # what a column under a merged heading holds, by its cells
    doubtful: list[int] = field(default_factory=list)  # columns of a later month, which a form may always print
    others: list[int] = field(default_factory=list)  # the same figures in another unit of measure
    of_others: list[int] = field(default_factory=list)  # cumulatives that seem to be another place's, and no own one
    is_other_month: bool = False

    def address(self, column: int) -> str:
        """The cell of a column's lowest heading: what an issue about the column points at."""
        return heading_address(self.sheet, self.header, column)

    def heading(self, column: int) -> str:
        """A column's heading as it stands, from its top row to its lowest."""
        return "/".join(path(self.sheet, column, self.header.first, self.header.last))


def is_filled(sheet: Sheet, header: Header, column: int) -> bool:
    """Whether anything stands below a heading."""
    return any(not is_missing_mark(cell.text) for cell in sheet.below(header.last, column))


def unknown_columns(state: Choosing) -> list[int]:
    """Columns with something below a heading that says nothing we know, hidden ones apart.

    | 实际进度 9月底 | 实际进度 10月底 |   for October the second

    Towns under 各镇(街道) are left out where anything else may hold the whole.
    """
    header, taken = state.header, {*state.by_field.values(), *state.others}
    found = [
        column
        for column in header.keys
        if column not in header.meanings and column not in taken and column not in state.sheet.hidden_columns
        and column not in header.answered and is_filled(state.sheet, header, column)
    ]  # fmt: skip
    whole = [column for column in found if not _is_a_town(state, column)]
    found = whole if whole or "value" in state.by_field else found
    spoken = {column: period for column in found if (period := period_in(state.heading(column))) is not None}
    month = state.month
    if month is None or all(period.differs(month) or not period.month for period in spoken.values()):
        return found
    return [column for column in found if column not in spoken or not spoken[column].differs(month)]


def _is_a_town(state: Choosing, column: int) -> bool:
    """Whether a column is one town of many under a heading of them all: 各镇(街道)完成数/甲镇."""
    *groups, lowest = [plain_heading(part) for part in state.heading(column).split("/")]
    is_other = lowest not in state.own and bool(_TOWN.fullmatch(lowest))
    return is_other and any(_EACH_TOWN.search(part) for part in groups)


def holds_numbers(state: Choosing, column: int) -> bool:
    return any(is_number_like(cell) for cell in state.sheet.below(state.header.last, column))


def questions(state: Choosing) -> list[Question]:
    """A question per column that is unclear, or was answered."""
    unknown = unknown_columns(state)
    header = state.header
    lacks_value = "value" not in state.by_field
    asked = {column: lacks_value and holds_numbers(state, column) for column in unknown}
    if lacks_value and "value" not in state.twice and "month_only" in state.by_field:
        asked[state.by_field["month_only"]] = True
    for columns in (*state.twice.values(), state.doubtful, state.of_others):
        asked |= dict.fromkeys(columns, True)
    if not _NAMING & (set(state.by_field) | set(state.twice)):
        asked |= dict.fromkeys(unknown, True)
    if lacks_value and not state.twice and not any(asked.values()):  # the figures may stand in sentences
        asked |= dict.fromkeys(told_columns(state), True)
    asked |= {column: False for column in header.answered if column in header.keys}
    excerpt = _excerpt(state) if asked else ()
    return [_question(state, column, asked[column], excerpt) for column in sorted(asked)]


def told_columns(state: Choosing) -> list[int]:
    """Columns of 进展情况 whose sentences have figures in them, of the month that is reported."""
    meanings, month = state.header.meanings, state.month
    return [
        column
        for column, meant in meanings.items()
        if meant.field == "progress" and (month is None or meant.month_no in (None, month.month))
        and any(_FIGURE.search(cell.text) for cell in state.sheet.below(state.header.last, column))
    ]  # fmt: skip


def confirmation(state: Choosing) -> Question | None:
    """What is asked of the column whose sentences hold the figures: the cumulative's, else the one that tells.

    None where that has been answered.
    """
    column = state.by_field.get("value")
    if column is None or column in state.header.answered:
        return None
    cells = state.sheet.below(state.header.last, column)
    if any(cell.kind == "text" and _FIGURE.search(cell.text) and not is_number_like(cell) for cell in cells):
        return _question(state, column, True, _excerpt(state))
    told = state.by_field.get("progress")  # beside a column of 完成投资
    return None if told not in told_columns(state) else _question(state, told, True, _excerpt(state), ("value",))


def _question(
    state: Choosing, column: int, is_required: bool, excerpt: tuple[tuple[str, ...], ...], first: tuple[str, ...] = ()
) -> Question:
    header, numeric = state.header, holds_numbers(state, column)
    known = layout(state.layout_name)
    may_hold = numeric or column in told_columns(state)
    order = (*_FIGURES, *_TEXTS, *_NAMES) if may_hold else (*_NAMES, *_TEXTS, *_FIGURES)
    twice = [name for name, columns in state.twice.items() if column in columns]
    free = [*first, *(name for name in order if name in known and (name in twice or name not in state.by_field))]
    meant = header.meanings.get(column)
    answer = None
    if column in header.answered:
        answer = meant.field if meant else IGNORE
    elif meant is not None and meant.field not in free:
        free.append(meant.field)
    if answer is not None and answer not in (*free, IGNORE):
        free.insert(0, answer)
    place = state.address(column) if state.sheet.is_laid_anew else ""
    return Question(
        state.sheet.name, header.first, header.last, column_letters(column), header.keys[column],
        state.heading(column),
        tuple(cell.text for cell in state.sheet.below(header.last, column)[:_SAMPLES]), (*free, IGNORE), is_required,
        answer, column in header.remembered, excerpt, header.form, tuple(names_of(state.sheet, header, column)),
        place,
    )  # fmt: skip


def month_words(month: dt.date | None) -> str:
    """The month that is reported, as it is told."""
    return "本月" if month is None else month_name(month)


def _excerpt(state: Choosing) -> tuple[tuple[str, ...], ...]:
    rows = range(state.header.first, min(state.header.last + _SAMPLES, state.sheet.last_row) + 1)
    columns = range(1, state.sheet.last_column + 1)
    return tuple(
        tuple("" if (cell := state.sheet.at(row, column)) is None else cell.text for column in columns) for row in rows
    )


def unclear(state: Choosing, asked: list[Question]) -> list[Issue]:
    """What cannot be read without an answer, and what is left unread."""
    sheet, header = state.sheet, state.header
    required = [question for question in asked if question.is_required]
    may_hold = [question for question in required if "value" in question.candidates]
    issues = []
    for name, found in layout(state.layout_name).items():
        if found.is_required and name not in state.by_field and name not in state.twice and not state.is_other_month:
            if may_hold and name == "value":
                letters = "、".join(question.shown for question in may_hold)
                issues.append(
                    issue("column_unclear", sheet.name, may_hold[0].cell, may_hold[0].heading,
                          heading=found.heading, columns=letters)
                )  # fmt: skip
            else:
                issues.append(issue("column_missing", sheet.name, f"A{header.first}", None, heading=found.heading))
    if not _NAMING & (set(state.by_field) | set(state.twice)):
        heading = layout(state.layout_name)["item"].heading
        columns = "、".join(question.shown for question in required) or "—"
        issues.append(issue("column_unclear", sheet.name, f"A{header.last}", None, heading=heading, columns=columns))
    for column in state.doubtful:
        slots = {"month": month_words(state.month)}
        issues.append(issue("heading_period", sheet.name, state.address(column), state.heading(column), **slots))
    told = {question.column for question in required}
    for column in unknown_columns(state):
        if column_letters(column) not in told and holds_numbers(state, column):
            issues.append(issue("column_unread", sheet.name, state.address(column), state.heading(column) or None))
    return issues
