"""Plans as people write them, and a target that changed: what is read, what is told."""

import datetime as dt

import pytest

from metrics.errors import UserError
from metrics.sentences.plan_words import parse_points, plan_text
from metrics.sentences.target_steps import both_rates, steps


@pytest.mark.parametrize(
    "text", ["4月20%、9月70%、12月100%", "4=20,9=70,12=100", "4:20 9:70 12:100", "4月20,9月70;12月100%"]
)
def test_nodes_may_be_written_in_several_ways(text):
    assert parse_points(text) == [(4, 20.0), (9, 70.0), (12, 100.0)]


def test_numbers_alone_are_those_of_the_months_in_order():
    assert parse_points("0、5%,10 20") == [(1, 0.0), (2, 5.0), (3, 10.0), (4, 20.0)]
    assert parse_points("") == []


@pytest.mark.parametrize("text", ["四月二成", "4月20%左右", "上半年"])
def test_what_is_neither_is_told(text):
    with pytest.raises(UserError, match="不能识别,请写成 4月20%、9月70%、12月100%"):
        parse_points(text)


def test_a_plan_is_told_with_its_declared_points():
    assert plan_text("nodes", [(4, 20.0), (12, 100.0)]) == "节点推进:4月20%、12月100%"
    assert plan_text("linear", []) == plan_text(None, []) == "按月均分"


def target(month: int, kind: str = "quantity", unit: str = "个", **more):
    facts = {"lower": None, "upper": None, "base": None, "comparator": ">=", "target_words": None, "approval": None,
             "reason": None}  # fmt: skip
    return {"month": dt.date(2023, month, 1), "kind": kind, "unit": unit, **facts, **more}


def test_a_step_says_from_when_what_became_of_a_target_and_why():
    [step] = steps([target(7, lower=2200.0), target(8, lower=2000.0, approval="纪要8号"), target(9, lower=2000.0)])
    assert step.words == "自2023年8月起由不低于2,200个调整为不低于2,000个(纪要8号)"
    assert both_rates(step, 1320) == "按原目标完成率60.0%,按现目标完成率66.0%"
    assert both_rates(step, None) == ""


def test_a_base_put_right_is_no_step_and_a_stock_counts_from_its_base():
    assert steps([target(1, "stock", lower=400.0, base=100.0), target(2, "stock", lower=400.0, base=200.0)]) == []
    [step] = steps([target(1, "stock", lower=400.0, base=100.0), target(2, "stock", lower=500.0, base=100.0)])
    assert both_rates(step, 250) == "按原目标完成率50.0%,按现目标完成率37.5%"
    [bare] = steps([target(1, "stock", lower=400.0), target(2, "stock", lower=500.0)])
    assert both_rates(bare, 250) == ""


def test_by_level_a_figure_is_told_by_how_far_it_is_from_either_bound():
    [growth] = steps([target(6, "growth", "%", lower=6.0, upper=7.0), target(7, "growth", "%", lower=5.5, upper=7.0)])
    assert both_rates(growth, 5.5) == "按原目标差0.5个百分点,按现目标正好持平"
    [ceiling] = steps([target(6, "ceiling", "%", upper=5.5), target(7, "ceiling", "%", upper=5.0)])
    assert both_rates(ceiling, 5.2) == "按原目标好于0.3个百分点,按现目标差0.2个百分点"
