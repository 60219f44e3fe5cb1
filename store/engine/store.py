"""The one place that opens the database: connection, migrations, reads, write transactions, backups.

One process holds the file; every query gets a cursor of its own, because a connection shared by threads mixes up
results; writes are one at a time under a lock.
"""

import os
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
import pandas as pd

from metrics import bounds
from metrics.errors import UserError
from metrics.typography import storable

STORE = Path(__file__).resolve().parents[1]
PROJECT = STORE.parent
# Readable by DuckDB 1.5 too, so that an older installation can open a newer one's file.
STORAGE_VERSION = "v1.5.0"
# The columns that say since when a row is known.
_MOMENTS = ("recorded_at", "submitted_at", "withdrawn_at")
# The columns with a number that somebody wrote. Shares of a plan are reckoned from such; the schema keeps them in 0–1.
_BOUNDED = {"value", "lower", "upper", "base", "ahead_at", "on_track_at", "far_behind_below"}


def default_path() -> Path:
    """`DASHBOARD_STORE`, else `data/local/dashboard.duckdb` of this checkout."""
    return Path(os.environ.get("DASHBOARD_STORE") or PROJECT / "data" / "local" / "dashboard.duckdb")


class StoreInUse(UserError):
    """Another process holds the file."""

    def __init__(self, path: Path, pid: int) -> None:
        super().__init__(f"数据文件正被另一个程序(进程号 {pid})使用,请先停止它再试。", title="数据文件被占用")
        self.path, self.pid = path, pid


@cache
def query_text(name: str) -> str:
    """The SQL of `store/queries/<name>.sql`."""
    return (STORE / "queries" / f"{name}.sql").read_text(encoding="utf-8")


class Store:
    """An open store. `path=None` keeps it in memory, which is what tests use."""

    def __init__(self, path: Path | None = None, backup_folder: Path | None = None) -> None:
        self.path = path
        # Tells this open store from every other that the process opens: versions are counted in each file.
        self.identity = uuid4().hex
        # The only folder outside the store that DuckDB may write to.
        self.backup_folder = backup_folder or (path.parent if path else PROJECT / "data" / "local") / "backups"
        self._write_lock = threading.RLock()
        self._connection = _connect(path)
        self._migrate()
        self._version: int = self.query_text("select counter from version")["counter"].iloc[0].item()
        self._close_outside_access()

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    @property
    def version(self) -> int:
        """How many write transactions this store has seen: the key of every cache over it."""
        return self._version

    def query(self, name: str, **parameters: Any) -> pd.DataFrame:
        """The rows of `store/queries/<name>.sql` with `$name` parameters bound."""
        return self.query_text(query_text(name), **parameters)

    def query_text(
        self, sql: str, frames: Mapping[str, pd.DataFrame] | None = None, /, **parameters: Any
    ) -> pd.DataFrame:
        """The rows of a SQL text. `frames` are registered under their names for this query only.

        DATE and TIMESTAMP come back as pandas datetimes, missing values as NaN, NaT or None.
        """
        with self._connection.cursor() as cursor:
            for name, frame in (frames or {}).items():
                cursor.register(name, frame)
            return cursor.execute(sql, parameters or None).df()

    @contextmanager
    def writing(self) -> Iterator["Transaction"]:
        """One write transaction: commits when the block ends, rolls back when it raises; bumps the version."""
        with self._write_lock, self._connection.cursor() as cursor:
            cursor.execute("begin")
            try:
                yield Transaction(cursor)
                cursor.execute("update version set counter = counter + 1")
                cursor.execute("commit")
            except BaseException:
                cursor.execute("rollback")
                raise
            self._version += 1

    @contextmanager
    def trying(self) -> Iterator["Transaction"]:
        """A write transaction that is always taken back: what would be. Nobody else sees it, and the version stays."""
        with self._write_lock, self._connection.cursor() as cursor:
            cursor.execute("begin")
            try:
                yield Transaction(cursor)
            finally:
                cursor.execute("rollback")

    def back_up(self, target: Path) -> None:
        """Copy everything into a new database file, without stopping anybody. Raises UserError where it exists."""
        if target.exists():
            raise UserError(f"{target.name} 已存在,请换一个文件名。", title="备份未进行")
        target.parent.mkdir(parents=True, exist_ok=True)
        with self._write_lock, self._connection.cursor() as cursor:
            try:
                cursor.execute(f"attach '{_quoted(target)}' as backup (storage_version '{STORAGE_VERSION}')")
            except duckdb.PermissionException:
                raise UserError(f"只能备份到 {self.backup_folder} 文件夹。", title="备份未进行") from None
            try:
                cursor.execute(f'copy from database "{self._catalog(cursor)}" to backup')
            finally:
                cursor.execute("detach backup")

    def _catalog(self, cursor: duckdb.DuckDBPyConnection) -> str:
        return str(cursor.execute("select current_database()").fetchall()[0][0])

    def _migrate(self) -> None:
        """Run the numbered files of `store/schema` that this store has not seen, each in its own transaction."""
        cursor = self._connection.cursor()
        cursor.execute("create table if not exists migration (name text primary key, applied_at timestamp not null)")
        applied = {row[0] for row in cursor.execute("select name from migration").fetchall()}
        shipped = sorted((STORE / "schema").glob("[0-9]*.sql"))
        if unknown := applied - {file.name for file in shipped}:
            raise UserError(
                f"这个数据文件由更新的版本建立({min(unknown)}),请用新版本的程序打开。", title="程序版本过旧"
            )
        for file in shipped:
            if file.name in applied:
                continue
            cursor.execute("begin")
            try:
                cursor.execute(file.read_text(encoding="utf-8"))
                cursor.execute("insert into migration values (?, localtimestamp)", [file.name])
                cursor.execute("commit")
            except BaseException:
                cursor.execute("rollback")
                raise

    def _close_outside_access(self) -> None:
        """No query may read or write files of the host, backups apart; then nobody may reopen that."""
        folder = _quoted(self.backup_folder)
        self._connection.execute(f"set allowed_directories = ['{folder}']")
        self._connection.execute("set enable_external_access = false")
        self._connection.execute("set lock_configuration = true")


class Transaction:
    """What may be done inside `Store.writing()`: read, and append whole frames."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def query(self, sql: str, **parameters: Any) -> pd.DataFrame:
        """Rows as this transaction sees them."""
        return self._cursor.execute(sql, parameters or None).df()

    def append(self, table: str, rows: pd.DataFrame) -> None:
        """Add rows; the frame's columns are columns of the table, those not named stay empty.

        Nothing becomes known at or before the moment of an edition any more: an earlier moment becomes the next one.
        Raises UserError for a number beyond metrics.bounds.
        """
        if rows.empty:
            return
        rows = self._after_editions(_storable(rows))
        # A column that is wholly empty has no type of its own for DuckDB to cast from.
        typed = rows.astype({name: "object" for name in rows if rows[name].isna().all()})
        self._cursor.register("new_rows", typed)
        columns = ", ".join(f'"{name}"' for name in rows)
        self._cursor.execute(f'insert into "{table}" ({columns}) select {columns} from new_rows')
        self._cursor.unregister("new_rows")

    def _after_editions(self, rows: pd.DataFrame) -> pd.DataFrame:
        moments = [name for name in _MOMENTS if name in rows]
        frozen = self._cursor.execute("select max(as_of) from edition").fetchall()[0][0] if moments else None
        if frozen is None:
            return rows
        first = pd.Timestamp(frozen) + pd.Timedelta(microseconds=1)
        known = {name: pd.to_datetime(rows[name]).dt.as_unit("us") for name in moments}
        return rows.assign(**{name: since.where(since >= first, first) for name, since in known.items()})

    def next_number(self, table: str, column: str) -> int:
        """One more than the highest number in a column; the write lock makes it unique."""
        rows = self._cursor.execute(f'select coalesce(max("{column}"), 0) + 1 from "{table}"').fetchall()
        return int(rows[0][0])


def _storable(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with text that every screen and file can show. Raises UserError for a number beyond metrics.bounds.

    The last gate, behind the sentences of each way in.
    """
    for name in _BOUNDED & set(rows):
        for value in rows[name].dropna():
            bounds.require({"数值": float(value)}, "数据未入库")
    texts = {name: rows[name].map(_plain) for name in rows if not pd.api.types.is_numeric_dtype(rows[name])}
    return rows.assign(**texts)


def _plain(value: Any) -> Any:
    return storable(value) if isinstance(value, str) else value


def _connect(path: Path | None) -> duckdb.DuckDBPyConnection:
    if path is None:
        return duckdb.connect(":memory:")
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "backups").mkdir(exist_ok=True)
    try:
        return duckdb.connect(str(path), config={"storage_compatibility_version": STORAGE_VERSION})
    except duckdb.IOException as error:
        holder = re.search(r"PID (\d+)", str(error))
        if holder:
            raise StoreInUse(path, int(holder[1])) from None
        raise UserError(
            f"数据文件 {path.name} 打不开,可能已损坏或不是本系统的文件。请用备份恢复。", title="数据文件打不开"
        ) from error


def _quoted(path: Path) -> str:
    return str(path.resolve()).replace("'", "''")
