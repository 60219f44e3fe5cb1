"""How the store is asked: by the name of a query file, alike of the store and of a transaction."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

STORE = Path(__file__).resolve().parents[1]
Frames = Mapping[str, pd.DataFrame]


@cache
def query_text(name: str) -> str:
    """The SQL of `store/queries/<name>.sql`."""
    return (STORE / "queries" / f"{name}.sql").read_text(encoding="utf-8")


class Reader(ABC):
    """Whoever answers queries: the store, or a transaction, which sees what it has written itself."""

    def query(self, name: str, frames: Frames | None = None, /, **values: Any) -> pd.DataFrame:
        """The rows of `store/queries/<name>.sql` with its `$value` parameters bound.

        `frames` are tables of that name for this query alone: what another query found. DATE and TIMESTAMP come back
        as pandas datetimes, missing values as NaN, NaT or None.
        """
        return self.query_text(query_text(name), frames, **values)

    def query_text(self, sql: str, frames: Frames | None = None, /, **values: Any) -> pd.DataFrame:
        """`query` with a SQL text of one's own: for tests and measurements. What the product asks is a file."""
        with self._asking() as cursor:
            for name, frame in (frames or {}).items():
                cursor.register(name, frame)
            rows = cursor.execute(sql, values or None).df()
            for name in frames or {}:
                cursor.unregister(name)
        return rows

    @abstractmethod
    def _asking(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """The cursor that one query may use."""
