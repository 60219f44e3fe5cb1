"""Invented districts: called so, each with figures of its own, all of them sample data, nothing of their origin."""

from collections.abc import Iterator

import pandas as pd
import pytest

from loaders.demo import city as cities
from loaders.demo.city import load_city
from loaders.demo.sample import sample
from store.above.matrix import matrix
from store.engine import chain
from store.engine.store import Store
from tests import stores
from tests.loaders.conftest import planted

FIGURES = {"I02-1": 5.5, "I05-1": 6.0, "L08-1": 1500.0, "L02-1": 60.0}


def with_samples(store: Store) -> None:
    """The seed's district with a few sample figures."""
    planted(store)
    rows = [
        {"measure_id": f"{sample().region}-2023-{name}", "month": sample().last_month, "value": value}
        for name, value in FIGURES.items()
    ]
    sent = {"submission_id": 99, "unit_id": "tongji", "month": sample().last_month, "channel": "workbook",
            "file_name": "样表.xlsx", "sha256": "x", "submitted_by": "演示", "submitted_at": sample().first_at,
            "is_demo": True}  # fmt: skip
    with store.writing() as transaction:
        transaction.append("submission", pd.DataFrame([sent]))
        transaction.append("actual", pd.DataFrame(rows).assign(submission_id=99))
        chain.extend(transaction, [99], [])


@pytest.fixture(scope="module")
def city() -> Iterator[Store]:
    store = stores.filled(with_samples)
    assert load_city(store, 3) == 3
    yield store
    store.close()


def test_each_is_called_an_example_and_bears_the_ribbon(city):
    found = matrix(city, "510100", sample().last_month, 2023)
    assert {row["region"] for row in found.every} == {"温江区", "示例01区", "示例02区", "示例03区"}
    assert found.has_demo and all(row["is_demo"] for row in found.every)
    assert {one.code for one in found.commons} >= {"FAI-R", "REVENUE-R"}


def test_nothing_of_the_origins_own_tasks_is_told_of_them_and_their_figures_are_their_own(city):
    titles = city.query_text("select title, series from item where region_code = '510141'")
    assert titles.loc[titles["series"] != "indicator", "title"].str.fullmatch(r"示例(任务|民生)\d+").all()
    values = city.query_text(
        "select value from actual where measure_id like '5101%-I02-1' and month = $month", month=sample().last_month
    )
    assert len(set(values["value"])) > 1


def test_their_chain_holds_and_they_are_made_once_and_only_beside_samples(city):
    assert chain.broken_links(city.of("510141")) == []
    assert load_city(city, 3) == 0
    bare = stores.filled(planted)
    assert load_city(bare) == 0
    bare.close()


def test_of_two_servers_that_begin_on_one_database_at_once_one_plants_them(monkeypatch):
    store, looked_up, made = stores.filled(with_samples), cities._origin, []

    def and_meanwhile_the_other(*place):
        origin = looked_up(*place)
        monkeypatch.setattr(cities, "_origin", looked_up)
        made.append(load_city(store, 2))
        return origin

    monkeypatch.setattr(cities, "_origin", and_meanwhile_the_other)
    assert (load_city(store, 2), made) == (0, [2])
    store.close()
