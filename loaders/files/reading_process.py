"""The reading process: `python -m loaders.files.reading_process`, started by reader.py and never imported by it.

Takes any number of files on its standard input, each as a line {"name", "size"} and then so many bytes; answers each
with one line of JSON. Loads openpyxl and little of ours, so that a bad file can harm nothing but this.
"""

import datetime as dt
import io
import json
import sys
import warnings
import zipfile
from typing import Any, BinaryIO

if __name__ == "__main__":  # openpyxl would load numpy for nothing: half the start
    sys.modules["numpy"] = None  # type: ignore[assignment]
import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from loaders.files.file_kind import NEW, OLD, file_kind
from loaders.files.limits import CELLS_WAN, LIMITS, SENT_MEGABYTES, UNPACKED_MEGABYTES, limit_memory


class UnreadableError(Exception):
    """A file that is no workbook to read: the issue's id and its slots."""

    def __init__(self, problem: str, **slots: object) -> None:
        super().__init__(problem)
        self.answer: dict[str, Any] = {"problem": problem, "slots": slots}


def read(content: bytes) -> dict[str, Any]:
    """The sheets of a workbook as plain lists. Raises UnreadableError."""
    if len(content) > SENT_MEGABYTES * 1_000_000:
        raise UnreadableError("file_too_large", megabytes=len(content) // 1_000_000, limit=SENT_MEGABYTES)
    kind = file_kind(content)
    if kind == OLD:
        return {"sheets": _old_sheets(content), "limits": LIMITS}
    if kind != NEW:
        raise UnreadableError(kind)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        megabytes = sum(entry.file_size for entry in archive.infolist()) / 1_000_000
        if megabytes > UNPACKED_MEGABYTES:
            raise UnreadableError("file_too_large", megabytes=round(megabytes), limit=UNPACKED_MEGABYTES)
        try:
            parts = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
            settings = archive.read("xl/workbook.xml")
        except (zipfile.BadZipFile, KeyError, EOFError, OSError, ValueError):
            raise UnreadableError("file_broken") from None
    cells = sum(part.count(b"<c ") for part in parts)
    if cells > CELLS_WAN * 10_000:
        raise UnreadableError("file_too_many_cells", count=cells // 10_000, limit=CELLS_WAN)
    has_formulas = any(b"<f>" in part or b"<f " in part for part in parts)
    book = _opened(content, data_only=True)
    written = _opened(content, data_only=False) if has_formulas else None
    # A program that wrote formulas without calculating them asks Excel to do so, and leaves 0 or nothing meanwhile.
    waits = b'fullCalcOnLoad="1"' in settings
    sheets = [_sheet(sheet, written[sheet.title] if written else None, waits) for sheet in book.worksheets]
    if not sheets:  # openpyxl leaves out what the workbook's list of parts does not lead to
        raise UnreadableError("file_broken")
    return {"sheets": sheets, "limits": LIMITS}


def _old_sheets(content: bytes) -> list[dict[str, Any]]:
    from loaders.files.old_workbook import read_old

    try:
        return read_old(content)
    except ValueError:
        raise UnreadableError("file_broken") from None


def _opened(content: bytes, *, data_only: bool) -> Any:
    try:
        return openpyxl.load_workbook(io.BytesIO(content), data_only=data_only, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever a broken part makes it stumble over
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        raise UnreadableError("file_broken") from None


def _sheet(sheet: Worksheet, written: Worksheet | None, waits: bool) -> dict[str, Any]:
    cells: list[list[Any]] = []
    far = ""
    # The sparse store of cells: a value in XFD1048576 must not make rows and columns up to there.
    for row, column in sorted(written._cells if written else sheet._cells):
        cell = sheet._cells.get((row, column))
        source = written._cells[row, column] if written else cell
        is_formula = source.data_type == "f"
        if cell is None or (cell.value is None and not is_formula):
            continue
        if row > LIMITS["rows"] or column > LIMITS["columns"]:
            far = far or f"{get_column_letter(column)}{row}"
            continue
        cells.append(
            [row, column, *_cell(cell, source, is_formula and (cell.value is None or (waits and not cell.value)))]
        )
    return {
        "name": sheet.title,
        "cells": cells,
        "merged": sorted(
            [r.min_row, r.min_col, min(r.max_row, LIMITS["rows"]), min(r.max_col, LIMITS["columns"])]
            for r in sheet.merged_cells.ranges
        ),
        "hidden_rows": [n for n, row in sheet.row_dimensions.items() if row.hidden and n <= LIMITS["rows"]],
        "hidden_columns": _hidden_columns(sheet),
        "is_hidden": sheet.sheet_state != "visible",
        "far": far,
    }


def _hidden_columns(sheet: Worksheet) -> list[int]:
    """One dimension may stand for a run of columns."""
    runs = [(d.min, d.max) for d in sheet.column_dimensions.values() if d.hidden and d.min and d.max]
    return sorted({n for first, last in runs for n in range(first, min(last, LIMITS["columns"]) + 1)})


def _cell(cell: Any, source: Any, is_uncalculated: bool) -> list[Any]:
    value = cell.value
    if is_uncalculated:
        return ["formula", str(source.value), ""]
    if isinstance(value, bool):
        return ["bool", value, ""]
    if isinstance(value, int | float):
        return ["number", value, cell.number_format]
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return ["date", value.isoformat(), cell.number_format]
    if isinstance(value, dt.timedelta):
        return ["date", (dt.datetime(1900, 1, 1) + value).isoformat(), ""]
    return ["error" if cell.data_type == "e" else "text", str(value), ""]


def main(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Answer every file that comes in, until the stream ends."""
    warnings.simplefilter("ignore")  # what openpyxl leaves out (themes, extensions) is nothing we read
    while header := incoming.readline():
        content = incoming.read(json.loads(header)["size"])
        try:
            answer = read(content)
        except UnreadableError as problem:
            answer = problem.answer
        except MemoryError:
            answer = {"problem": "file_too_large", "slots": {"megabytes": "很多", "limit": UNPACKED_MEGABYTES}}
        outgoing.write(json.dumps(answer, ensure_ascii=True).encode() + b"\n")
        outgoing.flush()


def _leave_looks_out() -> None:
    """Only where things stand is wanted. openpyxl would give every cell of a merged range, a link or a rule an object
    of its own, which costs half of the reading time, and all memory where one spans a whole sheet."""
    from openpyxl.worksheet import _reader
    from openpyxl.worksheet.cell_range import CellRange, MultiCellRange

    def record_ranges(self: Any) -> None:
        if self.parser.merged_cells:
            self.ws.merged_cells = MultiCellRange(
                [CellRange(merged.ref) for merged in self.parser.merged_cells.mergeCell]
            )

    def leave_out(_: Any) -> None:
        return None

    _reader.WorksheetReader.bind_merged_cells = record_ranges
    _reader.WorksheetReader.bind_hyperlinks = leave_out
    _reader.WorksheetReader.bind_formatting = leave_out


if __name__ == "__main__":
    limit_memory()
    _leave_looks_out()
    main(sys.stdin.buffer, sys.stdout.buffer)
