"""About how high lines and tables come out, so that a paper says no more than its pages hold."""

import math
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import pairwise

from briefing.notice.lines import Line
from briefing.notice.paper.styles import STYLE_OF
from briefing.notice.paper.table import Table
from metrics.typography import printed

_NARROW = 0.6  # of a Chinese character's width: digits where Times New Roman is missing
_BETWEEN = 0.25  # of it too: what Word leaves between Chinese and digits; a cell of many figures is longer by lines
_CELL, _CELL_LINE = 10.5, 14.0  # points: a character of a table, and its line
_SIDES, _ABOVE = 1.4, 2.5  # points: a cell's margins and rule
_POINTS_OF_MM = 72 / 25.4


def height(written: Iterable[Line], tables: Mapping[str, Table], wide_mm: float) -> float:
    """Points of a paper's lines up to where its annexes begin, with their tables, in lines so wide."""
    known = {printed(name): table for name, table in tables.items()}
    high = 0.0
    for line in written:
        if line.mark == "分节":
            break
        if line.mark == "表格":
            high += table_height(known[line.text])
            continue
        look = STYLE_OF[line.mark]
        parts = line.text.split("\t") if look.tab == "<w:br/>" else [line.text.replace("\t", "")]
        count = sum(_lines(part, wide_mm * _POINTS_OF_MM, look.size + look.spread, look.indent) for part in parts)
        high += look.before + count * (look.line or 1.4 * look.size) + look.after
    return high


def table_height(found: Table) -> float:
    """Points of a table, each row as high as the cell with the most lines."""
    high = 0.0
    for row in found.rows:
        place, most = 0, 1
        for cell in row.cells:
            wide = sum(found.widths_mm[place : place + cell.span]) * _POINTS_OF_MM - _SIDES
            most = max(
                most, sum(_lines(words.label + words.text, wide, _CELL, between=_BETWEEN) for words in cell.lines)
            )
            place += cell.span
        high += most * _CELL_LINE + _ABOVE
    return high


def _lines(text: str, wide: float, size: float, indent: int = 0, between: float = 0.0) -> int:
    """How many lines a text takes; an empty one takes one too."""
    is_wide = [unicodedata.east_asian_width(one) in "WFA" for one in text]
    characters = sum(1.0 if one else _NARROW for one in is_wide)
    characters += between * sum(one != other for one, other in pairwise(is_wide))
    return max(1, math.ceil((indent + characters) / math.floor(wide / size * 2) * 2))
