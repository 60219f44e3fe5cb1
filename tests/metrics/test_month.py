"""The month in one sentence."""

import pytest

from metrics.arithmetic.counting import Tally, tally
from metrics.sentences.month import month_in_brief

BEHIND = "滞后事项3项(滞后子项5个)"


def counted(good: int, behind: int, missing: int = 0, cells_in: int = 9, cells_due: int = 10) -> Tally:
    statuses = ["on_track"] * good + ["behind"] * behind + ["not_reported"] * missing
    return Tally(tally(statuses).counts, cells_in, cells_due)


@pytest.mark.parametrize(
    ("now", "before", "month_no", "told"),
    [
        (counted(6, 3), counted(7, 2), 9, f"按期率66.7%(6/9项),较8月−11.1个百分点;{BEHIND},较上月新增2项、恢复1项"),
        (counted(6, 3), counted(6, 3), 9, f"按期率66.7%(6/9项),与8月持平;{BEHIND},较上月新增2项、恢复1项"),
        (counted(6, 3), None, 1, f"按期率66.7%(6/9项);{BEHIND}"),
        (counted(6, 3), counted(0, 0, 9, 1, 10), 9, f"按期率66.7%(6/9项);{BEHIND},较上月新增2项、恢复1项"),
        (counted(1, 0, 2), counted(2, 1), 9, "按期率33.3%(1/3项),较8月−33.4个百分点;没有滞后事项,另有2项未报送"),
        (counted(0, 0, 9, 0, 10), counted(6, 3), 9, "本月尚未报送数据,暂不能判定是否滞后"),
    ],
)  # fmt: skip
def test_a_month_is_told_by_its_rate_what_changed_and_what_is_behind(
    now: Tally, before: Tally | None, month_no: int, told: str
) -> None:
    clauses = month_in_brief(now, before, month_no, behind_measures=5, fell_behind=2, recovered=1)
    assert ";".join(clauses) == told


def test_the_years_end_has_the_last_word_where_somebody_knows_of_it() -> None:
    said = "按目前进度年底预计12项难以完成"
    clauses = month_in_brief(counted(6, 3), None, 1, behind_measures=5, fell_behind=0, recovered=0, outlook=said)
    assert clauses[-1] == said
