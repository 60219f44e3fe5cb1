"""How a stretch of months is written: read alike in titles, headings and sentences."""

import datetime as dt

import pytest

from loaders.prose.times import OTHER, OWN, SO_FAR, spoken
from loaders.table.headings.meaning import meaning
from loaders.table.headings.plain import heading_key, plain_heading, without_month
from loaders.table.months import stretches_in
from loaders.table.periods import Period, folded, period_in
from tests.loaders.conftest import OCTOBER, SEPTEMBER


@pytest.mark.parametrize(
    ("text", "first", "last", "year"),
    [
        *((text, 1, 9, None) for text in (
            "1-9月", "1月至9月", "1—9月份", "元月到九月底", "01～09月", "1月1日至9月25日", "前三季度", "前3季",
            "前三个季度",
            "1-3季度", "1—3季度", "一至三季度", "一季度至三季度", "Q1-Q3",
        )),
        ("2023年1月-2023年9月", 1, 9, 2023), ("2023年(1-9月)", 1, 9, 2023), ("7-9月", 7, 9, None),
        ("11-12月", 11, 12, None), ("2-3季度", 4, 9, None), ("二季度至三季度", 4, 9, None),
        ("前四季度", 1, 12, None), ("一至四季度", 1, 12, None),
        ("一季度", 1, 3, None), ("2023年第3季度", 7, 9, 2023), ("3季末", 7, 9, None), ("Q3", 7, 9, None),
        ("上半年", 1, 6, None), ("下半年", 7, 12, None), ("前两个季度", 1, 6, None),
        ("9月份", None, 9, None), ("截至2023年9月底", None, 9, 2023), ("2023年截至9月30日", None, 9, 2023),
    ],
)  # fmt: skip
def test_a_stretch_of_months_has_its_first_and_last_month_and_year(text, first, last, year):
    found = stretches_in(folded(text))
    assert [(one.first, one.last, one.year) for one in found] == [(first, last, year)]
    assert found[0].is_so_far is (first == 1)


@pytest.mark.parametrize("text", ["四季青街道", "三季稻", "三个季度", "12个月", "GQ3", "2021年至2023年"])
def test_a_season_a_length_and_a_code_are_no_stretch_of_months(text):
    assert stretches_in(folded(text)) == [] and period_in(text) is None


@pytest.mark.parametrize("text", ["2023年前三个季度工作情况", "2023年1—3季度", "2023年一季度至三季度"])
def test_a_title_that_counts_its_quarters_says_which_month_it_is_up_to(text):
    assert period_in(text) == Period(2023, 9, 1)


@pytest.mark.parametrize("heading", ["1—3季度累计完成", "前三个季度完成数", "1月1日至9月完成"])
def test_a_heading_that_counts_quarters_from_january_is_the_years_so_far(heading):
    found = meaning("actuals", (heading,), OCTOBER)
    assert found is not None and (found.field, found.month_no) == ("value", 9)


def test_a_span_with_its_year_twice_is_of_its_last_month():
    found = meaning("actuals", ("2023年1月-2023年9月", "累计完成"), SEPTEMBER)
    assert found is not None and (found.field, found.month_no) == ("value", 9)
    assert without_month(plain_heading("2023年1月-2023年9月累计"))[1] == 9


def test_a_span_that_began_in_an_earlier_year_is_not_this_years_so_far():
    found = stretches_in("2022年1月至2023年9月")
    assert [(one.first, one.last, one.year, one.is_so_far) for one in found] == [(1, 9, 2023, False)]


@pytest.mark.parametrize("path", [("2-3季度", "累计"), ("1-9月(10月)", "累计"), ("1-9月2023年", "累计")])
def test_a_group_of_another_time_dates_the_cumulative_below_it(path):
    found = meaning("actuals", path, OCTOBER)
    assert found is not None and (found.field, found.month_no) == ("value", 9)


@pytest.mark.parametrize("path", [("2022年完成", "1-9月"), ("2022年", "完成", "1-9月"), ("1-9月", "2022年")])
def test_a_span_is_of_the_year_that_stands_apart_from_it(path):
    found = meaning("actuals", path, SEPTEMBER)
    assert found is not None and found.field == "last_year"


@pytest.mark.parametrize("heading", ["1-9月比2022年增长(%)", "前三季度较2022年增长(%)"])
def test_a_year_that_is_compared_with_is_not_the_figures(heading):
    found = meaning("actuals", (heading,), SEPTEMBER)
    assert found is not None and (found.field, found.month_no, found.year) == ("growth", 9, None)


@pytest.mark.parametrize("title", ["2022年民生实事1月1日至9月25日推进情况", "2022年民生实事1月1日-9月30日推进情况"])
def test_a_year_that_stands_apart_from_the_days_is_theirs(title):
    assert period_in(title) == Period(2022, 9, 1)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2022年民生实事1-9月推进情况", 2022), ("2022年度十件实事1—9月进展情况", 2022), ("1-9月推进情况(2022年)", 2022),
        ("1-9月较2022年增长情况", None), ("2022年结转项目1-9月推进情况", None),
    ],
)  # fmt: skip
def test_a_year_that_stands_apart_from_the_months_is_theirs_unless_they_are_compared_with_it(title, year):
    assert period_in(title) == Period(year, 9, 1)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("9月26日—10月25日重点任务推进情况", Period(None, 10)),
        ("2023年重点任务推进情况(9月21日至10月20日)", Period(2023, 10)),
        ("2023年12月26日-1月25日推进情况", Period(2024, 1)),
        ("2023年12月26日-2024年1月25日推进情况", Period(2024, 1)),
        ("10月1日—10月7日值班情况", None),
        ("9月26日—10月8日公示", None),
    ],
)
def test_a_month_counted_from_day_to_day_is_the_one_that_it_ends_in(title, period):
    assert period_in(title) == period
    assert [one.is_so_far for one in stretches_in(folded(title)) if period] == ([False] if period else [])


@pytest.mark.parametrize("heading", ["2022年自1月至10月累计", "2022年1-10月累计"])
def test_a_span_of_last_year_is_known_by_the_year_before_it(heading):
    found = meaning("actuals", (heading,), OCTOBER)
    assert found is not None and found.field == "last_year"


def test_a_span_that_begins_later_keeps_its_first_month_in_what_an_answer_is_kept_under():
    assert heading_key(("11-12月完成",), dt.date(2023, 12, 1)) == "11-{月}完成"


@pytest.mark.parametrize(
    ("words", "month", "span"),
    [
        ("一季度", 3, SO_FAR), ("一季度", 9, OTHER), ("三季度", 9, OTHER), ("前三个季度", 9, SO_FAR),
        ("1-3季度", 9, SO_FAR),
        ("7-9月累计", 9, OTHER), ("11-12月", 12, OTHER), ("1-9月", 9, SO_FAR), ("9月", 9, OWN),
        ("2022年截至9月底", 9, OTHER),
        ("2021年以来截至9月底", 9, OTHER), ("9月新增20个,截至本月", 9, SO_FAR), ("9月下旬", 9, SO_FAR),
        ("8月25日", 9, None), ("1-9月5G基站", 9, SO_FAR), ("2022年1月至2023年9月累计", 9, OTHER),
        ("9月26日—10月25日", 10, OWN), ("8月26日至9月25日", 10, OTHER),
        ("前四季度", 12, SO_FAR), ("2-3季度", 9, OTHER), ("第3季音乐节", 10, None), ("第3季度", 10, OTHER),
    ],
)  # fmt: skip
def test_a_sentence_speaks_of_the_year_so_far_or_of_another_time(words, month, span):
    found = spoken(words, dt.date(2023, month, 1))
    assert (None if found is None else found.span) == span
