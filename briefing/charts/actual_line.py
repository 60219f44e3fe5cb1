"""The line of what was reported, in the course of a measure over the year."""

import plotly.graph_objects as go

from briefing.charts.look import ACTUAL
from briefing.charts.marks import label
from metrics import wording
from metrics.rows import CourseRow, MeasureRow
from metrics.terms import STATUSES


def draw_actual(figure: go.Figure, measure: MeasureRow, rows: list[CourseRow], floor: float) -> None:
    """The reported months of a measure as a line; its latest figure larger, in the status' colour, and written out.

    `rows` are the year's months: one that is missing breaks the line, one in which nothing is due does not. Below the
    value `floor` stand the months' names, which a figure must not cover.
    """
    unit, ink = measure["unit"], STATUSES[measure["status"]].ink
    shown = [row for row in rows if row["actual"] is not None or row["is_missing"]]
    latest = next((row for row in reversed(rows) if row["actual"] is not None), None)
    is_latest = [row is latest for row in shown]
    figure.add_scatter(
        x=[row["month_no"] for row in shown], y=[row["actual"] for row in shown], mode="lines+markers", name="实际",
        connectgaps=False, line={"color": ACTUAL, "width": 2.2},
        marker={"size": [9 if one else 6 for one in is_latest], "color": [ink if one else ACTUAL for one in is_latest]},
        customdata=[wording.figure(row["actual"], unit) for row in shown],
        hovertemplate="%{x}月 %{customdata}<extra></extra>",
    )  # fmt: skip
    if latest is not None:
        x, is_above, anchor = _latest_place(measure, latest, floor)
        words = f"<b>{wording.figure(latest['actual'], unit)}</b>"
        label(figure, x, latest["actual"], words, color=ink, size=13, above=is_above, anchor=anchor)


def _latest_place(measure: MeasureRow, latest: CourseRow, floor: float) -> tuple[float, bool, str]:
    """Where the latest figure is written: the month, whether above its point, and which side of the words is there.

    It stands where the plan (by level: the bound) is not; with neither, above. Below `floor` it is written above its
    point as well, to the right. After October the words end at the point.

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
