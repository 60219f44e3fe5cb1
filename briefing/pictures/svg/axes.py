"""A plotly figure's axes in pixels: where a value stands, and which ticks are written, as plotly.js would."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from briefing.pictures.svg import writing

_TICK_GAP = 5  # pixels between an axis and its labels


@dataclass
class Axis:
    """One axis: `start` and `end` are the pixels of its range's two ends."""

    layout: dict[str, Any]
    is_x: bool
    start: float = 0.0
    end: float = 0.0
    low: float = 0.0
    high: float = 1.0
    categories: list[str] = field(default_factory=list)

    @property
    def is_drawn(self) -> bool:
        """Whether it has any labels or lines."""
        return bool(self.layout.get("visible", True))

    def number(self, value: Any) -> float:
        """A value as a number on the axis; a category by its place."""
        return float(self.categories.index(value) if isinstance(value, str) else value)

    def learn(self, values: Sequence[Any]) -> None:
        """Take what is no number as a category, in order of first appearance."""
        self.categories += [
            value for value in dict.fromkeys(values) if isinstance(value, str) and value not in self.categories
        ]

    def at(self, value: Any) -> float:
        """The pixel of a value."""
        return self.start + (self.number(value) - self.low) / (self.high - self.low) * (self.end - self.start)

    @property
    def scale(self) -> float:
        """Pixels per unit, without a sign."""
        return abs((self.end - self.start) / (self.high - self.low))

    def ticks(self) -> list[tuple[float, str]]:
        """The values that are labelled, with their labels, within the range."""
        named = self.layout.get("tickvals")
        if named is not None:
            texts = self.layout.get("ticktext") or [f"{value:g}" for value in named]
            ticks = list(zip(map(float, named), map(str, texts), strict=True))
        elif self.categories or self.layout.get("type") == "category":
            ticks = [(float(place), name) for place, name in enumerate(self.categories)]
        else:
            ticks = self._round_ticks()
        low, high = sorted((self.low, self.high))
        return [(value, text) for value, text in ticks if low - 1e-9 <= value <= high + 1e-9]

    def _round_ticks(self) -> list[tuple[float, str]]:
        """At most `nticks` round numbers: steps of 1, 2 or 5 times a power of ten."""
        low, high = sorted((self.low, self.high))
        rough = (high - low) / max(int(self.layout.get("nticks") or 6), 1)
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(times * power for times in (1, 2, 5, 10) if times * power >= rough * (1 - 1e-9))
        digits = max(0, -math.floor(math.log10(step) + 1e-9))
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        suffix = self.layout.get("ticksuffix") or ""
        values = [place * step for place in range(first, last + 1)]
        return [(value, f"{value or 0:,.{digits}f}{suffix}".replace("-", "−")) for value in values]

    @property
    def tick_font(self) -> tuple[float, str]:
        """Size and colour of the labels."""
        font = self.layout.get("tickfont") or {}
        return font.get("size", 13), font.get("color", "#1f2a37")

    def label_room(self) -> float:
        """How many pixels the labels need beside the axis."""
        if not self.is_drawn:
            return 0.0
        size, _ = self.tick_font
        return max((writing.width_of(text, size) for _, text in self.ticks()), default=0.0) + _TICK_GAP

    def set_range(self, values: Sequence[float], *, from_zero: bool) -> None:
        """The range that the layout names, else one that shows all values, as plotly chooses it."""
        named = self.layout.get("range")
        if named is not None:
            self.low, self.high = float(named[0]), float(named[1])
        elif self.categories:
            self.low, self.high = -0.5, len(self.categories) - 0.5
        elif values:
            low, high = min(values), max(values)
            air = 0.055 * ((high - low) or 1.0)
            self.low, self.high = (0.0 if from_zero and low >= 0 else low - air), high + air

    def draw(self, other: "Axis", grid_color: str) -> tuple[list[str], list[str]]:
        """Grid lines, and labels with the axis' own line; `other` is the axis that it stands at."""
        if not self.is_drawn:
            return [], []
        below, above = [], []
        size, color = self.tick_font
        edge = max(other.start, other.end) if self.is_x else min(other.start, other.end)
        shows_grid = self.layout.get("showgrid", not self.is_x)
        for value, text in self.ticks():
            at = self.at(value)
            if shows_grid:
                ends = [(at, other.start), (at, other.end)] if self.is_x else [(other.start, at), (other.end, at)]
                below.append(writing.path(ends, writing.stroke(self.layout.get("gridcolor", grid_color), 1)))
            if self.is_x:
                above.append(writing.words(at, edge + _TICK_GAP, text, size=size, color=color, valign="top"))
            else:
                above.append(writing.words(edge - _TICK_GAP, at, text, size=size, color=color, anchor="right"))
        if self.layout.get("linecolor"):
            ends = [(self.start, edge), (self.end, edge)] if self.is_x else [(edge, self.start), (edge, self.end)]
            above.append(writing.path(ends, writing.stroke(self.layout["linecolor"], 1)))
        return below, above
