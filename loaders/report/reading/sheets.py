"""Workbooks → lines: every visible sheet is a table, one row a line."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import openpyxl

from loaders.files.limits import LIMITS
from loaders.report.reading.refusals import Unreadable
from loaders.report.source import Line, line_of, table_lines


def workbook_lines(content: bytes) -> list[Line]:
    """The rows of all visible sheets of an .xlsx; a row with one cell alone is a line. Raises Unreadable."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
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
    return lines


def _rows(sheet: openpyxl.worksheet.worksheet.Worksheet) -> Iterator[tuple[int, list[str]]]:
    """Each row's texts. A cell merged downwards stands in each of its rows; one merged sideways once."""
    down: dict[tuple[int, int], object] = {}
    for merged in sheet.merged_cells.ranges:
        value = sheet.cell(merged.min_row, merged.min_col).value
        for row in range(merged.min_row + 1, min(merged.max_row, LIMITS["rows"]) + 1):
            down[row, merged.min_col] = value
    rows: dict[int, dict[int, object]] = {}
    for (row, column), cell in sheet._cells.items():
        if row <= LIMITS["rows"] and column <= LIMITS["columns"]:
            value = down.get((row, column), cell.value)
            if value is not None:
                rows.setdefault(row, {})[column] = _shown(value, cell.number_format)
    for row in sorted(rows):
        last = max(rows[row])
        yield row, [str(rows[row].get(column, "")) for column in range(1, last + 1)]


def _shown(value: object, number_format: str) -> str:
    if isinstance(value, float | int) and not isinstance(value, bool):
        number = value * 100 if "%" in number_format else value
        shown = f"{number:.10g}"
        return f"{shown}%" if "%" in number_format else shown
    if isinstance(value, dt.date):
        return f"{value.year}年{value.month}月"
    return str(value).strip()
