"""What a sheet says by its own arithmetic: rates, sums of places, and whom a cut-off day or money speaks of."""

from typing import Any

import pytest

from loaders.table.layout import as_of_day, meaning
from tests.loaders.conftest import OCTOBER
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
