"""A sheet → its table: header rows, what each column means, what the title block says, and which rows are items.

Says where things stand, and judges nothing. Knows the layouts, not the measures.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from loaders.files.workbook import Cell, Sheet, column_letters
from loaders.issues import Issue, issue
from loaders.table.columns import Columns, choose
from loaders.table.header import Header, find_header, heads_another_table
from loaders.table.layout import plain_heading
from loaders.table.questions import Question
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
    """One row of figures: its cells by field."""

    sheet: str
    number: int
    cells: dict[str, Cell]
    section: str = ""
    is_hidden: bool = False
    is_growth: bool = False  # the heading of its figure says 增速

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


def recognise_all(sheet: Sheet, layout_name: str, answers: Mapping[str, str]) -> list[Table]:
    """The tables of a sheet, one below the other."""
    tables: list[Table] = []
    start: int | None = 1
    while start is not None:
        table = recognise(sheet, layout_name, answers, start)
        if table is None:
            if start > 1:
                unread = issue("sheet_unread", sheet.name, f"A{start}", None)
                tables[-1] = replace(tables[-1], issues=(*tables[-1].issues, unread))
            break
        tables.append(table)
        start = table.next_row
    return tables


def recognise(sheet: Sheet, layout_name: str, answers: Mapping[str, str] | None = None, start: int = 1) -> Table | None:
    """The table of a sheet that begins in the row `start` or below; None where nothing looks like one.

    `answers`: what was said of headings (see questions.Answers). None: nobody can be asked, and only known headings
    make a table.
    """
    header = find_header(sheet, layout_name, answers or {}, start)
    if header is None or (answers is None and not header.is_sure):
        return None
    columns = choose(sheet, header, layout_name)
    end = _next_table(sheet, header, layout_name)
    rows = tuple(_rows(sheet, header, columns, end or sheet.last_row + 1))
    month, value = columns.value_month, columns.by_field.get("value")
    is_complete = value is not None and any(name in columns.by_field for name in _NAMES)
    return Table(
        sheet.name, rows, columns.by_field, (header.first, header.last), title_block(sheet, header.first, start),
        None if month is None or value is None else (month, f"{column_letters(value)}{header.last}"),
        columns.earlier_month, header.is_sure or is_complete,
        (*columns.issues, *_headless(sheet, header, rows)), columns.questions, end,
    )  # fmt: skip


def _next_table(sheet: Sheet, header: Header, layout_name: str) -> int | None:
    """The row below a table that names other columns than its own header; None where there is none."""
    headings = _headings(sheet, header)
    for number in range(header.last + 1, sheet.last_row + 1):
        own = _own(sheet, number)
        if heads_another_table(own, layout_name) and not _is_header_again(own, headings):
            return number
    return None


def _own(sheet: Sheet, row: int) -> list[Cell]:
    return [cell for column in range(1, sheet.last_column + 1) if (cell := sheet.cells.get((row, column)))]


def _rows(sheet: Sheet, header: Header, columns: Columns, end: int) -> list[ItemRow]:
    rows: list[ItemRow] = []
    section = ""
    named = {**columns.by_field, **({EARLIER: columns.earlier} if columns.earlier else {})}
    headings = _headings(sheet, header)
    heading = header.keys.get(columns.by_field.get("value", 0), "")
    is_growth = "增速" in heading or "增长" in heading
    for number in range(header.last + 1, end):
        own = _own(sheet, number)
        if not own:
            continue
        texts = {cell.text.strip() for cell in own if cell.text.strip()}
        first = own[0].text.strip()
        if _NOTE.fullmatch(first):
            continue
        if len(texts) == 1 and (_SECTION.fullmatch(first) or _spans(sheet, own[0])):
            section = first
            continue
        cells = {name: cell for name, column in named.items() if (cell := sheet.at(number, column)) is not None}
        if _is_header_again(own, headings):
            continue  # 续表
        names = [re.sub(r"\s", "", cells[name].text) for name in ("item_no", *_NAMES) if name in cells]
        if any(_TOTAL.fullmatch(name) for name in names) or not any(name in cells for name in _NAMES):
            continue
        if "code" not in cells and _SECTION.fullmatch(first) and "value" not in cells:
            section = first
            continue
        row = ItemRow(sheet.name, number, cells, section, number in sheet.hidden_rows, is_growth)
        rows.append(_continued(row, rows))
    return rows


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
    """Whether a row says what its columns' headings say: at least two of them, and nothing else but one or two."""
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
    return any(
        top == cell.row and left == cell.column and right - left >= 2 for top, left, bottom, right in sheet.merged
    )


def _headless(sheet: Sheet, header: Header, rows: tuple[ItemRow, ...]) -> list[Issue]:
    """Columns of numbers without any heading: never passed over in silence."""
    issues = []
    for column in range(1, sheet.last_column + 1):
        if column in header.keys or column in sheet.hidden_columns:
            continue
        if any((cell := sheet.cells.get((row.number, column))) and cell.kind == "number" for row in rows):
            address = f"{column_letters(column)}{header.last}"
            issues.append(issue("column_unread", sheet.name, address, None))
    return issues
