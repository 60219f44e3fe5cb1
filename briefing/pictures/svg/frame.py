"""Where things stand in a plotly figure: its axes with their ranges, and the pixels of the plot between the margins."""

from collections import defaultdict
from typing import Any

from briefing.charts.look import TEXT
from briefing.pictures.svg.axes import Axis
from briefing.pictures.svg.bars import Bar, stacked
from briefing.pictures.svg.values import Json, is_missing, listed


class Frame:
    """A figure's places. `bars` has, by trace, the bars of the figure, each of a stack on the one below it."""

    def __init__(self, layout: Json, traces: list[Json], width: float) -> None:
        self.layout, self.traces = layout, traces
        self.width, self.height = width, float(layout["height"])
        font = layout.get("font") or {}
        self.size: float = font.get("size", 13)
        self.color: str = font.get("color", TEXT)
        self.axes = {name: Axis(layout[name], name.startswith("x")) for name in layout if name[1:5] == "axis"}
        for name in ("xaxis", "yaxis"):
            self.axes.setdefault(name, Axis({}, name.startswith("x")))
        self.bars: dict[int, list[Bar]] = stacked(traces, self.axes_of, layout)
        self._set_ranges()
        self.plot = self._set_pixels()

    def axis(self, ref: str) -> Axis:
        """`x2` is the axis `xaxis2`."""
        return self.axes[f"{ref[0]}axis{ref[1:]}"]

    def axes_of(self, trace: Json) -> tuple[Axis, Axis]:
        """The two axes of a trace."""
        return self.axis(trace.get("xaxis", "x")), self.axis(trace.get("yaxis", "y"))

    def crossing(self, axis: Axis) -> Axis:
        """The axis that one stands at."""
        return self.axis(axis.layout.get("anchor") or ("y" if axis.is_x else "x"))

    def place(self, ref: str, value: Any, *, is_x: bool) -> float:
        """The pixel of a coordinate: a value of an axis, or a share of the plot (`paper`)."""
        if ref != "paper":
            return self.axis(ref).at(value)
        left, top, right, bottom = self.plot
        return left + float(value) * (right - left) if is_x else bottom - float(value) * (bottom - top)

    def points(self, trace: Json) -> list[tuple[float, float] | None]:
        """The pixels of a trace's points; None for one that is missing."""
        x_axis, y_axis = self.axes_of(trace)
        return [
            None if is_missing(x) or is_missing(y) else (x_axis.at(x), y_axis.at(y))
            for x, y in zip(listed(trace.get("x")), listed(trace.get("y")), strict=True)
        ]

    def _set_ranges(self) -> None:
        values: dict[int, list[float]] = defaultdict(list)
        amounts = set()
        for number, trace in enumerate(self.traces):
            x_axis, y_axis = self.axes_of(trace)
            for axis, given in ((x_axis, trace.get("x")), (y_axis, trace.get("y"))):
                axis.learn(listed(given))
                values[id(axis)] += [axis.number(value) for value in listed(given) if not is_missing(value)]
            if number in self.bars:
                amount = x_axis if trace.get("orientation") == "h" else y_axis
                amounts.add(id(amount))
                values[id(amount)] += [end for bar in self.bars[number] for end in (bar.start, bar.end)]
        for axis in self.axes.values():
            axis.set_range(values[id(axis)], from_zero=id(axis) in amounts)

    def _set_pixels(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the plot; the left margin grows with the labels where the layout says so."""
        margin = {"l": 80, "r": 80, "t": 100, "b": 80} | (self.layout.get("margin") or {})
        # Streamlit's theme lets axes grow their margin unless the figure says no; so do pictures.
        growing = [axis for axis in self.axes.values() if not axis.is_x and axis.layout.get("automargin", True)]
        left = max([float(margin["l"]), *(axis.label_room() for axis in growing)])
        top, right, bottom = float(margin["t"]), self.width - margin["r"], self.height - margin["b"]
        for axis in self.axes.values():
            first, last = axis.layout.get("domain") or (0, 1)
            if axis.is_x:
                axis.start, axis.end = left + first * (right - left), left + last * (right - left)
            else:
                axis.start, axis.end = bottom - first * (bottom - top), bottom - last * (bottom - top)
        return left, top, right, bottom
