"""A slide per category: its items with unit and gap, and 完成率 against 序时进度 beside each."""

from typing import Any

import pandas as pd

from briefing.slides.grid import Field, Grid, grid
from briefing.slides.legend import HEIGHT, chip, put_legend, status_chips
from briefing.slides.master import BOTTOM, TOP, WIDTH
from briefing.slides.page import HEADING, Deck, heading
from briefing.slides.share_chart import PLAN_FILL, share_bars
from briefing.slides.words import behind_word, counted, numbered, stand
from metrics import counting, terms, wording
from store.records import Record, records

_SIZE = 10.5
_LEAST, _ROW = 29.0, 46.0  # two bars with readable numbers take the first
_REASON = 22.0
_FIELDS = (
    Field("status_word", 88), Field("coded_item", 140), Field("unit_label", 98), Field("margin_points", 92),
    Field("months_behind", 54), Field("what_it_takes", 164),
)  # fmt: skip
_CHART = WIDTH - sum(field.width for field in _FIELDS)
_REASONS = (
    Field("code", 54), Field("measure", 190), Field("unit_label", 126), Field("problem", 265), Field("next_step", 265),
)  # fmt: skip


def category_pages(deck: Deck, series: str) -> None:
    """The categories of one series in their order, each on as few slides as its items need."""
    for category, items in deck.material.series_items[series].groupby("category", sort=False):
        tally = counting.tally(items["status"])
        title = stand(f"{terms.SERIES[series]}·{category}", tally, deck.month_no)
        table = grid(items, _FIELDS, chart=("完成率与序时进度", _CHART), size=_SIZE, least=_LEAST)
        pages = list(table.even_pages(BOTTOM - TOP - HEIGHT - 6, _ROW))
        start = 0
        for number, page in enumerate(pages, start=1):
            slide = deck.page(numbered(title, number, len(pages)), counted(tally, deck.month_no))
            rows = items.iloc[start : start + len(page.rows)]
            _reasons(deck, slide, rows, _put(deck, slide, page, str(category), rows))
            start += len(page.rows)


def _put(deck: Deck, slide: Any, page: Grid, category: str, rows: pd.DataFrame) -> float:
    plain = records(rows[["coded_item", "status", "status_word", "done_pct", "plan_pct"]])
    alt = _alt(category, plain)
    place = page.put(slide, f"{category}事项", alt)
    share_bars(deck, slide, "完成率与序时进度", alt, plain, page.column(place, len(_FIELDS)))
    put_legend(slide, [*status_chips(rows["status"], deck.month_no), chip("序时进度", PLAN_FILL)], place.bottom + 6)
    return place.bottom + 6 + HEIGHT


def _reasons(deck: Deck, slide: Any, rows: pd.DataFrame, bottom: float) -> None:
    """Where room is left, why the items' measures are behind and what is next, the worst of them first."""
    behind = deck.material.behind
    behind = behind[behind["item_id"].isin(rows["item_id"])]
    top = bottom + 12 + HEADING
    part = grid(behind, _REASONS, least=_REASON).first(BOTTOM - top)
    if part is None:
        return
    word = behind_word(deck.month_no)
    some = f"(差距最大的{len(part.rows)}个,共{len(behind)}个)" if len(part.rows) < len(behind) else ""
    heading(slide, f"{word}子项的原因和下一步措施{some}", bottom + 12)
    part.put(slide, "原因和措施", f"{word}子项的原因和下一步措施。", top)


def _alt(category: str, rows: list[Record]) -> str:
    told = [
        f"{row['coded_item']}{row['status_word']},完成率{wording.percent(row['done_pct'])},"
        f"序时进度{wording.percent(row['plan_pct'])}"
        for row in rows
    ]
    return f"{category}:{';'.join(told)}。"
