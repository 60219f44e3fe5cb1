"""A table of a screen as an Excel file: the same rows and columns, numbers as numbers, and what date they are of."""

import io
from collections.abc import Sequence

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from metrics import terms
from metrics.columns import Column, margin_units, printed

_FORMATS = {"share": "0.0", "points": "+0.0;-0.0;0.0", "count": "0", "number": "General"}
_PIXELS_PER_CHARACTER = 8.5
_THIN = Side(style="thin", color="C9D2DE")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def table_workbook(title: str, note: str, rows: pd.DataFrame, columns: Sequence[Column], *, has_demo: bool) -> bytes:
    """One sheet: title, note (数据截至, 口径, unit), the ribbon where sample data are in it, headings, rows.

    Statuses carry mark, word and colour. Missing values are empty cells, never 0.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title[:31]
    sheet.append([title])
    sheet.append([f"{note} · {terms.DEMO_LABEL},不得作为正式数据使用" if has_demo else note])
    sheet["A1"].font = Font(name="微软雅黑", size=14, bold=True)
    sheet["A2"].font = Font(name="微软雅黑", size=10, color="B45309" if has_demo else "5B6775")
    sheet.append([column.heading for column in columns])
    _fill(sheet, rows, columns)
    _dress(sheet, rows, columns)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Worksheet, rows: pd.DataFrame, columns: Sequence[Column]) -> None:
    cells = [_values(rows, column) for column in columns]
    for line in zip(*cells, strict=True):
        sheet.append(line)


def _values(rows: pd.DataFrame, column: Column) -> list[object]:
    if column.sort in _FORMATS:
        values = rows[column.name].astype(object)
        numbers = list(values.where(values.notna(), None))
        if column.sort != "points":
            return numbers
        # The heading says percentage points: a margin in another unit is written out with its unit.
        units, texts = margin_units(rows), printed(rows, column)
        return [
            number if number is None or unit == "%" else text
            for number, unit, text in zip(numbers, units, texts, strict=True)
        ]
    return [None if text == terms.NO_VALUE else text for text in printed(rows, column)]


def _dress(sheet: Worksheet, rows: pd.DataFrame, columns: Sequence[Column]) -> None:
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = max(
            (column.width or 120) / _PIXELS_PER_CHARACTER, 2 * len(column.heading) + 2
        )
        head = sheet.cell(3, number)
        head.font = Font(name="微软雅黑", size=10, bold=True)
        head.fill = PatternFill("solid", fgColor="EAF0F7")
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        head.border = _BORDER
        for cell in sheet.iter_rows(min_row=4, min_col=number, max_col=number):
            _dress_cell(cell[0], column)
    statuses = next((number for number, column in enumerate(columns, start=1) if column.name == "status_word"), None)
    if statuses:
        for line, code in enumerate(rows["status"], start=4):
            status = terms.STATUSES[code]
            sheet.cell(line, statuses).fill = PatternFill("solid", fgColor=status.fill.lstrip("#").upper())
            sheet.cell(line, statuses).font = Font(name="微软雅黑", size=10, color=status.on_fill.lstrip("#").upper())
    sheet.freeze_panes = "A4"
    sheet.auto_filter.ref = f"A3:{get_column_letter(len(columns))}{3 + len(rows)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:3"


def _dress_cell(cell: object, column: Column) -> None:
    cell.font = Font(name="微软雅黑", size=10)  # type: ignore[attr-defined]
    cell.border = _BORDER  # type: ignore[attr-defined]
    numeric = column.sort in _FORMATS
    cell.alignment = Alignment(horizontal="right" if numeric else "left", vertical="center", wrap_text=not numeric)  # type: ignore[attr-defined]
    if numeric:
        cell.number_format = _FORMATS[column.sort]  # type: ignore[attr-defined]
