"""The bar of counts: each status by its word, in the words of its month."""

import datetime as dt

import pandas as pd
import pytest

from briefing.charts.behind import behind_bars
from briefing.charts.counts import bar_segments, counts_alt
from briefing.charts.groups import groups_of
from metrics import terms
from metrics.arithmetic.backlog import behind_by
from metrics.arithmetic.counting import tally_by, tally_items

STATUSES = ["done", "behind", "behind", "far_behind"]


def items(month: int) -> pd.DataFrame:
    return pd.DataFrame({
        "status": STATUSES, "category": "交通出行", "month": dt.date(2023, month, 1), "month_cells_in": 4,
        "month_cells_due": 4,
    })  # fmt: skip


@pytest.mark.parametrize(("month", "behind", "far"), [(11, "慢序时", "严重滞后"), (12, "慢 未完成", "滞 未完成")])
def test_in_december_what_is_behind_has_the_chips_word_and_its_mark_says_how_far(month, behind, far):
    whole = tally_items(items(month))
    [group] = groups_of(tally_by(items(month), "category"), "category")
    for drawn in (bar_segments(whole), group.segments):
        assert [segment.told for segment in drawn] == ["已完成 1项", f"{behind} 2项", f"{far} 1项"]
    assert counts_alt(whole, "交通出行") == f"交通出行4项中已完成1项、{behind}2项、{far}1项。"


@pytest.mark.parametrize(("month", "behind", "far"), [(11, "慢序时", "严重滞后"), (12, "慢 未完成", "滞 未完成")])
def test_the_bars_of_what_is_behind_have_the_words_of_their_month_too(month, behind, far):
    rows = items(month).query("status != 'done'")
    drawn = behind_bars(behind_by(rows, "category"), "category", "各类别")
    told = {trace.hovertemplate for trace in drawn.figure.data if trace.hovertemplate}
    assert told == {f"%{{customdata}} {word}%{{x}}个子项<extra></extra>" for word in (behind, far)}
    assert drawn.alt == f"各类别滞后子项:交通出行3个({far}1个)。"


def test_the_legend_of_december_says_what_the_bars_say():
    words = {status.code: (status.by_pace, status.by_level) for status in terms.statuses_in(12)}
    assert {words[code] for code in terms.BAD} == {("未完成", "未完成")} and words["done"] == ("已完成", "全年达标")
    assert terms.statuses_in(11) == list(terms.STATUSES.values())
