"""How many have which status: the district's bar of counts, and its course over the months."""

import pandas as pd
import plotly.graph_objects as go

from briefing.charts.look import INSIDE, bare_axes, styled, surfaces
from metrics.arithmetic.counting import Tally, tally_items
from metrics.terms import STATUSES

# A segment narrower than this share of the bar has room for its number and mark alone …
_ROOM_FOR_WORD = 0.075
# … and none is drawn narrower than those two need: a bar of counts is read by its numbers.
_ROOM_FOR_MARK = 0.036
_FEWEST_MONTHS = 6  # that have room, so that a lone one is not as wide as its panel
_ROOM_FOR_NUMBER = 12  # pixels of a month's column
_ABOVE_AND_BELOW = 26  # pixels, with the months' names


def counts_bar(counts: Tally, *, height: int = 40) -> go.Figure:
    """One stacked bar, a segment per status with its number and word."""
    figure = go.Figure()
    length = 0.0
    for code, count in counts.counts.items():
        if not count:
            continue
        status = STATUSES[code]
        shown = max(count, _ROOM_FOR_MARK * counts.total)
        length += shown
        word = status.word if count >= _ROOM_FOR_WORD * counts.total else status.mark
        figure.add_bar(
            x=[shown],
            y=[""],
            orientation="h",
            name=status.word,
            marker=surfaces([code]) | {"line": {"color": "#ffffff", "width": 1.5}},
            text=[f"<b>{count}</b> {word}"],
            textfont={"color": status.on_fill, "size": 14},
            hovertemplate=f"{status.word} {count}项<extra></extra>",
            **INSIDE,
        )
    bare_axes(figure).update_xaxes(range=[0, length or 1])
    return styled(figure, height=height, margin=(0, 0, 0, 0), barmode="stack", bargap=0)


def counts_alt(counts: Tally, what: str) -> str:
    """The bar in a sentence: `全区目标141项中已完成20项、…`."""
    parts = [f"{STATUSES[code].word}{count}项" for code, count in counts.counts.items() if count]
    return f"{what}{counts.total}项中" + "、".join(parts) + "。" if parts else f"{what}没有可统计的事项。"


def counts_course(items: pd.DataFrame, *, height: int = 118) -> go.Figure:
    """The counts of each month so far, stacked: which way the year goes. `items`: item_id, month, status."""
    by_month = _by_month(items)
    names = [f"{number}月" for number in by_month]
    room = _ROOM_FOR_NUMBER / (height - _ABOVE_AND_BELOW) * items["item_id"].nunique()
    figure = go.Figure()
    for code, status in STATUSES.items():
        values = [counts.counts[code] for counts in by_month.values()]
        if not any(values):
            continue
        figure.add_bar(
            x=names,
            y=values,
            name=status.word,
            marker=surfaces([code] * len(values)) | {"line": {"color": "#ffffff", "width": 0.5}},
            text=[f"{value}{status.mark}" if value >= room else "" for value in values],
            textfont={"color": status.on_fill, "size": 11},
            hovertemplate=f"%{{x}} {status.word} %{{y}}项<extra></extra>",
            **INSIDE,
        )
    ends = [-0.5, max(len(names), _FEWEST_MONTHS) - 0.5]
    figure.update_xaxes(type="category", range=ends, fixedrange=True, tickfont={"size": 12})
    figure.update_yaxes(visible=False, fixedrange=True)
    return styled(figure, height=height, margin=(0, 4, 0, _ABOVE_AND_BELOW - 4), barmode="stack", bargap=0.18)


def course_alt(items: pd.DataFrame, what: str) -> str:
    """The course in a sentence: how many were behind in each month."""
    months = _by_month(items).items()
    parts = [
        f"{number}月尚无报送" if counts.is_unreported else f"{number}月{counts.behind}项" for number, counts in months
    ]
    return f"{what}各月滞后项数:" + "、".join(parts) + "。"


def _by_month(items: pd.DataFrame) -> dict[int, Tally]:
    return {int(number): tally_items(rows) for number, rows in items.groupby(items["month"].dt.month)}
