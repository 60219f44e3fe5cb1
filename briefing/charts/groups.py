"""How categories or units stand: a bar of counts for each, with its on-schedule rate and n at the end."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from briefing.charts.counts import Segment, segments
from briefing.charts.look import (
    BARE,
    CHARACTER,
    QUIET,
    SAME_CHOSEN,
    TEXT,
    Chart,
    add_status,
    counted,
    shortened,
    styled,
)
from briefing.charts.marks import Marks
from metrics import wording
from metrics.arithmetic.counting import Tally
from metrics.terms import STATUSES, count_word
from store.engine.records import records

_RATE = 84  # pixels for `100.0% 12/12`
_FADED = 0.3


@dataclass(frozen=True)
class Group:
    """A category or a unit: how many of its items have which status, its on-schedule rate and the n of that."""

    name: str
    segments: list[Segment]
    total: int
    rate: str
    of: str


def groups_of(counts: pd.DataFrame, column: str) -> list[Group]:
    """A group per value of `column` of `counting.tally_by`, in its order."""
    return [
        Group(
            str(row[column]),
            segments(Tally({code: row[code] for code in STATUSES}, is_december=row["is_december"])),
            row["total"],
            wording.percent(row["rate_pct"]),
            f"{row['good']}/{row['judged']}",
        )
        for row in records(counts)
    ]


def group_bars(
    counts: pd.DataFrame,
    column: str,
    what: str,
    chosen: str | None = None,
    *,
    names_above: bool = False,
    width: int = 300,
    row_height: int = 19,
) -> Chart:
    """A row per value of `column` (`what`: 各类别) of `counting.tally_by`, in its order; all but the chosen one fade.

    `names_above`: the names stand above their bars, for long ones. `width` is the least width in pixels that the
    figure is drawn at; it decides which segments have room for words. A segment's customdata is the row's name, so
    that a click can choose it.
    """
    names = [str(name) for name in counts[column]]
    shown, rows = [shortened(name) for name in names], list(range(len(names)))
    most = int(counts["total"].max()) if len(counts) else 1
    left = 0 if names_above else int(CHARACTER * max(map(len, shown), default=0)) + 8
    pixels = (width - left - (0 if names_above else _RATE)) / most  # of one item
    strength = [1.0 if chosen in (None, name) else _FADED for name in names]
    words = {code: count_word(code, is_december=bool(counts["is_december"].any())) for code in STATUSES}
    figure = go.Figure()
    for code, status in STATUSES.items():
        values = [int(value) for value in counts[code]]
        if any(values):
            add_status(
                figure, code, values, rows, [counted(value, status.mark, value * pixels) for value in values],
                size=12, width=0.45 if names_above else 0.82, marker={"opacity": strength}, customdata=names,
                hovertemplate=f"%{{customdata}} {words[code]}%{{x}}项<extra></extra>", **SAME_CHOSEN,
            )  # fmt: skip
    _names_and_rates(figure, groups_of(counts, column), names_above)
    down = {
        "visible": not names_above, "tickvals": rows, "ticktext": shown, "fixedrange": True, "showgrid": False,
        "zeroline": False, "range": [len(names) - 0.5, -1.0 if names_above else -0.5],
        "tickfont": {"size": 12, "color": TEXT}, "automargin": False,
    }  # fmt: skip
    styled(
        figure,
        height=(40 if names_above else row_height) * max(len(names), 1) + (19 if names_above else 0) + 4,
        margin=(left, 2, 0 if names_above else _RATE, 2),
        barmode="stack",
        clickmode="event+select",
        xaxis=BARE | {"range": [0, most]},
        yaxis=down,
    )
    return Chart(figure, group_bars_alt(counts, column, what))


def _names_and_rates(figure: go.Figure, groups: list[Group], names_above: bool) -> None:
    marks = Marks()
    for row, group in enumerate(groups):
        rate = f"{group.rate} <span style='color:{QUIET}'>{group.of}</span>"
        place: dict[str, Any] = {"size": 12, "color": TEXT, "xref": "paper"}
        if names_above:
            place |= {"yanchor": "bottom"}
            marks.text(0, row - 0.23, group.name, xanchor="left", **place)
            marks.text(1, row - 0.23, rate, xanchor="right", **place)
        else:
            marks.text(1, row, rate, xanchor="left", xshift=6, **place)
    marks.put_on(figure)


def group_bars_alt(counts: pd.DataFrame, column: str, what: str) -> str:
    """The bars in a sentence: `各类别按期率:交通出行83.3%(10/12项)、…`."""
    if counts.empty:
        return f"{what}没有事项。"
    parts = [f"{group.name}{group.rate}({group.of}项)" for group in groups_of(counts, column)]
    return f"{what}按期率:" + "、".join(parts) + "。"
