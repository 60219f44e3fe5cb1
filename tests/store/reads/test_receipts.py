"""A receipt says what was accepted, as it was known when it was accepted."""

import pandas as pd
import pytest

from metrics.errors import UserError
from store.acts import submissions
from store.acts.rights import at_the_machine
from store.engine.records import records
from store.reads.reporting import receipts
from tests import stores
from tests.store.builder import BY, World, day, first


@pytest.fixture
def world():
    world = World()
    world.measure(lower=1200).figure(8, 800)
    return world


def accepted(store, world, value):
    submission = submissions.Submission("a", first(9), "9月.xlsx", "abc", at_the_machine("张三"), day(10, 9))
    row = {"measure_id": world.measures[0].measure_id, "month": first(9), "value": value, "sheet": "月报", "cell": "H5"}
    return submissions.add_submission(store, submission, pd.DataFrame([row]))


def test_a_receipt_names_every_figure_with_what_stood_before_it(world):
    store = world.store()
    found = receipts.accepted(store, accepted(store, world, 900.0))
    assert (found.unit, found.title, found.counts_text) == ("区甲局", "第2号报送回执", "新增1条、变更0条、不变0条")
    [cell] = records(found.cells)
    assert (cell["coded_item"], cell["old_text"], cell["new_text"], cell["place_text"]) == (
        "民生1 事项1", "", "900个", "月报!H5",
    )  # fmt: skip


def test_a_receipt_stays_as_it_was_when_its_item_is_cancelled_later(world):
    store = world.store()
    number = accepted(store, world, 900.0)
    [item] = records(store.query_text("select * from item"))
    changed = pd.DataFrame([{**item, "is_cancelled": True, "title": "已取消"}]).drop(
        columns=["recorded_at", "recorded_by"]
    )
    stores.append_rows(store, "item", changed, at_the_machine(BY), day(11, 1))
    [cell] = records(receipts.accepted(store, number).cells)
    assert (cell["coded_item"], cell["new_text"]) == ("民生1 事项1", "900个")


def test_there_is_no_receipt_for_what_no_unit_sent(world):
    with pytest.raises(UserError, match="没有第9号报送"):
        receipts.accepted(world.store(), 9)
