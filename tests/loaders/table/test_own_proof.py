"""What a sheet says by its own arithmetic: rates, sums of places, and whom a cut-off day or money speaks of."""

import datetime as dt
from typing import Any

import pytest

from loaders.files.workbook import Cell
from loaders.table.headings.finding import find_header
from loaders.table.headings.meaning import Sought, meaning
from loaders.table.headings.plain import as_of_day
from loaders.table.shapes.cut_off import dates_apart, is_of_an_earlier_month
from tests.loaders.conftest import OCTOBER
from tests.loaders.table.test_any_sheet import sheet
from tests.loaders.table.test_headings import outcome, read

UNIT: list[object] = ["填报单位:区公安分局"]
CROSSING, RADAR = "信号控制系统改造路口", "增设视频雷达检测设备"


def figures(result) -> list[float | None]:
    return [row.value for row in result.rows]


def rated(first: str, second: str, title: str = "2023年10月") -> list[list[Any]]:
    header = ["指标", "目标任务", "完成情况", "完成比例"]
    return [[title], UNIT, header, [CROSSING, "75个", "60个", first], [RADAR, "32套", "26套", second]]


def test_a_column_of_no_span_is_the_cumulative_where_every_rate_is_its_share_of_the_target(october):
    assert figures(read(rated("80%", "81%"), october)) == [60, 26]
    assert figures(read(rated("80%", "90%"), october)) == []
    assert figures(read(rated("80%", "81%", "2023年10月当月完成情况"), october)) == []
    assert figures(read(rated("80%", "81%")[:4], october)) == []  # one row proves nothing
    third = ["城市道路·新改建道路", "10公里", "5公里", "90%"]
    assert figures(read([*rated("80%", "81%"), third], october)) == []  # nor two that a third contradicts


def test_the_sum_of_places_is_the_cumulative_where_their_group_says_so_and_they_add_up(october):
    def rows(total: int) -> list[list[Any]]:
        header = [["指标", "单位", "各镇(街道)累计完成数", None, "全区合计"], [None, None, "甲镇", "乙街道", None]]
        return [["2023年1-10月"], UNIT, *header, [CROSSING, "个", 40, 20, total], [RADAR, "套", 20, "/", 20]]

    merged = [(3, 3, 3, 4), (3, 1, 4, 1), (3, 2, 4, 2), (3, 5, 4, 5)]
    assert figures(read(rows(60), october, merged)) == [60, 20]
    assert figures(read(rows(99), october, merged)) == []


def test_money_is_not_the_count_in_rows_that_all_count_something(october):
    rows = [["2023年1-10月"], UNIT, ["指标", "单位", "累计完成", "本年累计完成投资"], [CROSSING, "个", 60, 1200]]
    assert figures(read(rows, october)) == [60]
    rows[3] = [CROSSING, "万元", 60, 1200]
    assert figures(read(rows, october)) == []


def test_a_cut_off_day_is_its_month_and_told_where_it_is_not_the_last(october):
    assert (as_of_day("截至10月25日累计完成"), as_of_day("截至10月31日累计完成")) == ("10月25日", "")
    rows = [["2023年1-10月"], UNIT, ["指标", "单位", "截至10月25日累计完成"], [CROSSING, "个", 60]]
    assert figures(read(rows, october)) == [60] and "column_as_of_day" in outcome(read(rows, october))[1]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("上期(截至9月30日)/完成数", "value"), ("预计全年完成", "plan"), ("占年度目标", "done"), ("项目及内容", "item"),
        ("是否达到序时", "verdict"),
    ],
)  # fmt: skip
def test_headings_of_a_last_day_a_forecast_a_share_and_a_pair_of_names(heading, field):
    found = meaning("actuals", tuple(heading.split("/")), OCTOBER)
    assert found is not None and found.field == field


def test_a_part_below_an_items_title_is_none_of_its_measures(october):
    rows = [
        ["2023年1-10月"],
        UNIT,
        ["事项", "指标", "单位", "本月累计"],
        ["路口信号智能化改造", "其中:老城区", "个", 9],
    ]
    assert figures(read(rows, october)) == []


def dated(heading: str, first: str, second: str, value: str = "1-10月累计") -> list[list[Any]]:
    header = ["指标", "单位", value, heading]
    return [["2023年10月"], UNIT, header, [CROSSING, "个", 60, first], [RADAR, "套", 26, second]]


@pytest.mark.parametrize(
    ("heading", "first", "second", "read_as"),
    [
        ("数据截止", "2023.10.31", "2023.10.31", [60, 26]), ("数据截止", "2023.10.31", "2023.9.30", [60]),
        ("截至", "10月31日", "2023年9月25日", [60]), ("截止日期", "2023-9-30", "2023-12-31", [60, 26]),
        ("数据截至日期", "2022.10.31", "2023.10", [26]),
    ],
)  # fmt: skip
def test_dates_under_a_cut_off_are_no_figures_and_leave_out_a_row_of_an_earlier_month(
    october, heading, first, second, read_as
):
    result = read(dated(heading, first, second), october)
    assert figures(result) == read_as
    assert ("row_of_an_earlier_month" in outcome(result)[1]) == (len(read_as) < 2)


def test_a_cut_off_in_december_without_a_year_is_last_years_in_january():
    dates = [Cell(1, 1, text, "text") for text in ("12月31日", "1月31日", "2023.12.31", "2024.1.31")]
    assert [is_of_an_earlier_month(cell, dt.date(2024, 1, 1)) for cell in dates] == [True, False, True, False]


def test_a_december_under_nothing_but_a_cut_off_is_a_deadline_of_this_year_in_january():
    sought = Sought("actuals", dt.date(2024, 1, 1))
    for heading, field in (("截止时间", "other"), ("数据截止", "as_of")):
        header = find_header(sheet(dated(heading, "12月31日", "12月底", "1月累计")), sought)
        assert header is not None and dates_apart(header).meanings[4].field == field


def test_the_whole_beside_its_towns_is_the_only_column_in_question(october):
    def rows(first: str) -> list[list[Any]]:
        header = [["指标", "区级目标", "各镇(街道)完成数", None, "区级直接实施", "全区合计", "完成率"]]
        header += [[None, None, "甲镇", "乙街道", None, None, None]]
        own = [[CROSSING, "75个", 40, 15, 5, 60, first], [RADAR, "32套", 20, "—", 6, 26, "81.3%"]]
        return [["数据截至2023年10月31日"], UNIT, *header, *own]

    merged = [(3, 3, 3, 4), *((3, column, 4, column) for column in (1, 2, 5, 6, 7))]
    assert figures(read(rows("80%"), october, merged)) == [60, 26]
    asked = read(rows("99%"), october, merged)
    assert figures(asked) == [] and [one.heading for one in asked.questions] == ["区级直接实施", "全区合计"]


def test_a_column_whose_numbers_say_their_own_units_is_read_beside_money(october):
    def rows(first: object, own: object) -> list[list[Any]]:
        header = [["项目", "年初至今完成", None, "开工至今完成", None], [None, "投资", "工程量", "投资", "工程量"]]
        return [
            ["2023年10月", "单位:万元"],
            UNIT,
            *header,
            [CROSSING, 900, first, 1200, "99个"],
            [RADAR, 70, own, 90, "77套"],
        ]

    merged = [(3, 1, 4, 1), (3, 2, 3, 3), (3, 4, 3, 5)]
    assert figures(read(rows("60个", "26套"), october, merged)) == [60, 26]
    assert (
        figures(read(rows("60个", 26), october, merged)) == figures(read(rows("60个", "26万元"), october, merged)) == []
    )


def test_one_to_this_month_is_the_year_so_far_beside_a_forms_line_codes_and_its_validity(october):
    header: list[list[Any]] = [["指标名称", "代码", "计量单位", "本年", None, "上年同期", None]]
    header += [[None, None, None, "本月", "1—本月", "本月", "1—本月"], ["甲", "乙", "丙", 1, 2, 3, 4]]
    own = [[CROSSING, "01", "个", 6, 60, 5, 50], [RADAR, "02", "套", 2, 26, 3, 30]]
    title = [["填报单位名称:区公安分局", None, "2023年10月", None, "有效期至:2024年1月"]]
    merged = [(2, 4, 2, 5), (2, 6, 2, 7), (2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3)]
    result = read([*title, *header, *own], october, merged)
    assert figures(result) == [60, 26] and not result.errors


@pytest.mark.parametrize("title", ["(二)10月当月完成", "(二)当月完成", "(二)10月新增"])
def test_a_second_table_of_the_months_own_figures_does_not_go_on_with_the_first(october, title):
    def table(title: str, plan: str, first: int, second: int) -> list[list[Any]]:
        header = ["序号", "名 称", "单 位", plan, "完 成"]
        return [[title], header, [2, CROSSING, "个", 7, first], [2, RADAR, "套", 3, second]]

    rows = [UNIT, *table("(一)1—10月累计完成", "目 标", 60, 26), *table(title, "月计划", 6, 2)]
    merged = [(2, 1, 2, 5), (6, 1, 6, 5)]
    result = read(rows, october, merged)
    assert figures(result) == [60, 26] and "table_of_months_own" in outcome(result)[1]
