"""How the workbooks that we write look: named styles, so that a sheet of many cells is made quickly."""

import re

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

TITLE, LINE, PLAIN, UNWRAPPED, SECTION = "题目", "题下", "说明文字", "说明文字(单行)", "分节"
HEADER, HEADER_INPUT = "表头", "表头(填报)"
GIVEN, GIVEN_CENTRE = "已给", "已给(居中)"
INPUT, INPUT_NUMBER = "填报", "填报(数字)"
FILLED, FILLED_WORDS = "自动带出(数字)", "自动带出"
WARNING = "待核对"

# What no XML can hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_A4, A3 = 9, 8  # as Excel numbers them
_QUIET = "FF5F6873"
_LINE = Side(style="thin", color="FFB8BEC6")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
# Official papers are set in these; they are named, not shipped.
_SONG, _FANG, _HEI, _TITLE = "宋体", "仿宋", "黑体", "方正小标宋简体"


# Font, size, colour of the words, alignment, fill, whether framed, whether it may be written in.
_LOOKS: dict[str, tuple[str, int, str | None, Alignment, str | None, bool, bool]] = {
    TITLE: (_TITLE, 18, None, _MIDDLE, None, False, False),
    LINE: (_FANG, 11, None, _LEFT, None, False, True),
    PLAIN: (_SONG, 11, None, _LEFT, None, False, False),
    UNWRAPPED: (_SONG, 11, None, Alignment(vertical="center"), None, False, False),
    SECTION: (_HEI, 11, None, _LEFT, "FFF1F3F6", True, False),
    HEADER: (_HEI, 11, None, _MIDDLE, "FFDDE3EA", True, False),
    HEADER_INPUT: (_HEI, 11, None, _MIDDLE, "FFF7E3A8", True, False),
    GIVEN: (_SONG, 10, None, _LEFT, None, True, False),
    GIVEN_CENTRE: (_SONG, 10, None, _MIDDLE, None, True, False),
    INPUT: (_SONG, 10, None, _LEFT, "FFFFFBEA", True, True),
    INPUT_NUMBER: (_SONG, 11, None, _MIDDLE, "FFFFFBEA", True, True),
    FILLED: (_SONG, 11, _QUIET, _MIDDLE, "FFE9ECEF", True, False),
    FILLED_WORDS: (_SONG, 10, _QUIET, _LEFT, "FFE9ECEF", True, False),
    WARNING: (_SONG, 10, "FFA82822", _LEFT, None, True, True),
}


def add_to(book: Workbook) -> None:
    """Make the styles known to a workbook, before any of its cells bears one."""
    for name, (font, size, colour, alignment, fill, is_framed, is_open) in _LOOKS.items():
        made = NamedStyle(name, font=Font(name=font, size=size, color=colour), alignment=alignment)
        if fill:
            made.fill = PatternFill("solid", start_color=fill, end_color=fill)
        if is_framed:
            made.border = _FRAME
        if is_open:
            made.protection = Protection(locked=False)
        book.add_named_style(made)


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


def offer(sheet: Worksheet, cells: str, choices: str) -> None:
    """A drop-down from which nobody has to choose. `choices`: "a,b" in quotation marks, or where they stand."""
    chosen = DataValidation(type="list", formula1=choices, allow_blank=True, showErrorMessage=False)
    chosen.add(cells)
    sheet.add_data_validation(chosen)


def on_paper(sheet: Worksheet, paper: int = _A4) -> None:
    """Printed across, as wide as the paper and as long as it gets."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", paper
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def protect(sheet: Worksheet) -> None:
    """Without a password, against slips only: filling, pasting and widths stay free."""
    sheet.protection.sheet = True
    sheet.protection.formatCells = sheet.protection.formatColumns = sheet.protection.formatRows = False
