"""Which column holds which field: of two months the one asked for, of a hidden and a visible one the visible one.

What is unclear becomes a question and an issue; nothing is guessed.
"""

from loaders.files.workbook import column_letters
from loaders.issues import Issue, issue
from loaders.table.asking import Choosing, confirmation, questions, told_columns, unclear
from loaders.table.headings.header import Header
from loaders.table.headings.plain import as_of_day
from loaders.table.headings.spans import FIGURES
from loaders.table.layout import layout
from loaders.table.shapes.by_kind import BY_KIND, beside_the_cumulative, not_of_money, standing_alone
from loaders.table.shapes.groups import is_aimed_at, is_of_others, is_ours, is_plan
from loaders.table.shapes.levels import by_level
from loaders.table.shapes.merged import AMOUNTS, headed_together, under_one_heading, units_beside
from metrics.periods import month_name

_REACHED = ("value", "month_only", "previous", *BY_KIND)
_UNUSED = ("target", "previous", "done", "verdict", "rank")  # of several nothing is compared


def choose(header: Header) -> Choosing:
    """One column per field of a header, with what is wrong and what has to be asked."""
    state = Choosing(standing_alone(by_level(header)))
    header = state.header
    candidates: dict[str, list[int]] = {}
    for column, understood in header.meanings.items():
        candidates.setdefault(understood.field, []).append(column)
    for name in sorted(candidates, key=BY_KIND.__contains__):  # these by the cumulative, which is chosen first
        _choose_one(state, name, candidates[name])
    state.by_field |= {name: column for name, column in state.beside.items() if name not in candidates}
    state.asked, state.to_confirm = questions(state), confirmation(state)
    state.issues += unclear(state)
    chosen = state.by_field.get("value")
    if chosen is None:
        told = told_columns(header) if "value" not in state.twice else []
        state.told = told[0] if len(told) == 1 else None
        return state
    if chosen in state.sheet.hidden_columns:
        state.issues.append(issue("column_hidden", state.sheet.name, header.address(chosen), header.keys[chosen]))
    else:
        state.issues += _hidden_beside(header, chosen, candidates.get("value", []))
    if (day := as_of_day(header.heading(chosen))) and chosen not in header.answered:
        state.issues.append(state.told_of("column_as_of_day", chosen, day=day, month=state.month_words))
    return state


def _choose_one(state: Choosing, name: str, columns: list[int]) -> None:
    """The column of one field, in steps that each leave fewer: said so, visible, one of its heading, of the month."""
    columns = _said_or_visible(state.header, columns)
    columns = _our_own(state, name, columns)
    columns = under_one_heading(state, name, columns)
    columns = _of_the_month(state, name, columns)
    columns = not_of_money(state.header, columns) if name in AMOUNTS else columns
    columns = _in_one_unit(state, name, columns)
    columns = beside_the_cumulative(state, columns) if name == "growth" else columns
    if not columns or (len(columns) > 1 and name in _UNUSED):
        return
    if len(columns) > 1 and name == "item":  # | 民生实事 | 项目内容 |: the narrower name stands to the right
        state.beside.setdefault("measure", columns[-1])
        columns = columns[:1]
    if len(columns) > 1 and (name in BY_KIND or layout(state.header.sought.layout_name)[name].heading):
        _tell_twice(state, name, columns)
        return
    state.by_field[name] = columns[0]
    if name == "value" and (units := units_beside(state.header, columns[0])):
        state.beside.setdefault("unit", units[0])
    if name == "value" and columns[0] not in state.other_months:
        state.value_month = state.header.meanings[columns[0]].month_no


def _said_or_visible(header: Header, columns: list[int]) -> list[int]:
    """Columns that somebody named; else those that are not hidden; else all.

    | 本月累计 (hidden) | 累计完成 |   the second
    """
    answered = [column for column in columns if column in header.answered]
    visible = [column for column in columns if column not in header.sheet.hidden_columns]
    return answered or visible or columns


def _hidden_beside(header: Header, chosen: int, columns: list[int]) -> list[Issue]:
    """A doubt where a hidden column is headed as the one that is read, and holds other numbers."""
    sheet, month_no = header.sheet, header.meanings[chosen].month_no
    numbers = {cell.row: cell.value for cell in header.below(chosen) if cell.kind == "number"}
    return [
        issue("column_hidden_beside", sheet.name, header.address(one), header.keys[one])
        for one in columns
        if one in sheet.hidden_columns and header.meanings[one].month_no == month_no
        and any(cell.kind == "number" and numbers.get(cell.row, cell.value) != cell.value
                for cell in header.below(one))
    ]  # fmt: skip


def _our_own(state: Choosing, name: str, columns: list[int]) -> list[int]:
    """Columns whose group of headings names no other place, and no target; where all do, it is asked.

    | 全市 (over two)     | 本区 (over two)     |
    | 本月完成 | 累计完成 | 本月完成 | 累计完成 |   the last
    """
    parts, own = state.header.parts, state.header.sought.own
    if name not in FIGURES or not state.header.answered.isdisjoint(columns):
        return columns
    of_others = [
        column for column in columns
        if is_of_others(parts[column], own) or (name in _REACHED and is_aimed_at(parts[column]))
    ]  # fmt: skip
    rest = [column for column in columns if column not in of_others]
    if name == "value" and not rest:
        state.of_others += [column for column in of_others if not is_plan(parts[column])]
    ours = [column for column in rest if is_ours(parts[column], own)]
    return ours or rest if of_others else columns


def _of_the_month(state: Choosing, name: str, columns: list[int]) -> list[int]:
    """Of several months side by side the one that is reported; a column of another month is never taken for it.

    | 1-9月累计 | 1-10月累计 |   for October the second, and the first is compared with what stands for September
    | 1-8月累计 | 本月累计   |   the second
    | 10月完成  | 2023年1-12月累计完成 |   asked once whether the form always prints that
    """
    header, month = state.header, state.month
    named = {c: n for c in columns if (n := header.meanings[c].month_no) is not None}
    columns = [c for c in columns if month is None or header.meanings[c].year in (None, month.year)]
    if month is None or not named:
        return columns
    filled = {c: n for c, n in named.items() if c in columns and header.filled(c)}
    current = [c for c in columns if named.get(c) == month.month]
    undated = [c for c in columns if c not in named]
    before = {c: n for c, n in filled.items() if n < month.month}
    if name == "value" and before:
        state.earlier = max(before.items(), key=lambda pair: pair[1])
    if name == "value" or _may_hold_figures(header, name):
        _tell_months(state, filled, current, undated)
    if current or undated:
        return [*current, *undated]
    later = [c for c in columns if c in filled and filled[c] > month.month]
    if name == "value" and len(later) == 1:
        state.other_months = later  # told or asked here
        state.doubtful += [] if later[0] in header.answered else later
        return later
    return later if name not in FIGURES else []


def _may_hold_figures(header: Header, name: str) -> bool:
    """Whether a field is 进展情况 in a table without columns of figures: it is asked as the cumulative then."""
    return name == "progress" and header.fields.isdisjoint({"value", "month_only"})


def _tell_months(state: Choosing, filled: dict[int, int], current: list[int], undated: list[int]) -> None:
    """An issue where the sheet is filled for another month than the one reported."""
    assert state.month is not None
    number = state.month.month
    has_current = any(c in filled for c in current) or any(map(state.header.filled, undated))
    filled = {c: n for c, n in filled.items() if n < number or c not in state.header.answered}
    later = {c: n for c, n in filled.items() if n > number}
    other = later if has_current else {} if later and not current else filled
    for column in [c for c in other if c not in current][-1:]:
        place, slots = state.header.address(column), {"month": month_name(state.month)}
        state.issues.append(issue("period_differs", state.sheet.name, place, f"{other[column]}月", **slots))
        state.is_other_month = not has_current


def _in_one_unit(state: Choosing, name: str, columns: list[int]) -> list[int]:
    """Of columns that say the same in several units the first; a row takes the one that it is measured in.

    | 累计完成(亿元) | 累计完成(万元) | 累计完成(个) |
    """
    meanings = [state.header.meanings[column] for column in columns]
    units = {meant.unit for meant in meanings}
    if name != "value" or len(units) < len(columns) or "" in units or len({one.month_no for one in meanings}) > 1:
        return columns
    state.others = columns[1:]
    return columns[:1]


def _tell_twice(state: Choosing, name: str, columns: list[int]) -> None:
    header = state.header
    state.twice[name] = columns
    if _may_hold_figures(header, name):
        return
    headings = [header.heading(one) for one in columns]
    said = [f"“{heading}”" if len(set(headings)) > 1 else "" for heading in headings]
    letters = "、".join(f"{column_letters(one)}{words}" for one, words in zip(columns, said, strict=True))
    slots = {"heading": layout(header.sought.layout_name)[name].words, "columns": letters}
    read = headings[0] if len(headed_together(header, columns)) == 1 else None
    address = f"{column_letters(columns[0])}{header.first}"
    state.issues.append(issue("column_twice", state.sheet.name, address, read, **slots))
