"""The courses of the worst as small multiples: what was reached month by month against the plan or the bound."""

import math
from typing import Any

import pandas as pd
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE, XL_TICK_MARK

from briefing.charts.look import PLAN, QUIET, TEXT
from briefing.slides.charts.chart_data import Categories
from briefing.slides.charts.native import add_chart, color, finish, grid_lines, solid
from briefing.slides.master import BOTTOM, LEFT, TOP, WIDTH
from briefing.slides.page import Deck, put_text
from briefing.slides.text import Place, Words
from metrics import wording
from metrics.rows import NumberOrNone, StatusRow, ToldRow
from metrics.terms import STATUSES
from store.engine.records import records

_ACROSS, _DOWN, _GAP = 3, 2, 14.0
_HEAD = 38.0  # two lines over each


def worst_page(deck: Deck) -> None:
    """Up to six measures that are furthest behind, each of another item, on scales of their own.

    None where nothing is behind, nor in January: one month is no course.
    """
    snapshot, word = deck.material.snapshot, deck.behind_word
    worst = records(snapshot.worst_items.head(_ACROSS * _DOWN), ToldRow)
    if not worst or deck.month_no == 1:
        return
    slide = deck.page(_title(worst, word), "横轴为月份；实线为累计完成，虚线为序时计划，按水平判定的为目标")
    width = (WIDTH - _GAP * (_ACROSS - 1)) / _ACROSS
    height = (BOTTOM - TOP - _GAP) / _DOWN
    for number, row in enumerate(worst):
        left = LEFT + (number % _ACROSS) * (width + _GAP)
        top = TOP + (number // _ACROSS) * (height + _GAP)
        own = snapshot.course[snapshot.course["measure_id"] == row["measure_id"]]
        _put(deck, slide, row, own, Place(left, top, width, height))


def _title(worst: list[ToldRow], word: str) -> str:
    lasting = [row for row in worst if row["months_behind"] >= 3]
    if len(lasting) == len(worst) > 1:
        return f"{word}最重的{len(worst)}项都已连续{word}3个月及以上"
    if len(lasting) > 1:
        return f"{word}最重的{len(worst)}项中，{len(lasting)}项已连续{word}3个月及以上"
    return f"{word}最重的{len(worst)}项各月完成情况"


def _put(deck: Deck, slide: Any, row: ToldRow, course: pd.DataFrame, place: Place) -> None:
    status = STATUSES[row["status"]]
    words = [Words(f"{row['code']} {row['measure']}", 12, TEXT, bold=True)]
    put_text(slide, f"小标题 {row['code']}", Place(place.left, place.top, place.width, 18), words)
    gap = f"慢{wording.points(row['margin_points'])}" if row["by_pace"] and row["margin_points"] else row["status_word"]
    told = f"{row['lead_unit']}，{row['actual_text']}，{gap}"
    put_text(slide, f"说明 {row['code']}", Place(place.left, place.top + 18, place.width, 16), [Words(told, 12, QUIET)])
    months = {one["month_no"]: one for one in records(course, StatusRow)}
    numbers = list(range(1, 13))
    data = Categories(deck.material.edition.made_at)
    data.categories = [str(number) for number in numbers]
    actual = [_actual(months.get(number), row) for number in numbers]
    aim = [_aim(months.get(number), row) for number in numbers]
    data.add_series("累计完成", actual)
    data.add_series("序时计划" if row["by_pace"] else "目标", aim)
    chart = add_chart(
        slide, f"走势 {row['code']}", f"{row['measure']}各月：{told}。", XL_CHART_TYPE.LINE_MARKERS, data,
        Place(place.left, place.top + _HEAD, place.width, place.height - _HEAD),
    )  # fmt: skip
    _dress(chart, [value for value in actual + aim if value is not None], status.ink, by_pace=row["by_pace"])


def _actual(month: StatusRow | None, row: ToldRow) -> NumberOrNone:
    """What was reported for the month itself; a carried figure is no point."""
    if month is None or month["actual"] is None or month["actual_month"] != month["month"]:
        return None
    return month["done_pct"] if row["by_pace"] else month["actual"]


def _aim(month: StatusRow | None, row: ToldRow) -> NumberOrNone:
    if month is None:
        return None
    if row["by_pace"]:
        return month["plan_pct"]
    return month["upper"] if row["kind"] == "ceiling" else month["lower"]


def _dress(chart: Any, values: list[float], ink: str, *, by_pace: bool) -> None:
    axis = chart.value_axis
    grid_lines(axis)
    axis.format.line.fill.background()
    low, high = (0.0, 100.0) if by_pace else _ends(values)
    axis.minimum_scale, axis.maximum_scale = low, max([high, *values])
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = ('0"%"' if by_pace else "0.0"), False
    axis.tick_labels.font.size = chart.category_axis.tick_labels.font.size = 114300
    chart.category_axis.major_tick_mark = axis.major_tick_mark = XL_TICK_MARK.NONE
    chart.category_axis.format.line.color.rgb = color(PLAN)
    done, plan = chart.plots[0].series
    for series, tint in ((done, ink), (plan, PLAN)):
        series.smooth = False
        series.format.line.color.rgb = color(tint)
        series.format.line.width = 28575 if series is done else 15875
    done.marker.style, done.marker.size = XL_MARKER_STYLE.CIRCLE, 5
    solid(done.marker.format, ink)
    plan.format.line.dash_style = 4
    plan.marker.style = XL_MARKER_STYLE.NONE
    finish(chart, size=9, plot=(0.11, 0.04, 0.87, 0.80))


def _ends(values: list[float]) -> tuple[float, float]:
    """Round numbers with air around the values, up to 100 for a share: one point alone needs no axis of hundredths."""
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    air = max(0.15 * (high - low), 0.02 * max(map(abs, values)), 0.5)
    step = 10 ** math.floor(math.log10(high - low + 2 * air))
    top = math.ceil((high + air) / step) * step
    return math.floor((low - air) / step) * step, 100.0 if high <= 100 < top else top
