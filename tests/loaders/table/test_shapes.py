"""Workbooks in the shapes that units send (domain.md §5): each is read as a person would read it."""

import datetime as dt

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests import books

CROSSINGS, RADARS, ROADS = "510115-2023-L02-1", "510115-2023-L02-2", "510115-2023-L11-1"
ITEM, CROSSING_NAME, RADAR_NAME = "路口信号智能化改造", "信号控制系统改造路口", "增设视频雷达检测设备"
UNIT: list[object] = ["填报单位:区公安分局"]
HEADER: list[object] = ["序号", "民生实事", "指标", "单位", "本月累计"]


def figures(result) -> dict[str, float | None]:
    return {found.measure_id: found.value for found in result.rows}


def issues(result) -> list[tuple[str, str | None]]:
    return [(found.id, found.cell) for found in result.issues]


def merging(*ranges: str):
    def dress(sheet: Worksheet) -> None:
        for merged in ranges:
            sheet.merge_cells(merged)

    return dress


HEADERS: dict[int, tuple[list[list[object]], list[str]]] = {
    1: ([["序号", "民生实事", "指标", "单位", "1-9月累计完成"]], []),
    2: (
        [["序 号", "民生 实事", "指 标", "单 位", "完成情况", None], [None, None, None, None, "9月当月", "1-9月累计"]],
        ["A5:A6", "B5:B6", "C5:C6", "D5:D6", "E5:F5"],
    ),
    3: (
        [
            ["序号", "民生实事", "指标", "单位", "2023年", None],
            [None, None, None, None, "完成情况", None],
            [None, None, None, None, "当月", "累计"],
        ],
        ["A5:A7", "B5:B7", "C5:C7", "D5:D7", "E5:F5", "E6:F6"],
    ),
    4: (
        [
            ["序号", "民生实事", "指标", "单位", "2023年推进情况", None],
            [None, None, None, None, "(截至9月底)", None],
            [None, None, None, None, "完成数", None],
            [None, None, None, None, "当月", "累计"],
        ],
        ["A5:A8", "B5:B8", "C5:C8", "D5:D8", "E5:F5", "E6:F6", "E7:F7"],
    ),
}


@pytest.mark.parametrize("height", HEADERS)
def test_a_header_of_one_to_four_rows_below_a_title_block_of_four_is_understood(checked, height):
    header, merged = HEADERS[height]
    width = len(header[0])
    rows: list[list[object]] = [
        ["附件1"],
        ["温江区2023年民生实事推进情况(1-9月)"],
        ["填报单位:区公安分局", None, None, "填报日期:2023年10月8日"],
        [None] * (width - 1) + ["单位:个、套"],
        *header,
        [2, ITEM, CROSSING_NAME, "个", *([6] if width > 5 else []), 60],
        [2, ITEM, RADAR_NAME, "套", *([3] if width > 5 else []), 28],
    ]
    result = checked(books.book(rows, dress=merging("A2:E2", *merged)))
    assert figures(result) == {CROSSINGS: 60.0, RADARS: 28.0}
    assert result.unit.name == "区公安分局" and issues(result) == []


def test_number_item_and_unit_merged_down_belong_to_every_row_they_span(checked):
    rows: list[list[object]] = [UNIT, HEADER, [2, ITEM, CROSSING_NAME, "个", 60], [None, None, RADAR_NAME, None, 28]]
    result = checked(books.book(rows, dress=merging("A3:A4", "B3:B4", "D3:D4")))
    assert figures(result) == {CROSSINGS: 60.0, RADARS: 28.0} and issues(result) == []


def test_section_rows_parts_totals_and_notes_are_no_items(checked):
    rows: list[list[object]] = [
        UNIT,
        HEADER,
        ["一、交通出行"],
        ["(一)智慧交通", None, None, None, None],
        [2, ITEM, CROSSING_NAME, "个", 60],
        [None, None, "# " + RADAR_NAME, "套", 28],
        ["小  计", None, None, None, 88],
        [None, "交通出行小计", None, None, 88],
        ["二、平安建设"],
        [11, "交通秩序和堵点治理", "其中:新设严管路段", "条", 2],
        [None, "合 计:", None, None, 90],
        ["注:1.数据截至9月30日;", None, None, None, None],
        ["2.本表一式两份,", None, None, None, None],
        ["填表人:张三", None, "审核人:李四", None, "联系电话:82723456"],
    ]
    result = checked(books.book(rows))
    assert figures(result) == {CROSSINGS: 60.0, RADARS: 28.0, ROADS: 2.0} and issues(result) == []


def test_a_continued_table_repeats_its_header_of_two_rows_and_goes_on(checked):
    header: list[list[object]] = [
        ["序号", "民生实事", "指标", "单位", "完成情况", None],
        [None, None, None, None, "当月", "累计"],
    ]
    rows: list[list[object]] = [
        UNIT,
        *header,
        [2, ITEM, CROSSING_NAME, "个", 6, 60],
        ["续表1"],
        ["单位:个、套"],
        *header,
        [2, ITEM, RADAR_NAME, "套", 3, 28],
    ]
    result = checked(books.book(rows, dress=merging("E2:F2", "E7:F7")))
    assert figures(result) == {CROSSINGS: 60.0, RADARS: 28.0} and issues(result) == []


def test_every_sheet_with_a_table_is_read_and_one_without_is_passed_over(checked):
    def dress(sheet: Worksheet) -> None:
        second = sheet.parent.create_sheet("严管路段")
        for row in (UNIT, ["指标", "本月累计", "单位"], ["新设严管路段", 2, "条"]):
            second.append(row)
        sheet.parent.create_sheet("封面").append(["温江区公安分局"])

    result = checked(books.book([UNIT, HEADER, [2, ITEM, CROSSING_NAME, "个", 60]], dress=dress))
    assert figures(result) == {CROSSINGS: 60.0, ROADS: 2.0} and issues(result) == []


def test_hidden_rows_are_read_with_a_doubt_and_hidden_columns_give_way_to_visible_ones(checked):
    def dress(sheet: Worksheet) -> None:
        sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["E"].hidden = True

    rows: list[list[object]] = [
        UNIT, [*HEADER, "累计完成"], [2, ITEM, CROSSING_NAME, "个", 1, 60], [2, ITEM, RADAR_NAME, "套", 1, 28],
    ]  # fmt: skip
    result = checked(books.book(rows, dress=dress))
    assert figures(result) == {CROSSINGS: 60.0, RADARS: 28.0}
    assert issues(result) == [("column_hidden_beside", "E2"), ("row_hidden", "F4")] and result.doubted == {RADARS}


def test_where_only_a_hidden_column_holds_the_cumulative_it_is_read_with_a_doubt(checked):
    def dress(sheet: Worksheet) -> None:
        sheet.column_dimensions["E"].hidden = True

    result = checked(books.book([UNIT, HEADER, [2, ITEM, CROSSING_NAME, "个", 60]], dress=dress))
    assert figures(result) == {CROSSINGS: 60.0} and issues(result) == [("column_hidden", "E2")]


# Two months side by side


def two_months(first: object, second: object, headings: tuple[str, str] = ("1-8月累计", "1-9月累计")) -> bytes:
    return books.book([UNIT, ["序号", "民生实事", "指标", *headings], [2, ITEM, CROSSING_NAME, first, second]])


@pytest.mark.parametrize(
    "headings", [("1-8月累计", "1-9月累计"), ("截至8月累计", "截至9月累计"), ("1-8月累计", "本月累计")]
)
def test_of_two_months_side_by_side_the_later_counts_and_the_earlier_is_compared_with_what_stands(
    checked, september, headings
):
    stands = september.after({CROSSINGS: (44.0, dt.date(2023, 8, 1))})
    assert issues(checked(two_months(44, 60, headings), against=stands)) == []
    result = checked(two_months(45, 60, headings), against=stands)
    assert figures(result) == {CROSSINGS: 60.0}
    assert [found.sentence for found in result.issues] == [
        "Sheet1!D3:读到“45”,与已入库的2023年8月数据44个不一致。请核对:以本表为准的请用该月的表重新报送更正。"
    ]


def test_the_earlier_month_is_not_compared_where_nothing_of_it_stands(checked, september):
    assert issues(checked(two_months(45, 60))) == []
    july = september.after({CROSSINGS: (40.0, dt.date(2023, 7, 1))})
    assert issues(checked(two_months(45, 60), against=july)) == []


def test_two_months_whose_later_one_is_another_than_the_month_reported_are_an_error(checked):
    result = checked(two_months(60, 66, ("1-9月累计", "1-10月累计")))
    assert issues(result) == [("period_differs", "E2")]


def test_a_later_month_prepared_but_still_empty_does_not_count(checked):
    result = checked(two_months(60, "—", ("1-9月累计", "1-10月累计")))
    assert figures(result) == {CROSSINGS: 60.0} and issues(result) == []


def test_a_heading_that_excel_turned_into_a_date_still_names_its_month(checked):
    rows: list[list[object]] = [UNIT, ["民生实事", "指标", "2023年推进情况", None],
                                [None, None, "累计", None], [ITEM, CROSSING_NAME, 60, ""]]  # fmt: skip
    assert figures(checked(books.book(rows, dress=merging("C2:D2")))) == {CROSSINGS: 60.0}
    dated: list[list[object]] = [UNIT, ["序号", "指标", dt.datetime(2023, 8, 1)], [None, None, "累计"],
                                 [2, CROSSING_NAME, 60]]  # fmt: skip
    assert issues(checked(books.book(dated))) == [("period_differs", "C3")]


# Cells


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("６０", 60.0), ("60个", 60.0), ("６０个", 60.0), (" 60 ", 60.0), ("60\u00a0", 60.0), ("60.0", 60.0),
        ("0.006万个", 60.0), ("1,060", 1060.0), ("1，060", 1060.0), ("60（个）", None), ("'60", None),
    ],
)  # fmt: skip
def test_a_number_as_text_is_read_or_told_but_never_dropped(checked, text, value):
    result = checked(books.book([UNIT, HEADER, [2, ITEM, CROSSING_NAME, "个", text]]))
    if value is None:
        assert issues(result) == [("cell_words", "E3")]
    else:
        assert figures(result) == {CROSSINGS: value}


@pytest.mark.parametrize("mark", ["", "-", "--", "—", "/", "无", "暂无", "…", "待统计", None])
def test_a_mark_for_missing_is_no_figure_and_no_issue(checked, mark):
    result = checked(books.book([UNIT, HEADER, [2, ITEM, CROSSING_NAME, "个", mark], [2, ITEM, RADAR_NAME, "套", 0]]))
    assert figures(result) == {RADARS: 0.0} and issues(result) == []


def test_what_was_a_fraction_and_became_a_date_names_its_cell_and_what_to_do(checked):
    result = checked(books.book([UNIT, HEADER, [2, ITEM, CROSSING_NAME, "个", dt.datetime(2023, 1, 5)]]))
    assert issues(result) == [("cell_date", "E3")]
    assert result.issues[0].read == "2023-01-05" and "设为文本或数字格式" in result.issues[0].remedy


def test_a_date_in_the_expected_completion_is_kept_as_a_date(checked):
    rows: list[list[object]] = [
        UNIT,
        [*HEADER, "预计完成时间"],
        [2, ITEM, CROSSING_NAME, "个", 60, dt.datetime(2023, 11, 30)],
    ]
    assert checked(books.book(rows)).rows[0].expected == "2023-11-30"


@pytest.mark.parametrize(
    ("value", "shown", "read"),
    [(98.2, "General", 98.2), ("98.2%", "General", 98.2), (0.982, "0.0%", 98.2), ("９８．２％", "General", 98.2)],
)
def test_a_percent_is_read_however_it_is_written(checked, value, shown, read):
    def dress(sheet: Worksheet) -> None:
        sheet["D3"].number_format = shown

    rows: list[list[object]] = [
        ["填报单位:区医保局"],
        ["编码", "指标", "单位", "本月累计"],
        ["510115-2023-L49-1", "", "%", value],
    ]
    result = checked(books.book(rows, dress=dress))
    assert figures(result) == {"510115-2023-L49-1": read} and issues(result) == []


@pytest.mark.parametrize(
    ("text", "value"), [("下降2.1%", -2.1), ("增长-2.8%", -2.8), ("持平", 0.0), ("同比增长6.1%", 6.1)]
)
def test_growth_in_words_is_read_with_its_sign(checked, text, value):
    rows: list[list[object]] = [["填报单位:区统计局"], ["编码", "指标", "1-9月增速"], ["510115-2023-I02-1", "", text]]
    assert figures(checked(books.book(rows))) == {"510115-2023-I02-1": value}


def test_an_amount_and_its_growth_are_told_apart_by_the_heading(checked):
    rows: list[list[object]] = [["填报单位:区统计局"], ["序号", "指标", "1-9月增速"], [1, "地区生产总值", 6.1]]
    assert figures(checked(books.book(rows))) == {"510115-2023-I01-1": 6.1}


def test_two_tables_with_headers_of_their_own_on_one_sheet_are_both_read(checked):
    rows: list[list[object]] = [
        UNIT, HEADER, [2, ITEM, CROSSING_NAME, "个", 60], [], ["表二 严管路段"],
        ["指标", "1-9月累计", "单位"], ["新设严管路段", 2, "条"],
    ]  # fmt: skip
    result = checked(books.book(rows))
    assert figures(result) == {CROSSINGS: 60.0, ROADS: 2.0} and issues(result) == []


def test_the_day_on_which_a_table_was_filled_in_is_no_period(checked):
    title: list[object] = ["填报单位:区公安分局", None, "填报时间:2023年10月9日"]
    rows: list[list[object]] = [["2023年10月10日印发"], title, HEADER, [2, ITEM, CROSSING_NAME, "个", 60]]
    assert issues(checked(books.book(rows))) == []
    until: list[list[object]] = [["截至8月31日推进情况"], title, HEADER, [2, ITEM, CROSSING_NAME, "个", 60]]
    assert issues(checked(books.book(until))) == [("period_differs", "A1")]


def test_a_ledger_with_figures_as_text_under_a_heading_of_two_rows_is_read(checked):
    rows: list[list[object]] = [
        ["附件2"],
        ["温江区2023年重点民生实事目标任务推进情况统计表"],
        ["填报单位:区经信局", None, None, None, None, "填报时间:2023年10月9日"],
        ["序号", "民生实事项目", "年度目标", "责任单位", "截至9月底完成情况", None, "完成率", "下一步打算", "备注"],
        [None, None, None, None, "完成量", "形象进度描述", None, None, None],
        [8, "新建新能源汽车充电桩", "2200个", "区经信局", "1760个", "已建成", "80%", "加快", "/"],
    ]
    result = checked(books.book(rows, dress=merging("A4:A5", "B4:B5", "C4:C5", "D4:D5", "E4:F4", "G4:G5", "H4:H5")))
    assert figures(result) == {"510115-2023-L08-1": 1760.0} and issues(result) == []
    assert result.rows[0].next_step == "加快"
