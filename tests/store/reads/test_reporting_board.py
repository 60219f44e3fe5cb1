"""Who owed what, and when it came: deadlines with exceptions, revisions, returns, the rates, the reminder."""

import datetime as dt

import pandas as pd
import pytest

from metrics.arithmetic import reporting_rates
from metrics.errors import UserError
from store.acts import closed_months, deadlines, items, submissions
from store.acts import units as unit_changes
from store.acts.review import returns
from store.acts.rights import Actor, Forbidden, at_the_machine
from store.engine.records import records
from store.engine.store import Store
from store.reads.figures import snapshot
from store.reads.figures.status import status_rows, unit_reporting
from store.reads.reporting import reporting_board as boards
from store.reads.reporting.deadlines import exceptions, month_deadlines
from tests.store.audited import audited
from tests.store.builder import World, day, first

OFFICE = at_the_machine("区目标办")


def stands(world: World, store: Store, month: int, now: dt.datetime, as_of: dt.datetime | None = None) -> boards.Board:
    view = world.view(month, as_of=as_of or now)
    return boards.board(store, snapshot.take(store, view), now)


def states(board: boards.Board) -> dict[tuple[str, int], str]:
    return {(row["unit"], row["month"].month): row["state"] for row in records(board.rows)}


def send(store: Store, world: World, values: dict[int, float], month: int, at: dt.datetime, unit: str = "a") -> int:
    """One workbook with figures of some measures, by their place."""
    rows = [{"measure_id": world.measures[i].measure_id, "month": first(month), "value": v} for i, v in values.items()]
    submission = submissions.Submission(unit, first(month), "表.xlsx", f"{at} {values}", at_the_machine("张三"), at)
    return submissions.add_submission(store, submission, pd.DataFrame(rows))


@pytest.fixture
def world() -> World:
    """Two measures of 区甲局 and one of 区乙局, whose item begins in March."""
    world = World()
    item = world.item()
    item.measure(lower=1200)
    item.measure(lower=600)
    world.measure(lower=100, supplier="b").nodes((2, 0), (12, 1))
    return world


@pytest.fixture
def store(world: World) -> Store:
    return world.store()


def test_a_month_is_on_time_late_partial_missing_or_has_nothing_due(store, world):
    send(store, world, {0: 100, 1: 50}, 1, day(2, 5, 23))
    send(store, world, {0: 200, 1: 100}, 2, day(3, 6, 0))
    send(store, world, {0: 300}, 3, day(4, 1))
    board = stands(world, store, 4, day(5, 10))
    assert states(board) == {
        ("区甲局", 1): "on_time", ("区甲局", 2): "late", ("区甲局", 3): "partial", ("区甲局", 4): "missing",
        ("区乙局", 1): "not_due", ("区乙局", 2): "not_due", ("区乙局", 3): "missing", ("区乙局", 4): "missing",
    }  # fmt: skip
    assert (board.units_due, board.counts["missing"]) == (2, 2)
    march = board.rows[(board.rows["unit_id"] == "a") & (board.rows["month"] == "2023-03-01")]
    assert records(march[["cells_due", "cells_in", "first_at", "deadline_on"]]) == [
        {"cells_due": 2, "cells_in": 1, "first_at": day(4, 1), "deadline_on": dt.date(2023, 4, 5)}
    ]


def test_the_rest_of_a_partial_report_that_comes_after_the_deadline_makes_the_month_late(store, world):
    send(store, world, {0: 100}, 1, day(2, 3))
    send(store, world, {1: 50}, 1, day(2, 9))
    assert states(stands(world, store, 1, day(2, 10))) == {("区甲局", 1): "late"}
    assert states(stands(world, store, 1, day(2, 8))) == {("区甲局", 1): "partial"}


def test_a_correction_after_the_deadline_stays_on_time_and_is_no_first_try(store, world):
    send(store, world, {0: 100, 1: 50}, 1, day(2, 3))
    assert stands(world, store, 1, day(2, 10)).rates.first_try == 1
    send(store, world, {0: 90}, 1, day(2, 9))
    board = stands(world, store, 1, day(2, 10))
    assert states(board) == {("区甲局", 1): "on_time"}
    assert (board.rates.first_try, board.rates.tried) == (0, 1)


def test_the_same_figures_again_are_no_correction(store, world):
    send(store, world, {0: 100}, 1, day(2, 3))
    send(store, world, {0: 100, 1: 50}, 1, day(2, 4))
    assert stands(world, store, 1, day(2, 10)).rates.first_try == 1


def test_what_was_taken_back_is_missing_again_and_no_first_try(store, world):
    number = send(store, world, {0: 100, 1: 50}, 1, day(2, 3))
    submissions.withdraw(store, number, "填错", OFFICE, day(2, 4))
    assert states(stands(world, store, 1, day(2, 10))) == {("区甲局", 1): "missing"}
    send(store, world, {0: 101, 1: 50}, 1, day(2, 8))
    board = stands(world, store, 1, day(2, 10))
    assert (states(board), board.rates.first_try) == ({("区甲局", 1): "on_time"}, 0)


def test_sample_data_that_were_taken_back_were_never_sent():
    world = World()
    world.measure(lower=1200).figure(1, 90, at=day(2, 1), withdrawn_at=day(2, 20), is_demo=True)
    store = world.store()
    send(store, world, {0: 100}, 1, day(2, 21))
    board = stands(world, store, 1, day(2, 22))
    assert (states(board), board.rates.first_try) == ({("区甲局", 1): "late"}, 1)


def test_the_deadline_is_a_setting_from_a_month_on(store, world):
    send(store, world, {0: 100, 1: 50}, 1, day(2, 8))
    send(store, world, {0: 200, 1: 100}, 2, day(3, 8))
    deadlines.set_deadline(store, 10, first(2), "统一改为10日", OFFICE, day(3, 9))
    assert states(stands(world, store, 2, day(3, 20))) == {("区甲局", 1): "late", ("区甲局", 2): "on_time"}
    assert states(stands(world, store, 2, day(3, 8, 12))) == {("区甲局", 1): "late", ("区甲局", 2): "late"}
    assert month_deadlines(store, 2023, world.region)[first(12)] == dt.date(2024, 1, 10)


def test_nobody_is_late_with_a_month_that_passed_before_the_targets_were_known():
    world = World()
    world.measure(lower=1200, recorded_at=day(2, 14))
    store = world.store()
    due = month_deadlines(store, 2023, world.region)
    assert [due[first(month)] for month in (1, 2, 3)] == [dt.date(2023, 3, 5), dt.date(2023, 3, 5), dt.date(2023, 4, 5)]
    send(store, world, {0: 100}, 1, day(3, 5, 23))
    assert states(stands(world, store, 2, day(3, 6))) == {("区甲局", 1): "on_time", ("区甲局", 2): "missing"}
    before = month_deadlines(store, 2023, world.region, day(2, 1))  # when nobody knew of targets
    assert before[first(1)] == dt.date(2023, 2, 5)


def test_what_a_unit_sent_stays_its_own_when_another_takes_over_and_what_is_missing_passes_on(store, world):
    send(store, world, {0: 100, 1: 50}, 1, day(2, 3))
    send(store, world, {0: 200}, 2, day(3, 3))
    unit_changes.change_lead(store, world.measures[0].item_id, "b", "职能划转", OFFICE, day(3, 8))
    board = stands(world, store, 2, day(3, 9))
    assert states(board) == {
        ("区甲局", 1): "on_time", ("区乙局", 1): "not_due", ("区甲局", 2): "on_time", ("区乙局", 2): "missing",
    }  # fmt: skip
    assert [(one.unit, one.missing) for one in board.owing] == [("区乙局", ("民生1 事项1·子项",))]


def test_an_item_that_is_taken_up_in_the_year_is_owed_from_the_next_deadline_on(store, world):
    send(store, world, {0: 100, 1: 50}, 1, day(2, 3))
    new = items.NewItem(2023, "livelihood", "教育", "新增学位", "a", "会议纪要", "学位", "quantity", "个", 100.0)
    items.add_item(store, new, "新增任务", OFFICE, day(2, 20))
    board = stands(world, store, 2, day(2, 21))
    assert states(board) == {("区甲局", 1): "on_time", ("区甲局", 2): "missing"}
    assert board.owing[0].cells_due == 3


def test_an_exception_moves_one_units_deadline_for_one_month_until_it_expires(store, world):
    deadlines.grant_exception(store, "a", first(1), dt.date(2023, 2, 9), "系统改造", OFFICE, day(2, 5))
    send(store, world, {0: 100, 1: 50}, 1, day(2, 9, 20))
    send(store, world, {0: 200, 1: 100}, 2, day(3, 9))
    assert states(stands(world, store, 2, day(3, 20))) == {("区甲局", 1): "on_time", ("区甲局", 2): "late"}
    [row] = records(exceptions(store, 2023, world.region))
    assert (row["unit"], row["until"], row["reason"]) == ("区甲局", dt.date(2023, 2, 9), "系统改造")


def test_an_exception_that_is_granted_after_all_is_in_makes_nothing_on_time(store, world):
    send(store, world, {0: 100, 1: 50}, 1, day(2, 8))
    deadlines.grant_exception(store, "a", first(1), dt.date(2023, 2, 20), "更正用", OFFICE, day(2, 9))
    board = stands(world, store, 1, day(2, 10))
    assert (states(board), board.this_month["deadline_on"].dt.date[0]) == ({("区甲局", 1): "late"}, dt.date(2023, 2, 5))
    send(store, world, {0: 110}, 1, day(2, 12))  # what is corrected by it was late before
    assert states(stands(world, store, 1, day(2, 13))) == {("区甲局", 1): "late"}


def test_an_exception_that_is_granted_after_the_deadline_lets_what_is_still_missing_be_on_time(store, world):
    send(store, world, {0: 100}, 1, day(2, 3))
    deadlines.grant_exception(store, "a", first(1), dt.date(2023, 2, 20), "系统改造", OFFICE, day(2, 9))
    send(store, world, {1: 50}, 1, day(2, 12))
    assert states(stands(world, store, 1, day(2, 13))) == {("区甲局", 1): "on_time"}


def test_what_is_owed_is_awaited_before_the_deadline_and_counts_in_no_rate_yet(store, world):
    board = stands(world, store, 1, day(2, 5, 23))
    [row] = records(boards.unit_rates(board))
    assert (row["month_1"], row["on_time_pct"], row["complete_pct"]) == ("待 待报", None, 0)
    [row] = records(boards.unit_rates(stands(world, store, 1, day(2, 6, 0))))
    assert (row["month_1"], row["on_time_pct"]) == ("缺 未报", 0)


def test_the_rates_are_counted_by_cells_and_by_months_of_units(store, world):
    send(store, world, {0: 100, 1: 50}, 1, day(2, 3))
    send(store, world, {0: 200, 1: 100}, 2, day(3, 20))
    send(store, world, {2: 10}, 3, day(4, 2), "b")
    board = stands(world, store, 3, day(4, 10))
    assert (board.rates.cells_in, board.rates.cells_due) == (5, 7)
    assert (board.rates.on_time, board.rates.timed) == (2, 4)
    assert board.rates.complete_pct == pytest.approx(500 / 7)
    units = {row["unit_name"]: row for row in records(boards.unit_rates(board))}
    assert list(units) == ["区甲局", "区乙局"]  # who owes most comes first
    assert units["区甲局"]["complete_text"] == "4/6"
    assert units["区甲局"]["on_time_pct"] == pytest.approx(100 / 3)
    assert [units["区乙局"][f"month_{n}"] for n in (1, 2, 3)] == ["—", "—", "准 按时"]


def test_the_board_counts_the_same_cells_as_the_line_on_every_screen(store, world):
    send(store, world, {0: 300}, 3, day(4, 1))
    send(store, world, {2: 10}, 3, day(4, 1), "b")
    board = stands(world, store, 3, day(4, 8))
    told = records(unit_reporting(status_rows(store, world.view(3, as_of=day(4, 8)))))
    counted = [(row["unit"], row["cells_in"], row["cells_due"]) for row in records(board.this_month)]
    assert sorted(counted) == sorted((row["unit"], row["cells_in"], row["cells_due"]) for row in told)


def test_the_reminder_names_every_unit_with_what_it_owes(store, world):
    send(store, world, {0: 300}, 3, day(4, 1))
    assert stands(world, store, 3, day(4, 8)).reminder == (
        "截至4月8日9时，应报2023年3月目标进度数据的2家单位中，还有2家未报齐（其中1家已报部分数据）。"
        "请下列单位抓紧核实，在“数据报送”中报齐；确有困难的，请书面说明原因和可报时间。\n\n"
        "1. 区乙局：应报1项均未报，已于2023年4月5日到期，请即补报。未报事项：民生2 事项2·子项。\n\n"
        "2. 区甲局：应报2项，未报1项，已于2023年4月5日到期，请即补报。未报事项：民生1 事项1·子项。"
    )
    assert "请于2023年4月5日前报送" in stands(world, store, 3, day(4, 5, 23)).reminder


def test_the_reminder_of_a_closed_month_asks_for_no_report_that_would_be_refused(store, world):
    closed_months.close_month(store, first(3), "已上报", OFFICE, day(4, 7))
    deadlines.grant_exception(store, "b", first(3), dt.date(2023, 4, 12), "系统改造", OFFICE, day(4, 7))
    text = stands(world, store, 3, day(4, 8)).reminder
    assert "该月已封账，确需补报的，请先向汇总单位书面申请延期。" in text and "请即补报" not in text
    assert "区甲局：应报2项均未报，已于2023年4月5日到期。" in text and "请于2023年4月12日前报送" in text


def test_when_all_have_sent_the_reminder_says_so(store, world):
    send(store, world, {0: 100, 1: 50}, 1, day(2, 3))
    board = stands(world, store, 1, day(2, 4))
    assert (board.owing, board.reminder) == ([], "2023年1月目标进度数据，应报1家单位已全部报齐。")


def test_yesterdays_board_can_be_had_again(store, world):
    yesterday = stands(world, store, 1, day(2, 4)).rows
    send(store, world, {0: 100, 1: 50}, 1, day(2, 5))
    deadlines.set_deadline(store, 1, first(1), "提前", OFFICE, day(2, 6))
    pd.testing.assert_frame_equal(stands(world, store, 1, day(2, 4)).rows, yesterday)


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda s: deadlines.set_deadline(s, 31, first(1), "改", OFFICE, day(2)),
         "报送截止日须为次月1日至28日之间的一天。"),
        (lambda s: deadlines.set_deadline(s, 8, first(1), " ", OFFICE, day(2)), "修改系统设定须写明原因。"),
        (lambda s: deadlines.set_deadline(s, 8, first(1), "改", at_the_machine(" "), day(2)), "请填写您的姓名。"),
        (lambda s: deadlines.grant_exception(s, "z", first(1), dt.date(2023, 3, 1), "难", OFFICE, day(2)),
         "没有编号为“z”的单位。"),
        (lambda s: deadlines.grant_exception(s, "a", first(1), dt.date(2023, 1, 31), "难", OFFICE, day(2)),
         "延期期限2023年1月31日已过,请写今天或以后的日期。"),
    ],
)  # fmt: skip
def test_a_bad_deadline_gets_one_sentence_and_leaves_nothing(store, ask, sentence):
    version = store.version
    with pytest.raises(UserError) as refused:
        ask(store)
    assert refused.value.message == sentence
    assert store.version == version


def test_only_who_may_sets_deadlines_and_grants_exceptions(store):
    unit, reviewer = Actor("甲", "reports", "a"), Actor("审", "reviews")
    with pytest.raises(Forbidden):
        deadlines.grant_exception(store, "a", first(1), dt.date(2023, 3, 1), "难", unit, day(2))
    with pytest.raises(Forbidden):
        deadlines.set_deadline(store, 8, first(1), "改", reviewer, day(2))


def test_changes_of_deadlines_are_in_the_audit_in_words(store, world):
    deadlines.set_deadline(store, 10, first(2), "统一改为10日", OFFICE, day(3, 9))
    deadlines.grant_exception(store, "a", first(2), dt.date(2023, 3, 12), "系统改造", OFFICE, day(3, 9))
    deadlines.grant_exception(store, "a", first(2), dt.date(2023, 3, 15), "再延", OFFICE, day(3, 10))
    assert audited(store) == [
        ["调整报送期限", "2023年2月起", "次月5日", "次月10日", "统一改为10日", "区目标办"],
        ["准予延期", "区甲局2023年2月报送", None, "至2023年3月12日", "系统改造", "区目标办"],
        ["准予延期", "区甲局2023年2月报送", "至2023年3月12日", "至2023年3月15日", "再延", "区目标办"],
    ]


def test_a_return_is_no_first_try(store, world):
    number = send(store, world, {0: 100, 1: 50}, 1, day(2, 3))
    returns.return_cell(store, number, world.measures[0].measure_id, "含去年结转吗?", OFFICE, day(2, 4))
    board = stands(world, store, 1, day(2, 10))
    assert (states(board), board.rates.first_try) == ({("区甲局", 1): "on_time"}, 0)


def test_no_rate_is_made_of_nothing():
    found = reporting_rates.rates(pd.DataFrame({"state": [], "is_overdue": [], "cells_in": [], "cells_due": [],
                                           "is_first_try": []}))  # fmt: skip
    assert (found.complete_pct, found.on_time_pct, found.first_try_pct) == (None, None, None)
