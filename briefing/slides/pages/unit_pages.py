"""The lead units that have something behind: how each stands, what is behind, why, and what is next.

Two share a slide where both fit; one alone also has its course.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from briefing.charts.counts import course_alt
from briefing.charts.counts import months as by_month
from briefing.slides.charts.count_charts import month_columns, status_bars
from briefing.slides.grid import MARGIN, MONTHS, ROW, SIZES, Field, Grid, fitting, grid, places_of
from briefing.slides.legend import HEIGHT, put_legend, status_chips
from briefing.slides.master import BOTTOM, LEFT, TOP, WIDTH
from briefing.slides.page import HEADING, Deck, heading
from briefing.slides.text import Place
from briefing.slides.words import counted, stand
from metrics.arithmetic import backlog, counting
from metrics.arithmetic.counting import Tally

_BAR = 34.0
_LEAST_COURSE, _MOST_COURSE, _MONTH = 90.0, 170.0, 100.0
_THIN, _BETWEEN = 24.0, 14.0  # the bar of one of two units, and the room below it
_LIST_TOP = TOP + _BAR + HEIGHT + 14
_COURSE = ("item_id", "lead_unit", "month", "status", "month_cells_in", "month_cells_due")
_FIELDS = (
    Field("status_word", 80), Field("code", 62), Field("measure", 100), Field("target_text", 74),
    Field("actual_text", 66), Field("margin_points", 76, MARGIN), Field("months_behind", 46, MONTHS),
    Field("problem", 120), Field("next_step", 120), Field("what_it_takes", 156),
)  # fmt: skip
_MEASURE = 2  # among them


@dataclass(frozen=True)
class _Part:
    """A unit with the table of what is behind of it (`word`), how it stands in the month, and its items' course."""

    unit: str
    word: str
    table: Grid
    tally: Tally
    course: pd.DataFrame

    @property
    def half(self) -> float:
        """How high it is where it shares a slide."""
        return HEADING + _THIN + 4 + self.table.head_height + sum(self.table.heights) + _BETWEEN

    @property
    def name(self) -> str:
        """What its table is called."""
        return f"{self.unit}{self.word}子项"

    @property
    def alt(self) -> str:
        """The sentence that stands for its table."""
        told = "、".join(cells[_MEASURE].text for cells in self.table.rows)
        return f"{self.name}{len(self.table.rows)}个:{told}。"


def unit_pages(deck: Deck) -> None:
    """The units with the most behind first; what does not fit goes on on the next slide."""
    behind = deck.material.behind
    tables = [grid(behind, _FIELDS, size=size, least=ROW) for size in SIZES]
    places = places_of(behind["lead_unit"])
    items = deck.material.snapshot.item_course[list(_COURSE)]
    waiting: _Part | None = None
    for unit in map(str, backlog.behind_by(behind, "lead_unit")["lead_unit"]):
        table = fitting([table.pick(places[unit]) for table in tables], BOTTOM - _LIST_TOP)
        course = items[items["lead_unit"] == unit]
        now = course[course["month"] == pd.Timestamp(deck.material.edition.view.month)]
        part = _Part(unit, deck.behind_word, table, counting.tally_items(now), course)
        if waiting and waiting.half + part.half <= BOTTOM - TOP:
            _shared(deck, waiting, part)
            waiting = None
            continue
        if waiting:
            _pages(deck, waiting)
        waiting = part
    if waiting:
        _pages(deck, waiting)


def _shared(deck: Deck, *parts: _Part) -> None:
    title = "，".join(f"{part.unit}{part.word}{part.tally.behind}项" for part in parts)
    slide = deck.page(title, "每家单位列出滞后子项、原因和下一步措施")
    top = TOP
    for part in parts:
        told = f"{stand(part.unit, part.tally, deck.month_no)}。{counted(part.tally, deck.month_no)}"
        top = heading(slide, told, top)
        _put_bar(deck, slide, part, top, _THIN)
        top = part.table.put(slide, part.name, part.alt, top + _THIN + 4).bottom + _BETWEEN


def _pages(deck: Deck, part: _Part) -> None:
    pages = list(part.table.pages(BOTTOM - _LIST_TOP, BOTTOM - TOP))
    title, lead = stand(part.unit, part.tally, deck.month_no), counted(part.tally, deck.month_no)
    for number, (slide, page) in enumerate(deck.pages(title, lead, pages), start=1):
        if number == 1:
            _put_bar(deck, slide, part, TOP, _BAR)
            put_legend(slide, status_chips(part.course["status"], deck.month_no), TOP + _BAR + 2)
        place = page.put(slide, part.name, part.alt, _LIST_TOP if number == 1 else TOP)
        if number == len(pages):
            _put_course(deck, slide, part, place.bottom + 14)


def _put_bar(deck: Deck, slide: Any, part: _Part, top: float, height: float) -> None:
    place = Place(LEFT, top, WIDTH, height)
    status_bars(deck, slide, f"{part.unit}各状态项数", [(part.unit, part.tally)], place, gap=10)


def _put_course(deck: Deck, slide: Any, part: _Part, top: float) -> None:
    """Where room is left, how the unit's items stood in the months so far."""
    room = BOTTOM - top - HEADING
    if room < _LEAST_COURSE:
        return
    months, top = by_month(part.course), heading(slide, "各月状态(单位:项)", top)
    place = Place(LEFT, top, min(_MONTH * len(months), WIDTH), min(room, _MOST_COURSE))
    month_columns(deck, slide, f"{part.unit}各月状态", course_alt(part.course, part.unit), months, place, named=True)
