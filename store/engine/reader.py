"""How the store is asked: by the name of a query file, alike of the store and of a transaction."""

import copy
import re
from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Any, Self

import pandas as pd

from metrics.errors import UserError
from store.engine.engines.copying import Rows, region_tables
from store.engine.engines.engine import Frames, Session

STORE = Path(__file__).resolve().parents[1]


@cache
def query_text(name: str) -> str:
    """The SQL of `store/queries/<name>.sql`."""
    return (STORE / "queries" / f"{name}.sql").read_text(encoding="utf-8")


@cache
def _words(sql: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", sql))


class Unclear(UserError):
    """More than one region, or year, could be meant."""


class Reader(ABC):
    """Whoever answers queries: the store, or a transaction, which sees what it has written itself.

    Both are of one region: what a query calls `$region` where nobody gives it another.
    """

    _region: str = ""

    @property
    def region(self) -> str:
        """The region that is read and written: the one it was opened for, else the only one that the store has.

        Empty in a store without any. Raises Unclear where there are several.
        """
        return self._region or self._only_region()

    def of(self, region: str) -> Self:
        """The same reader as one region; empty: as it is."""
        if region in ("", self._region):
            return self
        same = copy.copy(self)
        same._region = region
        return same

    def _only_region(self) -> str:
        found = self.query_text(query_text("started_regions"))
        if len(found) > 1:
            listed = "、".join(f"{row.region_code} {row.name}" for row in found.itertuples())
            raise Unclear(f"有{len(found)}个地区,请写明是哪一个(--region):{listed}。", title="请写明地区")
        return str(found["region_code"].iloc[0]) if len(found) else ""

    def query(self, name: str, frames: Frames | None = None, /, **values: Any) -> pd.DataFrame:
        """The rows of `store/queries/<name>.sql` with its `$value` parameters bound.

        `frames` are tables of that name for this query alone: what another query found, as far as the text names their
        columns: DuckDB looks at every one that it is given, and PostgreSQL is sent it. DATE and TIMESTAMP come back as
        pandas datetimes, missing values as NaN, NaT or None. `$region` that is not given, or empty: `region`.
        """
        sql = query_text(name)
        if "$region" in sql and not values.get("region"):
            values["region"] = self.region
        named = {
            table: rows[[column for column in rows if column in _words(sql)]] for table, rows in (frames or {}).items()
        }
        return self._answer(name, named, values)

    def _answer(self, name: str, frames: Frames, values: dict[str, Any]) -> pd.DataFrame:
        return self.query_text(query_text(name), frames, **values)

    def query_text(self, sql: str, frames: Frames | None = None, /, **values: Any) -> pd.DataFrame:
        """`query` with a SQL text of one's own: for tests and measurements. What the product asks is a file."""
        with self._asking() as session:
            return session.frame(sql, values, frames or {})

    def own_tables(self) -> dict[str, Rows]:
        """The region's rows of every table that has rows of regions, as they stand, by table."""
        with self._asking() as session:
            return region_tables(session, self.region)

    @abstractmethod
    def _asking(self) -> AbstractContextManager[Session]:
        """The session that one query may use."""
