"""An old .xls or .et in the shape that reading.py gives. calamine may end it; it is expendable."""

import datetime as dt
import io
import struct
from itertools import islice
from typing import Any

from openpyxl.utils import get_column_letter
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from loaders.files import xls_details
from loaders.files.limits import LIMITS

_NO_FILE = (CalamineError, ValueError, IndexError, struct.error, OSError)


def sheets(content: bytes) -> list[dict[str, Any]]:
    """The sheets as plain lists. Raises ValueError for a file that is broken."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        more = xls_details.details(xls_details.workbook_stream(xls_details.CompoundFile(content)))
        metadata = book.sheets_metadata
        more += [xls_details.Details() for _ in range(len(metadata) - len(more))]
        found = []
        for number, about in enumerate(metadata):
            is_hidden = about.visible != SheetVisibleEnum.Visible
            sheet = _sheet(book.get_sheet_by_index(number), more[number])
            found.append({"name": about.name, "is_hidden": is_hidden, **sheet})
        return found
    except _NO_FILE as error:
        raise ValueError(str(error)) from None


def _sheet(sheet: CalamineSheet, more: xls_details.Details) -> dict[str, Any]:
    cells: list[list[Any]] = []
    far = ""
    height, width = LIMITS["rows"], LIMITS["columns"]
    last_row, last_column = sheet.end or (0, 0)  # from 0
    if last_row >= height or last_column >= width:
        far = f"{get_column_letter(last_column + 1)}{last_row + 1}"
    for row, values in enumerate(islice(sheet.iter_rows(), height), 1):
        for column, value in enumerate(values[:width], 1):
            place = row, column
            if place in more.errors:
                cells.append([row, column, "error", more.errors[place], ""])
            elif value != "":
                cells.append([row, column, *_cell(value, is_percent=place in more.percents)])
            elif place in more.formulas:
                cells.append([row, column, "formula", "公式", ""])
    hidden = {n for first, last in more.hidden_columns for n in range(first, min(last, width) + 1)}
    return {
        "cells": cells, "far": far, "hidden_columns": sorted(hidden),
        "merged": [[top + 1, left + 1, min(bottom + 1, height), min(right + 1, width)]
                   for (top, left), (bottom, right) in sheet.merged_cell_ranges or []],
        "hidden_rows": sorted(row for row in more.hidden_rows if row <= height),
    }  # fmt: skip


def _cell(value: Any, *, is_percent: bool) -> list[Any]:
    if isinstance(value, bool):
        return ["bool", value, ""]
    if isinstance(value, int | float):
        return ["number", value, "0.00%" if is_percent else ""]
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return ["date", value.isoformat(), ""]
    if isinstance(value, dt.timedelta):
        return ["date", (dt.datetime(1900, 1, 1) + value).isoformat(), ""]
    return ["text", str(value), ""]
