"""The year's main targets as compact cards in one figure: value, status word, target, course against its band."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from metrics import terms
from metrics.terms import STATUSES, marked
from store.records import records
from ui.charts.look import ACTUAL, BAND, PLAN, QUIET, bare_axes, styled

_GAP = 0.012
_SPARK_TOP = 0.29  # of the card's height


def cards(rows: pd.DataFrame, course: pd.DataFrame, *, height: int = 150) -> go.Figure:
    """A card per row of `rows` (a month's judged measures); `course` holds the months so far of all measures."""
    figure = go.Figure()
    step = (1 + _GAP) / max(len(rows), 1)
    for number, row in enumerate(records(rows)):
        left, right = number * step, (number + 1) * step - _GAP
        axis = "" if number == 0 else str(number + 1)
        figure.add_shape(
            type="rect", xref="paper", yref="paper", x0=left, x1=right, y0=0, y1=1, layer="below",
            line={"color": "#d6dee8", "width": 1}, fillcolor="#ffffff",
        )  # fmt: skip
        _words(figure, row, left)
        _spark(figure, row, course, axis)
        figure.update_layout({
            f"xaxis{axis}": {"domain": [left + 0.008, right - 0.008], "anchor": f"y{axis}", "range": [0.5, 12.5]},
            f"yaxis{axis}": {"domain": [0.05, _SPARK_TOP], "anchor": f"x{axis}"},
        })  # fmt: skip
    return styled(bare_axes(figure), height=height, margin=(1, 1, 1, 1))


def cards_alt(rows: pd.DataFrame) -> str:
    """The cards in a sentence."""
    parts = [
        f"{row['measure']}{row['actual_text']}({row['status_word']},目标{row['target_text']})" for row in records(rows)
    ]
    return "主要经济指标:" + ";".join(parts) + "。" if parts else "没有经济指标。"


def _words(figure: go.Figure, row: dict[str, Any], left: float) -> None:
    status = STATUSES[row["status"]]
    carried = row["actual_month"] is not None and row["actual_month"] < row["month"]
    month = f" <span style='font-size:12px;color:{QUIET}'>{row['actual_month'].month}月</span>" if carried else ""
    lines = (
        (0.96, 13, QUIET, terms.short_name(row["measure"])),
        (0.825, 21, "#1f2a37", f"<b>{row['actual_text']}</b>{month}"),
        (0.625, 13, status.ink, f"<b>{marked(row['status'], row['status_word'])}</b>"),
        (0.475, 12, QUIET, f"目标{row['target_text']}"),
    )
    for y, size, color, text in lines:
        figure.add_annotation(
            xref="paper", yref="paper", x=left, xshift=10, y=y, xanchor="left", yanchor="top", showarrow=False,
            text=text, font={"size": size, "color": color}, align="left",
        )  # fmt: skip


def _spark(figure: go.Figure, row: dict[str, Any], course: pd.DataFrame, axis: str) -> None:
    own = _reported(course, row["measure_id"])
    values = list(own["actual"])
    reference = _reported(course, row["reference_measure_id"]) if row["reference_measure_id"] else own.head(0)
    bounds = [bound for bound in (row["lower"], row["upper"]) if bound is not None]
    spread = [*values, *bounds, *reference["actual"]]
    if not spread:
        return
    pad = 0.15 * (max(spread) - min(spread)) or 0.5
    low, high = min(spread) - pad, max(spread) + pad
    axes = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"}
    if bounds:
        band_low = row["lower"] if row["lower"] is not None else low
        band_high = row["upper"] if row["upper"] is not None else high
        figure.add_shape(
            type="rect", xref=f"x{axis}", yref=f"y{axis}", x0=0.5, x1=12.5, y0=band_low, y1=band_high,
            fillcolor=BAND, line={"width": 0}, layer="below",
        )  # fmt: skip
    if len(reference):
        figure.add_scatter(
            x=reference["month_no"], y=reference["actual"], mode="lines", hoverinfo="skip",
            line={"color": PLAN, "width": 1, "dash": "dot"}, **axes,
        )  # fmt: skip
    figure.add_scatter(
        x=own["month_no"], y=own["actual"], mode="lines+markers", line={"color": ACTUAL, "width": 1.5},
        marker={"size": [0] * (len(values) - 1) + [7], "color": STATUSES[row["status"]].ink},
        hovertemplate=f"%{{x}}月 %{{y}}{row['unit']}<extra></extra>", **axes,
    )  # fmt: skip
    figure.update_layout({f"yaxis{axis}": {"range": [low, high]}})


def _reported(course: pd.DataFrame, measure_id: str) -> pd.DataFrame:
    """The months that have a figure of their own, not one carried from before."""
    return course[
        (course["measure_id"] == measure_id) & (course["actual_month"] == course["month"]) & course["actual"].notna()
    ]
