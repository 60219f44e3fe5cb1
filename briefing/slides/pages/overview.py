"""The first slide: how far the district is, by series too, and what is worst."""

from typing import Any

import pandas as pd

from briefing.charts.counts import counts_alt
from briefing.slides.charts.count_charts import status_bars
from briefing.slides.grid import MARGIN, MONTHS, Field, grid, largest
from briefing.slides.legend import HEIGHT, put_legend, status_chips
from briefing.slides.master import BOTTOM, LEFT, WIDTH
from briefing.slides.page import HEADING, Deck, heading, put_text
from briefing.slides.text import Place, Words
from briefing.slides.words import behind_word, nothing_behind, stand
from metrics import terms
from metrics.arithmetic.counting import Tally
from store.reads.figures.boards import units_behind

_WORST, _WORST_SIZES = 5, (12.0, 11.0, 10.5)
_COUNTS = (Field("series_name", 84), Field("total", 50), Field("rate_pct", 74), Field("judged", 74))
_WORST_FIELDS = (
    Field("status_word", 92), Field("coded_item", 142), Field("measure", 128), Field("unit_label", 92),
    Field("target_text", 86), Field("actual_text", 72), Field("margin_points", 60, MARGIN),
    Field("months_behind", 40, MONTHS), Field("what_it_takes", 188),
)  # fmt: skip


def overview(deck: Deck) -> None:
    """Counts and rates of all targets and of each series, then the worst items with gap and what it takes."""
    facts, month_no = deck.material.snapshot, deck.month_no
    slide = deck.page(stand(facts.place.targets, facts.tally, month_no), _lead(deck))
    groups = _groups(deck)
    bottom = _counts(deck, slide, groups)
    put_legend(slide, status_chips(facts.items["status"], month_no), bottom + 4)
    _worst(deck, slide, bottom + HEIGHT + 14)


def _lead(deck: Deck) -> str:
    material = deck.material
    sent, owing = material.snapshot.units_reported
    reported = f"已报{sent}/{owing}家" if owing else "本月无应报数据"
    behind = units_behind(material.board)
    whose = [f"{behind}家单位有{behind_word(deck.month_no)}事项"] if behind else []
    return " · ".join([material.edition.title, material.time_elapsed, reported, *whose])


def _groups(deck: Deck) -> list[tuple[str, Tally]]:
    facts = deck.material.snapshot
    series = [(name, facts.tally_of(code)) for code, name in terms.SERIES.items()]
    return [(facts.place.targets, facts.tally), *((name, tally) for name, tally in series if tally.total)]


def _counts(deck: Deck, slide: Any, groups: list[tuple[str, Tally]]) -> float:
    rows = pd.DataFrame(
        {"series_name": name, "total": tally.total, "rate_pct": tally.rate_pct, "judged": tally.judged}
        for name, tally in groups
    )
    free = WIDTH - sum(field.width for field in _COUNTS)
    table = grid(rows, _COUNTS, chart=("各状态项数", free), least=31, size=12)
    place = table.put(slide, "按期率", _rates_alt(groups))
    alt = "".join(counts_alt(tally, name) for name, tally in groups)
    status_bars(deck, slide, "各状态项数", alt, groups, table.column(place, len(_COUNTS)))
    return place.bottom


def _rates_alt(groups: list[tuple[str, Tally]]) -> str:
    return "按期率:" + "、".join(f"{name}{tally.rate_of}" for name, tally in groups) + "。"


def _worst(deck: Deck, slide: Any, top: float) -> None:
    worst = deck.material.snapshot.worst_items
    word = behind_word(deck.month_no)
    if worst.empty:
        put_text(
            slide, "无滞后", Place(LEFT, top, WIDTH, 24), [Words(nothing_behind(deck.material, deck.month_no), 14)]
        )
        return
    shown = worst.head(_WORST)
    room = BOTTOM - top - HEADING
    table = largest(shown, _WORST_FIELDS, room, _WORST_SIZES).first(room)
    if table is None:
        return
    top = heading(slide, f"差距最大的{len(table.rows)}项(共{len(worst)}项{word})", top)
    table.put(slide, "差距最大的事项", f"差距最大的事项:{'、'.join(shown['coded_item'])}。", top)
