"""The walls: a row per category, a cell per item with its mark and number on the status' colour, side by side."""

from typing import Any

import pandas as pd

from briefing.charts.wall import wall_alt
from briefing.slides.legend import HEIGHT, put_legend, status_chips
from briefing.slides.master import BOTTOM, LEFT, TOP, WIDTH
from briefing.slides.page import Deck, heading
from briefing.slides.table import PAD, Cell, put, status_cell
from briefing.slides.text import width
from briefing.slides.words import TOO_THIN, stand
from metrics import terms
from store.engine.records import records

_SERIES = ("livelihood", "task")
_LONGEST_ROW = 8  # cells; a category with more goes on in the next row
_HEIGHT, _GAP = 30.0, 16.0
_SIZE = 10.5


def wall_page(deck: Deck) -> None:
    """One slide with the wall of each numbered series that the year has."""
    snapshot = deck.material.snapshot
    have = [series for series in _SERIES if len(snapshot.items_of(series))]
    if not have:
        return
    tallies = {series: snapshot.tally_of(series) for series in have}
    told = "，".join(
        f"{terms.SERIES[series]}{tally.total}项中{deck.behind_word}{tally.behind}项"
        for series, tally in tallies.items()
    )
    slide = deck.page(TOO_THIN if snapshot.tally.is_thin else told, "每格一项，按类别排列")
    room = (WIDTH - _GAP * (len(have) - 1)) / len(have)
    for place, series in enumerate(have):
        items = snapshot.items_of(series)
        left = LEFT + place * (room + _GAP)
        top = heading(slide, stand(terms.SERIES[series], tallies[series], deck.month_no), TOP, left, room)
        _put(slide, _rows(items), f"{terms.SERIES[series]}各项状态", wall_alt(items), left, top, room)
    shown = snapshot.items[snapshot.items["series"].isin(have)]
    put_legend(slide, status_chips(shown["status"], deck.month_no), BOTTOM - HEIGHT)


def _put(slide: Any, rows: list[list[Cell]], name: str, alt: str, left: float, top: float, room: float) -> None:
    first = min(max(width(cells[0].text, _SIZE) for cells in rows) + 2 * PAD + 8, 0.31 * room)
    widths = [first, *[(room - first) / _LONGEST_ROW] * _LONGEST_ROW]
    height = min(_HEIGHT, (BOTTOM - HEIGHT - 8 - top) / len(rows))
    put(slide, name, alt, left, top, widths, rows, [height] * len(rows), headed=False)


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
