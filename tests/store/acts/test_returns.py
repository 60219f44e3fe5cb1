"""A figure given back with a question: open, answered in words or by the next workbook, resolved."""

import datetime as dt

import pandas as pd
import pytest

from metrics.errors import UserError
from store.acts import submissions
from store.acts.review import returns
from store.acts.rights import Actor, Forbidden, at_the_machine
from store.engine.records import records
from store.engine.store import Store
from store.reads.reporting.returns import in_words, return_rows
from store.reads.view import LATEST
from tests.store.audited import audited
from tests.store.builder import World, day, first

REVIEWER, UNIT, OTHER = Actor("审", "reviews"), Actor("甲", "reports", "a"), Actor("乙", "reports", "b")


@pytest.fixture
def world() -> World:
    world = World()
    world.measure(lower=1200).figure(9, 900)
    return world


@pytest.fixture
def store(world: World) -> Store:
    return world.store()


@pytest.fixture
def cell(world: World) -> str:
    return world.measures[0].measure_id


def stands(store: Store, world: World, as_of: dt.datetime = LATEST) -> list[tuple[str, ...]]:
    """State, question, answer and conclusion of each return, as printed."""
    rows = in_words(return_rows(store, world.region, as_of))
    told = ["state", "question", "answer_text", "conclusion_text"]
    return [tuple(row[name] for name in told) for row in records(rows)]


def course(store: Store, world: World) -> list[str]:
    """Everything that was said about the only return."""
    [row] = records(in_words(return_rows(store, world.region)))
    return str(row["exchange_text"]).split("\n")


def again(store: Store, cell: str, value: float, at: dt.datetime) -> int:
    submission = submissions.Submission("a", first(9), "更正.xlsx", f"{value}", UNIT, at)
    return submissions.add_submission(
        store, submission, pd.DataFrame([{"measure_id": cell, "month": first(9), "value": value}])
    )


ASKED = "是否含结转?"


def test_a_returned_cell_is_open_then_answered_in_words_then_resolved_and_all_of_it_stays(store, world, cell):
    number = returns.return_cell(store, 1, cell, "是否含结转?", REVIEWER, day(10, 8))
    assert stands(store, world) == [("open", ASKED, "", "")]
    returns.answer(store, number, "不含结转", UNIT, day(10, 9))
    answer = "不含结转(甲,2023-10-09 09:00)"
    assert stands(store, world) == [("answered", ASKED, answer, "")]
    returns.resolve(store, number, "情况属实", REVIEWER, day(10, 10))
    conclusion = "情况属实(审,2023-10-10 09:00)"
    assert stands(store, world) == [("resolved", ASKED, answer, conclusion)]
    assert stands(store, world, day(10, 9, 12)) == [("answered", ASKED, answer, "")]
    assert course(store, world) == [f"问:{ASKED}(审,2023-10-08 09:00)", f"答:{answer}", f"了结:{conclusion}"]


def test_the_next_workbook_with_the_cell_is_an_answer(store, world, cell):
    returns.return_cell(store, 1, cell, "是否含结转?", REVIEWER, day(10, 8))
    number = again(store, cell, 850, day(10, 9))
    assert stands(store, world) == [("answered", ASKED, f"第{number}号报送(甲,2023-10-09 09:00)", "")]
    submissions.withdraw(store, number, "又错了", REVIEWER, day(10, 10))
    assert stands(store, world) == [("open", ASKED, "", "")]


def test_an_answer_that_does_not_do_opens_the_cell_again_with_a_new_question_and_the_old_one_stays(store, world, cell):
    number = returns.return_cell(store, 1, cell, "是否含结转?", REVIEWER, day(10, 8))
    first_sent = again(store, cell, 850, day(10, 9))
    returns.ask_again(store, number, "扣除后应为840", REVIEWER, day(10, 10))
    asked = "扣除后应为840"
    assert stands(store, world) == [("open", asked, "", "")]
    sent = again(store, cell, 840, day(10, 11))
    assert stands(store, world) == [("answered", asked, f"第{sent}号报送(甲,2023-10-11 09:00)", "")]
    assert course(store, world) == [
        f"问:{ASKED}(审,2023-10-08 09:00)",
        f"重报:第{first_sent}号报送(甲,2023-10-09 09:00)",
        f"问:{asked}(审,2023-10-10 09:00)",
        f"重报:第{sent}号报送(甲,2023-10-11 09:00)",
    ]


def test_what_is_asked_and_answered_within_one_second_keeps_its_order(store, world, cell):
    now = day(10, 8)
    number = returns.return_cell(store, 1, cell, "是否含结转?", REVIEWER, now)
    returns.answer(store, number, "不含结转", UNIT, now)
    returns.ask_again(store, number, "请附清单", REVIEWER, now)
    returns.answer(store, number, "已附", UNIT, now)
    assert [line.partition("(")[0] for line in course(store, world)] == [
        "问:是否含结转?", "答:不含结转", "问:请附清单", "答:已附",
    ]  # fmt: skip


def test_what_is_sent_after_the_conclusion_is_no_part_of_the_exchange(store, world, cell):
    number = returns.return_cell(store, 1, cell, "是否含结转?", REVIEWER, day(10, 8))
    returns.resolve(store, number, "已电话核实", REVIEWER, day(10, 9))
    again(store, cell, 850, day(10, 10))
    assert stands(store, world) == [("resolved", ASKED, "", "已电话核实(审,2023-10-09 09:00)")]


def test_a_submission_taken_back_leaves_nothing_to_answer(store, world, cell):
    returns.return_cell(store, 1, cell, "是否含结转?", REVIEWER, day(10, 8))
    submissions.withdraw(store, 1, "填错", REVIEWER, day(10, 9))
    assert stands(store, world) == [("resolved", ASKED, "", "报送已撤回:填错(审,2023-10-09 09:00)")]


def test_the_one_asked_about_last_comes_first(store, world, cell):
    number = returns.return_cell(store, 1, cell, "是否含结转?", REVIEWER, day(10, 8))
    sent = again(store, cell, 850, day(10, 9))
    returns.return_cell(store, sent, cell, "口径?", REVIEWER, day(10, 10))
    returns.ask_again(store, number, "仍不清楚", REVIEWER, day(10, 11))
    assert [row["return_id"] for row in records(return_rows(store, world.region))] == [1, 2]


def test_only_a_reviewer_returns_and_only_the_unit_itself_answers(store, cell):
    with pytest.raises(Forbidden, match="“报送”账号不能退回数据"):
        returns.return_cell(store, 1, cell, "?", UNIT, day(10, 8))
    number = returns.return_cell(store, 1, cell, "?", REVIEWER, day(10, 8))
    with pytest.raises(Forbidden, match="只能为本单位答复退回"):
        returns.answer(store, number, "不含", OTHER, day(10, 9))
    with pytest.raises(Forbidden):
        returns.resolve(store, number, "好", UNIT, day(10, 9))


def test_bad_requests_get_a_sentence(store, cell):
    office = at_the_machine("区目标办")
    asked = {
        "没有第9号报送,或已撤回。": lambda: returns.return_cell(store, 9, cell, "?", office, day(10, 8)),
        "第1号报送没有“x”的数据。": lambda: returns.return_cell(store, 1, "x", "?", office, day(10, 8)),
        "退回数据须写明问题。": lambda: returns.return_cell(store, 1, cell, " ", office, day(10, 8)),
        "没有第7号退回。": lambda: returns.answer(store, 7, "好", office, day(10, 8)),
    }
    for sentence, ask in asked.items():
        with pytest.raises(UserError) as refused:
            ask()
        assert refused.value.message == sentence
    number = returns.return_cell(store, 1, cell, "?", office, day(10, 8))
    with pytest.raises(UserError, match="已经退回,尚未了结"):
        returns.return_cell(store, 1, cell, "?", office, day(10, 8))
    with pytest.raises(UserError, match="还在等待答复"):
        returns.ask_again(store, number, "?", office, day(10, 8))
    returns.resolve(store, number, "好", office, day(10, 9))
    with pytest.raises(UserError, match="第1号退回已经了结"):
        returns.answer(store, number, "好", office, day(10, 9))


def test_what_was_asked_and_answered_is_in_the_audit(store, cell):
    number = returns.return_cell(store, 1, cell, "是否含结转?", REVIEWER, day(10, 8))
    returns.answer(store, number, "不含结转", UNIT, day(10, 9))
    assert audited(store) == [
        ["退回数据", "区甲局2023年9月 民生1 事项1·子项", None, "待答复", "是否含结转?", "审"],
        ["答复退回", "区甲局2023年9月 民生1 事项1·子项", "待答复", "已答复", "不含结转", "甲"],
    ]


def test_a_workbook_sent_after_the_question_answers_it_with_the_clock_set_back(store, world, cell):
    returns.return_cell(store, 1, cell, ASKED, REVIEWER, day(10, 8))
    number = again(store, cell, 950, day(10, 7))
    [(state, *_)] = stands(store, world)
    assert (state, course(store, world)[1].partition("(")[0]) == ("answered", f"重报:第{number}号报送")
