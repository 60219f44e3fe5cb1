"""What a database has to do for a store. Each engine does it in a file of its own; the SQL is the same for all."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pandas as pd

from metrics.errors import UserError

Frames = Mapping[str, pd.DataFrame]
Values = Mapping[str, Any]


class NotTaken(ValueError):
    """Rows that a table does not take: a word for a number, a second row of the same key."""


class StoreInUse(UserError):
    """Another process holds the file."""

    def __init__(self, path: Path, pid: int) -> None:
        super().__init__(f"数据文件正被另一个程序(进程号 {pid})使用,请先停止它再试。", title="数据文件被占用")
        self.path, self.pid = path, pid


class Session(ABC):
    """A cursor: what is asked and written one after another, by one thread. Parameters are `$name`, always bound."""

    @abstractmethod
    def rows(self, sql: str, /, **values: Any) -> list[tuple[Any, ...]]:
        """What a statement finds, as Python's own values; nothing for a statement that finds nothing."""

    @abstractmethod
    def frame(self, sql: str, values: Values, frames: Frames) -> pd.DataFrame:
        """What a query finds, as `Reader.query` says. `frames` are tables of that name for this query alone."""

    @abstractmethod
    def append(self, table: str, rows: pd.DataFrame) -> None:
        """Add rows; columns that the frame does not have stay empty. Raises NotTaken."""

    def tables(self) -> dict[str, list[str]]:
        """The tables of the store, without its views, and their columns in order."""
        found: dict[str, list[str]] = {}
        for table, column in self.rows(
            "select c.table_name, c.column_name from information_schema.columns c"
            " join information_schema.tables t on t.table_catalog = c.table_catalog"
            " and t.table_schema = c.table_schema and t.table_name = c.table_name"
            " where t.table_type = 'BASE TABLE' and t.table_schema = current_schema()"
            " and t.table_catalog = current_database() order by c.table_name, c.ordinal_position"
        ):
            found.setdefault(table, []).append(column)
        return found

    def types(self, table: str) -> dict[str, str]:
        """The columns of a table, each with what the engine calls its type."""
        query = (
            "select column_name, data_type from information_schema.columns"
            " where table_schema = current_schema() and table_name = $table"
        )
        return dict(self.rows(query, table=table))


class Engine(ABC):
    """An open database. All that look at one open store share it."""

    path: Path | None  # the file; on a server, the place beside which originals and receipts lie; None: in memory
    backup_folder: Path
    backs_itself_up: bool  # daily, when a month is closed, before it is brought up to a new version

    @abstractmethod
    def reading(self) -> AbstractContextManager[Session]:
        """For a query: each sees what is committed."""

    @abstractmethod
    def writing(self, region: str, *, is_note: bool) -> AbstractContextManager[Session]:
        """The only write transaction at a time: commits when the block ends, rolls back when it raises.

        `version` of the region then rises, of all regions where it is empty; not for a note. Raises UserError where
        nothing could be stored, and nothing is then.
        """

    @abstractmethod
    def trying(self) -> AbstractContextManager[tuple[Session, Callable[[], None]]]:
        """A write transaction that is always rolled back, and that nobody else sees.

        The second is called once it only reads: it need not hold up who writes any longer.
        """

    @abstractmethod
    def bringing_up(self) -> AbstractContextManager[Session]:
        """While the store is brought up to this program's schema: alone, without a transaction."""

    @abstractmethod
    def brought_up(self) -> None:
        """The schema stands: what has to be known of it, or closed now, is."""

    @abstractmethod
    def version(self, region: str) -> int:
        """How many write transactions there were, up to the last that concerned a region; empty: up to the last."""

    @abstractmethod
    def now(self, zone: str) -> dt.datetime:
        """What time it is in a zone, in whole seconds, by the one clock that all who write have in common."""

    @abstractmethod
    def size_bytes(self) -> int:
        """How much room its data take; 0 in memory."""

    @abstractmethod
    def back_up(self, target: Path) -> None:
        """Copy everything into a new file. Raises UserError where that fails: none is left."""

    @abstractmethod
    def close(self) -> None:
        """Give the database back."""
