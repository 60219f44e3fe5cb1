"""经济指标 on the real targets: the screen with figures and without, its charts' numbers, what stands beside them."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from briefing.charts import amounts, bullets
from briefing.charts import indicator_course as courses
from metrics.arithmetic.bullet_scale import aim, scale
from metrics.sentences.rest_of_year import SHARES_UNKNOWN, rest_of_year
from store.acts import submissions
from store.acts.rights import at_the_machine
from store.engine.records import records
from store.engine.store import Store
from store.reads.figures import indicators, snapshot
from store.reads.figures.indicators import Indicators
from store.reads.view import View
from tests.pages.stores import autumn
from tests.store.builder import World
from ui.cache import current

GDP, GDP_AMOUNT, INVESTMENT, RETAIL, URBAN, RURAL, JOBLESS = (
    f"510115-2023-I{name}" for name in ("01-1", "01-2", "02-1", "03-1", "06-1", "06-2", "07-1")
)
SHELL = Path(__file__).resolve().parents[2] / "ui" / "shell.py"
SEPTEMBER = dt.date(2023, 9, 1)


def report(store: Store, month: int, day: dt.datetime, figures: dict[str, float], **words: str) -> int:
    """One accepted workbook of the statistics bureau."""
    rows = pd.DataFrame(
        {"measure_id": name, "month": pd.Timestamp(2023, month, 1), "value": value, "sheet": "经济指标",
         "cell": f"H{line}", **words}
        for line, (name, value) in enumerate(figures.items(), 4)
    )  # fmt: skip
    submission = submissions.Submission(
        "tongji",
        dt.date(2023, month, 1),
        f"{month}月.xlsx",
        f"{month}/{day}",
        at_the_machine("经办人"),
        day,
        is_demo=True,
    )
    return submissions.add_submission(store, submission, rows)


def seeded() -> Store:
    return autumn.targets_alone()


@pytest.fixture
def empty() -> Iterator[Store]:
    store = seeded()
    current.use(store)
    yield store
    current.use(None)
    store.close()


@pytest.fixture
def store(empty: Store) -> Store:
    """Nine months of a few figures: GDP below its range, rural income far below it, first quarter's GDP revised."""
    report(empty, 3, dt.datetime(2023, 4, 8), {GDP: 6.4, GDP_AMOUNT: 181.0, URBAN: 5.8, RURAL: 6.0}, vintage="初步")
    report(empty, 3, dt.datetime(2023, 7, 20), {GDP: 6.1}, vintage="最终", odd_reason="最终核实")
    report(empty, 8, dt.datetime(2023, 9, 8), {INVESTMENT: 6.9, RETAIL: 8.8})
    report(empty, 9, dt.datetime(2023, 10, 8), {GDP: 5.2, GDP_AMOUNT: 561.8, INVESTMENT: 7.6, RETAIL: 7.8,
                                                URBAN: 5.0, RURAL: 3.4})  # fmt: skip
    return empty


def facts(store: Store, month: dt.date = SEPTEMBER) -> Indicators:
    return indicators.take(store, snapshot.take(store, View(month)))


def test_each_month_of_a_figure_is_told_apart_from_the_citys_by_its_name(store: Store) -> None:
    monthly = facts(store).monthly
    city = monthly["measure"].str.startswith("全市")
    assert city.any() and monthly["is_city"].tolist() == city.tolist()


def screen(**address: str) -> AppTest:
    app = AppTest.from_file(SHELL, default_timeout=120)
    app.query_params.update(address)
    return app.switch_page("../pages/indicators.py").run()


def words(app: AppTest) -> str:
    return "\n".join(str(block.value) for block in [*app.markdown, *app.caption, *app.info, *app.warning])


def reference(known: Indicators, measure: str, *names: str) -> list[object]:
    """Some cells of an amount's or a city's figure's row."""
    [row] = records(known.references[known.references["measure"] == measure])
    return [row[name] for name in names]


def annotations(figure: go.Figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def test_the_screen_opens_with_what_is_worst_and_says_why_and_what_the_rest_of_the_year_needs(store: Store) -> None:
    app = screen(month="2023-09")
    assert not app.exception
    assert app.selectbox(key="item").value == "经济6"  # rural income: 1.8 below growth of 5.2, the red line is 1.5
    assert "农村居民人均可支配收入2022年5.4%(名义,2023年温江区政府工作报告)" in words(app).replace("增速", "")
    app.selectbox(key="item").select("经济1").run()
    assert "前三季度增长5.2%,目标6.0%–7.0%,低于下限0.8个百分点" in words(app)
    assert f"累计增速须再提高0.8个百分点,方可达到下限;{SHARES_UNKNOWN}" in words(app)
    assert "全市地区生产总值增速上半年5.8%(成都市统计局2023年上半年发布)" in words(app)


def test_an_item_in_the_address_is_opened_and_a_wrong_one_is_told_so(store: Store) -> None:
    assert screen(month="2023-09", item="经济3").selectbox(key="item").value == "经济3"
    app = screen(month="2023-09", item="经济99")
    assert app.selectbox(key="item").value == "经济6"
    assert [warning.value for warning in app.warning] == ["经济指标没有编号为“经济99”的事项,现显示经济6。"]


def test_the_item_of_another_screen_in_the_address_is_no_mistake(store: Store) -> None:
    app = screen(month="2023-09", item="民生8")
    assert app.selectbox(key="item").value == "经济6"
    assert not app.warning


def test_another_month_is_another_screen_and_the_chosen_item_stays(store: Store) -> None:
    app = screen(month="2023-09", item="经济2")
    assert "截至9月累计增长7.6%" in words(app)
    app.selectbox(key="month").select("2023-08").run()
    assert app.selectbox(key="item").value == "经济2"
    assert "截至8月累计增长6.9%" in words(app)


@pytest.mark.parametrize("month", ["2023-01", "2023-09", "2023-12"])
def test_without_any_report_every_item_has_its_screen(empty: Store, month: str) -> None:
    app = screen(month=month)
    assert app.selectbox(key="item").options == [f"经济{number}" for number in range(1, 8)]
    for code in app.selectbox(key="item").options:
        app.selectbox(key="item").select(code).run()
        assert not app.exception
        assert not app.error
        assert f"没有编号为“{code}”" not in words(app)
    assert "截至本月,各指标数据未作修订。" in words(app)
    assert "演示数据" not in words(app)


def test_a_year_without_amounts_says_so_and_a_course_is_in_the_unit_of_its_figures() -> None:
    world = World()
    world.item(series="indicator").measure("ceiling", unit="微克/立方米", upper=32).figure(9, 31)
    current.use(world.store())
    try:
        app = screen(month="2023-09")
    finally:
        current.use(None)
    said = words(app).replace("\\", "")
    assert "本年走势,单位:微克/立方米" in said and "本年度没有设定总量等参考数据" in said
    assert not [table for table in app.dataframe if table.value.empty]  # which says so in English


def test_unemployment_of_last_year_is_quoted_and_no_number_is_made_of_it(empty: Store) -> None:
    assert "城镇调查失业率2022年“5.5%以内”(2023年温江区政府工作报告)" in words(screen(month="2023-09", item="经济7"))
    [row] = records(facts(empty).of_item("经济7"))
    assert (row["last_year"], row["last_year_text"]) == (None, "“5.5%以内”")


def test_every_version_of_a_revised_figure_is_listed_and_the_first_stays_first(store: Store) -> None:
    versions = facts(store).revisions
    shown = versions[["measure", "period", "version", "value_text", "change_text", "vintage", "revision_note"]]
    assert shown.to_numpy().tolist() == [
        ["地区生产总值增速", "2023年一季度", "首次", "6.4%", "—", "初步", ""],
        ["地区生产总值增速", "2023年一季度", "第1次修订", "6.1%", "−0.3个百分点", "最终", "最终核实"],
    ]


def test_a_revision_after_a_withdrawn_one_is_compared_with_what_stood_before(store: Store) -> None:
    wrong = report(store, 9, dt.datetime(2023, 10, 9), {GDP: 52.0})
    submissions.withdraw(store, wrong, "小数点错位", at_the_machine("审核人"), dt.datetime(2023, 10, 10))
    report(store, 9, dt.datetime(2023, 10, 11), {GDP: 5.3})
    versions = facts(store).revisions
    ninth = versions[versions["month"] == pd.Timestamp(SEPTEMBER)]
    assert ninth["change_text"].tolist() == ["—", "+46.8个百分点", "+0.1个百分点"]
    assert ninth["revision_note"].tolist() == ["", "已撤回(审核人:小数点错位)", ""]


def test_what_is_known_later_than_the_month_is_on_no_screen_of_it(store: Store) -> None:
    city = "全市地区生产总值增速"
    assert reference(facts(store, dt.date(2023, 12, 1)), city, "actual_text", "period") == ["6.0%", "全年"]
    assert reference(facts(store), city, "actual_text", "period") == ["5.8%", "上半年"]


def test_an_amount_stands_beside_the_published_growth_of_the_same_period(store: Store) -> None:
    known = facts(store)
    beside = ("actual_text", "growth_text", "last_year_text")
    assert reference(known, "地区生产总值", *beside) == ["561.8亿元", "5.2%", "717.11亿元"]
    assert reference(known, "全市地区生产总值", *beside) == ["5,266.82亿元", "5.3%", None]
    figure = amounts.amounts(known).figure
    assert list(figure.data[0].x) == ["2022年", "一季度", "前三季度"]
    assert list(figure.data[0].y) == [717.11, 181.0, 561.8]
    assert list(figure.data[0].text) == ["717.11", "181<br>增速6.1%", "561.8<br>增速5.2%"]
    assert figure.data[1].customdata[0] == "成都市统计局2023年一季度发布"
    assert "地区生产总值(亿元)2022年717.11、一季度181增速6.1%" in amounts.amounts_alt(known)


def test_the_course_shows_the_figures_the_band_last_year_and_the_city_with_its_source(store: Store) -> None:
    figure = courses.course(facts(store), "经济1").figure
    own, city = figure.data
    assert (list(own.x), list(own.y)) == ([3, 9], [6.1, 5.2])
    assert (list(city.x), list(city.y)) == ([3, 6], [5.3, 5.8])
    assert city.customdata[1] == "成都市统计局2023年上半年发布"
    band, last_year = figure.layout.shapes
    assert (band.y0, band.y1, last_year.y0) == (6.0, 7.0, 3.0)
    assert list(figure.layout.xaxis.ticktext) == ["一季度", "上半年", "前三季度", "全年"]
    assert "2022年3.0%" in annotations(figure)
    assert courses.course_alt(facts(store), "经济1") == (
        "地区生产总值增速目标6.0%–7.0%,一季度6.1%、前三季度5.2%,上年3.0%;全市地区生产总值增速上半年5.8%。"
    )


def test_a_relative_target_is_drawn_against_the_course_of_its_reference(store: Store) -> None:
    figure = courses.course(facts(store), "经济6").figure
    in_step, growth, urban, rural = figure.data
    assert list(growth.y) == [6.1, 5.2]
    assert list(in_step.y) == pytest.approx([5.6, 4.7])
    assert (list(urban.y), list(rural.y)) == ([5.8, 5.0], [6.0, 3.4])
    assert {"<b>城镇5.0%</b>", "<b>农村3.4%</b>", "<b>地区生产总值5.2%</b>"} <= set(annotations(figure))


def test_a_ceiling_is_drawn_as_a_limit_with_its_good_side_below(empty: Store) -> None:
    figure = courses.course(facts(empty), "经济7").figure
    good_side, limit = figure.layout.shapes
    assert good_side.y1 == limit.y0 == limit.y1 == 5.5
    assert good_side.fillcolor == bullets.GOOD_SIDE
    assert "本年尚无数据" in annotations(figure)


def test_every_bullet_says_value_target_and_status_and_begins_with_the_code_that_a_click_chooses(store: Store) -> None:
    figure = bullets.bullets(facts(store).measures, "经济6").figure
    said = annotations(figure)
    assert [row[0] for row in figure.data[0].customdata] == [f"经济{number}" for number in (1, 2, 3, 4, 5, 6, 6, 7)]
    assert {"<b>5.2%</b>", "6.0%–7.0%", "<b>慢 低于目标</b>", "−0.8个百分点", "地区生产总值5.2%"} <= set(said)
    assert said.count("本月不发布") == 1
    assert said.count("<b>未 本月不发布</b>") == 1
    tinted = [shape for shape in figure.layout.shapes if shape.fillcolor == "#f2f6fb"]
    assert [(shape.y0, shape.y1) for shape in tinted] == [(4.52, 5.48), (5.52, 6.48)]
    assert bullets.bullets_alt(facts(store).measures).startswith(
        "各指标与目标区间对照:地区生产总值增速5.2%,目标6.0%–7.0%,低于目标;"
    )


def test_a_figure_that_has_no_room_beside_a_name_stands_small_and_in_brief(store: Store) -> None:
    rows = facts(store).measures.assign(actual=1e14, actual_text="100,000,000,000,000.0%")
    drawn = bullets.bullets(rows, "经济1").figure.layout.annotations
    assert {word.font.size for word in drawn if word.text == "<b>约100万亿%</b>"} == {13}


def test_a_name_that_has_no_room_beside_its_figure_goes_on_below_it(store: Store) -> None:
    rows = facts(store).measures.assign(measure="单位地区生产总值能耗降低", unit_label="县发改局")
    drawn = bullets.bullets(rows, "经济1").figure.layout.annotations
    said = ("<b>单位地区生产总</b>", "<b>值能耗降低</b>", "县发改局")
    assert [next(word.y for word in drawn if word.text.endswith(line)) for line in said] == [-0.3, 0.0, 0.3]


def judged(kind: str, **row: object) -> Any:
    """A row as the scale and the sentence of the rest of the year read it."""
    plain: dict[str, object] = dict.fromkeys(
        (
            "lower",
            "upper",
            "actual",
            "against",
            "margin_points",
            "last_year_share",
            "ruling_status",
            "required_per_month",
        )
    )
    return plain | {
        "kind": kind, "unit": "%", "comparator": "range" if kind == "growth" else "<=", "by_pace": False,
        "actual_month": SEPTEMBER, "month_no": 9, "far_behind_below": -1.0, "on_track_at": 0.0,
        "computed_status": "on_track",
    } | row  # fmt: skip


def test_a_scale_holds_the_figure_the_target_and_the_mark_of_far_behind() -> None:
    own = scale(judged("growth", lower=6.0, upper=7.0, actual=5.2))
    assert own is not None
    assert (own.low, own.high) == pytest.approx((4.76, 7.24))
    assert [own.share(value) for value in (0.0, 6.0, 99.0)] == [0.0, pytest.approx(0.5), 1.0]


def test_a_ceiling_and_a_reference_are_what_a_figure_is_measured_from() -> None:
    ceiling, relative = aim(judged("ceiling", upper=5.5)), aim(judged("relative", against=5.2, on_track_at=-0.5))
    assert ceiling is not None
    assert relative is not None
    assert (ceiling.bound, ceiling.start, ceiling.is_ceiling) == (5.5, None, True)
    assert (relative.bound, relative.start, relative.end) == (5.2, 4.7, 5.2)
    assert aim(judged("relative")) is None
    assert scale(judged("growth")) is None


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (judged("growth", lower=6.0, upper=7.0, actual=7.6, margin_points=1.6),
         f"高于下限1.6个百分点,须保持;{SHARES_UNKNOWN}"),
        (judged("growth", lower=6.0, upper=7.0, actual=5.0, margin_points=-1.0, computed_status="behind",
                last_year_share=0.75), "后3个月须增长9.0%,全年方可达到6.0%"),
        (judged("ceiling", upper=5.5, actual=5.2, margin_points=0.3), "低于上限0.3个百分点,须保持"),
        (judged("relative", against=5.2, actual=5.2, margin_points=0.0), "与参照持平,须保持"),
        (judged("growth", computed_status="not_reported"), "应报未报,无法推算"),
        (judged("growth", computed_status="not_due", actual_month=None), "本年尚未发布数据,无法推算"),
        (judged("growth", actual_month=dt.date(2023, 12, 1), margin_points=0.1), "全年数据已出"),
        (judged("reference", computed_status=None), ""),
    ],
)  # fmt: skip
def test_the_rest_of_the_year_is_a_sentence_for_every_status(row: Any, sentence: str) -> None:
    assert rest_of_year(row) == sentence


def clicking() -> None:
    from types import SimpleNamespace

    import streamlit as st

    from ui.frame import links

    for points in ([{"customdata": ["经济3", "…"]}], []):
        st.session_state["chart"] = SimpleNamespace(selection=SimpleNamespace(points=points))
        links.choose_clicked("chart")


def test_a_clicked_row_becomes_the_choice_and_a_row_let_go_of_changes_nothing() -> None:
    assert AppTest.from_function(clicking).run().session_state["item"] == "经济3"
