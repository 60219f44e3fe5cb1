"""Rows of a frame as a native table: the columns of `metrics.columns`, statuses on their colours, pages that fit."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import pandas as pd

from briefing.slides.master import BOTTOM, LEFT, TOP
from briefing.slides.table import HEAD_FILL, SIZE, Cell, put, row_height, status_cell
from briefing.slides.text import Place
from metrics.columns import COLUMNS, printed

ROW = 24.0  # the least height of a row in a list
# Headings of the catalogue, broken for narrow columns.
MARGIN, MONTHS = "进度差\n(百分点)", "滞后\n月数"
SIZES = (13.0, 12.0, SIZE)
_HEAD_SIZE = 10.5
_RIGHT = ("share", "points", "count", "number")


class Field(NamedTuple):
    """A column of the catalogue at a width in points; `heading` where the catalogue's is too long for it."""

    name: str
    width: float
    heading: str | None = None


@dataclass(frozen=True)
class Grid:
    """Heading and rows as cells. `beside` points at the right stay free in every row, for a chart under its heading."""

    head: list[Cell]
    rows: list[list[Cell]]
    widths: list[float]
    least: float = 0

    @property
    def heights(self) -> list[float]:
        """What each row needs, at least `least`."""
        return [max(self.least, row_height(cells, self.widths)) for cells in self.rows]

    @property
    def head_height(self) -> float:
        """What the heading needs."""
        return row_height(self.head, self.widths)

    def pages(self, room: float = BOTTOM - TOP, later: float | None = None) -> Iterator["Grid"]:
        """The rows in parts that each fit, with the heading, in `room`; from the second on in `later`.

        Where all have the same room, the rows are spread so that the last part is no mere rest.
        """
        parts = list(self._filled(room, later))
        if later is None and len(parts) > 1:
            heights = self.heights
            spread = self.head_height + sum(heights) / len(parts) + max(heights)
            tried = list(self._filled(min(room, spread), None))
            parts = tried if len(tried) == len(parts) else parts
        yield from parts

    def first(self, room: float) -> "Grid | None":
        """As many of the first rows as fit with the heading; None where none does."""
        part = next(self._filled(room, None), None)
        return part if part and part.head_height + sum(part.heights) <= room else None

    def _filled(self, room: float, later: float | None) -> Iterator["Grid"]:
        rest, have = self, room
        while rest.rows:
            heights, count, used = rest.heights, 0, rest.head_height
            while count < len(heights) and (count == 0 or used + heights[count] <= have):
                used, count = used + heights[count], count + 1
            yield rest.pick(range(count))
            rest, have = rest.pick(range(count, len(heights))), room if later is None else later

    def pick(self, places: Iterable[int]) -> "Grid":
        """The rows at these places, for one part of a frame that was written out once."""
        return replace(self, rows=[self.rows[place] for place in places])

    def even_pages(self, room: float, most: float) -> Iterator["Grid"]:
        """As few parts as fit in `room`, of nearly as many rows each, for a chart beside them.

        All rows of a part are equally high: what the fullest needs, and up to `most` as far as there is room.
        """
        need = max(self.heights, default=1.0)
        start = 0
        for count in even_parts(len(self.rows), max(1, int((room - self.head_height) // need))):
            height = max(need, min(most, (room - self.head_height) / count))
            yield replace(self.pick(range(start, start + count)), least=height)
            start += count

    def put(self, slide: Any, name: str, alt: str, top: float = TOP, left: float = LEFT) -> Place:
        """Write it; returns where it stands."""
        rows, heights = [self.head, *self.rows], [self.head_height, *self.heights]
        return put(slide, name, alt, left, top, self.widths, rows, heights)

    def column(self, place: Place, number: int) -> Place:
        """Where the rows of a column stand, without the heading, once the grid stands at `place`."""
        left = place.left + sum(self.widths[:number])
        return Place(left, place.top + self.head_height, self.widths[number], place.height - self.head_height)


def grid(rows: pd.DataFrame, fields: Sequence[Field], *, chart: tuple[str, float] | None = None, size: float = SIZE,
         least: float = 0) -> Grid:  # fmt: skip
    """The grid of a frame. `chart`: the heading and width of a last, empty column that a chart is laid on."""
    head = [_heading(field) for field in fields]
    cells = [_cells(rows, field, size) for field in fields]
    lines = [list(line) for line in zip(*cells, strict=True)]
    widths = [field.width for field in fields]
    if chart:
        head.append(_head_cell(chart[0]))
        widths.append(chart[1])
        lines = [[*line, Cell(size=size)] for line in lines]
    return Grid(head, lines, widths, least)


def largest(rows: pd.DataFrame, fields: Sequence[Field], room: float, sizes: Sequence[float] = SIZES) -> Grid:
    """The grid in the largest size in which it fits in `room`; in the smallest where it fits in none."""
    return fitting((grid(rows, fields, size=size, least=ROW) for size in sizes), room)


def fitting(grids: Iterable[Grid], room: float) -> Grid:
    """The first of some grids that fits in `room`, else the last."""
    for one in grids:
        if one.head_height + sum(one.heights) <= room:
            return one
    return one


def places_of(column: pd.Series) -> dict[str, list[int]]:
    """For each value of a column, in the order in which they come up, the places of its rows."""
    found: dict[str, list[int]] = {}
    for place, value in enumerate(column):
        found.setdefault(str(value), []).append(place)
    return found


def even_parts(total: int, most: int) -> list[int]:
    """A number of rows in as few parts of at most `most` as possible, of nearly the same size."""
    parts = math.ceil(total / most)
    return [total // parts + (number < total % parts) for number in range(parts)] if total else []


def _heading(field: Field) -> Cell:
    column = COLUMNS[field.name]
    return _head_cell(field.heading or column.heading, "r" if column.kind in _RIGHT else "l")


def _head_cell(text: str, align: str = "l") -> Cell:
    return Cell(text, fill=HEAD_FILL, bold=True, size=_HEAD_SIZE, align=align)


def _cells(rows: pd.DataFrame, field: Field, size: float) -> list[Cell]:
    column = COLUMNS[field.name]
    texts = printed(rows, column)
    if field.name == "status_word":
        return [status_cell(code, text, size=size) for code, text in zip(rows["status"], texts, strict=True)]
    align = "r" if column.kind in _RIGHT else "l"
    return [Cell(text, align=align, size=size) for text in texts]
