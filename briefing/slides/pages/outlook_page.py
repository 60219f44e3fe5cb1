"""年底预计: how many will be reached, and which most likely will not, with what they rest on."""

import pandas as pd
from pptx.enum.chart import XL_CHART_TYPE

from briefing.slides.charts.chart_data import Categories
from briefing.slides.charts.native import add_chart, finish, hide_axes, number_labels, solid
from briefing.slides.grid import Field, largest
from briefing.slides.master import BOTTOM, LEFT, TOP, WIDTH
from briefing.slides.page import HEADING, Deck, heading
from briefing.slides.text import Place, Words
from metrics.arithmetic.verdicts import COVERS_PCT
from metrics.sentences.outlook_words import verdict_word
from metrics.terms import STATUSES

_BAR = 110.0
_FIELDS = (
    Field("status_word", 92), Field("coded_item", 150), Field("measure", 150), Field("unit_label", 98),
    Field("target_text", 100), Field("actual_text", 90), Field("outlook_text", 220),
)  # fmt: skip
_FILLS = {"likely": "ahead", "at_risk": "behind", "unlikely": "far_behind", "unclear": "undecided"}


def outlook_page(deck: Deck) -> None:
    """One slide; none in December, of a month of which too little is in, or while the outlook is switched off."""
    snapshot = deck.material.snapshot
    counts = {code: snapshot.outlook_counts.get(code, 0) for code in _FILLS}
    if deck.material.is_last or snapshot.tally.is_thin or not sum(counts.values()):
        return
    slide = deck.page(
        _title(counts), f"共{sum(counts.values())}个子项；预计只供参考，不改变状态，区间有{COVERS_PCT}%的把握"
    )
    data = Categories(deck.material.edition.made_at)
    data.categories = [verdict_word(code) for code in counts]
    data.add_series("子项数", list(counts.values()))
    place = Place(LEFT, TOP, WIDTH * 0.6, _BAR)
    alt = "年底预计：" + "、".join(f"{verdict_word(code)}{count}个" for code, count in counts.items()) + "。"
    chart = add_chart(slide, "年底预计", alt, XL_CHART_TYPE.BAR_CLUSTERED, data, place)
    hide_axes(chart, "value")
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.fill.background()
    chart.plots[0].gap_width = 30
    [series] = chart.plots[0].series
    for number, code in enumerate(counts):
        solid(series.points[number].format, STATUSES[_FILLS[code]].fill)
    number_labels(series, '0"个"', Words("", 12, bold=True), "outEnd")
    chart.value_axis.maximum_scale = 1.15 * max(counts.values())
    chart.value_axis.minimum_scale = 0
    finish(chart)
    ordered = pd.concat([snapshot.behind, snapshot.measures]).drop_duplicates("measure_id")
    rows = ordered[ordered["outlook"] == "unlikely"]
    room = BOTTOM - TOP - _BAR - 10 - HEADING
    table = largest(rows.head(12), _FIELDS, room).first(room) if len(rows) else None
    if table is not None:
        name = verdict_word("unlikely")
        top = heading(slide, f"{name}的（由重到轻，列{len(table.rows)}个，共{len(rows)}个）", TOP + _BAR + 10)
        table.put(slide, f"{name}的子项", f"{name}的子项。", top)


def _title(counts: dict[str, int]) -> str:
    """What is bad, what of it there is; a count of none is not said of what is too early to tell."""
    codes = [code for code in ("unlikely", "at_risk") if counts[code]] or (["likely"] if counts["likely"] else [])
    if not codes:
        return f"年底能否完成，{verdict_word('unclear')}"
    first, *others = ((counts[code], verdict_word(code)) for code in codes)
    return f"按目前进度，{first[0]}个子项年底{first[1]}" + "".join(f"，{count}个{word}" for count, word in others)
