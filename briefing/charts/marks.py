"""Shapes and words of a figure, gathered and put on it at once: added one by one they cost plotly quadratic time."""

from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from briefing.charts.look import laid_out

PAPER = {"xref": "paper", "yref": "paper"}  # coordinates that are shares of the figure


@dataclass
class Marks:
    """What is drawn beside the traces, in the order in which it is drawn."""

    shapes: list[dict[str, Any]] = field(default_factory=list)
    words: list[dict[str, Any]] = field(default_factory=list)

    def box(self, x: tuple[float, float], y: tuple[float, float], color: str, **more: Any) -> None:
        """A filled rectangle in the figure's own coordinates, under the traces where nothing else is said."""
        ends = {"x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1]}
        self.shapes.append({"type": "rect", "fillcolor": color, "line": {"width": 0}, "layer": "below"} | ends | more)

    def line(self, x: tuple[float, float], y: tuple[float, float], color: str, width: float, **more: Any) -> None:
        """A straight line."""
        ends = {"x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1]}
        dash = more.pop("dash", "solid")
        self.shapes.append({"type": "line", "line": {"color": color, "width": width, "dash": dash}} | ends | more)

    def text(self, x: float, y: float, text: str, *, size: int, color: str, **more: Any) -> None:
        """Words without an arrow, centred on the point where nothing else is said."""
        place = {"x": x, "y": y, "text": text, "showarrow": False, "xanchor": "center", "yanchor": "middle"}
        self.words.append(place | {"font": {"size": size, "color": color}} | more)

    def put_on(self, figure: go.Figure) -> go.Figure:
        """All of them onto a figure that has none yet."""
        return laid_out(figure, shapes=self.shapes, annotations=self.words)


def label(
    figure: go.Figure, x: float, y: float, text: str, *, color: str, above: bool, anchor: str = "left", size: int = 12
) -> None:
    """Words in a figure, above or below a point; `anchor` is the side of the words that stands at the point."""
    place: dict[str, Any] = {"xanchor": anchor, "yanchor": "bottom" if above else "top"}
    figure.add_annotation(
        x=x, y=y, text=text, showarrow=False, font={"size": size, "color": color}, yshift=5 if above else -5, **place
    )
