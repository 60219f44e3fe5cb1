"""What every chart shares: fonts, sizes, grid, colours, and that a sentence stands beside each."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import plotly.graph_objects as go

from metrics.terms import STATUSES

FONT = "'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', sans-serif"
TEXT = "#1f2a37"
QUIET = "#5b6775"
GRID = "#e6eaf0"
BAND = "#cfe0f4"  # the target's range
PLAN = "#5b6775"  # the plan line
ACTUAL = "#1f4e8c"
CITY = "#9a7b4f"
TRACK = "#eef1f6"

CHARACTER = 12.5  # pixels that one of a row's name takes
_LONGEST_NAME = 12  # characters beside a bar; the whole name is said on hover, in the sentence and in the tables
# What is written on a bar stands in its middle, level and at its own size; what has no room is not written at all.
INSIDE = {"textposition": "inside", "insidetextanchor": "middle", "textangle": 0, "constraintext": "none"}

# No toolbar in a briefing picture; the download of a picture is offered where a page says so.
CONFIG = {"displayModeBar": False, "responsive": True}


class Chart(NamedTuple):
    """A figure and the sentence that stands for it. Kept ones are shared between sessions: never change them."""

    figure: go.Figure
    alt: str


def styled(
    figure: go.Figure, *, height: int, margin: tuple[int, int, int, int] = (8, 8, 8, 8), **layout: Any
) -> go.Figure:
    """The house's layout on a figure. `margin` is left, top, right, bottom in pixels."""
    left, top, right, bottom = margin
    figure.update_layout(
        template={},  # plotly's own is nine tenths of a small figure's bytes, and nothing of it is used
        height=height,
        margin={"l": left, "t": top, "r": right, "b": bottom},
        font={"family": FONT, "size": 13, "color": TEXT},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        hoverlabel={"font": {"family": FONT, "size": 13}, "bgcolor": "#ffffff", "bordercolor": GRID},
        dragmode=False,
        **layout,
    )
    return figure


def shortened(name: str) -> str:
    """A row's name as there is room for it beside its bar."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def surfaces(codes: Sequence[str]) -> dict[str, Any]:
    """A bar trace's `marker` for bars of these statuses: their colours, and the hatch of what was not reported."""
    statuses = [STATUSES[code] for code in codes]
    pattern = {"shape": [status.hatch for status in statuses], "fgcolor": "#ffffff", "size": 6, "solidity": 0.25}
    return {"color": [status.fill for status in statuses], "pattern": pattern}


def bare_axes(figure: go.Figure) -> go.Figure:
    """No axes at all: for tiles and bars that carry their own words."""
    figure.update_xaxes(visible=False, fixedrange=True)
    figure.update_yaxes(visible=False, fixedrange=True)
    return figure
