"""A table of a screen as an Excel file: the same rows and columns, numbers as numbers, and what date they are of."""

import re
from collections.abc import Sequence

import pandas as pd

from briefing.workbooks import sheet_look, sheet_table
from metrics import terms
from metrics.columns import Column

_NO_SHEET_NAME = re.compile(r"[\\/*?:\[\]]")


def table_workbook(title: str, note: str, rows: pd.DataFrame, columns: Sequence[Column], *, has_demo: bool) -> bytes:
    """One sheet: title, note (数据截至, 口径, unit), the ribbon where sample data are in it, headings, rows.

    Statuses carry mark, word and colour. Missing values are empty cells, never 0.
    """
    book = sheet_look.new_book()
    sheet = book.create_sheet(_NO_SHEET_NAME.sub("", title)[:31])
    line = f"{note} · {terms.DEMO_LINE}" if has_demo else note
    sheet_table.head(sheet, title, line, has_demo=has_demo)
    last = sheet_table.add_table(sheet, rows, columns)
    sheet_table.as_list(sheet, last, len(columns))
    sheet_table.on_paper(sheet, line, paper=sheet_table.paper_for(columns))
    return sheet_look.saved(book, title)
