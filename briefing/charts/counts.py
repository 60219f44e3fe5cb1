"""How many have which status: the district's bar of counts, and its course over the months.

`segments` and `months` say what is drawn: these figures and a screen's own drawings (ui/components) are made of them.
"""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from briefing.charts.look import BARE, Chart, add_status, styled
from metrics.arithmetic.counting import Tally, tally_items
from metrics.terms import STATUSES, Status

# A segment narrower than this share of the bar has room for its number and mark alone …
_ROOM_FOR_WORD = 0.075
# … and none is drawn narrower than those two need: a bar of counts is read by its numbers.
_ROOM_FOR_MARK = 0.036
FEWEST_MONTHS = 6  # that have room, so that a lone one is not as wide as its panel
_ROOM_FOR_NUMBER = 12  # pixels of a month's column
_COUNTED = ("month", "status", "month_cells_in", "month_cells_due")  # of rows of item_status.sql
_ABOVE_AND_BELOW = 26  # pixels, with the months' names


@dataclass(frozen=True)
class Segment:
    """A status' part of a bar: how many items have it, how long it is drawn beside the others, and its word."""

    code: str
    count: int
    length: float
    word: str

    @property
    def status(self) -> Status:
        """Its mark and colours."""
        return STATUSES[self.code]

    @property
    def told(self) -> str:
        """What it says when it is pointed at."""
        return f"{self.word} {self.count}项"


def segments(counts: Tally, *, least: float = 0.0) -> list[Segment]:
    """The statuses that occur, in their order; none is drawn shorter than the share `least` of the whole."""
    return [
        Segment(code, count, max(count, least * counts.total), counts.word(code))
        for code, count in counts.counts.items()
        if count
    ]


def bar_segments(counts: Tally) -> list[Segment]:
    """The segments of the district's bar, each with room for its number and mark."""
    return segments(counts, least=_ROOM_FOR_MARK)


def months(items: pd.DataFrame) -> dict[int, Tally]:
    """The counts of each month so far, by its number. `items`: month and status, and what is in of each month."""
    narrow = items[[column for column in items if column in _COUNTED]]
    return {int(number): tally_items(rows) for number, rows in narrow.groupby(narrow["month"].dt.month)}


def counts_bar(counts: Tally, what: str, *, height: int = 40) -> Chart:
    """One stacked bar, a segment per status with its number and word; `what` are counted: 全区目标."""
    figure = go.Figure()
    drawn = bar_segments(counts)
    for segment in drawn:
        word = segment.word if segment.count >= _ROOM_FOR_WORD * counts.total else segment.status.mark
        add_status(figure, segment.code, [segment.length], [""], [f"<b>{segment.count}</b> {word}"], size=14, edge=1.5)
    across = BARE | {"range": [0, sum(segment.length for segment in drawn) or 1]}
    styled(figure, height=height, margin=(0, 0, 0, 0), barmode="stack", bargap=0, xaxis=across, yaxis=BARE)
    return Chart(figure, counts_alt(counts, what))


def counts_alt(counts: Tally, what: str) -> str:
    """The bar in a sentence: `全区目标141项中已完成20项、…`."""
    parts = [f"{counts.word(code)}{count}项" for code, count in counts.counts.items() if count]
    return f"{what}{counts.total}项中" + "、".join(parts) + "。" if parts else f"{what}没有可统计的事项。"


def counts_course(items: pd.DataFrame, what: str, *, height: int = 118) -> Chart:
    """The counts of each month so far, stacked: which way the year goes. `items` of `what`: item_id, month, status."""
    by_month = months(items)
    names = [f"{number}月" for number in by_month]
    room = _ROOM_FOR_NUMBER / (height - _ABOVE_AND_BELOW) * items["item_id"].nunique()
    figure = go.Figure()
    for code, status in STATUSES.items():
        values = [counts.counts[code] for counts in by_month.values()]
        if any(values):
            texts = [f"{value}{status.mark}" if value >= room else "" for value in values]
            add_status(figure, code, values, names, texts, size=11, lies=False, edge=0.5)
    ends = [-0.5, max(len(names), FEWEST_MONTHS) - 0.5]
    across = {"type": "category", "range": ends, "fixedrange": True, "tickfont": {"size": 12}}
    styled(
        figure, height=height, margin=(0, 4, 0, _ABOVE_AND_BELOW - 4), barmode="stack", bargap=0.18,
        xaxis=across, yaxis=BARE,
    )  # fmt: skip
    return Chart(figure, course_alt(items, what))


def course_alt(items: pd.DataFrame, what: str) -> str:
    """The course in a sentence: how many were behind in each month."""
    parts = [
        f"{number}月尚无报送" if counts.is_unreported else f"{number}月{counts.behind}项"
        for number, counts in months(items).items()
    ]
    return f"{what}各月滞后项数:" + "、".join(parts) + "。"
