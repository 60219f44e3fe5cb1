"""Lines, points and words of a scatter trace, and the surface between two of them."""

from itertools import groupby

from briefing.pictures.svg import writing
from briefing.pictures.svg.values import Json, nth

Point = tuple[float, float]
_ANCHORS = {"left": "right", "center": "center", "right": "left"}
_VALIGNS = {"top": "bottom", "middle": "middle", "bottom": "top"}


def draw(trace: Json, points: list[Point | None], below: list[Point | None], size: float, color: str) -> list[str]:
    """A trace at the pixels of its points; `below` are those of the trace before, for the surface down to it."""
    mode, line = str(trace.get("mode", "lines")), trace.get("line") or {}
    parts = []
    if trace.get("fill") == "tonexty":
        edge = [point for point in points if point] + [point for point in reversed(below) if point]
        parts.append(writing.path(edge, "", trace["fillcolor"], closed=True))
    if "lines" in mode:
        outline = writing.stroke(line.get("color", color), line.get("width", 2), line.get("dash", "solid"))
        for is_known, together in groupby(points, key=lambda point: point is not None):
            if is_known and outline:  # a gap breaks the line
                run = [point for point in together if point]
                parts.append(writing.path(_steps(run) if line.get("shape") == "hv" else run, outline))
    placed = [(place, point) for place, point in enumerate(points) if point]
    if "markers" in mode:
        parts += [_marker(trace, place, point, color) for place, point in placed]
    if "text" in mode:
        parts += [_words(trace, place, point, size, color) for place, point in placed]
    return parts


def _steps(points: list[Point]) -> list[Point]:
    """First along, then up or down."""
    result = points[:1]
    for x, y in points[1:]:
        result += [(x, result[-1][1]), (x, y)]
    return result


def _marker(trace: Json, place: int, point: Point, color: str) -> str:
    marker = trace.get("marker") or {}
    size, line = float(nth(marker.get("size"), place, 6)), marker.get("line") or {}
    outline = writing.stroke(str(nth(line.get("color"), place, "none")), nth(line.get("width"), place, 0))
    fill = str(nth(marker.get("color"), place, color))
    return writing.marker(*point, size, fill, outline, str(marker.get("symbol", "circle"))) if size else ""


def _words(trace: Json, place: int, point: Point, size: float, color: str) -> str:
    font = trace.get("textfont") or {}
    upright, level = str(nth(trace.get("textposition"), place, "middle center")).split()
    marker = trace.get("marker") or {}
    away = float(nth(marker.get("size"), place, 0)) / 2 + 2 if "markers" in str(trace["mode"]) else 0.0
    return writing.words(
        point[0] + {"left": -away, "center": 0, "right": away}[level],
        point[1] + {"top": -away, "middle": 0, "bottom": away}[upright],
        str(nth(trace.get("text"), place, "")),
        size=font.get("size", size),
        color=str(nth(font.get("color"), place, color)),
        anchor=_ANCHORS[level],
        valign=_VALIGNS[upright],
    )
