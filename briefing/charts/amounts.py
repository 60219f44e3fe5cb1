"""Amounts beside growth: for each amount last year's total, and this year's cumulative figures with their growth."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from briefing.charts.look import ACTUAL, BARE, CITY, GRID, PLAN, QUIET, TEXT, Chart, styled
from briefing.charts.marks import PAPER, Marks
from metrics import wording
from metrics.rows import IndicatorRow
from store.engine.records import records
from store.reads.figures.indicators import Indicators

_GAP = 0.05
_PLOT = 0.86  # of the height, under the names
_MONTHS = 24  # pixels, under the bars
_TWO_LINES = 36  # pixels that an amount with its growth takes
_LAST_YEAR_FILL = "#c3ccd8"
_FEWEST_SLOTS = 4  # so that a lone bar is not as wide as its panel
_MOST_BARS = 4  # of this year; a panel has no room for more than the latest


def amounts(facts: Indicators, *, height: int = 240) -> Chart:
    """A panel per amount, each on its own scale; the growth is the published one of the same period."""
    rows, marks, axes = records(facts.amounts, IndicatorRow), Marks(), dict[str, dict[str, Any]]()
    figure = go.Figure()
    step = (1 + _GAP) / max(len(rows), 1)
    words = max(0.22, _TWO_LINES / (_PLOT * (height - _MONTHS)))  # of the height, over the highest bar
    for number, row in enumerate(rows):
        axis = "" if number == 0 else str(number + 1)
        bars = amount_bars(facts, row)
        own_color = CITY if row["is_city"] else ACTUAL
        figure.add_bar(
            x=bars["label"], y=bars["value"], name=row["measure"], xaxis=f"x{axis}", yaxis=f"y{axis}",
            marker={"color": [_LAST_YEAR_FILL if is_last else own_color for is_last in bars["is_last"]]},
            text=bars["text"], textposition="outside", cliponaxis=False, textfont={"size": 12}, constraintext="none",
            customdata=bars["source"], hovertemplate="%{x} %{text}<br>数据出处:%{customdata}<extra></extra>",
        )  # fmt: skip
        left, right = number * step, (number + 1) * step - _GAP
        if bars.empty:
            marks.text(left, 0.3, "尚无数据", size=12, color=QUIET, xanchor="left", **PAPER)
        top = max(bars["value"], default=1)
        axes |= {
            f"xaxis{axis}": {
                "domain": [left, right], "anchor": f"y{axis}", "type": "category", "fixedrange": True,
                "linecolor": GRID, "tickfont": {"size": 12, "color": QUIET},
                "range": [-0.5, max(len(bars), _FEWEST_SLOTS) - 0.5],
            },
            f"yaxis{axis}": {
                "domain": [0, _PLOT], "anchor": f"x{axis}", "range": [0, top / (1 - words)], **BARE,
            },
        }  # fmt: skip
        name = f"<b>{row['measure']}</b> <span style='color:{PLAN}'>{row['unit']}</span>"
        marks.text(left, 1, name, size=13, color=TEXT, xanchor="left", yanchor="top", **PAPER)
    styled(marks.put_on(figure), height=height, margin=(0, 2, 8, _MONTHS), bargap=0.35, **axes)
    return Chart(figure, amounts_alt(facts))


def amounts_alt(facts: Indicators) -> str:
    """The amounts in a sentence, each with its growth."""
    parts = []
    for row in records(facts.amounts, IndicatorRow):
        bars = records(amount_bars(facts, row))
        told = "、".join(f"{bar['label']}{bar['text'].replace('<br>', '')}" for bar in bars)
        parts.append(f"{row['measure']}({row['unit']}){told or '尚无数据'}")
    return "总量与增速:" + ";".join(parts) + "。" if parts else "没有总量数据。"


def amount_bars(facts: Indicators, row: IndicatorRow) -> pd.DataFrame:
    """The bars of one amount: label, value, text (amount, growth below it), is_last (last year's), source."""
    own = facts.monthly[(facts.monthly["measure_id"] == row["measure_id"]) & facts.monthly["actual"].notna()]
    bars = [
        (one["period"], one["actual"], _worded(one["actual"], one["growth_text"]), False, one["figure_source"])
        for one in records(own.sort_values("month").tail(_MOST_BARS), IndicatorRow)
    ]
    if row["last_year"] is not None:
        label = f"{row['month'].year - 1}年"
        bars.insert(0, (label, row["last_year"], _worded(row["last_year"], None), True, row["last_year_source"]))
    return pd.DataFrame(bars, columns=["label", "value", "text", "is_last", "source"])


def _worded(value: float, growth: str | None) -> str:
    return wording.number(value) + (f"<br>增速{growth}" if growth else "")
