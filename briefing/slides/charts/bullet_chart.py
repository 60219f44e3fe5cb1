"""The main targets as a native scatter: target ranges as bands, limits and references as ticks, figures as points.

All of a chart's rows share a unit and so an axis: x is the figure itself, y the row. Bands and ticks that are no
figure (where a one-sided target is open, how high a tick is) are error bars, so that the workbook holds the store's
numbers only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.oxml import parse_xml

from briefing.charts.bullets import GOOD_SIDE, LIMIT
from briefing.charts.look import BAND, PLAN, QUIET, TEXT
from briefing.slides.charts.chart_data import Points
from briefing.slides.charts.native import NAMESPACES, VALUE_ALONE, C, add_chart, color, finish, grid_lines, solid
from briefing.slides.legend import chip, status_chips
from briefing.slides.page import Deck
from briefing.slides.table import Cell
from briefing.slides.text import Place, Words, hexed, run
from metrics.arithmetic.bullet_scale import Aim, aim, scale
from metrics.rows import IndicatorRow
from metrics.terms import STATUSES

AXIS = 24.0  # points below the rows, for the axis' numbers
_BAND_WIDTH = 9.0
_TICK = 0.2  # of a row, half of a tick's height


@dataclass(frozen=True)
class _Row:
    record: IndicatorRow
    middle: float
    goal: Aim | None

    @property
    def y(self) -> float:
        """Where its target is drawn, in the lower part of the row."""
        return self.middle - 0.2

    @property
    def figure_y(self) -> float:
        """Where its figure stands, above the target: not all programs draw points over lines."""
        return self.middle + 0.18


def bullet_chart(deck: Deck, slide: Any, name: str, alt: str, rows: Sequence[IndicatorRow], place: Place) -> None:
    """A row per measure in the order of the table beside; `place` is the rows' own, the axis stands below it."""
    count = len(rows)
    marked = [_Row(row, count - number - 0.5, aim(row)) for number, row in enumerate(rows)]
    low, high = _ends(rows)
    chart = _Bullets(deck, low, high)
    for row in marked:
        chart.target(row)
    for row in marked:
        chart.figure(row)
    frame = Place(place.left, place.top, place.width, place.height + AXIS)
    if chart.series:
        _dress(chart, slide, name, alt, frame, count, place.height / frame.height)


def bullet_chips(rows: Sequence[IndicatorRow], month_no: int) -> list[Cell]:
    """What the chart's bands and ticks mean, as far as they occur, and the statuses."""
    goals = [(row, aim(row)) for row in rows]
    chips = []
    if any(goal and not goal.is_ceiling for _, goal in goals):
        chips.append(chip("目标区间", BAND))
    if any(goal and goal.is_ceiling for _, goal in goals):
        chips += [chip("上限以内", GOOD_SIDE), chip("┃上限", "#ffffff", LIMIT)]
    if any(goal and not goal.is_ceiling and (goal.end is None or row["kind"] == "relative") for row, goal in goals):
        chips.append(chip("┃下限或参照", "#ffffff", PLAN))
    return [*chips, *status_chips([row["status"] for row in rows], month_no)]


def _ends(rows: Sequence[IndicatorRow]) -> tuple[float, float]:
    """The axis' ends, whole numbers where the span is not tiny; it shows every figure, target and red line."""
    scales = [own for own in map(scale, rows) if own]
    low, high = min((own.low for own in scales), default=0.0), max((own.high for own in scales), default=1.0)
    step = _step(high - low)
    return step * (low // step), -step * (-high // step)


def _step(span: float) -> float:
    """A round distance that divides a span into about eight."""
    rough = span / 8
    power = 10.0 ** len(str(int(rough))) / 10 if rough >= 1 else 0.1
    return next((power * times for times in (1, 2, 5, 10) if power * times >= rough), power * 10)


class _Bullets:
    """Series under way, each with how it is dressed."""

    def __init__(self, deck: Deck, low: float, high: float) -> None:
        self.data, self.low, self.high = Points(deck.material.edition.made_at), low, high
        self.series: list[Any] = []

    def _add(self, name: str, points: Sequence[tuple[float, float]], dress: Any) -> None:
        series = self.data.add_series(name)
        for x, y in points:
            series.add_data_point(x, y)
        self.series.append(dress)

    def target(self, row: _Row) -> None:
        """The range from bound to bound; where it has one side only, a tick and a band to the end of the axis."""
        goal, name = row.goal, row.record["measure"]
        if goal is None:
            return
        if goal.is_ceiling:
            bar = ("minus", goal.bound - self.low, GOOD_SIDE)
            self._add(f"{name} 上限", [(goal.bound, row.y)], lambda one: _tick(one, LIMIT, bar))
        elif row.record["kind"] == "relative":
            step = abs(float(row.record["on_track_at"]))
            bar = ("minus", step, BAND)
            self._add(f"{name} 参照", [(goal.bound, row.y)], lambda one: _tick(one, PLAN, bar))
        elif goal.end is None:
            bar = ("plus", self.high - goal.bound, BAND)
            self._add(f"{name} 下限", [(goal.bound, row.y)], lambda one: _tick(one, PLAN, bar))
        else:
            self._add(f"{name} 目标区间", [(goal.bound, row.y), (goal.end, row.y)], _band)

    def figure(self, row: _Row) -> None:
        """The figure in the status' colour; one that judges nothing has a dark edge. What is missing has no point."""
        record = row.record
        if record["actual"] is None:
            return
        self._add(record["measure"], [(record["actual"], row.figure_y)], lambda one: _point(one, record))


def _dress(chart: _Bullets, slide: Any, name: str, alt: str, frame: Place, count: int, share: float) -> None:
    drawn = add_chart(slide, name, alt, XL_CHART_TYPE.XY_SCATTER, chart.data, frame)
    for series, dress in zip(drawn.plots[0].series, chart.series, strict=True):
        dress(series)
    rows, axis = drawn.value_axis, drawn.category_axis
    rows.minimum_scale, rows.maximum_scale, rows.major_unit = 0, count, 1
    rows.visible, rows.has_major_gridlines = False, False
    axis.minimum_scale, axis.maximum_scale = chart.low, chart.high
    axis.major_unit = _step(chart.high - chart.low)
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.tick_labels.font.color.rgb = color(QUIET)
    axis.format.line.color.rgb = color(PLAN)
    grid_lines(axis)
    finish(drawn, plot=(0.03, 0, 0.94, share))


def _band(series: Any) -> None:
    series.marker.style = XL_MARKER_STYLE.NONE
    series.format.line.color.rgb = color(BAND)
    series.format.line.width = round(_BAND_WIDTH * 12700)
    series.format.line._ln.set("cap", "flat")
    series.smooth = False


def _tick(series: Any, tick: str, bar: tuple[str, float, str]) -> None:
    """A point drawn as an upright tick with a band to one side."""
    series.marker.style = XL_MARKER_STYLE.NONE
    series.format.line.fill.background()
    direction, length, fill = bar
    before = series._element.find(f"{C}xVal")
    for xml in (_error_bar("x", direction, length, fill, _BAND_WIDTH), _error_bar("y", "both", _TICK, tick, 3)):
        before.addprevious(parse_xml(xml))


def _error_bar(axis: str, direction: str, length: float, fill: str, width: float) -> str:
    return (
        f'<c:errBars {NAMESPACES}><c:errDir val="{axis}"/><c:errBarType val="{direction}"/>'
        f'<c:errValType val="fixedVal"/><c:noEndCap val="1"/><c:val val="{length:.6f}"/>'
        f'<c:spPr><a:ln w="{round(width * 12700)}" cap="flat"><a:solidFill><a:srgbClr val="{hexed(fill)}"/>'
        "</a:solidFill></a:ln></c:spPr></c:errBars>"
    )


def _point(series: Any, row: IndicatorRow) -> None:
    status, is_judged = STATUSES[row["status"]], row["margin_points"] is not None
    marker = series.marker
    marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 13
    solid(marker.format, status.fill)
    marker.format.line.color.rgb = color("#ffffff" if is_judged else status.ink)
    marker.format.line.width = 15875
    series.format.line.fill.background()
    label = Words(f"{row['actual_text']} {status.mark}", 12, TEXT if is_judged else QUIET, bold=True)
    old = series._element.get_or_add_dLbls()
    old.getparent().replace(old, parse_xml(_point_label(label)))


def _point_label(words: Words) -> str:
    return (
        f'<c:dLbls {NAMESPACES}><c:dLbl><c:idx val="0"/>'
        f"<c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p>{run(words)}</a:p></c:rich></c:tx>"
        f'<c:dLblPos val="r"/>{VALUE_ALONE}</c:dLbl>'
        f'<c:spPr><a:noFill/></c:spPr><c:dLblPos val="r"/>{VALUE_ALONE}</c:dLbls>'
    )
