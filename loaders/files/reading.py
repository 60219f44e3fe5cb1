"""A file's bytes → its sheets as plain cells. Only a child (child.py) runs this on what somebody sent.

Where openpyxl reads; .xls and .et are read by old_workbook.py, .ods by open_document.py, .csv by delimited.py.
"""

import datetime as dt
import io
import re
import sys
import zipfile
from importlib import import_module
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.worksheet import Worksheet

from loaders.files import open_xml
from loaders.files.file_kind import NEW, OLD, OPEN, TEXT, file_kind
from loaders.files.limits import CELLS_WAN, LIMITS, MERGES, NO_ARCHIVE, SENT_MEGABYTES, SHEETS, UNPACKED_MEGABYTES
from loaders.files.workbook import Book, Found
from loaders.issues import issue

_TELLING = re.compile(r"\d|\w{2}")  # a figure, a heading, a name; 无 is nothing
_OTHER_FILE = re.compile(r"\[[^\[\]]+\][^\[\]!]*!")  # =[1]台账!$F$8
_HEADER_CODE = re.compile(r"&[A-Z]")  # &P: the page's number
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class UnreadableError(Exception):
    """A file that is no workbook to read: the issue's id and its slots."""

    def __init__(self, problem: str, **slots: object) -> None:
        super().__init__(problem)
        self.problem, self.slots = problem, slots


def read_book(content: bytes, file_name: str) -> Book:
    """What stands in a file. A bad one has no sheets, and an issue."""
    try:
        found = _read(content)
        return Book(
            file_name, tuple(one.sheet() for one in found), tuple(told for one in found for told in one.issues())
        )
    except UnreadableError as problem:
        return Book(file_name, issues=(issue(problem.problem, None, None, file_name, **problem.slots),))


def _read(content: bytes) -> list[Found]:
    """The sheets of a workbook. Raises UnreadableError."""
    if len(content) > SENT_MEGABYTES * 1_000_000:
        raise UnreadableError("file_too_large", megabytes=len(content) // 1_000_000, limit=SENT_MEGABYTES)
    kind = file_kind(content)
    if kind not in (NEW, OLD, OPEN, TEXT):
        raise UnreadableError(kind)
    try:
        sheets = _new_sheets(content) if kind == NEW else _other_sheets(kind, content)
    except ValueError:
        raise UnreadableError("file_broken") from None
    if len(sheets) > SHEETS:
        raise UnreadableError("file_too_many_sheets", count=len(sheets), limit=SHEETS)
    if not sheets:  # openpyxl leaves out what the workbook's list of parts does not lead to
        raise UnreadableError("file_broken")
    merges = sum(len(sheet.merged) for sheet in sheets)
    if merges > MERGES:
        raise UnreadableError("file_too_many_merges", count=merges, limit=MERGES)
    return sheets


def _other_sheets(kind: str, content: bytes) -> list[Found]:
    """What openpyxl does not read. Each reader is loaded when it is needed."""
    module = {OLD: "old_workbook", OPEN: "open_document", TEXT: "delimited"}[kind]
    found: list[Found] = import_module(f"loaders.files.{module}").sheets(content)
    return found


def _new_sheets(content: bytes) -> list[Found]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        megabytes = sum(entry.file_size for entry in archive.infolist()) / 1_000_000
        if megabytes > UNPACKED_MEGABYTES:
            raise UnreadableError("file_too_large", megabytes=round(megabytes), limit=UNPACKED_MEGABYTES)
        try:
            parts = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
            settings = archive.read("xl/workbook.xml")
            shared = b"".join(archive.read(name) for name in archive.namelist() if name.endswith("sharedStrings.xml"))
            if open_xml.is_strict(settings):
                content = open_xml.as_transitional(archive)
        except NO_ARCHIVE:
            raise UnreadableError("file_broken") from None
    cells = sum(part.count(b"<c ") for part in parts)
    if cells > CELLS_WAN * 10_000:
        raise UnreadableError("file_too_many_cells", count=cells // 10_000, limit=CELLS_WAN)
    has_formulas = any(b"<f>" in part or b"<f " in part for part in parts)
    has_runs = any(b"<rPr" in part for part in (*parts, shared))
    del parts, shared
    book = _opened(content, data_only=True, rich_text=has_runs)
    written = _opened(content, data_only=False) if has_formulas else None
    # A program that wrote formulas without calculating them asks Excel to do so, and leaves 0 or nothing meanwhile.
    waits = b'fullCalcOnLoad="1"' in settings
    found = [_sheet(sheet, written[sheet.title] if written else None, waits) for sheet in book.worksheets]
    boxes = _text_boxes(content)
    for one, sheet in zip(found, book.worksheets, strict=True):
        for text in _page_header(sheet):
            one.put_apart(text, "页眉")
        for text in boxes.get(one.name, ()):
            one.put_apart(text, "文本框")
    return found


def _text_boxes(content: bytes) -> dict[str, list[str]]:
    """The texts in a workbook's text boxes; of a damaged drawing none, since its cells are read all the same."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return open_xml.text_boxes(archive)
    except (*NO_ARCHIVE, SyntaxError):
        return {}


def _page_header(sheet: Worksheet) -> list[str]:
    """What is printed above a sheet: a title may stand there alone."""
    headers = (sheet.oddHeader, sheet.firstHeader)
    texts = (part.text for one in headers for part in (one.left, one.center, one.right))
    return [_HEADER_CODE.sub("", text) for text in texts if text]


def _opened(content: bytes, *, data_only: bool, rich_text: bool = False) -> Any:
    try:
        return openpyxl.load_workbook(io.BytesIO(content), data_only=data_only, keep_links=False, rich_text=rich_text)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever a broken part makes it stumble over
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        raise UnreadableError("file_broken") from None


def _sheet(sheet: Worksheet, written: Worksheet | None, waits: bool) -> Found:
    found = Found(sheet.title, is_hidden=sheet.sheet_state != "visible")
    struck_fonts = {number for number, font in enumerate(sheet.parent._fonts) if font.strike}
    # The sparse store of cells: a value in XFD1048576 must not make rows and columns up to there.
    for row, column in sorted(written._cells if written else sheet._cells):
        cell = sheet._cells.get((row, column))
        source = written._cells[row, column] if written else cell
        is_formula = source.data_type == "f"
        if cell is None or (cell.value is None and not is_formula):
            continue
        _put(found, cell, source, is_uncalculated=is_formula and (cell.value is None or (waits and not cell.value)))
        if (row, column) not in found.cells:
            continue
        is_struck = cell._style.fontId in struck_fonts or (
            isinstance(cell.value, CellRichText) and not _kept(cell.value)
        )
        if is_struck and _TELLING.search(str(found.cells[row, column].value)):
            found.tell("cell_struck", row, column)
        if is_formula and _OTHER_FILE.search(str(source.value)):
            found.tell("cell_linked", row, column)
    for one in sorted((r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges):
        found.merge(*one)
    found.hidden_rows = {n for n, row in sheet.row_dimensions.items() if row.hidden and n <= LIMITS["rows"]}
    for run in sheet.column_dimensions.values():  # one may stand for several columns
        if run.hidden and run.min and run.max:
            found.hidden_columns.update(range(run.min, min(run.max, LIMITS["columns"]) + 1))
    return found


def _put(found: Found, cell: Any, source: Any, *, is_uncalculated: bool) -> None:
    value, kind = cell.value, "error" if cell.data_type == "e" else ""
    if is_uncalculated:
        value, kind = str(source.value), "formula"
    elif isinstance(value, CellRichText):
        value = _kept(value) or str(value)
    elif not isinstance(value, int | float | dt.date | dt.time | dt.timedelta):
        value = str(value)
    found.put(cell.row, cell.column, value, cell.number_format, kind)


def _kept(runs: CellRichText) -> str:
    """What is left of a text without what is struck out; a raised 2 is the mark of a footnote or a square: 8.9², m²."""
    kept = ""
    for one in runs:
        font = getattr(one, "font", None)
        if font is None or not font.strike:
            kept += str(one).translate(_RAISED) if font is not None and font.vertAlign == "superscript" else str(one)
    return kept


def leave_looks_out() -> None:
    """For a child alone, since it changes openpyxl for the whole process: only where things stand is wanted.

    openpyxl would give every cell of a merged range, a link or a rule an object of its own, which costs half of the
    reading time, and all memory where one spans a whole sheet.
    """
    from openpyxl.worksheet import _reader
    from openpyxl.worksheet.cell_range import CellRange, MultiCellRange

    def record_ranges(self: Any) -> None:
        if self.parser.merged_cells:
            ranges = self.parser.merged_cells.mergeCell[: MERGES + 1]
            self.ws.merged_cells = MultiCellRange([CellRange(merged.ref) for merged in ranges])

    def leave_out(_: Any) -> None:
        return None

    _reader.WorksheetReader.bind_merged_cells = record_ranges
    _reader.WorksheetReader.bind_hyperlinks = leave_out
    _reader.WorksheetReader.bind_formatting = leave_out
