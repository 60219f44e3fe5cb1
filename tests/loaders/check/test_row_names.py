"""Names of rows that are not quite a measure's: taken where nothing else can be meant, else asked, or passed over."""

from dataclasses import replace
from typing import Any

import pytest

from loaders.check.result import Checked
from loaders.check.rows.subjects import subject
from loaders.register import KnownForms
from loaders.table.layout import IGNORE
from loaders.table.questions import Answers
from tests import books
from tests.loaders.growth import LINEAR, growth

HEADER = ["指标名称", "计量单位", "年度目标", "累计完成"]


def sheet(unit: str, *rows: list[Any]) -> bytes:
    return books.book([[f"填报单位:{unit}"], HEADER, *rows])


def figures(result: Checked) -> dict[str, float | None]:
    return {row.measure_id[-5:]: row.value for row in result.rows}


def asked(result: Checked) -> dict[str, tuple[str, str]]:
    """Row → how it is asked, and what is proposed first."""
    return {
        one.read: (
            "clear" if one.is_clear else "near" if one.is_near else "pass",
            one.proposals[0].measure_id[-5:] if one.proposals else "",
        )
        for one in result.row_questions
    }


def test_what_is_counted_stands_without_what_is_done_its_unit_and_its_number():
    same = ["城中村改造(户)", "改造城中村", "城中村改造300户", "1.改造“城中村”", "其中:城中村改造"]
    assert {subject(one).forms for one in same} == {("城中村",)}
    assert subject("新(改、扩)建市政排水管网6.7公里").forms == subject("市政排水管网").forms
    assert subject("特色楼宇(市级)").is_of(subject("市级特色楼宇"))
    assert not subject("30亿元以上项目").is_of(subject("50亿元以上项目"))
    assert subject("其中:城中村改造").is_part and subject("进出口总额增速").is_growth


def test_a_name_with_the_same_done_in_another_order_is_taken(checked):
    result = checked(sheet("区经信局", ["到期气表更换", "万户", None, 3.1]))
    assert figures(result) == {"L70-1": 31000.0}
    assert result.row_questions == ()


def test_a_name_without_what_is_done_is_taken_only_where_the_target_is_the_measures(checked):
    certain = checked(sheet("区经信局", ["充电站", "座", 10, 7]))
    assert figures(certain) == {"T44-2": 7.0}
    for target in (None, 60):  # it may be all that there are
        result = checked(sheet("区经信局", ["充电站", "座", target, 7]))
        assert (figures(result), asked(result)) == ({}, {"充电站": ("clear", "T44-2")})


def test_a_name_with_something_else_done_is_neither_taken_nor_confirmed_with_the_others(checked):
    result = checked(sheet("区交通运输局", ["开工交通项目", "个", 5, 4]))  # 竣工交通项目 has that target too
    assert (figures(result), asked(result)) == ({}, {"开工交通项目": ("near", "T42-1")})
    assert figures(checked(sheet("区交通运输局", ["交通项目", "个", 5, 4]))) == {"T42-1": 4.0}


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("区人社局", "本月城镇新增就业"), ("区人社局", "9月城镇新增就业"), ("区人社局", "1-8月城镇新增就业"),
        ("区投促局", "上年外商投资实际到位"), ("区经信局", "新建充电桩(上年)"),
        ("区经信局", "累计新建充电桩(2020年以来)"),
        ("区人社局", "全市城镇新增就业"), ("区人社局", "青羊区城镇新增就业"),
        ("区经信局", "新建充电桩目标数"), ("区经信局", "拟新建充电站"), ("区住建局", "未改造老旧小区"),
        ("区住建局", "待改造城中村"), ("区经信局", "新能源汽车保有量"), ("区住建局", "在建保障性租赁住房"),
        ("区经信局", "新建充电桩完成率"), ("区人社局", "城镇新增就业同比"), ("区教育局", "普惠园覆盖率"),
    ],
)  # fmt: skip
def test_another_time_place_stage_or_rate_of_a_measure_has_to_be_chosen_and_is_not_confirmed(checked, unit, name):
    (found,) = asked(checked(sheet(unit, [name, None, None, 7]))).values()
    assert found[0] == "near"


@pytest.mark.parametrize("name", ["截至9月城镇新增就业", "1-9月城镇新增就业", "温江区城镇新增就业", "城镇新增就业人数"])
def test_the_year_so_far_and_the_places_own_name_leave_a_name_clear(checked, name):
    assert asked(checked(sheet("区人社局", [name, None, None, 7]))) == {name: ("clear", "L21-1")}


def test_a_long_name_of_doings_is_taken_apart_at_once():
    name = f"城{'改造提升' * 19}某"  # each may be one doing, or two: 2^19 ways
    assert subject(name).forms == (name,)
    assert growth(lambda doings, attempt: subject(f"{attempt + 2}城{'改造提升' * doings}某"), 3, times=6) < LINEAR


def test_a_name_is_not_taken_where_the_unit_is_unsaid_or_another_kind(checked):
    assert asked(checked(sheet("区经信局", ["到期气表更换", None, None, 31000])))["到期气表更换"] == ("clear", "L70-1")
    result = checked(sheet("区经信局", ["到期气表更换", "%", None, 86]))
    assert figures(result) == {} and asked(result)["到期气表更换"][0] == "pass"


def test_a_part_and_another_period_are_never_taken_nor_confirmed_with_the_others(checked):
    result = checked(sheet("区经信局", ["其中:到期气表更换", "户", None, 31000], ["充电站(1-6月)", "座", 10, 5]))
    assert figures(result) == {}
    assert asked(result) == {"其中:到期气表更换": ("near", "L70-1"), "充电站(1-6月)": ("pass", "T44-2")}


def test_of_two_rows_with_the_same_claim_none_is_taken(checked):
    rows = ["到期气表更换", "户", None, 31000], ["更换到期气表30000户", "户", None, 30000]
    result = checked(sheet("区经信局", *rows))
    assert figures(result) == {}
    assert set(asked(result).values()) == {("near", "L70-1")}


def test_a_measure_that_a_row_has_is_proposed_to_no_other(checked):
    result = checked(sheet("区商务局", ["外贸进出口总额", "亿元", None, 40], ["出口总额", "亿元", None, 24]))
    assert figures(result) == {"I04-2": 40.0}
    assert asked(result)["出口总额"][0] == "pass"
    assert [found.id for found in result.doubts if found.id.startswith("row_")] == ["row_unmatched"]
    assert result.errors == [] and result.unanswered == []


def test_a_short_form_and_a_longer_name_are_proposed_first(checked):
    names = {"保租房筹集": "L64-1", "城镇老旧小区改造": "L66-1", "绿色建筑及装配式建筑": "T40-1"}
    result = checked(sheet("区住建局", *([name, None, None, 10] for name in names)))
    assert asked(result) == {name: ("clear", code) for name, code in names.items()}


def test_the_growth_beside_an_amount_is_of_the_amounts_item_and_its_answer_is_kept(checked, september):
    header = ["指标", "单位", "累计完成", "同比增长"]
    rows = ["外贸进出口总额", "亿元", 40, 3.6], ["出口总额", "亿元", 24, -2.1]
    result = checked(books.book([["填报单位:区商务局"], header, *rows]))
    assert figures(result) == {"I04-2": 40.0}
    assert [(one.read, one.value, one.is_clear) for one in result.row_questions if one.is_near] == [
        ("外贸进出口总额", "3.6", True)
    ]
    (growth,) = [one.key for one in result.row_questions if one.is_near]
    answered = checked(
        books.book([["填报单位:区商务局"], header, *rows]), answers=Answers(rows={growth: "510115-2023-I04-1"})
    )
    kept = {answered.learned[0].form: {one.key: one.answer for one in answered.learned}}
    known = replace(september, forms={answered.unit.unit_id: KnownForms(rows=kept)})
    later = checked(books.book([["填报单位:区商务局"], header, *rows]), against=known)
    assert figures(later) == {"I04-2": 40.0, "I04-1": 3.6}


def test_the_same_words_in_another_order_are_proposed_first(checked):
    result = checked(sheet("区公积金中心", ["民营企业精准服务", "家", None, 17]))
    assert asked(result) == {"民营企业精准服务": ("clear", "L67-1")}


def test_what_was_added_is_no_confirmation_for_all_there_are(checked):
    result = checked(sheet("区新经济和科技局", ["高新技术企业净增数", "家", None, 54]))
    assert asked(result) == {"高新技术企业净增数": ("near", "T25-1")}


def test_a_row_of_a_commitment_that_stands_twice_is_asked_once(checked):
    result = checked(sheet("区住建局", ["老旧小区提升改造工程", "个", None, 12]))
    (question,) = result.row_questions
    own = {result.register.asked_id(one.measure_id) for one in question.proposals}
    assert len(own) == len(question.proposals)


def test_answers_are_kept_for_the_form_so_that_next_month_asks_nothing(checked, october):
    rows: list[list[Any]] = [["保租房筹集", "套", None, 900], ["出口总额", "亿元", None, 24]]
    first = checked(sheet("区住建局", *rows))
    short, other = first.row_questions
    answered = checked(
        sheet("区住建局", *rows), answers=Answers(rows={short.key: "510115-2023-L64-1", other.key: IGNORE})
    )
    kept: dict[str, dict[str, str]] = {}
    for one in answered.learned:
        kept.setdefault(one.form, {})[one.key] = one.answer
    known = replace(october, forms={first.unit.unit_id: KnownForms(rows=kept)})
    later = checked(sheet("区住建局", *rows), against=known)
    assert figures(later) == {"L64-1": 900.0}
    assert [one.answer for one in later.row_questions] == ["510115-2023-L64-1", IGNORE]
    assert not any(found.id.startswith("row_") for found in later.issues)


def test_what_was_said_of_a_row_is_not_said_of_the_same_name_on_another_sheet_of_the_form(checked, october):
    rows = [["填报单位:区住建局"], HEADER, ["保租房筹集", "套", None, 900]]

    def copy_sheet(opened: Any) -> None:
        opened.copy_worksheet(opened.active).title = "集团"

    book = books.changed(books.book(rows), copy_sheet)
    own, other = (one.key for one in checked(book).row_questions)
    answered = checked(book, answers=Answers(rows={own: "510115-2023-L64-1", other: IGNORE}))
    kept = {answered.learned[0].form: {one.key: one.answer for one in answered.learned}}
    later = checked(book, against=replace(october, forms={answered.unit.unit_id: KnownForms(rows=kept)}))
    assert figures(later) == {"L64-1": 900.0}
    assert [one.answer for one in later.row_questions] == ["510115-2023-L64-1", IGNORE]
