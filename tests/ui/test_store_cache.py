"""What the cache keeps: the answers of a store's version, and nothing of what stood before."""

import gc
import weakref
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

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


def test_what_several_ask_for_at_once_is_found_out_once(store):
    asked: Counter[str] = Counter()

    @cached(opening=current.opened)
    def slow(store: Store, choices: dict[str, list[int]], _content: bytes) -> Answer:
        asked[str(choices)] += 1
        barrier.wait(timeout=60)  # while the others ask as well
        return Answer()

    barrier = Barrier(2)
    with ThreadPoolExecutor(6) as threads:
        same = [threads.submit(slow, {"a": [1]}, bytes(number)) for number in range(5)]
        other = threads.submit(slow, {"a": [2]}, b"")
        found = {id(one.result()) for one in same}
    assert len(found) == 1 and other.result() is not same[0].result()
    assert asked == {"{'a': [1]}": 1, "{'a': [2]}": 1}


def test_the_least_asked_for_goes_first_and_a_failure_is_not_kept(store):
    asked: list[int] = []

    @cached(2, opening=current.opened)
    def number(store: Store, one: int) -> int:
        asked.append(one)
        return 10 // one

    assert [number(one) for one in (1, 2, 1, 5, 1, 2)] == [10, 5, 10, 2, 10, 5]
    assert asked == [1, 2, 5, 2]
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            number(0)
    assert asked[-2:] == [0, 0]


def test_choices_that_compare_equal_and_are_others_have_answers_of_their_own_and_order_is_none(store):
    @cached(opening=current.opened)
    def said(store: Store, one: object) -> str:
        return repr(one)

    told: list[object] = [1, True, 1.0, None, "1", (), {}, (1,), (True,)]
    assert [said(one) for one in told] == [repr(one) for one in told]
    assert said({"a": 1, "b": None}) is said({"b": None, "a": 1}) and said([1]) == "(1,)"
