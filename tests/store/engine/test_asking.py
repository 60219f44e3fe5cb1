"""One way to ask: what can be read of the store can be read of a transaction, which sees what it has written."""

import datetime as dt

import pandas as pd
import pytest

from store.engine.reader import query_text
from store.engine.records import records
from store.engine.store import Store
from store.reads.figures import snapshot
from store.reads.figures.status import item_rows, opening_month, status_rows
from store.reads.units import unit_rows
from store.reads.view import LATEST, begun_years, check_view, preset_in_use, years
from tests import stores
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
        assert opening_month(status_rows(transaction, view), 2023) == opening_month(rows, 2023)
        assert preset_in_use(transaction) == preset_in_use(store)
        assert years(transaction, world.region) == [2023]


def test_the_years_are_asked_for_once_until_anything_is_written(world):
    store, asked = world.store(), list[str]()
    plain = store._asking

    def counted():
        asked.append("")
        return plain()

    store._asking = counted
    assert begun_years(store, world.region) == begun_years(store) == [2023]
    own = store.query("years", region=world.region, as_of=LATEST)
    own["year"] = 1999
    assert begun_years(store) == [2023] and len(asked) == 2  # for the years, and which region it is
    with store.writing() as transaction:
        row = {"region_code": world.region, "year": 2031, "recorded_at": day(2), "recorded_by": "测试"}
        transaction.append("region_year", pd.DataFrame([row]))
        assert begun_years(store) == [2023] and begun_years(transaction) == [2023, 2031]
    assert begun_years(store) == [2023, 2031] and begun_years(store, as_of=day(1)) == [2023]
    store.close()


@stores.of_duckdb
def test_words_numbers_and_days_come_back_in_the_kinds_that_the_rest_goes_by(store):
    kinds = (
        "select 1 as whole, cast(null as integer) as no_number, cast(1.5 as decimal(5, 2)) as part, true as answer,"
        " cast(null as boolean) as no_answer, 'x' as word, cast(null as varchar) as no_word, date '2023-09-01' as day,"
        " timestamp '2023-09-01 08:30:00' as moment, sum(1) as total"
    )
    found = store.query_text(kinds)
    assert found.dtypes.astype(str).to_dict() == {
        "whole": "int32", "no_number": "Int32", "part": "float64", "answer": "bool", "no_answer": "boolean",
        "word": "str", "no_word": "str", "day": "datetime64[us]", "moment": "datetime64[us]",
        "total": "float64",
    }  # fmt: skip
    [row] = records(found)
    assert (row["part"], row["no_number"], row["no_word"], row["day"]) == (1.5, None, None, dt.date(2023, 9, 1))


def test_a_long_number_beside_a_missing_one_keeps_its_last_digit(store):
    rows = store.query_text("select cast(9007199254740993 as bigint) as n union all select null order by n")
    assert rows["n"].iloc[0] == 9007199254740993 and rows["n"].isna().tolist() == [False, True]


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
