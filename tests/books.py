"""Workbooks as they are sent, nasty ones too. Each function gives the bytes of a file."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet


def saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


Rows = Sequence[Any]  # of rows of whatever a person may type


def book(rows: Rows, *, sheet: str = "Sheet1", dress: Callable[[Worksheet], None] | None = None) -> bytes:
    """One sheet with these rows; `dress` may merge, hide and format afterwards."""
    made = Workbook()
    made.active.title = sheet
    for row in rows:
        made.active.append(list(row))
    if dress is not None:
        dress(made.active)
    return saved(made)


def report(
    figures: Rows,
    *,
    title: str = "2023年9月进展情况",
    unit: str = "填报单位:区公安分局",
    **options: Any,
) -> bytes:
    """A plain report: title, unit, header, and rows of (编码, 序号, 事项, 指标, 单位, 本月累计, 进展情况)."""
    header = ["编码", "序号", "事项", "指标", "单位", "本月累计", "进展情况"]
    return book([[title], [unit], header, *figures], **options)


def changed(content: bytes, change: Callable[[Any], None]) -> bytes:
    """A workbook after a change by hand."""
    opened = load_workbook(io.BytesIO(content))
    change(opened)
    return saved(opened)


def filled(content: bytes, values: dict[str, dict[str, object]], *, header_row: int = 3) -> bytes:
    """A template filled in by heading: {编码: {heading: value}}, as a person would with the file open."""

    def fill(opened: Any) -> None:
        for sheet in opened.worksheets:
            headings = {cell.value: cell.column for cell in sheet[header_row] if cell.value}
            if "编码" not in headings:
                continue
            for row in range(header_row + 1, sheet.max_row + 1):
                for heading, value in values.get(sheet.cell(row, headings["编码"]).value, {}).items():
                    sheet.cell(row, headings[heading]).value = value

    return changed(content, fill)


def with_formula_never_calculated() -> bytes:
    return report([["510115-2023-L02-1", "民生2", "", "", "个", "=30+20", ""]])


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same zip with one part added or replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, part)
    return buffer.getvalue()


def bomb() -> bytes:
    """A small file whose sheet unpacks to 80 megabytes."""
    return with_part(book([["编码"]]), "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 80_000_000 + b"</worksheet>")


def zip_with(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
PASSWORD = OLD_EXCEL + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 100
HTML = "<html><body><table><tr><td>编码</td></tr></table></body></html>".encode()
