"""How the workbooks that we write look: named styles, so that a sheet of many cells is made quickly."""

import re

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

TITLE, LINE, PLAIN, UNWRAPPED, SECTION = "题目", "题下", "说明文字", "说明文字(单行)", "分节"
HEADER, HEADER_INPUT = "表头", "表头(填报)"
GIVEN, GIVEN_CENTRE = "已给", "已给(居中)"
INPUT, INPUT_NUMBER = "填报", "填报(数字)"
FILLED, FILLED_WORDS = "自动带出(数字)", "自动带出"
WARNING = "待核对"

# What no XML can hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_QUIET = "FF5F6873"
_LINE = Side(style="thin", color="FFB8BEC6")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
# Official papers are set in these; they are named, not shipped.
_SONG, _FANG, _HEI, _TITLE = "宋体", "仿宋", "黑体", "方正小标宋简体"


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)


def _styles() -> list[NamedStyle]:
    unlocked = Protection(locked=False)
    return [
        NamedStyle(TITLE, font=Font(name=_TITLE, size=18), alignment=_MIDDLE),
        NamedStyle(LINE, font=Font(name=_FANG, size=11), alignment=_LEFT, protection=unlocked),
        NamedStyle(PLAIN, font=Font(name=_SONG, size=11), alignment=_LEFT),
        NamedStyle(UNWRAPPED, font=Font(name=_SONG, size=11), alignment=Alignment(vertical="center")),
        NamedStyle(SECTION, font=Font(name=_HEI, size=11), alignment=_LEFT, border=_FRAME, fill=_fill("FFF1F3F6")),
        NamedStyle(HEADER, font=Font(name=_HEI, size=11), alignment=_MIDDLE, border=_FRAME, fill=_fill("FFDDE3EA")),
        NamedStyle(
            HEADER_INPUT, font=Font(name=_HEI, size=11), alignment=_MIDDLE, border=_FRAME, fill=_fill("FFF7E3A8")
        ),
        NamedStyle(GIVEN, font=Font(name=_SONG, size=10), alignment=_LEFT, border=_FRAME),
        NamedStyle(GIVEN_CENTRE, font=Font(name=_SONG, size=10), alignment=_MIDDLE, border=_FRAME),
        NamedStyle(
            INPUT,
            font=Font(name=_SONG, size=10),
            alignment=_LEFT,
            border=_FRAME,
            fill=_fill("FFFFFBEA"),
            protection=unlocked,
        ),
        NamedStyle(
            INPUT_NUMBER,
            font=Font(name=_SONG, size=11),
            alignment=_MIDDLE,
            border=_FRAME,
            fill=_fill("FFFFFBEA"),
            protection=unlocked,
        ),
        NamedStyle(
            FILLED,
            font=Font(name=_SONG, size=11, color=_QUIET),
            alignment=_MIDDLE,
            border=_FRAME,
            fill=_fill("FFE9ECEF"),
        ),
        NamedStyle(
            FILLED_WORDS,
            font=Font(name=_SONG, size=10, color=_QUIET),
            alignment=_LEFT,
            border=_FRAME,
            fill=_fill("FFE9ECEF"),
        ),
        NamedStyle(
            WARNING,
            font=Font(name=_SONG, size=10, color="FFA82822"),
            alignment=_LEFT,
            border=_FRAME,
            protection=unlocked,
        ),
    ]


def add_to(book: Workbook) -> None:
    """Make the styles known to a workbook, before any of its cells bears one."""
    for named in _styles():
        book.add_named_style(named)


def legal(text: str) -> str:
    """A text without what a workbook cannot hold."""
    return _ILLEGAL.sub("", text)


def put(sheet: Worksheet, row: int, column: int, value: object, looks: str, *, is_formula: bool = False) -> None:
    """Write one cell. A text that begins like a formula stays a text, unless it is one of ours.

    Control characters, which come with what is pasted, are left out.
    """
    cell = sheet.cell(row, column, legal(value) if isinstance(value, str) else value)
    if cell.data_type == "f" and not is_formula:
        cell.data_type = "s"
    cell.style = looks


def put_across(sheet: Worksheet, row: int, last_column: int, value: str, looks: str) -> None:
    """Write one cell merged over the whole width, its frame drawn to the end."""
    for column in range(1, last_column + 1):
        put(sheet, row, column, value if column == 1 else None, looks)
    sheet.merged_cells.add(f"A{row}:{get_column_letter(last_column)}{row}")
