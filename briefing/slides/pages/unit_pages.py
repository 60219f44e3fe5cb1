"""A slide per lead unit that has something behind: how it stands, what is behind, why, and what is next."""

from typing import Any

import pandas as pd

from briefing.charts.counts import counts_alt, course_alt
from briefing.slides.charts.count_charts import by_month, month_columns, status_bars
from briefing.slides.grid import MARGIN, MONTHS, ROW, SIZES, Field, Grid, fitting, grid, places_of
from briefing.slides.legend import HEIGHT, put_legend, status_chips
from briefing.slides.master import BOTTOM, LEFT, TOP, WIDTH
from briefing.slides.page import HEADING, Deck, heading
from briefing.slides.text import Place
from briefing.slides.words import behind_word, counted, numbered, stand
from metrics.arithmetic import backlog, counting

_BAR = 34.0
_LEAST_COURSE, _MOST_COURSE, _MONTH = 90.0, 170.0, 100.0
_LIST_TOP = TOP + _BAR + HEIGHT + 14
_COURSE = ("item_id", "lead_unit", "month", "status", "month_cells_in", "month_cells_due")
_FIELDS = (
    Field("status_word", 88), Field("code", 58), Field("measure", 118), Field("target_text", 74),
    Field("actual_text", 70), Field("margin_points", 58, MARGIN), Field("months_behind", 36, MONTHS),
    Field("problem", 136), Field("next_step", 136), Field("what_it_takes", 126),
)  # fmt: skip
_MEASURE = 2  # among them


def unit_pages(deck: Deck) -> None:
    """The units with the most behind first; what does not fit goes on on the next slide."""
    behind = deck.material.behind
    tables = [grid(behind, _FIELDS, size=size, least=ROW) for size in SIZES]
    places = places_of(behind["lead_unit"])
    course = deck.material.snapshot.item_course[list(_COURSE)]
    for unit in map(str, backlog.behind_by(behind, "lead_unit")["lead_unit"]):
        own = [table.pick(places[unit]) for table in tables]
        _pages(deck, unit, fitting(own, BOTTOM - _LIST_TOP), course[course["lead_unit"] == unit])


def _pages(deck: Deck, unit: str, table: Grid, course: pd.DataFrame) -> None:
    tally = counting.tally_items(course[course["month"] == pd.Timestamp(deck.material.edition.view.month)])
    name = f"{unit}{behind_word(deck.month_no)}子项"
    alt = f"{name}{len(table.rows)}个:{'、'.join(cells[_MEASURE].text for cells in table.rows)}。"
    pages = list(table.pages(BOTTOM - _LIST_TOP, BOTTOM - TOP))
    for number, page in enumerate(pages, start=1):
        title = numbered(stand(unit, tally, deck.month_no), number, len(pages))
        slide = deck.page(title, counted(tally, deck.month_no))
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
