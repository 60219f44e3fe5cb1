"""What is unclear is asked, never guessed: columns of a unit's own, close names, rows of others; answers are kept."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.accept.commit import commit
from loaders.accept.standing import month_register
from loaders.check.actuals import check
from loaders.table.layout import IGNORE
from loaders.table.questions import Answers, field_named, field_words
from metrics.errors import UserError
from store.acts.rights import at_the_machine
from store.engine.store import Store
from tests import books
from tests.loaders.conftest import SEPTEMBER

CROSSINGS, RADARS, ROADS = "510115-2023-L02-1", "510115-2023-L02-2", "510115-2023-L11-1"
AT = dt.datetime(2023, 10, 9, 10)
OWN_TABLE: list[list[object]] = [
    ["2023年9月重点工作台账"],
    ["填报单位:区公安分局"],
    ["序号", "民生实事", "具体指标", "做完多少", "备注"],
    [2, "路口信号智能化改造", "信号控制系统改造路口", 60, ""],
    [2, "路口信号智能化改造", "增设视频雷达检测设备", 28, ""],
]


def figures(result) -> dict[str, float | None]:
    return {found.measure_id: found.value for found in result.rows}


def ids(result) -> list[str]:
    return [found.id for found in result.issues]


def test_a_column_that_may_be_the_cumulative_is_asked_for_and_read_once_answered(checked):
    content = books.book(OWN_TABLE)
    result = checked(content)
    assert ids(result) == ["column_unclear"] and result.rows == ()
    assert result.issues[0].sentence == (
        "Sheet1!D3:读到“做完多少”,看不出哪一列是“本月累计”(D)。请指明各列的含义,或把列名改成“本月累计”。"
    )
    (question,) = result.questions
    assert (question.column, question.cell, question.key, question.samples) == ("D", "D3", "做完多少", ("60", "28"))
    assert (question.first_row, question.last_row, question.is_required) == (3, 3, True)
    assert question.candidates[0] == "value" and question.candidates[-1] == IGNORE
    assert question.words()["value"] == "本月累计" and question.words()[IGNORE] == "不是报送数据"
    assert question.excerpt[0][:4] == ("序号", "民生实事", "具体指标", "做完多少")
    answered = checked(content, answers=Answers(columns={"做完多少": "value"}))
    assert figures(answered) == {CROSSINGS: 60.0, RADARS: 28.0}
    assert answered.issues == () and answered.questions[0].answer == "value"


def test_a_table_without_any_known_heading_is_asked_about_column_by_column(checked):
    rows: list[list[object]] = [
        ["填报单位:区公安分局"],
        ["干的啥", "干了多少", "咋样了"],
        ["信号控制系统改造路口", 60, "顺利"],
        ["增设视频雷达检测设备", 28, "顺利"],
    ]
    result = checked(books.book(rows))
    assert ids(result) == ["column_unclear", "column_unclear"]
    assert [question.heading for question in result.questions] == ["干的啥", "干了多少", "咋样了"]
    answers = Answers(columns={"干的啥": "measure", "干了多少": "value", "咋样了": "progress"})
    answered = checked(books.book(rows), answers=answers)
    assert figures(answered) == {CROSSINGS: 60.0, RADARS: 28.0}
    assert answered.rows[0].progress == "顺利" and answered.issues == ()


def test_of_two_columns_alike_the_answered_one_is_read(checked):
    content = books.book([["编码", "指标", "本月累计", "累计完成"], [CROSSINGS, "", 44, 60]])
    result = checked(content)
    assert ids(result) == ["column_twice"] and [q.column for q in result.questions] == ["C", "D"]
    answered = checked(content, answers=Answers(columns={"累计完成": "value"}))
    assert figures(answered) == {CROSSINGS: 60.0} and answered.issues == ()


def test_where_only_the_months_own_column_is_known_it_is_asked_whether_it_is_the_cumulative(checked):
    content = books.book([["编码", "指标", "本月完成"], [CROSSINGS, "", 60]])
    result = checked(content)
    assert ids(result) == ["column_unclear"] and result.questions[0].heading == "本月完成"
    assert "month_only" in result.questions[0].candidates
    assert figures(checked(content, answers=Answers(columns={"本月完成": "value"}))) == {CROSSINGS: 60.0}


def test_a_span_over_the_years_end_may_be_said_to_be_the_months_own(checked):
    content = books.book([["编码", "指标", "12-1月", "本月累计"], [CROSSINGS, "", 7, 60]])
    result = checked(content, answers=Answers(columns={"12-1月": "month_only"}))
    assert figures(result) == {CROSSINGS: 60.0} and result.issues == ()


@pytest.mark.parametrize("group", ["序时计划", "上年同期", "2022年完成", "全市"])
@pytest.mark.parametrize("quarters", [("一季度", "二季度", "三季度"), ("1-3月", "4-6月", "7-9月")])
def test_quarters_of_a_plan_another_year_or_place_do_not_add_up_to_what_was_done(checked, group, quarters):
    heads = [["编码", "指标", group, None, None, "本月累计"], [None, None, *quarters, None]]

    def merged(sheet) -> None:
        for cells in ("A1:A2", "B1:B2", "C1:E1", "F1:F2"):
            sheet.merge_cells(cells)

    result = checked(books.book([*heads, [CROSSINGS, "", 20, 20, 20, 55]], dress=merged))
    assert figures(result) == {CROSSINGS: 55.0} and result.issues == ()


def test_a_column_of_numbers_said_to_be_none_of_ours_is_no_longer_doubted(checked):
    content = books.book([["编码", "指标", "本月累计", "折算数"], [CROSSINGS, "", 60, 7]])
    assert ids(checked(content)) == ["column_unread"]
    assert checked(content, answers=Answers(columns={"折算数": IGNORE})).issues == ()


def test_an_unknown_column_of_words_is_asked_about_without_holding_anything_up(checked):
    content = books.book([["编码", "指标", "本月累计", "经验做法"], [CROSSINGS, "", 60, "专班推进"]])
    result = checked(content)
    assert result.issues == ()
    assert [(q.heading, q.is_required) for q in result.questions] == [("经验做法", False)]
    answered = checked(content, answers=Answers(columns={"经验做法": "progress"}))
    assert answered.rows[0].progress == "专班推进"


def test_a_sheet_that_only_looks_like_a_table_beside_a_sure_one_is_told(checked):
    def dress(sheet) -> None:
        other = sheet.parent.create_sheet("测算")
        for row in (["名头", "数"], ["路口改造", 3], ["设备改造", 4]):
            other.append(row)

    result = checked(books.report([[CROSSINGS, "", "", "", "", 60, ""]], dress=dress))
    assert [(found.id, found.sheet, found.cell) for found in result.issues] == [("sheet_unread", "测算", "A1")]
    assert figures(result) == {CROSSINGS: 60.0}


def test_an_answer_is_kept_for_the_unit_and_offered_the_month_after(store: Store, reader):
    september = month_register(store, SEPTEMBER)
    answers = Answers(columns={"做完多少": "value"})
    first = check(books.book(OWN_TABLE), "台账.xlsx", september, reader, None, answers)
    commit(store, first, at_the_machine("张三"), AT)
    october = month_register(store, dt.date(2023, 10, 1))
    (form,) = october.forms["gongan"].columns
    assert october.forms["gongan"].columns[form] == {"做完多少": "value"}
    rows = [["2023年10月重点工作台账"], *OWN_TABLE[1:3], [2, "路口信号智能化改造", "信号控制系统改造路口", 70, ""]]
    second = check(books.book(rows), "台账.xlsx", october, reader)
    assert figures(second) == {CROSSINGS: 70.0}
    assert [(q.heading, q.answer, q.is_remembered) for q in second.questions] == [("做完多少", "value", True)]
    other = check(books.book([["填报单位:区经信局"], *rows[2:]]), "台账.xlsx", october, reader)
    assert "column_unclear" in ids(other)
    changed = check(books.book(rows), "台账.xlsx", october, reader, None, Answers(columns={"做完多少": "month_only"}))
    assert ids(changed) == ["column_missing"]


def test_an_answer_about_a_heading_with_a_month_holds_for_other_months(store: Store, reader):
    rows: list[list[object]] = [["填报单位:区公安分局"], ["编码", "指标", "9月底进度数"], [CROSSINGS, "", 60]]
    first = check(books.book(rows), "a.xlsx", month_register(store, SEPTEMBER), reader)
    (question,) = first.questions
    answers = Answers().with_column(question.key, "value")
    commit(
        store,
        check(books.book(rows), "a.xlsx", month_register(store, SEPTEMBER), reader, None, answers),
        at_the_machine("张三"),
        AT,
    )
    rows[1][2], rows[2][2] = "10月底进度数", 70
    second = check(books.book(rows), "b.xlsx", month_register(store, dt.date(2023, 10, 1)), reader)
    assert figures(second) == {CROSSINGS: 70.0} and second.issues == ()


def test_an_answer_that_is_no_field_is_refused(checked):
    with pytest.raises(UserError, match="不在可选范围内"):
        checked(books.book(OWN_TABLE), answers=Answers(columns={"做完多少": "nonsense"}))
    with pytest.raises(UserError, match="没有名为“乱写”的栏目"):
        field_named("乱写")


@given(st.sampled_from(["value", "month_only", "item", "progress", "previous", IGNORE]))
def test_a_field_is_found_by_what_it_is_called(name):
    assert field_named(field_words(name)) == name == field_named(name)


# Rows


def near(name: str, value: object = 60) -> bytes:
    return books.book([["填报单位:区公安分局"], ["序号", "民生实事", "指标", "本月累计"], [2, "", name, value]])


def test_a_close_name_is_proposed_and_read_only_once_confirmed(checked):
    result = checked(near("信号控制系统改造路口数"))
    assert [found.sentence for found in result.issues] == [
        "Sheet1!C3:读到“信号控制系统改造路口数”,没有完全相同的名称,与“路口信号智能化改造·信号控制系统改造路口”相近,尚未读取。"
        "请确认是否就是这个指标,或把名称改成与模板一致。"
    ]
    assert result.rows == () and result.exit_code == 1
    (question,) = result.row_questions
    assert (question.key, question.value, question.is_near) == ("Sheet1!C3", "60", True)
    assert question.proposals[0].measure_id == CROSSINGS
    assert result.unanswered == [question]
    confirmed = checked(near("信号控制系统改造路口数"), answers=Answers(rows={"Sheet1!C3": CROSSINGS}))
    assert figures(confirmed) == {CROSSINGS: 60.0}
    assert confirmed.issues == () and confirmed.unanswered == []


def test_a_close_name_left_open_cannot_be_committed_with_a_reason(store: Store, reader):
    rows = [["填报单位:区公安分局"], ["民生实事", "指标", "本月累计"], ["", "信号控制系统改造路口数", 60],
            ["", "增设视频雷达检测设备", 28]]  # fmt: skip
    result = check(books.book(rows), "a.xlsx", month_register(store, SEPTEMBER), reader)
    with pytest.raises(UserError, match=r"有1行名称相近、尚未确认\(Sheet1!B3\)"):
        commit(store, result, at_the_machine("张三"), AT, "核对无误")


def test_a_row_that_fits_nothing_or_is_another_units_is_listed_until_somebody_sets_it_aside(checked):
    rows = [["填报单位:区公安分局"], ["民生实事", "指标", "本月累计"], ["", "修建月球基地", 1],
            ["", "增设视频雷达检测设备", 28], ["充电桩", "", 5]]  # fmt: skip
    result = checked(books.book(rows))
    assert [(found.id, found.cells) for found in result.issues] == [("row_unmatched", ("B3", "A5"))]
    assert result.errors == [] and result.unanswered == []
    aside = Answers().with_row("Sheet1!B3", IGNORE).with_row("Sheet1!A5", IGNORE)
    answered = checked(books.book(rows), answers=aside)
    assert answered.issues == () and figures(answered) == {RADARS: 28.0}
    assert [(q.read, q.answer) for q in answered.row_questions] == [("修建月球基地", IGNORE), ("充电桩", IGNORE)]


def test_an_ambiguous_name_offers_what_it_may_be(checked):
    rows: list[list[object]] = [
        ["填报单位:区住建局"],
        ["序号", "重点任务", "指标", "累计完成数"],
        [None, None, "老旧小区和城中村改造", 20],
    ]
    (question,) = checked(books.book(rows)).row_questions
    assert sorted(proposal.measure_id for proposal in question.proposals)[-1].startswith("510115-2023-T")
    chosen = question.proposals[0].measure_id
    assert figures(checked(books.book(rows), answers=Answers(rows={question.key: chosen}))) == {chosen: 20.0}


def test_a_row_said_to_be_another_units_measure_or_none_at_all_is_refused(checked):
    other = checked(near("月球"), answers=Answers(rows={"Sheet1!C3": "510115-2023-L03-1"}))
    assert ids(other) == ["row_other_unit"]
    with pytest.raises(UserError, match="“510115-2023-L99-9”不存在"):
        checked(near("月球"), answers=Answers(rows={"Sheet1!C3": "510115-2023-L99-9"}))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="信号控制系统改造路口设备数量", min_size=2, max_size=14))
def test_a_name_that_is_not_exactly_a_measures_is_never_read_without_confirmation(checked, name):
    result = checked(near(name))
    exact = {"信号控制系统改造路口"}
    assert (set(figures(result)) == set()) == (name not in exact)
    assert (ids(result) == []) == (name in exact)
