"""plotly figures as SVG: where things stand, what words may hold, and that nothing is left out silently."""

import re
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest

from briefing.charts.look import styled, surfaces
from briefing.pictures.svg.drawing import drawn

_SVG = "{http://www.w3.org/2000/svg}"


def figure(
    *traces: go.Bar | go.Scatter, margin: tuple[int, int, int, int] = (0, 0, 0, 0), **layout: object
) -> go.Figure:
    made = styled(go.Figure(list(traces)), height=100, margin=margin, **layout)
    return made.update_xaxes(visible=False).update_yaxes(visible=False)


def tree(made: go.Figure, width: float = 200) -> ElementTree.Element:
    return ElementTree.fromstring(drawn(made, width)[0])


def boxes(made: go.Figure, width: float = 200) -> list[tuple[float, ...]]:
    """x, y, width and height of every bar, in the order of drawing."""
    found = tree(made, width).findall(f"{_SVG}rect")
    return [tuple(float(rect.get(name, "")) for name in ("x", "y", "width", "height")) for rect in found]


def words(made: go.Figure) -> list[str]:
    return ["".join(text.itertext()) for text in tree(made).iter(f"{_SVG}text")]


def lying(*values: float | None, **more: object) -> go.Bar:
    return go.Bar(x=list(values), y=list(range(len(values))), orientation="h", **more)


def test_stacked_bars_stand_one_on_the_other() -> None:
    made = figure(lying(3, 1), lying(5, 2), barmode="stack", bargap=0)
    made.update_xaxes(range=[0, 10]).update_yaxes(range=[-0.5, 1.5])
    assert boxes(made) == [(0, 50, 60, 50), (0, 0, 20, 50), (60, 50, 100, 50), (20, 0, 40, 50)]


def test_a_reversed_range_puts_the_first_row_on_top() -> None:
    made = figure(lying(4, 10), bargap=0)
    made.update_xaxes(range=[0, 10]).update_yaxes(range=[1.5, -0.5])
    assert boxes(made) == [(0, 0, 80, 50), (0, 50, 200, 50)]


def test_a_bar_begins_at_its_base_and_has_its_own_width() -> None:
    made = figure(lying(2, base=[3], width=0.5))
    made.update_xaxes(range=[0, 10]).update_yaxes(range=[-0.5, 0.5])
    assert boxes(made) == [(60, 25, 40, 50)]


def test_a_missing_value_has_no_bar_and_the_others_keep_their_places() -> None:
    made = figure(lying(1, None, 2), bargap=0)
    made.update_xaxes(range=[0, 2]).update_yaxes(range=[-0.5, 2.5])
    assert [(x, round(y, 1), width) for x, y, width, _ in boxes(made)] == [(0, 66.7, 100), (0, 0, 200)]


def test_categories_stand_in_the_order_of_their_first_appearance() -> None:
    made = styled(go.Figure(go.Bar(x=["二月", "一月"], y=[1, 2])), height=124, margin=(0, 0, 0, 24), bargap=0)
    made.update_xaxes(type="category").update_yaxes(visible=False, range=[0, 2])
    assert boxes(made) == [(0, 50, 100, 50), (100, 0, 100, 100)]
    assert words(made) == ["二月", "一月"]


def test_an_axis_of_categories_without_any_has_no_ticks() -> None:
    made = styled(go.Figure(go.Bar(x=[], y=[])), height=100)
    made.update_xaxes(type="category", range=[-0.5, 3.5]).update_yaxes(visible=False)
    assert words(made) == []


def test_a_gap_breaks_the_line() -> None:
    made = figure(go.Scatter(x=[0, 1, 2, 3], y=[0, 10, None, 10], mode="lines"))
    made.update_xaxes(range=[0, 4]).update_yaxes(range=[0, 10])
    paths = [path.get("d") for path in tree(made).findall(f"{_SVG}path")]
    assert paths == ["M0.00,100.00L50.00,0.00", "M150.00,0.00"]


def test_what_was_not_reported_is_hatched_and_the_rest_is_not() -> None:
    made = figure(lying(1, 1, marker=surfaces(["not_reported", "done"])))
    svg = drawn(made, 200)[0]
    assert re.findall(r'<rect x[^>]+ fill="([^"]+)"', svg) == ["url(#hatch-c3c9d1)", "#2b6cb8"]
    assert svg.count('<pattern id="hatch-c3c9d1"') == 1


def test_a_ranges_unit_and_thousands_are_written_at_its_ticks() -> None:
    made = styled(go.Figure(go.Scatter(x=[1], y=[1])), height=100, margin=(0, 0, 0, 0))
    made.update_xaxes(visible=False).update_yaxes(range=[-1000, 1000], nticks=3, ticksuffix="%")
    assert words(made) == ["−1,000%", "0%", "1,000%"]


def test_markup_in_a_name_is_words_and_never_breaks_the_drawing() -> None:
    made = figure()
    for text in ("<b>甲</b>&乙", '<script>"x"</script>', "a < b & c", "甲<br>乙"):
        made.add_annotation(x=0, y=0, text=text, showarrow=False)
    made.update_xaxes(range=[0, 1]).update_yaxes(range=[0, 1])
    assert words(made) == ["甲&乙", '"x"', "a < b & c", "甲", "乙"]
    bold = [run.text for run in tree(made).iter(f"{_SVG}tspan") if run.get("font-weight")]
    assert bold == ["甲"]
    assert "script" not in drawn(made, 200)[0]


def test_every_drawing_names_the_fonts_of_the_screens() -> None:
    family = tree(figure(lying(1))).get("font-family") or ""
    assert family.startswith("'Microsoft YaHei'") and "'Noto Sans CJK SC'" in family


def _arrow() -> go.Figure:
    return figure(lying(1)).add_annotation(x=0, y=0, text="x")


def _turned() -> go.Figure:
    return figure(lying(1)).add_annotation(x=0, y=0, text="x", showarrow=False, textangle=90)


@pytest.mark.parametrize(
    "made",
    [
        styled(go.Figure(go.Pie(values=[1])), height=100),
        figure(go.Scatter(x=[1], y=[1], fill="tozeroy")),
        figure(go.Scatter(x=[1], y=[1], marker={"symbol": "square"})),
        figure(go.Scatter(x=[1, 2], y=[1, 2], line={"shape": "spline"})),
        figure(go.Scatter(x=[1], y=[1], error_y={"value": 1})),
        figure(lying(1), barmode="overlay"),
        figure(lying(1, marker={"pattern": {"shape": "x"}})),
        figure(lying(1, text="x", textposition="auto")),
        figure(lying(1)).update_xaxes(type="log"),
        figure(lying(1)).update_xaxes(title="轴"),
        figure(lying(1)).update_layout(title="题"),
        figure(lying(1)).update_layout(showlegend=True),
        figure(lying(1)).add_shape(type="circle", x0=0, x1=1, y0=0, y1=1),
        _arrow(),
        _turned(),
    ],
)  # fmt: skip
def test_what_is_not_drawn_raises(made: go.Figure) -> None:
    with pytest.raises(ValueError, match="not drawn"):
        drawn(made, 200)
