"""What headings of published tables mean by their words: plans, scores, levels, periods of a group, time down the side.

None of them may make a figure of what is not the year's up to the month.
"""

import pytest

from loaders.table.headings.meaning import meaning
from tests.loaders.conftest import OCTOBER
from tests.loaders.table.test_headings import HEADER, UNIT, outcome, read, stations

TITLE = ["2023年10月民生实事推进情况"]


def field(heading: str) -> str | None:
    found = meaning("actuals", tuple(heading.split("/")), OCTOBER)
    return None if found is None else found.field


@pytest.mark.parametrize(
    "heading",
    [
        "序时计划/一季度", "序时计划/10月底", "年度目标分解/四季度", "分季度目标/三季度", "推进计划/1-10月",
        "进度安排/1-10月", "时间表/10月", "节点目标/截至10月底", "1-10月应完成数", "截至10月底应达到",
        "1-10月计划完成数", "10月序时进度", "10月应累计完成", "10月底应新增数",
        "1-10月目标值", "计划进度/10月底",
    ],
)  # fmt: skip
def test_what_should_be_reached_by_then_is_a_plan_whatever_period_it_names(heading):
    assert field(heading) == "plan"


@pytest.mark.parametrize(
    "heading",
    [
        "自评得分", "得分/核定", "考核得分/1-10月", "得分情况/1-10月", "加分", "分值", "标准分", "1-10月排名", "等次",
        "位次变化", "较序时差距", "剩余量/1-10月", "1-10月未完成数", "与目标差额",
    ],
)  # fmt: skip
def test_scores_ranks_and_what_is_left_are_no_amounts_even_of_the_month(heading):
    assert field(heading) == "other"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("考核评分/1-10月完成值", ("value", 10)),
        ("上期通报(截至8月底,序时66.7%)/完成数", ("value", 8)),
        ("本期通报(截至10月底,序时进度83.3%)/完成数", ("value", 10)),
        ("上次调度(1-9月)/完成", ("value", 9)),
        ("上期(截至10月底)/完成数", ("value", 10)),  # made a month later
        ("10月/本月累计", ("value", 10)),
        ("三季度末完成数", ("value", 9)),
        ("推进情况/截至9月30日", ("progress", 9)),
        ("上月累计(9月)", ("value", 9)),
        ("1-12月/年度目标", ("target", None)),
    ],
)
def test_a_group_says_which_month_the_columns_below_it_are_of(heading, expected):
    found = meaning("actuals", tuple(heading.split("/")), OCTOBER)
    assert found is not None and (found.field, found.month_no) == expected


@pytest.mark.parametrize(
    "heading",
    [
        "截至10月底/上月累计", "截至10月底/上期", "1-10月目标完成值", "10月底序时进度/完成数", "计划完成时间",
        "累计开工", "本季度累计", "投用以来累计", "累计完成比",
    ],
)  # fmt: skip
def test_a_heading_that_says_two_things_is_never_the_cumulative(heading):
    assert field(heading) not in ("value", "target")


@pytest.mark.parametrize(
    ("heading", "expected"),
    [("包联事项", "item"), ("重点项目名称", "item"), ("主要监测指标", "measure"), ("二级指标", "measure"),
     ("扣分原因", "problem"), ("下步打算", "next_step"), ("调整原因", None), ("年度任务", "target")],
)  # fmt: skip
def test_names_and_texts_are_known_by_their_words(heading, expected):
    assert field(heading) == expected


@pytest.mark.parametrize(
    ("groups", "below", "values"),
    [
        (("序时计划", "完成情况"), ["三季度", "四季度", "截至9月底", "截至10月底"], [225, 300, 225, 251]),
        (("计划", "实际"), ["1-9月", "1-10月"] * 2, [230, 260, 225, 251]),
        (("上期通报(截至8月底)", "本期通报(截至10月底)"), ["完成数", "完成率"] * 2, [191, "64%", 251, "84%"]),
        (("得分", "完成情况"), ["1-9月", "1-10月"] * 2, [9, 10, 225, 251]),
    ],
)  # fmt: skip
def test_the_group_of_the_month_counts_and_neither_a_plan_nor_an_earlier_one(october, groups, below, values):
    merged = [(3, 5, 3, 6), (3, 7, 3, 8), *((3, at, 4, at) for at in range(1, 5))]
    rows = [TITLE, UNIT, [*HEADER, groups[0], None, groups[1], None], [None] * 4 + below, stations(*values)]
    assert outcome(read(rows, october, merged)) == ([251], [], [])


def test_a_blank_of_the_month_is_never_filled_from_the_period_before(october):
    rows = [TITLE, UNIT, [*HEADER, "上期(截至8月底)完成数", "本期(截至10月底)完成数"], stations(191, "—")]
    assert outcome(read(rows, october))[0] == []


def test_of_prose_of_two_days_the_one_of_the_month_is_proposed_in_one_question(october):
    told = ["已新建5G基站225个", "10月新增26个,已累计新建5G基站251个,占年度目标的83.7%。"]
    groups = ["序号", "重点工作", "序时计划", None, "推进情况", None]
    below = [None, None, "三季度", "四季度", "截至9月30日", "截至10月31日"]
    rows = [TITLE, UNIT, groups, below, [72, "新建5G基站300个", "累计225个", "全面完成300个", *told]]
    merged = [(3, 1, 4, 1), (3, 2, 4, 2), (3, 3, 3, 4), (3, 5, 3, 6)]
    values, _, asked = outcome(read(rows, october, merged))
    assert (values, asked) == ([251], ["推进情况/截至10月31日"])


def test_prose_of_an_earlier_month_alone_is_told_and_nothing_is_read(october):
    rows = [TITLE, UNIT, [*HEADER, "推进情况(截至9月30日)"], stations("累计新建5G基站225个")]
    assert outcome(read(rows, october)) == ([], ["period_differs"], [])


@pytest.mark.parametrize(
    ("name", "found"),
    [("新建5G基站300个", [251]), ("新建5G基站310个", []), ("新建5G基站300公里", []),
     ("★新建5G基站", [251])],
)  # fmt: skip
def test_a_name_that_ends_in_its_measures_own_target_needs_no_unit(october, name, found):
    rows = [TITLE, UNIT, ["序号", "重点工作", "1-10月完成数"], [72, name, 251]]
    assert [row.value for row in read(rows, october).rows] == found


@pytest.mark.parametrize(
    "names",
    [["一级指标", "二级指标", "三级指标"], ["指标", None, None], ["一级指标", "二级指标", "指标名称"]],
)
def test_of_levels_the_lowest_is_the_measure_and_the_one_above_its_item(october, names):
    header = [[*names, "权重", "1-10月目标值", "1-10月完成值", "自评得分", "扣分原因"]]
    merged = []
    if None in names:
        header.append(["一级", "二级", "三级", *[None] * 5])
        merged = [(3, 1, 3, 3), *((3, at, 4, at) for at in range(4, 9))]
    row = ["民生", "新建5G基站", "新建5G基站", 10, "250个", "２５１个", 10, ""]
    assert outcome(read([TITLE, UNIT, *header, row], october, merged)) == ([251], [], [])


@pytest.mark.parametrize("corner", ["时间", "月份", "指标\n时间", "", "期别/指标"])
def test_measures_across_and_time_down_are_read_in_the_row_of_the_month(october, corner):
    down = [
        ["年度目标", 2200, 300],
        ["1-9月", 1650, 225],
        ["1-10月", 1850, 251],
        ["1-11月", "", ""],
        ["完成率", 84.1, 83.7],
    ]
    rows = [TITLE, [*UNIT, "填报日期:2023年11月3日"], [corner, "新建充电桩(个)", "新建5G基站(个)"], *down]
    assert outcome(read(rows, october)) == ([1850, 251], [], [])


def test_of_bare_months_down_the_side_the_months_own_is_asked_for(october):
    rows = [TITLE, UNIT, ["月份", "新建充电桩", "新建5G基站"], ["9月", 1650, 225], ["10月", 1850, 251]]
    assert outcome(read(rows, october)) == ([], ["column_unclear"], ["10月"])


def test_of_unclear_columns_of_two_months_only_the_months_own_is_asked_for(october):
    rows = [TITLE, UNIT, [*HEADER, "实际进度 9月底", "实际进度 10月底"], stations(225, 251)]
    assert outcome(read(rows, october)) == ([], ["column_unclear"], ["实际进度 10月底"])


def test_two_columns_of_one_field_are_told_by_their_headings(october):
    found = read([TITLE, UNIT, [*HEADER, "实际完成", "本月累计"], stations(251, 252)], october).issues[0]
    assert found.expected == "有两列都像“本月累计”(E“实际完成”、F“本月累计”)"
