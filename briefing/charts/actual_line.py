"""The line of what was reported, in the course of a measure over the year."""

import plotly.graph_objects as go

from briefing.charts.look import ACTUAL
from briefing.charts.marks import label
from metrics import wording
from metrics.rows import CourseRow, MeasureRow
from metrics.terms import STATUSES


def draw_actual(figure: go.Figure, measure: MeasureRow, rows: list[CourseRow], floor: float) -> None:
    """The reported months of a measure as a line, its latest figure written beside the last point.

    `rows` are the year's months. Below the value `floor` stand the months' names, which a figure must not cover.
    """
    shown = _line(rows)
    latest = _latest(rows)
    _draw_line(figure, measure, shown, latest)
    if latest is not None:
        _write_latest(figure, measure, latest, floor)


def _line(rows: list[CourseRow]) -> list[CourseRow]:
    """The months that the line runs through: those with a figure, and those that are missing, which break it.

    A month in which nothing is due is passed over, so that the line goes on.
    January 120, February not due, March missing, April 300: January, March (the gap) and April.
    """
    return [row for row in rows if row["actual"] is not None or row["is_missing"]]


def _latest(rows: list[CourseRow]) -> CourseRow | None:
    """The last month with a figure; None before there is any.

    January 120, February missing, March 300, April not due: March.
    """
    return next((row for row in reversed(rows) if row["actual"] is not None), None)


def _draw_line(figure: go.Figure, measure: MeasureRow, shown: list[CourseRow], latest: CourseRow | None) -> None:
    """Points and line, the latest point larger and in the colour of the measure's status.

    January 120, March missing, April 300, 滞后: a small blue point, a gap, a large point in the colour of 滞后.
    """
    unit, ink = measure["unit"], STATUSES[measure["status"]].ink
    is_latest = [row is latest for row in shown]
    figure.add_scatter(
        x=[row["month_no"] for row in shown],
        y=[row["actual"] for row in shown],
        mode="lines+markers",
        name="实际",
        connectgaps=False,
        line={"color": ACTUAL, "width": 2.2},
        marker={"size": [9 if one else 6 for one in is_latest], "color": [ink if one else ACTUAL for one in is_latest]},
        customdata=[wording.figure(row["actual"], unit) for row in shown],
        hovertemplate="%{x}月 %{customdata}<extra></extra>",
    )


def _write_latest(figure: go.Figure, measure: MeasureRow, latest: CourseRow, floor: float) -> None:
    """The latest figure with its unit, in bold, beside its point.

    September 1,050 of a plan of 900: “1,050座” over the ninth month.
    """
    x, is_above, anchor = _latest_place(measure, latest, floor)
    words = f"<b>{wording.figure(latest['actual'], measure['unit'])}</b>"
    ink = STATUSES[measure["status"]].ink
    label(figure, x, latest["actual"], words, color=ink, size=13, above=is_above, anchor=anchor)


def _latest_place(measure: MeasureRow, latest: CourseRow, floor: float) -> tuple[float, bool, str]:
    """Where the latest figure is written: the month, whether above its point, and which side of the words is there.

    It stands where the plan (by level: the bound) is not; with neither, above. Below `floor` are the months' names: a
    figure there is written above its point as well, to the right. After October the words end at the point.

    September 1,050 of a plan of 900: above, centred. September 700 of 900: below, centred. September 20 of 900, under
    a floor of 130: above, beginning right of the point. November 700 of 1,100: below, ending at the point.
    """
    facing = latest["planned" if measure["by_pace"] else "upper"]
    facing = latest["lower"] if facing is None else facing
    value, month = latest["actual"], int(latest["month_no"])
    is_ahead = facing is None or value >= facing
    is_low = not is_ahead and value < floor
    if month > 10:
        return month, is_ahead or is_low, "right"
    return (month + 0.25, True, "left") if is_low else (month, is_ahead, "center")
