"""One chart as a picture of its own, with its title and the lines that say what it is of."""

from collections.abc import Callable
from dataclasses import dataclass

from briefing.charts.look import Chart
from briefing.pictures.cells import breakable
from briefing.pictures.svg.drawing import drawn
from briefing.pictures.typeset import png

WIDTH = 960  # points


@dataclass(frozen=True)
class ChartPicture:
    """A chart under its name, made when it is asked for and drawn `width` points wide.

    `name` is its file's, before it is made safe; `note` says what it is of and its unit of measure.
    """

    name: str
    title: str
    note: str
    chart: Callable[[], Chart]
    width: float = WIDTH


def chart_picture(picture: ChartPicture, foot: str, demo: str | None, *, sharpness: int = 1) -> bytes:
    """The chart as PNG; `foot` is 数据截至 · 口径 · 期号 · 来源, `demo` the label while sample data are in it."""
    chart = picture.chart()
    said = {"title": picture.title, "note": picture.note, "foot": foot}
    data = {name: breakable(text) for name, text in said.items()}
    data |= {"svg": drawn(chart.figure, picture.width)[0], "alt": chart.alt}
    return png("chart", {**data, "width": picture.width, "demo": demo and breakable(demo)}, sharpness)
