"""A table in a sheet: headings, rows, colours that follow the marks, and how it is filtered, frozen and printed."""

from collections.abc import Mapping, Sequence

import pandas as pd
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from briefing.column_pixels import SCREEN_PIXELS
from briefing.workbooks import sheet_look as look
from metrics import terms
from metrics.columns import Column, margin_units, printed
from metrics.typography import full_width

A4, A3 = 9, 8
TABLE_TOP = 3  # title and note stand above
_PIXELS_PER_CHARACTER = 8.5
_SHORT_PIXELS = 110
_WIDEST = 26
_QUOTED = ("file_text", "file_name", "place_text")
# A margin may be text with its unit; on screen a share is a bar, which needs more room.
_NUMBERS = {"share": 9.5, "points": 15.5, "count": 9, "number": 13, "month": 12}
_A4_HOLDS = 190  # characters across, in a type that can still be read


def head(sheet: Worksheet, title: str, note: str, *, has_demo: bool) -> None:
    """Title and note, above a table's headings."""
    look.put(sheet, 1, 1, title, look.TITLE)
    look.put(sheet, 2, 1, note, look.RIBBON if has_demo else look.NOTE)
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 26, 18


def add_table(
    sheet: Worksheet,
    rows: pd.DataFrame,
    columns: Sequence[Column],
    *,
    top: int = TABLE_TOP,
    widths: Mapping[str, float] | None = None,
    formulas: Mapping[str, Sequence[look.Formula | None]] | None = None,
) -> int:
    """Write headings in row `top` and the rows below it; the last row written comes back.

    Missing values are empty cells, never 0. `widths` are in characters, where a column's own does not suit.
    `formulas`, by column and row, stand in the place of the values that they come to.
    """
    wide = [(widths or {}).get(column.name, own_width(column)) for column in columns]
    known = formulas or {}
    cells = [
        [live or value for live, value in zip(known[column.name], values, strict=True)]
        if column.name in known
        else values
        for column, values in ((column, _values(rows, column)) for column in columns)
    ]
    for number, (column, width, values) in enumerate(zip(columns, wide, cells, strict=True), start=1):
        look.put(sheet, top, number, column.heading, look.HEAD)
        sheet.column_dimensions[get_column_letter(number)].width = width
        looks = look.NUMBERS.get(column.kind) or (look.MIDDLE if _is_short(column) else look.TEXT)
        for row, value in enumerate(values, start=top + 1):
            look.put(sheet, row, number, value, looks, is_quoted=column.name in _QUOTED)
    look.fit_height(sheet, top, zip((column.heading for column in columns), wide, strict=True))
    for row, line in enumerate(zip(*cells, strict=True), start=top + 1):
        look.fit_height(sheet, row, zip(line, wide, strict=True))
    last = top + len(rows)
    if len(rows):
        for number, column in enumerate(columns, start=1):
            letter = get_column_letter(number)
            if column.kind == "status":
                colour_by_mark(sheet, f"{letter}{top + 1}:{letter}{last}")
            elif column.kind == "points":
                _print_small(sheet, f"{letter}{top + 1}:{letter}{last}")
    return last


def own_width(column: Column) -> float:
    """A column's width in characters where a sheet sets none: sentences and the headings of numbers wrap."""
    if column.kind in _NUMBERS:
        return _NUMBERS[column.kind]
    return max(min(SCREEN_PIXELS.get(column.name, 120) / _PIXELS_PER_CHARACTER, _WIDEST), 2 * len(column.heading) + 2)


def _is_short(column: Column) -> bool:
    """Short texts stand in the middle of their cells; statuses at the left, mark under mark."""
    return column.kind == "text" and SCREEN_PIXELS.get(column.name, 120) <= _SHORT_PIXELS


def colour_by_mark(sheet: Worksheet, cells: str) -> None:
    """Let cells take the colour of the mark that they begin with, also after they were edited, sorted or filtered."""
    first = cells.partition(":")[0]
    for status in terms.STATUSES.values():
        sheet.conditional_formatting.add(
            cells,
            Rule(
                "beginsWith", operator="beginsWith", text=f"{status.mark} ",
                formula=[f'LEFT({first},2)="{status.mark} "'], dxf=_surface(status),
            ),
        )  # fmt: skip


def _surface(status: terms.Status) -> DifferentialStyle:
    fill = colour(status.fill)
    # In a rule a solid surface is the background colour; a hatched one has lines besides, light ones under dark words.
    hatched = PatternFill("lightUp", fgColor="FFFFFF", bgColor=fill)
    return DifferentialStyle(
        font=Font(color=colour(status.on_fill)), fill=hatched if status.hatch else PatternFill("solid", bgColor=fill)
    )


def _print_small(sheet: Worksheet, cells: str) -> None:
    """Print a margin that is not quite 0 as an official writes it."""
    first = cells.partition(":")[0]
    small = DifferentialStyle(numFmt=NumberFormat(numFmtId=200, formatCode='"不足0.1"'))
    formula = f"AND(ISNUMBER({first}),{first}<>0,ABS({first})<0.05)"
    sheet.conditional_formatting.add(cells, Rule("expression", formula=[formula], dxf=small))


def paper_for(columns: Sequence[Column]) -> int:
    """The paper that a table of these columns can be read on."""
    return A4 if sum(map(own_width, columns)) <= _A4_HOLDS else A3


def as_list(sheet: Worksheet, last_row: int, column_count: int, *, frozen: int = 0) -> None:
    """Filter and freeze a sheet's one table, with so many columns at the left that stay in sight."""
    sheet.auto_filter.ref = f"A{TABLE_TOP}:{get_column_letter(column_count)}{last_row}"
    sheet.freeze_panes = f"{get_column_letter(frozen + 1)}{TABLE_TOP + 1}"
    sheet.print_title_rows = f"1:{TABLE_TOP}"


def fold(sheet: Worksheet, in_view: int, column_count: int) -> None:
    """Fold all columns away that are not in view; a click on the ＋ above them opens them."""
    for number in range(in_view + 1, column_count + 1):  # openpyxl's own way gives all of them the first one's width
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.outlineLevel, dimension.hidden = 1, True
    if in_view < column_count:
        sheet.column_dimensions[get_column_letter(in_view)].collapsed = True
    sheet.sheet_properties.outlinePr.summaryRight = False  # the ＋ stands at the last column in view


def on_paper(sheet: Worksheet, foot: str = "", *, paper: int = A4, scale: int | None = None) -> None:
    """Landscape, one page wide, numbered, with a line at the foot of every page.

    With a `scale` in percent page breaks set by hand count: programs pass over them when they fit a sheet to the page.
    """
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = paper
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = scale is None
    sheet.page_setup.scale = scale
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.75
    footer = sheet.oddFooter.center
    footer.text = " · ".join(line for line in (full_width(foot).replace("&", "&&"), "第 &P 页 共 &N 页") if line)
    footer.font, footer.size = f"{look.FONT},Regular", 8


def _values(rows: pd.DataFrame, column: Column) -> list[object]:
    if column.kind not in look.NUMBERS:
        return [None if text == terms.NO_VALUE else text for text in printed(rows, column)]
    values = rows[column.name].astype(object)
    numbers = list(values.where(values.notna(), None))
    if column.kind == "month":
        return [None if month is None else month.to_pydatetime().date() for month in numbers]
    if column.kind != "points":
        return numbers
    # The heading says percentage points: a margin in another unit is written out with its unit.
    units, texts = margin_units(rows), printed(rows, column)
    return [
        number if number is None or unit == "%" else text
        for number, unit, text in zip(numbers, units, texts, strict=True)
    ]


def colour(css: str) -> str:
    """`#1f2a37` for openpyxl."""
    return css.lstrip("#").upper()
