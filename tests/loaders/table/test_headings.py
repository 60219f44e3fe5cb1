"""Spans of time, units of measure and periods as sheets write them: understood or asked for, never assumed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from loaders.check.actuals import check_book
from loaders.check.result import Checked
from loaders.files.workbook import Book, Range, clean
from loaders.register import KnownForms, Register
from loaders.table.layout import IGNORE
from loaders.table.number_format import shown
from loaders.table.questions import Answers
from loaders.table.units_of_measure import factor
from metrics.errors import UserError
from tests.loaders.table.test_any_sheet import sheet

UNIT = ["填报单位:区经信局"]
HEADER = ["序号", "事项", "指标", "单位"]
PILES = "510115-2023-L08-1"
STATIONS = "510115-2023-L72-1"
DOWN: list[Range] = [(3, column, 4, column) for column in range(1, 5)]


def read(rows: Sequence[Any], register: Register, merged: Sequence[Range] = (), **said: Any) -> Checked:
    book = Book("表.xlsx", (sheet(rows, merged),))
    return check_book(book, b"", register, None, Answers(said.get("columns", {}), said.get("of_rows", {})))


def stations(*values: Any) -> list[Any]:
    return [72, "新建5G基站", "新建5G基站", "个", *values]


def outcome(result: Checked) -> tuple[list[float | None], list[str], list[str]]:
    return (
        [row.value for row in result.rows],
        [found.id for found in result.issues],
        [str(question["heading"]) for question in result.open_questions],
    )


@pytest.mark.parametrize(
    ("headings", "values"),
    [
        (["1-9月累计完成", "10月完成", "1-10月累计完成"], [225, 26, 251]),
        (["1-10月累计完成", "1-9月累计完成"], [251, 225]),
        (["上月累计", "本月完成", "本月累计"], [225, 26, 251]),
        (["本月", "年初至今", "自开工以来"], [26, 251, 400]),
        (["当月完成", "当年累计", "历年累计"], [26, 251, 400]),
        (["开工至今累计完成", "本年累计完成"], [400, 251]),
        (["2022年累计完成", "2023年累计完成"], [100, 251]),
        (["2021年以来累计", "2023年以来累计"], [700, 251]),
        (["截至9月底累计", "截至10月底累计"], [225, 251]),
        (["第三季度完成", "前三季度累计", "本月累计"], [80, 225, 251]),
        (["本年计划", "本月计划", "本月实际", "本年累计实际"], [300, 30, 26, 251]),
        (["至本月末累计完成工程量", "上月末累计完成工程量"], [251, 225]),
        (["元月至十月累计", "十月当月"], [251, 26]),
        (["十月份累计", "九月份累计"], [251, 225]),
        (["自元月至本月底完成", "开工至本月底累计完成", "得分"], [251, 400, 3]),
        (["1-10月累计", "1-11月累计"], [251, ""]),
        (["统计周期内累计完成", "完成目标(%)", "是否达序"], [251, 83.7, "是"]),
        (["截 至\n目 前", "去年同期累计"], [251, 200]),
    ],
)
def test_of_several_spans_side_by_side_the_years_up_to_the_month_is_read(october, headings, values):
    rows: list[list[Any]] = [["2023年1-10月推进情况"], UNIT, [*HEADER, *headings], stations(*values)]
    assert outcome(read(rows, october)) == ([251], [], [])


@pytest.mark.parametrize(
    ("groups", "headings", "values"),
    [
        (["完成情况", None, None], ["本月", "本年累计", "开工累计"], [26, 251, 400]),
        (["9月", None, "10月", None], ["当月", "累计", "当月", "累计"], [30, 225, 26, 251]),
        (["自开工以来", None, "今年以来", None], ["计划", "累计完成", "计划", "累计完成"], [30, 400, 250, 251]),
        (["上年同期", None, "本年", None], ["当月", "累计", "当月", "累计"], [30, 225, 26, 251]),
        (["2022年", None, "2023年", None], ["10月", "1-10月", "10月", "1-10月"], [30, 225, 26, 251]),
        (["1-9月", None, "1-10月", None], ["完成数", "完成率", "完成数", "完成率"], [225, "75%", 251, "84%"]),
        (["累计完成", None], ["亿元", "个"], [5, 251]),
    ],
)
@pytest.mark.parametrize("is_merged_down", [True, False])
def test_spans_in_two_rows_of_headings_are_read_together(october, groups, headings, values, is_merged_down):
    width = 3 if len(groups) == 3 else 2
    across = [(3, at, 3, at + width - 1) for at in range(5, 5 + len(groups), width)]
    named = [[*HEADER, *groups], [None] * 4 + headings]
    if not is_merged_down:
        named = [[None] * 4 + groups, [*HEADER, *headings]]
    rows: list[list[Any]] = [["2023年1-10月推进情况"], UNIT, *named, stations(*values)]
    assert outcome(read(rows, october, across + (DOWN if is_merged_down else []))) == ([251], [], [])


@pytest.mark.parametrize(
    ("headings", "values", "expected"),
    [
        (["9月", "10月"], [225, 251], ([], ["column_unclear"], ["10月"])),
        (["开工至今累计完成", "本月完成"], [400, 26], ([], ["column_unclear"], ["本月完成"])),
        (["前三季度累计完成"], [225], ([], ["period_differs"], [])),
        (["1-9月累计", "1-10月累计"], [225, ""], ([], ["period_differs"], [])),
        (["1-9月累计"], [225], ([], ["period_differs"], [])),
        (["1-12月累计"], [251], ([251], ["heading_period"], ["1-12月累计"])),
        (["完成数", "分值"], [251, 3], ([], ["column_unclear"], ["完成数"])),
        (["进度"], [251], ([], ["column_unclear"], ["进度"])),
        (["当月累计"], [251], ([], ["column_unclear"], ["当月累计"])),
    ],
)
def test_a_column_that_is_not_certain_to_be_the_months_cumulative_is_asked_for_or_told(
    october, headings, values, expected
):
    rows: list[list[Any]] = [["重点事项进展"], UNIT, [*HEADER, *headings], stations(*values)]
    assert outcome(read(rows, october)) == expected


def test_a_column_of_an_earlier_month_is_not_taken_even_where_somebody_says_so(october):
    rows: list[list[Any]] = [["重点事项进展"], UNIT, [*HEADER, "1-9月累计"], stations(225)]
    assert outcome(read(rows, october, columns={"1-9月累计": "value"}))[:2] == ([], ["period_differs"])


@pytest.mark.parametrize(
    ("name", "unit", "value", "heading", "note", "expected"),
    [
        ("更换到期气表", "百户", 300, "本月累计", "", 30_000),
        ("更换到期气表", "千户", 30, "本月累计", "", 30_000),
        ("更换到期气表", "", 3, "本月累计(万户)", "", 30_000),
        ("更换到期气表", "", 3, "本月累计/万户", "", 30_000),
        ("更换到期气表", "", 3, "本月累计（单位：万户）", "", 30_000),
        ("更换到期气表", "", 3, "本月累计", "计量单位:万户、公里", 30_000),
        ("更换到期气表（单位：万户）", "", 3, "本月累计", "", 30_000),
        ("更换到期气表/万户", "", 3, "本月累计", "", 30_000),
        ("更换到期气表", "户", 30_000, "本月累计(万户)", "", 30_000),  # the row before the heading
        ("更换到期气表", "", "30千户", "本月累计(万户)", "", 30_000),  # the cell before both
        ("改造老旧燃气管道", "百米", 84, "本月累计", "", 8.4),
        ("改造老旧燃气管道", "㎞", 8.4, "本月累计", "", 8.4),
        ("完成工业技改投资", "百万元", 4150, "本月累计", "", 41.5),
        ("完成工业技改投资", "", 41.5, "累计完成投资(亿元)", "单位:万元", 41.5),
        ("完成工业技改投资", "见各行", 415_000, "本月累计", "单位:万元、个", 41.5),
        ("完成工业技改投资", "亿", 41.5, "本月累计", "", 41.5),
    ],
)
def test_a_unit_is_found_in_the_row_the_heading_the_name_or_the_note(
    october, name, unit, value, heading, note, expected
):
    rows = [
        ["2023年1-10月"],
        UNIT,
        [note],
        ["序号", "指标", "单位", heading, "备注"],
        [None, name, unit, value],
    ]
    result = read(rows, october)
    assert [row.value for row in result.rows] == [expected] and result.issues == ()


@pytest.mark.parametrize(
    ("unit", "heading", "note"),
    [
        ("打", "本月累计", ""), ("", "本月累计(打)", ""), ("", "本月累计(单位:打)", ""), ("", "本月累计", "单位:打"),
    ],
)  # fmt: skip
def test_a_unit_that_is_not_understood_is_asked_for_once_and_never_the_measures_own(october, unit, heading, note):
    header = ["序号", "指标", "单位", heading, "备注"]
    rows: list[list[Any]] = [
        ["2023年1-10月"],
        UNIT,
        [note],
        header,
        [8, "更换到期气表", unit, 3],
        [8, "居民电力改造", unit, 2],
    ]
    result = read(rows, october)
    assert outcome(result) == ([], ["unit_not_understood"], ["打"])
    assert result.issues[0].rows == ("D5", "D6") and result.open_questions[0]["id"] == "单位:打"
    answered = read(rows, october, columns={"单位:打": "12户"})
    assert outcome(answered)[0] == [36, 24]
    with pytest.raises(UserError, match="不是能换算的计量单位"):
        read(rows, october, columns={"单位:打": "箩"})


def test_where_the_sheet_says_no_unit_at_all_its_order_of_magnitude_is_doubted(october):
    def told(value: float, *target: float) -> list[str]:
        header = ["序号", "指标", "本月累计", *(["年度目标"] if target else [])]
        rows: list[list[Any]] = [["2023年1-10月"], UNIT, header, [None, "更换到期气表", value, *target]]
        return [found.id for found in read(rows, october).issues]

    assert told(30_000) == told(30_000, 36_000) == []
    assert told(3) == ["unit_unsaid"] and told(3, 3.6) == ["unit_unsaid_target"]
    assert told(30_000, 3.6) == ["unit_unsaid_target"]


def test_amounts_in_two_units_side_by_side_are_one_figure_and_a_contradiction_is_told(october):
    def rows(first: object, second: object) -> list[list[object]]:
        header = [*HEADER, "累计完成(亿元)", "累计完成(万元)"]
        return [["2023年1-10月"], [*UNIT], [*header], [10, "", "完成工业技改投资", "", first, second]]

    assert outcome(read(rows(41.5, 415_000), october)) == ([41.5], [], [])
    assert outcome(read(rows("", 415_000), october)) == ([41.5], [], [])
    assert outcome(read(rows(41.5, 41_500), october)) == ([41.5], ["value_differs"], [])


@pytest.mark.parametrize(
    ("found", "wanted", "times"),
    [
        ("亿立方米", "立方米", 10**8), ("万千瓦时", "度", 10**4), ("‰", "%", 0.1), ("个百分点", "%", 1),
        ("万桩", "桩", 10**4),
        ("平方公里", "公顷", 100), ("千克", "吨", 0.001), ("㎡", "万平方米", 0.0001), ("万套", "套(间)", 10**4),
        ("毫克/立方米", "微克/立方米", 1000), ("人民币万元", "亿元", 0.0001), ("万", "公里", 10**4), ("打", "个", None),
        ("米", "个", None), ("万美元", "万元", None), ("平方米", "立方米", None), ("吨", "个", None),
    ],
)  # fmt: skip
def test_units_are_composed_and_convert_exactly(found, wanted, times):
    converted = factor(found, wanted)
    assert (None if converted is None else float(converted)) == times


SEPTEMBER_30 = dt.datetime(2023, 9, 30)


@pytest.mark.parametrize(
    ("title", "below", "differs"),
    [
        ("2023年1-10月推进情况", [], False), ("2023年十月进展", [], False), ("截至10月25日", [], False),
        ("2023年工作进度", [], False), ("2023年12月底前完成事项", [], False), ("2023年10月9日例会材料", [], False),
        ("落实2022年政府工作报告任务进展(1-10月)", [], False), ("进度", ["填报日期", SEPTEMBER_30], False),
        ("进度", [dt.datetime(2023, 11, 3)], False), ("2021-2025年行动计划", [], False),
        ("第三季度进展", [], True), ("上半年进展", [], True), ("Q3进展", [], True), ("截至9月30日", [], True),
        ("二〇二三年九月进展", [], True), ("2024年工作进度", [], True), ("2022年10月进展", [], True),
        ("进度", [SEPTEMBER_30], True), ("进度", [2023, "年", 9, "月"], True), ("进度", ["月份", 9], True),
        ("进度", ["报告期:2023-09"], True),
    ],
)  # fmt: skip
def test_the_period_that_a_title_states_is_compared_with_the_month(october, title, below, differs):
    rows: list[list[Any]] = [[title], UNIT, below, [*HEADER, "本月累计"], stations(251)]
    assert outcome(read(rows, october)) == ([251], ["period_differs"] if differs else [], [])


def test_a_figure_merged_over_several_rows_is_nobodys_until_somebody_says_whose(october):
    first, second = "510115-2023-T11-1", "510115-2023-T17-1"
    rows: list[list[Any]] = [["2023年1-10月"], UNIT, ["编码", "指标", "本月累计", "备注"], [first, "", 8], [second, ""]]
    merged = [(4, 3, 5, 3)]

    def figures(answer: str) -> dict[str, float | None]:
        result = read(rows, october, merged, of_rows={"表一!C4": answer})
        assert result.issues == ()
        return {row.measure_id: row.value for row in result.rows}

    asked = read(rows, october, merged)
    assert outcome(asked) == ([], ["figure_shared"], ["8"]) and asked.issues[0].rows == ("A4", "A5")
    assert figures(first) == {first: 8} and figures("ignore") == {}
    assert figures(f"{first}:5,{second}:3") == {first: 5, second: 3}
    with pytest.raises(UserError, match="合计为9"):
        figures(f"{first}:5,{second}:4")


SCENES, STANDARDS = "510115-2023-T11-1", "510115-2023-T17-1"


def shared_by_two(figure: object, register: Register, answer: str) -> Checked:
    rows = [["指标", "单位", "本月累计"], ["形成融合示范场景", "个", figure], ["新培育贯标企业", "家", None]]
    return read([["2023年10月"], UNIT, *rows], register, [(4, 3, 5, 3)], of_rows={"表一!C4": answer})


@pytest.mark.parametrize(
    ("figure", "answer"), [(8, f"{SCENES}:99"), ("8个", f"{SCENES}:5,{STANDARDS}:5"), (8, f"{SCENES}:5,{STANDARDS}")]
)
def test_shares_of_a_figure_always_add_up_to_it(october, figure, answer):
    with pytest.raises(UserError, match="分摊"):
        shared_by_two(figure, october, answer)


def test_shares_are_in_the_unit_that_stands_behind_the_figure(october):
    found = shared_by_two("0.8百个", october, f"{SCENES}:0.5,{STANDARDS}:0.3")
    assert [row.value for row in found.rows] == [50, 30]


def test_an_answer_about_other_rows_of_a_merged_cell_is_asked_for_again(october):
    learned = shared_by_two(8, october, STANDARDS).learned
    known = KnownForms({}, {one.form: {one.key: one.answer for one in learned} for one in learned})
    register = replace(october, forms={"jingxin": known})
    rows = [["指标", "单位", "本月累计"], ["形成融合示范场景", "个", 8], ["完成工业技改投资", "亿元", None]]
    asked = read([["2023年10月"], UNIT, *rows], register, [(4, 3, 5, 3)])
    assert outcome(asked) == ([], ["figure_shared"], ["8"])


@pytest.mark.parametrize("heading", ["累计完成(预计)", "本月累计(上年同期)", "本月累计(计划)", "预计累计完成"])
def test_what_a_remark_says_of_another_time_is_no_cumulative(october, heading):
    assert not read([["2023年10月"], UNIT, [*HEADER, heading], stations(251)], october).rows


def test_a_heading_of_what_is_foreseen_above_the_cumulative_is_asked_about(october):
    rows = [[*HEADER, "全年预计"], ["", "", "", "", "累计完成"], stations(251)]
    assert outcome(read([["2023年10月"], UNIT, *rows], october, DOWN))[:2] == ([], ["column_unclear"])


@pytest.mark.parametrize("heading", ["本月累计(9月)", "本月累计(9月30日)"])
def test_the_month_in_a_remark_is_compared_with_the_month_chosen(october, heading):
    assert "period_differs" in outcome(read([["2023年10月"], UNIT, [*HEADER, heading], stations(251)], october))[1]


def test_a_rate_under_the_cumulative_is_no_figure_of_a_thing_counted(october):
    found = read([["2023年10月"], UNIT, [*HEADER, "累计完成(%)"], stations(83.3)], october)
    assert outcome(found)[:2] == ([], ["cell_unit"])


def test_a_unit_to_be_asked_for_stands_in_the_second_of_two_columns(october):
    rows = [["指标", "累计完成(万元)", "累计完成(打)"], ["新建农村天然气工程", None, 3], ["更换到期气表", None, 8]]
    found = read([["2023年10月"], UNIT, *rows], october)
    assert outcome(found)[:2] == ([], ["unit_not_understood"]) and found.issues[0].rows == ("C4", "C5")


def test_a_sum_that_lacks_its_last_digits_is_whole(october):
    rows: list[list[Any]] = [["2023年1-10月"], UNIT, ["编码", "指标", "本月累计"]]
    ten: list[list[Any]] = [*rows, ["510115-2023-T10-1", "", 49.99999999999999]]
    assert outcome(read(ten, october)) == ([50], [], [])
    nearly = read([*rows, ["510115-2023-T11-1", "", 8.999999999]], october)
    assert outcome(nearly) == ([9], ["value_nearly_whole"], [])


@pytest.mark.parametrize(
    ("number_format", "number", "text"),
    [
        ('0.00"千"', 0.29, "0.29千"), ('0!.0,"万"', 31_000, "3.1万"), ('0"(已核实3000)"', 2500, "2500(已核实3000)"),
        ("0.0%", 0.053, "5.3%"), ('0.0"%"', 5.3, "5.3%"), ("#,##0,", 37_000, "37"), ("¥#,##0.00", 5, "5.00"),
        ('[>=10000]0!.0,"万";0', 31_000, "3.1万"), ('[>=10000]0!.0,"万";0', 310, "310"), ("0.00E+00", 12, "12"),
    ],
)  # fmt: skip
def test_what_a_format_shows_is_known(number_format, number, text):
    assert shown(number_format, number).text(Decimal(str(number))) == text


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("选址难;_x000B_居民反对", "选址难;\n居民反对"), ("甲_x000D_\n乙", "甲\n乙"), ("甲\v乙\x07", "甲\n乙"),
        ("甲\u200b乙\ufeff", "甲乙"), ("甲_x005F_x000B_乙", "甲乙"), ("甲\n\n乙", "甲\n\n乙"), ("甲_xD800_", "甲"),
    ],
)  # fmt: skip
def test_control_characters_and_their_escapes_become_line_breaks_or_nothing(written, read_as):
    assert clean(written) == read_as


def test_what_was_said_of_one_sheet_takes_no_column_from_another_that_says_it_itself(october):
    asks = [["2023年1-10月"], UNIT, [*HEADER, "完成情况"], stations(225)]
    says = [["2023年1-10月"], UNIT, ["序号", "事项", "指标", "单位", "本月累计", "完成情况"],
            [8, "新建新能源汽车充电桩", "新建充电桩", "个", 1850, 31]]  # fmt: skip
    book = Book("表.xlsx", (replace(sheet(asks), name="甲"), replace(sheet(says), name="乙")))
    result = check_book(book, b"", october, None, Answers({"完成情况": "value"}, {}))
    assert {row.measure_id: row.value for row in result.rows if row.sheet == "乙"} == {PILES: 1850}
    by_cell = check_book(book, b"", october, None, Answers({"甲!E3": "value", "乙!F3": "value", "乙!E3": IGNORE}, {}))
    assert {row.measure_id: row.value for row in by_cell.rows if row.sheet == "乙"} == {PILES: 31}


def test_a_figure_in_a_row_that_nothing_names_is_told_of_and_a_named_sum_is_not(october):
    named = [["2023年1-10月"], UNIT, [*HEADER, "本月累计"], stations(225)]
    rows = [*named, [None, None, None, "个", 77], ["合计", None, None, None, 225]]
    result = read(rows, october)
    assert outcome(result)[:2] == ([225], ["figure_nameless"]) and result.issues[0].rows == ("E5",)
