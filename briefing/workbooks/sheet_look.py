"""How workbooks of figures look and how one cell is written: shared styles, text that stays text, equal bytes."""

import datetime as dt
import io
import math
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from loaders.files import packing
from loaders.template.style import legal
from metrics.typography import full_width

FONT = "微软雅黑"
TITLE, NOTE, RIBBON, SECTION, HEAD = "表题", "表注", "表注（演示数据）", "分节标题", "栏目"
TEXT, MIDDLE, LINE, STRONG = "文字", "文字（居中）", "文字（无框）", "文字（无框加粗）"
# One style for each kind of number in metrics/columns.py.
NUMBERS = {"share": "百分数", "points": "百分点", "count": "个数", "number": "数值", "month": "月份"}
# What is not quite 0 is not printed as 0.0; the sheets' rules print it 不足0.1.
_FORMATS = {
    "share": "0.0", "points": "[>=0.05]+0.0;[<=-0.05]-0.0;0.0##", "count": "0", "number": "General",
    "month": 'yyyy"年"m"月"',
}  # fmt: skip
# What a program would take for a formula when the cell is edited.
_FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r")
_LINE_POINTS = 14.5
_FORMULA_CELL = re.compile(r'(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f>)<v ?(?:/>|></v>)</c>')


def _styles() -> list[NamedStyle]:
    thin = Side(style="thin", color="C9D2DE")
    frame = Border(left=thin, right=thin, top=thin, bottom=thin)
    plain, bold = Font(name=FONT, size=10), Font(name=FONT, size=10, bold=True)
    upright = Alignment(vertical="center")
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    left = Alignment(horizontal="left", vertical="center", wrap_text=True)
    right = Alignment(horizontal="right", vertical="center", indent=1)
    return [
        NamedStyle(TITLE, font=Font(name=FONT, size=14, bold=True), alignment=upright),
        NamedStyle(NOTE, font=Font(name=FONT, size=10, color="5B6775"), alignment=upright),
        NamedStyle(RIBBON, font=Font(name=FONT, size=10, color="B45309"), alignment=upright),
        NamedStyle(SECTION, font=Font(name=FONT, size=11, bold=True), alignment=upright),
        NamedStyle(HEAD, font=bold, alignment=middle, border=frame, fill=PatternFill("solid", fgColor="EAF0F7")),
        NamedStyle(TEXT, font=plain, alignment=left, border=frame),
        NamedStyle(MIDDLE, font=plain, alignment=middle, border=frame),
        NamedStyle(LINE, font=plain, alignment=upright),
        NamedStyle(STRONG, font=bold, alignment=upright),
        *(
            NamedStyle(
                name,
                font=plain,
                alignment=middle if kind in ("count", "month") else right,
                border=frame,
                number_format=_FORMATS[kind],
            )
            for kind, name in NUMBERS.items()
        ),
    ]


def new_book() -> Workbook:
    """A workbook without sheets that knows the styles."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for named in _styles():
        book.add_named_style(named)
    return book


@dataclass(frozen=True)
class Formula:
    """A formula, and what it comes to: programs that do not calculate show that."""

    text: str
    value: float


_CAME_TO: WeakKeyDictionary[Worksheet, dict[str, float]] = WeakKeyDictionary()


def put(sheet: Worksheet, row: int, column: int, value: Any, looks: str, *, is_quoted: bool = False) -> None:
    """Write one cell. Text is never a formula, also after somebody has edited it; control characters are left out.

    Punctuation of Chinese is full-width, but in what `is_quoted` as it stands elsewhere, as a file's name.
    """
    if isinstance(value, Formula):
        cell = sheet.cell(row, column, value.text)
        cell.style = looks
        _CAME_TO.setdefault(sheet, {})[cell.coordinate] = value.value
        return
    is_text = isinstance(value, str)
    if is_text:
        value = legal(value if is_quoted else full_width(value))
    cell = sheet.cell(row, column, value)
    cell.style = looks
    if is_text and value.startswith(_FORMULA_STARTS):
        cell.data_type = "s"
        cell.quotePrefix = True


def put_section(sheet: Worksheet, row: int, heading: str) -> None:
    """Write the heading of one of several tables in a sheet, with room above it."""
    put(sheet, row, 1, heading, SECTION)
    sheet.row_dimensions[row].height = 24


def fit_height(sheet: Worksheet, row: int, texts: Iterable[tuple[object, float]]) -> None:
    """Give a row the height of the longest of its wrapped texts, each with its column's width in characters.

    Not every program fits heights when it opens a file. A Chinese character is two wide.
    """
    lines = max((_lines(text, width) for text, width in texts if isinstance(text, str)), default=1)
    sheet.row_dimensions[row].height = _LINE_POINTS * lines + 4


def _lines(text: str, width: float) -> int:
    room = max(width - 1, 2)
    return sum(max(1, math.ceil(_wide(part) / room)) for part in text.split("\n"))


def _wide(text: str) -> int:
    return len(text.encode("gbk", "replace"))  # two bytes for what is two wide


def saved(book: Workbook, title: str, creator: str = "") -> bytes:
    """A workbook's bytes, with what its properties say."""
    _sign(book, title, creator)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def saved_as_of(book: Workbook, title: str, creator: str, made_at: dt.datetime) -> bytes:
    """A workbook's bytes, made at a given moment of UTC: equal workbooks are equal to the last byte."""
    _sign(book, title, creator)
    return _with_values(packing.saved(book, made_at), book, made_at)


def _sign(book: Workbook, title: str, creator: str) -> None:
    properties = book.properties
    properties.title, properties.creator, properties.lastModifiedBy = full_width(title), creator, creator
    properties.language = "zh-CN"


def _with_values(content: bytes, book: Workbook, made_at: dt.datetime) -> bytes:
    """The same workbook, with what its formulas come to: openpyxl writes a formula or a value."""
    known = {f"xl/worksheets/sheet{number}.xml": _CAME_TO.get(sheet, {}) for number, sheet in enumerate(book, 1)}
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, packing.Dated(stream, made_at) as target:
        for entry in source.infolist():
            data, values = source.read(entry), known.get(entry.filename)
            if values:
                data = _FORMULA_CELL.sub(partial(_valued, values), data.decode()).encode()
            target.writestr(entry.filename, data)
    return stream.getvalue()


def _valued(values: dict[str, float], found: re.Match[str]) -> str:
    value = values.get(found[2])
    return found[0] if value is None else f"{found[1]}<v>{value!r}</v></c>"
