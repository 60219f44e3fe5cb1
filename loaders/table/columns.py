"""Which column holds which field: of two months the later one, of a hidden and a visible one the visible one.

What is unclear becomes a question and an issue; nothing is guessed.
"""

from dataclasses import dataclass

from loaders.files.workbook import Sheet, column_letters
from loaders.issues import Issue, issue
from loaders.table.asking import Choosing, is_filled, questions, unclear
from loaders.table.header import Header
from loaders.table.layout import layout
from loaders.table.questions import Question


@dataclass(frozen=True)
class Columns:
    """The columns that are read. `earlier`: the cumulative of an earlier month beside the one that counts."""

    by_field: dict[str, int]
    value_month: int | None = None  # the month that the heading of the cumulative names
    earlier: int | None = None
    earlier_month: int | None = None
    issues: tuple[Issue, ...] = ()
    questions: tuple[Question, ...] = ()


def choose(sheet: Sheet, header: Header, layout_name: str) -> Columns:
    """One column per field of a sheet's header, with what is wrong and what has to be asked."""
    state = Choosing(sheet, header, layout_name)
    candidates: dict[str, list[int]] = {}
    for column, understood in header.meanings.items():
        candidates.setdefault(understood.field, []).append(column)
    for name, columns in candidates.items():
        _choose_one(state, name, columns)
    asked = questions(state)
    state.issues += unclear(state, asked)
    chosen = state.by_field.get("value")
    if chosen in sheet.hidden_columns and chosen is not None:
        cell = f"{column_letters(chosen)}{header.last}"
        state.issues.append(issue("column_hidden", sheet.name, cell, header.keys[chosen]))
    earlier, earlier_month = state.earlier or (None, None)
    return Columns(state.by_field, state.months.get("value"), earlier, earlier_month, tuple(state.issues), tuple(asked))


def _choose_one(state: Choosing, name: str, columns: list[int]) -> None:
    sheet, header = state.sheet, state.header
    answered = [column for column in columns if column in header.answered]
    visible = [column for column in columns if column not in sheet.hidden_columns]
    columns = answered or visible or columns
    dated = {c: n for c in columns if (n := header.meanings[c].month_no) is not None}
    undated = [column for column in columns if column not in dated]
    if (
        dated
        and len(columns) > 1
        and len(set(dated.values())) == len(dated)
        and len(_distinct(sheet, header, undated)) <= 1
    ):
        filled = {c: n for c, n in dated.items() if is_filled(sheet, header, c)} or dated
        latest = max(filled, key=lambda column: filled[column])
        chosen = undated[0] if undated else latest
        before = {c: n for c, n in filled.items() if c != chosen}
        if name == "value" and before:
            column = max(before, key=lambda column: before[column])
            state.earlier = (column, before[column])
        if not undated or not before or name != "value":
            state.by_field[name], state.months[name] = chosen, dated.get(chosen)
            return
        if max(before.values()) < 12:  # 本月累计 beside 1-8月累计: the one without a month is this month's
            state.by_field[name], state.months[name] = chosen, None
            return
    distinct = _distinct(sheet, header, columns)
    if len(distinct) > 1 and layout(state.layout_name)[name].heading:
        letters = "、".join(column_letters(column) for column in columns)
        address = f"{column_letters(columns[0])}{header.first}"
        heading = layout(state.layout_name)[name].heading
        state.twice[name] = columns
        state.issues.append(issue("column_twice", sheet.name, address, None, heading=heading, columns=letters))
        return
    state.by_field[name], state.months[name] = columns[0], header.meanings[columns[0]].month_no


def _distinct(sheet: Sheet, header: Header, columns: list[int]) -> set[tuple[int, int]]:
    """Where the columns' lowest headings stand: columns merged into one another are one."""
    found = set()
    for column in columns:
        cells = [sheet.at(row, column) for row in range(header.last, header.first - 1, -1)]
        lowest = next(cell for cell in cells if cell is not None)
        found.add((lowest.row, lowest.column))
    return found
