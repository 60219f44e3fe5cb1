"""Which column holds which field: of two months the one asked for, of a hidden and a visible one the visible one.

What is unclear becomes a question and an issue; nothing is guessed.
"""

import datetime as dt
from dataclasses import dataclass, field

from loaders.files.workbook import Sheet, column_letters
from loaders.issues import Issue, issue
from loaders.table.asking import Choosing, confirmation, is_filled, month_words, questions, told_columns, unclear
from loaders.table.figures import is_missing_mark, is_number_like
from loaders.table.header import Header, path
from loaders.table.layout import as_of_day, layout
from loaders.table.questions import Question
from loaders.table.shapes.around import parts_of_the_whole
from loaders.table.shapes.by_kind import BY_KIND, beside_the_cumulative, not_of_money, standing_alone
from loaders.table.shapes.groups import is_aimed_at, is_of_others, is_ours, is_plan
from loaders.table.shapes.levels import by_level
from loaders.table.spans import FIGURES
from loaders.table.units_of_measure import is_like_a_unit
from metrics.periods import month_name

_NAMES = ("item", "measure")
_FIGURES = ("value", "month_only", "previous", "target")
_REACHED = ("value", "month_only", "previous", *BY_KIND)
_UNUSED = ("target", "previous", "done", "verdict", "rank")  # of several nothing is compared


@dataclass(frozen=True)
class Columns:
    """The columns that are read. `earlier`: the cumulative of an earlier month beside the one that counts.

    `others`: columns that hold the same figures in another unit of measure, each with that unit.
    """

    by_field: dict[str, int]
    value_month: int | None = None  # the month that the heading of the cumulative names
    earlier: int | None = None
    earlier_month: int | None = None
    issues: tuple[Issue, ...] = ()
    questions: tuple[Question, ...] = ()
    units: dict[str, str] = field(default_factory=dict)  # field → what its heading says that it is measured in
    others: tuple[tuple[int, str], ...] = ()
    told: int | None = None  # where no column is the cumulative: the one whose sentences may hold it
    addends: tuple[int, ...] = ()  # of quarters and months, or of places, that make up the cumulative
    to_confirm: Question | None = None  # of the cumulative, to be asked where its sentences hold figures


def choose(
    sheet: Sheet, header: Header, layout_name: str, month: dt.date | None = None, own: tuple[str, ...] = ()
) -> Columns:
    """One column per field of a sheet's header, with what is wrong and what has to be asked.

    `own`: the names of the place, which may head its own columns beside another's.
    """
    state = Choosing(sheet, header, layout_name, month, own)
    state.header = by_level(state)
    state.header = header = standing_alone(state)
    candidates: dict[str, list[int]] = {}
    for column, understood in header.meanings.items():
        candidates.setdefault(understood.field, []).append(column)
    for name in sorted(candidates, key=BY_KIND.__contains__):  # these by the cumulative, which is chosen first
        _choose_one(state, name, candidates[name])
    for name, column in state.beside.items():
        if name not in candidates:
            state.by_field[name] = column
    asked = questions(state)
    state.issues += unclear(state, asked)
    told = told_columns(state) if "value" not in state.by_field and "value" not in state.twice else []
    chosen = state.by_field.get("value")
    if chosen in sheet.hidden_columns and chosen is not None:
        state.issues.append(issue("column_hidden", sheet.name, state.address(chosen), header.keys[chosen]))
    elif chosen is not None:
        state.issues += _hidden_beside(state, chosen, candidates.get("value", []))
    if chosen is not None and (day := as_of_day(state.heading(chosen))) and chosen not in header.answered:
        slots = {"day": day, "month": month_words(month)}
        state.issues.append(
            issue("column_as_of_day", sheet.name, state.address(chosen), state.heading(chosen), **slots)
        )
    earlier, earlier_month = state.earlier or (None, None)
    units = {name: meant.unit for name, column in state.by_field.items() if (meant := header.meanings.get(column))}
    return Columns(
        state.by_field, state.months.get("value"), earlier, earlier_month, tuple(state.issues), tuple(asked),
        units, tuple((column, header.meanings[column].unit) for column in state.others),
        told[0] if len(told) == 1 else None, parts_of_the_whole(sheet, header, month), confirmation(state),
    )  # fmt: skip


def _choose_one(state: Choosing, name: str, columns: list[int]) -> None:
    """The column of one field, in steps that each leave fewer: said so, visible, one of its heading, of the month."""
    columns = _said_or_visible(state, columns)
    columns = _our_own(state, name, columns)
    columns = _under_one_heading(state, name, columns)
    columns = _of_the_month(state, name, columns)
    columns = not_of_money(state, columns) if name in _FIGURES else columns
    columns = _in_one_unit(state, name, columns)
    columns = beside_the_cumulative(state, columns) if name == "growth" else columns
    if not columns or (len(columns) > 1 and name in _UNUSED):
        return
    if len(columns) > 1 and name == "item":  # | 民生实事 | 项目内容 |: the narrower name stands to the right
        state.beside.setdefault("measure", columns[-1])
        columns = columns[:1]
    if len(columns) > 1 and (name in BY_KIND or layout(state.layout_name)[name].heading):
        _tell_twice(state, name, columns)
        return
    state.by_field[name] = columns[0]
    if name == "value" and (units := _units_beside(state, columns[0])):
        state.beside.setdefault("unit", units[0])
    state.months.setdefault(name, state.header.meanings[columns[0]].month_no)


def _said_or_visible(state: Choosing, columns: list[int]) -> list[int]:
    """Columns that somebody named; else those that are not hidden; else all.

    | 本月累计 (hidden) | 累计完成 |   the second
    """
    answered = [column for column in columns if column in state.header.answered]
    visible = [column for column in columns if column not in state.sheet.hidden_columns]
    return answered or visible or columns


def _hidden_beside(state: Choosing, chosen: int, columns: list[int]) -> list[Issue]:
    """A doubt where a hidden column is headed as the one that is read, and holds other numbers."""
    sheet, meanings = state.sheet, state.header.meanings
    numbers = {cell.row: cell.value for cell in sheet.below(state.header.last, chosen) if cell.kind == "number"}
    return [
        issue("column_hidden_beside", sheet.name, state.address(one), state.header.keys[one])
        for one in columns
        if one in sheet.hidden_columns and meanings[one].month_no == meanings[chosen].month_no
        and any(cell.kind == "number" and numbers.get(cell.row, cell.value) != cell.value
                for cell in sheet.below(state.header.last, one))
    ]  # fmt: skip


def _our_own(state: Choosing, name: str, columns: list[int]) -> list[int]:
    """Columns whose group of headings names no other place, and no target; where all do, it is asked.

    | 全市 (over two)     | 本区 (over two)     |
    | 本月完成 | 累计完成 | 本月完成 | 累计完成 |   the last
    """
    if name not in FIGURES or any(column in state.header.answered for column in columns):
        return columns
    parts = {column: path(state.sheet, column, state.header.first, state.header.last) for column in columns}
    of_others = [
        column for column in columns
        if is_of_others(parts[column], state.own) or (name in _REACHED and is_aimed_at(parts[column]))
    ]  # fmt: skip
    rest = [column for column in columns if column not in of_others]
    if name == "value" and not rest:
        state.of_others += [column for column in of_others if not is_plan(parts[column])]
    ours = [column for column in rest if is_ours(parts[column], state.own)]
    return ours or rest if of_others else columns


def _under_one_heading(state: Choosing, name: str, columns: list[int]) -> list[int]:
    """Of columns under one merged heading the one that holds what it says; what stands beside it is told by its cells.

    | 项目内容 (merged over two)   | 本月累计 (merged over two) |
    | 燃气设施更新 | 更换到期气表 | 30000        | 户          |   item, measure, value, unit
    """
    kept: list[int] = []
    for group in _groups(state, columns):
        filled = [column for column in group if is_filled(state.sheet, state.header, column)]
        numeric = [column for column in filled if _holds(state, column, numbers=True)]
        units = [column for column in filled if _holds(state, column, numbers=False)]
        texts = [column for column in filled if column not in numeric and column not in units]
        if len(group) == 1:
            kept += group
        elif name in _NAMES:
            texts = texts or filled or group
            kept.append(texts[0])
            if len(texts) > 1:
                state.beside.setdefault("measure", texts[-1])
            state.beside |= {"unit": units[0]} if units and units[0] not in texts else {}
        elif name in _FIGURES:
            kept += numeric or filled[:1] or group[:1]
            state.beside |= {"unit": units[0]} if units else {}
        else:
            kept.append((filled or group)[0])
    return kept


def _units_beside(state: Choosing, column: int) -> list[int]:
    """The columns of nothing but units under the same merged heading as a column of figures that somebody named.

    | 完成情况 (merged over two) |
    | 3         | 万户          |
    """
    heading, filled = _lowest(state, column), [c for c in state.header.keys if is_filled(state.sheet, state.header, c)]
    return [c for c in filled if c != column and _lowest(state, c) == heading and _holds(state, c, numbers=False)]


def _groups(state: Choosing, columns: list[int]) -> list[list[int]]:
    """The columns by the lowest cell of their heading."""
    found: dict[tuple[int, int], list[int]] = {}
    for column in columns:
        found.setdefault(_lowest(state, column), []).append(column)
    return list(found.values())


def _lowest(state: Choosing, column: int) -> tuple[int, int]:
    header = state.header
    cells = [state.sheet.at(row, column) for row in range(header.last, header.first - 1, -1)]
    lowest = next(cell for cell in cells if cell is not None)
    return lowest.row, lowest.column


def _holds(state: Choosing, column: int, *, numbers: bool) -> bool:
    """Whether most of what stands in a column are numbers; or all of it units of measure."""
    cells = [cell for cell in state.sheet.below(state.header.last, column) if not is_missing_mark(cell.text)]
    if numbers:
        return sum(is_number_like(cell) for cell in cells) * 2 > len(cells)
    return all(cell.kind == "text" and is_like_a_unit(cell.text) for cell in cells)


def _of_the_month(state: Choosing, name: str, columns: list[int]) -> list[int]:
    """Of several months side by side the one that is reported; a column of another month is never taken for it.

    | 1-9月累计 | 1-10月累计 |   for October the second, and the first is compared with what stands for September
    | 1-8月累计 | 本月累计   |   the second
    | 10月完成  | 2023年1-12月累计完成 |   asked once whether the form always prints that
    """
    header, month = state.header, state.month
    named = {c: n for c in columns if (n := header.meanings[c].month_no) is not None}
    if month is None or not named:
        return [c for c in columns if not _is_of_another_year(state, c)]
    columns = [c for c in columns if not _is_of_another_year(state, c)]
    filled = {c: n for c, n in named.items() if c in columns and is_filled(state.sheet, header, c)}
    current = [c for c in columns if named.get(c) == month.month]
    undated = [c for c in columns if c not in named]
    if name == "value":
        before = {c: n for c, n in filled.items() if n < month.month}
        if before:
            column = max(before, key=lambda c: before[c])
            state.earlier = (column, before[column])
    if name == "value" or _may_hold_figures(state, name):
        _tell_months(state, filled, current, undated)
    if current or undated:
        return [*current, *undated]
    later = [c for c in columns if c in filled and filled[c] > month.month]
    if name == "value" and len(later) == 1:
        state.months[name] = None  # told or asked here
        state.doubtful += [] if later[0] in header.answered else later
        return later
    return later if name not in FIGURES else []


def _may_hold_figures(state: Choosing, name: str) -> bool:
    """Whether a field is 进展情况 in a table without columns of figures: it is asked as the cumulative then."""
    return name == "progress" and not {"value", "month_only"} & {m.field for m in state.header.meanings.values()}


def _is_of_another_year(state: Choosing, column: int) -> bool:
    year = state.header.meanings[column].year
    return state.month is not None and year is not None and year != state.month.year


def _tell_months(state: Choosing, filled: dict[int, int], current: list[int], undated: list[int]) -> None:
    """An issue where the sheet is filled for another month than the one reported."""
    assert state.month is not None
    has_current = any(c in filled for c in current) or any(is_filled(state.sheet, state.header, c) for c in undated)
    filled = {c: n for c, n in filled.items() if n < state.month.month or c not in state.header.answered}
    later = {c: n for c, n in filled.items() if n > state.month.month}
    other = later if has_current else {} if later and not current else filled
    for column in [c for c in other if c not in current][-1:]:
        slots = {"month": month_name(state.month)}
        state.issues.append(
            issue("period_differs", state.sheet.name, state.address(column), f"{other[column]}月", **slots)
        )
        state.is_other_month = not has_current


def _in_one_unit(state: Choosing, name: str, columns: list[int]) -> list[int]:
    """Of columns that say the same in several units the first; a row takes the one that it is measured in.

    | 累计完成(亿元) | 累计完成(万元) | 累计完成(个) |
    """
    units = [state.header.meanings[column].unit for column in columns]
    if name != "value" or len(set(units)) < len(units) or not all(units):
        return columns
    if len({state.header.meanings[column].month_no for column in columns}) > 1:
        return columns
    state.others = columns[1:]
    return columns[:1]


def _tell_twice(state: Choosing, name: str, columns: list[int]) -> None:
    is_merged = len(_groups(state, columns)) == 1
    differ = len({state.heading(one) for one in columns}) > 1
    letters = "、".join(column_letters(one) + (f"“{state.heading(one)}”" if differ else "") for one in columns)
    address = f"{column_letters(columns[0])}{state.header.first}"
    heading = layout(state.layout_name)[name].words
    read = state.heading(columns[0])
    state.twice[name] = columns
    if _may_hold_figures(state, name):
        return
    state.issues.append(
        issue("column_twice", state.sheet.name, address, read if is_merged else None, heading=heading, columns=letters)
    )
