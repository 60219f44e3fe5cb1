"""The main targets as bullets, a row each on a scale of its own: figure, target's range or limit, status in words."""

import pandas as pd
import plotly.graph_objects as go

from briefing.charts.look import BAND, BARE, PLAN, QUIET, SAME_CHOSEN, TEXT, TRACK, Chart, shortened, styled
from briefing.charts.marks import Marks
from metrics import terms, wording
from metrics.arithmetic.bullet_scale import Aim, Scale, aim, scale
from metrics.rows import IndicatorRow
from metrics.terms import STATUSES, marked
from store.engine.records import records

LIMIT = "#a82822"
TINT = "#f2f6fb"
GOOD_SIDE = "#dcefe2"
_NAME, _VALUE, _STATUS = 0.014, 0.4, 0.8  # where the columns of words begin; values end there
_LEFT, _RIGHT = 0.43, 0.775  # the ends of every scale
_LONG = 7  # characters of a figure: so many stand beside a name only where they are small
_LONGEST = 8  # characters of a name that have room between its code and a figure
_HALF = 0.17  # half of a track's height, in rows


def bullets(rows: pd.DataFrame, chosen: str | None, *, row_height: int = 66) -> Chart:
    """A row per measure of Indicators.measures; the rows of the item `chosen` are tinted.

    A row's customdata begins with its item's code, so that a click can choose it.
    """
    plain = records(rows, IndicatorRow)
    marks = Marks()
    for place, row in enumerate(plain):
        if row["code"] == chosen:
            marks.box((0, 1), (place - 0.48, place + 0.48), TINT, line={"color": "#9db8d9", "width": 1})
        _words(marks, row, place)
        _bullet(marks, row, place)
    figure = marks.put_on(go.Figure([_surfaces(plain), _points(plain)]))
    across, down = BARE | {"range": [-0.004, 1.004]}, BARE | {"range": [max(len(plain), 1) - 0.5, -0.5]}
    height = row_height * max(len(plain), 1)
    styled(figure, height=height, margin=(0, 0, 0, 0), clickmode="event+select", bargap=0, xaxis=across, yaxis=down)
    return Chart(figure, bullets_alt(rows))


def bullets_alt(rows: pd.DataFrame) -> str:
    """The bullets in a sentence: figure, target and status of each."""
    parts = [
        f"{row['measure']}{row['actual_text']},目标{row['target_text']},{row['status_word']}"
        for row in records(rows, IndicatorRow)
    ]
    return "各指标与目标区间对照:" + ";".join(parts) + "。" if parts else "没有经济指标。"


def _surfaces(rows: list[IndicatorRow]) -> go.Bar:
    """What is clicked and hovered: the whole of a row."""
    return go.Bar(
        x=[1] * len(rows), y=list(range(len(rows))), orientation="h", width=0.96,
        marker={"color": "rgba(255,255,255,0.01)", "line": {"width": 0}},
        customdata=[[row[name] for name in ("code", "measure", "actual_text", "target_text")] + [_origin(row)]
                    for row in rows],
        hovertemplate="%{customdata[1]} %{customdata[2]}<br>目标%{customdata[3]}<br>%{customdata[4]}<extra></extra>",
        **SAME_CHOSEN,
    )  # fmt: skip


def _origin(row: IndicatorRow) -> str:
    return f"数据出处:{row['figure_source']}" if row["figure_source"] else row["why"]


def _words(marks: Marks, row: IndicatorRow, place: int) -> None:
    status = STATUSES[row["status"]]
    word, _, cause = row["status_word"].partition(": ")
    figure = wording.in_brief(row["actual_text"], row["actual"], row["unit"])
    first, rest = _broken(terms.short_name(row["measure"]), _LONGEST if len(figure) < _LONG else _LONGEST - 2)
    name = f"<span style='color:{QUIET}'>{row['code']}</span> <b>{first}</b>"
    lines: tuple[tuple[float, str, float, int, str, str], ...] = (
        (_NAME, "left", -0.3 if rest else -0.2, 13, TEXT, name),
        (_NAME, "left", 0.0, 13, TEXT, f"<b>{rest}</b>" if rest else ""),
        (_NAME, "left", 0.3 if rest else 0.2, 12, QUIET, shortened(row["unit_label"])),
        (_VALUE, "right", -0.14, 20 if len(figure) < _LONG else 13, TEXT, f"<b>{figure}</b>"),
        (_VALUE, "right", 0.26, 12, QUIET, row["period"] or ""),
        (_STATUS, "left", -0.2, 13, status.ink, f"<b>{marked(row['status'], word)}</b>"),
        (_STATUS, "left", 0.2, 12, QUIET, cause or _margin(row)),
    )
    for x, anchor, shift, size, color, text in lines:
        marks.text(x, place + shift, text, size=size, color=color, xanchor=anchor)


def _broken(name: str, room: int) -> tuple[str, str]:
    """A name that would run into the figure beside it goes on below, where no code stands before it.

    What has no room there either is said on hover, in the sentence and in the tables.
    """
    if len(name) <= room:
        return name, ""
    first, rest = name[: room - 1], name[room - 1 :]
    return first, rest if len(rest) <= room + 2 else f"{rest[: room + 1]}…"


def _margin(row: IndicatorRow) -> str:
    """How far from the bound, under the status."""
    if row["margin_points"] is None:
        return ""
    text, unit = wording.signed_margin(row["margin_points"], row["unit"]), row["unit"]
    text = wording.in_brief(text, row["margin_points"], "" if unit == "%" else unit)
    return f"{text}个百分点" if unit == "%" else text


def _bullet(marks: Marks, row: IndicatorRow, place: int) -> None:
    goal, own = aim(row), scale(row)
    if goal is None or own is None:
        marks.text(_LEFT, place, _without_aim(row), size=12, color=QUIET, xanchor="left")
        return
    track = (place - _HALF, place + _HALF)
    marks.box((_LEFT, _RIGHT), track, TRACK)
    _target(marks, row, goal, own, place)
    if row["actual"] is None:
        marks.text(_LEFT, place - 0.33, row["status_word"], size=12, color=QUIET, xanchor="left")
    elif row["margin_points"] is not None:
        ends = sorted((_at(own, row["actual"]), _at(own, goal.bound)))
        color = STATUSES[row["status"]].fill
        marks.box((ends[0], ends[1]), (place - 0.05, place + 0.05), color, layer="above")


def _points(rows: list[IndicatorRow]) -> go.Scatter:
    """The figures on their scales. A last known figure that judges nothing is hollow."""
    shown = [(place, row, scale(row)) for place, row in enumerate(rows) if row["actual"] is not None]
    placed = [(place, row, _at(own, row["actual"])) for place, row, own in shown if own]
    is_judged = [row["margin_points"] is not None for _, row, _ in placed]
    statuses = [STATUSES[row["status"]] for _, row, _ in placed]
    pairs = list(zip(is_judged, statuses, strict=True))
    return go.Scatter(
        x=[x for _, _, x in placed], y=[place for place, _, _ in placed], mode="markers", hoverinfo="skip",
        marker={
            "size": 14,
            "color": [status.fill if judged else "#ffffff" for judged, status in pairs],
            "line": {"color": ["#ffffff" if judged else status.ink for judged, status in pairs], "width": 1.5},
        },
    )  # fmt: skip


def _without_aim(row: IndicatorRow) -> str:
    if row["actual"] is None:
        return str(row["status_word"])
    return "参照尚无数据" if row["kind"] == "relative" else f"目标:{row['target_text']}"


def _target(marks: Marks, row: IndicatorRow, goal: Aim, own: Scale, place: int) -> None:
    """The range as a band; a ceiling as a limit with its good side; a reference as a line with the band in step."""
    at, track = _at(own, goal.bound), (place - _HALF, place + _HALF)
    end = _RIGHT if goal.end is None else _at(own, goal.end)
    if goal.is_ceiling:
        marks.box((_LEFT, at), track, GOOD_SIDE)
    elif goal.start is not None:
        marks.box((_at(own, goal.start), end), track, BAND)
    if goal.is_ceiling or goal.end is None or row["kind"] == "relative":
        color, layer = (LIMIT, "above") if goal.is_ceiling else (PLAN, "below")
        marks.line((at, at), (place - 0.22, place + 0.22), color, 3, layer=layer)
    elif goal.start is not None:
        at = (_at(own, goal.start) + end) / 2
    label = row["against_name"] if row["kind"] == "relative" else row["target_text"]
    # What is written under a line near an end is drawn inwards, so that it does not run into the words beside it.
    marks.text(min(max(at, _LEFT + 0.07), _RIGHT - 0.07), place + 0.35, label, size=11, color=QUIET)


def _at(own: Scale, value: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * own.share(value)
