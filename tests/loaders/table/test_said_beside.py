"""What stands beside the figures: units between and below tables, another place's name, whose the rows are."""

from typing import Any

import pytest

from loaders.table.title_block import title_block
from tests.loaders.table.test_any_sheet import sheet
from tests.loaders.table.test_laid_out import (
    INVESTMENT,
    PILES,
    RETAIL,
    STATION,
    STATIONS,
    TONGJI,
    figures,
    read,
    told,
)  # fmt: skip

JINGXIN = ["填报单位:区经信局"]
RENOVATION, METERS, HOMES = (f"510115-2023-{code}" for code in ("T10-1", "L70-1", "L71-2"))
OCTOBER = ["2023年1-10月"]
HEADER = ["指标", "年度目标", "本月累计"]
RENOVATED, METER, HOME = "完成工业技改投资", "更换到期气表", "居民电力改造"


@pytest.mark.parametrize(
    "between",
    [
        [["表二 建设", None, "单位:户"], HEADER],
        [[None, None, "(单位:户)"]],
        [["二、建设", "单位:户"]],
        [[], ["二、建设", None, "计量单位:个、户"], [], HEADER],
    ],
)
def test_a_line_between_rows_says_what_those_below_it_are_measured_in(october, between):
    rows = [OCTOBER, JINGXIN, ["表一 投资", None, "单位:万元"], HEADER, [RENOVATED, 500000, 425000], *between,
            [METER, 36000, 30000], [HOME, 5100, 4200]]  # fmt: skip
    result = read(rows, october)
    assert figures(result) == {RENOVATION: 42.5, METERS: 30000, HOMES: 4200} and result.issues == ()


def test_tables_of_money_below_each_other_are_each_in_their_own_unit(october):
    header = ["指标", "本月累计", "备注"]
    rows = [OCTOBER, JINGXIN, ["表一", "单位:亿元"], header, [STATION, "251个", None], [],
            ["表二", "单位:万元"], header, [RENOVATED, 425000, None]]  # fmt: skip
    assert figures(read(rows, october)) == {STATIONS: 251, RENOVATION: 42.5}


@pytest.mark.parametrize("note", ["注:单位为万元", "注:1.本表单位均为万元。", "2、计量单位:万元"])
def test_a_note_below_says_what_all_numbers_are_measured_in_where_the_title_does_not(october, note):
    rows = [OCTOBER, JINGXIN, ["指标", "本月累计", "备注"], [RENOVATED, 425000, None], [note]]
    assert figures(read(rows, october)) == {RENOVATION: 42.5}
    assert figures(read([OCTOBER, [*JINGXIN, "单位:亿元"], *rows[2:3], [RENOVATED, 42.5, None], [note]], october)) == {
        RENOVATION: 42.5
    }


@pytest.mark.parametrize("note", ["注:征地费单位为万元", "注:单位为万元的指标按合同数填写"])
def test_a_note_on_one_row_or_with_more_to_say_is_no_unit_of_all(october, note):
    rows = [OCTOBER, JINGXIN, ["指标", "本月累计", "备注"], [RENOVATED, 42.5, None], [note]]
    assert figures(read(rows, october)) == {RENOVATION: 42.5}


@pytest.mark.parametrize("note", ["注:1.本表数据截至2023年9月30日。", "备注:(1)数据截至9月底;", "1.数据截至9月30日"])
def test_a_numbered_note_says_of_which_month_all_the_data_are(october, note):
    rows = [["推进情况"], JINGXIN, ["指标", "单位", "本月累计"], [STATION, "个", 251], [note]]
    assert ("period_differs", "A5") in told(read(rows, october))


def test_the_unit_in_the_heading_of_the_names_is_that_of_their_numbers(october):
    rows = [OCTOBER, JINGXIN, ["指标(单位:万户)", "年度目标", "本月累计"], [METER, 3.6, 3], [HOME, 0.51, 0.42]]
    result = read(rows, october)
    assert figures(result) == {METERS: 30000, HOMES: 4200} and result.issues == ()


@pytest.mark.parametrize(
    "line",
    ["填报单位(盖章):区经信局", "填报单位（公章）：区经信局  填报人:张", "单位:区经信局", "单位(公章):区经信局"],
)
def test_who_reports_stands_behind_a_stamps_place_or_behind_the_bare_word(october, line):
    result = read([OCTOBER, [line], ["指标", "本月累计"], [STATION, 251]], october)
    assert figures(result) == {STATIONS: 251} and result.issues == ()


@pytest.mark.parametrize("unit", ["处", "个、处", "部", "万元、处", "支队"])
def test_a_counter_that_offices_end_with_too_is_no_office(unit):
    title = title_block(sheet([["推进情况"], [f"单位:{unit}"], ["指标", "本月累计"]]), 3)
    assert (title.unit_name, title.measured_in) == ("", unit)
    stamped = title_block(sheet([["推进情况"], ["单位:(公章)区经信局"], ["指标", "本月累计"]]), 3)
    assert (stamped.unit_name, stamped.measured_in) == ("区经信局", "")


def test_below_another_places_name_no_row_is_read_and_one_doubt_says_so(october):
    rows = [OCTOBER, TONGJI, ["指标", "单位", "累计增速"], ["一、全市主要指标"], ["固定资产投资增速", "%", 5.1],
            ["社会消费品零售总额增速", "%", 8.6], ["二、全区"], ["社会消费品零售总额增速", "%", 9.2]]  # fmt: skip
    result = read(rows, october)
    assert figures(result) == {RETAIL: 9.2} and told(result) == [("row_of_other_place", "A5")]
    rows[3] = ["一、全市重点项目"]  # of which the district does its own
    assert figures(read([*rows[:5], *rows[6:]], october)) == {INVESTMENT: 5.1, RETAIL: 9.2}


@pytest.mark.parametrize(
    "beside", ["增减", "同比增减额", "较上月变化(百分点)", "较上月末增减(个百分点)", "占预算%", "变化幅度(%)"]
)
def test_a_column_of_changes_or_shares_is_no_figure_and_no_question(october, beside):
    header = ["指标", "单位", "1-10月", "1-10月增速(%)", beside]
    if beside == "变化幅度(%)":
        header[-1] = "升降"
    result = read([OCTOBER, TONGJI, header, ["社会消费品零售总额", "亿元", 205.1, 9.2, -0.3]], october)
    assert figures(result) == {RETAIL: 9.2} and result.issues == ()
    alone = read([OCTOBER, TONGJI, ["指标", *header[3:]], ["固定资产投资增速", 6.4, -0.3]], october)
    assert figures(alone) == {INVESTMENT: 6.4} and alone.open_questions == []


def test_a_budget_is_an_aim_and_what_was_done_of_it_is_none(october):
    rows = [OCTOBER, ["填报单位:区财政局"], ["指标", "年度预算", "累计完成", "占预算", "比上年同期±%"],
            ["一般公共预算收入", 580000, 496000, "85.5%", 6.8]]  # fmt: skip
    result = read(rows, october)
    assert figures(result) == {"510115-2023-I05-1": 6.8} and result.issues == ()


@pytest.mark.parametrize("header", [["指标", "本月累计"], ["事项名称", "1-10月累计完成"]])
def test_a_name_and_the_cumulative_are_a_table_whose_numbers_may_say_their_own_units(october, header):
    rows = [["推进情况"], JINGXIN, header, [STATION, "251个"], [RENOVATED, "425000万元"]]
    assert figures(read(rows, october)) == {STATIONS: 251, RENOVATION: 42.5}


def test_of_towns_and_their_sum_only_the_sum_is_asked_about(october):
    rows: list[list[Any]] = [["2023年"], JINGXIN, ["指标", "单位", "永宁镇", "寿安镇", "金马街道", "合计"],
            [STATION, "个", 100, 80, 71, 251], ["新建充电桩", "个", 1000, 500, 350, 1850]]  # fmt: skip
    asked = read(rows, october)
    assert figures(asked) == {} and [one["cells"] for one in asked.open_questions] == [["表一!F3"]]
    assert figures(read(rows, october, columns={"合计": "value"})) == {STATIONS: 251, PILES: 1850}
    alone = read([row[:5] for row in rows], october)  # nothing else may hold the whole
    assert len(alone.open_questions) == 3


def test_a_share_in_words_is_the_percent(october):
    rows = [OCTOBER, TONGJI, ["指标", "单位", "累计"], ["固定资产投资增速", "百分比", 6.4]]
    assert figures(read(rows, october)) == {INVESTMENT: 6.4}


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        (["指标", "类别", "本月累计"], [[STATION, "续建", 40], [STATION, "新建", 88], [STATION, "合计", 128]], "C6"),
        (
            ["镇街", "指标", "本月累计"],
            [["全  区", STATION, 128], ["永宁镇", STATION, 40], ["寿安镇", STATION, 88]],
            "C4",
        ),
        (["指标", "类别", "完成数"], [[STATION, "10月", 40], [STATION, "累计", 128]], "C5"),
        (["指标", "类别", "本月累计"], [[STATION, "甲", 40], [STATION, "平均", 128]], None),
        (["指标", "本月累计", "类别"], [[STATION, 40, "续建"], [STATION, 88, "新建"]], None),
        (["指标", "类别", "本月累计"], [[STATION, "小计", 40], [STATION, "合计", 128]], None),
    ],
)
def test_of_rows_of_one_name_the_one_that_says_that_it_is_the_whole_is_read(october, header, rows, expected):
    result = read([OCTOBER, JINGXIN, header, *rows], october)
    if expected is None:
        assert [found.id for found in result.errors] == ["measure_twice"]
    else:
        assert figures(result) == {STATIONS: 128} and result.rows[0].cell == expected and result.issues == ()


def test_a_line_of_who_reports_in_what_unit_is_never_part_of_the_headings_below_it(october):
    rows = [["2023年1-10月"], ["填报单位:区统计局", None, "单位:亿元"], ["指标", "温江区", None, "青羊区", None],
            [None, "累计完成", "增长%", "累计完成", "增长%"], ["社会消费品零售总额", 205.1, 9.2, 800, 1.1]]  # fmt: skip
    result = read(rows, october, [(3, 1, 4, 1), (3, 2, 3, 3), (3, 4, 3, 5)])
    assert figures(result) == {RETAIL: 9.2} and result.issues == ()


@pytest.mark.parametrize(("heading", "is_growth"), [("累计增减%", True), ("增减(%)", True), ("累计比年初增减%", False)])
def test_by_how_many_percent_the_cumulative_changed_is_its_growth(october, heading, is_growth):
    rows = [OCTOBER, ["填报单位:区财政局"], ["指标", "年初预算数", "累计数", "为预算%", heading],
            ["一般公共预算收入", 580000, 496000, 85.5, 6.8]]  # fmt: skip
    assert (figures(read(rows, october)).get("510115-2023-I05-1") == 6.8) is is_growth


@pytest.mark.parametrize(
    ("heading", "name", "doubts"),
    [
        ("累计竣工", "优居房开工", ["value_of_other_stage"]),
        ("累计竣工", "优居房竣工", []),
        ("累计完工数", "优居房竣工", []),
        ("累计完成", "优居房开工", []),
    ],
)
def test_what_was_finished_is_not_taken_for_what_was_begun_unsaid(october, heading, name, doubts):
    rows = [OCTOBER, ["填报单位:区住建局"], ["指标", "单位", "累计开工", heading], [name, "万平方米", 9.5, 3.5]]
    found = [one.id for one in read(rows, october).issues]
    assert [one for one in found if one != "column_unread"] == doubts


def test_of_two_columns_of_units_the_one_beside_the_cumulative_is_its_own(october):
    rows = [OCTOBER, JINGXIN, ["指标", "年度目标", None, "累计完成", None], [None, "数值", "单位", "数值", "单位"],
            [METER, 36000, "户", 3, "万户"], [HOME, 5100, "户", 4200, "户"]]  # fmt: skip
    result = read(rows, october, [(3, 1, 4, 1), (3, 2, 3, 3), (3, 4, 3, 5)])
    assert figures(result) == {METERS: 30000, HOMES: 4200} and result.errors == []


@pytest.mark.parametrize("name", ["新建5G基站①", "新建5G基站⑴⑵", "72.1 新建5G基站", "7.2.1 新建5G基站"])
def test_a_name_with_a_mark_of_a_note_or_a_number_of_parts_is_that_name(october, name):
    result = read([OCTOBER, JINGXIN, ["指标", "单位", "本月累计"], [name, "个", 251]], october)
    assert figures(result) == {STATIONS: 251} and result.issues == ()


def test_a_row_that_stands_for_a_town_is_doubted_and_one_of_all_is_not(october):
    def doubts(heading: str, place: str) -> list[tuple[str, str | None]]:
        return told(
            read([OCTOBER, JINGXIN, [heading, "指标", "单位", "本月累计"], [place, STATION, "个", 43]], october)
        )

    assert doubts("乡镇", "永宁镇") == doubts("镇(街道)", "金马街道") == [("row_of_a_town", "A4")]
    assert doubts("乡镇", "全区") == doubts("镇街", "温江区") == doubts("建设地点", "永宁镇") == []
