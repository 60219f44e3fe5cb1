"""What the frame gives the screens: the open store, and words for what they raise."""

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from briefing.charts.look import WIDE, Chart, styled
from metrics.errors import UserError
from store.engine.store import Store
from ui import errors
from ui.cache import current


def test_without_an_open_store_the_screens_are_told_so_in_chinese() -> None:
    current.use(None)
    assert not current.is_open()
    with pytest.raises(UserError, match="数据文件尚未打开"):
        current.store()


def test_the_store_in_use_is_the_one_that_was_put_there_last() -> None:
    first, second = Store(), Store()
    current.use(first)
    current.use(second)
    assert current.store() is second
    current.use(None)
    first.close()
    second.close()


def failing() -> None:
    import streamlit as st

    from ui import errors

    try:
        raise ZeroDivisionError("for the log alone")
    except ZeroDivisionError as error:
        st.session_state.handled = errors.show(error)


def test_a_defect_is_numbered_and_its_number_is_the_one_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    app = AppTest.from_function(failing).run()
    assert app.session_state.handled is True
    [record] = [record for record in caplog.records if record.name == errors.LOG.name]
    reference = record.getMessage().removeprefix("错误编号 ")
    assert f"编号 {reference}。" in app.error[0].value
    assert "for the log alone" not in app.error[0].value
    assert record.exc_info is not None
    assert str(record.exc_info[1]) == "for the log alone"


@pytest.mark.parametrize("text", ["2023-09", "截至9月累计1,320个,完成率60.0%。", "十一月"])
def test_ordinary_words_and_figures_are_shown_as_they_are(text: str) -> None:
    assert errors.plain(text) == text


@pytest.mark.parametrize("text", ["![x](http://a.b/c)", "<img src=x>", ":red[x]", "$x$", "**x**", "`x`", "\\*"])
def test_markup_in_a_message_is_escaped(text: str) -> None:
    escaped = errors.plain(text)
    assert escaped != text
    assert escaped.replace("\\", "") == text.replace("\\", "")


def _course() -> Chart:
    sides = ["top center", "top center", "bottom center", "top center", "top center"]
    figure = go.Figure()
    figure.add_scatter(
        x=[1, 2, 3, 4, 5], y=[5, 5, 4, 5, 5], mode="lines+markers+text", text=list("abcde"), textposition=sides,
        textfont={"size": 12}, marker={"size": [8, 9]},
    )  # fmt: skip
    figure.update_xaxes(tickvals=list(range(1, 13)), ticktext=[f"{month}月" for month in range(1, 13)])
    return Chart(styled(figure, height=200), "")


def test_words_beside_each_other_are_left_out_of_a_course_on_a_phone() -> None:
    plain = _course().to_show_narrow.to_dict()
    assert plain["data"][0]["text"] == ["", "b", "c", "", "e"]
    assert plain["layout"]["xaxis"]["ticktext"] == ["1月", "3月", "5月", "7月", "9月", "11月"]


def test_over_bars_in_a_narrow_window_an_amount_has_its_growth_without_the_word() -> None:
    figure = go.Figure()
    figure.add_bar(x=["一季度"], y=[24.79], text=["24.79<br>增速5.5%"], textposition="outside")
    chart = Chart(styled(figure, height=200), "")
    assert chart.to_show_narrow.to_dict()["data"][0]["text"] == ["24.79<br>5.5%"]
    assert chart.to_show.to_dict()["data"][0]["text"] == ["24.79<br>增速5.5%"]


def test_on_a_wide_screen_letters_and_distances_of_a_chart_are_larger_and_its_figures_the_same() -> None:
    usual, wide = _course().to_show.to_dict(), _course().to_show_wide.to_dict()
    assert wide["layout"]["height"] == 200 * WIDE and wide["data"][0]["textfont"]["size"] == 12 * WIDE
    assert wide["data"][0]["y"] == usual["data"][0]["y"] and wide["data"][0]["x"] == usual["data"][0]["x"]
