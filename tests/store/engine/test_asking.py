"""One way to ask: what can be read of the store can be read of a transaction, which sees what it has written."""

import pandas as pd
import pytest

from store.engine.reader import query_text
from store.engine.store import Store
from store.reads.figures import snapshot
from store.reads.figures.status import item_rows, opening_month, status_rows
from store.reads.units import unit_rows
from store.reads.view import check_view, preset_in_use, years
from tests.store.builder import World, day


@pytest.fixture(scope="module")
def world() -> World:
    world = World()
    world.measure(lower=1200).figures({8: 800, 9: 900})
    return world


@pytest.fixture(scope="module")
def store(world: World) -> Store:
    return world.store()


def test_the_store_and_a_transaction_answer_alike(store, world):
    view = world.view(9)
    with store.trying() as transaction:
        for reader in (store, transaction):
            check_view(reader, view)
        pd.testing.assert_frame_equal(status_rows(transaction, view), status_rows(store, view))
        rows = status_rows(store, view)
        pd.testing.assert_frame_equal(item_rows(transaction, rows), item_rows(store, rows))
        pd.testing.assert_frame_equal(snapshot.take(transaction, view).items, snapshot.take(store, view).items)
        assert opening_month(transaction, rows, 2023) == opening_month(store, rows, 2023)
        assert preset_in_use(transaction) == preset_in_use(store)
        assert years(transaction, world.region) == [2023]


def test_a_frame_is_a_table_for_one_query_alone(store, world):
    rows = status_rows(store, world.view(9))
    with store.trying() as transaction:
        for _ in range(2):
            assert len(item_rows(transaction, rows)) == 1
            assert len(item_rows(transaction, rows.head(0))) == 0


def test_a_transaction_sees_what_it_wrote_and_nobody_else_does(store):
    row = {"unit_id": "c", "region_code": "990101", "name": "区丙局", "recorded_at": day(2), "recorded_by": "测试"}
    with store.trying() as transaction:
        transaction.append("unit", pd.DataFrame([row]))
        assert "区丙局" in set(unit_rows(transaction)["name"])
        assert "区丙局" not in set(unit_rows(store)["name"])
    assert "区丙局" not in set(unit_rows(store)["name"])


def test_the_text_of_a_query_is_read_once():
    assert query_text("status") is query_text("status")
