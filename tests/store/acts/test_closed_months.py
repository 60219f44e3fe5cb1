"""Closing a month, reopening it, and the exception by which one unit may still send until it expires."""

import datetime as dt

import pandas as pd
import pytest

from metrics.errors import UserError
from store.acts import closed_months, deadlines, submissions
from store.acts.rights import Actor, Forbidden, at_the_machine
from store.engine.records import records
from store.engine.store import Store
from store.reads.reporting.closed_months import history, is_closed, refusal
from tests.store.audited import audited
from tests.store.builder import World, day, first

OFFICE = at_the_machine("区目标办")


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def store(world: World) -> Store:
    return world.store()


def test_a_closed_month_is_closed_to_every_unit_until_it_is_reopened(store, world):
    assert refusal(store, "a", first(9), day(10, 9)) is None
    closed_months.close_month(store, first(9), "数据已上报市局", OFFICE, day(10, 8))
    assert is_closed(store, first(9), world.region)
    assert refusal(store, "a", first(9), day(10, 9)) == ("2023年9月已封账,请联系汇总单位解除封账或准予延期后再报送。")
    assert refusal(store, "a", first(8), day(10, 9)) is None
    closed_months.reopen_month(store, first(9), "补报", OFFICE, day(10, 10))
    assert refusal(store, "a", first(9), day(10, 11)) is None


def test_an_exception_lets_one_unit_send_for_a_closed_month_until_its_last_day(store, world):
    closed_months.close_month(store, first(9), "数据已上报市局", OFFICE, day(10, 8))
    deadlines.grant_exception(store, "a", first(9), dt.date(2023, 10, 12), "机构改革", OFFICE, day(10, 9))
    assert refusal(store, "a", first(9), day(10, 12, 23)) is None
    assert refusal(store, "a", first(9), day(10, 13, 0)) == (
        "2023年9月已封账,准予延期已于2023年10月12日到期,请联系汇总单位。"
    )
    assert refusal(store, "b", first(9), day(10, 10)) is not None


def test_nothing_is_stored_or_taken_back_in_a_closed_month_whoever_asks(world):
    world.measure(lower=1200).figure(9, 900, at=day(10, 3))
    store = world.store()
    closed_months.close_month(store, first(9), "数据已上报市局", OFFICE, day(10, 8))
    version, cell = store.version, pd.DataFrame([{"measure_id": world.measures[0].measure_id, "month": first(9)}])
    with pytest.raises(UserError, match="2023年9月已封账,请联系汇总单位"):
        submissions.add_submission(
            store, submissions.Submission("a", first(9), "表.xlsx", "1", OFFICE, day(10, 9)), cell
        )
    with pytest.raises(UserError, match="2023年9月已封账,撤回前请先重开该月,或对该单位准予延期。"):
        submissions.withdraw(store, 1, "填错", OFFICE, day(10, 9))
    assert store.version == version
    deadlines.grant_exception(store, "a", first(9), dt.date(2023, 10, 12), "更正", OFFICE, day(10, 9))
    submissions.withdraw(store, 1, "填错", OFFICE, day(10, 10))


def test_a_reopened_month_leaves_a_record_even_within_one_second(store, world):
    now = day(10, 8)
    closed_months.close_month(store, first(9), "数据已上报市局", OFFICE, now)
    closed_months.reopen_month(store, first(9), "补报", OFFICE, now)
    assert not is_closed(store, first(9), world.region)
    rows = records(history(store, 2023, world.region))
    assert [(row["is_locked"], row["reason"], row["locked_by"]) for row in rows] == [
        (False, "补报", "区目标办"), (True, "数据已上报市局", "区目标办"),
    ]  # fmt: skip
    assert audited(store) == [
        ["封账", "2023年9月", "开放", "封账", "数据已上报市局", "区目标办"],
        ["重开月份", "2023年9月", "封账", "开放", "补报", "区目标办"],
    ]


def test_what_is_closed_is_not_closed_twice_and_units_close_nothing(store, world):
    with pytest.raises(UserError, match="2023年9月没有封账,不需要重开"):
        closed_months.reopen_month(store, first(9), "补报", OFFICE, day(10, 8))
    closed_months.close_month(store, first(9), "上报", OFFICE, day(10, 8))
    with pytest.raises(UserError, match="2023年9月已经封账"):
        closed_months.close_month(store, first(9), "上报", OFFICE, day(10, 8))
    with pytest.raises(Forbidden):
        closed_months.reopen_month(store, first(9), "补报", Actor("甲", "reports", "a"), day(10, 8))
