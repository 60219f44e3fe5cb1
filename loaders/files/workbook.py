"""A workbook as plain cells with coordinates, merged ranges, formats and hidden flags. Knows no Excel library."""

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import Any

from loaders.issues import Issue, issue

Value = str | int | float | bool | dt.date | dt.datetime | dt.time | None
Place = tuple[int, int]  # row and column, both from 1


@dataclass(frozen=True)
class Cell:
    """One cell that holds something. `kind`: text, number, bool, date, error, or formula (one never calculated)."""

    row: int
    column: int
    value: Value
    kind: str
    number_format: str = ""

    @property
    def address(self) -> str:
        return f"{column_letters(self.column)}{self.row}"

    @property
    def text(self) -> str:
        """What stands in the cell, as a person would type it."""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        if isinstance(self.value, dt.datetime) and self.value.time() == dt.time():
            return self.value.date().isoformat()
        return "" if self.value is None else str(self.value)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells by place, and how they hang together."""

    name: str
    cells: dict[Place, Cell]
    merged: tuple[tuple[int, int, int, int], ...] = ()  # first row, first column, last row, last column
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    _anchors: dict[Place, Place] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for top, left, bottom, right in self.merged:
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    self._anchors[row, column] = (top, left)

    @property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        return max((column for _, column in self.cells), default=0)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell at a place; anywhere in a merged range it is the range's own."""
        return self.cells.get(self._anchors.get((row, column), (row, column)))


@dataclass(frozen=True)
class Book:
    """What was read of a file: its sheets in order, and what could not be read."""

    file_name: str
    sheets: tuple[Sheet, ...] = ()
    issues: tuple[Issue, ...] = ()


def column_letters(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def from_json(line: str, file_name: str) -> Book:
    """A book from the line that the reading process prints."""
    answer: dict[str, Any] = json.loads(line)
    if "problem" in answer:
        return Book(file_name, issues=(issue(answer["problem"], None, None, file_name, **answer.get("slots", {})),))
    sheets, issues = [], []
    for sheet in answer["sheets"]:
        cells = {(row, column): Cell(row, column, _value(kind, value), kind, shown)
                 for row, column, kind, value, shown in sheet["cells"]}  # fmt: skip
        sheets.append(
            Sheet(
                sheet["name"], cells, tuple((a, b, c, d) for a, b, c, d in sheet["merged"]),
                frozenset(sheet["hidden_rows"]), frozenset(sheet["hidden_columns"]), sheet["is_hidden"],
            )
        )  # fmt: skip
        if sheet["far"]:
            issues.append(issue("cell_far_away", sheet["name"], sheet["far"], None, **answer["limits"]))
    return Book(file_name, tuple(sheets), tuple(issues))


def _value(kind: str, value: Any) -> Value:
    if kind != "date":
        return value if isinstance(value, str | int | float | bool) else None
    if "T" in value:
        return dt.datetime.fromisoformat(value)
    return dt.time.fromisoformat(value) if ":" in value else dt.date.fromisoformat(value)
