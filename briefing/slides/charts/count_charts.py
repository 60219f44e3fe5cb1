"""Counts per status as native stacked charts: a bar for each of some groups, a column for each month."""

from collections.abc import Sequence
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_MARK

from briefing.charts.counts import counts_alt
from briefing.slides.charts.chart_data import Categories
from briefing.slides.charts.native import add_chart, finish, hide_axes, number_labels, surface
from briefing.slides.page import Deck
from briefing.slides.text import Place, Words
from metrics.arithmetic.counting import Tally
from metrics.terms import STATUSES, marked, status_word

COURSE = 1  # a course is told in the words of the year, not of its December
_DIGIT, _MARK = 9.5, 13.0  # points that a digit and a mark take; a mark, as high as wide
_NAMES = 20.0  # points for the months' names


def status_bars(
    deck: Deck, slide: Any, name: str, groups: Sequence[tuple[str, Tally]], place: Place, *, gap: int
) -> None:
    """A bar of full length per group, its segments the counts: lengths are shares, labels and workbook counts."""
    alt = "".join(counts_alt(counts, group) for group, counts in groups)
    chart = _stacked(deck, slide, name, alt, XL_CHART_TYPE.BAR_STACKED_100, groups, place, gap, deck.month_no)
    chart.category_axis.reverse_order = True
    lengths = [place.width / (counts.total or 1) for _, counts in groups]
    _label(chart, groups, lengths)
    finish(chart)


def month_columns(
    deck: Deck, slide: Any, name: str, alt: str, months: dict[int, Tally], place: Place, *, named: bool = False
) -> None:
    """A column per month, stacked from what is well upwards; `named`: with the months' names below."""
    shown = [(f"{number}月", counts) for number, counts in months.items()]
    chart = _stacked(deck, slide, name, alt, XL_CHART_TYPE.COLUMN_STACKED, shown, place, 25, COURSE)
    most = max((counts.total for counts in months.values()), default=1)
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, most or 1
    # A label of a column is as wide as the column has room for; what counts is its height.
    share = 1 - _NAMES / place.height if named else 1.0
    _label(chart, shown, [share * place.height / (most or 1)] * len(shown), lies=False)
    if named:
        chart.category_axis.visible = True
        chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
        chart.category_axis.format.line.fill.background()
    finish(chart, plot=(0, 0, 1, share))


def _stacked(
    deck: Deck, slide: Any, name: str, alt: str, kind: XL_CHART_TYPE, groups: Sequence[tuple[str, Tally]], place: Place,
    gap: int, month_no: int,
) -> Any:  # fmt: skip
    data = Categories(deck.material.edition.made_at)
    data.categories = [group for group, _ in groups]
    for code in _present(groups):
        word = status_word(code, by_pace=True, month_no=month_no)
        data.add_series(marked(code, word), [counts.counts[code] for _, counts in groups])
    chart = add_chart(slide, name, alt, kind, data, place)
    hide_axes(chart, "category", "value")
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = gap, 100
    for code, series in zip(_present(groups), plot.series, strict=True):
        surface(series.format, code)
        series.invert_if_negative = False
    return chart


def _label(chart: Any, groups: Sequence[tuple[str, Tally]], lengths: Sequence[float], *, lies: bool = True) -> None:
    """Number and mark where a segment has room for both, else what it has room for; zeros say nothing."""
    for code, series in zip(_present(groups), chart.plots[0].series, strict=True):
        status = STATUSES[code]
        both, odd = f'0"{status.mark}";;;', {}
        for index, ((_, counts), length) in enumerate(zip(groups, lengths, strict=True)):
            count = counts.counts[code]
            fitting = _fitting(count, status.mark, both, count * length) if lies else both
            if fitting != both or count * length < _MARK:
                odd[index] = fitting if lies else ";;;"
        number_labels(series, both, Words("", 12, status.on_fill, bold=True), "ctr", odd)


def _fitting(count: int, mark: str, both: str, room: float) -> str:
    """The format for so much room beside each other: both, else the mark alone for one, the number for more."""
    if room >= _DIGIT * len(str(count)) + _MARK:
        return both
    return f'"{mark}";;;' if count == 1 and room >= _MARK else "0;;;"


def _present(groups: Sequence[tuple[str, Tally]]) -> list[str]:
    """The statuses that occur; all of them where nothing does, so that the chart has series."""
    codes = [code for code in STATUSES if any(counts.counts[code] for _, counts in groups)]
    return codes or list(STATUSES)
