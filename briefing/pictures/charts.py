"""One chart as a picture of its own, with its title and the lines that say what it is of."""

from collections.abc import Callable
from dataclasses import dataclass

from briefing.charts.look import Chart
from briefing.pictures.cells import breakable
from briefing.pictures.svg.drawing import drawn
from briefing.pictures.typeset import png

WIDTH = 960  # points
PIXELS_PER_POINT = 1.5


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
    """The chart as PNG of one and a half pixels a point, times `sharpness`.

    `foot` is 数据截至 · 口径 · 期号 · 来源, `demo` the label while sample data are among the figures.
    """
    chart = picture.chart()
    data = {
        "title": breakable(picture.title),
        "note": breakable(picture.note),
        "svg": drawn(chart.figure, picture.width)[0],
        "alt": chart.alt,
        "width": picture.width,
        "foot": breakable(foot),
        "demo": demo and breakable(demo),
    }
    return png("chart", data, pixels_per_point=PIXELS_PER_POINT * sharpness)
