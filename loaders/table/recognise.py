"""A sheet → its table: header rows, what each column means, what the title block says, and which rows are items.

Says where things stand, and judges nothing. Knows the layouts, not the measures.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from loaders.files.workbook import Sheet
from loaders.issues import Issue, issue
from loaders.table.answers import answered
from loaders.table.columns import choose
from loaders.table.headings.finding import find_header, headings_of, heads_another_table, is_header_again
from loaders.table.headings.header import Header
from loaders.table.headings.meaning import Sought
from loaders.table.headings.rows import is_note, numbers_columns
from loaders.table.item_rows import ItemRow, own_rows, rows_of
from loaders.table.layout import IGNORE, NAMES
from loaders.table.periods import Period, folded, period_in
from loaders.table.questions import UNIT_KEY, Question
from loaders.table.shapes.around import by_what_is_said_around
from loaders.table.shapes.cut_off import dates_apart
from loaders.table.shapes.laid_across import laid_down
from loaders.table.shapes.plan_rows import done_rows
from loaders.table.shapes.side_by_side import panels
from loaders.table.title_block import TitleBlock, title_block, with_notes

_MONTHS_OWN = re.compile(r"[当本]月(?![底末])|(?<![-—–~至到\d])\d{1,2}月份?(?:完成|新增)[数量值]?$")


@dataclass(frozen=True)
class Table:
    """A sheet's table, or the issues and questions that say why it cannot be read."""

    sheet: str
    rows: tuple[ItemRow, ...] = ()
    columns: dict[str, int] = field(default_factory=dict)
    header_rows: tuple[int, int] = (0, 0)
    title: TitleBlock = field(default_factory=TitleBlock)
    value_heading: tuple[int, str] | None = None  # the month that the cumulative's heading names, and its cell
    earlier_month: int | None = None
    is_sure: bool = True  # False: only its place says that this is a table
    issues: tuple[Issue, ...] = ()
    questions: tuple[Question, ...] = ()
    next_row: int | None = None  # where another table with a header of its own begins, below this one
    form: str = ""  # tells forms apart (see header.Header)
    units: dict[str, str] = field(default_factory=dict)  # field → the unit of measure in its heading
    form_name: str = ""  # the headings
    said: dict[str, str] = field(default_factory=dict)  # column's key → what was said of it now
    is_told: bool = False  # its figures are only proposed, out of the sentences of a column that tells the progress
    is_confirmed: bool = False  # somebody said which column is the cumulative: its sentences are read
    to_confirm: Question | None = None
    headings: dict[str, str] = field(default_factory=dict)  # field → its column's heading
    sums: tuple[ItemRow, ...] = ()  # 小计, 合计
    said_of_units: Mapping[str, str] = field(default_factory=dict)  # a unit that was asked for → what was answered


@dataclass(frozen=True)
class Known:
    """What is known of the columns of a workbook's forms: said now, or said before of a form (form → key → field)."""

    said: Mapping[str, str] = field(default_factory=dict)
    of_forms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def before(self, form: str) -> dict[str, str]:
        """What was said of a form; under "" what was said before forms were told apart."""
        return {**self.of_forms.get("", {}), **self.of_forms.get(form, {})}


def recognise_all(sheet: Sheet, sought: Sought, known: Known) -> list[Table]:
    """The tables of a sheet, one below the other, and of panels side by side one after the other."""
    first = find_header(sheet, sought)
    parts = panels(sheet, first)
    if len(parts) > 1:
        return [table for part in parts for table in recognise_all(part, sought, known)]
    tables: list[Table] = []
    start: int | None = 1
    while start is not None:
        table = _table(sheet, sought, known, start, first if start == 1 else find_header(sheet, sought, start))
        if table is None:
            return _told(tables, "sheet_unread", start) if start > 1 else tables
        says_so_far = "value" in table.columns and not table.is_confirmed  # by its own headings
        if says_so_far or not (tables and _is_months_own(sheet, start)):
            tables.append(table)
        else:
            tables = _told(tables, "table_of_months_own", start)
        start = table.next_row
    return tables


def _told(tables: list[Table], name: str, row: int) -> list[Table]:
    """The tables, what is passed over below the last one told with it."""
    *others, last = tables
    return [*others, replace(last, issues=(*last.issues, issue(name, last.sheet, f"A{row}")))]


def recognise(sheet: Sheet, sought: Sought, known: Known | None = None, start: int = 1) -> Table | None:
    """The table of a sheet that begins in the row `start` or below; None where nothing looks like one.

    `known`: what was said of headings. None: nobody can be asked, and only known headings make a table.
    """
    return _table(sheet, sought, known, start, find_header(sheet, sought, start))


def _table(sheet: Sheet, sought: Sought, known: Known | None, start: int, first: Header | None) -> Table | None:
    header, end = _laid(sheet, sought, start, first)
    if header is None or (known is None and not header.is_sure):
        return None
    title = title_block(header.sheet, header.first, start)
    title = with_notes(title, header.sheet, header.last)
    header = by_what_is_said_around(dates_apart(header), title)
    said: dict[str, str] = {}
    if known is not None:
        before = known.before(header.form)
        header = answered(answered(header, before, is_new=False), known.said)
        said = {**before, **known.said}
    choice = choose(header)
    columns = choice.chosen
    is_confirmed = columns.by_field.get("value") in header.answered
    meanings = columns.header.meanings
    units = {name: meant.unit for name, one in columns.by_field.items() if (meant := meanings.get(one))}
    value_month = columns.value_month
    if choice.told is not None:
        columns = replace(columns, by_field={**columns.by_field, "value": choice.told})
    rows, sums = rows_of(columns)
    ours, of_others = own_rows(header, rows)
    value = columns.by_field.get("value")
    is_complete = value is not None and choice.told is None and not NAMES.isdisjoint(columns.by_field)
    return Table(
        sheet.name, tuple(ours), columns.by_field, (header.first, header.last), title,
        None if value_month is None or value is None else (value_month, header.address(value)),
        columns.value.earlier[1] if columns.value.earlier else None, header.is_sure or is_complete,
        (*choice.issues, *of_others, *_headless(header, rows), *_nameless(header, value, [*rows, *sums])),
        tuple(choice.asked), end, header.form, units, "、".join(header.keys.values()), _said(header),
        choice.told is not None, is_confirmed, choice.to_confirm,
        {name: header.keys.get(column, "") for name, column in columns.by_field.items()}, tuple(sums),
        {key: answer for key, answer in said.items() if key.startswith(UNIT_KEY)},
    )  # fmt: skip


def _laid(sheet: Sheet, sought: Sought, start: int, header: Header | None) -> tuple[Header | None, int | None]:
    """The header of the table that begins in a row or below, its sheet as all others are, and where the next begins.

    `header`: the one of the sheet as it stands.
    """
    end = None
    if laid := laid_down(sheet, sought, header, start):
        sheet, end = laid
        header = find_header(sheet, sought, start)
    if header is None:
        return None, end
    if below := _next_table(header):
        sheet, end = sheet.until(below), below
        header = find_header(sheet, sought, start) or replace(header, sheet=sheet)
    if (kept := done_rows(header)) is not sheet:
        header = find_header(kept, sought, start) or replace(header, sheet=kept)
    return header, end


def _said(header: Header) -> dict[str, str]:
    new = header.answered - header.remembered
    return {header.keys[c]: meant.field if (meant := header.meanings.get(c)) else IGNORE for c in sorted(new)}


def _next_table(header: Header) -> int | None:
    """The row below a table where another begins: its title with a period, else its header; None where none does.

    The same header once more goes on with the table, but for a title above it of another month or year.
    """
    sheet, month, headings = header.sheet, header.sought.month, headings_of(header)
    for number in range(header.last + 1, sheet.last_row + 1):
        own = sheet.row(number)
        if not heads_another_table(own, header.sought):
            continue
        title = _title_above(sheet, number, header.last)
        is_other = (
            title is not None and month is not None and (title[1].differs(month) or _is_months_own(sheet, title[0]))
        )
        if is_other or not is_header_again(own, headings):
            return number if title is None else title[0]
    return None


def _is_months_own(sheet: Sheet, row: int) -> bool:
    """Whether a title between two tables says that the figures below are the month's own: (二)10月当月完成."""
    own = sheet.row(row)
    text = folded(own[0].text) if len(own) == 1 and not is_note(own) else ""
    return bool(_MONTHS_OWN.search(text)) and not re.search("累计|截[至止]|以来", text)


def _title_above(sheet: Sheet, number: int, last: int) -> tuple[int, Period] | None:
    """The row of a title that names a month or a year, above a header further down a sheet, and its period."""
    for row in range(number - 1, last, -1):
        own = sheet.row(row)
        if len(own) > 1 or (own and is_note(own)):
            break
        period = period_in(own[0].text) if own else None
        if period is not None and (period.month or own[0].text.endswith("表")):  # 2022年续建项目 is a section
            return row, period
        if _is_months_own(sheet, row):
            return row, period or Period(None, None)
    return None


def _nameless(header: Header, value: int | None, rows: list[ItemRow]) -> list[Issue]:
    """One doubt for the figures in rows that nothing names: never passed over in silence.

    | 2 | 路口改造 | 路口 | 60 |
    |   |          |      | 77 |   whose?
    """
    if value is None or not rows:
        return []
    sheet, taken = header.sheet, _taken(rows)
    lost = [
        cell for cell in header.below(value)
        if cell.kind == "number" and cell.address not in taken
        and not numbers_columns(sheet.row(cell.row)) and not is_note(sheet.row(cell.row))
    ]  # fmt: skip
    if not lost:
        return []
    cells = tuple(cell.address for cell in lost)
    return [issue("figure_nameless", sheet.name, cells, lost[0].text, count=len(lost))]


def _headless(header: Header, rows: list[ItemRow]) -> list[Issue]:
    """Columns of numbers without any heading: never passed over in silence."""
    sheet, taken, numbers = header.sheet, _taken(rows), {row.number for row in rows}
    return [
        issue("column_unread", sheet.name, header.address(column))
        for column in range(1, sheet.last_column + 1)
        if column not in header.keys and column not in sheet.hidden_columns
        and any(cell.kind == "number" and cell.row in numbers and cell.address not in taken
                for cell in header.below(column))
    ]  # fmt: skip


def _taken(rows: list[ItemRow]) -> set[str]:
    return {cell.address for row in rows for cell in row.cells.values()}
