"""What a heading, a title, or a sheet's name says of the time that figures are of, and what is asked about it."""

import datetime as dt
from dataclasses import replace

import pytest

from loaders.check.actuals import check_book
from loaders.check.result import Checked
from loaders.files.workbook import Book
from loaders.table.periods import Period, period_in
from tests.loaders.table.test_any_sheet import sheet
from tests.loaders.table.test_laid_out import POLICE, STATION, STATIONS, figures, read, told

JINGXIN = ["填报单位:区经信局"]


@pytest.mark.parametrize("this_year", ["本年完成", "今年完成数", "2023年完成", "本年完成(个)"])
def test_beside_this_years_a_cumulative_of_no_time_may_be_since_the_start_and_both_are_asked_about(october, this_year):
    def rows(cumulative: str) -> list[list[object]]:
        return [["2023年10月"], JINGXIN, ["指标", "年度任务", this_year, cumulative], [STATION, 300, 251, 930]]

    asked = read(rows("累计完成"), october)
    assert figures(asked) == {} and ("column_twice", "C3") in told(asked)
    assert [one["cells"] for one in asked.open_questions] == [["表一!C3"], ["表一!D3"]]
    assert figures(read(rows("累计完成"), october, columns={this_year: "value"})) == {STATIONS: 251}
    assert figures(read(rows("1-10月累计完成"), october)) == {STATIONS: 930}


@pytest.mark.parametrize("heading", ["2023.10累计", "2023-10 累计完成", "2023/10累计"])
def test_a_month_in_digits_heads_its_cumulative(october, heading):
    rows = [["推进情况"], JINGXIN, ["指标", "单位", heading], [STATION, "个", 251]]
    result = read(rows, october)
    assert figures(result) == {STATIONS: 251} and result.issues == ()
    other = read([*rows[:2], ["指标", "单位", heading.replace("10", "09")], rows[3]], october)
    assert figures(other) == {} and told(other) == [("period_differs", "C3")]


@pytest.mark.parametrize("heading", ["已完成", "实际值"])
def test_what_is_done_is_the_cumulative_where_the_title_says_that_all_is(october, heading):
    rows = [["截至10月底"], JINGXIN, ["指标", "单位", "剩余", heading], [STATION, "个", 49, 251]]
    assert figures(read(rows, october)) == {STATIONS: 251}
    assert figures(read([["2023年10月"], *rows[1:]], october)) == {}


def test_quarters_without_their_sum_are_no_other_months_report(october):
    rows = [["2023年"], POLICE, ["指标", "单位", "一季度", "二季度", "三季度", "10月"],
            ["信号控制系统改造路口", "个", 20, 20, 10, 5]]  # fmt: skip
    assert told(read(rows, october)) == [("column_unclear", "F3")]


def test_1_to_n_months_is_the_year_so_far(october):
    rows = [["2023年10月"], JINGXIN, ["指标", "单位", "N月完成", "1-N月累计"], [STATION, "个", 26, 251]]
    assert figures(read(rows, october)) == {STATIONS: 251}


def test_of_a_title_without_a_year_the_sheets_name_says_it(october):
    def sheets(*names: str) -> Book:
        rows = [["1-10月推进情况"], JINGXIN, ["指标", "单位", "本月累计"]]
        made = [replace(sheet([*rows, [STATION, "个", 251 - 10 * n]]), name=name) for n, name in enumerate(names)]
        return Book("2024年1月报送.xlsx", tuple(made))

    def checked(*names: str) -> Checked:
        return check_book(sheets(*names), b"", october, None)

    assert [(found.id, found.sheet) for found in checked("2022年").issues] == [("period_differs", "2022年")]
    assert checked("2023年").issues == checked("表一").issues == checked("2022年续建项目").issues == ()
    both = checked("2023年", "2022年")
    assert figures(both) == {STATIONS: 251} and [found.id for found in both.issues] == ["table_of_another_month"]


@pytest.mark.parametrize(
    "written", ["前十个月", "2023年前10个月", "二〇二三年前十个月", "前10月", "2023年前10月", "今年前10个月"]
)
def test_the_first_ten_months_are_the_year_up_to_october(october, written):
    rows = [[f"{written}推进情况"], JINGXIN, ["指标", "单位", "完成数"], [STATION, "个", 251]]
    assert figures(read(rows, october)) == {STATIONS: 251}
    headed = [["推进情况"], JINGXIN, ["指标", "单位", "前9个月累计", f"{written}累计"], [STATION, "个", 225, 251]]
    assert figures(read(headed, october)) == {STATIONS: 251}
    rows[0] = ["前9个月推进情况"]
    assert ("period_differs", "A1") in told(read(rows, october))


@pytest.mark.parametrize("title", ["提前9个月完成的事项", "此前9个月未报的事项", "前一个月未报的事项", "目前9月未报"])
def test_months_before_something_else_are_no_first_months_of_the_year(title):
    assert period_in(title) in (None, Period(None, 9))


@pytest.mark.parametrize("parts", [["上半年", "7-10月"], ["上半年", "三季度", "10月"], ["1-6月", "7-9月", "10月"]])
def test_halves_and_stretches_of_months_make_up_the_year_where_a_sum_says_so(october, parts):
    values = {1: [150, 101], 2: [150, 75, 26]}[len(parts) - 1]
    rows = [["2023年"], JINGXIN, ["指标", "单位", *parts, "合计"], [STATION, "个", *values, 251]]
    assert figures(read(rows, october)) == {STATIONS: 251}
    rows[3][-1] = 300
    assert figures(read(rows, october)) == {}


@pytest.mark.parametrize("heading", ["全年完成", "2023年全年", "年度完成数"])
def test_the_whole_year_is_the_cumulative_in_december_and_asked_about_before(october, heading):
    december = replace(october, month=dt.date(2023, 12, 1))
    rows = [["2023年"], JINGXIN, ["指标", "单位", "年度目标", heading], [STATION, "个", 300, 305]]
    assert figures(read(rows, december)) == {STATIONS: 305}
    assert figures(read(rows, october)) == {} and ("column_unclear", "D3") in told(read(rows, october))
    rows[2][2:] = "全年目标", "全年预计完成"  # neither is a result, in any month
    assert figures(read(rows, december)) == {}


@pytest.mark.parametrize(
    "heading",
    ["2023年度12月完成", "全年四季度完成", "年度投资", "年度数量", "全年", "2023年度", "年底前完成", "年度计划完成"],
)
def test_in_december_a_part_of_the_year_and_what_may_be_planned_are_no_cumulative(october, heading):
    december = replace(october, month=dt.date(2023, 12, 1))
    rows = [["2023年"], JINGXIN, ["指标", "单位", "年度目标", heading], [STATION, "个", 300, 30]]
    assert figures(read(rows, december)) == {}
    grouped = [["2023年"], JINGXIN, ["指标", "单位", "2023年度", None], [None, None, "12月", "1-12月"],
               [STATION, "个", 26, 305]]  # fmt: skip
    assert figures(read(grouped, december)) == {STATIONS: 305}


def test_a_month_counted_from_day_to_day_is_one_month_by_its_second(october):
    september = replace(october, month=dt.date(2023, 9, 1))
    rows = [["推进情况"], JINGXIN, ["指标", "单位", "9月26日-10月25日累计完成"], [STATION, "个", 26]]
    assert figures(read(rows, september)) == {}
    rows[2:] = ["指标", "单位", "9月26日-10月25日完成", "1-10月累计"], [STATION, "个", 26, 251]
    assert read(rows, october).issues == () and figures(read(rows, october)) == {STATIONS: 251}


@pytest.mark.parametrize("of", ["签约项目", "立项的项目", "下达资金", "省级专项资金", "招引项目", "续建项目"])
def test_the_year_of_what_began_before_is_not_the_reports(of):
    assert period_in(f"2022年{of}1-9月推进情况") == Period(None, 9, 1)
    assert period_in("2022年民生实事1-9月推进情况") == Period(2022, 9, 1)
