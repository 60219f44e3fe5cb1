"""A table is packed once for as long as its rows live, and again for other rows or other columns."""

import gc

import pandas as pd

from metrics.columns import columns
from ui.cache import arrow_tables as module
from ui.cache.arrow_tables import arrow_table


def rows() -> pd.DataFrame:
    return pd.DataFrame({"item": ["充电桩", None], "measures": [2, 3], "status": ["done", None],
                         "status_word": ["已完成", None]}, index=[4, 9])  # fmt: skip


def test_what_is_sent_says_what_the_screen_prints():
    found = arrow_table(rows(), columns("status_word", "item", "measures"))
    assert found.to_pydict() == {"status_word": [["完 已完成"], ["—"]], "item": ["充电桩", "—"], "measures": [2, 3]}


def test_the_same_rows_are_packed_once_for_the_same_columns():
    own, other = rows(), rows()
    first = arrow_table(own, columns("item"))
    assert arrow_table(own, columns("item")) is first
    assert arrow_table(other, columns("item")) is not first
    assert arrow_table(own, columns("measures")) is not first


def test_nothing_is_kept_of_rows_that_are_gone():
    gc.collect()
    before = len(module._tables)
    gone = rows()
    arrow_table(gone, columns("item"))
    del gone
    gc.collect()
    assert len(module._tables) == before
