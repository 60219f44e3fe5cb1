"""What may be done inside a write transaction of a region."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb
import pandas as pd

from store.engine.reader import Reader
from store.engine.storable import storable_rows

# The columns that say since when a row is known.
_MOMENTS = ("recorded_at", "submitted_at", "withdrawn_at")
# Of no region, or of one that the row says: every other table that is appended to has the transaction's in its key.
_OF_NO_REGION = frozenset({"region", "seed_row", "began_empty", "sign_in"})


class Transaction(Reader):
    """What may be done in a write transaction of a region: read as it stands there, and append whole frames."""

    def __init__(
        self, cursor: duckdb.DuckDBPyConnection, region: str = "", let_others_write: Callable[[], None] | None = None
    ) -> None:
        """`let_others_write`: of a trial, which is never committed; see `done_writing`."""
        self._cursor = cursor
        self._region = region
        self._let_others_write = let_others_write

    def done_writing(self) -> None:
        """From here on it only reads: what would be. A trial keeps nobody from writing any longer, an act still does.

        Judging takes ten times as long as appending, and whoever sends at the same time waits for no trial to end.
        """
        if self._let_others_write is not None:
            self._let_others_write()
            self._let_others_write = None

    def _only_region(self) -> str:
        self._region = super()._only_region()
        return self._region

    @contextmanager
    def _asking(self) -> Iterator[duckdb.DuckDBPyConnection]:
        yield self._cursor

    def append(self, table: str, rows: pd.DataFrame) -> None:
        """Add rows of the transaction's region; the frame's columns are columns of the table, others stay empty.

        Nothing becomes known at or before the moment of an edition any more: an earlier moment becomes the next one.
        Raises UserError for a number beyond metrics.bounds, ValueError for a row of another region.
        """
        if rows.empty:
            return
        if table not in _OF_NO_REGION:
            rows = self._of_the_region(rows)
        rows = self._after_editions(storable_rows(rows))
        # A column that is wholly empty has no type of its own for DuckDB to cast from.
        typed = rows.astype({name: "object" for name in rows if rows[name].isna().all()})
        self._cursor.register("new_rows", typed)
        columns = ", ".join(f'"{name}"' for name in rows)
        self._cursor.execute(f'insert into "{table}" ({columns}) select {columns} from new_rows')
        self._cursor.unregister("new_rows")

    def _of_the_region(self, rows: pd.DataFrame) -> pd.DataFrame:
        if "region_code" in rows and not self.region:  # the first rows of the store's first region say which it is
            self._region = str(rows["region_code"].iloc[0])
        region = self.region
        if "region_code" not in rows:
            return rows.assign(region_code=region)
        if others := set(rows["region_code"]) - {region, ""}:  # empty: an account of the whole store
            raise ValueError(f"rows of {sorted(others)} in a transaction of {region!r}")
        return rows

    def _after_editions(self, rows: pd.DataFrame) -> pd.DataFrame:
        moments = [name for name in _MOMENTS if name in rows]
        if not moments or "region_code" not in rows:
            return rows
        query = "select max(as_of) from edition where region_code = ?"
        frozen = self._cursor.execute(query, [self.region]).fetchall()[0][0]
        if frozen is None:
            return rows
        first = pd.Timestamp(frozen) + pd.Timedelta(microseconds=1)
        known = {name: pd.to_datetime(rows[name]).dt.as_unit("us") for name in moments}
        return rows.assign(**{name: since.where(since >= first, first) for name, since in known.items()})

    def latest(self, table: str) -> dt.datetime | None:
        """When the region's last row of a table was recorded; None where it has none."""
        moment: dt.datetime | None
        query = f'select max(recorded_at) from "{table}" where region_code = ?'
        moment = self._cursor.execute(query, [self.region]).fetchall()[0][0]
        return moment

    def recorded_by_others(self, table: str, column: str, name: str) -> set[str]:
        """The values of a column in the region's rows of a table that anybody but `name` recorded."""
        query = f'select distinct "{column}" from "{table}" where region_code = ? and recorded_by <> ?'
        return {value for (value,) in self._cursor.execute(query, [self.region, name]).fetchall()}

    def next_number(self, table: str, column: str) -> int:
        """One more than the region's highest number in a column; the write lock makes it unique."""
        query = f'select coalesce(max("{column}"), 0) + 1 from "{table}" where region_code = ?'
        return int(self._cursor.execute(query, [self.region]).fetchall()[0][0])
