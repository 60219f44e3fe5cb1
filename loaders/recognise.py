"""A sheet → its table: header rows, what each column means, what the title block says, and which rows are items.

Says where things stand, and judges nothing. Knows the layouts, not the measures.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from loaders.issues import Issue, issue
from loaders.layout import Meaning, layout, meaning, plain_heading
from loaders.workbook import Cell, Sheet, column_letters

_HEADER_WITHIN = 40  # rows in which a table begins
_HEADER_HEIGHT = 4
_LEAST_COLUMNS = 3
_SURE_COLUMNS = 6  # with so many known headings no later row is looked at

_TOTAL = re.compile(r"(?:小计|合计|总计|共计|累计|平均)[:：]?")
_SECTION = re.compile(r"(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）])\S*")
_NOTE = re.compile(
    r"(?:注\d?|备注|说明|填报说明|填表说明|填表人|填报人|审核人|复核人|负责人|联系人|联系电话|填报日期|制表)[:：、.].*",
    re.S,
)
_PERIOD = re.compile(r"(?:(20\d\d)年?)?(?:度)?[(（]?(?:0?1月?[-—–~至到]+)?(\d{1,2})月")
_CODED = re.compile(r"(20\d\d)[-年.](0[1-9]|1[0-2])(?!\d)")
_UNIT = re.compile(
    r"(?:填报|报送|责任|报表)(?:单位|部门)[:：]?\s*([^:：\s,，、;；(（]*?)"
    r"(?=填报|填表|报送|累计|审核|负责|联系|日期|单位[:：]|[:：\s,，、;；(（]|$)"
)
_MEASURED_IN = re.compile(r"(?<![报送任头])单位[:：]([^\s]+)")


@dataclass(frozen=True)
class ItemRow:
    """One row of figures: its cells by field."""

    sheet: str
    number: int
    cells: dict[str, Cell]
    section: str = ""

    def text(self, name: str) -> str:
        """The text of a field; empty where it holds nothing."""
        cell = self.cells.get(name)
        return "" if cell is None else cell.text.strip()


@dataclass(frozen=True)
class Table:
    """A sheet's table, or the issues that say why there is none."""

    sheet: str
    rows: tuple[ItemRow, ...] = ()
    columns: dict[str, int] = field(default_factory=dict)
    header_rows: tuple[int, int] = (0, 0)
    periods: tuple[tuple[int | None, int, str], ...] = ()  # (year or None, month, cell) as the title block says
    unit_name: str = ""
    unit_cell: str = ""
    measured_in: str = ""  # 单位:万元
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True)
class _Header:
    first: int
    last: int
    meanings: dict[int, Meaning]


def recognise(sheet: Sheet, layout_name: str, month_no: int | None = None) -> Table | None:
    """The table of a sheet; None where nothing looks like one. Of several months' columns that of `month_no` counts."""
    header = _header(sheet, layout_name)
    if header is None:
        return None
    fields = layout(layout_name)
    columns, issues = _columns(sheet, header, layout_name, month_no)
    for name, found in fields.items():
        if found.is_required and name not in columns and not any(i.id == "column_twice" for i in issues):
            issues.append(issue("column_missing", sheet.name, f"A{header.first}", None, heading=found.heading))
    periods, unit_name, unit_cell, measured_in = _title_block(sheet, header.first)
    rows = tuple(_rows(sheet, header, columns))
    issues += _unread(sheet, header, columns, rows)
    return Table(
        sheet.name,
        rows,
        columns,
        (header.first, header.last),
        periods,
        unit_name,
        unit_cell,
        measured_in,
        tuple(issues),
    )


def period_in(text: str) -> tuple[int | None, int] | None:
    """The year, if named, and the last month of the period that a title or a name speaks of."""
    folded = unicodedata.normalize("NFKC", text).replace(" ", "")
    if coded := _CODED.search(folded):
        return int(coded[1]), int(coded[2])
    found = _PERIOD.search(folded)
    if found is None or not 1 <= int(found[2]) <= 12:
        return None
    return (int(found[1]) if found[1] else None), int(found[2])


def _header(sheet: Sheet, layout_name: str) -> _Header | None:
    """The rows that name the most columns; of equals the fewest, then the first."""
    best: tuple[tuple[int, int], _Header] | None = None
    for first in range(1, min(sheet.last_row, _HEADER_WITHIN) + 1):
        if not any((first, column) in sheet.cells for column in range(1, sheet.last_column + 1)):
            continue
        if best is not None and best[0][0] >= _SURE_COLUMNS and first > best[1].last:
            break
        for last in range(first, min(first + _HEADER_HEIGHT - 1, sheet.last_row) + 1):
            if last > first and _has_figures(sheet, last):
                break
            meanings = _meanings(sheet, first, last, layout_name)
            count = len({m.field for m in meanings.values()})
            if count >= _LEAST_COLUMNS and (best is None or (count, first - last) > best[0]):
                best = (count, first - last), _Header(first, last, meanings)
    if best is None or not {"code", "item", "measure"} & {m.field for m in best[1].meanings.values()}:
        return None
    return best[1]


def _has_figures(sheet: Sheet, row: int) -> bool:
    return any(cell.kind == "number" for column in range(1, sheet.last_column + 1) if (cell := sheet.at(row, column)))


def _path(sheet: Sheet, column: int, first: int, last: int) -> tuple[str, ...]:
    parts: list[str] = []
    for row in range(first, last + 1):
        cell = sheet.at(row, column)
        if cell is not None and cell.kind == "text" and len(cell.text) <= 40 and (not parts or parts[-1] != cell.text):
            parts.append(cell.text)
    return tuple(parts)


def _meanings(sheet: Sheet, first: int, last: int, layout_name: str) -> dict[int, Meaning]:
    found = {}
    for column in range(1, sheet.last_column + 1):
        path = _path(sheet, column, first, last)
        understood = meaning(layout_name, path) if path else None
        if understood is not None:
            found[column] = understood
    return found


def _columns(
    sheet: Sheet, header: _Header, layout_name: str, month_no: int | None
) -> tuple[dict[str, int], list[Issue]]:
    """One column per field. Of several months side by side that of the month asked for counts, else the latest."""
    by_field: dict[str, list[int]] = {}
    for column, understood in header.meanings.items():
        if sheet.at(header.last, column) is not None:
            by_field.setdefault(understood.field, []).append(column)
    columns: dict[str, int] = {}
    issues = []
    for name, candidates in by_field.items():
        dated = {c: n for c in candidates if (n := header.meanings[c].month_no) is not None}
        if len(candidates) > 1 and len(dated) == len(candidates) and len(set(dated.values())) == len(dated):
            wanted = [column for column, number in dated.items() if number == month_no]
            columns[name] = wanted[0] if wanted else max(dated, key=lambda column: dated[column])
        elif len(_distinct(sheet, header, candidates)) > 1 and layout(layout_name)[name].heading:
            letters = "、".join(column_letters(column) for column in candidates)
            address = f"{column_letters(candidates[0])}{header.first}"
            heading = layout(layout_name)[name].heading
            issues.append(issue("column_twice", sheet.name, address, None, heading=heading, columns=letters))
        else:
            columns[name] = candidates[0]
    return columns, issues


def _distinct(sheet: Sheet, header: _Header, columns: list[int]) -> set[tuple[int, int]]:
    """Columns merged into one another are one."""
    return {(cell.row, cell.column) for column in columns if (cell := sheet.at(header.last, column)) is not None}


def _title_block(sheet: Sheet, before: int) -> tuple[tuple[tuple[int | None, int, str], ...], str, str, str]:
    periods: list[tuple[int | None, int, str]] = []
    unit_name = unit_cell = measured_in = ""
    for (row, column), cell in sorted(sheet.cells.items()):
        if row >= before or cell.kind != "text":
            continue
        folded = unicodedata.normalize("NFKC", cell.text)
        close = re.sub(r"(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff])", "", folded)
        if "填报日期" not in close.replace(" ", "") or "填报单位" in close:
            spoken = period_in(re.sub(r"填报日期.*", "", close))
            if spoken is not None:
                periods.append((*spoken, cell.address))
        if named := _UNIT.search(close):
            unit_name, unit_cell = named[1], cell.address
            if not unit_name and (beside := sheet.at(row, column + 1)) is not None:
                unit_name, unit_cell = beside.text.strip(), beside.address
        if measured := _MEASURED_IN.search(close):
            measured_in = measured[1]
    return tuple(periods), unit_name, unit_cell, measured_in


def _rows(sheet: Sheet, header: _Header, columns: dict[str, int]) -> list[ItemRow]:
    rows: list[ItemRow] = []
    section = ""
    heading = {column: plain_heading(cell.text) for column in columns.values()
               if (cell := sheet.at(header.last, column)) is not None}  # fmt: skip
    for number in range(header.last + 1, sheet.last_row + 1):
        own = [cell for column in range(1, sheet.last_column + 1) if (cell := sheet.cells.get((number, column)))]
        if not own:
            continue
        texts = {cell.text.strip() for cell in own if cell.text.strip()}
        first = own[0].text.strip()
        if _NOTE.fullmatch(first):
            continue
        if len(texts) == 1 and (_SECTION.fullmatch(first) or _spans(sheet, own[0])):
            section = first
            continue
        cells = {name: cell for name, column in columns.items() if (cell := sheet.at(number, column)) is not None}
        if any(plain_heading(cell.text) == heading.get(column) for column in list(columns.values())[:3]
               if (cell := sheet.at(number, column)) is not None):  # fmt: skip
            continue  # 续表: the header again
        names = [cells[name].text.strip() for name in ("item_no", "item", "measure") if name in cells]
        if any(_TOTAL.fullmatch(name) for name in names):
            continue
        if not any(name in cells for name in ("code", "item", "measure")):
            continue
        if "code" not in cells and _SECTION.fullmatch(first) and "value" not in cells:
            section = first
            continue
        rows.append(_continued(ItemRow(sheet.name, number, cells, section), rows))
    return rows


def _continued(row: ItemRow, before: list[ItemRow]) -> ItemRow:
    """A measure's row under a blank number and item belongs to the item above it."""
    if "measure" in row.cells and "item" not in row.cells and "code" not in row.cells and before:
        above: dict[str, Cell] = {n: cell for n, cell in before[-1].cells.items() if n in ("item_no", "item")}
        return ItemRow(row.sheet, row.number, {**above, **row.cells}, row.section)
    return row


def _spans(sheet: Sheet, cell: Cell) -> bool:
    """Whether a cell is merged over several columns."""
    return any(
        top == cell.row and left == cell.column and right - left >= 2 for top, left, bottom, right in sheet.merged
    )


def _unread(sheet: Sheet, header: _Header, columns: dict[str, int], rows: tuple[ItemRow, ...]) -> list[Issue]:
    """Columns with numbers whose heading says nothing that we know: never passed over in silence."""
    issues = []
    numbers = [row.number for row in rows]
    for column in range(1, sheet.last_column + 1):
        if column in header.meanings or column in columns.values() or column in sheet.hidden_columns:
            continue
        if any((cell := sheet.cells.get((number, column))) and cell.kind == "number" for number in numbers):
            path = _path(sheet, column, header.first, header.last)
            address = f"{column_letters(column)}{header.last}"
            issues.append(issue("column_unread", sheet.name, address, "/".join(path) or None))
    return issues
