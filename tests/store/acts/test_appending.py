"""Facts are only added: yesterday's answer stays, an undo undoes, nothing is stored twice."""

import datetime as dt
import itertools
from contextlib import suppress

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.errors import UserError
from store.acts import submissions
from store.acts.review import rulings
from store.acts.rights import at_the_machine
from store.engine.records import records
from store.engine.store import Store
from store.reads.figures.status import figure_history, item_rows, status_course, status_rows
from store.reads.submissions import has_demo, standing_twin
from store.reads.units import unit_rows
from store.reads.view import LATEST
from tests import stores
from tests.store.builder import World, day, first

COUNTER = itertools.count(1)


def _world() -> World:
    """Four measures of three kinds, with figures up to August."""
    world = World()
    item = world.item()
    item.measure("quantity", lower=1200).figures({7: 700, 8: 800})
    item.measure("milestone", unit="%", lower=100).nodes((4, 0.2), (9, 0.7), (12, 1)).figures({7: 45, 8: 55})
    reference = world.measure("growth", unit="%", calendar="quarterly", lower=6, upper=7, comparator="range")
    reference.figures({3: 6.5, 6: 5.5})
    income = world.measure("relative", unit="%", calendar="quarterly", comparator="~", reference=reference)
    income.figures({3: 6.0})
    return world


@pytest.fixture(scope="module")
def world() -> World:
    return _world()


@pytest.fixture(scope="module")
def shared_store(world: World) -> Store:
    """One store for the laws that hold whatever was added before."""
    return world.store()


@pytest.fixture
def store(world: World) -> Store:
    return world.store()


def _submit(
    store: Store, values: dict[str, float], month: int = 9, at: dt.datetime | None = None, *, is_demo: bool = False
) -> int:
    number = next(COUNTER)
    return submissions.add_submission(
        store,
        submissions.Submission(
            "a", first(month), f"{number}.xlsx", f"{number}", at_the_machine("张三"), at or day(10, 9), is_demo
        ),
        pd.DataFrame([{"measure_id": m, "month": first(month), "value": value} for m, value in values.items()]),
    )


def _course(store: Store, world: World, as_of: dt.datetime = LATEST) -> list[dict[str, object]]:
    course = status_course(store, world.view(12, as_of=as_of))
    return [*records(course), *records(item_rows(store, course))]


def _status(store: Store, world: World, place: int, month: int = 9, as_of: dt.datetime = LATEST) -> object:
    return status_rows(store, world.view(month, as_of=as_of))["status"].iloc[place]


def test_a_later_submission_changes_today_and_not_yesterday(store, world):
    yesterday = _course(store, world, day(10, 8))
    assert _status(store, world, 0) == "not_reported"
    _submit(store, {world.measures[0].measure_id: 900.0}, at=day(10, 9))
    assert _status(store, world, 0) == "on_track"
    assert _course(store, world, day(10, 8)) == yesterday


def test_a_withdrawal_changes_today_and_not_yesterday(store, world):
    number = _submit(store, {world.measures[0].measure_id: 900.0}, at=day(10, 9))
    yesterday = _course(store, world, day(10, 10))
    submissions.withdraw(store, number, "填错", at_the_machine("李四"), day(10, 11))
    assert _status(store, world, 0) == "not_reported"
    assert _course(store, world, day(10, 10)) == yesterday


def test_a_new_target_changes_the_months_from_then_on_and_not_yesterday(store, world):
    yesterday = _course(store, world, day(10, 8))
    row = {
        "measure_id": world.measures[0].measure_id, "valid_from": first(8), "lower": 800.0, "comparator": "=",
        "reason": "年中调整", "approval": "区政府常务会议", "source": "测试",
    }  # fmt: skip
    stores.append_rows(store, "target", pd.DataFrame([row]), at_the_machine("王五"), day(10, 9))
    assert _status(store, world, 0, month=8) == "done"
    assert _status(store, world, 0, month=7) == "on_track"
    assert _course(store, world, day(10, 8)) == yesterday


def test_a_ruling_changes_today_and_not_yesterday(store, world):
    yesterday = _course(store, world, day(10, 8))
    measure_id = world.measures[0].measure_id
    rulings.rule(store, measure_id, "done", first(9), None, "验收", at_the_machine("督查室"), day(10, 9))
    assert _status(store, world, 0) == "done"
    assert _course(store, world, day(10, 8)) == yesterday


def test_a_new_threshold_changes_today_and_not_yesterday(store, world):
    yesterday = _course(store, world, day(10, 8))
    row = {
        "preset": "standard", "kind": "quantity", "unit_group": "any", "ahead_at": None, "ahead_by": "never",
        "on_track_at": 1.0, "far_behind_below": -10.0, "far_behind_by": "points",
    }  # fmt: skip
    stores.append_rows(store, "threshold", pd.DataFrame([row]), at_the_machine("王五"), day(10, 9))
    assert _status(store, world, 0, month=8) == "behind"
    assert _course(store, world, day(10, 8)) == yesterday


def test_an_item_that_was_cancelled_is_gone_today_and_not_yesterday(store, world):
    yesterday = _course(store, world, day(10, 8))
    item = store.query_text("select * from item where item_no = 1").drop(columns=["recorded_at", "recorded_by"])
    stores.append_rows(
        store, "item", item.assign(is_cancelled=True, reason="并入其他事项"), at_the_machine("王五"), day(10, 9)
    )
    assert len(status_rows(store, world.view(9))) == 2
    assert _course(store, world, day(10, 8)) == yesterday


values = st.one_of(
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 4)),
    st.sampled_from([0.0, 900.0, 1200.0, 70.0, 6.0]),
)


@settings(max_examples=7, deadline=None)
@given(figures=st.dictionaries(st.integers(0, 3), values, min_size=1), month=st.integers(1, 12))
def test_withdrawing_a_submission_leaves_everything_as_it_was_before_it(shared_store, world, figures, month):
    before = _course(shared_store, world)
    by_id = {world.measures[place].measure_id: value for place, value in figures.items()}
    number = _submit(shared_store, by_id, month, at=day(12, 30))
    submissions.withdraw(shared_store, number, "填错", at_the_machine("李四"), day(12, 30, 10))
    assert _course(shared_store, world) == before


@settings(max_examples=7, deadline=None)
@given(data=st.data())
def test_whatever_is_done_later_an_earlier_moment_keeps_its_answer(shared_store, world, data):
    moment = day(13, 1) + dt.timedelta(hours=next(COUNTER))
    before = _course(shared_store, world, moment)
    later = moment + dt.timedelta(minutes=1)
    measure_id = data.draw(st.sampled_from([measure.measure_id for measure in world.measures]))
    number = _submit(shared_store, {measure_id: data.draw(values)}, data.draw(st.integers(1, 12)), later)
    if data.draw(st.booleans()):
        submissions.withdraw(shared_store, number, "填错", at_the_machine("李四"), later)
    if data.draw(st.booleans()):
        since = first(data.draw(st.integers(1, 12)))
        with suppress(UserError):  # an earlier example may have ruled the same months
            rulings.rule(shared_store, measure_id, "behind", since, None, "会议", at_the_machine("督查室"), later)
    if data.draw(st.booleans()):
        row = {"measure_id": measure_id, "valid_from": first(data.draw(st.integers(1, 12))), "lower": 10.0,
               "comparator": ">=", "source": "测试"}  # fmt: skip
        stores.append_rows(shared_store, "target", pd.DataFrame([row]), at_the_machine("王五"), later)
    assert _course(shared_store, world, moment) == before


def test_nothing_that_was_accepted_is_ever_overwritten(store, world):
    measure_id = world.measures[0].measure_id
    first_number = _submit(store, {measure_id: 850.0}, at=day(10, 9))
    second_number = _submit(store, {measure_id: 900.0}, at=day(10, 12))
    submissions.withdraw(store, second_number, "填错", at_the_machine("李四"), day(10, 13))
    history = figure_history(store, [measure_id])
    september = history[history["month"] == pd.Timestamp(first(9))]
    assert list(september["submission_id"]) == [second_number, first_number]
    assert list(september["value"]) == [900.0, 850.0]
    assert [None if pd.isna(reason) else reason for reason in september["withdrawal_reason"]] == ["填错", None]


def test_the_same_file_twice_is_refused_and_stores_nothing(store, world):
    measure_id = world.measures[0].measure_id
    submission = submissions.Submission("a", first(9), "九月.xlsx", "abc", at_the_machine("张三"), day(10, 9))
    rows = pd.DataFrame([{"measure_id": measure_id, "month": first(9), "value": 900.0}])
    number = submissions.add_submission(store, submission, rows)
    version = store.version
    with pytest.raises(UserError, match=f"已于第{number}号报送入库"):
        submissions.add_submission(store, submission, rows)
    assert len(figure_history(store, [measure_id])) == 3
    assert store.version == version


def test_a_withdrawn_file_may_be_sent_again(store, world):
    submission = submissions.Submission("a", first(9), "九月.xlsx", "abc", at_the_machine("张三"), day(10, 9))
    rows = pd.DataFrame([{"measure_id": world.measures[0].measure_id, "month": first(9), "value": 900.0}])
    submissions.withdraw(
        store, submissions.add_submission(store, submission, rows), "看错月份", at_the_machine("张三"), day(10, 10)
    )
    assert standing_twin(store, "a", first(9), "abc") is None
    assert submissions.add_submission(store, submission, rows) > 1
    assert _status(store, world, 0) == "on_track"


def test_a_withdrawal_needs_a_reason_a_submission_and_happens_once(store, world):
    number = _submit(store, {world.measures[0].measure_id: 900.0})
    with pytest.raises(UserError, match="须写明原因"):
        submissions.withdraw(store, number, "  ", at_the_machine("李四"), day(10, 11))
    with pytest.raises(UserError, match="没有第99999号报送"):
        submissions.withdraw(store, 99999, "填错", at_the_machine("李四"), day(10, 11))
    submissions.withdraw(store, number, "填错", at_the_machine("李四"), day(10, 11))
    with pytest.raises(UserError, match=f"第{number}号报送此前已撤回"):
        submissions.withdraw(store, number, "填错", at_the_machine("李四"), day(10, 12))


def test_a_ruling_needs_a_reason(store, world):
    with pytest.raises(UserError, match="须写明原因"):
        measure_id = world.measures[0].measure_id
        rulings.rule(store, measure_id, "done", first(9), None, "", at_the_machine("督查室"), day(10, 9))


def test_dropping_the_sample_data_leaves_the_real_figures(store, world):
    quantity, milestone = (measure.measure_id for measure in world.measures[:2])
    _submit(store, {quantity: 900.0}, at=day(10, 1))
    _submit(store, {quantity: 300.0, milestone: 70.0}, at=day(10, 9), is_demo=True)
    assert _status(store, world, 0) == "far_behind"
    assert has_demo(store)
    assert submissions.drop_demo(store, at_the_machine("王五"), day(10, 20)) == 1
    assert not has_demo(store)
    assert has_demo(store, day(10, 19))
    assert (_status(store, world, 0), _status(store, world, 1)) == ("on_track", "not_reported")
    assert submissions.drop_demo(store, at_the_machine("王五"), day(10, 21)) == 0


def test_a_row_is_sample_data_only_while_its_own_figure_is(store, world):
    quantity, milestone = (measure.measure_id for measure in world.measures[:2])
    _submit(store, {quantity: 900.0}, at=day(10, 1))
    _submit(store, {milestone: 70.0}, at=day(10, 9), is_demo=True)
    rows = status_rows(store, world.view(9)).set_index("measure_id")
    assert not rows.loc[quantity, "is_demo"]
    assert rows.loc[milestone, "is_demo"]


def test_every_write_moves_the_version_and_a_failed_one_does_not(store, world):
    versions = [store.version]
    number = _submit(store, {world.measures[0].measure_id: 900.0})
    versions.append(store.version)
    submissions.withdraw(store, number, "填错", at_the_machine("李四"), day(10, 11))
    versions.append(store.version)
    with pytest.raises(UserError):
        submissions.withdraw(store, number, "填错", at_the_machine("李四"), day(10, 11))
    with pytest.raises(ZeroDivisionError), store.writing() as transaction:
        transaction.append(
            "region",
            pd.DataFrame([{"region_code": "1", "name": "不该留下", "recorded_at": day(10), "recorded_by": "测试"}]),
        )
        _ = 1 / 0
    assert [one - versions[0] for one in (*versions, store.version)] == [0, 1, 2, 2]
    assert store.query_text("select count(*) as n from region")["n"].iloc[0] == 1


def test_every_write_is_in_the_audit_with_who_and_when(store, world):
    number = _submit(store, {world.measures[0].measure_id: 900.0}, at=day(10, 9))
    submissions.withdraw(store, number, "填错", at_the_machine("李四"), day(10, 11))
    audit = store.query_text("select act, object, after, reason, done_by, done_at from audit order by audit_id")
    assert [tuple(row) for row in audit.fillna({"reason": ""}).itertuples(index=False)] == [
        (
            "报送入库",
            f"第{number}号报送",
            audit["after"].iloc[0],
            "",
            "张三",
            pd.Timestamp(day(10, 9)),
        ),
        ("撤回报送", f"第{number}号报送", "已撤回", "填错", "李四", pd.Timestamp(day(10, 11))),
    ]


def test_a_spelling_belongs_to_the_unit_that_it_was_last_given(store):
    for number, (unit_id, alias) in enumerate((("a", "住建"), ("a", "甲"), ("b", "住建")), 1):
        rows = pd.DataFrame([{"unit_id": unit_id, "alias": alias}])
        stores.append_rows(store, "unit_alias", rows, at_the_machine("王五"), day(10, number))
    aliases = unit_rows(store).set_index("unit_id")["aliases"]
    assert (aliases["a"], aliases["b"]) == ("甲", "住建")


def test_a_column_that_actual_does_not_have_is_refused(store, world):
    submission = submissions.Submission("a", first(9), "九月.xlsx", "abc", at_the_machine("张三"), day(10, 9))
    rows = pd.DataFrame([{"measure_id": "x", "month": first(9), "status": "done"}])
    with pytest.raises(ValueError, match="status"):
        submissions.add_submission(store, submission, rows)
