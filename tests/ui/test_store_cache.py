"""What the cache keeps: the answers of a store's version, and nothing of what stood before."""

import gc
import weakref

import pandas as pd
import pytest

from store.engine.store import Store
from tests.store.builder import day
from ui.cache import current
from ui.cache.store_cache import cached


class Answer:
    """What can be watched going away."""


@cached(32, opening=current.opened)
def answer(store: Store, choice: str) -> Answer:
    return Answer()


@pytest.fixture
def store():
    store = Store()
    current.use(store)
    yield store
    current.use(None)
    store.close()


def test_answers_are_shared_until_the_store_changes_and_then_go(store):
    kept = weakref.ref(answer("a"))
    assert answer("a") is kept() and answer("b") is not kept()
    with store.writing() as transaction:
        rows = {"region_code": "990101", "name": "甲", "recorded_at": day(1, 1), "recorded_by": "测试"}
        transaction.append("region", pd.DataFrame([rows]))
    new = answer("b")
    gc.collect()
    assert kept() is None and answer("b") is new
