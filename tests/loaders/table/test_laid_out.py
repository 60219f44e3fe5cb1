"""Tables whose shape says which figure is meant: laid across, stacked, of two kinds, told by what is around."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from loaders.check.actuals import check_book
from loaders.check.result import Checked
from loaders.files.workbook import Book, Range
from loaders.register import Register
from loaders.table.questions import Answers
from tests.loaders.table.test_any_sheet import sheet

CROSSINGS, RADARS = "510115-2023-L02-1", "510115-2023-L02-2"
INVESTMENT, RETAIL, TRADE, TRADE_GROWTH = (f"510115-2023-{code}" for code in ("I02-1", "I03-1", "I04-2", "I04-1"))
STATIONS, PILES = "510115-2023-L72-1", "510115-2023-L08-1"
CROSSING, RADAR, STATION = "信号控制系统改造路口", "增设视频雷达检测设备", "新建5G基站"
POLICE, TONGJI, TRADE_OFFICE = ["填报单位:区公安分局"], ["填报单位:区统计局"], ["填报单位:区商务局"]


def read(rows: Sequence[Any], register: Register, merged: Sequence[Range] = (), columns: Any = None) -> Checked:
    said = Answers(columns or {}, {})
    return check_book(Book("表.xlsx", (sheet(rows, merged),)), b"", register, None, said)


def figures(result: Checked) -> dict[str, float | None]:
    return {row.measure_id: row.value for row in result.rows if row.is_figure}


def told(result: Checked) -> list[tuple[str, str | None]]:
    return [(found.id, found.cell) for found in result.issues]


FLAT = ["指标", "单位", "10月", "同比±%", "1-10月", "同比±%"]
PAIRED = [["指标", "单位", "绝对量", None, "比上年同期±%", None], [None, None, "本月", "累计", "本月", "累计"]]
SIDES = [["指标", "单位", "1-10月", None], [None, None, "总量", "增速"]]


@pytest.mark.parametrize(
    ("header", "merged", "values"),
    [
        ([FLAT], [], [4.26, 7.9, 41.23, 5.2]),
        (PAIRED, [(3, 3, 3, 4), (3, 5, 3, 6)], [4.26, 41.23, 7.9, 5.2]),
        (SIDES, [(3, 3, 3, 4)], [41.23, "增长5.2%"]),
        ([["指标", "单位", "比上年同期增长%", "累计完成"]], [], [5.2, 41.23]),
        ([["指标", "单位", "累计完成", "比上年同期增减(%)", "增速位次"]], [], [41.23, 5.2, 3]),
        ([["指标", "单位", "本月累计", "上年同期增速", "同比增速", "比上月增长%"]], [], [41.23, 9.9, 5.2, 1.1]),
    ],
)
def test_an_amount_and_its_growth_in_one_row_are_each_its_own_measures(october, header, merged, values):
    rows = [["2023年1-10月"], TRADE_OFFICE, *header, ["外贸进出口总额", "亿元", *values],
            ["进出口总额增速", "", *[None] * len(values)]]  # fmt: skip
    amount = read(rows, october, merged)
    assert figures(amount)[TRADE] == 41.23
    rows = [["2023年1-10月"], TRADE_OFFICE, *header, ["进出口总额", "亿元", *values]]
    assert figures(read(rows, october, merged))[TRADE_GROWTH] == 5.2


def test_a_row_in_percent_is_its_own_figure_and_no_growth_of_it(october):
    rows = [["2023年1-10月"], TONGJI, ["指标", "单位", "累计", "同比增速"], ["固定资产投资增速", "%", 5.3, 0.4]]
    assert figures(read(rows, october)) == {INVESTMENT: 5.3}


@pytest.mark.parametrize(
    ("name", "values", "expected", "doubts"),
    [
        ("固定资产投资增速", [5.3, 0.4], None, ["growth_twice"]),  # which of both the growth is
        ("固定资产投资增速", [5.3, "—"], 5.3, []),
        ("固定资产投资增速", ["—", 5.3], 5.3, []),
        ("固定资产投资", [12.5, None], 12.5, ["growth_unsaid"]),  # it may be 12.5亿元
    ],
)
def test_a_figure_that_is_not_certain_to_be_a_growth_is_asked_about(october, name, values, expected, doubts):
    rows = [["2023年1-10月"], TONGJI, ["指标", "累计", "同比"], [name, *values]]
    result = read(rows, october)
    assert figures(result).get(INVESTMENT) == expected and [found.id for found in result.issues] == doubts


@pytest.mark.parametrize("heading", ["同比增加(亿元)", "同比增长(亿元)", "同比增减"])
def test_by_how_much_an_amount_grew_is_no_growth_in_percent(october, heading):
    rows = [["2023年1-10月"], TONGJI, ["指标", "单位", "累计", heading], ["固定资产投资", "亿元", 41, 3.2]]
    assert INVESTMENT not in figures(read(rows, october))


@pytest.mark.parametrize("lower", [["总量", "增速"], ["工程量", "形象进度"]])
def test_a_growth_or_a_stage_under_a_heading_of_aims_is_no_result(october, lower):
    is_growth = lower[1] == "增速"
    unit, name = (TONGJI, "固定资产投资") if is_growth else (["填报单位:区交通运输局"], "锦绣大道南段建设")
    header = [["指标", "年度目标", None, "累计完成"], [None, *lower, None]]
    rows = [["截至10月底"], unit, *header, [name, "2公里", 7, "—"]]
    assert figures(read(rows, october, [(3, 2, 3, 3), (3, 1, 4, 1), (3, 4, 4, 4)])) == {}


def test_a_deadline_in_a_heading_is_not_what_was_done_by_then(october):
    def asked(heading: str) -> list[str]:
        rows = [["2023年1-10月"], POLICE, ["指标", "单位", heading], [CROSSING, "个", 60]]
        return [found.id for found in read(rows, october).errors]

    assert (asked("10月底完成"), asked("10月底前完成")) == ([], ["column_unclear"])


@pytest.mark.parametrize(("beside", "said"), [("推进情况", "已完成60个"), ("完成时限", "12月")])
def test_amounts_in_a_list_of_plans_are_asked_about(october, beside, said):
    rows = [["截至10月底推进情况"], POLICE, ["项目", "数量", beside], [CROSSING, 75, said]]
    result = read(rows, october)
    assert 75 not in figures(result).values() and ("column_unclear", "B3") in told(result)


def test_growths_of_which_none_goes_with_the_cumulative_are_not_read(october):
    rows = [["2023年1-10月"], TONGJI, ["指标", "单位", "10月", "同比增速", "累计"],
            ["固定资产投资", "亿元", 4.2, 7.9, 41.2]]  # fmt: skip
    assert INVESTMENT not in figures(read(rows, october))


BUREAU = [["指标", "单位", "1-10月累计", "同比"], ["社会消费品零售总额", "亿元", 205.1, 9.2]]


@pytest.mark.parametrize(
    ("groups", "values", "expected"),
    [
        (["全市", "温江区"], [8290.6, 8.6, 205.1, 9.2], 9.2),
        (["温江区", "成都市"], [205.1, 9.2, 8290.6, 8.6], 9.2),
        (["青羊区", "成都市温江区"], [800, 1.1, 205.1, 9.2], 9.2),
        (["本区", "全省"], [205.1, 9.2, 8290.6, 8.6], 9.2),
        (["青羊区", "锦江区"], [800, 1.1, 205.1, 9.2], None),
        (["全市", "全省"], [800, 1.1, 205.1, 9.2], None),
    ],
)
def test_beside_other_places_the_places_own_columns_are_read_and_others_never(october, groups, values, expected):
    first, second = groups
    rows = [["2023年1-10月"], TONGJI, ["指标", first, None, second, None],
            [None, "总量", "同比", "总量", "同比"], ["社会消费品零售总额", *values]]  # fmt: skip
    result = read(rows, october, [(3, 2, 3, 3), (3, 4, 3, 5), (3, 1, 4, 1)])
    assert figures(result).get(RETAIL) == expected
    assert (expected is None) == bool(result.errors)


def test_months_side_by_side_are_cumulative_where_a_note_says_so_and_asked_about_else(october):
    def rows(note: str) -> list[list[Any]]:
        months = [f"{number}月" for number in range(1, 13)]
        return [["2023年5G建设分月完成情况"], ["填报单位:区经信局"], ["事项", "单位", "年度目标", *months],
                [STATION, "个", 300, *range(25, 275, 25)], [note]]  # fmt: skip

    read_so = read(rows("注:各月均为年初至当月末累计数"), october)
    assert figures(read_so) == {STATIONS: 250} and read_so.errors == []
    asked = read(rows("注:各月均为当月数"), october)
    assert figures(asked) == {} and told(asked)[0] == ("column_unclear", "M3")
    assert [one["cells"] for one in asked.open_questions if one["by"] == "column"] == [["表一!M3"]]
    for note in ("完成率=各月完成数累计/年度目标", "各月填本月数,累计数由系统生成", "各月按月填报,累计另列",
                 "各月为当月数,合计为各月累计"):  # fmt: skip
        assert figures(read(rows(f"注:{note}"), october)) == {}
    falling = rows("注:各月均为年初至当月末累计数")
    falling[3][3:] = reversed(range(25, 275, 25))
    assert figures(read(falling, october)) == {}


QUARTERS = ["事项", "单位", "一季度", "二季度", "三季度", "10月", "合计"]


def test_a_sum_of_the_parts_of_the_year_is_the_cumulative_and_doubted_where_it_is_not_their_sum(october):
    def rows(*sums: int) -> list[list[Any]]:
        return [["2023年"], POLICE, QUARTERS, [CROSSING, "个", 20, 20, 10, 5, sums[0]],
                [RADAR, "套", 5, 5, 5, 2, sums[1]], ["其他设备", "套", 1, 1, 1, 1, 4]]  # fmt: skip

    good = read(rows(55, 17), october)
    assert figures(good) == {CROSSINGS: 55, RADARS: 17} and ("columns_differ", "G4") not in told(good)
    assert ("columns_differ", "G5") in told(read(rows(55, 19), october))
    assert figures(read(rows(99, 99), october)) == {}


def test_last_months_cumulative_and_the_months_own_make_up_the_cumulative_or_it_is_doubted(october):
    def rows(value: object) -> list[list[Any]]:
        header = ["事项", "单位", "上月末累计", "本月新增", "本月末累计"]
        return [["2023年10月"], POLICE, header, [CROSSING, "个", 52, 8, value], [RADAR, "套", "１,２.5", 0.5, "13"]]

    def doubts(value: object) -> list[str | None]:
        return [found.cell for found in read(rows(value), october).issues if found.id == "columns_differ"]

    assert doubts(60) == [] and doubts("６０") == [] and doubts(63) == ["E4"]


def test_a_period_before_and_this_period_under_headings_of_two_rows_are_told_apart(october):
    rows = [["2023年民生实事10月调度"], POLICE, ["编号", "实事子项", "目标", None, "上期", "本期", "本期较上期",
             "灯号"],
            [None, None, "目标值", "单位", "累计", "累计", "增减", None],
            [dt.date(2023, 2, 1), CROSSING, 75, "个", 52, 60, 8, "绿灯"]]  # fmt: skip
    result = read(rows, october, [(3, 3, 3, 4)])
    assert figures(result) == {CROSSINGS: 60} and result.errors == []


def test_rows_that_another_unit_leads_are_set_aside_with_one_doubt(october):
    rows = [["2023年1-10月"], POLICE, ["事项", "牵头单位", "单位", "本月累计"], [CROSSING, "区公安分局", "个", 60],
            ["灭火器更换", "区消防救援大队", "具", 7], ["应急演练", "区应急局", "场", 9]]  # fmt: skip
    result = read(rows, october)
    assert figures(result) == {CROSSINGS: 60}
    assert [found.rows for found in result.issues if found.id == "row_led_by_others"] == [("A5", "A6")]


def across(*labels: str) -> tuple[list[list[Any]], list[Range]]:
    """Measures over the columns, a place in each row: its number in the list is in every figure."""
    header = [["镇(街道)", f"{CROSSING}(个)", None, None, f"{RADAR}(套)", None, None],
              [None, *["目标", "累计完成", "完成率"] * 2]]  # fmt: skip
    rows = [[label, 75, 60 + number, None, 32, 20 + number, None] for number, label in enumerate(labels)]
    return [["截至10月底"], POLICE, *header, *rows], [(3, 1, 4, 1), (3, 2, 3, 4), (3, 5, 3, 7)]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["全  区", "甲街道", "乙镇"], 0), (["甲街道", "乙镇", "合计"], 2), (["甲街道", "全区", "合计"], 1),
        (["温江区", "甲街道"], 0), (["全区"], 0), (["甲街道", "乙镇"], None),
        (["甲街道", "高新区", "合计"], 2), (["青羊区", "锦江区", "合计"], None),  # the sum of districts is the city's
    ],
)  # fmt: skip
def test_of_measures_over_the_columns_the_places_own_row_is_read_and_no_towns(october, labels, expected):
    rows, merged = across(*labels)
    result = read(rows, october, merged)
    if expected is None:
        assert figures(result) == {} and result.errors
    else:
        assert figures(result) == {CROSSINGS: 60 + expected, RADARS: 20 + expected} and result.errors == []
        assert [row.cell for row in result.rows] == [f"C{5 + expected}", f"F{5 + expected}"]


def test_a_title_that_is_read_as_a_heading_stops_no_table_laid_across(october):
    rows, merged = across("全区", "甲街道")
    rows[:2] = [["2023年10月重点任务"], ["填报人:张三"]]
    assert told(read(rows, october, merged))[-1][0] == "unit_missing"


def test_of_two_columns_with_one_heading_under_a_measure_none_is_taken_unasked(october):
    rows, merged = across("全区", "甲街道")
    rows[3] = [None, *["目标", "累计完成", "累计完成"] * 2]
    result = read(rows, october, merged)
    assert figures(result) == {} and ("column_twice", "C4") in told(result)


def test_a_single_column_for_each_measure_is_its_amount_where_the_title_says_until_when(october):
    rows = [
        ["2023年1-10月推进情况"],
        POLICE,
        ["镇街", CROSSING, RADAR],
        ["全区", 60, 26],
        ["甲镇", 20, 6],
        ["乙镇", 40, 20],
    ]
    assert figures(read(rows, october)) == {CROSSINGS: 60, RADARS: 26}
    for title in ("推进情况", "2023年10月推进情况(报送截止11月3日)", "2023年10月推进情况(截止日期:11月3日)"):
        rows[0] = [title]  # a deadline does not say until when the figures are
        assert figures(read(rows, october)) == {}


def test_of_places_in_rows_the_places_own_growths_are_read_and_no_others(october):
    one = [["地区", "固定资产投资增速(%)", "社会消费品零售总额增速(%)"], ["全市", 1, 2], ["温江区", 5.3, 9.2],
           ["青羊区", 3, 4]]  # fmt: skip
    two = [["区域", "固定资产投资", None, "社会消费品零售总额", None], [None, "总量", "增速", "总量", "增速"],
           ["全市", 1, 2, 3, 4], ["温江区", 50, 5.3, 205, 9.2], ["青羊区", 3, 4, 5, 6]]  # fmt: skip
    expected = {INVESTMENT: 5.3, RETAIL: 9.2}
    assert figures(read([["2023年1-10月"], TONGJI, *one], october)) == expected
    assert figures(read([["2023年1-10月"], TONGJI, *two], october, [(3, 2, 3, 3), (3, 4, 3, 5)])) == expected


def test_a_table_turned_on_its_side_is_read_with_the_cells_of_the_file(october):
    rows: list[list[Any]] = [["2023年10月月报"], POLICE, ["项  目", CROSSING, RADAR], ["计量单位", "个", "套"],
            ["全年任务", 75, 32], ["1-9月", 52, 22], ["10月", 8, 5], ["1-10月累计", 60, 26],
            ["完成任务%", "80%", "81.3%"], ["注:10月含补报"]]  # fmt: skip
    result = read(rows, october)
    assert figures(result) == {CROSSINGS: 60, RADARS: 26} and [row.cell for row in result.rows] == ["B8", "C8"]
    assert ("columns_differ", "C8") in told(result) and result.errors == []
    rows[7][0] = "完成数"
    assert figures(read([*rows[:5], *rows[7:]], october)) == {CROSSINGS: 60, RADARS: 26}  # 60/75 is the row's own 80%
    rows[8][1:] = "92%", "90%"
    asked = read([*rows[:5], *rows[7:]], october)
    assert [one["cells"] for one in asked.open_questions if one["by"] == "column"] == [["表一!A6"]]
    answered = read([*rows[:5], *rows[7:]], october, columns={"完成数": "value"})
    assert figures(answered) == {CROSSINGS: 60, RADARS: 26}


def test_of_tables_stacked_on_a_sheet_each_is_read_with_its_own_header(october):
    rows = [["2023年10月"], POLICE, ["一、路口"], ["项目", "计量单位", "目标任务", "9月底完成", "10月底完成"],
            [CROSSING, "个", 75, 52, 60], [], ["二、设备"],
            ["序号", "项目名称", "指标", "单位", "年度目标", "上月累计", "本月累计", "完成率", "备注", "存在问题"],
            [2, "", RADAR, "套", 32, 22, 26, "81.3%", "", ""]]  # fmt: skip
    assert figures(read(rows, october)) == {CROSSINGS: 60, RADARS: 26}


def test_a_section_says_what_its_rows_are_measured_in(october):
    rows = [["2023年1-10月"], ["填报单位:区经信局"], ["单位:万元"], ["指标", "本月累计", "备注"], ["一、投资(亿元)"],
            ["完成工业技改投资", 41.5], ["二、建设"], ["更换到期气表(户)", 251]]  # fmt: skip
    assert figures(read(rows, october)) == {"510115-2023-T10-1": 41.5, "510115-2023-L70-1": 251}


def test_a_stage_of_works_beside_sentences_is_the_milestones_and_no_others(october):
    measure = next(one for one in october.measures if one.kind == "milestone" and one.unit == "%")
    unit = [f"填报单位:{october.unit_by_id[measure.unit_id].name}"]
    other = next(one for one in october.of_unit(measure.unit_id) if one.kind == "quantity")

    def rows(said: str) -> list[list[Any]]:
        return [["截至10月底"], unit, ["指标", "推进情况", "形象进度", "是否达到序时进度"],
                [measure.name, "正在装修", 86, "是"], [other.name, said, 87, "是"]]  # fmt: skip

    result = read(rows("已完成3个"), october)
    assert figures(result)[measure.measure_id] == 86 and figures(result).get(other.measure_id) in (None, 3)
    assert [one["cells"] for one in result.open_questions if one["by"] == "column"] == [["表一!B3"]]
    alone = read(rows("正在施工"), october)
    assert figures(alone) == {measure.measure_id: 86} and ("cell_unit", "C5") in told(alone)
