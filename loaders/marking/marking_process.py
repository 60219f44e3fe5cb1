"""The marking process: `python -m loaders.marking.marking_process`, started by marked_copy.py and never imported by it.

Takes a line of JSON {"size", "marks", "rows", "title", "sheet"} and a workbook's bytes on its standard input; gives the
same workbook with coloured and commented cells and a sheet that lists them. Under the limits of the reading process.
"""

import copy
import io
import json
import re
import sys
import warnings
import zipfile
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from loaders.files.limits import limit_memory

AUTHOR = "目标进展系统"
_COLOURS = {"error": "FFF4B6B1", "doubt": "FFFFE08A"}
_HEADINGS = ("序号", "级别", "工作表", "单元格", "读到的内容", "问题", "怎么改")
_WIDTHS = (7, 8, 20, 10, 26, 48, 48)
_HEADER_ROW = 3
_MEMORY_COLUMN = 27  # AA, hidden: what a marked cell looked like before
_FORMULA = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*)><f(/>|[ >].*?</f>)<v(?: ?/>|></v>)</c>', re.S)


def mark(content: bytes, order: dict[str, Any]) -> bytes:
    """The marked workbook. What was marked before and is mended now is unmarked."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        waits = b'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml")
    book = openpyxl.load_workbook(io.BytesIO(content))
    values = _calculated(content)
    _unmark(book, order["sheet"])
    before: list[tuple[str, str, str]] = []
    for sheet_name, marks in order["marks"].items():
        if sheet_name in book.sheetnames and isinstance(book[sheet_name], Worksheet):
            _mark_cells(book[sheet_name], marks, before)
    _list(book, order, before)
    book.calculation.fullCalcOnLoad = waits
    buffer = io.BytesIO()
    book.save(buffer)
    return _with_values(buffer.getvalue(), values) if values else buffer.getvalue()


def _mark_cells(sheet: Worksheet, marks: list[dict[str, str]], before: list[tuple[str, str, str]]) -> None:
    for one in marks:
        cell = sheet[one["cell"]]
        if isinstance(cell, openpyxl.cell.cell.MergedCell):
            continue
        before.append((sheet.title, one["cell"], cell.fill.start_color.rgb if cell.fill.fill_type == "solid" else ""))
        colour = _COLOURS[one["level"]]
        cell.fill = PatternFill("solid", start_color=colour, end_color=colour)
        own = f"\n原批注:{cell.comment.text}" if cell.comment is not None else ""
        cell.comment = Comment(one["text"] + own, AUTHOR, height=120, width=320)


def _unmark(book: Any, list_sheet: str) -> None:
    """Take back the marks of an earlier round: our comments, and the colours under them."""
    fills: dict[tuple[str, str], str] = {}
    if list_sheet in book.sheetnames:
        listed = book[list_sheet]
        for row in range(1, listed.max_row + 1):
            name, cell, colour = (listed.cell(row, _MEMORY_COLUMN + n).value for n in range(3))
            if name and cell:
                fills[str(name), str(cell)] = str(colour or "")
        del book[list_sheet]
    for sheet in book.worksheets:
        for cell in list(sheet._cells.values()):
            comment = getattr(cell, "comment", None)
            if comment is None or comment.author != AUTHOR:
                continue
            own = comment.text.partition("\n原批注:")[2]
            cell.comment = Comment(own, "原批注") if own else None
            colour = fills.get((sheet.title, cell.coordinate), "")
            is_colour = re.fullmatch(r"[0-9A-F]{8}", colour)
            cell.fill = PatternFill("solid", start_color=colour, end_color=colour) if is_colour else PatternFill()


def _list(book: Any, order: dict[str, Any], before: list[tuple[str, str, str]]) -> None:
    sheet = book.create_sheet(order["sheet"], 0)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    bold, wrapped = Font(name="黑体", size=11), Alignment(vertical="center", wrap_text=True)
    sheet["A1"], sheet["A2"] = order["title"], order["note"]
    sheet["A1"].font, sheet["A2"].font = Font(name="黑体", size=14), Font(name="宋体", size=11)
    for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True), 1):
        cell = sheet.cell(_HEADER_ROW, column, heading)
        cell.font = bold
        sheet.column_dimensions[cell.column_letter].width = width
    for number, values in enumerate(order["rows"], 1):
        row = _HEADER_ROW + number
        for column, value in enumerate([number, *values["texts"]], 1):
            cell = sheet.cell(row, column, value)
            if cell.data_type == "f":
                cell.data_type = "s"
            cell.font, cell.alignment = Font(name="宋体", size=11), copy.copy(wrapped)
        colour = _COLOURS[values["level"]]
        sheet.cell(row, 2).fill = PatternFill("solid", start_color=colour, end_color=colour)
        if values["sheet"] in book.sheetnames:
            linked = sheet.cell(row, 4 if values["cell"] else 3)
            place = f"'{values['sheet'].replace(chr(39), chr(39) * 2)}'!{values['cell'] or 'A1'}"
            linked.hyperlink = openpyxl.worksheet.hyperlink.Hyperlink(ref=linked.coordinate, location=place)
            linked.font = Font(name="宋体", size=11, color="FF1F5FA8", underline="single")
    for row, kept in enumerate(before, 1):
        for step, text in enumerate(kept):
            sheet.cell(row, _MEMORY_COLUMN + step, text or None)
    for letters in ("AA", "AB", "AC"):
        sheet.column_dimensions[letters].hidden = True
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"


def _calculated(content: bytes) -> dict[str, dict[str, Any]]:
    """What each formula came to when the workbook was last saved: openpyxl keeps a formula or its value, not both."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    if not any(b"<f>" in part or b"<f " in part for part in parts):
        return {}
    shown = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {
        sheet.title: {cell.coordinate: cell.value for cell in sheet._cells.values() if cell.value is not None}
        for sheet in shown.worksheets
    }


def _with_values(content: bytes, values: dict[str, dict[str, Any]]) -> bytes:
    """The workbook with what its formulas came to, so that it reads the same before anybody opens it."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    titles = {part: sheet.title for sheet, part in zip(book.worksheets, _parts(content), strict=True)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name in titles and b"<f" in part:
                part = _filled(part, values.get(titles[name], {}))
            new.writestr(name, part)
    return buffer.getvalue()


def _parts(content: bytes) -> list[str]:
    """The parts of the sheets as openpyxl writes them: numbered in their order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = [name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)]
    return sorted(found, key=lambda name: int(re.sub(r"\D", "", name.rpartition("/")[2])))


def _filled(part: bytes, values: dict[str, Any]) -> bytes:
    def put(found: re.Match[bytes]) -> bytes:
        value = values.get(found[1].decode())
        style = re.sub(rb' t="[^"]*"', b"", found[2])
        formula = b"<f" + found[3]
        if isinstance(value, bool):
            return b'<c r="%s"%s t="b">%s<v>%d</v></c>' % (found[1], style, formula, value)
        if isinstance(value, int | float):
            return b'<c r="%s"%s>%s<v>%s</v></c>' % (found[1], style, formula, repr(value).encode())
        if isinstance(value, str):
            kind = b"e" if value.startswith("#") else b"str"
            return b'<c r="%s"%s t="%s">%s<v>%s</v></c>' % (found[1], style, kind, formula, escape(value).encode())
        return found[0]

    return _FORMULA.sub(put, part)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    limit_memory()
    asked = json.loads(sys.stdin.buffer.readline())
    sys.stdout.buffer.write(mark(sys.stdin.buffer.read(asked["size"]), asked))
