"""An OpenDocument spreadsheet (.ods): its sheets.

Read here and not by calamine, which leaves out what a figure hangs on: percents, merged cells, what is hidden.
"""

import datetime as dt
import io
import math
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from loaders.files.limits import CELLS_WAN, LIMITS, NO_ARCHIVE, UNPACKED_MEGABYTES
from loaders.files.workbook import Found

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_TIME = re.compile(r"PT(\d+)H(\d+)M(\d+)")
_ERROR = re.compile(r"#[A-Z0-9/!?]+|Err:\d+")


def sheets(content: bytes) -> list[Found]:
    """The sheets. Raises ValueError for a file that is broken or unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if archive.getinfo("content.xml").file_size > UNPACKED_MEGABYTES * 1_000_000:
                raise ValueError("too large")
            part = archive.read("content.xml")
        root = ElementTree.fromstring(part)  # expat bounds what entities unfold to
    except (*NO_ARCHIVE, ElementTree.ParseError) as error:
        raise ValueError(str(error)) from None
    styles = {
        style.get(f"{_STYLE}name"): style.find(f"{_STYLE}table-properties") for style in root.iter(f"{_STYLE}style")
    }
    return [_sheet(table, styles) for table in root.iter(f"{_TABLE}table")]


def _sheet(table: ElementTree.Element, styles: dict[str | None, ElementTree.Element | None]) -> Found:
    properties = styles.get(table.get(f"{_TABLE}style-name"))
    is_hidden = properties is not None and properties.get(f"{_TABLE}display") == "false"
    found = Found(table.get(f"{_TABLE}name") or "Sheet1", is_hidden=is_hidden)
    row, height = 1, LIMITS["rows"]
    for line in _lines(table):
        repeated = _count(line, f"{_TABLE}number-rows-repeated")
        last = max(min(row + repeated - 1, height), row)
        if line.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            found.hidden_rows.update(range(row, min(row + repeated, height + 1)))
        if any(_holds(cell) for cell in line if cell.tag in _CELLS):
            for number in range(row, last + 1):
                _take(found, line, number)
        row += repeated
    found.hidden_columns.update(_hidden_columns(table))
    return found


def _take(found: Found, line: ElementTree.Element, row: int) -> None:
    """One row's cells, the first of those beyond the limits the last."""
    column = 1
    for cell in line:
        if cell.tag not in _CELLS:
            continue
        repeated = _count(cell, f"{_TABLE}number-columns-repeated")
        if _holds(cell):
            for number in range(column, max(min(column + repeated - 1, LIMITS["columns"]), column) + 1):
                _put(found, row, number, cell)
            if row > LIMITS["rows"] or column > LIMITS["columns"]:
                return
            if len(found.cells) > CELLS_WAN * 10_000:
                raise ValueError("too many cells")
        down, right = _count(cell, f"{_TABLE}number-rows-spanned"), _count(cell, f"{_TABLE}number-columns-spanned")
        if down * right > 1 and column <= LIMITS["columns"]:
            found.merge(row, column, row + down - 1, column + right - 1)
        column += repeated


def _lines(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The rows, those in groups and repeated headers too."""
    for child in element:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in (f"{_TABLE}table-row-group", f"{_TABLE}table-header-rows", f"{_TABLE}table-rows"):
            yield from _lines(child)


def _hidden_columns(table: ElementTree.Element) -> list[int]:
    hidden: list[int] = []
    column = 1
    for one in table.iter(f"{_TABLE}table-column"):
        repeated = _count(one, f"{_TABLE}number-columns-repeated")
        if one.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            hidden += range(column, min(column + repeated, LIMITS["columns"] + 1))
        column += repeated
    return hidden


def _count(element: ElementTree.Element, name: str) -> int:
    said = element.get(name, "1")
    return min(int(said), 2_000_000) if said.isdecimal() and said != "0" else 1


def _holds(cell: ElementTree.Element) -> bool:
    return cell.get(f"{_OFFICE}value-type") is not None or cell.find(f"{_TEXT}p") is not None


def _put(found: Found, row: int, column: int, cell: ElementTree.Element) -> None:
    kind = cell.get(f"{_OFFICE}value-type", "")
    shown = "\n".join("".join(_texts(line)) for line in cell.iterfind(f"{_TEXT}p"))
    number = float(cell.get(f"{_OFFICE}value", "nan")) if kind in ("float", "percentage", "currency") else 0.0
    if cell.get(f"{_TABLE}formula") and _ERROR.fullmatch(shown):
        found.put(row, column, shown, kind="error")
    elif not math.isfinite(number):
        found.put(row, column, "#NUM!", kind="error")
    elif kind in ("float", "percentage", "currency"):
        plain = int(number) if number.is_integer() and abs(number) < 1e15 else number
        found.put(row, column, plain, "0.00%" if kind == "percentage" else "")
    elif kind == "boolean":
        found.put(row, column, cell.get(f"{_OFFICE}boolean-value") == "true")
    elif kind == "date":
        found.put(row, column, dt.datetime.fromisoformat(cell.get(f"{_OFFICE}date-value", "")))
    elif kind == "time" and (said := _TIME.match(cell.get(f"{_OFFICE}time-value", ""))):
        found.put(row, column, dt.timedelta(hours=min(int(said[1]), 9999)))
    else:
        found.put(row, column, shown)


def _texts(line: ElementTree.Element) -> Iterator[str]:
    """A paragraph's words; notes to it are not its words."""
    yield line.text or ""
    for child in line:
        if child.tag == f"{_TEXT}s":
            yield " " * min(_count(child, f"{_TEXT}c"), 100)
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            yield "\n" if child.tag.endswith("line-break") else "\t"
        elif not child.tag.startswith(_OFFICE):  # office:annotation
            yield from _texts(child)
        yield child.tail or ""
