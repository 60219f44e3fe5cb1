"""The store in a DuckDB file, or in memory: nothing to install, and one process.

One process holds the file; every query gets a cursor of its own, because a connection shared by threads mixes up
results; writes are one at a time under a lock.
"""

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import duckdb

from metrics.errors import Unavailable, UserError
from store.engine import clock, disk
from store.engine.engines.duckdb_connection import STORAGE_VERSION, DuckDBSession, connected, opened, quoted, readable
from store.engine.engines.engine import Engine


class DuckDBFile(Engine):
    """A file, or with `path=None` a store in memory, which is what tests use."""

    def __init__(self, path: Path | None, backup_folder: Path) -> None:
        self.path = path
        # The only folder outside the store that DuckDB may write to.
        self.backup_folder = backup_folder
        self.backs_itself_up = path is not None
        self._write_lock = threading.RLock()
        self._connection = opened(path)
        self._is_broken = False
        # As of which version each region was last written to. Nobody else writes: they are counted here.
        self._version = self._written_all = 0
        self._written: dict[str, int] = {}

    def close(self) -> None:
        self._connection.close()

    def version(self, region: str) -> int:
        return max(self._written.get(region, 0), self._written_all) if region else self._version

    def size_bytes(self) -> int:
        files = [self.path, self.path.with_name(f"{self.path.name}.wal")] if self.path else []
        return sum(file.stat().st_size for file in files if file.exists())

    def now(self, zone: str) -> dt.datetime:
        return clock.now(zone)

    @contextmanager
    def reading(self) -> Iterator[DuckDBSession]:
        with readable(self.path), self._cursor() as cursor:
            yield DuckDBSession(cursor)

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        if self._is_broken:
            with self._write_lock:
                self._reopen()
        return self._connection.cursor()

    @contextmanager
    def writing(self, region: str, *, is_note: bool) -> Iterator[DuckDBSession]:
        """Where the disk takes no more, UserError is raised, and the store stays usable."""
        with self._write_lock:
            with self._cursor() as cursor:
                cursor.execute("begin")
                try:
                    yield DuckDBSession(cursor)
                    if not is_note:
                        cursor.execute("update version set counter = counter + 1")
                    failure = _committed(cursor)
                except BaseException:
                    _roll_back(cursor)
                    raise
            if failure is not None:
                self._recover(failure)
            if not is_note:
                self._version += 1
                if region:
                    self._written[region] = self._version
                else:
                    self._written_all = self._version
            if self.path is not None:
                disk.make_private(self.path.with_name(f"{self.path.name}.wal"))  # made anew now and then

    def _recover(self, failure: duckdb.Error) -> None:
        """After a commit that failed. Returns where it is in the file all the same, else raises UserError.

        A commit can be safe in the log while folding the log into the file fails, which a full disk does: DuckDB then
        answers nothing more until the file is opened anew.
        """
        if isinstance(failure, duckdb.FatalException):
            self._is_broken = True
            self._reopen()
            if self._counter() > self._version:
                return
        raise Unavailable(
            "数据文件没有写成(磁盘空间不足、只读或出错),没有入库。请联系系统管理员处理后重试。", title="没有写入"
        ) from failure

    def _counter(self) -> int:
        with self._cursor() as cursor:
            return int(cursor.execute("select counter from version").fetchall()[0][0])

    def _reopen(self) -> None:
        """Open the file anew, once whoever is still reading has let go of what was open. With the write lock held."""
        if not self._is_broken:
            return
        self._connection.close()
        for wait in (0, 0.05, 0.2, 0.5, 1, 2):
            time.sleep(wait)
            try:
                connection = opened(self.path)
                connection.execute("from version")
            except duckdb.FatalException:
                connection.close()
                continue
            self._connection, self._is_broken = connection, False
            self._close_outside_access()
            return
        raise Unavailable("数据文件暂时打不开,请稍后再试;仍打不开的,请重新启动本系统。", title="数据文件打不开")

    @contextmanager
    def trying(self) -> Iterator[tuple[DuckDBSession, Callable[[], None]]]:
        with ExitStack() as held:
            held.enter_context(self._write_lock)
            with self._cursor() as cursor:
                cursor.execute("begin")
                try:
                    yield DuckDBSession(cursor), held.close
                finally:
                    _roll_back(cursor)

    @contextmanager
    def bringing_up(self) -> Iterator[DuckDBSession]:
        with readable(self.path), self._write_lock, self._connection.cursor() as cursor:
            yield DuckDBSession(cursor)

    def brought_up(self) -> None:
        with readable(self.path):
            self._version = self._written_all = self._counter()
        self._close_outside_access()

    def _close_outside_access(self) -> None:
        """No query may read or write files of the host, backups apart; then nobody may reopen that."""
        folder = quoted(self.backup_folder)
        self._connection.execute(f"set allowed_directories = ['{folder}']")
        self._connection.execute("set enable_external_access = false")
        self._connection.execute("set lock_configuration = true")

    def back_up(self, target: Path) -> None:
        """The copy is compared row by row; who reads is not held up."""
        with self._write_lock, self._cursor() as cursor:
            try:
                cursor.execute(f"attach '{quoted(target)}' as backup (storage_version '{STORAGE_VERSION}')")
            except duckdb.PermissionException:
                raise UserError(f"只能备份到 {self.backup_folder} 文件夹。", title="备份未进行") from None
            except duckdb.IOException as error:
                raise UserError(f"文件 {target} 无法写入。", title="备份未进行") from error
            is_same = False
            try:
                [(own,)] = cursor.execute("select current_database()").fetchall()
                cursor.execute(f'copy from database "{own}" to backup')
                cursor.execute("detach backup")
                disk.make_private(target)
                with connected(target, read_only=True) as copied:
                    is_same = _digests(copied) == _digests(cursor)
            except duckdb.Error as error:
                raise UserError(
                    f"备份没有写成(磁盘空间不足、只读或出错):{target.name}。", title="备份未进行"
                ) from error
            finally:
                if not is_same:
                    with suppress(duckdb.Error):
                        cursor.execute("detach database if exists backup")
                    target.unlink(missing_ok=True)
            if not is_same:
                raise UserError(f"备份核对不符,没有留下:{target.name}。请再试一次。", title="备份未进行")


def _committed(cursor: duckdb.DuckDBPyConnection) -> duckdb.Error | None:
    """Commit; what went wrong where the disk takes no more."""
    try:
        cursor.execute("commit")
    except duckdb.Error as error:
        return error
    return None


def _digests(cursor: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, int]]:
    """How many rows each table has, and one number that every value in them goes into."""
    tables = cursor.execute(
        "select table_name from duckdb_tables() where not internal and database_name = current_database()"
    ).fetchall()
    query = 'select count(*), coalesce(bit_xor(hash(t)), 0) from "{}" t'
    return {name: cursor.execute(query.format(name)).fetchall()[0] for (name,) in tables}


def _roll_back(cursor: duckdb.DuckDBPyConnection) -> None:
    """Take back what was begun; where DuckDB has done so itself, that is no second error to hide the first."""
    with suppress(duckdb.Error):
        cursor.execute("rollback")
