"""Words, status chips and tables as the data that page.typ sets: texts as strings, never as markup."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from briefing.pictures.column_widths import Give, column_widths
from metrics import terms
from metrics.columns import Column, columns, printed
from metrics.typography import full_width

Strong = list[str]  # one string that is set bold
Words = Sequence["str | Strong | Mapping[str, Any]"]

_NUMERIC = ("share", "points", "count", "number")
_RATIOS = ("cells_text", "rate_text", "measures_text")  # texts that are read as numbers: 5/6
# Where no line can be broken (file names), one may be broken after any of these, or after so many others.
_UNBROKEN = re.compile(r"[!-~]{13,}")
_BREAK = "\u200b"
_MOST_ROWS = 44  # no page has room for more


@dataclass(frozen=True)
class Table:
    """Rows of a frame in columns of metrics/columns.py; `headings` replace the columns' own.

    Columns are as wide as what is in them, as far as the page's width goes. A page shows as many rows as it has room
    for, or `most`, and counts the others, in `measure_word`. Few rows stand further apart, up to `most_padding`.
    """

    rows: pd.DataFrame
    names: Sequence[str | Column]
    headings: Mapping[str, str] = field(default_factory=dict)
    measure_word: str = "项"
    most: int | None = None
    size: float = 12.0
    padding: float = 3.5
    most_padding: float = 8.0

    @property
    def takes_rest(self) -> bool:
        """Whether the table is as high as the page has room for; one with `most` is as high as its rows."""
        return self.most is None


def chip(code: str, text: str) -> dict[str, Any]:
    """A status in its colour. `text` is its word, which gets the mark unless it has it already."""
    status = terms.STATUSES[code]
    words = text if text.startswith(f"{status.mark} ") else terms.marked(code, text)
    return {"text": full_width(words), "fill": status.fill, "on_fill": status.on_fill, "hatched": bool(status.hatch)}


def quiet(text: str) -> dict[str, Any]:
    """Words that stand back."""
    return {"quiet": breakable(text)}


def table_data(table: Table, width: float) -> dict[str, Any]:
    """A table as page.typ takes it, in a column of so many points."""
    shown = columns(*table.names)
    rows = table.rows.head(_MOST_ROWS if table.most is None else table.most)
    cells = [_cells(rows, column) for column in shown]
    headings = [full_width(table.headings.get(column.name, column.heading)) for column in shown]
    headings, widths = column_widths(headings, cells, [_give(column) for column in shown], table.size, width)
    return {
        "headings": headings,
        "widths": widths,
        "right": [place for place, column in enumerate(shown) if column.kind in _NUMERIC or column.name in _RATIOS],
        "rows": [list(row) for row in zip(*cells, strict=True)],
        "total": len(table.rows),
        "size": table.size,
        "padding": table.padding,
        "most_padding": table.most_padding,
        "measure_word": table.measure_word,
    }


def breakable(text: str) -> str:
    """A text as a picture has it: full-width punctuation, and places to break its long runs of letters."""
    text = full_width(text)
    return _UNBROKEN.sub(lambda run: re.sub(r"([_./-]|[^_./-]{8}(?=[^_./-]))", rf"\1{_BREAK}", run[0]), text)


def _give(column: Column) -> Give:
    if column.kind == "text":
        return "never" if column.name in _RATIOS else "both ways"
    return "narrower" if column.kind == "points" else "never"  # a margin in another unit is long


def _cells(rows: pd.DataFrame, column: Column) -> list[Any]:
    texts = [breakable(text) for text in printed(rows, column)]
    if column.kind != "status":
        return texts
    codes = rows[column.status]
    return [chip(code, text) if code in terms.STATUSES else text for code, text in zip(codes, texts, strict=True)]
