"""A figure that reads well and may still be wrong: beside its target, its past, and what stands next to it."""

import csv
import datetime as dt
from dataclasses import replace

import pytest

from loaders.accept.commit import commit
from loaders.accept.trial import judged
from loaders.check.actuals import check
from loaders.check.judge import OVER_TARGET, TENFOLD, TINY, UNSAID, Place, judge
from loaders.check.outcome import with_statuses
from loaders.issues import LAYOUTS
from store.acts.rights import at_the_machine
from store.engine.store import Store
from tests import books
from tests.loaders.conftest import SEPTEMBER, register_of

CROSSINGS, RADARS, ROADS = "510115-2023-L02-1", "510115-2023-L02-2", "510115-2023-L11-1"  # 75 个, 32 套, 2 条
AUGUST = dt.date(2023, 8, 1)
AT = dt.datetime(2023, 10, 9, 10)


def row(code: str = CROSSINGS, value: object = 60) -> list[object]:
    return [code, "", "", "", "", value, ""]


def ids(result) -> list[str]:
    return [found.id for found in result.issues]


def after(september, value: float, code: str = CROSSINGS):
    return september.after({code: (value, AUGUST)})


@pytest.mark.parametrize(
    ("before", "value", "issue"),
    [
        (44, 43, "value_fell"),
        (44, 0, "value_fell"),
        (44, 44 / TENFOLD, "value_fell"),
        (44, 5, "value_shrunk"),  # 5 of 万 for 50 000, or a digit too few
        (44, 0.0044, "value_shrunk"),  # ten thousand times less
        (7, 69, None),
        (7, 70, "value_jumped"),  # ten times as much, within the target too
        (0, 70, None),
        (44, 75 * OVER_TARGET, None),
        (44, 75 * OVER_TARGET + 1, "value_over_target"),
        (44, 440000, "value_over_target"),  # ten thousand times more
    ],
)
def test_an_amount_is_compared_with_last_months_and_with_the_target(checked, september, before, value, issue):
    result = checked(books.report([row(value=value)]), against=after(september, before))
    assert ids(result) == ([issue] if issue else [])
    assert result.doubted == ({CROSSINGS} if issue else set())


def test_a_fraction_of_what_is_counted_whole_is_doubted(checked, september):
    def told(measure_id: str, value: float) -> list[str]:
        unit = september.unit_by_id[september.by_id[measure_id].unit_id].name
        return ids(checked(books.report([[measure_id, "", "", "", "", value, ""]], unit=f"填报单位:{unit}")))

    assert told("510115-2023-L02-1", 60) == [] and told("510115-2023-L02-1", 60.5) == ["value_in_parts"]
    parts = next(one for one in september.measures if one.unit == "个" and "折算" in (one.note or ""))
    assert "value_in_parts" not in told(parts.measure_id, 0.47)


def test_a_first_figure_ten_thousand_times_below_the_plan_is_doubted(checked, september):
    code = next(
        m.measure_id for m in september.measures if m.kind == "quantity" and (m.lower or 0) >= 10_000 and m.plan_pct
    )
    measure = september.by_id[code]
    planned = measure.lower * measure.plan_pct / 100
    unit = september.unit_by_id[measure.unit_id].name

    def told(times: float, counted_in: str) -> list[str]:
        own = [code, "", "", "", counted_in, planned / times, ""]
        return [one for one in ids(checked(books.report([own], unit=f"填报单位:{unit}"))) if one != "value_in_parts"]

    assert told(TINY / 0.9, measure.unit) == ["value_tiny"] and told(TINY / 1.1, measure.unit) == []
    # Where the sheet does not say what it counts in, less will do.
    assert told(UNSAID / 0.9, "") == ["unit_unsaid"] and told(UNSAID / 1.1, "") == []


def test_a_doubt_says_how_a_bare_number_was_counted_where_that_is_not_as_it_stands(checked):
    def told(unit: str, value: object) -> str:
        return str(checked(books.report([[CROSSINGS, "", "", "", unit, value, ""]])).issues[0].expected)

    assert told("万个", 60) == "按“万个”计为600,000个,是全年目标75个的8,000倍"
    assert told("个", 600000) == told("个", "60万个") == "是全年目标75个的8,000倍"


@pytest.mark.parametrize(("value", "issue"), [(41, "value_over_target"), (4.1, None), (0.4, None), (-3.9, None)])
def test_a_growth_rate_ten_times_last_months_is_doubted_and_a_drop_is_news(checked, september, value, issue):
    code = "510115-2023-I02-1"
    result = checked(books.report([row(code, value)], unit="填报单位:区统计局"), against=after(september, 4.1, code))
    assert ids(result) == ([issue] if issue else [])


def test_a_background_amount_in_another_unit_than_last_months_is_doubted(checked, september):
    measure = next(m for m in september.measures if m.kind == "reference" and m.unit == "亿元")
    unit = september.unit_by_id[measure.unit_id].name
    against = after(september, 320.5, measure.measure_id)
    result = checked(books.report([row(measure.measure_id, 3205000)], unit=f"填报单位:{unit}"), against=against)
    assert ids(result) == ["value_jumped"]
    assert result.issues[0].expected == "是2023年8月的320.5亿元的10,000倍"
    assert ids(checked(books.report([row(measure.measure_id, 0.0325)], unit=f"填报单位:{unit}"), against=against)) == [
        "value_shrunk"
    ]


def both(own: object, value: object) -> bytes:
    return books.book([["填报单位:区公安分局"], ["编码", "指标", "本月完成", "本月累计"], [CROSSINGS, "", own, value]])


def test_the_months_own_figure_in_the_column_of_the_cumulative_is_doubted(checked, september):
    (found,) = checked(both(6, 6), against=after(september, 44)).issues
    assert found.sentence == (
        "Sheet1!D3:读到“6”,与当月数相同,而此前已累计44个。请核对:如把当月数填入了累计数请改为累计数。"
    )
    assert checked(both(6, 50), against=after(september, 44)).issues == ()
    assert checked(both(6, 6)).issues == ()  # nothing before it: both are the same


def test_a_cumulative_below_the_months_own_is_doubted_as_mixed_up(checked):
    assert ids(checked(both(60, 6))) == ["own_over_cumulative"]


def test_the_previous_column_is_compared_with_what_stands_for_the_month_before(checked, september):
    rows = [["填报单位:区公安分局"], ["编码", "指标", "上月累计", "本月累计"], [CROSSINGS, "", 40, 60]]
    assert [(found.id, found.cell) for found in checked(books.book(rows), against=after(september, 44)).issues] == [
        ("earlier_differs", "C3")
    ]
    assert checked(books.book(rows), against=after(september, 40)).issues == ()


def test_the_very_file_of_another_month_is_doubted(store: Store, reader):
    content = books.book([["填报单位:区公安分局"], ["编码", "指标", "本月累计"], [CROSSINGS, "", 60]])
    august = register_of(store, AUGUST)
    commit(store, check(content, "a.xlsx", august, reader), at_the_machine("张三"), dt.datetime(2023, 9, 9))
    result = check(content, "a.xlsx", register_of(store, SEPTEMBER), reader)
    assert ids(result) == ["file_sent_before"] and result.doubted == {CROSSINGS}
    assert result.issues[0].expected == "与已入库的2023年8月报送是同一个文件"
    assert ids(check(content, "a.xlsx", register_of(store, AUGUST), reader)) == []


def explained(problem: str, step: str, value: object = 50) -> bytes:
    header = ["编码", "指标", "本月累计", "存在问题及原因", "下一步措施"]
    return books.book([["填报单位:区公安分局"], header, [CROSSINGS, "", value, problem, step]])


@pytest.mark.parametrize(
    ("problem", "step", "lacking"),
    [
        ("", "", "“存在问题及原因”和“下一步措施”"),
        ("管线迁改慢", "", "“下一步措施”"),
        ("—", "倒排工期", "“存在问题及原因”"),
        ("管线迁改慢", "倒排工期", None),
    ],
)
def test_what_would_be_behind_by_the_status_rule_has_to_say_why_and_what_next(
    store: Store, reader, problem, step, lacking
):
    result = judged(store, check(explained(problem, step), "a.xlsx", register_of(store, SEPTEMBER), reader), AT)
    assert [(found.id, found.cell) for found in result.issues] == ([("behind_unexplained", "C3")] if lacking else [])
    if lacking:
        assert result.issues[0].remedy == f"请补充填写{lacking}" and result.doubted == {CROSSINGS}
    assert (
        judged(store, check(explained(problem, step, 57), "a.xlsx", register_of(store, SEPTEMBER), reader), AT).issues
        == ()
    )


def test_judging_by_the_status_rule_stores_nothing_and_a_file_that_stands_is_not_judged_again(store: Store, reader):
    version, content = store.version, explained("", "")
    result = judged(store, check(content, "a.xlsx", register_of(store, SEPTEMBER), reader), AT)
    assert store.version == version
    commit(store, result, at_the_machine("张三"), AT, "管线迁改慢,倒排工期")
    assert judged(store, check(content, "a.xlsx", register_of(store, SEPTEMBER), reader), AT).issues == ()


def test_statuses_that_are_not_behind_ask_for_nothing(checked):
    result = checked(explained("", ""))
    for status in ("done", "ahead", "on_track", "undecided", "not_reported"):
        assert with_statuses(result, {CROSSINGS: status}).issues == ()
    assert ids(with_statuses(result, {CROSSINGS: "far_behind"})) == ["behind_unexplained"]


def test_a_conditional_percent_a_closed_month_and_a_foreign_row_are_all_told_together(checked, september):
    rows = [row(value="推进中"), row(CROSSINGS, "约6"), row("510115-2023-L03-1", 3), row(RADARS, -1)]
    result = checked(books.report(rows, title="2023年8月"), against=replace(september, is_closed=True))
    assert ids(result) == [
        "month_closed", "period_differs", "cell_words", "cell_approximate", "row_other_unit", "value_negative",
    ]  # fmt: skip


def test_every_sentence_of_the_vocabulary_is_whole():
    """A comma that nobody quoted would cut a sentence off, and leave its end unread."""
    with (LAYOUTS / "issues.csv").open(encoding="utf-8", newline="") as file:
        assert [row for row in csv.reader(file) if len(row) != 5 or not all(row[:4])] == []


def test_a_fraction_of_a_ceiling_is_doubted_and_half_of_it_is_not(september):
    measure = next(m for m in september.measures if m.kind == "ceiling" and m.unit == "%" and m.upper)
    place = Place("表", "F4", "0.053")
    due = replace(measure, is_in_calendar=True, previous=measure.upper, previous_month=AUGUST)
    assert [found.id for found in judge(due, measure.upper / 100, place)] == ["percent_as_fraction"]
    assert judge(due, measure.upper / 2, place) == []


def test_a_target_to_fall_takes_figures_below_zero_and_doubts_those_above(september):
    measure = next(m for m in september.measures if m.kind == "ceiling" and m.unit == "%" and m.upper)
    fall = replace(measure, is_in_calendar=True, upper=-2.5, target_text="下降2.5%", previous=None)
    assert judge(fall, -2.0, Place("表", "F4", "-2.0")) == []
    [doubt] = judge(fall, 2.0, Place("表", "F4", "2.0"))
    assert doubt.id == "rise_for_fall" and "下降的填负数(如−2)" in doubt.remedy
    assert [found.id for found in judge(fall, -250, Place("表", "F4", "-250"))] == ["growth_odd"]


def test_a_figure_in_too_large_a_unit_is_doubted_again_the_month_after(september):
    measure = next(m for m in september.measures if m.kind == "quantity" and (m.lower or 0) >= 10_000 and m.plan_pct)
    after_it = replace(measure, previous=measure.lower / 12_000, previous_month=AUGUST)
    assert [found.id for found in judge(after_it, measure.lower / 10_000, Place("表", "F4", "3.5"))] == ["value_tiny"]
