"""Tables in the form in which the browser gets them, made once for each frame and let go with it.

The store's cache (store_cache.py) hands out the same frame on every run. To print its cells again is a good part of
what a rerun costs, and nobody changes such a frame: so the table belongs to the frame, not to a version of the store.
"""

import weakref
from collections.abc import Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from metrics.columns import Column, printed

_tables: dict[tuple[int, tuple[str, ...]], tuple[weakref.ref[pd.DataFrame], pa.Table]] = {}


def arrow_table(rows: pd.DataFrame, shown: Sequence[Column]) -> pa.Table:
    """The cells of some columns of `rows` as a screen shows them: statuses as chips, numbers as numbers, else text."""
    key = id(rows), tuple(column.name for column in shown)
    made = _tables.get(key)
    if made is not None and made[0]() is rows:
        return made[1]
    cells = pd.DataFrame({column.name: _cells(rows, column) for column in shown}, index=rows.index)
    table = pa.Table.from_pandas(cells, preserve_index=False)
    _tables[key] = weakref.ref(rows, lambda _: _tables.pop(key, None)), table
    return table


def _cells(rows: pd.DataFrame, column: Column) -> Any:
    if column.kind in ("status", "reporting"):
        return [[text] for text in printed(rows, column)]
    return rows[column.name] if column.kind in ("share", "count", "number") else printed(rows, column)
