"""A workbook as plain cells with coordinates, merged ranges, formats and hidden flags. Knows no Excel library."""

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from functools import cached_property, lru_cache
from operator import itemgetter

from loaders.files.limits import LIMITS, TEXT_LENGTH
from loaders.issues import Issue, issue

Value = str | int | float | bool | dt.date | dt.datetime | dt.time | None
Place = tuple[int, int]  # row and column, both from 1
Range = tuple[int, int, int, int]  # first row, first column, last row, last column

_LONGEST = dt.timedelta(days=2_000_000)  # of a number shown as hours that is still a date, and told as one
_EXCEL = Context(prec=15)  # what Excel shows of a number at most: a sum stored as 49.99999999999999 is 50
_TITLE = 60  # characters that a title has at most
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff]")


@dataclass(frozen=True)
class Cell:
    """One cell that holds something. `kind`: text, number, bool, date, error, or formula (one never calculated)."""

    row: int
    column: int
    value: Value
    kind: str
    number_format: str = ""
    origin: str = ""  # its address, where a table laid across is read as all others are (table/shapes)

    @property
    def address(self) -> str:
        return self.origin or f"{column_letters(self.column)}{self.row}"

    @property
    def text(self) -> str:
        """What stands in the cell, as a person would type it."""
        if isinstance(self.value, float):
            return f"{exact(self.value):f}"
        if isinstance(self.value, dt.datetime) and self.value.time() == dt.time():
            return self.value.date().isoformat()
        return "" if self.value is None else str(self.value)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells by place, and how they hang together."""

    name: str
    cells: dict[Place, Cell]
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    apart: tuple[Cell, ...] = ()  # short texts in its page header and text boxes, where a title may stand
    is_laid_anew: bool = False  # its cells stand elsewhere than in the file, where `origin` says

    # Worked out once: a property that looks through all cells makes a loop over rows quadratic.
    @cached_property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @cached_property
    def last_column(self) -> int:
        return max((column for _, column in self.cells), default=0)

    @cached_property
    def _in_row(self) -> dict[int, list[Cell]]:
        found: dict[int, list[Cell]] = {}
        for place in sorted(self.cells):
            found.setdefault(place[0], []).append(self.cells[place])
        return found

    @cached_property
    def _in_column(self) -> dict[int, list[Cell]]:
        found: dict[int, list[Cell]] = {}
        for place in sorted(self.cells):
            found.setdefault(place[1], []).append(self.cells[place])
        return found

    def row(self, number: int) -> list[Cell]:
        """The cells that begin in a row, from the left."""
        return self._in_row.get(number, [])

    def below(self, row: int, column: int) -> list[Cell]:
        """The cells that begin in a column under a row, from the top."""
        return [cell for cell in self._in_column.get(column, []) if cell.row > row]

    @cached_property
    def _by_column(self) -> dict[int, list[Range]]:
        """Per column the merged ranges that cross it, by their first row.

        Never cell by cell: a few ranges over a whole sheet would be millions of them.
        """
        found: dict[int, list[Range]] = {}
        for one in sorted(self.merged):
            for column in range(one[1], one[3] + 1):
                found.setdefault(column, []).append(one)
        return found

    def merged_at(self, row: int, column: int) -> Range:
        """The merged range that a place belongs to; the place itself where it is merged with nothing."""
        crossing = self._by_column.get(column, [])
        before = bisect_right(crossing, row, key=itemgetter(0)) - 1
        if before >= 0 and row <= crossing[before][2]:
            return crossing[before]
        return row, column, row, column

    def until(self, row: int) -> "Sheet":
        """The sheet above a row."""
        return replace(self, cells={place: cell for place, cell in self.cells.items() if place[0] < row})

    def at(self, row: int, column: int) -> Cell | None:
        """The cell at a place; anywhere in a merged range it is the range's own."""
        return self.cells.get(self.merged_at(row, column)[:2])


@dataclass(frozen=True)
class Book:
    """What was read of a file: its sheets in order, and what could not be read."""

    file_name: str
    sheets: tuple[Sheet, ...] = ()
    issues: tuple[Issue, ...] = ()


class Found:
    """A sheet while a reader fills it: what lies beyond the limits is left out and told, too long a text cut."""

    def __init__(self, name: str, *, is_hidden: bool) -> None:
        self.name, self.is_hidden = name, is_hidden
        self.cells: dict[Place, Cell] = {}
        self.merged: list[Range] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.apart: list[Cell] = []
        self.far = ""  # the first cell beyond the limits
        self._cut: list[str] = []  # the cells of texts that were too long
        self._odd: dict[str, list[str]] = {}

    def put(self, row: int, column: int, value: object, number_format: str = "", kind: str = "") -> None:
        """Take a cell, its kind by its value where that is not said."""
        if row > LIMITS["rows"] or column > LIMITS["columns"]:
            self.far = self.far or f"{column_letters(column)}{row}"
            return
        if isinstance(value, dt.timedelta):
            value, number_format = dt.datetime(1900, 1, 1) + min(max(value, dt.timedelta()), _LONGEST), ""
        if isinstance(value, str):
            if len(value) > TEXT_LENGTH:
                self._cut.append(f"{column_letters(column)}{row}")
                value = _cut(value)
            value, kind = clean(value), kind or "text"
        elif isinstance(value, bool):
            kind, number_format = "bool", ""
        assert isinstance(value, str | int | float | dt.date | dt.time)
        kind = kind or ("number" if isinstance(value, int | float) else "date")
        self.cells[row, column] = Cell(row, column, value, kind, number_format if kind in ("number", "date") else "")

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Take a merged range, as far as it lies within the limits."""
        self.merged.append((top, left, min(bottom, LIMITS["rows"]), min(right, LIMITS["columns"])))

    def put_apart(self, text: str, where: str) -> None:
        """Take a text that stands in no cell; a long one is no title."""
        if 0 < len(said := clean(text).strip()) <= _TITLE:
            self.apart.append(Cell(0, 0, said, "text", origin=where))

    def tell(self, issue_id: str, row: int, column: int) -> None:
        """Something is odd about a cell: one doubt for all of a kind."""
        self._odd.setdefault(issue_id, []).append(f"{column_letters(column)}{row}")

    def sheet(self) -> Sheet:
        """The sheet as it was found."""
        return Sheet(
            self.name, self.cells, tuple(self.merged), frozenset(self.hidden_rows), frozenset(self.hidden_columns),
            self.is_hidden, tuple(self.apart),
        )  # fmt: skip

    def issues(self) -> list[Issue]:
        """What is left out of it, and what is odd about it; nothing odd is told of a hidden sheet."""
        found = [issue("cell_far_away", self.name, self.far, **LIMITS)] if self.far else []
        if self._cut:
            found.append(issue("cell_too_long", self.name, self._cut[0], count=len(self._cut), most=TEXT_LENGTH))
        odd = {} if self.is_hidden else self._odd
        return found + [issue(name, self.name, cells, count=len(cells)) for name, cells in odd.items()]


def exact(number: float) -> Decimal:
    """A number as Excel shows it, with its 15 digits."""
    return _EXCEL.create_decimal(number) if isinstance(number, int) else Decimal(format(number, ".15g"))


def clean(text: str) -> str:
    """A text without control characters: what breaks a line becomes a line break, the rest goes.

    Excel writes them as _x000B_; Word's own line break comes as one of them.
    """
    plain = _ESCAPED.sub("", _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))
    if plain == text and not (_BREAKS.search(plain) or _CONTROLS.search(plain)):
        return text
    return re.sub(r"\n{2,}", "\n", _CONTROLS.sub("", _BREAKS.sub("\n", plain)))


def column_letters(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(64)  # of a text that a thousand cells share one copy
def _cut(text: str) -> str:
    return text[:TEXT_LENGTH]
