"""What every native chart shares: the fonts in all of its text, labels, surfaces, a plot without margins."""

from collections.abc import Mapping, Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml import parse_xml

from briefing.charts.look import GRID, TEXT
from briefing.slides.table import describe
from briefing.slides.text import Place, Words, character, fonts, hexed
from metrics.terms import STATUSES

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = f"{{{_CHART}}}"  # before a tag
NAMESPACES = f'xmlns:c="{_CHART}" xmlns:a="{_A}"'
_TEXT_TAGS = (f"{{{_A}}}defRPr", f"{{{_A}}}rPr", f"{{{_A}}}endParaRPr")
_FACES = tuple(f"{{{_A}}}{tag}" for tag in ("latin", "ea", "cs"))
SIZE = 12.0
# What a label says: the value.
VALUE_ALONE = "".join(
    f'<c:{flag} val="{int(flag == "showVal")}"/>'
    for flag in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
)


def add_chart(slide: Any, name: str, alt: str, kind: XL_CHART_TYPE, data: Any, place: Place) -> Any:
    """A chart without title and legend; call `finish` when it is dressed."""
    frame = slide.shapes.add_chart(kind, *place.emu, data)
    frame.name = name
    describe(frame, alt)
    chart = frame.chart
    chart.has_title = False
    chart.has_legend = False
    return chart


def finish(chart: Any, *, size: float = SIZE, plot: tuple[float, float, float, float] = (0, 0, 1, 1)) -> None:
    """The chart's default text, the fonts in all of its text, and where the plot stands: left, top, width, height."""
    space = chart._chartSpace
    for old in space.findall(f"{C}txPr"):
        space.remove(old)
    after = space.find(f"{C}chart")
    after.addnext(parse_xml(text_properties(Words("", size, TEXT))))
    for properties in space.iter(*_TEXT_TAGS):
        if properties.find(_FACES[1]) is None:
            for face in _FACES[:2]:
                for old in properties.findall(face):
                    properties.remove(old)
            for face in parse_xml(f'<a:x xmlns:a="{_A}">{fonts()}</a:x>'):
                properties.append(face)
    _lay_out(space, plot)


def text_properties(words: Words) -> str:
    """`c:txPr` of labels and axes."""
    default = character(words, "defRPr")
    return (
        f'<c:txPr {NAMESPACES}><a:bodyPr wrap="none"/><a:lstStyle/>'
        f'<a:p><a:pPr>{default}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def surface(format_: Any, code: str) -> None:
    """The status' colour on a bar or marker, hatched where it is hatched on screen, with a thin white edge."""
    status = STATUSES[code]
    fill = format_.fill
    if status.hatch:
        fill.patterned()
        fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        fill.fore_color.rgb = RGBColor(255, 255, 255)
        fill.back_color.rgb = color(status.fill)
    else:
        solid(format_, status.fill)
    format_.line.color.rgb = RGBColor(255, 255, 255)
    format_.line.width = 9525


def solid(format_: Any, fill: str) -> None:
    """One colour."""
    format_.fill.solid()
    format_.fill.fore_color.rgb = color(fill)


def color(text: str) -> Any:
    """`#1f2a37` for python-pptx."""
    return RGBColor.from_string(hexed(text))


def number_labels(
    series: Any, pattern: str, words: Words, position: str | None, odd: Mapping[int, str] | None = None
) -> None:
    """Values as labels, by an Excel number format; `odd` has other formats by point."""
    old = series._element.get_or_add_dLbls()
    single = "".join(
        f'<c:dLbl><c:idx val="{index}"/>{_label(own, words, position)}</c:dLbl>'
        for index, own in sorted((odd or {}).items())
    )
    label = _label(pattern, words, position)
    old.getparent().replace(old, parse_xml(f"<c:dLbls {NAMESPACES}>{single}{label}</c:dLbls>"))


def _label(pattern: str, words: Words, position: str | None) -> str:
    code = pattern.replace('"', "&quot;")
    place = f'<c:dLblPos val="{position}"/>' if position else ""
    plain = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    text = text_properties(words).replace(f" {NAMESPACES}", "", 1)
    return f'<c:numFmt formatCode="{code}" sourceLinked="0"/>{plain}{text}{place}{VALUE_ALONE}'


def hide_axes(chart: Any, *axes: str) -> None:
    """`category`, `value`: no line, no ticks, no words."""
    for name in axes:
        axis = getattr(chart, f"{name}_axis")
        axis.visible = False
        axis.has_major_gridlines = False


def grid_lines(axis: Any) -> None:
    """Thin and light."""
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = color(GRID)
    axis.major_gridlines.format.line.width = 9525


def _lay_out(space: Any, plot: Sequence[float]) -> None:
    area = space.find(f".//{C}plotArea")
    for old in area.findall(f"{C}layout"):
        area.remove(old)
    values = "".join(f'<c:{name} val="{value:.5f}"/>' for name, value in zip("xywh", plot, strict=True))
    area.insert(
        0,
        parse_xml(
            f'<c:layout {NAMESPACES}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            f'<c:yMode val="edge"/>{values}</c:manualLayout></c:layout>'
        ),
    )
