"""Every act has somebody who does it, is one transaction, and is in the audit with all that it did."""

from collections.abc import Callable

import pandas as pd
import pytest

from metrics.errors import UserError
from store.acts import publishing, submissions
from store.acts.act import acting
from store.acts.rights import Actor, Forbidden, at_the_machine
from store.engine.store import Store
from store.people.accounts import add_account
from store.people.tokens import make_token
from store.reads.editions import draft
from store.reads.submissions import form_answers, submission_list
from tests import stores
from tests.store.audited import audited
from tests.store.builder import REGION, World, day, first

NOBODY, SOMEBODY = at_the_machine(" "), at_the_machine("张三")
ALIAS = pd.DataFrame([{"unit_id": "a", "alias": "甲"}])


@pytest.fixture
def world() -> World:
    world = World()
    world.measure(lower=1200).figures({8: 800})
    return world


@pytest.fixture
def store(world: World) -> Store:
    return world.store()


def sent(world: World, columns: dict[str, str], name: str = "九月.xlsx") -> tuple[submissions.Submission, pd.DataFrame]:
    """A workbook of September, the columns of whose form were explained."""
    said = tuple(submissions.FormAnswer("f", "指标、本月", "column", key, field) for key, field in columns.items())
    rows = pd.DataFrame([{"measure_id": world.measures[0].measure_id, "month": first(9), "value": 900.0}])
    return submissions.Submission("a", first(9), name, name, SOMEBODY, day(10, 1), learned=said), rows


def known(store: Store) -> dict[str, str]:
    return {str(row.key): str(row.answer) for row in form_answers(store, REGION).itertuples()}


WITHOUT_A_NAME: dict[str, Callable[[Store, World], object]] = {
    "withdraw": lambda store, world: submissions.withdraw(store, 1, "填错", NOBODY, day(10)),
    "drop demo": lambda store, world: submissions.drop_demo(store, NOBODY, day(10)),
    "load": lambda store, world: stores.append_rows(store, "unit_alias", ALIAS, NOBODY, day(10)),
    "account": lambda store, world: add_account(store, "张三", "administers", None, "summer-rain-42", NOBODY, day(10)),
    "token": lambda store, world: make_token(store, "a", "接口", NOBODY, day(10)),
    "edition": lambda store, world: publishing.publish(
        store, draft(store, world.view(9), "", day(10)), NOBODY, day(10)
    ),
}


@pytest.mark.parametrize("act", WITHOUT_A_NAME)
def test_nothing_is_done_by_nobody(store, world, act):
    version = store.version
    with pytest.raises(UserError, match="请填写您的姓名。"):
        WITHOUT_A_NAME[act](store, world)
    assert (store.version, audited(store)) == (version, [])


@pytest.mark.parametrize("name", ["王" * 65, "王\n芳", "王\x00", "王芳\N{ZERO WIDTH SPACE}"])
def test_whoever_acts_has_a_name_that_can_be_printed(store, name):
    version = store.version
    with (
        pytest.raises(UserError, match="姓名不能超过64个字,也不能有换行或看不见的字符。"),
        acting(store, at_the_machine(name), "change", day(10), "改名"),
    ):
        pytest.fail("it was let act")
    assert (store.version, audited(store)) == (version, [])


@pytest.mark.parametrize("name", ["李　明", "王\N{NO-BREAK SPACE}芳", "王\U00031350", "王\ue863"])
def test_a_name_with_a_wide_blank_or_a_rare_letter_is_one(store, name):
    with acting(store, at_the_machine(name), "change", day(10), "改名") as act:
        act.record("改名", "区公安分局", None, "公安")
    assert name in audited(store)[-1]


def test_an_act_that_writes_and_says_nothing_of_it_is_not_done(store):
    version = store.version
    with (
        pytest.raises(ValueError, match=r"an act wrote \['unit_alias'\] and is not in the audit"),
        acting(store, SOMEBODY, "change", day(10), "改名") as act,
    ):
        act.append("unit_alias", ALIAS)
    assert (store.version, store.query_text("select * from unit_alias").empty) == (version, True)


def test_what_was_said_of_columns_comes_in_with_the_workbook(store, world):
    version = store.version
    number = submissions.add_submission(store, *sent(world, {"本月": "value", "说明": "progress"}))
    assert store.version == version + 1
    assert known(store) == {"本月": "value", "说明": "progress"}
    assert audited(store) == [
        ["报送入库", f"第{number}号报送", None, "九月.xlsx,1行", None, "张三"],
        ["变更设定", "表式的答复", None, "2条", None, "张三"],
    ]


def test_only_what_is_new_of_it_is_kept(store, world):
    submissions.add_submission(store, *sent(world, {"本月": "value"}))
    submissions.add_submission(store, *sent(world, {"本月": "value", "说明": "progress"}, "更正.xlsx"))
    submissions.add_submission(store, *sent(world, {"本月": "value"}, "再更正.xlsx"))
    assert [after for act, _, _, after, *_ in audited(store) if act == "变更设定"] == ["1条", "1条"]


def test_what_is_known_of_a_form_is_taken_back_at_once_and_stays_in_the_record(store, world):
    submissions.add_submission(store, *sent(world, {"本月": "value", "说明": "progress"}))
    assert submissions.forget_form(store, "a", "f", SOMEBODY, day(10, 2)) == 2
    assert known(store) == {}
    assert audited(store)[-1] == ["收回表式的答复", "指标、本月", "2条", None, None, "张三"]
    assert len(form_answers(store, REGION, as_of=day(10, 1))) == 2
    with pytest.raises(UserError, match="没有记住的答复"):
        submissions.forget_form(store, "a", "f", SOMEBODY, day(10, 3))
    other = Actor("李四", "reports", "b")
    with pytest.raises(Forbidden):
        submissions.forget_form(store, "a", "f", other, day(10, 3))


def test_a_batch_that_is_refused_leaves_neither_a_fact_nor_a_word_of_it(store, world):
    twice = [sent(world, {"本月": "value"}), sent(world, {}, "另一份.xlsx")]
    submissions.add_submission(store, *twice[1])
    before = (store.version, len(submission_list(store)), audited(store))
    with pytest.raises(UserError, match="内容完全相同,未重复入库"):
        submissions.add_submissions(store, twice)
    assert (store.version, len(submission_list(store)), audited(store)) == before
    assert known(store) == {}


def test_of_two_changes_in_one_second_the_later_is_recorded_after_all_that_stands(store):
    for _ in range(2):
        stores.append_rows(store, "unit_alias", ALIAS, SOMEBODY, day(10))
    first_at, second_at = store.query_text("select recorded_at from unit_alias order by recorded_at")["recorded_at"]
    assert (first_at, second_at > first_at) == (pd.Timestamp(day(10)), True)
