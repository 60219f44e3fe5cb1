"""The walls: a row per category, a cell per item with its mark and number on the status' colour."""

from typing import Any

import pandas as pd

from briefing.charts.wall import wall_alt
from briefing.slides.grid import even_parts
from briefing.slides.legend import HEIGHT, put_legend, status_chips
from briefing.slides.master import BOTTOM, LEFT, TOP, WIDTH
from briefing.slides.page import Deck
from briefing.slides.table import PAD, Cell, put, status_cell
from briefing.slides.text import width
from briefing.slides.words import counted, numbered, stand
from metrics import terms
from store.engine.records import records

_LONGEST_ROW = 12  # cells; a category with more goes on in the next row
_MOST_ROWS = 14  # of a slide
_HEIGHT = 38.0
_SIZE = 13.0


def wall_page(deck: Deck, series: str) -> None:
    """The wall of one series; more rows than a slide holds go on on the next."""
    items = deck.material.snapshot.items_of(series)
    if items.empty:
        return
    rows, start = _rows(items), 0
    tally = deck.material.snapshot.tally_of(series)
    parts = even_parts(len(rows), _MOST_ROWS)
    for number, count in enumerate(parts, start=1):
        title = stand(terms.SERIES[series], tally, deck.month_no)
        slide = deck.page(numbered(title, number, len(parts)), counted(tally, deck.month_no))
        _put(slide, rows[start : start + count], f"{terms.SERIES[series]}各项状态", wall_alt(items))
        put_legend(slide, status_chips(items["status"], deck.month_no), BOTTOM - HEIGHT)
        start += count


def _put(slide: Any, rows: list[list[Cell]], name: str, alt: str) -> None:
    first = max(width(cells[0].text, _SIZE) for cells in rows) + 2 * PAD + 8
    widths = [first, *[(WIDTH - first) / _LONGEST_ROW] * _LONGEST_ROW]
    height = min(_HEIGHT, (BOTTOM - HEIGHT - 8 - TOP) / len(rows))
    put(slide, name, alt, LEFT, TOP, widths, rows, [height] * len(rows), headed=False)


def _rows(items: pd.DataFrame) -> list[list[Cell]]:
    rows = []
    for category, members in items.groupby("category", sort=False):
        cells = [_tile(row["status"], row["item_no"]) for row in records(members)]
        for start in range(0, len(cells), _LONGEST_ROW):
            line = cells[start : start + _LONGEST_ROW]
            label = Cell("" if start else str(category), size=_SIZE, ruled=False)
            rows.append([label, *line, *[Cell(size=_SIZE, ruled=False)] * (_LONGEST_ROW - len(line))])
    return rows


def _tile(status: str, item_no: int) -> Cell:
    return status_cell(status, f"{terms.STATUSES[status].mark} {item_no}", align="ctr", bold=True, size=_SIZE, gap=True)
