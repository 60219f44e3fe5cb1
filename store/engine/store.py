"""The one place that opens the database: connection, migrations, reads, write transactions, backups.

One process holds the file; every query gets a cursor of its own, because a connection shared by threads mixes up
results; writes are one at a time under a lock.
"""

import datetime as dt
import logging
import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

import duckdb
import pandas as pd

from metrics.errors import UserError
from metrics.kinds import KINDS
from store.engine import chain, clock, disk
from store.engine.backups import automatic_path
from store.engine.reader import STORE, Reader
from store.engine.transaction import Transaction

PROJECT = STORE.parent
_LOG = logging.getLogger("dashboard.store")
# Readable by DuckDB 1.5 too, so that an older installation can open a newer one's file.
STORAGE_VERSION = "v1.5.0"

NEWER = "程序版本过旧"  # the title of what is said of a store that a newer program has made
_CHAIN_FILE = "0022_chain.sql"
_ZONE_FILE = "0010_time_zone.sql"


def default_path() -> Path:
    """`DASHBOARD_STORE`, else `data/local/dashboard.duckdb` of this checkout."""
    return Path(os.environ.get("DASHBOARD_STORE") or PROJECT / "data" / "local" / "dashboard.duckdb")


class StoreInUse(UserError):
    """Another process holds the file."""

    def __init__(self, path: Path, pid: int) -> None:
        super().__init__(f"数据文件正被另一个程序(进程号 {pid})使用,请先停止它再试。", title="数据文件被占用")
        self.path, self.pid = path, pid


@dataclass
class _Open:
    """What all that look at one open store share. `written`: as of which version each region was last written to."""

    connection: duckdb.DuckDBPyConnection
    version: int = 0
    is_broken: bool = False
    written: dict[str, int] = field(default_factory=dict)
    written_all: int = 0
    only_region: tuple[int, str] = (-1, "")  # as of which version
    latest_moment: dt.datetime = dt.datetime.min  # that the clock has shown, or an entry of the audit bears


class Store(Reader):
    """An open store. `path=None` keeps it in memory, which is what tests use.

    It is of the only region that it has; `of` gives the same store as another, where there are several.
    """

    def __init__(
        self, path: Path | None = None, backup_folder: Path | None = None, *, keeps_backups: bool = True
    ) -> None:
        """`keeps_backups`: whether an older store is backed up before it is brought up to this version."""
        self.path = path
        self._keeps_backups = keeps_backups
        # Tells this open store from every other that the process opens: versions are counted in each file.
        self.identity = uuid4().hex
        # The only folder outside the store that DuckDB may write to.
        self.backup_folder = backup_folder or (path.parent if path else PROJECT / "data" / "local") / "backups"
        self._write_lock = threading.RLock()
        self._open = _Open(_connect(path))
        self._migrate()
        self._plant_kinds()
        self.time_zone: str = self.query("time_zone")["name"].iloc[0]
        self._open.version = self._open.written_all = self.query("store_version")["counter"].iloc[0].item()
        self._chain_what_stands()
        latest = self.query("latest_act")["done_at"].iloc[0]
        self._open.latest_moment = dt.datetime.min if pd.isna(latest) else latest.to_pydatetime()
        self._close_outside_access()

    def _chain_what_stands(self) -> None:
        """Give what a store of before there was a chain has in it its links: from now on it is watched."""
        if not self._is_unchained:
            return
        for region in self.query("chained_regions")["region_code"]:
            with self.of(region).writing() as transaction:
                chain.extend_all(transaction)

    def of(self, region: str) -> Self:
        """The same open store as one region, whose rows alone are read and written; empty: as it is."""
        same = super().of(region)
        if same is not self:
            same.identity = f"{self.identity.partition('-')[0]}-{region}"
        return same

    def close(self) -> None:
        """Give the file back."""
        self._open.connection.close()

    def _only_region(self) -> str:
        version, region = self._open.only_region
        if version != self._open.version:
            version, region = self._open.version, super()._only_region()
            self._open.only_region = version, region
        return region

    @property
    def version(self) -> int:
        """How many write transactions this store has seen, up to the last that concerned the region where it is of one.

        The key of every cache over it, with `identity`: another region's writes empty no cache.
        """
        if not self._region:
            return self._open.version
        return max(self._open.written.get(self._region, 0), self._open.written_all)

    def now(self) -> dt.datetime:
        """What time it is in the store's zone (store.engine.clock). A clock that was set back is told in the log."""
        moment = clock.now(self.time_zone)
        if moment < self._open.latest_moment:
            _LOG.warning(
                "本机时钟为%s,早于此前的%s,可能被调慢;先后以报送编号为准,请校准时钟", moment, self._open.latest_moment
            )
        self._open.latest_moment = moment
        return moment

    @contextmanager
    def _asking(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._cursor() as cursor:
            yield cursor

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        if self._open.is_broken:
            with self._write_lock:
                self._reopen()
        return self._open.connection.cursor()

    @contextmanager
    def writing(self, *, is_note: bool = False) -> Iterator["Transaction"]:
        """One write transaction: commits when the block ends, rolls back when it raises; bumps the version.

        `is_note`: of what nobody keeps an answer of, so that the version stays, and every cache with it. Raises
        UserError where the disk takes no more: nothing is stored then, and the store stays usable.
        """
        with self._write_lock:
            with self._cursor() as cursor:
                cursor.execute("begin")
                try:
                    yield Transaction(cursor, self._region)
                    if not is_note:
                        cursor.execute("update version set counter = counter + 1")
                    failure = _committed(cursor)
                except BaseException:
                    _roll_back(cursor)
                    raise
            if failure is not None:
                self._recover(failure)
            if not is_note:
                self._open.version += 1
                if self._region:
                    self._open.written[self._region] = self._open.version
                else:
                    self._open.written_all = self._open.version
            if self.path is not None:
                disk.make_private(self.path.with_name(f"{self.path.name}.wal"))  # made anew now and then

    def _recover(self, failure: duckdb.Error) -> None:
        """After a commit that failed. Returns where it is in the file all the same, else raises UserError.

        A commit can be safe in the log while folding the log into the file fails, which a full disk does: DuckDB then
        answers nothing more until the file is opened anew.
        """
        if isinstance(failure, duckdb.FatalException):
            self._open.is_broken = True
            self._reopen()
            if self.query("store_version")["counter"].iloc[0].item() > self._open.version:
                return
        raise UserError(
            "数据文件没有写成(磁盘空间不足、只读或出错),没有入库。请联系系统管理员处理后重试。", title="没有写入"
        ) from failure

    def _reopen(self) -> None:
        """Open the file anew, once whoever is still reading has let go of what was open. With the write lock held."""
        if not self._open.is_broken:
            return
        self._open.connection.close()
        for wait in (0, 0.05, 0.2, 0.5, 1, 2):
            time.sleep(wait)
            try:
                connection = _connect(self.path)
                connection.execute("from version")
            except duckdb.FatalException:
                connection.close()
                continue
            self._open.connection, self._open.is_broken = connection, False
            self._close_outside_access()
            return
        raise UserError("数据文件暂时打不开,请稍后再试;仍打不开的,请重新启动本系统。", title="数据文件打不开")

    @contextmanager
    def trying(self) -> Iterator["Transaction"]:
        """A write transaction that is always taken back: what would be. Nobody else sees it, and the version stays.

        It holds the write lock until it is `done_writing`: its numbers are those that the next act would give.
        """
        with ExitStack() as held:
            held.enter_context(self._write_lock)
            with self._cursor() as cursor:
                cursor.execute("begin")
                try:
                    yield Transaction(cursor, self._region, held.close)
                finally:
                    _roll_back(cursor)

    def back_up(self, target: Path) -> None:
        """Copy everything into a new database file, and compare it row by row; who reads is not held up.

        Raises UserError where the file exists or cannot be written, and where the copy reads otherwise: none is left.
        """
        if target.exists():
            raise UserError(f"{target.name} 已存在,请换一个文件名。", title="备份未进行")
        disk.private_folder(target.parent)
        with self._write_lock, self._cursor() as cursor:
            try:
                cursor.execute(f"attach '{_quoted(target)}' as backup (storage_version '{STORAGE_VERSION}')")
            except duckdb.PermissionException:
                raise UserError(f"只能备份到 {self.backup_folder} 文件夹。", title="备份未进行") from None
            is_same = False
            try:
                cursor.execute(f'copy from database "{self._catalog(cursor)}" to backup')
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

    def _catalog(self, cursor: duckdb.DuckDBPyConnection) -> str:
        return str(cursor.execute("select current_database()").fetchall()[0][0])

    def _migrate(self) -> None:
        """Run the numbered files of `store/schema` that this store has not seen, each in its own transaction."""
        cursor = self._open.connection.cursor()
        cursor.execute("create table if not exists migration (name text primary key, applied_at timestamp not null)")
        applied = {row[0] for row in cursor.execute("select name from migration").fetchall()}
        shipped = sorted((STORE / "schema").glob("[0-9]*.sql"))
        if unknown := applied - {file.name for file in shipped}:
            raise UserError(f"这个数据文件由更新的版本建立({min(unknown)}),请用新版本的程序打开。", title=NEWER)
        zone = _zone(cursor, knows_its_zone=_ZONE_FILE in applied)
        if applied and self._keeps_backups and self.path and applied != {file.name for file in shipped}:
            self.back_up(automatic_path(self.backup_folder, clock.now(zone), "migration"))
        self._is_unchained = _CHAIN_FILE not in applied
        for file in shipped:
            if file.name in applied:
                continue
            cursor.execute("begin")
            try:
                cursor.execute(file.read_text(encoding="utf-8"))
                cursor.execute("insert into migration values (?, ?)", [file.name, clock.now(zone)])
                if file.name == _ZONE_FILE:
                    cursor.execute("insert into time_zone values (?)", [zone])
                cursor.execute("commit")
            except BaseException:
                cursor.execute("rollback")
                raise

    def _plant_kinds(self) -> None:
        """`measure_kind` has the rows of metrics.kinds, so that SQL and Python judge by one table."""
        rows = [
            (code, kind.by_pace, kind.bound, kind.sign, kind.has_base, kind.has_unit_bounds)
            for code, kind in KINDS.items()
        ]
        with self._open.connection.cursor() as cursor:
            if sorted(cursor.execute("select * from measure_kind").fetchall()) == sorted(rows):
                return
            cursor.execute("begin")
            cursor.execute("delete from measure_kind")
            cursor.executemany("insert into measure_kind values (?, ?, ?, ?, ?, ?)", rows)
            cursor.execute("commit")

    def _close_outside_access(self) -> None:
        """No query may read or write files of the host, backups apart; then nobody may reopen that."""
        folder = _quoted(self.backup_folder)
        self._open.connection.execute(f"set allowed_directories = ['{folder}']")
        self._open.connection.execute("set enable_external_access = false")
        self._open.connection.execute("set lock_configuration = true")


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


def _zone(cursor: duckdb.DuckDBPyConnection, *, knows_its_zone: bool) -> str:
    if not knows_its_zone:
        return clock.chosen_zone()
    return str(cursor.execute("select name from time_zone").fetchall()[0][0])


def _connect(path: Path | None) -> duckdb.DuckDBPyConnection:
    if path is None:
        return duckdb.connect(":memory:")
    is_new = not path.exists()
    try:
        disk.private_folder(path.parent / "backups")
    except OSError as error:
        raise UserError(f"文件夹 {path.parent} 不能使用({disk.reason(error)})。", title="数据文件打不开") from error
    connection = connected(path)
    if is_new:
        disk.make_private(path)
    return connection


def connected(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A store's file as DuckDB opens it. Raises StoreInUse, and UserError where it is none, or damaged."""
    how: dict[str, Any] = {} if read_only else {"storage_compatibility_version": STORAGE_VERSION}
    try:
        return duckdb.connect(str(path), read_only=read_only, config=how)
    except (
        duckdb.IOException,
        duckdb.SerializationException,
        duckdb.InternalException,
        duckdb.FatalException,
    ) as error:
        holder = re.search(r"PID (\d+)", str(error))
        if holder:
            raise StoreInUse(path, int(holder[1])) from None
        raise UserError(
            f"数据文件 {path.name} 打不开,可能已损坏或不是本系统的文件。请用备份恢复(python -m store restore)。",
            title="数据文件打不开",
        ) from error


def _quoted(path: Path) -> str:
    return str(path.resolve()).replace("'", "''")
