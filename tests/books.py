"""Workbooks as they are sent, nasty ones too. Each function gives the bytes of a file."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import xlwt  # type: ignore[import-untyped]
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


def many_cells(count: int, declared: int | None = None) -> bytes:
    """A workbook with so many numbers, a thousand in a row. `declared`: the size that it gives out for its sheet."""
    rows = "".join(f"<row>{'<c ><v>1</v></c>' * 1000}</row>" for _ in range(count // 1000))
    part = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{rows}</sheetData></worksheet>"
    )
    content = with_part(book([["编码"]]), "xl/worksheets/sheet1.xml", part.encode())
    if declared is None:
        return content
    real, lie = len(part).to_bytes(4, "little"), declared.to_bytes(4, "little")
    assert content.count(real) == 2  # the file's own header, and the directory at the end
    return content.replace(real, lie)


def zip_with(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


def old(
    rows: Rows, *, sheet: str = "Sheet1", formats: dict[tuple[int, int], str] | None = None,
    dress: Callable[[Any], None] | None = None,
) -> bytes:  # fmt: skip
    """The same as an old .xls, which is what WPS's .et is too; `formats` by row and column, from 0.

    A text that begins with = is a formula.
    """
    made = xlwt.Workbook(encoding="utf-8")
    added = made.add_sheet(sheet)
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if value is None:
                continue
            is_date = isinstance(value, dt.date)
            shown = (formats or {}).get((row, column), "YYYY-MM-DD" if is_date else "General")
            written = xlwt.Formula(value[1:]) if isinstance(value, str) and value.startswith("=") else value
            added.write(row, column, written, xlwt.easyxf(num_format_str=shown))
    if dress is not None:
        dress(added)
    return saved(made)


def renamed_stream(content: bytes, name: str) -> bytes:
    """An old workbook whose stream bears another name: what the file says that it is."""
    before = "Workbook".encode("utf-16-le").ljust(64, b"\0") + bytes([18, 0])
    assert content.count(before) == 1
    after = name.encode("utf-16-le").ljust(64, b"\0") + bytes([2 * len(name) + 2, 0])
    return content.replace(before, after)


def old_with_password() -> bytes:
    """An .xls that says of itself that it is encrypted."""
    return old([["编码"]]).replace(b"\x42\x00\x02\x00", b"\x2f\x00\x02\x00", 1)


PASSWORD = renamed_stream(old([["编码"]]), "EncryptedPackage")  # how a password hides an .xlsx
BROKEN_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
HTML = "<html><body><table><tr><td>编码</td></tr></table></body></html>".encode()


def open_document(rows: Rows) -> bytes:
    """One sheet as .ods, as LibreOffice writes it: repeated empty cells, a percent, a row that a filter hides.

    A text that ends in % is a percent; a row that begins with None is hidden.
    """
    lines = []
    for row in rows:
        hidden = ' table:visibility="filter"' if row and row[0] is None else ""
        lines.append(f"<table:table-row{hidden}>{''.join(map(_open_cell, row))}</table:table-row>")
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    part = (
        f'<office:document-content{names}><office:body><office:spreadsheet><table:table table:name="九月">'
        f"{''.join(lines)}"
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
        ' table:number-columns-repeated="1024"/></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", part)
    return buffer.getvalue()


def _open_cell(value: object) -> str:
    if value is None:
        return '<table:table-cell table:number-columns-repeated="1"/>'
    kind, number = "float", value
    if isinstance(value, str):
        if not value.endswith("%"):
            return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
        kind, number = "percentage", float(value[:-1]) / 100
    shown = f"<text:p>{value}</text:p>"
    return f'<table:table-cell office:value-type="{kind}" office:value="{number}">{shown}</table:table-cell>'
