"""Tables in the form in which they are sent, kept for as long as the rows that they are made of.

What is kept of the store (keeping.py) is the same frame on every run, and printing and packing its cells anew is a good
part of what a rerun costs. Nobody changes such a frame.
"""

import weakref
from collections.abc import Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from metrics.columns import Column, printed

_packed: dict[tuple[int, tuple[str, ...]], tuple[weakref.ref[pd.DataFrame], pa.Table]] = {}


def packed(rows: pd.DataFrame, shown: Sequence[Column]) -> pa.Table:
    """The cells of some columns of `rows` as a screen shows them: statuses as chips, numbers as numbers, else text."""
    key = id(rows), tuple(column.name for column in shown)
    found = _packed.get(key)
    if found is not None and found[0]() is rows:
        return found[1]
    cells = pd.DataFrame({column.name: _cells(rows, column) for column in shown}, index=rows.index)
    table = pa.Table.from_pandas(cells, preserve_index=False)
    _packed[key] = weakref.ref(rows, lambda _: _packed.pop(key, None)), table
    return table


def _cells(rows: pd.DataFrame, column: Column) -> Any:
    if column.kind in ("status", "reporting"):
        return [[text] for text in printed(rows, column)]
    return rows[column.name] if column.kind in ("share", "count", "number") else printed(rows, column)
