"""Units of the table, rows, panels and sheets: what is no count, no plan, no other panel and no other month is read."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from loaders.check.actuals import check_book
from loaders.check.result import Checked
from loaders.files.workbook import Book, Range
from loaders.register import Register
from loaders.table.questions import Answers
from tests.loaders.table.test_any_sheet import sheet

P = "510115-2023-"
UNIT, TITLE = ["填报单位:区经信局"], ["2023年1-10月推进情况"]
PILES, METERS, PIPES, STATIONS = "新建充电桩", "更换到期气表", "改造老旧燃气管道", "新建5G基站"


def read(
    rows: Sequence[Any], register: Register, merged: Sequence[Range] = (), name: str = "表一", said: Any = None
) -> Checked:
    return books_read([(name, rows, merged)], register, said)


def books_read(sheets: Sequence[tuple[str, Sequence[Any], Sequence[Range]]], register: Register, said: Any) -> Checked:
    made = tuple(replace(sheet(rows, merged), name=name) for name, rows, merged in sheets)
    return check_book(Book("表.xlsx", made), b"", register, None, Answers(said or {}, {}))


def figures(result: Checked) -> dict[str, float | None]:
    return {row.measure_id.removeprefix(P): row.value for row in result.rows if row.is_figure}


def told(result: Checked) -> list[str]:
    return [found.id for found in result.issues]


# Units of the table


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("单位:万元", "1-10月累计完成"), ("(万元)", "1-10月累计完成"), ("(万元、%)", "1-10月累计完成"),
        ("单位:万元、%", "1-10月累计完成"), ("", "1-10月累计完成(万元)"), ("", "1-10月完成投资"),
    ],
)  # fmt: skip
def test_a_number_under_a_unit_of_money_is_no_count_of_things(october, line, heading):
    rows = [TITLE, UNIT, [line], ["项目", "年度计划", heading], [PILES, 5200, 4380]]
    assert figures(read(rows, october)) == {} and told(read(rows, october)) == ["cell_unit"]


def test_a_heading_of_money_speaks_before_the_rows_own_unit(october):
    rows = [TITLE, UNIT, ["指标", "单位", "累计完成投资"], [PILES, "个", 4380]]
    assert told(read(rows, october)) == ["cell_unit"]
    either = [TITLE, UNIT, ["指标", "单位", "累计完成(万元/个)"], [PILES, "个", 1850]]
    assert figures(read(either, october)) == {"L08-1": 1850}


def test_beside_a_column_of_investment_the_words_of_the_progress_are_read_and_confirmed_once(october):
    rows = [TITLE, UNIT, ["单位:万元"], ["项目名称", "1-10月完成投资", "投资完成率", "形象进度"],
            [PILES, 4380, 84.2, "已新建充电桩1850个,其余正在接电。"], [METERS, 4500, 83.3, "已更换到期气表3万户。"],
            [STATIONS, 6300, 84, "正在组织验收。"], ["完成工业技改投资", 415_000, "", "有序推进。"]]  # fmt: skip
    first = read(rows, october)
    assert figures(first) == {"L08-1": 1850, "L70-1": 30000, "T10-1": 41.5}
    assert told(first) == ["sentence_unconfirmed", "column_of_other"]
    confirmed = read(rows, october, said={"形象进度": "value"})
    assert figures(confirmed)["L08-1"] == 1850 and confirmed.open_questions == []


def test_people_and_how_often_they_came_are_not_one_number(october):
    office = next(one for one in october.measures if one.unit == "人次")
    rows = [TITLE, [f"填报单位:{october.unit_by_id[office.unit_id].name}"], ["编码", "指标", "单位", "本月累计"],
            [office.measure_id, office.name, "人", 100]]  # fmt: skip
    assert "unit_counts_otherwise" in told(read(rows, october))


# Rows of plans


ROWS = {PILES: (2200, 1850), METERS: (36000, 30000), PIPES: (10, 8.4)}


@pytest.mark.parametrize(
    "labels", [("计划", "实际"), ("目标", "完成"), ("应完成", "已完成"), ("预计", "实际"), ("目标", "完成", "完成率")]
)
@pytest.mark.parametrize("is_merged", [True, False])
@pytest.mark.parametrize("heading", ["类别", None])
def test_of_a_row_of_the_plan_and_one_of_what_was_done_the_second_counts(october, labels, is_merged, heading):
    rows: list[list[Any]] = [TITLE, UNIT, ["指标", heading, "全年目标", "1-10月累计"]]
    merged = []
    for name, (target, done) in ROWS.items():
        top, numbers = len(rows) + 1, [target / 12 * 10, done, "84%"]
        rows += [[None if number else name, label, target if not number else None, numbers[number]]
                 for number, label in enumerate(labels)]  # fmt: skip
        merged += [(top, 1, len(rows), 1)] if is_merged else []
    result = read(rows, october, merged)
    assert figures(result) == {"L08-1": 1850, "L70-1": 30000, "L70-2": 8.4} and told(result) == []
    assert result.rows[0].cell == "D5"


def test_a_column_of_states_is_no_column_of_plans(october):
    rows = [TITLE, UNIT, ["指标", "状态", "1-10月累计"], [PILES, "计划", 1850], [METERS, "完成", 30000]]
    assert figures(read(rows, october)) == {"L08-1": 1850, "L70-1": 30000}


# Panels


@pytest.mark.parametrize("gap", [0, 1])
@pytest.mark.parametrize("panels", [2, 3])
def test_panels_side_by_side_are_read_one_after_the_other(october, gap, panels):
    items = [[PILES, "个", "1,850"], [METERS, "户", "30,000"], [PIPES, "公里", "8.4"], [STATIONS, "个", "251"],
             ["居民电力改造", "户", "4,200"]]  # fmt: skip
    height, wide = -(-len(items) // panels), ["指标", "单位", "累计完成"] + [None] * gap
    body = [[cell for n in range(panels)
             for cell in [*(items[i + n * height] if i + n * height < len(items) else [None] * 3), *[None] * gap]]
            for i in range(height)]  # fmt: skip
    result = read([TITLE, UNIT, wide * panels, *body], october)
    expected = {"L08-1": 1850, "L70-1": 30000, "L70-2": 8.4, "L72-1": 251, "L71-2": 4200}
    assert figures(result) == expected and told(result) == []


# Sheets of months


GUIDE = [["填表说明:"], ["1.累计完成数填1月1日至报告期末的累计数,例如3月完成100个、4月完成50个,4月填150。"]]


def of_month(title: str, value: float, *more: Any) -> list[Any]:
    return [[title], UNIT, *GUIDE, ["指标", "单位", "累计完成数", *["名次" for _ in more]], [PILES, "个", value, *more]]


@pytest.mark.parametrize(
    ("names", "titles"),
    [
        (("9月", "10月"), ("2023年1-9月情况表", "2023年1-10月情况表")), (("九月", "十月"), ("情况表", "情况表")),
        (("202309", "202310"), ("情况表", "情况表")), (("上月", "本月"), ("情况表", "情况表")),
    ],
)  # fmt: skip
def test_of_a_sheet_for_each_month_only_the_month_sent_counts(october, names, titles):
    before, now = of_month(titles[0], 1650, 3), of_month(titles[1], 1850)
    result = books_read([(names[0], before, ()), (names[1], now, ())], october, None)
    assert figures(result) == {"L08-1": 1850} and told(result) == ["table_of_another_month"]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("9月", "情况表"), ("上月", "情况表"), ("22年10月", "情况表"), ("台账", "22年十月情况表"),
        ("台账", "(1)2023年9月情况表"), ("台账", "说明:本表为2023年9月数据"),
        ("台账", "统计时间:2023年9月"),
    ],
)  # fmt: skip
def test_a_workbook_with_only_another_months_sheet_says_so(october, name, title):
    assert told(read(of_month(title, 1650), october, name=name)) == ["period_differs"]


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("注:数据截至2023年9月30日", ["period_differs"]), ("统计截止时间:9月30日", ["period_differs"]),
        ("注:数据截至10月31日", []), ("注:用电数据截至9月底", []), ("注:基数截至2022年12月", []),
    ],
)  # fmt: skip
def test_a_note_below_says_of_which_month_all_the_data_are(october, note, found):
    assert told(read([*of_month("情况表", 1850), [note]], october)) == found


@pytest.mark.parametrize(
    ("name", "title"), [("与上月对比", "情况表"), ("23年10月", "情况表"), ("台账", "说明:本表自2023年3月起填报")]
)
def test_a_name_or_a_note_that_only_mentions_another_month_says_nothing_of_the_sheets(october, name, title):
    assert told(read(of_month(title, 1850), october, name=name)) == []


@pytest.mark.parametrize(
    ("title", "heading", "found"),
    [
        ("2022年1-10月情况表", "累计完成数", ["table_of_another_month"]),
        ("2022年1-10月情况表", "累计完成", ["period_differs"]), ("2022年情况表", "累计完成数", ["period_differs"]),
        ("2023年1-10月情况表", "累计完成数", []), ("2022年续建项目", "累计完成数", []),
    ],
)  # fmt: skip
def test_a_table_of_another_year_below_is_never_read_on_as_the_same(october, title, heading, found):
    now = [["2023年1-10月情况表"], UNIT, ["指标", "单位", "累计完成数"], [PILES, "个", 1850]]
    result = read([*now, [title], ["指标", "单位", heading], [STATIONS, "个", 225]], october)
    assert told(result) == found and figures(result)["L08-1"] == 1850
