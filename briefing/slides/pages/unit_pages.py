"""The lead units that have something behind: how each stands, what is behind, why, and what is next.

Two share a slide where both fit; one alone also has its course.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from briefing.charts.counts import counts_alt, course_alt
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
    Field("status_word", 88), Field("code", 58), Field("measure", 118), Field("target_text", 74),
    Field("actual_text", 70), Field("margin_points", 58, MARGIN), Field("months_behind", 36, MONTHS),
    Field("problem", 136), Field("next_step", 136), Field("what_it_takes", 126),
)  # fmt: skip
_MEASURE = 2  # among them


@dataclass(frozen=True)
class _Part:
    """A unit with the table of what is behind of it, and its items' course."""

    unit: str
    table: Grid
    course: pd.DataFrame

    @property
    def half(self) -> float:
        """How high it is where it shares a slide."""
        return HEADING + _THIN + 4 + self.table.head_height + sum(self.table.heights) + _BETWEEN


def unit_pages(deck: Deck) -> None:
    """The units with the most behind first; what does not fit goes on on the next slide."""
    behind = deck.material.behind
    tables = [grid(behind, _FIELDS, size=size, least=ROW) for size in SIZES]
    places = places_of(behind["lead_unit"])
    course = deck.material.snapshot.item_course[list(_COURSE)]
    waiting: _Part | None = None
    for unit in map(str, backlog.behind_by(behind, "lead_unit")["lead_unit"]):
        own = [table.pick(places[unit]) for table in tables]
        part = _Part(unit, fitting(own, BOTTOM - _LIST_TOP), course[course["lead_unit"] == unit])
        if waiting and waiting.half + part.half <= BOTTOM - TOP:
            _shared(deck, waiting, part)
            waiting = None
            continue
        if waiting:
            _pages(deck, waiting)
        waiting = part
    if waiting:
        _pages(deck, waiting)


def _shared(deck: Deck, first: _Part, second: _Part) -> None:
    word = deck.behind_word
    title = "，".join(f"{part.unit}{word}{_tally(deck, part.course).behind}项" for part in (first, second))
    slide = deck.page(title, "每家单位列出滞后子项、原因和下一步措施")
    top = TOP
    for part in (first, second):
        tally = _tally(deck, part.course)
        top = heading(slide, f"{stand(part.unit, tally, deck.month_no)}。{counted(tally, deck.month_no)}", top)
        bar = Place(LEFT, top, WIDTH, _THIN)
        status_bars(
            deck, slide, f"{part.unit}各状态项数", counts_alt(tally, part.unit), [(part.unit, tally)], bar, gap=10
        )
        place = part.table.put(slide, _name(deck, part), _alt(deck, part), top + _THIN + 4)
        top = place.bottom + _BETWEEN


def _tally(deck: Deck, course: pd.DataFrame) -> Tally:
    return counting.tally_items(course[course["month"] == pd.Timestamp(deck.material.edition.view.month)])


def _name(deck: Deck, part: _Part) -> str:
    return f"{part.unit}{deck.behind_word}子项"


def _alt(deck: Deck, part: _Part) -> str:
    told = "、".join(cells[_MEASURE].text for cells in part.table.rows)
    return f"{_name(deck, part)}{len(part.table.rows)}个:{told}。"


def _pages(deck: Deck, part: _Part) -> None:
    unit, table, course = part.unit, part.table, part.course
    tally, name, alt = _tally(deck, course), _name(deck, part), _alt(deck, part)
    pages = list(table.pages(BOTTOM - _LIST_TOP, BOTTOM - TOP))
    title, lead = stand(unit, tally, deck.month_no), counted(tally, deck.month_no)
    for number, (slide, page) in enumerate(deck.pages(title, lead, pages), start=1):
        if number == 1:
            bar = Place(LEFT, TOP, WIDTH, _BAR)
            status_bars(deck, slide, f"{unit}各状态项数", counts_alt(tally, unit), [(unit, tally)], bar, gap=10)
            put_legend(slide, status_chips(course["status"], deck.month_no), TOP + _BAR + 2)
        place = page.put(slide, name, alt, _LIST_TOP if number == 1 else TOP)
        if number == len(pages):
            _put_course(deck, slide, unit, course, place.bottom + 14)


def _put_course(deck: Deck, slide: Any, unit: str, course: pd.DataFrame, top: float) -> None:
    """Where room is left, how the unit's items stood in the months so far."""
    room = BOTTOM - top - HEADING
    if room < _LEAST_COURSE:
        return
    months = by_month(course)
    place = Place(
        LEFT, heading(slide, "各月状态(单位:项)", top), min(_MONTH * len(months), WIDTH), min(room, _MOST_COURSE)
    )
    month_columns(deck, slide, f"{unit}各月状态", course_alt(course, unit), months, place, named=True)
