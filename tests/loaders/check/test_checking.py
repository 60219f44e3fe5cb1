"""From a sheet to rows and issues: tables of every shape, rows by code and by name, figures that cannot be right."""

import datetime as dt
from dataclasses import replace

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from loaders.check.judge import JUMP
from tests import books

CROSSINGS, RADARS, ROADS = (
    "510115-2023-L02-1",
    "510115-2023-L02-2",
    "510115-2023-L11-1",
)  # 区公安分局: 75 个, 32 套, 2 条
AUGUST = dt.date(2023, 8, 1)


def row(code: str = CROSSINGS, value: object = 50, progress: str = "有序推进", unit: str = "个") -> list[object]:
    return [code, "民生2", "路口信号智能化改造", "", unit, value, progress]


def figures(result) -> dict[str, float | None]:
    return {found.measure_id: found.value for found in result.rows}


def issues(result) -> list[tuple[str, str | None, str | None]]:
    return [(found.id, found.cell, found.read) for found in result.issues]


def test_a_plain_report_gives_its_rows_with_sheet_and_cell(checked):
    result = checked(books.report([row(), row(RADARS, "１２套", "已安装")], sheet="九月"))
    assert result.as_json() == {
        "unit": "区公安分局",
        "month": "2023-09",
        "rows": [
            {
                "measure_id": CROSSINGS,
                "value": 50.0,
                "text": "有序推进",
                "sheet": "九月",
                "cell": "F4",
                "sentence": None,
                "unit_read": "个",
            },
            {
                "measure_id": RADARS,
                "value": 12.0,
                "text": "已安装",
                "sheet": "九月",
                "cell": "F5",
                "sentence": None,
                "unit_read": "套",
            },
        ],
        "issues": [],
        "questions": [],
    }
    assert result.exit_code == 0


def test_a_missing_figure_is_no_row_but_its_text_is_kept(checked):
    result = checked(books.report([row(value="暂无", progress=""), row(RADARS, "—", "设备正在采购")]))
    assert [(found.measure_id, found.value, found.progress) for found in result.rows] == [
        (RADARS, None, "设备正在采购")
    ]
    assert result.issues == ()
    assert CROSSINGS in [measure.measure_id for measure in result.missing]


def test_zero_is_a_figure(checked):
    assert figures(checked(books.report([row(value=0)]))) == {CROSSINGS: 0.0}


# Shapes


def test_a_header_of_three_rows_merged_both_ways_with_blanks_inside_words_is_understood(checked):
    def dress(sheet: Worksheet) -> None:
        for merged in ("A1:H1", "A4:A6", "B4:B6", "C4:C6", "D4:D6", "E4:G4", "E5:F5", "G5:G6", "H4:H6"):
            sheet.merge_cells(merged)

    content = books.book(
        [
            ["附件1:2023年民生实事推进情况(1-9月)"],
            ["填报单位:区公安分局"],
            ["单位:个、套", None, None, None, None, None, None, "填报日期:2023年10月8日"],
            ["序 号", "民生实事", "牵头 单位", "指标", "完成\n情况", None, None, "工作进展"],
            [None, None, None, None, "1-9月", None, "完成率", None],
            [None, None, None, None, "当月", "累计", None, None],
            [2, "路口信号智能化改造", "区公安分局", "信号控制系统改造路口", 6, 50, 0.667, "推进"],
            [2, "路口信号智能化改造", "区公安分局", "增设视频雷达检测设备", 2, 20, 0.625, "推进"],
        ],
        dress=dress,
    )
    result = checked(content)
    assert figures(result) == {CROSSINGS: 50.0, RADARS: 20.0}
    assert result.issues == ()


def test_merged_down_items_sections_totals_notes_and_a_repeated_header_are_told_from_items(checked):
    header = ["序号", "项目", "具体指标", "计量单位", "累计完成"]

    def dress(sheet: Worksheet) -> None:
        sheet.merge_cells("A4:E4")
        sheet.merge_cells("A5:A6")
        sheet.merge_cells("B5:B6")

    content = books.book(
        [
            ["2023年9月民生实事进展"],
            ["责任单位:区公安局", None, None, None, None],
            header,
            ["一、交通出行"],
            [2, "路口信号智能化改造", "信号控制系统改造路口", "个", 50],
            [None, None, "其中:增设视频雷达检测设备", "套", 20],
            ["小计", None, None, None, 70],
            header,
            [11, "交通秩序和堵点治理", "新设严管路段", "条", 1],
            ["合计", None, None, None, 71],
            ["注:数据截至9月底"],
            ["填表人:张三", None, "审核人:李四"],
        ],
        dress=dress,
    )
    result = checked(content, "区公安分局")
    assert issues(result) == [("unit_unknown", "A2", "区公安局")]
    assert figures(result) == {CROSSINGS: 50.0, RADARS: 20.0, ROADS: 1.0}


def test_of_the_own_month_and_the_cumulative_the_cumulative_counts(checked):
    content = books.book([["编码", "指标", "本月完成", "1-9月累计"], [CROSSINGS, "", 6, 50]])
    assert figures(checked(content)) == {CROSSINGS: 50.0}


def test_of_two_months_side_by_side_the_month_asked_for_counts(checked):
    content = books.book([["编码", "指标", "1-8月累计", "1-9月累计"], [CROSSINGS, "", 44, 50]])
    assert figures(checked(content)) == {CROSSINGS: 50.0}


def test_two_columns_that_mean_the_same_are_an_error_and_not_a_guess(checked):
    content = books.book([["编码", "指标", "本月累计", "累计完成"], [CROSSINGS, "", 44, 50]])
    result = checked(content)
    assert issues(result) == [("column_twice", "C1", None)]
    assert result.issues[0].expected == "有两列都像“本月累计”(C“本月累计”、D“累计完成”)"
    assert result.rows == ()


def test_a_column_of_numbers_that_nobody_knows_is_told(checked):
    content = books.book([["编码", "指标", "本月累计", "折算数"], [CROSSINGS, "", 50, 7]])
    result = checked(content)
    assert issues(result) == [("column_unread", "D1", "折算数")]
    assert result.exit_code == 1


def test_a_table_without_the_cumulative_column_says_which_column_is_missing(checked):
    result = checked(books.book([["编码", "事项", "指标", "备注"], [CROSSINGS, "", "", ""]]))
    assert [found.sentence for found in result.issues] == [
        "Sheet1!A1:找到了表头但缺“本月累计”一列。请补上这一列,或把列名改成“本月累计”。"
    ]
    assert result.exit_code == 2


def test_a_workbook_without_a_table_says_so(checked):
    assert issues(checked(books.book([["你好"], ["世界", 1]]), "区公安分局")) == [("sheet_no_table", None, None)]


def test_several_sheets_are_read_and_a_hidden_one_is_not(checked):
    def dress(sheet: Worksheet) -> None:
        for title, code, state in (("二", RADARS, "visible"), ("底稿", ROADS, "hidden")):
            other = sheet.parent.create_sheet(title)
            other.append(["编码", "指标", "单位", "本月累计"])
            other.append([code, "", "", 1])
            other.sheet_state = state

    content = books.book([["编码", "指标", "单位", "本月累计"], [CROSSINGS, "", "个", 50]], dress=dress)
    assert figures(checked(content)) == {CROSSINGS: 50.0, RADARS: 1.0}


def test_money_in_another_unit_of_the_title_or_of_the_row_is_converted(checked):
    header = ["编码", "指标", "本月累计"]
    title: list[list[object]] = [["2023年9月"], ["单位:亿元"], [*header], ["510115-2023-L69-2", "", 0.31]]
    assert figures(checked(books.book(title))) == {"510115-2023-L69-2": 3100.0}
    own: list[list[object]] = [["2023年9月"], [*header, "单位"], ["510115-2023-L69-2", "", 31000000, "元"]]
    assert figures(checked(books.book(own))) == {"510115-2023-L69-2": 3100.0}


# Whose, and which month


@pytest.mark.parametrize(
    ("title", "sheet", "name"),
    [
        ("2023年8月进展情况", "Sheet1", "a.xlsx"),
        ("民生实事推进情况(1-8月)", "Sheet1", "a.xlsx"),
        ("2022年9月进展情况", "Sheet1", "a.xlsx"),
        ("民生实事", "8月", "a.xlsx"),
        ("民生实事", "Sheet1", "区公安分局2023年1-8月.xlsx"),
        ("民生实事", "Sheet1", "区公安分局_2023-08.xlsx"),
    ],
)
def test_a_period_that_differs_is_an_error_wherever_it_stands(checked, title, sheet, name):
    result = checked(books.report([row()], title=title, sheet=sheet), name=name)
    assert [found.id for found in result.issues] == ["period_differs"]
    assert result.issues[0].expected == "本次报送的是2023年9月"


def test_the_same_period_in_the_title_is_right_whatever_the_file_is_called(checked):
    assert checked(books.report([row()]), name="副本8月.xlsx").issues == ()


def test_the_unit_is_known_by_another_spelling_by_the_file_name_or_by_its_codes(checked):
    content = books.report([["510115-2023-L03-1", "", "", "", "条", 3, ""]], unit="填报单位:区住房和城乡建设局")
    assert checked(content).unit.name == "区住建局"
    unnamed = books.report([["510115-2023-L03-1", "", "", "", "条", 3, ""]], unit="")
    assert checked(unnamed).unit.name == "区住建局"
    assert checked(unnamed, name="区公安分局9月.xlsx").unit.name == "区公安分局"


def test_another_unit_than_the_one_asked_for_is_an_error(checked):
    result = checked(books.report([row()]), "区住建局")
    assert issues(result)[0] == ("unit_differs", "A2", "区公安分局")


# Rows


def test_a_code_that_is_unknown_another_units_row_and_the_same_measure_twice_are_errors(checked):
    rows = [row(), row("510115-2023-L99-1", 1), row("510115-2023-L03-1", 3, unit="条"), row(CROSSINGS, 51)]
    result = checked(books.report(rows))
    assert issues(result) == [
        ("code_unknown", "A5", "510115-2023-L99-1"),
        ("row_other_unit", "A6", "510115-2023-L03-1"),
        ("measure_twice", "F7", "51"),
    ]
    assert result.issues[1].remedy == "请删去这一行,或请区住建局报送"
    assert result.issues[2].expected == "“路口信号智能化改造·信号控制系统改造路口”在Sheet1!F4已经填过"
    assert figures(result) == {CROSSINGS: 50.0}


def test_an_item_with_one_measure_is_found_by_its_title_and_a_name_in_nobodys_plan_is_not(checked):
    content = books.book(
        [
            ["填报单位:区经信局"],
            ["序号", "民生实事", "累计完成数"],
            [8, "新建新能源汽车充电桩", 1320],
            [9, "修建月球基地", 1],
        ]
    )
    result = checked(content)
    assert figures(result) == {"510115-2023-L08-1": 1320.0}
    assert issues(result) == [("row_unmatched", "B4", "修建月球基地")]


def test_a_name_that_fits_two_measures_asks_for_the_code(checked):
    header = ["序号", "重点任务", "指标", "累计完成数"]
    rows: list[list[object]] = [["填报单位:区住建局"], [*header], [None, "老旧小区和城中村改造", None, 20]]
    assert issues(checked(books.book(rows))) == [("row_ambiguous", "B3", "老旧小区和城中村改造")]


def test_a_commitment_that_stands_twice_in_the_plan_is_taken_once_or_where_its_number_says(checked):
    header = ["序号", "重点任务", "指标", "累计完成数"]
    rows: list[list[object]] = [["填报单位:区经信局"], [*header], [None, None, "新建5G基站", 200]]
    assert figures(checked(books.book(rows))) == {"510115-2023-L72-1": 200.0}
    rows[2][0] = "任务19"
    assert figures(checked(books.book(rows))) == {"510115-2023-T19-1": 200.0}


# Figures


@pytest.mark.parametrize(
    ("value", "issue"),
    [
        ("推进中", "cell_words"),
        ("50公里", "cell_unit"),
        (dt.date(2023, 1, 5), "cell_date"),
        ("#REF!", "cell_error"),
        ("=1+1", "cell_not_calculated"),
        (-3, "value_negative"),
        (226, "value_over_target"),
        ("约50", "cell_approximate"),
    ],
)
def test_a_bad_figure_names_its_cell(checked, value, issue):
    result = checked(books.report([row(value=value)]))
    assert [(found.id, found.sheet, found.cell) for found in result.issues] == [(issue, "Sheet1", "F4")]
    assert (CROSSINGS in result.doubted) == (not result.issues[0].is_error)


def test_exactly_three_times_the_target_is_not_doubted(checked):
    assert checked(books.report([row(value=225)])).issues == ()


def september_after(september, value: float, measure_id: str = CROSSINGS):
    return september.after({measure_id: (value, AUGUST)})


def test_a_cumulative_below_last_months_is_doubted_with_both_numbers(checked, september):
    result = checked(books.report([row(value=40)]), against=september_after(september, 44.0))
    assert [found.sentence for found in result.issues] == [
        "Sheet1!F4:读到“40”,低于2023年8月的累计数44个,累计数一般不减少。请核对:如为更正请说明原因,如误填当月数请改为累计数。"
    ]
    assert checked(books.report([row(value=44)]), against=september_after(september, 44.0)).issues == ()


def test_a_digit_too_many_is_doubted(checked, september):
    against = september_after(september, 10.0)
    assert issues(checked(books.report([row(value=10 * JUMP)]), against=against)) == [("value_jumped", "F4", "100")]
    assert issues(checked(books.report([row(value=99)]), against=against)) == []


@pytest.mark.parametrize(
    ("code", "unit", "value", "issue"),
    [
        ("510115-2023-L49-1", "%", 101, "percent_out_of_range"),
        ("510115-2023-L49-1", "%", -1, "percent_out_of_range"),
        ("510115-2023-L49-1", "%", 0.982, "percent_as_fraction"),
        ("510115-2023-L50-1", "%", 120, "percent_out_of_range"),
        ("510115-2023-L49-1", "%", "基本完成", "cell_words_level"),
        ("510115-2023-L49-1", "%", 98.2, None),
    ],
)
def test_a_share_out_of_range_or_as_a_fraction_is_told(checked, code, unit, value, issue):
    result = checked(books.report([row(code, value, unit=unit)], unit="填报单位:区医保局"))
    assert [found.id for found in result.issues] == ([issue] if issue else [])


def test_words_for_a_level_become_the_rows_words(checked):
    result = checked(books.report([row("510115-2023-L49-1", "基本完成", unit="%")], unit="填报单位:区医保局"))
    assert [(found.value, found.value_words) for found in result.rows] == [(None, "基本完成")]
    assert result.as_json()["rows"][0]["text"] == "基本完成"


@pytest.mark.parametrize(
    ("value", "issue"), [(0.053, "percent_as_fraction"), (530, "growth_odd"), (0.4, None), (-5.2, None)]
)
def test_a_growth_rate_that_looks_like_a_fraction_or_a_level_is_doubted(checked, value, issue):
    result = checked(books.report([row("510115-2023-I02-1", value, unit="%")], unit="填报单位:区统计局"))
    assert [found.id for found in result.issues] == ([issue] if issue else [])


def test_a_figure_in_a_month_that_its_calendar_has_not_is_doubted(checked, september):
    measures = tuple(replace(m, is_in_calendar=m.calendar != "quarterly") for m in september.measures)
    october = replace(september, month=dt.date(2023, 10, 1), measures=measures)
    result = checked(books.report([row(ROADS, 1, unit="条")], title="2023年10月"), against=october)
    assert [found.id for found in result.issues] == ["month_not_in_calendar"]


def test_exactly_last_months_figures_again_are_doubted_once(checked, september):
    before = {CROSSINGS: 44.0, RADARS: 20.0, "510115-2023-L11-3": 15.0}
    against = september.after({code: (value, AUGUST) for code, value in before.items()})
    same = books.report([row(code, value, unit="") for code, value in before.items()])
    result = checked(same, against=against)
    assert [(found.id, found.expected) for found in result.issues] == [
        ("same_as_last_month", "3个数与2023年8月完全相同")
    ]
    assert result.doubted == frozenset(before)
    moved = books.report([row(code, value + (code == RADARS), unit="") for code, value in before.items()])
    assert checked(moved, against=against).issues == ()


def test_a_closed_month_is_an_error(checked, september):
    result = checked(books.report([row()]), against=replace(september, is_closed=True))
    assert [found.id for found in result.issues] == ["month_closed"]


def test_all_that_is_wrong_is_collected(checked):
    rows = [row(value="推进中"), row(RADARS, "约12"), row("510115-2023-L99-1", 1)]
    result = checked(books.report(rows, title="2023年8月"))
    assert [found.id for found in result.issues] == ["period_differs", "cell_words", "cell_approximate", "code_unknown"]
    assert result.exit_code == 2
