"""完成率 against 序时进度 as native clustered bars, a pair per row of the table at the left."""

from collections.abc import Sequence
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE

from briefing.charts.look import QUIET, TEXT
from briefing.slides.charts.chart_data import Categories
from briefing.slides.charts.native import add_chart, finish, grid_lines, hide_axes, number_labels, solid, surface
from briefing.slides.page import Deck
from briefing.slides.text import Place, Words
from metrics.rows import SeriesItemRow

PLAN_FILL = "#aeb7c3"
_ROOM_FOR_LABELS = 118  # percent: a full bar leaves room for its number


def share_bars(deck: Deck, slide: Any, name: str, alt: str, rows: Sequence[SeriesItemRow], place: Place) -> None:
    """Bars of `done_pct` in the status' colour and of `plan_pct` in grey; what has none has no bar, and no label."""
    data = Categories(deck.material.edition.made_at)
    data.categories = [row["coded_item"] for row in rows]
    data.add_series("完成率(%)", [row["done_pct"] for row in rows])
    data.add_series("序时进度(%)", [row["plan_pct"] for row in rows])
    chart = add_chart(slide, name, alt, XL_CHART_TYPE.BAR_CLUSTERED, data, place)
    hide_axes(chart, "category", "value")
    chart.category_axis.reverse_order = True
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, _ROOM_FOR_LABELS
    chart.value_axis.major_unit = 25
    grid_lines(chart.value_axis)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 24, 0
    done, plan = plot.series
    solid(plan.format, PLAN_FILL)
    for index, row in enumerate(rows):
        surface(done.points[index].format, row["status"])
    for series in (done, plan):
        series.invert_if_negative = False
    number_labels(done, '0.0"%"', Words("", 12, TEXT, bold=True), "outEnd")
    number_labels(plan, '0.0"%"', Words("", 12, QUIET), "outEnd")
    finish(chart)
