"""What every chart shares: fonts, sizes, grid, colours, and that a sentence stands beside each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import plotly.graph_objects as go
import plotly.io

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
BARE: dict[str, Any] = {"visible": False, "fixedrange": True}  # an axis of tiles and bars that carry their own words
# What is chosen and what is not look alike: a figure shows a choice in its own way.
SAME_CHOSEN: dict[str, Any] = {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}}}

WIDE = 22 / 15  # how much larger letters are on a screen of 3840 pixels (ui/components/templates/first.html)
_LENGTHS = ("size", "height", "l", "t", "r", "b", "xshift", "yshift")  # what plotly says in pixels
_MOST_TICKS = 6  # months' names beside each other on a phone

_CONFIG = {"displaylogo": False, "modeBarButtons": [["toImage"]], "responsive": True}
_DIGIT, _MARK = 7, 12  # pixels that a digit and a status' mark take on a bar


@dataclass(frozen=True)
class Chart:
    """A figure and the sentence that stands for it. Kept ones are shared between sessions: never change them."""

    figure: go.Figure
    alt: str

    @cached_property
    def to_show(self) -> go.Figure:
        """The figure for a screen that shows it again and again."""
        return _Plain(json.loads(plotly.io.to_json(self.figure, validate=False)))

    @cached_property
    def to_show_narrow(self) -> go.Figure:
        """The same with so few words that they do not touch each other on a phone: by a course's months, over bars."""
        plain = json.loads(plotly.io.to_json(self.figure, validate=False))
        for trace, drawn in zip(plain["data"], self.figure.data, strict=True):
            if trace.get("mode") == "lines+markers+text":
                trace["text"] = _apart(list(drawn.x), list(drawn.text), list(drawn.textposition))
            elif trace.get("textposition") == "outside":  # an amount over its growth, which the heading names
                trace["text"] = [text.replace("增速", "") for text in drawn.text]
        months = plain["layout"].get("xaxis", {})
        for name in ("tickvals", "ticktext"):
            if len(months.get(name, [])) > _MOST_TICKS:
                months[name] = months[name][::2]
        return _Plain(plain)

    @cached_property
    def to_show_wide(self) -> go.Figure:
        """The same with larger letters and distances, for a screen of 3840 pixels."""
        return _Plain(_enlarged(self.to_show.to_dict()))


class _Plain(go.Figure):  # type: ignore[misc]
    """A figure in the plain form in which it is sent. plotly copies and packs any other anew each time it is shown."""

    def __init__(self, plain: dict[str, Any]) -> None:
        super().__init__()
        self._plain = plain

    def to_dict(self) -> dict[str, Any]:
        return self._plain


def _apart(months: list[int], texts: list[str], sides: list[str]) -> list[str]:
    """The last text, and of those before it on the same side every one that stands two months away from the next."""
    kept, next_kept = list(texts), dict.fromkeys(sides, months[-1] + 2 if months else 0)
    for place in reversed(range(len(months))):
        if next_kept[sides[place]] - months[place] < 2:
            kept[place] = ""
        else:
            next_kept[sides[place]] = months[place]
    return kept


def _enlarged(part: Any) -> Any:
    if isinstance(part, list):
        return [_enlarged(one) for one in part]
    if not isinstance(part, dict):
        return part
    is_length = {name: name in _LENGTHS and isinstance(value, (int, float)) for name, value in part.items()}
    return {name: value * WIDE if is_length[name] else _enlarged(value) for name, value in part.items()}


def configured(file_stem: str, *, has_button: bool = True) -> dict[str, Any]:
    """What plotly.js is told beside a figure: one button, shown on hover, that saves the picture under this name.

    A screen that is touched knows no hover: there the button would always lie on the figure, so leave it out.
    """
    shown = {} if has_button else {"displayModeBar": False}
    return {**_CONFIG, **shown, "toImageButtonOptions": {"format": "png", "scale": 2, "filename": file_stem}}


def counted(value: int, mark: str, pixels: float) -> str:
    """What a segment of so many pixels says: the mark alone stands for one, more never go without their number."""
    text = mark if value == 1 else f"{value}{mark}" if value else ""
    return text if pixels >= _MARK + _DIGIT * (len(text) - 1) else ""


def styled(
    figure: go.Figure, *, height: int, margin: tuple[int, int, int, int] = (8, 8, 8, 8), **layout: Any
) -> go.Figure:
    """The house's layout on a figure, with its axes. `margin` is left, top, right, bottom in pixels."""
    left, top, right, bottom = margin
    return laid_out(
        figure,
        height=height,
        margin={"l": left, "t": top, "r": right, "b": bottom},
        font={"family": FONT, "size": 13, "color": TEXT},
        paper_bgcolor="#ffffff",  # not transparent, or a saved picture is black where it is pasted on black
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        hoverlabel={"font": {"family": FONT, "size": 13}, "bgcolor": "#ffffff", "bordercolor": GRID},
        dragmode=False,
        **layout,
    )


def laid_out(figure: go.Figure, **parts: Any) -> go.Figure:
    """Whole parts of a figure's layout. plotly's update looks up all that stands in each: five times as slow."""
    for name, part in parts.items():
        figure.layout[name] = part
    return figure


def shortened(name: str) -> str:
    """A row's name as there is room for it beside its bar."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def surfaces(codes: Sequence[str]) -> dict[str, Any]:
    """A bar trace's `marker` for bars of these statuses: their colours, and the hatch of what was not reported."""
    statuses = [STATUSES[code] for code in codes]
    # "overlay": white lines on the colour. Else plotly draws lines of the colour on white, and the bar has no edge.
    pattern = {
        "shape": [status.hatch for status in statuses], "fillmode": "overlay", "fgcolor": "#ffffff", "size": 6,
        "solidity": 0.25,
    }  # fmt: skip
    return {"color": [status.fill for status in statuses], "pattern": pattern}


def add_status(
    figure: go.Figure, code: str, lengths: Sequence[float], places: Sequence[Any], texts: Sequence[str], *,
    size: int, lies: bool = True, edge: float = 1, marker: dict[str, Any] | None = None, **more: Any,
) -> None:  # fmt: skip
    """One status' bars of a stack, at their places, in its colour; `edge`: of the white line around each, in pixels."""
    ends = {"x": lengths, "y": places, "orientation": "h"} if lies else {"x": places, "y": lengths}
    look = surfaces([code] * len(lengths)) | {"line": {"color": "#ffffff", "width": edge}} | (marker or {})
    font = {"color": STATUSES[code].on_fill, "size": size}
    figure.add_bar(**ends, name=STATUSES[code].word, marker=look, text=texts, textfont=font, **INSIDE, **more)


def with_names(
    figure: go.Figure, names: Sequence[str], reach: float, *, left: int, row_height: int, bargap: float
) -> go.Figure:
    """The layout of stacked bars that lie below each other, the first on top, each with its name in `left` pixels.

    `reach` is where their common scale ends.
    """
    rows = {
        "tickvals": list(range(len(names))), "ticktext": names, "range": [len(names) - 0.5, -0.5], "fixedrange": True,
        "showgrid": False, "zeroline": False, "ticklabeloverflow": "allow", "tickfont": {"size": 12, "color": TEXT},
        "automargin": False,
    }  # fmt: skip
    height = row_height * max(len(names), 1) + 2
    return styled(
        figure, height=height, margin=(left, 1, 4, 1), barmode="stack", bargap=bargap,
        xaxis=BARE | {"range": [0, reach]}, yaxis=rows,
    )  # fmt: skip
