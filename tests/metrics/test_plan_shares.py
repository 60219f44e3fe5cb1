"""The plan share of each month (domain.md §3)."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.arithmetic import plan_shares


def test_nodes_are_joined_by_straight_lines_and_nothing_is_planned_before_the_first():
    shares = plan_shares.through_nodes([(4, 0.2), (9, 0.7), (12, 1.0)])
    wanted = [0, 0, 0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
    assert shares == pytest.approx(wanted, abs=1e-12)
    assert shares[:3] == [0, 0, 0]


def test_after_a_last_node_before_december_everything_stays_due():
    assert plan_shares.through_nodes([(6, 1.0)]) == [0.0] * 5 + [1.0] * 7


@pytest.mark.parametrize(
    ("nodes", "complaint"),
    [
        ([], "distinct months"),
        ([(4, 0.2), (4, 0.5), (12, 1)], "distinct months"),
        ([(0, 0.2), (12, 1)], "distinct months"),
        ([(13, 1.0)], "distinct months"),
        ([(4, 0.5), (9, 0.2), (12, 1)], "never fall"),
        ([(4, 0.5), (12, 0.9)], "end at 1"),
        ([(4, -0.1), (12, 1)], "between 0 and 1"),
        ([(4, 1.2), (12, 1)], "between 0 and 1"),
    ],
)
def test_a_plan_that_falls_or_does_not_end_at_100_percent_is_refused(nodes, complaint):
    with pytest.raises(ValueError, match=complaint):
        plan_shares.through_nodes(nodes)


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), max_size=8), st.permutations(range(1, 12)))
def test_whatever_the_nodes_the_shares_never_fall_and_end_at_one(amounts, months):
    nodes = list(zip(sorted(months[: len(amounts)]), sorted(amounts), strict=True))
    shares = plan_shares.through_nodes([*nodes, (12, 1.0)])
    assert len(shares) == 12
    assert shares[11] == 1
    assert all(later >= earlier - 1e-12 for earlier, later in pairwise(shares))
    assert all(shares[month - 1] == share for month, share in nodes)


def test_last_years_amounts_become_shares():
    amounts = [10, 20, 40, 60, 80, 100, 120, 140, 160, 180, 190, 200]
    assert plan_shares.from_cumulative(amounts)[2] == 0.2
    assert plan_shares.from_cumulative(amounts)[-1] == 1


@pytest.mark.parametrize("amounts", [[1] * 11, [1] * 13, [0] * 12, [5, 4] + [6] * 10])
def test_last_year_needs_twelve_amounts_that_do_not_fall_and_a_total(amounts):
    with pytest.raises(ValueError):
        plan_shares.from_cumulative(amounts)
