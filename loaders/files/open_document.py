"""An OpenDocument spreadsheet (.ods) in the shape that reading.py gives.

Read here and not by calamine, which leaves out what a figure hangs on: percents, merged cells, what is hidden.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from openpyxl.utils import get_column_letter

from loaders.files.limits import CELLS_WAN, LIMITS, NO_ARCHIVE, UNPACKED_MEGABYTES

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_TIME = re.compile(r"PT(\d+)H(\d+)M(\d+)")
_ERROR = re.compile(r"#[A-Z0-9/!?]+|Err:\d+")


def sheets(content: bytes) -> list[dict[str, Any]]:
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


def _sheet(table: ElementTree.Element, styles: dict[str | None, ElementTree.Element | None]) -> dict[str, Any]:
    found = _Found()
    row = 1
    for line in _lines(table):
        repeated = _count(line, f"{_TABLE}number-rows-repeated")
        own = min(repeated, LIMITS["rows"] + 1 - row) if row <= LIMITS["rows"] else 1
        if line.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            found.hidden_rows += range(row, min(row + repeated, LIMITS["rows"] + 1))
        is_empty = not any(_holds(cell) for cell in line if cell.tag in _CELLS)
        for number in range(row, row + (0 if is_empty else own)):
            found.take(line, number)
        row += repeated
    properties = styles.get(table.get(f"{_TABLE}style-name"))
    shown = "true" if properties is None else properties.get(f"{_TABLE}display", "true")
    return {
        "name": table.get(f"{_TABLE}name") or "Sheet1", "cells": found.cells, "far": found.far, "merged": found.merged,
        "hidden_rows": found.hidden_rows, "hidden_columns": _hidden_columns(table), "is_hidden": shown == "false",
    }  # fmt: skip


class _Found:
    """What was found of a sheet so far."""

    def __init__(self) -> None:
        self.cells: list[list[Any]] = []
        self.merged: list[list[int]] = []
        self.hidden_rows: list[int] = []
        self.far = ""

    def take(self, line: ElementTree.Element, row: int) -> None:
        """One row's cells."""
        column = 1
        for cell in line:
            if cell.tag not in _CELLS:
                continue
            repeated = _count(cell, f"{_TABLE}number-columns-repeated")
            if _holds(cell):
                if row > LIMITS["rows"] or column > LIMITS["columns"]:
                    self.far = self.far or f"{get_column_letter(min(column, 18_278))}{row}"
                    return
                last = min(column + repeated - 1, LIMITS["columns"])
                self.cells += [[row, number, *_cell(cell)] for number in range(column, last + 1)]
                if len(self.cells) > CELLS_WAN * 10_000:
                    raise ValueError("too many cells")
            down, right = _count(cell, f"{_TABLE}number-rows-spanned"), _count(cell, f"{_TABLE}number-columns-spanned")
            if down * right > 1 and column <= LIMITS["columns"]:
                bottom, last = min(row + down - 1, LIMITS["rows"]), min(column + right - 1, LIMITS["columns"])
                self.merged.append([row, column, bottom, last])
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


def _cell(cell: ElementTree.Element) -> list[Any]:
    kind = cell.get(f"{_OFFICE}value-type", "")
    shown = "\n".join("".join(_texts(line)) for line in cell.iterfind(f"{_TEXT}p"))
    if cell.get(f"{_TABLE}formula") and _ERROR.fullmatch(shown):
        return ["error", shown, ""]
    if kind in ("float", "percentage", "currency"):
        number = float(cell.get(f"{_OFFICE}value", "nan"))
        if number != number or number in (float("inf"), float("-inf")):
            return ["error", "#NUM!", ""]
        plain = int(number) if number.is_integer() and abs(number) < 1e15 else number
        return ["number", plain, "0.00%" if kind == "percentage" else ""]
    if kind == "boolean":
        return ["bool", cell.get(f"{_OFFICE}boolean-value") == "true", ""]
    if kind == "date":
        return ["date", dt.datetime.fromisoformat(cell.get(f"{_OFFICE}date-value", "")).isoformat(), ""]
    if kind == "time" and (found := _TIME.match(cell.get(f"{_OFFICE}time-value", ""))):
        return ["date", (dt.datetime(1900, 1, 1) + dt.timedelta(hours=min(int(found[1]), 9999))).isoformat(), ""]
    return ["text", shown, ""]


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
