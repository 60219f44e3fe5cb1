"""民生实事: the list, its filters and groups, an open item with its measures, and where every figure came from."""

import io
from collections.abc import Iterator

import openpyxl
import pandas as pd
import pytest

from briefing.charts import groups, look, measure_course
from briefing.workbooks.table_workbook import table_workbook
from metrics.arithmetic.counting import tally_by
from metrics.columns import columns
from metrics.rows import SeriesItemRow
from store.engine.records import records
from store.engine.store import Store
from store.reads.figures import dossiers, snapshot
from store.reads.figures.dossiers import Dossier
from store.reads.figures.snapshot import Snapshot
from tests.pages.stores import series
from tests.pages.stores.autumn import SEPTEMBER, alts, screen, words
from ui import errors
from ui.cache import current
from ui.frame import tables


@pytest.fixture(scope="module")
def reported() -> Iterator[Store]:
    store = series.reported()
    yield store
    store.close()


@pytest.fixture
def store(reported: Store) -> Iterator[Store]:
    current.use(reported)
    yield reported
    current.use(None)


@pytest.fixture(scope="module")
def september(reported: Store) -> Snapshot:
    return snapshot.take(reported, SEPTEMBER)


def opened(reported: Store, september: Snapshot, code: str) -> Dossier:
    items = dossiers.series_items(september, "livelihood")
    return dossiers.open_dossier(reported, september, records(items[items["code"] == code], SeriesItemRow)[0])


def test_the_list_has_all_items_in_order_each_with_its_worst_measure(store: Store) -> None:
    app = screen("livelihood", month="2023-09")
    assert not app.exception
    shown = app.dataframe[0].value.set_index("coded_item")
    assert len(shown) == 80
    assert shown.index[[0, 79]].tolist() == ["民生1 五环路和外联通道建设", "民生80 税费同城通办"]
    chargers = shown.loc["民生8 新建新能源汽车充电桩"]
    assert chargers["status_word"] == ["滞 严重滞后"]
    assert (chargers["done_pct"], chargers["plan_pct"], chargers["measures_text"]) == (60.0, 75.0, "0/1")
    assert (chargers["margin_points"], chargers["months_behind"], chargers["unit_label"]) == ("−15.0", 3, "区经信局")
    assert shown.loc["民生55 文体场地和全民健身", "margin_points"] == "−30.0"


@pytest.mark.parametrize(
    ("key", "value", "count"),
    [("unit", "区文体旅局", 6), ("category", "文体惠民", 8), ("status", "严重滞后", 2), ("status", "已完成", 0)],
)
def test_a_filter_narrows_the_list_and_a_filter_that_leaves_nothing_says_so(
    store: Store, key: str, value: str, count: int
) -> None:
    app = screen("livelihood", month="2023-09")
    app.selectbox(key=key).select(value).run()
    assert not app.exception
    assert f"**民生实事{count}项**" in words(app)
    if count:
        assert len(app.dataframe[0].value) == count
    else:
        assert len(app.dataframe) == 0
        assert "没有符合条件的事项,请放宽筛选条件。" in words(app)


def test_a_choice_for_which_nothing_is_registered_is_shown_but_cannot_be_made(store: Store) -> None:
    leader = screen("livelihood", month="2023-09").selectbox(key="leader")
    assert leader.disabled
    assert leader.placeholder == "分管领导未登记"


def test_the_groups_are_categories_until_units_are_asked_for(store: Store) -> None:
    app = screen("livelihood", month="2023-09")
    assert alts(app)[0].startswith("各类别按期率:交通出行—(1/12项)、")
    app.segmented_control(key="by").set_value("牵头单位").run()
    assert alts(app)[0].startswith("各牵头单位按期率:区交通运输局—(0/3项)、")


def test_a_link_brings_back_the_open_item_the_filter_and_the_month(store: Store) -> None:
    app = screen("livelihood", month="2023-09", item="民生55", unit="区文体旅局")
    text = words(app)
    assert "数据截至**2023年9月**" in text
    assert "**民生实事6项**" in text
    assert "**民生55 文体场地和全民健身** :red[**滞 严重滞后**]" in text
    assert "牵头单位**区文体旅局**" in text
    assert app.dataframe[0].value["coded_item"].tolist()[0] == "► 民生55 文体场地和全民健身"


def test_an_item_opens_with_the_measure_that_stands_worst_and_shows_another_when_chosen(store: Store) -> None:
    app = screen("livelihood", month="2023-09", item="民生55")
    assert alts(app)[0].startswith("留灯书屋主题活动(单位:场):9月9;9月序时计划15场;全年目标不低于20场;")
    assert "怎样才能完成** 后3个月月均需4场,前9个月月均1场。" in words(app)
    app.selectbox(key="measure").select("校园运动场对外开放").run()
    assert alts(app)[0].startswith("校园运动场对外开放(单位:人次):6月50,000;9月序时计划75,000人次;")
    assert app.dataframe[1].value["measure_label"].tolist()[5] == "► 其中:校园运动场对外开放"
    assert screen("livelihood", month="2023-09", item="民生55", measure="全民健身活动").selectbox(key="measure").value


def test_a_part_is_indented_and_a_figure_of_an_older_month_says_which(store: Store) -> None:
    measures = screen("livelihood", month="2023-09", item="民生55").dataframe[1].value.set_index("measure_label")
    part = measures.loc["　其中:校园运动场对外开放"]
    assert part["actual_text"] == "50,000人次(6月)"
    assert part["status_word"] == ["缺 未报送"]


def test_back_closes_the_item_and_shows_the_whole_list_again(store: Store) -> None:
    app = screen("livelihood", month="2023-09", item="民生8")
    app.button(key="back").click().run()
    assert not app.exception
    assert app.selectbox(key="item").value is None
    assert "plan_pct" in app.dataframe[0].value


def test_another_month_keeps_the_item_open(store: Store) -> None:
    app = screen("livelihood", month="2023-09", item="民生8")
    app.selectbox(key="month").select("2023-07").run()
    assert "截至7月累计1,100个,完成率50.0%,序时进度58.3%,慢8.3个百分点" in words(app)


def test_what_the_unit_wrote_is_shown_as_written_and_what_it_left_out_is_a_dash(store: Store) -> None:
    text = words(screen("livelihood", month="2023-09", item="民生8"))
    assert "**进展情况** 已建成\\*\\*1320\\*\\*个" in text
    assert "**存在问题及原因** 用地未落实" in text
    assert "**下一步措施** —" in text
    assert "**预计完成时间** 12月底" in text


def test_an_official_word_stands_beside_the_computed_status(store: Store) -> None:
    text = words(screen("livelihood", month="2023-09", item="民生10"))
    assert ":green[**达 达序时**] 截至9月累计900座" in text
    assert f"人工认定为达序时(区目标办\\:{series.REASON})" in text
    assert "**人工认定** 2023-09-30,至2023年10月;系统判定 :red[**滞 严重滞后**]" in text


def test_the_history_tells_corrections_and_withdrawals_with_file_cell_sender_and_time(store: Store) -> None:
    history = screen("livelihood", month="2023-09", item="民生8").dataframe[3].value
    assert history["value_text"].tolist() == ["1,320个", "13,200个", "1,100个", "1,000个", "900个"]
    assert history["standing"].tolist() == ["采用", "2023-09-29撤回(区目标办:单位填错)", "采用", "已被更正", "采用"]
    assert history["revision"].tolist() == [2, 1, 2, 1, 1]
    assert history["demo_text"].unique().tolist() == ["正式数据"]
    first = history.iloc[0]
    assert (first["file_text"], first["place_text"]) == ("jingxin-9.xlsx", "月报!H5")
    assert (first["submitted_by"], first["submitted_text"]) == ("经办人", "2023-09-28 09:30")


def test_the_history_ends_with_the_month_that_is_shown(store: Store) -> None:
    history = screen("livelihood", month="2023-07", item="民生8").dataframe[3].value
    assert history["reported_month"].tolist() == ["2023年7月", "2023年7月", "2023年6月"]


@pytest.mark.parametrize("asked", ["民生99", "任务1", "![x](http://a.b/c)"])
def test_an_address_that_names_no_item_is_told_so_and_the_list_stays(store: Store, asked: str) -> None:
    app = screen("livelihood", month="2023-09", item=asked)
    assert app.warning[0].value.startswith("没有编号为“")
    assert "![" not in app.warning[0].value
    assert len(app.dataframe[0].value) == 80


def test_the_list_can_be_taken_along_with_more_than_the_screen_has_room_for(store: Store) -> None:
    app = screen("livelihood", month="2023-09", unit="区经信局")
    assert [found.proto.label for found in app.get("download_button")] == ["下载为Excel"]
    frame = dossiers.series_items(snapshot.take(store, SEPTEMBER), "livelihood")
    content = table_workbook(
        "民生实事清单", "", frame, columns("coded_item", "margin_points", "leader"), has_demo=False
    )
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[11]] == ["民生8 新建新能源汽车充电桩", -15, None]


def test_without_any_report_list_and_item_say_what_is_missing(bare: Store) -> None:
    app = screen("livelihood", month="2023-01", item="民生8")
    assert not app.exception
    assert "1月数据应报未报" in words(app)
    assert "尚未报送过文字说明。" in words(app)
    assert "该子项尚未报送过数据。" in words(app)
    assert "演示数据" not in words(app)


def test_december_asks_for_nothing_more(store: Store) -> None:
    app = screen("livelihood", month="2023-12", item="民生8")
    assert not app.exception
    assert "怎样才能完成" not in words(app)
    assert "12月数据应报未报,最近一次为9月的1,320个" in words(app)


def test_a_clicked_cell_chooses_what_its_row_stands_for_and_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, object] = {"items": {"selection": {"rows": [], "columns": [], "cells": [(1, "coded_item")]}}}
    monkeypatch.setattr("streamlit.session_state", state)
    tables.take_row("items", "item", ["民生1", "民生2"])
    assert state["item"] == "民生2"
    assert state["items"] == {"selection": {"rows": [], "columns": [], "cells": []}}
    tables.take_row("items", "item", ["民生1", "民生2"])
    assert state["item"] == "民生2"


def test_every_item_names_each_of_its_measures_differently(reported: Store, september: Snapshot) -> None:
    # The chosen measure stands in the address by its name.
    assert not september.measures.duplicated(["item_id", "measure"]).any()


def test_the_months_hold_plan_and_target_of_the_whole_year_and_the_figures_so_far(
    reported: Store, september: Snapshot
) -> None:
    months = opened(reported, september, "民生8").months_of(series.CHARGERS)
    assert months["month_no"].tolist() == list(range(1, 13))
    assert months["planned"].round(6).tolist() == [round(2200 * number / 12, 6) for number in range(1, 13)]
    assert months["lower"].tolist() == [2200.0] * 12
    assert months["actual"].dropna().tolist() == [900.0, 1100.0, 1320.0]
    assert months.loc[months["is_missing"], "month_no"].tolist() == [1, 2, 3, 4, 5, 8]


def test_the_course_breaks_where_a_due_month_is_missing_and_the_plan_ends_at_the_target(
    reported: Store, september: Snapshot
) -> None:
    dossier = opened(reported, september, "民生8")
    figure = measure_course.measure_course(dossier.worst, dossier.months_of(series.CHARGERS)).figure
    traces = {trace.name: trace for trace in figure.data}
    assert list(traces["实际"].x) == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert [value for value in traces["实际"].y if value is not None] == [900, 1100, 1320]
    assert traces["实际"].connectgaps is False
    assert traces["序时计划"].y[-1] == 2200
    assert set(traces["全年目标"].y) == {2200}
    assert list(traces["未报送"].x) == [1, 2, 3, 4, 5, 8]
    assert tuple(figure.layout.yaxis.range) == (0, 1.18 * 2200)


def test_a_target_that_changed_in_the_year_is_labelled_at_each_of_its_heights(
    reported: Store, september: Snapshot
) -> None:
    dossier = opened(reported, september, "民生8")
    months = dossier.months_of(series.CHARGERS)
    months = months.assign(lower=[2200.0] * 6 + [3000.0] * 6)
    figure = measure_course.measure_course({**dossier.worst, "target_text": "3,000个"}, months).figure
    labels = {note.text: (note.x, note.y, note.xanchor) for note in figure.layout.annotations}
    assert labels["原目标2,200个"] == (1, 2200, "left") and labels["全年目标3,000个"] == (12, 3000, "right")


def test_a_level_is_drawn_against_its_bound_without_a_plan_line(reported: Store, september: Snapshot) -> None:
    dossier = opened(reported, september, "民生27")
    measure = dossier.worst
    figure = measure_course.measure_course(measure, dossier.months_of(measure["measure_id"])).figure
    names = [trace.name for trace in figure.data]
    assert "序时计划" not in names
    assert set(next(trace for trace in figure.data if trace.name == "目标").y) == {measure["lower"]}


def test_group_bars_write_marks_beside_numbers_and_fade_what_was_not_chosen() -> None:
    rows = pd.DataFrame({"category": ["甲", "甲", "甲", "乙"], "status": ["done", "done", "behind", "behind"]})
    figure = groups.group_bars(tally_by(rows, "category"), "category", "各类别", "甲", names_above=True).figure
    done, behind = figure.data
    assert (list(done.x), list(done.text)) == ([2, 0], ["2完", ""])
    assert (list(behind.x), list(behind.text)) == ([1, 1], ["慢", "慢"])
    assert list(behind.marker.opacity) == [1.0, 0.3]
    assert list(behind.customdata) == ["甲", "乙"]
    texts = [note.text for note in figure.layout.annotations]
    assert texts[0] == "甲"
    assert texts[1].startswith("66.7% ")
    assert groups.group_bars_alt(tally_by(rows, "category"), "category", "各类别") == (
        "各类别按期率:甲66.7%(2/3项)、乙0.0%(0/1项)。"
    )


def test_a_mark_alone_stands_for_one_and_no_larger_number_is_shortened_to_it() -> None:
    assert [look.counted(number, "慢", 100) for number in (0, 1, 2, 14)] == ["", "慢", "2慢", "14慢"]
    assert [look.counted(number, "慢", 18) for number in (1, 2)] == ["慢", ""]
    rows = pd.DataFrame({"category": ["甲"] * 22, "status": ["done"] * 20 + ["behind"] * 2})
    done, behind = groups.group_bars(tally_by(rows, "category"), "category", "各类别", width=300).figure.data
    assert (list(done.text), list(behind.text)) == (["20完"], [""])


def test_a_chart_on_a_phone_has_no_button_that_lies_on_its_figures() -> None:
    assert look.configured("甲", has_button=False)["displayModeBar"] is False
    assert "displayModeBar" not in look.configured("甲")


def test_a_wrong_month_in_a_link_keeps_the_months_to_choose_from_and_names_those_with_data(store: Store) -> None:
    for asked, told in {
        "2031-02": "2031年2月没有目标,可选 2023-01 至 2023-12。",
        "abc": "“abc”不是有效月份,格式应为 2023-09。",
    }.items():
        app = screen("livelihood", month=asked)
        assert app.error[0].value == "**月份有误** " + errors.plain(told + "有数据的月份:2023年6–7月、9月。")
        app.selectbox(key="month instead").set_value("2023-08").run()
        assert not app.error
        assert app.selectbox(key="month").value == "2023-08"
        assert app.query_params["month"] == "2023-08"


def test_a_month_without_data_names_the_months_that_have(store: Store) -> None:
    told = [caption.value for caption in screen("livelihood", month="2023-11").caption]
    assert "有数据的月份:2023年6–7月、9月。" in told
