"""Workbooks → lines: every visible sheet is a table, one row a line."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import openpyxl

from loaders.files.limits import LIMITS
from loaders.report.reading.refusals import Unreadable
from loaders.report.source import Line, line_of, table_lines


def workbook_lines(content: bytes) -> tuple[list[Line], list[str]]:
    """The rows of all visible sheets of an .xlsx, and the formulas that were saved without their results.

    A row with one cell alone is a line. Raises Unreadable.
    """
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
        unread = list(_without_results(content, book))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises whatever a broken part makes it stumble over
        raise Unreadable("工作簿已损坏,请用 Excel 或 WPS 打开后另存为 .xlsx 再试。") from None
    lines: list[Line] = []
    for number, sheet in enumerate(book.worksheets, 1):
        if sheet.sheet_state != "visible":
            continue
        lines.append(line_of(sheet.title, f"工作表“{sheet.title}”", is_paragraph=True))
        for row_no, cells in _rows(sheet):
            place = f"{sheet.title}第{row_no}行"
            filled = [cell for cell in cells if cell]
            if len(filled) == 1 and len(filled[0]) <= 46:
                lines.append(Line("", place, cells=tuple(filled), table=number))
            elif filled:
                lines += [
                    Line("", place, cells=line.cells, table=number) for line in table_lines([cells], place, number)
                ]
    return lines, unread


def _without_results(content: bytes, book: openpyxl.Workbook) -> Iterator[str]:
    """The formulas of visible sheets that a program wrote and no office program has worked out."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if not any(b"<f" in archive.read(name) for name in archive.namelist() if "worksheets/" in name):
            return
    formulas = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    for sheet in formulas.worksheets:
        empty = [
            cell.coordinate for cell in sheet._cells.values()
            if cell.data_type == "f" and book[sheet.title].cell(cell.row, cell.column).value is None
        ]  # fmt: skip
        if empty and sheet.sheet_state == "visible":
            many = f"等{len(empty)}个单元格" if len(empty) > 1 else ""
            yield f"工作表“{sheet.title}”{empty[0]}{many}的公式没有结果,请用 Excel 或 WPS 打开后另存再试"


def _rows(sheet: openpyxl.worksheet.worksheet.Worksheet) -> Iterator[tuple[int, list[str]]]:
    """Each row's texts. A cell merged downwards stands in each of its rows; one merged sideways once."""
    down: dict[tuple[int, int], Any] = {}
    for merged in sheet.merged_cells.ranges:
        first = sheet.cell(merged.min_row, merged.min_col)
        for row in range(merged.min_row + 1, min(merged.max_row, LIMITS["rows"]) + 1):
            down[row, merged.min_col] = first
    rows: dict[int, dict[int, object]] = {}
    for (row, column), cell in sheet._cells.items():
        if row <= LIMITS["rows"] and column <= LIMITS["columns"]:
            shown = down.get((row, column), cell)
            if shown.value is not None:
                rows.setdefault(row, {})[column] = _shown(shown.value, shown.number_format)
    for row in sorted(rows):
        last = max(rows[row])
        yield row, [str(rows[row].get(column, "")) for column in range(1, last + 1)]


def _shown(value: object, number_format: str) -> str:
    if isinstance(value, float | int) and not isinstance(value, bool):
        is_share = "%" in number_format
        number = Decimal(f"{value:.15g}") * (100 if is_share else 1)  # 15 digits is what Excel keeps
        return f"{number.normalize():f}{'%' if is_share else ''}"
    if isinstance(value, dt.date):
        return f"{value.year}年{value.month}月" + (f"{value.day}日" if "d" in number_format else "")
    return str(value).strip()
