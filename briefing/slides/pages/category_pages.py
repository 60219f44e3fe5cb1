"""A slide per category: its items with unit and gap, and 完成率 against 序时进度 beside each."""

from typing import Any

from briefing.slides.charts.share_chart import PLAN_FILL, share_bars
from briefing.slides.grid import MARGIN, MONTHS, Field, Grid, grid, places_of
from briefing.slides.legend import HEIGHT, chip, put_legend, status_chips
from briefing.slides.master import BOTTOM, TOP, WIDTH
from briefing.slides.page import HEADING, Deck, heading
from briefing.slides.words import counted, stand
from metrics import terms, wording
from metrics.arithmetic import counting
from metrics.rows import SeriesItemRow
from store.engine.records import records

_SIZE = 10.5
_LEAST, _ROW = 28.0, 46.0  # two bars with readable numbers take the first
_REASON = 22.0
_FIELDS = (
    Field("status_word", 88), Field("coded_item", 140), Field("unit_label", 98), Field("margin_points", 78, MARGIN),
    Field("months_behind", 46, MONTHS), Field("what_it_takes", 186),
)  # fmt: skip
_CHART = WIDTH - sum(field.width for field in _FIELDS)
_REASONS = (
    Field("code", 54), Field("measure", 190), Field("unit_label", 126), Field("problem", 265), Field("next_step", 265),
)  # fmt: skip


def category_pages(deck: Deck, series: str) -> None:
    """The categories of one series in their order, each on as few slides as its items need."""
    items = deck.material.series_items[series]
    table = grid(items, _FIELDS, chart=("完成率与序时进度", _CHART), size=_SIZE, least=_LEAST)
    reasons = grid(deck.material.behind, _REASONS, least=_REASON)
    plain = records(
        items[["item_id", "coded_item", "category", "status", "status_word", "done_pct", "plan_pct"]], SeriesItemRow
    )
    for category, places in places_of(items["category"]).items():
        tally = counting.tally_items(items.iloc[places])
        title = stand(f"{terms.SERIES[series]}·{category}", tally, deck.month_no)
        pages = list(table.pick(places).even_pages(BOTTOM - TOP - HEIGHT - 6, _ROW))
        start = 0
        for slide, page in deck.pages(title, counted(tally, deck.month_no), pages):
            rows = [plain[place] for place in places[start : start + len(page.rows)]]
            _put_reasons(deck, slide, reasons, rows, _put(deck, slide, page, category, rows))
            start += len(page.rows)


def _put(deck: Deck, slide: Any, page: Grid, category: str, rows: list[SeriesItemRow]) -> float:
    alt = _alt(category, rows)
    place = page.put(slide, f"{category}事项", alt)
    share_bars(deck, slide, "完成率与序时进度", alt, rows, page.column(place, len(_FIELDS)))
    chips = status_chips([row["status"] for row in rows], deck.month_no)
    put_legend(slide, [*chips, chip("序时进度", PLAN_FILL)], place.bottom + 6)
    return place.bottom + 6 + HEIGHT


def _put_reasons(deck: Deck, slide: Any, reasons: Grid, rows: list[SeriesItemRow], bottom: float) -> None:
    """Where room is left, why the items' measures are behind and what is next, the worst of them first."""
    own = {row["item_id"] for row in rows}
    places = [place for place, item in enumerate(deck.material.behind["item_id"]) if item in own]
    top = bottom + 12 + HEADING
    part = reasons.pick(places).first(BOTTOM - top)
    if part is None:
        return
    word = deck.behind_word
    some = f"(差距最大的{len(part.rows)}个,共{len(places)}个)" if len(part.rows) < len(places) else ""
    heading(slide, f"{word}子项的原因和下一步措施{some}", bottom + 12)
    part.put(slide, "原因和措施", f"{word}子项的原因和下一步措施。", top)


def _alt(category: str, rows: list[SeriesItemRow]) -> str:
    told = [
        f"{row['coded_item']}{row['status_word']},完成率{wording.percent(row['done_pct'])},"
        f"序时进度{wording.percent(row['plan_pct'])}"
        for row in rows
    ]
    return f"{category}:{';'.join(told)}。"
