"""The sheets of an old .xls or .et. calamine may end the process that reads one; it is expendable."""

import io
import struct
from itertools import islice

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from loaders.files import xls_details
from loaders.files.limits import LIMITS
from loaders.files.workbook import Found, column_letters

_NO_FILE = (CalamineError, ValueError, IndexError, struct.error, OSError)


def sheets(content: bytes) -> list[Found]:
    """The sheets. Raises ValueError for a file that is broken."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        more = xls_details.details(xls_details.workbook_stream(xls_details.CompoundFile(content)))
        more += [xls_details.Details() for _ in range(len(book.sheets_metadata) - len(more))]
        found = []
        for number, about in enumerate(book.sheets_metadata):
            found.append(Found(about.name, is_hidden=about.visible != SheetVisibleEnum.Visible))
            _fill(found[-1], book.get_sheet_by_index(number), more[number])
        return found
    except _NO_FILE as error:
        raise ValueError(str(error)) from None


def _fill(found: Found, sheet: CalamineSheet, more: xls_details.Details) -> None:
    height, width = LIMITS["rows"], LIMITS["columns"]
    last_row, last_column = sheet.end or (0, 0)  # from 0
    if last_row >= height or last_column >= width:
        found.far = f"{column_letters(last_column + 1)}{last_row + 1}"
    for row, values in enumerate(islice(sheet.iter_rows(), height), 1):
        for column, value in enumerate(values[:width], 1):
            place = row, column
            if place in more.errors:
                found.put(row, column, more.errors[place], kind="error")
            elif value != "":
                is_percent = place in more.percents and isinstance(value, int | float)
                found.put(row, column, value, "0.00%" if is_percent else "")
            elif place in more.formulas:
                found.put(row, column, "公式", kind="formula")
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        found.merge(top + 1, left + 1, bottom + 1, right + 1)
    found.hidden_columns = {n for first, last in more.hidden_columns for n in range(first, min(last, width) + 1)}
    found.hidden_rows = {row for row in more.hidden_rows if row <= height}
