"""What may be done inside a write transaction of a region."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd

from metrics import bounds
from metrics.typography import storable
from store.engine.engines.engine import Session
from store.engine.reader import Reader

# The columns that say since when a row is known.
_MOMENTS = ("recorded_at", "submitted_at", "withdrawn_at")
# Of no region, or of one that the row says: every other table that is appended to has the transaction's in its key.
_OF_NO_REGION = frozenset({"region", "seed_row", "began_empty", "sign_in"})

# The columns with a number that somebody wrote. Shares of a plan are reckoned from such; the schema keeps them in 0–1.
_BOUNDED = {"value", "lower", "upper", "base", "ahead_at", "on_track_at", "far_behind_below"}


class Transaction(Reader):
    """What may be done in a write transaction of a region: read as it stands there, and append whole frames."""

    def __init__(self, session: Session, region: str = "", let_others_write: Callable[[], None] | None = None) -> None:
        """`let_others_write`: of a trial, which is never committed; see `done_writing`."""
        self._session = session
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
    def _asking(self) -> Iterator[Session]:
        yield self._session

    def append(self, table: str, rows: pd.DataFrame) -> None:
        """Add rows of the transaction's region; the frame's columns are columns of the table, others stay empty.

        Nothing becomes known at or before the moment of an edition any more: an earlier moment becomes the next one.
        Raises UserError for a number beyond metrics.bounds, ValueError for a row of another region, NotTaken for one
        that the table does not take.
        """
        if rows.empty:
            return
        if table not in _OF_NO_REGION:
            rows = self._of_the_region(rows)
        self._session.append(table, self._after_editions(_storable_rows(rows)))

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
        query = "select max(as_of) from edition where region_code = $region"
        frozen = self._session.rows(query, region=self.region)[0][0]
        if frozen is None:
            return rows
        first = pd.Timestamp(frozen) + pd.Timedelta(microseconds=1)
        known = {name: pd.to_datetime(rows[name]).dt.as_unit("us") for name in moments}
        return rows.assign(**{name: since.where(since >= first, first) for name, since in known.items()})

    def latest(self, table: str) -> dt.datetime | None:
        """When the region's last row of a table was recorded; None where it has none."""
        moment: dt.datetime | None
        query = f'select max(recorded_at) from "{table}" where region_code = $region'
        moment = self._session.rows(query, region=self.region)[0][0]
        return moment

    def recorded_by_others(self, table: str, column: str, name: str) -> set[str]:
        """The values of a column in the region's rows of a table that anybody but `name` recorded."""
        query = f'select distinct "{column}" from "{table}" where region_code = $region and recorded_by <> $name'
        return {value for (value,) in self._session.rows(query, region=self.region, name=name)}

    def next_number(self, table: str, column: str) -> int:
        """One more than the region's highest number in a column; the write lock makes it unique."""
        query = f'select coalesce(max("{column}"), 0) + 1 from "{table}" where region_code = $region'
        return int(self._session.rows(query, region=self.region)[0][0])


def _storable_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with text that every screen and file can show. Raises UserError for a number beyond metrics.bounds.

    The last gate, behind the sentences that each way in has for what is wrong.
    """
    for name in _BOUNDED & set(rows):
        for value in rows[name].dropna():
            if not isinstance(value, str):  # a setting's value is a word
                bounds.require({"数值": float(value)}, "数据未入库")
    texts = [str(name) for name in rows if not pd.api.types.is_numeric_dtype(rows[name])]
    return rows.assign(**{name: rows[name].map(_plain) for name in texts})


def _plain(value: Any) -> Any:
    return storable(value) if isinstance(value, str) else value
