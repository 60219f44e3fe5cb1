"""Bars: where each begins and ends in a stack, and their surfaces and words."""

from collections.abc import Callable
from dataclasses import dataclass

from briefing.pictures.svg import writing
from briefing.pictures.svg.axes import Axis
from briefing.pictures.svg.values import Json, is_missing, listed, nth

_ABOVE = 3  # pixels between a bar and the words over it


@dataclass(frozen=True)
class Bar:
    """The bar of a trace's `place`: at `position`, from `start` to `end`, `width` wide in the axis' values."""

    place: int
    position: float
    start: float
    end: float
    width: float


def stacked(traces: list[Json], axes_of: Callable[[Json], tuple[Axis, Axis]], layout: Json) -> dict[int, list[Bar]]:
    """By trace its bars; those of a stack each on the one below."""
    result, heights = dict[int, list[Bar]](), dict[tuple[int, float], float]()
    for number, trace in enumerate(traces):
        if trace["type"] != "bar":
            continue
        x_axis, y_axis = axes_of(trace)
        lies = trace.get("orientation") == "h"
        across = y_axis if lies else x_axis
        positions, lengths = (trace["y"], trace["x"]) if lies else (trace["x"], trace["y"])
        across.learn(listed(positions))
        result[number] = []
        for place, (position, length) in enumerate(zip(listed(positions), listed(lengths), strict=True)):
            if is_missing(length):
                continue
            key = (id(across), across.number(position))
            below = heights.get(key, 0.0) if layout.get("barmode") == "stack" else 0.0
            start = float(nth(trace.get("base"), place, below))
            heights[key] = below + float(length)
            width = float(nth(trace.get("width"), place, 1 - layout.get("bargap", 0.2)))
            result[number].append(Bar(place, key[1], start, start + float(length), width))
    return result


def draw(
    trace: Json, bars: list[Bar], axes: tuple[Axis, Axis], hatches: dict[str, str], size: float, color: str
) -> list[str]:
    """The bars of a trace with their words. Patterns that they need are added to `hatches`, by name."""
    lies = trace.get("orientation") == "h"
    along, across = axes if lies else axes[::-1]
    marker, font = trace.get("marker") or {}, trace.get("textfont") or {}
    line = marker.get("line") or {}
    outline = writing.stroke(line.get("color", "none"), line.get("width", 0))
    parts = []
    for bar in bars:
        first, last = along.at(bar.start), along.at(bar.end)
        middle, half = across.at(bar.position), bar.width * across.scale / 2
        ends = (first, middle - half, last, middle + half) if lies else (middle - half, first, middle + half, last)
        if bar.start != bar.end:
            opacity = float(nth(marker.get("opacity"), bar.place, 1.0))
            parts.append(writing.rect(*ends, _fill(marker, bar.place, hatches), opacity=opacity, line=outline))
        text = str(nth(trace.get("text"), bar.place, ""))
        if text:
            own_size, own_color = nth(font.get("size"), bar.place, size), nth(font.get("color"), bar.place, color)
            if _is_hatched(marker, bar.place):
                parts.append(_plate(text, ends, float(own_size), str(nth(marker.get("color"), bar.place, ""))))
            parts.append(_words(trace, text, ends, float(own_size), str(own_color), lies=lies))
    return parts


def _is_hatched(marker: Json, place: int) -> bool:
    return bool(nth((marker.get("pattern") or {}).get("shape"), place, ""))


def _plate(text: str, ends: tuple[float, float, float, float], size: float, fill: str) -> str:
    """The plain surface behind words on a hatched bar: no line runs through a character."""
    middle, level = (ends[0] + ends[2]) / 2, (ends[1] + ends[3]) / 2
    half = min(writing.width_of(text, size) / 2 + 2, abs(ends[2] - ends[0]) / 2)
    return writing.rect(middle - half, level - 0.62 * size, middle + half, level + 0.62 * size, fill)


def _words(
    trace: Json, text: str, ends: tuple[float, float, float, float], size: float, color: str, *, lies: bool
) -> str:
    x0, y0, x1, y1 = ends
    if trace.get("textposition") == "inside":
        return writing.words((x0 + x1) / 2, (y0 + y1) / 2, text, size=size, color=color)
    if trace.get("textposition") == "outside" and not lies:
        return writing.words((x0 + x1) / 2, min(y0, y1) - _ABOVE, text, size=size, color=color, valign="bottom")
    raise ValueError(f"a bar's words that are not drawn: {trace.get('textposition')}")


def _fill(marker: Json, place: int, hatches: dict[str, str]) -> str:
    fill = str(nth(marker.get("color"), place, "#1f4e8c"))
    pattern = marker.get("pattern") or {}
    if not _is_hatched(marker, place):
        return fill
    name = f"hatch-{fill.lstrip('#')}"
    hatches[name] = writing.hatch(name, fill, pattern["fgcolor"], pattern["size"], pattern["solidity"])
    return f"url(#{name})"
