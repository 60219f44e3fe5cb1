"""Which column holds which field: of two months the one asked for, of a hidden and a visible one the visible one.

What is unclear becomes a question and an issue; nothing is guessed.
"""

import datetime as dt
from dataclasses import dataclass, replace

from loaders.files.workbook import column_letters
from loaders.issues import Issue, issue
from loaders.table.asking import Chosen, Found, confirmation, questions, told_columns, unclear
from loaders.table.headings.header import Header
from loaders.table.headings.plain import as_of_day
from loaders.table.headings.spans import FIGURES
from loaders.table.layout import layout
from loaders.table.questions import Question
from loaders.table.shapes.by_kind import BY_KIND, beside_the_cumulative, not_of_money, standing_alone
from loaders.table.shapes.groups import is_aimed_at, is_of_others, is_ours, is_plan
from loaders.table.shapes.levels import by_level
from loaders.table.shapes.merged import AMOUNTS, headed_together, under_one_heading, units_beside
from loaders.table.shapes.no_results import no_results
from metrics.periods import month_name

_REACHED = ("value", "month_only", "previous", *BY_KIND)
_AFTER_THE_VALUE = (*BY_KIND, "unit")
_UNUSED = ("target", "previous", "done", "verdict", "rank")  # of several nothing is compared


@dataclass(frozen=True)
class Choice:
    """One column per field of a header, with what is wrong and what has to be asked."""

    chosen: Chosen
    issues: list[Issue]
    asked: list[Question]
    to_confirm: Question | None  # of the cumulative, to be asked where its sentences hold figures
    told: int | None  # where no column is the cumulative: the one whose sentences may hold it


def choose(header: Header) -> Choice:
    """The columns of a header by field."""
    header = standing_alone(by_level(header))
    candidates: dict[str, list[int]] = {}
    for column, understood in sorted(header.meanings.items()):
        candidates.setdefault(understood.field, []).append(column)
    found: dict[str, Found] = {}
    for name in sorted(candidates, key=_AFTER_THE_VALUE.__contains__):  # these by the cumulative, chosen before
        found[name] = _found(header, name, candidates[name], _only(found.get("value")))
    twice = {name: one.columns for name, one in found.items() if len(one.columns) > 1}
    by_field = {name: one.columns[0] for name, one in found.items() if len(one.columns) == 1}
    beside = {name: column for one in found.values() for name, column in one.beside.items()}
    if (value := by_field.get("value")) is not None and (units := units_beside(header, value)):
        beside.setdefault("unit", units[0])
    by_field |= {name: column for name, column in beside.items() if name not in candidates}
    is_other_month = any(one.is_other_month for one in found.values())
    chosen = Chosen(header, by_field, twice, found.get("value", Found([])), is_other_month)
    asked = questions(chosen)
    issues = [told for one in found.values() for told in one.issues] + unclear(chosen, asked, no_results(chosen))
    if value is None:
        told = told_columns(header) if "value" not in twice else []
        return Choice(chosen, issues, asked, confirmation(chosen), told[0] if len(told) == 1 else None)
    if value in header.sheet.hidden_columns:
        issues.append(issue("column_hidden", header.sheet.name, header.address(value), header.keys[value]))
    else:
        issues += _hidden_beside(header, value, candidates.get("value", []))
    if (day := as_of_day(header.heading(value))) and value not in header.answered:
        issues.append(chosen.told_of("column_as_of_day", value, day=day, month=chosen.month_words))
    return Choice(chosen, issues, asked, confirmation(chosen), None)


def _only(found: Found | None) -> int | None:
    return found.columns[0] if found is not None and len(found.columns) == 1 else None


def _found(header: Header, name: str, columns: list[int], value: int | None) -> Found:
    """The column of one field, in steps that each leave fewer: said so, visible, one of its heading, of the month.

    Several are left where it has to be asked. `value`: the column of the cumulative.
    """
    columns = _said_or_visible(header, columns)
    columns, of_others = _our_own(header, name, columns)
    columns, beside = under_one_heading(header, name, columns)
    found = _of_the_month(header, name, columns)
    columns = not_of_money(header, found.columns) if name in AMOUNTS else found.columns
    columns, others = _in_one_unit(header, name, columns)
    columns = beside_the_cumulative(header, value, columns) if name == "growth" else columns
    columns = _of_its_group(header, value, columns) if name == "unit" else columns
    if len(columns) > 1 and name in _UNUSED:
        columns = []
    if len(columns) > 1 and name == "item":  # | 民生实事 | 项目内容 |: the narrower name stands to the right
        beside.setdefault("measure", columns[-1])
        columns = columns[:1]
    if len(columns) > 1 and name not in BY_KIND and not layout(header.sought.layout_name)[name].heading:
        columns = columns[:1]
    issues = [*found.issues, *_told_twice(header, name, columns)]
    return replace(found, columns=columns, beside=beside, others=others, of_others=of_others, issues=issues)


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


def _our_own(header: Header, name: str, columns: list[int]) -> tuple[list[int], list[int]]:
    """Columns whose group of headings names no other place, and no target; where all do, those that are asked about.

    | 全市 (over two)     | 本区 (over two)     |
    | 本月完成 | 累计完成 | 本月完成 | 累计完成 |   the last
    """
    parts, own = header.parts, header.sought.own
    if name not in FIGURES or not header.answered.isdisjoint(columns):
        return columns, []
    of_others = [
        column for column in columns
        if is_of_others(parts[column], own) or (name in _REACHED and is_aimed_at(parts[column]))
    ]  # fmt: skip
    rest = [column for column in columns if column not in of_others]
    asked = of_others if name == "value" and not rest else []
    ours = [column for column in rest if is_ours(parts[column], own)]
    return ours or rest if of_others else columns, [column for column in asked if not is_plan(parts[column])]


def _of_the_month(header: Header, name: str, columns: list[int]) -> Found:
    """Of several months side by side the one that is reported; a column of another month is never taken for it.

    | 1-9月累计 | 1-10月累计 |   for October the second, and the first is compared with what stands for September
    | 1-8月累计 | 本月累计   |   the second
    | 10月完成  | 2023年1-12月累计完成 |   asked once whether the form always prints that
    """
    month = header.sought.month
    named = {c: n for c in columns if (n := header.meanings[c].month_no) is not None}
    columns = [c for c in columns if month is None or header.meanings[c].year in (None, month.year)]
    if month is None or not named:
        return Found(columns)
    filled = {c: n for c, n in named.items() if c in columns and header.filled(c)}
    current = [c for c in columns if named.get(c) == month.month]
    undated = [c for c in columns if c not in named]
    later = [c for c in columns if c in filled and filled[c] > month.month]
    if name != "value" and not _may_hold_figures(header, name):
        return Found([*current, *undated] or (later if name not in FIGURES else []))
    issues, is_other_month = _told_months(header, month, filled, current, undated)
    if name != "value":
        return Found([*current, *undated] or later, issues=issues, is_other_month=is_other_month)
    before = {c: n for c, n in filled.items() if n < month.month}
    earlier = max(before.items(), key=lambda pair: pair[1]) if before else None
    taken = later[0] if not current and not undated and len(later) == 1 else None  # told or asked here
    columns = [*current, *undated] if taken is None else later
    return Found(columns, earlier=earlier, later=taken, issues=issues, is_other_month=is_other_month)


def _may_hold_figures(header: Header, name: str) -> bool:
    """Whether a field is 进展情况 in a table without columns of figures: it is asked as the cumulative then."""
    return name == "progress" and header.fields.isdisjoint({"value", "month_only"})


def _told_months(
    header: Header, month: dt.date, filled: dict[int, int], current: list[int], undated: list[int]
) -> tuple[list[Issue], bool]:
    """An issue where the sheet is filled for another month than the one reported, and whether for that alone."""
    has_current = any(c in filled for c in current) or any(map(header.filled, undated))
    filled = {c: n for c, n in filled.items() if n < month.month or c not in header.answered}
    later = {c: n for c, n in filled.items() if n > month.month}
    other = later if has_current else {} if later and not current else filled
    told = [c for c in other if c not in current][-1:]
    return [
        issue("period_differs", header.sheet.name, header.address(c), f"{other[c]}月", month=month_name(month))
        for c in told
    ], bool(told) and not has_current


def _in_one_unit(header: Header, name: str, columns: list[int]) -> tuple[list[int], list[int]]:
    """Of columns that say the same in several units the first, and the others: a row takes the one of its own unit.

    | 累计完成(亿元) | 累计完成(万元) | 累计完成(个) |
    """
    meanings = [header.meanings[column] for column in columns]
    units = {meant.unit for meant in meanings}
    if name != "value" or len(units) < len(columns) or "" in units or len({one.month_no for one in meanings}) > 1:
        return columns, []
    return columns[:1], columns[1:]


def _of_its_group(header: Header, value: int | None, columns: list[int]) -> list[int]:
    """Of columns the one under the same group of headings as the cumulative; all where none is, or several.

    | 年度目标 (over two) | 累计完成 (over two) |
    | 数值 | 单位         | 数值 | 单位         |   the last
    """
    group = () if value is None else header.parts[value][:-1]
    own = [column for column in columns if group and header.parts[column][:-1] == group]
    return own if len(own) == 1 else columns


def _told_twice(header: Header, name: str, columns: list[int]) -> list[Issue]:
    """An issue where several columns may hold a field."""
    if len(columns) < 2 or _may_hold_figures(header, name):
        return []
    headings = [header.heading(one) for one in columns]
    said = [f"“{heading}”" if len(set(headings)) > 1 else "" for heading in headings]
    letters = "、".join(f"{column_letters(one)}{words}" for one, words in zip(columns, said, strict=True))
    slots = {"heading": layout(header.sought.layout_name)[name].words, "columns": letters}
    read = headings[0] if len(headed_together(header, columns)) == 1 else None
    address = f"{column_letters(columns[0])}{header.first}"
    return [issue("column_twice", header.sheet.name, address, read, **slots)]
