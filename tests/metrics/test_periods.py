"""Months: a date inside, `2023-09` outside, words on screen."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import periods
from metrics.errors import UserError

SEPTEMBER = dt.date(2023, 9, 1)
months = st.builds(dt.date, st.integers(2000, 2099), st.integers(1, 12), st.just(1))


@settings(deadline=None)
@given(months)
def test_a_month_written_outside_reads_back_as_the_same_month(month):
    assert periods.parse_month(periods.month_code(month)) == month


@pytest.mark.parametrize("text", ["2023-9", " 2023-09 ", "2023-09"])
def test_a_month_may_be_written_with_or_without_its_nought(text):
    assert periods.parse_month(text) == SEPTEMBER


@pytest.mark.parametrize(
    "text", ["2023-13", "2023-00", "2023", "202309", "2023-09-01", "九月", "", "1999-12", "2023-9月"]
)
def test_what_is_no_month_is_refused_in_one_sentence(text):
    with pytest.raises(UserError) as refused:
        periods.parse_month(text)
    assert refused.value.message == f"“{text}”不是有效月份,格式应为 2023-09。"


def test_a_month_has_its_names_on_screen():
    assert periods.month_name(SEPTEMBER) == "2023年9月"
    assert [periods.span_name(month) for month in (dt.date(2023, 1, 1), SEPTEMBER)] == ["1月", "1–9月"]
    quarters = [periods.quarter_name(dt.date(2023, number, 1)) for number in (1, 3, 5, 6, 9, 12)]
    assert quarters == ["1月", "一季度", "1–5月", "上半年", "前三季度", "全年"]


def test_the_months_of_a_year_end_with_the_month_itself():
    assert periods.months_of_year(dt.date(2023, 3, 1)) == [dt.date(2023, number, 1) for number in (1, 2, 3)]
    assert len(periods.months_of_year(dt.date(2023, 12, 1))) == 12


@settings(deadline=None)
@given(months)
def test_the_month_before_lies_one_month_back_over_the_turn_of_the_year_too(month):
    before = periods.previous_month(month)
    assert before.day == 1
    assert month.year * 12 + month.month - (before.year * 12 + before.month) == 1


@pytest.mark.parametrize(("number", "pct"), [(1, 100 / 12), (6, 50.0), (9, 75.0), (12, 100.0)])
def test_time_elapsed_is_that_at_the_months_end(number, pct):
    assert periods.time_elapsed_pct(dt.date(2023, number, 1)) == pct


def test_a_moment_without_an_hour_is_the_end_of_its_day():
    assert periods.parse_moment("2023-10-12T09:00") == dt.datetime(2023, 10, 12, 9)
    assert periods.parse_moment("2023-10-12 09:00") == dt.datetime(2023, 10, 12, 9)
    assert periods.parse_moment("2023-10-12") == dt.datetime(2023, 10, 12, 23, 59, 59)


@pytest.mark.parametrize("text", ["昨天", "2023-13-01", "", "9:00", "2023-10-12T09:00+08:00", "2023-10-12T09:00Z"])
def test_what_is_no_moment_is_refused_in_one_sentence(text):
    with pytest.raises(UserError, match="不是有效时间"):
        periods.parse_moment(text)
