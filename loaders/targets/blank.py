"""A targets workbook to be filled in: headings with what belongs below them, drop-downs, and the units' names."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

from loaders.table.layout import layout
from loaders.targets.rows import HEADER_ROW, LAYOUT, REVIEW_FIELDS, UNIT_FIELDS, targets_book
from loaders.template import style

_ROWS = 100  # framed; the drop-downs reach further
_UNITS = "单位名录"


def blank_book(title: str, unit_names: Sequence[str]) -> Workbook:
    """A workbook with the fields of a year's targets and nothing in them; units are chosen from a hidden sheet."""
    names = [name for name in layout(LAYOUT) if name not in REVIEW_FIELDS]
    book = targets_book([{}] * _ROWS, title, names)
    sheet = book["年度目标"]
    for column, name in enumerate(names, 1):
        field, cell = layout(LAYOUT)[name], sheet.cell(HEADER_ROW, column)
        if not field.is_required:
            cell.style = style.HEADER  # the yellow ones have to be filled in
        if told := ";".join(filter(None, ("必填" if field.is_required else "", field.note))):
            cell.comment = Comment(told, title)
    if unit_names:
        listed = book.create_sheet(_UNITS)
        listed.sheet_state = "hidden"
        for number, name in enumerate(unit_names, 1):
            listed.cell(number, 1, name)
        for letter in (get_column_letter(names.index(name) + 1) for name in UNIT_FIELDS):
            cells = f"{letter}{HEADER_ROW + 1}:{letter}{HEADER_ROW + _ROWS + 200}"
            style.offer(sheet, cells, f"{_UNITS}!$A$1:$A${len(unit_names)}")
    return book
