"""The units of a place as an office has them at hand: a list in a file."""

from loaders.files.delimited import decoded
from loaders.files.reader import Reader
from loaders.files.workbook import Sheet
from metrics.errors import UserError
from store.acts.units import NewUnit
from store.years.unit_list import rows_of_lines, units_of_rows


def units_of_file(content: bytes, file_name: str, owner: str = "") -> list[NewUnit]:
    """The units of a text or a workbook. Raises UserError where there are none."""
    return units_of_rows(rows_of_file(content, file_name, owner), file_name)


def rows_of_file(content: bytes, file_name: str, owner: str = "") -> list[list[str]]:
    """The cells of a list: a text, or the first sheet of a workbook, opened in a child, that has any.

    Raises UserError for what is neither.
    """
    if (text := decoded(content)) is not None:
        return rows_of_lines(text.lstrip("\ufeff"), file_name)
    reader = Reader(owner)
    book = reader.book(content, file_name)
    if not book.sheets:
        raise UserError(book.issues[0].sentence if book.issues else f"{file_name} 打不开。", title="名单有误")
    sheets = [_rows(sheet) for sheet in book.sheets if not sheet.is_hidden]
    return next((rows for rows in sheets if rows), [])


def _rows(sheet: Sheet) -> list[list[str]]:
    columns = range(1, sheet.last_column + 1)
    rows = [
        [cell.text.strip() if (cell := sheet.cells.get((row, column))) is not None else "" for column in columns]
        for row in range(1, sheet.last_row + 1)
    ]
    return [row for row in rows if any(row)]
