"""The main targets as bullets, a row each on a scale of its own: figure, target's range or limit, status in words."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from metrics import terms, wording
from metrics.bullet_scale import Aim, Scale, aim, scale
from metrics.terms import STATUSES, marked
from store.records import Record, records
from ui.charts.look import BAND, PLAN, QUIET, TEXT, TRACK, bare_axes, styled

LIMIT = "#a82822"
GOOD_SIDE = "#dcefe2"
_NAME, _VALUE, _STATUS = 0.014, 0.4, 0.8  # where the columns of words begin; values end there
_LEFT, _RIGHT = 0.43, 0.775  # the ends of every scale
_HALF = 0.17  # half of a track's height, in rows


def bullets(rows: pd.DataFrame, chosen: str | None, *, row_height: int = 66) -> go.Figure:
    """A row per measure of store.indicators.Indicators.measures; the rows of the item `chosen` are tinted.

    A row's customdata begins with its item's code, so that a click can choose it.
    """
    plain = records(rows)
    figure = bare_axes(go.Figure(_surfaces(plain)))
    for place, row in enumerate(plain):
        if row["code"] == chosen:
            _tint(figure, place)
        _words(figure, row, place)
        _bullet(figure, row, place)
    figure.update_xaxes(range=[-0.004, 1.004])
    figure.update_yaxes(range=[max(len(plain), 1) - 0.5, -0.5])
    height = row_height * max(len(plain), 1)
    return styled(figure, height=height, margin=(0, 0, 0, 0), clickmode="event+select", bargap=0)


def bullets_alt(rows: pd.DataFrame) -> str:
    """The bullets in a sentence: figure, target and status of each."""
    parts = [
        f"{row['measure']}{row['actual_text']},目标{row['target_text']},{row['status_word']}" for row in records(rows)
    ]
    return "各指标与目标区间对照:" + ";".join(parts) + "。" if parts else "没有经济指标。"


def _surfaces(rows: list[Record]) -> go.Bar:
    """What is clicked and hovered: the whole of a row."""
    return go.Bar(
        x=[1] * len(rows), y=list(range(len(rows))), orientation="h", width=0.96,
        marker={"color": "rgba(255,255,255,0.01)", "line": {"width": 0}},
        customdata=[[row[name] for name in ("code", "measure", "actual_text", "target_text")] + [_origin(row)]
                    for row in rows],
        hovertemplate="%{customdata[1]} %{customdata[2]}<br>目标%{customdata[3]}<br>%{customdata[4]}<extra></extra>",
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def _tint(figure: go.Figure, place: int) -> None:
    figure.add_shape(
        type="rect", x0=0, x1=1, y0=place - 0.48, y1=place + 0.48, fillcolor="#f2f6fb", layer="below",
        line={"color": "#9db8d9", "width": 1},
    )  # fmt: skip


def _origin(row: Record) -> str:
    return f"数据出处:{row['figure_source']}" if row["figure_source"] else row["why"]


def _words(figure: go.Figure, row: Record, place: int) -> None:
    status = STATUSES[row["status"]]
    word, _, cause = row["status_word"].partition(": ")
    name = f"<span style='color:{QUIET}'>{row['code']}</span> <b>{terms.short_name(row['measure'])}</b>"
    lines: tuple[tuple[float, str, float, int, str, str], ...] = (
        (_NAME, "left", -0.2, 13, TEXT, name),
        (_NAME, "left", 0.2, 12, QUIET, row["unit_label"]),
        (_VALUE, "right", -0.14, 20, TEXT, f"<b>{row['actual_text']}</b>"),
        (_VALUE, "right", 0.26, 12, QUIET, row["period"] or ""),
        (_STATUS, "left", -0.2, 13, status.ink, f"<b>{marked(row['status'], word)}</b>"),
        (_STATUS, "left", 0.2, 12, QUIET, cause or _margin(row)),
    )
    for x, anchor, shift, size, color, text in lines:
        _text(figure, x, place + shift, text, size=size, color=color, xanchor=anchor)


def _margin(row: Record) -> str:
    """How far from the bound, under the status."""
    if row["margin_points"] is None:
        return ""
    text = wording.signed_margin(row["margin_points"], row["unit"])
    return f"{text}个百分点" if row["unit"] == "%" else text


def _bullet(figure: go.Figure, row: Record, place: int) -> None:
    goal, own = aim(row), scale(row)
    if goal is None or own is None:
        _text(figure, _LEFT, place, _without_aim(row), size=12, color=QUIET, xanchor="left")
        return
    _box(figure, place, _LEFT, _RIGHT, TRACK, _HALF)
    _target(figure, row, goal, own, place)
    if row["actual"] is None:
        _text(figure, _LEFT, place - 0.33, row["status_word"], size=12, color=QUIET, xanchor="left")
        return
    status = STATUSES[row["status"]]
    at, bound = _at(own, row["actual"]), _at(own, goal.bound)
    is_judged = row["margin_points"] is not None
    if is_judged:
        _box(figure, place, min(at, bound), max(at, bound), status.fill, 0.05, above=True)
    # A last known figure that judges nothing is hollow.
    figure.add_scatter(
        x=[at], y=[place], mode="markers", hoverinfo="skip", name=row["measure"],
        marker={
            "size": 14, "color": status.fill if is_judged else "#ffffff",
            "line": {"color": "#ffffff" if is_judged else status.ink, "width": 1.5},
        },
    )  # fmt: skip


def _without_aim(row: Record) -> str:
    if row["actual"] is None:
        return str(row["status_word"])
    return "参照尚无数据" if row["kind"] == "relative" else f"目标:{row['target_text']}"


def _target(figure: go.Figure, row: Record, goal: Aim, own: Scale, place: int) -> None:
    """The range as a band; a ceiling as a limit with its good side; a reference as a line with the band in step."""
    at = _at(own, goal.bound)
    if goal.is_ceiling:
        _box(figure, place, _LEFT, at, GOOD_SIDE, _HALF)
    elif goal.start is not None:
        _box(figure, place, _at(own, goal.start), _RIGHT if goal.end is None else _at(own, goal.end), BAND, _HALF)
    if goal.is_ceiling or row["kind"] == "relative" or goal.end is None:
        color = LIMIT if goal.is_ceiling else PLAN
        figure.add_shape(
            type="line", x0=at, x1=at, y0=place - 0.25, y1=place + 0.25, line={"color": color, "width": 3},
            layer="below" if not goal.is_ceiling else "above",
        )  # fmt: skip
    if goal.start is not None and goal.end is not None and row["kind"] != "relative":
        at = (_at(own, goal.start) + _at(own, goal.end)) / 2
    label = row["against_name"] if row["kind"] == "relative" else row["target_text"]
    # What is written under a line near an end is drawn inwards, so that it does not run into the words beside it.
    _text(figure, min(max(at, _LEFT + 0.07), _RIGHT - 0.07), place + 0.35, label, size=11, color=QUIET)


def _at(own: Scale, value: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * own.share(value)


def _box(figure: go.Figure, place: int, x0: float, x1: float, color: str, half: float, *, above: bool = False) -> None:
    figure.add_shape(
        type="rect", x0=x0, x1=x1, y0=place - half, y1=place + half, fillcolor=color, line={"width": 0},
        layer="above" if above else "below",
    )  # fmt: skip


def _text(figure: go.Figure, x: float, y: float, text: str, *, size: int, color: str, xanchor: Any = "center") -> None:
    figure.add_annotation(
        x=x, y=y, text=text, showarrow=False, xanchor=xanchor, yanchor="middle", font={"size": size, "color": color}
    )
