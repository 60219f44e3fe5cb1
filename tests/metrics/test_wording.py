"""Figures as an official would write them."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import wording

finite = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15)


def _parsed(text: str) -> float:
    return float(text.replace(",", "").replace("−", "-"))


@pytest.mark.parametrize(
    ("text", "value", "unit", "printed"),
    [
        ("增长5.2%", 5.2, "%", "增长5.2%"), ("—", None, "%", "—"), ("100,000,000,000,000.0%", 1e14, "%", "约100万亿%"),
        ("−1,234,567,890.5", -1234567890.5, "", "约−12.3亿"), ("下降123,456.125%", -123456.125, "%", "约−12.3万%"),
    ],
)  # fmt: skip
def test_a_figure_that_is_longer_than_its_place_says_about_how_much_it_is(text, value, unit, printed):
    assert wording.in_brief(text, value, unit) == printed


@pytest.mark.parametrize("missing", [None, math.nan])
def test_missing_prints_a_dash_and_never_a_zero(missing):
    printed = (
        wording.number(missing), wording.figure(missing, "个"), wording.percent(missing), wording.points(missing),
        wording.signed_points(missing),
    )  # fmt: skip
    assert printed == ("—",) * 5


@settings(deadline=None)
@given(finite)
def test_a_printed_number_reads_back_as_what_excel_shows_of_it(value):
    assert _parsed(wording.number(value)) == float(f"{value:.15g}")


@settings(deadline=None)
@given(st.integers(-(10**12), 10**12), st.integers(0, 4))
def test_what_has_so_many_decimals_is_printed_without_loss(units, digits):
    value = units / 10**digits
    assert _parsed(wording.rounded(value, digits)) == value


@settings(deadline=None)
@given(finite)
def test_a_printed_zero_has_no_sign(value):
    text = wording.rounded(value, 1)
    assert (_parsed(text) != 0) or "−" not in text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0, "个", "0个"), (1320, "个", "1,320个"), (717.11, "亿元", "717.11亿元"), (-2.8, "%", "−2.8%"),
        (36000, "户", "36,000户"), (0.1 + 0.2, "吨", "0.3吨"), (1e-7, "", "0.0000001"),
    ],
)  # fmt: skip
def test_a_figure_is_printed_in_full_with_its_unit(value, unit, text):
    assert wording.figure(value, unit) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (60, "60.0%"),
        (58.333333, "58.3%"),
        (0, "0.0%"),
        (220, "220.0%"),
        (-10, "−10.0%"),
        (0.25, "0.3%"),
        (0.05, "0.1%"),
    ],
)
def test_a_share_has_one_decimal_and_is_not_capped(value, text):
    assert wording.percent(value) == text


@pytest.mark.parametrize(
    ("value", "size", "signed"),
    [
        (-15.0, "15.0个百分点", "−15.0"), (3.2, "3.2个百分点", "+3.2"), (0.0, "0.0个百分点", "0.0"),
        (0.04, "不足0.1个百分点", "不足0.1"), (-0.000833, "不足0.1个百分点", "不足0.1"), (0.05, "0.1个百分点", "+0.1"),
        (-0.05, "0.1个百分点", "−0.1"), (0.049999, "不足0.1个百分点", "不足0.1"),
        (-1234.5, "1,234.5个百分点", "−1,234.5"),
    ],
)  # fmt: skip
def test_a_margin_below_a_twentieth_of_a_point_is_less_than_a_tenth_and_never_nothing(value, size, signed):
    assert (wording.points(value), wording.signed_points(value)) == (size, signed)


@pytest.mark.parametrize(
    ("value", "whole", "text"),
    [(880 / 3, True, "294个"), (880 / 3 * 3, True, "880个"), (100, True, "100个"), (293.0000001, True, "293个"),
     (1.9, False, "1.9个"), (1.91, False, "2.0个"), (0, True, "0个")],
)  # fmt: skip
def test_what_is_needed_is_rounded_up_so_that_it_suffices(value, whole, text):
    assert wording.needed(value, "个", whole=whole) == text


@pytest.mark.parametrize(
    ("value", "whole", "text"),
    [
        (1320 / 9, True, "147个"),
        (2 / 9, True, "0.2个"),
        (9.54, True, "9.5个"),
        (4, True, "4个"),
        (0.633, False, "0.6个"),
        (0.01, True, "不足0.1个"),
        (0, False, "0.0个"),
    ],
)
def test_a_past_average_is_rounded_to_the_nearest_and_something_never_to_nothing(value, whole, text):
    assert wording.average(value, "个", whole=whole) == text


def test_people_and_things_come_whole_and_measures_of_size_and_money_do_not():
    assert [wording.comes_whole(unit, 10, 3) for unit in ("个", "户", "人次", "家")] == [True] * 4
    assert [wording.comes_whole(unit, 10, 3) for unit in ("万元", "公里", "%", "万平方米")] == [False] * 4
    assert not wording.comes_whole("个", 10, 3.5)
    assert wording.comes_whole("个", 10, None)


@pytest.mark.parametrize(("value", "text"), [(5.2, "增长5.2%"), (-2.1, "下降2.1%"), (0, "持平"), (6.0, "增长6.0%")])
def test_growth_is_told_in_words(value, text):
    assert wording.growth(value) == text


def test_percentages_that_do_not_add_up_to_a_hundred_say_so():
    assert wording.rounding_note([1, 1, 1]) == "占比因四舍五入,合计为99.9%"
    assert wording.rounding_note([1] * 6) == "占比因四舍五入,合计为100.2%"
    assert [wording.rounding_note(counts) for counts in ([2, 2], [80, 0], [0, 0], [])] == [""] * 4
