"""What a number may be where it enters."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import bounds
from metrics.errors import UserError


@pytest.mark.parametrize("value", [0.0, -0.0, 0.1 + 0.2, 1e-6, 999_999_999_999_999.0, -5.25, Decimal("0.123456")])
def test_a_finite_number_below_ten_to_the_fifteenth_with_six_decimals_may_enter(value):
    assert bounds.fault(value) is None


@pytest.mark.parametrize("value", [1e15, -1e15, 1e27, float("-inf"), float("nan"), Decimal("NaN"), Decimal("1e99")])
def test_what_is_larger_or_not_finite_is_too_large(value):
    assert bounds.fault(value) == bounds.TOO_LARGE


@pytest.mark.parametrize("value", [1e-7, 5.1234567, 1 / 3, 1e-300, Decimal("0.0000001")])
def test_what_has_more_than_six_decimals_is_too_fine(value):
    assert bounds.fault(value) == bounds.TOO_FINE


@given(st.decimals(-(10**15) + 1, 10**15 - 1, places=6).filter(lambda one: len(one.as_tuple().digits) <= 15))
def test_every_number_of_fifteen_digits_and_six_decimals_survives_being_a_double(written):
    assert bounds.exact(float(written)) == written and bounds.fault(float(written)) is None


def test_the_sentence_names_the_number():
    bounds.require({"目标下限": None, "目标上限": 3.5}, "目标有误")
    with pytest.raises(UserError, match="目标上限须为绝对值小于1000万亿的数字"):
        bounds.require({"目标下限": 1.0, "目标上限": float("inf")}, "目标有误")
