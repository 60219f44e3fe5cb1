"""A table as data: what stands in which cell. How it becomes Word's markup is in `ooxml`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

Align = Literal["left", "center", "right"]
Merge = Literal["", "restart", "continue"]


@dataclass(frozen=True)
class Words:
    """A line in a cell: a label set apart, if any, and text."""

    text: str
    label: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell: its lines, how many columns it spans, whether it is merged down, and the colour of its ink."""

    lines: tuple[Words, ...]
    align: Align = "left"
    span: int = 1
    merge: Merge = ""
    ink: str = ""


@dataclass(frozen=True)
class Row:
    """One row; a heading is repeated on each page, what is kept stays on the page of the row below."""

    cells: tuple[Cell, ...]
    is_heading: bool = False
    is_kept: bool = False
    is_shaded: bool = False


@dataclass(frozen=True)
class Table:
    """Rows and the widths of the columns in millimetres."""

    widths_mm: tuple[float, ...]
    rows: tuple[Row, ...]

    def across(self, wide_mm: float) -> "Table":
        """The same table, so wide as a whole."""
        return replace(self, widths_mm=tuple(width * wide_mm / sum(self.widths_mm) for width in self.widths_mm))


def cell(text: str, align: Align = "left", *, span: int = 1, merge: Merge = "", ink: str = "") -> Cell:
    """A cell of one line."""
    return Cell((Words(text),), align, span, merge, ink)


def heading(texts: Sequence[str]) -> Row:
    """A heading row; a line break in a text is where it goes on to a second line."""
    cells = (Cell(tuple(Words(line) for line in text.split("\n")), "center") for text in texts)
    return Row(tuple(cells), is_heading=True, is_kept=True, is_shaded=True)


def split_cell(text: str, merge: Merge = "") -> Cell:
    """A centred cell, what stands in brackets on a line of its own: `区发改局` / `(拟定)`."""
    before, bracket, inside = text.partition("(")
    lines = (Words(before), Words(f"{bracket}{inside}")) if before and bracket else (Words(text),)
    return Cell(lines, "center", merge=merge)
