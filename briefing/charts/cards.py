"""The year's main targets as compact cards in one figure: value, status word, target, course against its band."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from briefing.charts.look import ACTUAL, BAND, PLAN, QUIET, TEXT, bare_axes, styled
from briefing.charts.marks import Marks
from metrics import terms
from metrics.rows import IndicatorRow
from metrics.terms import STATUSES, marked
from store.engine.records import records

_GAP = 0.012
_PAPER = {"xref": "paper", "yref": "paper"}
_SPARK = (0.05, 0.29)  # of a card's height
_MONTHS = (0.5, 12.5)


def cards(rows: pd.DataFrame, course: pd.DataFrame, *, height: int = 150) -> go.Figure:
    """A card per row of `rows` (a month's judged measures); `course` holds the months so far of all measures."""
    marks, traces, axes = Marks(), list[go.Scatter](), dict[str, Any]()
    step = (1 + _GAP) / max(len(rows), 1)
    for number, row in enumerate(records(rows, IndicatorRow)):
        left, right = number * step, (number + 1) * step - _GAP
        axis = "" if number == 0 else str(number + 1)
        marks.box((left, right), (0, 1), "#ffffff", line={"color": "#d6dee8", "width": 1}, **_PAPER)
        _words(marks, row, left)
        own, reference = _reported(course, row["measure_id"]), _reported(course, row["reference_measure_id"])
        low, high = _span([*own["actual"], *reference["actual"], *_bounds(row)])
        _band(marks, row, axis, low, high)
        traces += _lines(row, own, reference, {"xaxis": f"x{axis}", "yaxis": f"y{axis}"})
        ends = {"domain": [left + 0.008, right - 0.008], "anchor": f"y{axis}", "range": list(_MONTHS)}
        axes |= {f"xaxis{axis}": ends, f"yaxis{axis}": {"domain": _SPARK, "anchor": f"x{axis}", "range": [low, high]}}
    figure = marks.put_on(go.Figure(traces, layout=axes))
    return styled(bare_axes(figure), height=height, margin=(1, 1, 1, 1))


def cards_alt(rows: pd.DataFrame) -> str:
    """The cards in a sentence."""
    parts = [
        f"{row['measure']}{row['actual_text']}({row['status_word']},目标{row['target_text']})"
        for row in records(rows, IndicatorRow)
    ]
    return "主要经济指标:" + ";".join(parts) + "。" if parts else "没有经济指标。"


def _words(marks: Marks, row: IndicatorRow, left: float) -> None:
    status = STATUSES[row["status"]]
    carried = row["actual_month"] is not None and row["actual_month"] < row["month"]
    month = f" <span style='font-size:12px;color:{QUIET}'>{row['actual_month'].month}月</span>" if carried else ""
    lines = (
        (0.96, 13, QUIET, terms.short_name(row["measure"])),
        (0.825, 21, TEXT, f"<b>{row['actual_text']}</b>{month}"),
        (0.625, 13, status.ink, f"<b>{marked(row['status'], row['status_word'])}</b>"),
        (0.475, 12, QUIET, f"目标{row['target_text']}"),
    )
    for top, size, color, text in lines:
        marks.text(left, top, text, size=size, color=color, xshift=10, xanchor="left", yanchor="top", **_PAPER)


def _band(marks: Marks, row: IndicatorRow, axis: str, low: float, high: float) -> None:
    """The target's range; a single bound is shaded on its good side."""
    if _bounds(row):
        bottom = low if row["lower"] is None else row["lower"]
        top = high if row["upper"] is None else row["upper"]
        marks.box(_MONTHS, (bottom, top), BAND, xref=f"x{axis}", yref=f"y{axis}")


def _lines(row: IndicatorRow, own: pd.DataFrame, reference: pd.DataFrame, axes: dict[str, str]) -> list[go.Scatter]:
    lines = []
    if len(reference):
        compared = {"color": PLAN, "width": 1, "dash": "dot"}
        x, y = reference["month_no"], reference["actual"]
        lines.append(go.Scatter(x=x, y=y, mode="lines", hoverinfo="skip", line=compared, **axes))
    if len(own):
        sizes = [0] * (len(own) - 1) + [7]
        lines.append(
            go.Scatter(
                x=own["month_no"],
                y=own["actual"],
                mode="lines+markers",
                line={"color": ACTUAL, "width": 1.5},
                marker={"size": sizes, "color": STATUSES[row["status"]].ink},
                hovertemplate=f"%{{x}}月 %{{y}}{row['unit']}<extra></extra>",
                **axes,
            )
        )
    return lines


def _bounds(row: IndicatorRow) -> list[float]:
    return [bound for bound in (row["lower"], row["upper"]) if bound is not None]


def _span(values: Sequence[float]) -> tuple[float, float]:
    """The ends of a scale that shows all of them with a little air."""
    if not values:
        return 0.0, 1.0
    air = 0.15 * (max(values) - min(values)) or 0.5
    return min(values) - air, max(values) + air


def _reported(course: pd.DataFrame, measure_id: str | None) -> pd.DataFrame:
    """The months that have a figure of their own, not one carried from before."""
    own = course[(course["measure_id"] == measure_id) & (course["actual_month"] == course["month"])]
    return own[own["actual"].notna()]
