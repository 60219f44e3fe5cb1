"""One measure over the year: what was reported month by month against its plan line, or against its bounds."""

from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from briefing.charts.actual_line import draw_actual
from briefing.charts.look import BAND, CITY, GRID, PLAN, QUIET, Chart, styled
from briefing.charts.marks import label
from metrics import wording
from metrics.rows import CourseRow, MeasureRow
from metrics.terms import STATUSES
from store.engine.records import records
from store.reads.figures.dossiers import Dossier

_MONTHS = list(range(1, 13))
MISSING_MARK = "缺"
_LOW = 0.14  # of the height
_SHOWS = {
    "quantity": "累计数与序时计划", "stock": "达到数与序时计划", "milestone": "形象进度与序时计划",
    "growth": "累计增速与目标", "relative": "累计增速与参照",
}  # fmt: skip


def shows(measure: MeasureRow) -> str:
    """What the course of a measure shows."""
    return _SHOWS.get(measure["kind"], "各月数值与目标")


def measure_chart(dossier: Dossier, measure: MeasureRow, *, height: int = 210) -> Chart:
    """The course of a measure of an item, with its sentence."""
    months, reference = dossier.months_of(measure["measure_id"]), measure["reference_measure_id"]
    beside = dossier.months_of(reference) if reference else None
    return measure_course(measure, months, beside, height=height)


def measure_course(
    measure: MeasureRow, months: pd.DataFrame, reference: pd.DataFrame | None = None, *, height: int = 210
) -> Chart:
    """The course of a measure (a status row) over its twelve `months` (see `Dossier.months_of`).

    By pace: the cumulative figure, the plan line and the year's target. By level: the figure and its bounds, or what
    it is compared with (`reference`, months of that measure). A due month without a figure breaks the line and has
    its mark; a month in which nothing is due does not.
    """
    figure = go.Figure()
    rows = records(months, CourseRow)
    if measure["by_pace"]:
        _plan(figure, measure, rows)
    else:
        _bounds(figure, measure, rows)
        if reference is not None:
            _reference(figure, reference)
    low, high = _spread(measure, rows, reference)
    draw_actual(figure, measure, rows, low + _LOW * (high - low))
    _missing(figure, rows, low)
    across = {
        "tickvals": _MONTHS, "ticktext": [f"{number}月" for number in _MONTHS], "range": [0.6, 12.4], "tickangle": 0,
        "fixedrange": True, "showgrid": False, "zeroline": False, "tickfont": {"size": 12, "color": QUIET},
    }  # fmt: skip
    up = {
        "range": [low, high], "fixedrange": True, "gridcolor": GRID, "zeroline": False, "tickformat": ",", "nticks": 5,
        "automargin": True, "tickfont": {"size": 12, "color": QUIET},
    }  # fmt: skip
    styled(figure, height=height, margin=(8, 6, 8, 24), xaxis=across, yaxis=up)
    return Chart(figure, measure_course_alt(measure, months))


def measure_course_alt(measure: MeasureRow, months: pd.DataFrame) -> str:
    """The course in a sentence: the figures, the plan of the last month that has one, the target, what is missing."""
    rows = records(months, CourseRow)
    unit = measure["unit"]
    reported = [f"{row['month_no']}月{wording.number(row['actual'])}" for row in rows if row["actual"] is not None]
    parts = [f"{measure['measure']}(单位:{unit}):" + ("、".join(reported) if reported else "尚无数据")]
    planned = [row for row in rows if row["month_no"] == measure["month_no"] and row["planned"] is not None]
    if measure["by_pace"] and planned:
        parts.append(f"{measure['month_no']}月序时计划{_amount(planned[0]['planned'], unit)}")
    parts.append(f"全年目标{measure['target_text']}")
    missing = [f"{row['month_no']}月" for row in rows if row["is_missing"]]
    if missing:
        parts.append("、".join(missing) + "应报未报")
    return ";".join(parts) + "。"


def _plan(figure: go.Figure, measure: MeasureRow, rows: list[CourseRow]) -> None:
    unit = measure["unit"]
    planned = [row for row in rows if row["planned"] is not None]
    figure.add_scatter(
        x=[row["month_no"] for row in planned], y=[row["planned"] for row in planned], mode="lines", name="序时计划",
        line={"color": PLAN, "width": 1.5, "dash": "dash"},
        customdata=[_amount(row["planned"], unit) for row in planned],
        hovertemplate="%{x}月序时计划%{customdata}<extra></extra>",
    )  # fmt: skip
    targets = [row for row in rows if row["lower"] is not None]
    figure.add_scatter(
        x=[row["month_no"] for row in targets], y=[row["lower"] for row in targets], mode="lines", name="全年目标",
        line={"color": QUIET, "width": 1, "shape": "hv"}, hoverinfo="skip",
    )  # fmt: skip
    levels = _levels(targets)
    for level in levels[:-1]:
        words = f"原目标{_amount(level['lower'], unit)}"
        label(figure, level["month_no"], level["lower"], words, color=QUIET, above=True)
    if levels:
        at, anchor = (12, "right") if len(levels) > 1 else (1, "left")
        words = f"全年目标{measure['target_text']}"
        label(figure, at, levels[-1]["lower"], words, color=QUIET, above=True, anchor=anchor)
    if planned:
        under = planned[min(9, len(planned) - 1)]
        label(figure, under["month_no"] + 0.25, under["planned"], "序时计划", color=PLAN, above=False)


def _levels(targets: list[CourseRow]) -> list[CourseRow]:
    """The first month of each target that the year had."""
    return targets[:1] + [row for before, row in pairwise(targets) if row["lower"] != before["lower"]]


def _bounds(figure: go.Figure, measure: MeasureRow, rows: list[CourseRow]) -> None:
    lower, upper = measure["lower"], measure["upper"]
    if lower is not None and upper is not None:
        figure.add_shape(
            type="rect", xref="paper", x0=0, x1=1, y0=lower, y1=upper, fillcolor=BAND, line={"width": 0}, layer="below"
        )
    for name in ("lower", "upper"):
        bounds = [row for row in rows if row[name] is not None]
        if bounds:
            figure.add_scatter(
                x=[row["month_no"] for row in bounds], y=[row[name] for row in bounds], mode="lines", name="目标",
                line={"color": QUIET, "width": 1, "shape": "hv"}, hoverinfo="skip",
            )  # fmt: skip
    bound = upper if upper is not None else lower
    if bound is not None:
        # On the side of the line where the latest figure is not.
        reported = [row["actual"] for row in rows if row["actual"] is not None]
        is_below = bool(reported) and reported[-1] >= bound
        label(figure, 12, bound, f"目标{measure['target_text']}", color=QUIET, above=not is_below, anchor="right")


def _reference(figure: go.Figure, reference: pd.DataFrame) -> None:
    reported = [row for row in records(reference, CourseRow) if row["actual"] is not None]
    figure.add_scatter(
        x=[row["month_no"] for row in reported], y=[row["actual"] for row in reported],
        mode="lines+markers", name="参照",
        line={"color": CITY, "width": 1.5, "dash": "dot"}, marker={"size": 5, "color": CITY},
        hovertemplate="%{x}月参照 %{y}<extra></extra>",
    )  # fmt: skip
    if reported:
        label(figure, reported[-1]["month_no"], reported[-1]["actual"], "参照", color=CITY, above=False)


def _missing(figure: go.Figure, rows: list[CourseRow], low: float) -> None:
    missing = [row["month_no"] for row in rows if row["is_missing"]]
    if missing:
        status = STATUSES["not_reported"]
        figure.add_scatter(
            x=missing, y=[low] * len(missing), mode="text", text=[f"<b>{MISSING_MARK}</b>"] * len(missing),
            name=status.word, textposition="top center", textfont={"color": status.ink, "size": 13}, cliponaxis=False,
            hovertemplate="%{x}月应报未报<extra></extra>",
        )  # fmt: skip


def _spread(measure: MeasureRow, rows: list[CourseRow], reference: pd.DataFrame | None) -> tuple[float, float]:
    """The lowest and highest value of the vertical axis; an amount's axis begins where the year began."""
    values = [row[name] for row in rows for name in ("actual", "lower", "upper", "planned") if row[name] is not None]
    if reference is not None:
        values += [float(value) for value in reference["actual"].dropna()]
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    if measure["by_pace"]:
        start = rows[0]["start_value"] or 0.0
        low = min(low, start)
        return low, low + 1.18 * ((high - low) or 1.0)
    # Never hundredths of a unit from edge to edge: 74.9 beside a bound of 75.0 is near it, and looks so.
    pad = max(0.25 * (high - low), 0.02 * max(abs(low), abs(high))) or 1.0
    return low - pad, high + pad


def _amount(value: float, unit: str) -> str:
    return wording.figure(round(value, 1), unit)
