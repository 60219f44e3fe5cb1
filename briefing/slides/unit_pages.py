"""A slide per lead unit that has something behind: how it stands, what is behind, why, and what is next."""

import pandas as pd

from briefing.charts.counts import counts_alt
from briefing.slides.count_charts import status_bars
from briefing.slides.grid import MARGIN, MONTHS, ROW, Field, Grid, grid
from briefing.slides.legend import HEIGHT, put_legend, status_chips
from briefing.slides.master import BOTTOM, LEFT, TOP, WIDTH
from briefing.slides.page import Deck
from briefing.slides.text import Place
from briefing.slides.words import behind_word, counted, numbered, stand
from metrics import backlog, counting

_BAR = 34.0
_LIST_TOP = TOP + _BAR + HEIGHT + 14
_FIELDS = (
    Field("status_word", 88), Field("code", 48), Field("measure", 118), Field("target_text", 78),
    Field("actual_text", 70), Field("margin_points", 58, MARGIN), Field("months_behind", 36, MONTHS),
    Field("problem", 142), Field("next_step", 136), Field("what_it_takes", 126),
)  # fmt: skip


def unit_pages(deck: Deck) -> None:
    """The units with the most behind first; what does not fit goes on on the next slide."""
    behind = deck.material.behind
    for unit in backlog.behind_by(behind, "lead_unit")["lead_unit"]:
        _pages(deck, str(unit), behind[behind["lead_unit"] == unit])


def _pages(deck: Deck, unit: str, behind: pd.DataFrame) -> None:
    items = deck.material.snapshot.items
    own = items[items["lead_unit"] == unit]
    tally = counting.tally(own["status"])
    title, lead = stand(unit, tally, deck.month_no), counted(tally, deck.month_no)
    pages: list[Grid] = list(grid(behind, _FIELDS, least=ROW).pages(BOTTOM - _LIST_TOP, BOTTOM - TOP))
    for number, page in enumerate(pages, start=1):
        slide = deck.page(numbered(title, number, len(pages)), lead)
        name = f"{unit}{behind_word(deck.month_no)}子项"
        alt = f"{name}{len(behind)}个:{'、'.join(behind['measure'])}。"
        if number > 1:
            page.put(slide, name, alt)
            continue
        bar = Place(LEFT, TOP, WIDTH, _BAR)
        status_bars(deck, slide, f"{unit}各状态项数", counts_alt(tally, unit), [(unit, tally)], bar, gap=10)
        put_legend(slide, status_chips(own["status"], deck.month_no), TOP + _BAR + 2)
        page.put(slide, name, alt, _LIST_TOP)
