"""One main target over the year: its figures against the target, beside last year's result and the city's."""

from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from briefing.charts.bullets import GOOD_SIDE, LIMIT
from briefing.charts.look import ACTUAL, BAND, CITY, GRID, PLAN, QUIET, Chart, styled
from metrics import terms
from metrics.arithmetic.bullet_scale import aim
from metrics.periods import quarter_name
from metrics.rows import IndicatorRow
from metrics.sentences.status import figure_text
from store.engine.records import records
from store.reads.figures.indicators import Indicators

Name = tuple[float, float, str, str]  # month, value, text and colour of a name at the end of a line
_SERIES = (ACTUAL, "#4e8a7e", "#8a5a83")
_END = 14.1  # months, with room for the names at the ends of the lines
_LATE = 10  # from this month on the right side of the band is in use
_NEAR = 0.075  # of the height: nearer than this two names would touch


def course(facts: Indicators, code: str, *, height: int = 330) -> Chart:
    """The course of an item's measures, up to the view's month. Published figures carry their source on hover."""
    rows = records(facts.of_item(code), IndicatorRow)
    city = records(facts.city_of(code), IndicatorRow)
    figure = go.Figure()
    names: list[Name] = []
    low, high = _reach(facts, rows, city)
    own_side, city_side = _apart(facts, rows, city)
    for number, row in enumerate(rows):
        color = _SERIES[number % len(_SERIES)]
        if number == 0:
            _target(figure, facts, row, low, high, names)
        _last_year(figure, row, rows, color, low, high)
        own = _figures(facts, row["measure_id"])
        label = facts.place.whole if len(rows) == 1 else _shortest(row, rows)
        is_alone = len(rows) == 1
        _line(
            figure, own, row, names, color=color, label=label, symbol="circle", is_labelled=is_alone, side=own_side
        )  # fmt: skip
    for row in city:
        own = _figures(facts, row["measure_id"])
        label = facts.place.parent_whole
        _line(
            figure, own, row, names, color=CITY, label=label, symbol="diamond", dash="dot", is_labelled=True,
            side=city_side,
        )  # fmt: skip
    _write_names(figure, names, low, high)
    if all(row["actual"] is None for row in rows):
        figure.add_annotation(
            x=0.5, xref="x", y=0.04, yref="paper", xanchor="left", yanchor="bottom", showarrow=False,
            text="本年尚无数据", font={"size": 13, "color": QUIET},
        )  # fmt: skip
    calendar = rows[0]["calendar"] if rows else "monthly"
    ticks = _ticks(calendar)
    figure.update_xaxes(
        range=[0.4, _END], tickvals=list(ticks), ticktext=list(ticks.values()), tickangle=0, fixedrange=True,
        showgrid=False, linecolor=GRID, tickfont={"size": 12, "color": QUIET},
    )  # fmt: skip
    figure.update_yaxes(
        range=[low, high], fixedrange=True, gridcolor=GRID, zerolinecolor=QUIET, nticks=6, ticksuffix="%",
        tickfont={"size": 12, "color": QUIET},
    )  # fmt: skip
    return Chart(styled(figure, height=height, margin=(4, 8, 0, 24)), course_alt(facts, code))


def course_alt(facts: Indicators, code: str) -> str:
    """The course in a sentence: the target, every figure with its period, last year's result, the city's."""
    parts = []
    for row in records(facts.of_item(code), IndicatorRow):
        told = "、".join(
            f"{quarter_name(one['month'])}{figure_text(row, one['actual'])}"
            for one in records(_figures(facts, row["measure_id"]), IndicatorRow)
        )
        last = f",上年{row['last_year_text']}" if row["last_year_text"] else ""
        parts.append(f"{row['measure']}目标{row['target_text']},{told or '本年尚无数据'}{last}")
    for row in records(facts.city_of(code), IndicatorRow):
        if row["actual"] is not None:
            parts.append(f"{row['measure']}{row['period']}{row['actual_text']}")
    return ";".join(parts) + "。" if parts else "没有这项指标。"


def _figures(facts: Indicators, measure_id: str | None) -> pd.DataFrame:
    own = facts.monthly[(facts.monthly["measure_id"] == measure_id) & facts.monthly["actual"].notna()]
    return own.sort_values("month")


def _reach(facts: Indicators, rows: list[IndicatorRow], city: list[IndicatorRow]) -> tuple[float, float]:
    """The ends of the value axis: everything that is drawn, with some air."""
    ids = {row["measure_id"] for row in [*rows, *city]} | {row["reference_measure_id"] for row in rows}
    values = list(facts.monthly.loc[facts.monthly["measure_id"].isin(ids), "actual"].dropna())
    for row in rows:
        values += [value for value in (row["lower"], row["upper"], row["last_year"]) if value is not None]
    if not values:
        return 0.0, 1.0
    air = 0.16 * (max(values) - min(values)) or 1.0
    return min(values) - air, max(values) + air


def _target(
    figure: go.Figure, facts: Indicators, row: IndicatorRow, low: float, high: float, names: list[Name]
) -> None:
    """The target: a band, a limit with its good side, or the reference's own course with the band in step below it."""
    if row["kind"] == "relative":
        _reference(figure, facts, row, names)
        return
    goal = aim(row)
    if goal is None:
        return
    if goal.is_ceiling:
        _band(figure, low, goal.bound, GOOD_SIDE)
        figure.add_shape(type="line", x0=0.4, x1=12.6, y0=goal.bound, y1=goal.bound, line={"color": LIMIT, "width": 2})
    else:
        _band(figure, goal.bound, high if goal.end is None else goal.end, BAND)
    # Where no figures are yet, so that none is written over: on the right until autumn, then on the left.
    is_late = row["month_no"] >= _LATE
    figure.add_annotation(
        x=0.5 if is_late else 12.5, xanchor="left" if is_late else "right", showarrow=False, yanchor="top",
        y=goal.bound if goal.end is None else goal.end,
        text=f"目标{row['target_text']}", font={"size": 12, "color": LIMIT if goal.is_ceiling else ACTUAL},
    )  # fmt: skip


def _band(figure: go.Figure, low: float, high: float, color: str) -> None:
    figure.add_shape(type="rect", x0=0.4, x1=12.6, y0=low, y1=high, fillcolor=color, line={"width": 0}, layer="below")


def _reference(figure: go.Figure, facts: Indicators, row: IndicatorRow, names: list[Name]) -> None:
    published = _figures(facts, row["reference_measure_id"])
    if published.empty:
        return
    line: dict[str, Any] = {"color": PLAN, "width": 1.5, "dash": "dash"}
    in_step = published["actual"] + row["on_track_at"]
    figure.add_scatter(
        x=published["month_no"], y=in_step, mode="lines", line={"width": 0}, hoverinfo="skip", name="基本同步"
    )
    figure.add_scatter(
        x=published["month_no"], y=published["actual"], mode="lines+markers", line=line, fill="tonexty", fillcolor=BAND,
        marker={"size": 7, "color": PLAN}, name=published["measure"].iloc[0],
        customdata=published["figure_source"], hovertemplate=_hover(published["measure"].iloc[0], row["unit"]),
    )  # fmt: skip
    short = terms.short_name(published["measure"].iloc[0])
    value = published["actual"].iloc[-1]
    names.append((published["month_no"].iloc[-1], value, f"{short}{figure_text(row, value)}", PLAN))


def _last_year(
    figure: go.Figure, row: IndicatorRow, rows: list[IndicatorRow], color: str, low: float, high: float
) -> None:
    value = row["last_year"]
    if value is None:
        return
    is_alone = len(rows) == 1
    color = QUIET if is_alone else color
    whose = "" if is_alone else _shortest(row, rows)
    figure.add_shape(type="line", x0=0.4, x1=12.6, y0=value, y1=value, line={"color": color, "width": 1, "dash": "dot"})
    is_low = (value - low) / (high - low) < 0.5
    figure.add_annotation(
        x=12.6, y=value, xanchor="right", yanchor="bottom" if is_low or not is_alone else "top", showarrow=False,
        text=f"{whose}{row['month'].year - 1}年{row['last_year_text']}", font={"size": 12, "color": color},
    )  # fmt: skip


def _line(
    figure: go.Figure, own: pd.DataFrame, row: IndicatorRow, names: list[Name], *,
    color: str, label: str, symbol: str, is_labelled: bool, side: str | None, dash: str = "solid",
) -> None:  # fmt: skip
    if own.empty:
        return
    texts = [figure_text(row, value) for value in own["actual"]] if is_labelled else None
    figure.add_scatter(
        x=own["month_no"], y=own["actual"], mode="lines+markers+text" if is_labelled else "lines+markers",
        name=row["measure"], line={"color": color, "width": 2, "dash": dash},
        marker={"size": 9 if symbol == "diamond" else 8, "color": color, "symbol": symbol},
        text=texts, textposition=[side] * len(own) if side else _sides(list(own["actual"])),
        textfont={"size": 12, "color": color},
        customdata=own["figure_source"], hovertemplate=_hover(row["measure"], row["unit"]), cliponaxis=False,
    )  # fmt: skip
    if label:
        value = own["actual"].iloc[-1]
        told = label if is_labelled else f"{label}{figure_text(row, value)}"
        names.append((own["month_no"].iloc[-1], value, told, color))


def _apart(facts: Indicators, rows: list[IndicatorRow], city: list[IndicatorRow]) -> tuple[str | None, str | None]:
    """On which side the figures of both lines are written where there are two: the higher line's above."""
    own = _figures(facts, rows[0]["measure_id"])["actual"] if rows else pd.Series(dtype=float)
    beside = [figures for row in city if len(figures := _figures(facts, row["measure_id"])["actual"])]
    if own.empty or not beside:
        return None, None
    above, below = "top center", "bottom center"
    return (above, below) if own.mean() >= beside[0].mean() else (below, above)


def _sides(values: list[float]) -> list[str]:
    """Where each value is written: below where the line comes down and does not go on falling, else above."""
    after = [*values[1:], float("inf")]
    falls = [False, *(value < before for before, value in pairwise(values))]
    return [
        "bottom center" if fell and value <= then else "top center"
        for fell, value, then in zip(falls, values, after, strict=True)
    ]


def _shortest(row: IndicatorRow, rows: list[IndicatorRow]) -> str:
    """What tells a measure from its siblings: 城镇, 农村."""
    names = [other["measure"] for other in rows if other is not row]
    own = row["measure"]
    tail = 0
    while tail < len(own) and all(name.endswith(own[len(own) - tail - 1 :]) for name in names):
        tail += 1
    return str(own[: len(own) - tail] or own).removesuffix("居民")


def _write_names(figure: go.Figure, names: list[Name], low: float, high: float) -> None:
    """The names at the ends of the lines, pushed apart where they would touch."""
    near = _NEAR * (high - low)
    places: list[float] = []
    for month_no, value, text, color in sorted(names, key=lambda name: name[1]):
        place = max(value, places[-1] + near) if places else value
        places.append(place)
        figure.add_annotation(
            x=month_no + 0.25, y=place, xanchor="left", yanchor="middle", showarrow=False, text=f"<b>{text}</b>",
            font={"size": 12, "color": color},
        )  # fmt: skip


def _hover(name: str, unit: str) -> str:
    return f"{name} %{{x}}月累计 %{{y}}{unit}<br>数据出处:%{{customdata}}<extra></extra>"


def _ticks(calendar: str) -> dict[int, str]:
    """The months that have a figure, in the words of the calendar: 一季度 …; 1–2月, 3月 …; 1月, 2月 …"""
    if calendar == "quarterly":
        return {number: quarter_name(pd.Timestamp(2000, number, 1).date()) for number in (3, 6, 9, 12)}
    if calendar == "half_yearly":
        return {6: "上半年", 12: "全年"}
    if calendar == "yearly":
        return {12: "全年"}
    first = 2 if calendar == "monthly_from_feb" else 1
    return {number: "1–2月" if number == first == 2 else f"{number}月" for number in range(first, 13)}
