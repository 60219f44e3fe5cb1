"""A sheet → its table: header rows, what each column means, what the title block says, and which rows are items.

Says where things stand, and judges nothing. Knows the layouts, not the measures.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from loaders.files.workbook import Cell, Sheet, column_letters
from loaders.issues import Issue, issue
from loaders.table.columns import Columns, choose
from loaders.table.header import Header, answered, find_header, heads_another_table, numbers_columns
from loaders.table.layout import IGNORE, plain_heading
from loaders.table.questions import Question
from loaders.table.spans import FIGURES
from loaders.table.title_block import TitleBlock, title_block

EARLIER = "earlier"  # a cell of ItemRow.cells: the cumulative of an earlier month, beside the one that counts
_NAMES = ("code", "item", "measure")

_TOTAL = re.compile(r"(?:.*(?:小计|合计|总计|共计)|累计|平均)[:：]?")
_SECTION = re.compile(r"(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）])\S*")
_NOTE = re.compile(
    r"(?:注\d?|备注|说明|填报说明|填表说明|填表人|填报人|审核人|复核人|负责人|联系人|联系电话|填报日期|制表)[:：、.].*"
    r"|[(（]?续表\d*[)）]?",
    re.S,
)


@dataclass(frozen=True)
class ItemRow:
    """One row of figures: its cells by field.

    `shared`: the cell of its figure where that is merged over several rows or columns of figures.
    """

    sheet: str
    number: int
    cells: dict[str, Cell]
    section: str = ""
    is_hidden: bool = False
    is_growth: bool = False  # the heading of its figure says 增速
    shared: str = ""
    others: tuple[tuple[Cell, str], ...] = ()  # the figure's cells in further columns, with the unit in their heading

    def text(self, name: str) -> str:
        """The text of a field; empty where it holds nothing."""
        cell = self.cells.get(name)
        return "" if cell is None else cell.text.strip()


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


@dataclass(frozen=True)
class Known:
    """What is known of the columns of a workbook's forms: said now, or said before of a form (form → key → field)."""

    said: Mapping[str, str] = field(default_factory=dict)
    of_forms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def before(self, form: str) -> dict[str, str]:
        """What was said of a form; under "" what was said before forms were told apart."""
        return {**self.of_forms.get("", {}), **self.of_forms.get(form, {})}


def recognise_all(sheet: Sheet, layout_name: str, known: Known, month: dt.date | None = None) -> list[Table]:
    """The tables of a sheet, one below the other."""
    tables: list[Table] = []
    start: int | None = 1
    while start is not None:
        table = recognise(sheet, layout_name, known, month, start)
        if table is None:
            if start > 1:
                unread = issue("sheet_unread", sheet.name, f"A{start}", None)
                tables[-1] = replace(tables[-1], issues=(*tables[-1].issues, unread))
            break
        tables.append(table)
        start = table.next_row
    return tables


def recognise(
    sheet: Sheet, layout_name: str, known: Known | None = None, month: dt.date | None = None, start: int = 1
) -> Table | None:
    """The table of a sheet that begins in the row `start` or below; None where nothing looks like one.

    `known`: what was said of headings. None: nobody can be asked, and only known headings make a table. `month`: the
    one that is reported, where that matters.
    """
    header = find_header(sheet, layout_name, month, start)
    if header is None or (known is None and not header.is_sure):
        return None
    if known is not None:
        header = answered(sheet, header, known.before(header.form), is_new=False)
        header = answered(sheet, header, known.said)
    columns = choose(sheet, header, layout_name, month)
    is_confirmed = columns.by_field.get("value") in header.answered
    if columns.told is not None:
        columns.by_field["value"] = columns.told
    end = _next_table(sheet, header, layout_name)
    found, sums = _rows(sheet, header, columns, end or sheet.last_row + 1)
    rows = tuple(found)
    named, value = columns.value_month, columns.by_field.get("value")
    is_complete = value is not None and columns.told is None and any(name in columns.by_field for name in _NAMES)
    return Table(
        sheet.name, rows, columns.by_field, (header.first, header.last), title_block(sheet, header.first, start),
        None if named is None or value is None else (named, f"{column_letters(value)}{header.last}"),
        columns.earlier_month, header.is_sure or is_complete,
        (*columns.issues, *_headless(sheet, header, rows), *_nameless(sheet, header, value, [*rows, *sums], end)),
        columns.questions, end, header.form, columns.units,
        "、".join(header.keys.values()), _said(header), columns.told is not None, is_confirmed, columns.to_confirm,
        {name: header.keys.get(column, "") for name, column in columns.by_field.items()},
        tuple(sums),
    )  # fmt: skip


def _said(header: Header) -> dict[str, str]:
    new = header.answered - header.remembered
    return {header.keys[c]: meant.field if (meant := header.meanings.get(c)) else IGNORE for c in sorted(new)}


def _next_table(sheet: Sheet, header: Header, layout_name: str) -> int | None:
    """The row below a table that names other columns than its own header; None where there is none."""
    headings = _headings(sheet, header)
    for number in range(header.last + 1, sheet.last_row + 1):
        own = sheet.row(number)
        if heads_another_table(own, layout_name) and not _is_header_again(own, headings):
            return number
    return None


def _rows(sheet: Sheet, header: Header, columns: Columns, end: int) -> tuple[list[ItemRow], list[ItemRow]]:
    """The rows of figures under a header, each with the section that it stands in; and those that add others up.

    | 序号 | 民生实事 | 指标 | 本月累计 |   header
    | 甲   | 乙       | 丙   | 1        |   numbers its columns
    | 一、交通出行                       |   section
    | 2    | 路口改造 | 路口 | 60       |   a row
    |      |          | 设备 | 28       |   a row of the item above
    | 小计 |          |      | 88       |   sum
    | 注:截至10月底                      |   note
    """
    rows: list[ItemRow] = []
    sums: list[ItemRow] = []
    section = ""
    headings = _headings(sheet, header)
    for number in range(header.last + 1, end):
        own = sheet.row(number)
        if not own or _is_note(own) or numbers_columns(own) or _is_header_again(own, headings):
            continue
        if named := _section(sheet, own):
            section = named
            continue
        row = _item_row(sheet, header, columns, number, section)
        if row is None or _is_sum(row):
            sums += [row] if row and _is_sum(row) else []
            continue
        if "code" not in row.cells and "value" not in row.cells and _SECTION.fullmatch(own[0].text.strip()):
            section = own[0].text.strip()
            continue
        if rows and _is_same(row, rows[-1]):
            continue
        rows.append(_continued(row, rows))
    return _with_shared(sheet, columns, rows), sums


def _is_note(own: list[Cell]) -> bool:
    """Whether a row is a remark below the table, or says that it goes on.

    | 填表人:张三 |  | 审核人:李四 |
    """
    return bool(_NOTE.fullmatch(own[0].text.strip()))


def _section(sheet: Sheet, own: list[Cell]) -> str:
    """The section that a row begins: one text alone, numbered or spread over several columns; else empty.

    | 一、交通出行 |        |        |
    """
    texts = {cell.text.strip() for cell in own if cell.text.strip()}
    first = own[0].text.strip()
    return first if len(texts) == 1 and (_SECTION.fullmatch(first) or _spans(sheet, own[0])) else ""


def _item_row(sheet: Sheet, header: Header, columns: Columns, number: int, section: str) -> ItemRow | None:
    """The cells of a row by field; None where nothing names it.

    | (2 merged down) | (路口改造 merged down) | 设备 | 28 |   with the 2 and the 路口改造 of the row above
    """
    named = {**columns.by_field, **({EARLIER: columns.earlier} if columns.earlier else {})}
    cells = {
        name: cell
        for name, column in named.items()
        if (cell := sheet.at(number, column)) is not None and (cell.kind != "text" or cell.text.strip())
    }
    others = tuple((cell, unit) for column, unit in columns.others if (cell := sheet.at(number, column)) is not None)
    if not any(name in cells for name in _NAMES) and not _TOTAL.fullmatch(_bare(cells.get("item_no"))):
        return None
    heading = header.keys.get(columns.by_field.get("value", 0), "")
    is_growth = "增速" in heading or "增长" in heading
    return ItemRow(sheet.name, number, cells, section, number in sheet.hidden_rows, is_growth, others=others)


def _is_sum(row: ItemRow) -> bool:
    """Whether a row adds others up.

    | 小计 |  |  | 88 |
    """
    return any(_TOTAL.fullmatch(_bare(row.cells.get(name))) for name in ("item_no", *_NAMES))


def _bare(cell: Cell | None) -> str:
    return "" if cell is None else re.sub(r"\s", "", cell.text)


def _is_same(row: ItemRow, before: ItemRow) -> bool:
    """Whether a row is one with the row above: name and figure are merged over both.

    | 新建充电桩 (merged over two rows) | 1850 (merged over two rows) | 市区段 |
    """
    kept = ("code", "item", "measure", "value")
    return "value" in row.cells and all(row.cells.get(name) is before.cells.get(name) for name in kept)


def _with_shared(sheet: Sheet, columns: Columns, rows: list[ItemRow]) -> list[ItemRow]:
    """The rows, those told apart whose figure is merged with that of another row, or with another column's.

    | 形成融合示范场景 | 8 (merged over both rows) |
    | 新培育贯标企业   |                           |
    """
    count: dict[str, int] = {}
    for row in rows:
        if "value" in row.cells:
            count[row.cells["value"].address] = count.get(row.cells["value"].address, 0) + 1
    figures = {column for name, column in columns.by_field.items() if name in FIGURES}
    found = []
    for row in rows:
        cell = row.cells.get("value")
        if cell is not None:
            _, left, _, right = sheet.merged_at(cell.row, cell.column)
            is_wide = len(figures & set(range(left, right + 1))) > 1
            row = replace(row, shared=cell.address if count[cell.address] > 1 or is_wide else "")
        found.append(row)
    return found


def _headings(sheet: Sheet, header: Header) -> dict[int, set[str]]:
    """Every part of every column's heading."""
    return {
        column: {
            plain_heading(cell.text)
            for row in range(header.first, header.last + 1)
            if (cell := sheet.at(row, column)) is not None
        }
        for column in range(1, sheet.last_column + 1)
    }


def _is_header_again(own: list[Cell], headings: dict[int, set[str]]) -> bool:
    """Whether a row says what its columns' headings say: at least two of them, and nothing else but one or two.

    | 序号 | 民生实事 | 指标 | 本月累计 |   again, below 续表
    """
    same = sum(plain_heading(cell.text) in headings[cell.column] for cell in own)
    return same >= 2 and same >= len(own) - 2 and not any(cell.kind == "number" for cell in own)


def _continued(row: ItemRow, before: list[ItemRow]) -> ItemRow:
    """A measure's row under a blank number and item belongs to the item above it."""
    if "measure" in row.cells and "item" not in row.cells and "code" not in row.cells and before:
        above: dict[str, Cell] = {n: cell for n, cell in before[-1].cells.items() if n in ("item_no", "item")}
        return replace(row, cells={**above, **row.cells})
    return row


def _spans(sheet: Sheet, cell: Cell) -> bool:
    """Whether a cell is merged over several columns."""
    _, left, _, right = sheet.merged_at(cell.row, cell.column)
    return right - left >= 2


def _nameless(sheet: Sheet, header: Header, value: int | None, rows: list[ItemRow], end: int | None) -> list[Issue]:
    """One doubt for the figures in rows that nothing names: never passed over in silence.

    | 2 | 路口改造 | 路口 | 60 |
    |   |          |      | 77 |   whose?
    """
    if value is None or not rows:
        return []
    taken = {cell.address for row in rows for cell in row.cells.values()}
    lost = [
        cell
        for cell in sheet.below(header.last, value)
        if (end is None or cell.row < end)
        and cell.address not in taken
        and cell.kind == "number"
        and not numbers_columns(sheet.row(cell.row))
        and not _is_note(sheet.row(cell.row))
    ]
    if not lost:
        return []
    doubt = issue("figure_nameless", sheet.name, lost[0].address, lost[0].text, count=len(lost))
    return [replace(doubt, rows=tuple(cell.address for cell in lost))]


def _headless(sheet: Sheet, header: Header, rows: tuple[ItemRow, ...]) -> list[Issue]:
    """Columns of numbers without any heading: never passed over in silence."""
    issues = []
    taken = {cell.address for row in rows for cell in row.cells.values()}
    numbers = {row.number for row in rows}
    for column in range(1, sheet.last_column + 1):
        if column in header.keys or column in sheet.hidden_columns:
            continue
        below = sheet.below(header.last, column)
        if any(cell.kind == "number" and cell.row in numbers and cell.address not in taken for cell in below):
            address = f"{column_letters(column)}{header.last}"
            issues.append(issue("column_unread", sheet.name, address, None))
    return issues
