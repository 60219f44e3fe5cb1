"""The year's main targets as compact cards in one figure: value, status word, target, course against its band."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from briefing.charts.look import ACTUAL, BAND, BARE, PLAN, QUIET, TEXT, Chart, styled
from briefing.charts.marks import PAPER, Marks
from metrics import terms
from metrics.rows import IndicatorRow
from metrics.terms import STATUSES, marked
from store.engine.records import records

_GAP = 0.012
_SPARK = (0.05, 0.29)  # of a card's height
MONTHS = (0.5, 12.5)  # the ends of the year's scale

Points = list[tuple[int, float]]  # month and figure


@dataclass(frozen=True)
class Card:
    """A main target: its row, what was published of it and of what it is compared with, and the ends of its scale."""

    row: IndicatorRow
    own: Points
    reference: Points
    low: float
    high: float

    @property
    def name(self) -> str:
        """Its name, shortened."""
        return terms.short_name(self.row["measure"])

    @property
    def carried(self) -> str:
        """The month of its figure, where that is an earlier one."""
        month = self.row["actual_month"]
        return f"{month.month}月" if month is not None and month < self.row["month"] else ""

    @property
    def status_text(self) -> str:
        """Its status with the mark."""
        return marked(self.row["status"], self.row["status_word"])

    @property
    def band(self) -> tuple[float, float] | None:
        """The target's range; a single bound is shaded on its good side. None without a bound."""
        lower, upper = self.row["lower"], self.row["upper"]
        if lower is None and upper is None:
            return None
        return (self.low if lower is None else lower, self.high if upper is None else upper)


def cards_of(rows: pd.DataFrame, course: pd.DataFrame) -> list[Card]:
    """A card per row of `rows` (a month's judged measures); `course` holds the months so far of all measures."""
    points = _reported(course)
    return [_card(row, points) for row in records(rows, IndicatorRow)]


def _card(row: IndicatorRow, points: Mapping[str, Points]) -> Card:
    own, reference = points.get(row["measure_id"], []), points.get(row["reference_measure_id"], [])
    bounds = [bound for bound in (row["lower"], row["upper"]) if bound is not None]
    low, high = _span([*(value for _, value in own + reference), *bounds])
    return Card(row, own, reference, low, high)


def cards(rows: pd.DataFrame, course: pd.DataFrame, *, height: int = 150) -> Chart:
    """The cards of `cards_of` side by side."""
    marks, traces, axes = Marks(), list[go.Scatter](), {"xaxis": BARE, "yaxis": BARE}
    drawn = cards_of(rows, course)
    step = (1 + _GAP) / max(len(drawn), 1)
    for number, card in enumerate(drawn):
        left, right = number * step, (number + 1) * step - _GAP
        axis = "" if number == 0 else str(number + 1)
        marks.box((left, right), (0, 1), "#ffffff", line={"color": "#d6dee8", "width": 1}, **PAPER)
        _words(marks, card, left)
        if card.band:
            marks.box(MONTHS, card.band, BAND, xref=f"x{axis}", yref=f"y{axis}")
        traces += _lines(card, {"xaxis": f"x{axis}", "yaxis": f"y{axis}"})
        ends = {"domain": [left + 0.008, right - 0.008], "anchor": f"y{axis}", "range": list(MONTHS)}
        scale = {"domain": _SPARK, "anchor": f"x{axis}", "range": [card.low, card.high]}
        axes |= {f"xaxis{axis}": BARE | ends, f"yaxis{axis}": BARE | scale}
    figure = styled(go.Figure(traces), height=height, margin=(1, 1, 1, 1), **axes)
    return Chart(marks.put_on(figure), cards_alt(rows))


def cards_alt(rows: pd.DataFrame) -> str:
    """The cards in a sentence."""
    parts = [
        f"{row['measure']}{row['actual_text']}({row['status_word']},目标{row['target_text']})"
        for row in records(rows, IndicatorRow)
    ]
    return "主要经济指标:" + ";".join(parts) + "。" if parts else "没有经济指标。"


def _words(marks: Marks, card: Card, left: float) -> None:
    row = card.row
    month = f" <span style='font-size:12px;color:{QUIET}'>{card.carried}</span>" if card.carried else ""
    lines = (
        (0.96, 13, QUIET, card.name),
        (0.825, 21, TEXT, f"<b>{row['actual_text']}</b>{month}"),
        (0.625, 13, STATUSES[row["status"]].ink, f"<b>{card.status_text}</b>"),
        (0.475, 12, QUIET, f"目标{row['target_text']}"),
    )
    for top, size, color, text in lines:
        marks.text(left, top, text, size=size, color=color, xshift=10, xanchor="left", yanchor="top", **PAPER)


def _lines(card: Card, axes: dict[str, str]) -> list[go.Scatter]:
    lines = []
    if card.reference:
        x, y = zip(*card.reference, strict=True)
        compared = {"color": PLAN, "width": 1, "dash": "dot"}
        lines.append(go.Scatter(x=x, y=y, mode="lines", line=compared, **axes))
    if card.own:
        x, y = zip(*card.own, strict=True)
        line = {"color": ACTUAL, "width": 1.5}
        latest = {"size": [0] * (len(x) - 1) + [7], "color": STATUSES[card.row["status"]].ink}
        lines.append(go.Scatter(x=x, y=y, mode="lines+markers", line=line, marker=latest, **axes))
    return lines


def _span(values: Sequence[float]) -> tuple[float, float]:
    """The ends of a scale that shows all of them with a little air."""
    if not values:
        return 0.0, 1.0
    air = 0.15 * (max(values) - min(values)) or 0.5
    return min(values) - air, max(values) + air


def _reported(course: pd.DataFrame) -> Mapping[str, Points]:
    """By measure the months that have a figure of their own, not one carried from before."""
    is_own = (course["actual_month"] == course["month"]) & course["actual"].notna()
    points = defaultdict[str, Points](list)
    for measure_id, month_no, actual in course.loc[is_own, ["measure_id", "month_no", "actual"]].to_numpy().tolist():
        points[measure_id].append((month_no, actual))
    return points
