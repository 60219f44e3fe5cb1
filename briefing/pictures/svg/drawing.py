"""A plotly figure → SVG, for as much of plotly as the house's charts use: bars, lines, points, words, shapes.

There is one definition of each chart (briefing/charts). plotly.js draws it in the browser, this draws it where there is
none. What it does not know (another trace type, an arrow) raises, so that no picture is silently poorer.
"""

import plotly.graph_objects as go

from briefing.charts.look import FONT, GRID, TEXT
from briefing.pictures.svg import bars, lines, writing
from briefing.pictures.svg.frame import Frame
from briefing.pictures.svg.values import Json
from briefing.pictures.svg.vocabulary import check


def drawn(figure: go.Figure, width: float) -> tuple[str, float]:
    """The figure at a width in pixels, and its height, which is the layout's own. Raises ValueError as said above."""
    plain = figure.to_plotly_json()
    layout, traces = plain["layout"], plain["data"]
    check(layout, traces)
    frame = Frame(layout, traces, width)
    shapes = [(shape.get("layer") == "below", _shape(frame, shape)) for shape in layout.get("shapes") or []]
    grids, labels = [], []
    for axis in frame.axes.values():
        across, words = axis.draw(frame.crossing(axis), GRID)
        grids += across
        labels += words
    hatches: dict[str, str] = {}
    body = [
        *(drawing for is_below, drawing in shapes if is_below),
        *grids,
        *(part for number in range(len(traces)) for part in _trace(frame, number, hatches)),
        *(drawing for is_below, drawing in shapes if not is_below),
        *labels,
        *(_annotation(frame, note) for note in layout.get("annotations") or []),
    ]
    size = f'width="{width:g}" height="{frame.height:g}" viewBox="0 0 {width:g} {frame.height:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}">'
        f"<defs>{''.join(hatches.values())}</defs>{''.join(body)}</svg>"
    ), frame.height


def _trace(frame: Frame, number: int, hatches: dict[str, str]) -> list[str]:
    trace = frame.traces[number]
    if trace["type"] == "bar":
        return bars.draw(trace, frame.bars[number], frame.axes_of(trace), hatches, frame.size, frame.color)
    below = frame.points(frame.traces[number - 1]) if trace.get("fill") == "tonexty" else []
    return lines.draw(trace, frame.points(trace), below, frame.size, frame.color)


def _shape(frame: Frame, shape: Json) -> str:
    x0, x1 = (frame.place(shape.get("xref", "x"), shape[end], is_x=True) for end in ("x0", "x1"))
    y0, y1 = (frame.place(shape.get("yref", "y"), shape[end], is_x=False) for end in ("y0", "y1"))
    line = shape.get("line") or {}
    outline = writing.stroke(line.get("color", TEXT), line.get("width", 2), line.get("dash", "solid"))
    if shape["type"] == "line":
        return writing.path([(x0, y0), (x1, y1)], outline)
    if shape["type"] == "rect":
        return writing.rect(x0, y0, x1, y1, shape.get("fillcolor", "none"), line=outline)
    raise ValueError(f"a shape that is not drawn: {shape['type']}")


def _annotation(frame: Frame, note: Json) -> str:
    font = note.get("font") or {}
    return writing.words(
        frame.place(note.get("xref", "x"), note["x"], is_x=True) + note.get("xshift", 0),
        frame.place(note.get("yref", "y"), note["y"], is_x=False) - note.get("yshift", 0),
        note["text"],
        size=font.get("size", frame.size),
        color=font.get("color", frame.color),
        anchor=note.get("xanchor") or "center",
        valign=note.get("yanchor") or "middle",
    )
