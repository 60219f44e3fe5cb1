"""One main target over the year: its figures against the target, beside last year's result and the city's."""

from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from briefing.charts.bullets import GOOD_SIDE, LIMIT
from briefing.charts.look import ACTUAL, BAND, CITY, GRID, PLAN, QUIET, Chart, styled
from briefing.charts.marks import Marks
from metrics import terms
from metrics.arithmetic.bullet_scale import aim
from metrics.periods import quarter_name
from metrics.rows import IndicatorRow
from metrics.sentences.status import figure_text
from store.engine.records import records
from store.reads.figures.indicators import Indicators

_SERIES = (ACTUAL, "#4e8a7e", "#8a5a83")
_YEAR = (0.4, 12.6)  # the months, across which bands and bounds are drawn
_END = 14.1  # months, with room for the names at the ends of the lines
_LATE = 10  # from this month on the right side of the band is in use
_NEAR = 0.075  # of the height: nearer than this two names would touch


def course(facts: Indicators, code: str, *, height: int = 330) -> Chart:
    """The course of an item's measures, up to the view's month. Published figures carry their source on hover."""
    drawn = _Course(facts, code)
    ticks = _ticks(drawn.rows[0]["calendar"] if drawn.rows else "monthly")
    months = {
        "range": [0.4, _END], "tickvals": list(ticks), "ticktext": list(ticks.values()), "tickangle": 0,
        "fixedrange": True, "showgrid": False, "linecolor": GRID, "tickfont": {"size": 12, "color": QUIET},
    }  # fmt: skip
    values = {
        "range": [drawn.low, drawn.high], "fixedrange": True, "gridcolor": GRID, "zerolinecolor": QUIET, "nticks": 6,
        "ticksuffix": "%", "tickfont": {"size": 12, "color": QUIET},
    }  # fmt: skip
    figure = styled(drawn.figure(), height=height, margin=(4, 8, 0, 24), xaxis=months, yaxis=values)
    return Chart(figure, course_alt(facts, code))


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


class _Course:
    """A course under way: lines, what is drawn beside them, and the names at the ends of the lines."""

    def __init__(self, facts: Indicators, code: str) -> None:
        self.facts = facts
        self.rows, self.city = (records(found, IndicatorRow) for found in (facts.of_item(code), facts.city_of(code)))
        self.low, self.high = self._reach()
        self.lines: list[go.Scatter] = []
        self.marks = Marks()
        self.names: list[tuple[float, float, str, str]] = []  # month, value, text and colour

    def figure(self) -> go.Figure:
        """All of it, with axes still to be set."""
        own_side, city_side = self._sides_apart()
        is_alone = len(self.rows) == 1
        if self.rows:
            self._target(self.rows[0])
        for number, row in enumerate(self.rows):
            color = _SERIES[number % len(_SERIES)]
            self._last_year(row, QUIET if is_alone else color)
            label = self.facts.place.whole if is_alone else _shortest(row, self.rows)
            self._line(row, color, label, own_side, is_labelled=is_alone)
        for row in self.city:
            label = self.facts.place.parent_whole
            self._line(row, CITY, label, city_side, is_labelled=True, symbol="diamond", dash="dot")
        self._write_names()
        if all(row["actual"] is None for row in self.rows):
            place = {"xanchor": "left", "yref": "paper", "yanchor": "bottom"}
            self.marks.text(0.5, 0.04, "本年尚无数据", size=13, color=QUIET, **place)
        return self.marks.put_on(go.Figure(self.lines))

    def _reach(self) -> tuple[float, float]:
        """The ends of the value axis: everything that is drawn, with some air."""
        ids = {row["measure_id"] for row in [*self.rows, *self.city]} | {r["reference_measure_id"] for r in self.rows}
        monthly = self.facts.monthly
        values = list(monthly.loc[monthly["measure_id"].isin(ids), "actual"].dropna())
        for row in self.rows:
            values += [value for value in (row["lower"], row["upper"], row["last_year"]) if value is not None]
        if not values:
            return 0.0, 1.0
        air = 0.16 * (max(values) - min(values)) or 1.0
        return min(values) - air, max(values) + air

    def _target(self, row: IndicatorRow) -> None:
        """A band, a limit with its good side, or the reference's own course with the band in step below it."""
        if row["kind"] == "relative":
            self._reference(row)
            return
        goal = aim(row)
        if goal is None:
            return
        end = goal.bound if goal.end is None else goal.end
        if goal.is_ceiling:
            self.marks.box(_YEAR, (self.low, goal.bound), GOOD_SIDE)
            self.marks.line(_YEAR, (goal.bound, goal.bound), LIMIT, 2)
        else:
            self.marks.box(_YEAR, (goal.bound, self.high if goal.end is None else end), BAND)
        # Where no figures are yet, so that none is written over: on the right until autumn, then on the left.
        x, anchor = (0.5, "left") if row["month_no"] >= _LATE else (12.5, "right")
        color = LIMIT if goal.is_ceiling else ACTUAL
        self.marks.text(x, end, f"目标{row['target_text']}", size=12, color=color, xanchor=anchor, yanchor="top")

    def _reference(self, row: IndicatorRow) -> None:
        published = _figures(self.facts, row["reference_measure_id"])
        if published.empty:
            return
        name, months = published["measure"].iloc[0], published["month_no"]
        self.lines.append(go.Scatter(
            x=months, y=published["actual"] + row["on_track_at"], mode="lines", line={"width": 0}, hoverinfo="skip",
            name="基本同步",
        ))  # fmt: skip
        self.lines.append(go.Scatter(
            x=months, y=published["actual"], mode="lines+markers", name=name, fill="tonexty", fillcolor=BAND,
            line={"color": PLAN, "width": 1.5, "dash": "dash"}, marker={"size": 7, "color": PLAN},
            customdata=published["figure_source"], hovertemplate=_hover(name, row["unit"]),
        ))  # fmt: skip
        value = published["actual"].iloc[-1]
        self.names.append((months.iloc[-1], value, f"{terms.short_name(name)}{figure_text(row, value)}", PLAN))

    def _last_year(self, row: IndicatorRow, color: str) -> None:
        value, is_alone = row["last_year"], len(self.rows) == 1
        if value is None:
            return
        self.marks.line(_YEAR, (value, value), color, 1, dash="dot")
        is_low = (value - self.low) / (self.high - self.low) < 0.5
        text = f"{'' if is_alone else _shortest(row, self.rows)}{row['month'].year - 1}年{row['last_year_text']}"
        side = "bottom" if is_low or not is_alone else "top"
        self.marks.text(12.6, value, text, size=12, color=color, xanchor="right", yanchor=side)

    def _line(
        self, row: IndicatorRow, color: str, label: str, side: str | None, *,
        is_labelled: bool, symbol: str = "circle", dash: str = "solid",
    ) -> None:  # fmt: skip
        own = _figures(self.facts, row["measure_id"])
        if own.empty:
            return
        texts = [figure_text(row, value) for value in own["actual"]] if is_labelled else None
        self.lines.append(go.Scatter(
            x=own["month_no"], y=own["actual"], mode="lines+markers+text" if is_labelled else "lines+markers",
            name=row["measure"], line={"color": color, "width": 2, "dash": dash},
            marker={"size": 9 if symbol == "diamond" else 8, "color": color, "symbol": symbol},
            text=texts, textposition=[side] * len(own) if side else _sides(list(own["actual"])),
            textfont={"size": 12, "color": color},
            customdata=own["figure_source"], hovertemplate=_hover(row["measure"], row["unit"]), cliponaxis=False,
        ))  # fmt: skip
        if label:
            value = own["actual"].iloc[-1]
            told = label if is_labelled else f"{label}{figure_text(row, value)}"
            self.names.append((own["month_no"].iloc[-1], value, told, color))

    def _sides_apart(self) -> tuple[str | None, str | None]:
        """On which side the figures of both lines are written where there are two: the higher line's above."""
        means = [[found.mean() for row in rows if len(found := _figures(self.facts, row["measure_id"])["actual"])]
                 for rows in (self.rows[:1], self.city)]  # fmt: skip
        if not all(means):
            return None, None
        above, below = "top center", "bottom center"
        return (above, below) if means[0][0] >= means[1][0] else (below, above)

    def _write_names(self) -> None:
        """The names at the ends of the lines, pushed apart where they would touch."""
        place, near = -float("inf"), _NEAR * (self.high - self.low)
        for month_no, value, text, color in sorted(self.names, key=lambda name: name[1]):
            place = max(value, place + near)
            self.marks.text(month_no + 0.25, place, f"<b>{text}</b>", size=12, color=color, xanchor="left")


def _figures(facts: Indicators, measure_id: str | None) -> pd.DataFrame:
    own = facts.monthly[(facts.monthly["measure_id"] == measure_id) & facts.monthly["actual"].notna()]
    return own.sort_values("month")


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
