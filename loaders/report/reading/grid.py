"""Ruled lines and characters of a page → tables with their merged cells."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

_NEAR = 3.0  # points: lines as close as this are one


class Box(NamedTuple):
    """A thin line or a bar, in points from the page's lower left."""

    left: float
    right: float
    bottom: float
    top: float


class Glyph(NamedTuple):
    """One character and the box it fills."""

    sign: str
    left: float
    right: float
    bottom: float
    top: float


@dataclass
class Table:
    """A grid of lines with the characters within it."""

    xs: list[float]
    ys: list[float]  # from the top down
    uprights: list[Box]
    levels: list[Box]
    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def top(self) -> float:
        return self.ys[0]

    def rows(self) -> Iterator[list[str]]:
        """The texts of the cells; one merged downwards stands in each of its rows, one merged sideways once."""
        across, down = len(self.xs) - 1, len(self.ys) - 1
        home = {(row, column): (row, column) for row in range(down) for column in range(across)}
        for row in range(down):
            for column in range(across):
                if column and not self._is_upright(row, column):
                    home[row, column] = home[row, column - 1]
                elif row and not self._is_level(row, column):
                    home[row, column] = home[row - 1, column]
        texts: dict[tuple[int, int], list[str]] = {}
        downwards = [-y for y in self.ys]
        for glyph in self.glyphs:
            column = bisect_right(self.xs, (glyph.left + glyph.right) / 2) - 1
            row = bisect_right(downwards, -(glyph.bottom + glyph.top) / 2) - 1
            if (row, column) in home:
                texts.setdefault(home[row, column], []).append(glyph.sign)
        for row in range(down):
            shown: list[str] = []
            for column in range(across):
                own = home[row, column]
                is_repeated = column and home[row, column - 1] == own
                shown.append("" if is_repeated else "".join(sign for sign in texts.get(own, []) if sign not in "\r\n"))
            yield shown

    def _is_upright(self, row: int, column: int) -> bool:
        middle, x = (self.ys[row] + self.ys[row + 1]) / 2, self.xs[column]
        return any(line.bottom - 1 <= middle <= line.top + 1 and abs(line.left - x) <= _NEAR for line in self.uprights)

    def _is_level(self, row: int, column: int) -> bool:
        middle, y = (self.xs[column] + self.xs[column + 1]) / 2, self.ys[row]
        return any(line.left - 1 <= middle <= line.right + 1 and abs(line.bottom - y) <= _NEAR for line in self.levels)


def tables_of(lines: list[Box], glyphs: list[Glyph]) -> list[Table]:
    """The tables that some lines rule: at least two rows of two columns."""
    uprights = [line for line in lines if line.top - line.bottom > 6 and line.right - line.left < 2.5]
    levels = [line for line in lines if line.right - line.left > 6 and line.top - line.bottom < 2.5]
    if len(uprights) < 3 or len(levels) < 3:
        return []
    made = []
    for bottom, top in _spans((line.bottom, line.top) for line in uprights):
        own = [line for line in uprights if bottom - _NEAR <= line.bottom and line.top <= top + _NEAR]
        across = [line for line in levels if bottom - _NEAR <= line.bottom <= top + _NEAR]
        xs = _places(line.left for line in own)
        ys = _places((line.bottom for line in across), downwards=True)
        if len(xs) < 3 or len(ys) < 3:
            continue
        table = Table(xs, ys, own, across)
        table.glyphs = [
            glyph for glyph in glyphs
            if xs[0] <= (glyph.left + glyph.right) / 2 <= xs[-1] and ys[-1] <= (glyph.bottom + glyph.top) / 2 <= ys[0]
        ]  # fmt: skip
        made.append(table)
    return made


def _spans(intervals: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Overlapping intervals put together."""
    made: list[tuple[float, float]] = []
    for low, high in sorted(intervals):
        if made and low <= made[-1][1] + _NEAR:
            made[-1] = (made[-1][0], max(made[-1][1], high))
        else:
            made.append((low, high))
    return made


def _places(values: Iterable[float], *, downwards: bool = False) -> list[float]:
    """Where lines stand, those that are one taken together."""
    made: list[float] = []
    for value in sorted(values):
        if not made or value - made[-1] > _NEAR:
            made.append(value)
    return made[::-1] if downwards else made
