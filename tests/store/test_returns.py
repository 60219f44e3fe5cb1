"""A figure given back with a question: open, answered in words or by the next workbook, resolved."""

import pandas as pd
import pytest

from metrics.errors import UserError
from store import returns, writes
from store.records import records
from store.rights import Actor, Forbidden, at_the_machine
from store.store import Store
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


def stands(store: Store, world: World) -> list[tuple[object, ...]]:
    rows = records(returns.return_rows(store, world.region))
    return [(row["state"], row["question"], row["words"], row["answer_no"]) for row in rows]


def again(store: Store, cell: str, value: float, at) -> int:
    submission = writes.Submission("a", first(9), "更正.xlsx", f"{value}", UNIT, at)
    return writes.add_submission(
        store, submission, pd.DataFrame([{"measure_id": cell, "month": first(9), "value": value}])
    )


def test_a_returned_cell_is_open_then_answered_in_words_then_resolved(store, world, cell):
    number = returns.return_cell(store, 1, cell, "是否含结转?", REVIEWER, day(10, 8))
    assert stands(store, world) == [("open", "是否含结转?", None, None)]
    returns.answer(store, number, "不含结转", UNIT, day(10, 9))
    assert stands(store, world) == [("answered", "是否含结转?", "不含结转", None)]
    returns.resolve(store, number, "情况属实", REVIEWER, day(10, 10))
    assert stands(store, world) == [("resolved", "是否含结转?", "情况属实", None)]


def test_the_next_workbook_with_the_cell_is_an_answer(store, world, cell):
    returns.return_cell(store, 1, cell, "是否含结转?", REVIEWER, day(10, 8))
    number = again(store, cell, 850, day(10, 9))
    assert stands(store, world) == [("answered", "是否含结转?", None, number)]
    writes.withdraw(store, number, "又错了", REVIEWER, day(10, 10))
    assert stands(store, world) == [("open", "是否含结转?", None, None)]


def test_an_answer_that_does_not_do_opens_the_cell_again_with_a_new_question(store, world, cell):
    number = returns.return_cell(store, 1, cell, "是否含结转?", REVIEWER, day(10, 8))
    again(store, cell, 850, day(10, 9))
    returns.ask_again(store, number, "扣除后应为840", REVIEWER, day(10, 10))
    assert stands(store, world) == [("open", "扣除后应为840", None, None)]
    sent = again(store, cell, 840, day(10, 11))
    assert stands(store, world) == [("answered", "扣除后应为840", None, sent)]


def test_a_submission_taken_back_leaves_nothing_to_answer(store, world, cell):
    returns.return_cell(store, 1, cell, "是否含结转?", REVIEWER, day(10, 8))
    writes.withdraw(store, 1, "填错", REVIEWER, day(10, 9))
    assert stands(store, world) == [("resolved", "是否含结转?", None, None)]


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
        "退回数据须写明原因。": lambda: returns.return_cell(store, 1, cell, " ", office, day(10, 8)),
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
