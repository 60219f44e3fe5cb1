"""A plain .xlsx of what was read: what a file that is no .xlsx can be marked in."""

from openpyxl import Workbook

from loaders.files.packing import saved
from loaders.files.workbook import Book, Sheet, column_letters


def plain_copy(book: Book) -> bytes:
    """Values, merged cells, hidden rows, columns and sheets. One empty sheet where nothing was read."""
    made = Workbook()
    made.remove(made.active)
    for sheet in book.sheets:
        _write(made, sheet)
    if not made.sheetnames:
        made.create_sheet("说明")
    if all(sheet.sheet_state == "hidden" for sheet in made.worksheets):
        made.worksheets[0].sheet_state = "visible"
    return saved(made)


def _write(made: Workbook, sheet: Sheet) -> None:
    copy = made.create_sheet(sheet.name)
    for cell in sheet.cells.values():
        written = copy.cell(cell.row, cell.column, cell.value)
        if written.data_type == "f" and cell.kind != "formula":
            written.data_type = "s"
        if cell.kind == "error":
            written.data_type = "e"
        if cell.number_format:  # 0.00"千" of a number is a thousand times it
            written.number_format = cell.number_format
    for top, left, bottom, right in sheet.merged:
        copy.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    for row in sheet.hidden_rows:
        copy.row_dimensions[row].hidden = True
    for column in sheet.hidden_columns:
        copy.column_dimensions[column_letters(column)].hidden = True
    copy.sheet_state = "hidden" if sheet.is_hidden else "visible"
