"""Workbooks that somebody, or something, has damaged: each made from a number, so that it can be made again."""

import datetime as dt
import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from loaders.files.limits import NO_ARCHIVE
from loaders.register import Register
from loaders.template.template import template
from tests import books

SMALL = Path(__file__).resolve().parents[3] / "shared" / "workbook_shapes" / "small"
_sound: list[tuple[str, bytes]] = []
UNITS = ("区公安分局", "区经信局", "区统计局")
_WORDS = (
    "本月累计",
    "编码",
    "事项",
    "1-9月累计",
    "单位",
    "约60",
    "",
    "小计",
    "（一）",
    "一、民生实事",
    "60%",
    "续表",
    "#N/A",
    "_x000B_",
)
_ODD = ("-1", "0", "99999999999", "NaN", "A0", "XFD1048576", "A1:XFD1048576", "", "true", "\uffff", "1e308", "rId99")
_CODES = ("510115-2023-L02-1", "510115-2023-L02-2", "510115-2023-I02-1", "510115-2023-T19-1")


def made(number: int, register: Register) -> tuple[str, bytes]:
    """The name and bytes of one damaged workbook. The same number gives the same one."""
    draw = random.Random(number)
    name, content = draw.choice(_bases(register))
    for _ in range(draw.randint(1, 3)):
        change = draw.choice(_CHANGES if content[:2] == b"PK" and name.endswith(".xlsx") else (_bytes, _cut))
        content = change(content, draw)
    return name, content


def _bases(register: Register) -> list[tuple[str, bytes]]:
    if _sound:
        return _sound
    found = [("模板.xlsx", template(register, register.unit_named(unit))) for unit in UNITS]  # type: ignore[arg-type]
    rows = [[code, n, "", "", "个", 10 * n, "推进"] for n, code in enumerate(_CODES, 1)]
    found.append(("月报.xlsx", books.report(rows)))
    found += [(path.name, path.read_bytes()) for path in sorted(SMALL.glob("*.xlsx"))]
    table: list[list[object]] = [["编码", "指标", "本月累计"], *([code, "", 5] for code in _CODES)]
    found.append(("月报.xls", books.old([["填报单位:区公安分局"], *table])))
    text = "\n".join(",".join(map(str, row)) for row in table)
    found += [("月报.csv", text.encode("gb18030")), ("月报.ods", books.open_document(table))]
    _sound.extend(found)
    return _sound


def _bytes(content: bytes, draw: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(draw.randint(1, 30)):
        damaged[draw.randrange(len(damaged))] = draw.randrange(256)
    return bytes(damaged)


def _cut(content: bytes, draw: random.Random) -> bytes:
    return content[: draw.randrange(4, len(content))] if draw.random() < 0.3 else content + content[-40:]


def _in_part(change: Callable[[bytes, random.Random], bytes]) -> Callable[[bytes, random.Random], bytes]:
    """A change of one part of a package."""

    def changed(content: bytes, draw: random.Random) -> bytes:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                name = draw.choice([name for name in archive.namelist() if name.endswith((".xml", ".rels"))])
                part = archive.read(name)
            return books.with_part(content, name, change(part, draw))
        except (*NO_ARCHIVE, IndexError):
            return content

    return changed


def _attribute(part: bytes, draw: random.Random) -> bytes:
    found = list(re.finditer(rb'="([^"]*)"', part))
    if not found:
        return part
    one = draw.choice(found)
    return part[: one.start(1)] + draw.choice(_ODD).encode() + part[one.end(1) :]


def _element(part: bytes, draw: random.Random) -> bytes:
    """An element gone, or there twice, or nested a thousand deep."""
    found = list(re.finditer(rb"<(\w+)\b[^<>]*?(?:/>|>[^<>]*</\1>)", part))
    if not found:
        return part
    one = draw.choice(found)
    other = draw.choice((b"", one[0] * 2, one[0] * 500, b"<g>" * 1000 + one[0] + b"</g>" * 1000))
    return part[: one.start()] + other + part[one.end() :]


def _by_hand(content: bytes, draw: random.Random) -> bytes:
    """What people do to a form: merge, split, repeat, empty, move and number its rows and headings."""
    try:
        book = load_workbook(io.BytesIO(content))
        sheet = draw.choice(book.worksheets)
        if sheet.max_row * sheet.max_column > 100_000:  # damaged before; openpyxl makes a cell of each place
            return content
        for _ in range(draw.randint(1, 6)):
            draw.choice(_ACTS)(sheet, draw)
        return books.saved(book)
    except Exception:  # noqa: BLE001 - damaged before, so that openpyxl makes nothing of it
        return content


def _place(sheet: Worksheet, draw: random.Random) -> tuple[int, int]:
    return draw.randint(1, min(sheet.max_row + 1, 40)), draw.randint(1, min(sheet.max_column + 1, 20))


def _merge(sheet: Worksheet, draw: random.Random) -> None:
    row, column = _place(sheet, draw)
    sheet.merged_cells.add(f"A{row}:{sheet.cell(row + draw.randint(0, 3), column + draw.randint(0, 3)).coordinate}")


def _write(sheet: Worksheet, draw: random.Random) -> None:
    row, column = _place(sheet, draw)
    cell = sheet._cells.get((row, column))
    if isinstance(cell, Cell):
        cell._value = draw.choice((*_WORDS, 3.1, -5, 1e300, dt.datetime(2023, 9, 30), True, "万" * 3000, "1,1" * 2000))
        cell.data_type = "s" if isinstance(cell._value, str) else "b" if cell._value is True else "n"
        if isinstance(cell._value, dt.datetime):
            cell.data_type, cell.number_format = "d", "yyyy-mm-dd"


def _insert(sheet: Worksheet, draw: random.Random) -> None:
    draw.choice((sheet.insert_rows, sheet.delete_rows, sheet.insert_cols, sheet.delete_cols))(draw.randint(1, 8))


def _repeat(sheet: Worksheet, draw: random.Random) -> None:
    row, _ = _place(sheet, draw)
    sheet.append([cell.value for cell in sheet[row]])


def _hide(sheet: Worksheet, draw: random.Random) -> None:
    sheet.row_dimensions[draw.randint(1, 20)].hidden = True
    sheet.column_dimensions["CDEFGH"[draw.randrange(6)]].hidden = True


_ACTS = (_merge, _merge, _write, _write, _write, _insert, _repeat, _hide)
_CHANGES = (
    *[_by_hand] * 4, *[_in_part(_attribute)] * 3, *[_in_part(_element)] * 3, _in_part(_bytes), _bytes, _cut,
)  # fmt: skip
