"""The store in a database of a PostgreSQL server (14 or newer), which several processes and hosts share.

Writers wait for one another on the row of `version`: that makes numbers run without gaps or repeats, whoever writes.
"""

import datetime as dt
import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from metrics.errors import Unavailable, UserError

try:
    import psycopg
    from psycopg_pool import ConnectionPool, PoolTimeout
except ImportError as error:
    raise UserError(
        "没有安装 PostgreSQL 的驱动,请执行 .venv/bin/python -m pip install -r requirements-postgres.txt。",
        title="缺少组件",
    ) from error

from store.engine import disk
from store.engine.engines import postgres_connection as connecting
from store.engine.engines import postgres_tools
from store.engine.engines.engine import Engine
from store.engine.engines.postgres_connection import TITLE
from store.engine.engines.postgres_session import PostgresSession

_MOST_CONNECTIONS = 10
_OPENING = "hashtext('dashboard: schema')"  # the advisory lock of whoever brings the schema up


class Postgres(Engine):
    """A pool of connections to one database, in the first schema of its search path."""

    backs_itself_up = False

    def __init__(self, url: str, files: Path, backup_folder: Path | None) -> None:
        """`files`: the folder of originals and receipts. Raises UserError where there is no such database."""
        self._url = url
        disk.private_folder(files)
        self.path = files / f"{connecting.first_look(url)}.postgresql"
        self.backup_folder = backup_folder or files / "backups"
        self._types: dict[str, dict[str, str]] = {}
        self._was_away_at = -math.inf
        # Before a connection is taken: writers of one process do not take all connections while they wait.
        self._write_lock = threading.RLock()
        self._pool = ConnectionPool(
            url, min_size=1, max_size=_MOST_CONNECTIONS, kwargs={"autocommit": True, "client_encoding": "UTF8"},
            configure=connecting.configured, check=ConnectionPool.check_connection, num_workers=1, open=True,
            timeout=connecting.PATIENCE_SECONDS,
            reconnect_timeout=1,  # then whoever asks next tries anew, at once: a server that is back is there
        )  # fmt: skip

    def close(self) -> None:
        self._pool.close()

    def version(self, region: str) -> int:
        with self.reading() as session:
            if not region:
                return int(session.rows("select counter from version")[0][0])
            query = "select coalesce(max(counter), 0) from region_version where region_code in ($region, '')"
            return int(session.rows(query, region=region)[0][0])

    def size_bytes(self) -> int:
        with self.reading() as session:
            return int(session.rows("select pg_database_size(current_database())")[0][0])

    def now(self, zone: str) -> dt.datetime:
        """By the server's clock: hosts whose clocks differ write in one order."""
        query = "select date_trunc('second', clock_timestamp() at time zone cast($zone as text))"
        with self.reading() as session:
            moment: dt.datetime = session.rows(query, zone=zone)[0][0]
        return moment

    @contextmanager
    def reading(self) -> Iterator[PostgresSession]:
        with self._session() as (session, _):
            yield session

    @contextmanager
    def writing(self, region: str, *, is_note: bool) -> Iterator[PostgresSession]:
        with self._write_lock, self._session() as (session, connection):
            number = _begin(session)
            try:
                yield session
                if not is_note:
                    _raise_version(session, region)
            except BaseException:
                _roll_back(session)
                raise
            try:
                session.rows("commit")
            except psycopg.OperationalError as error:
                connection.close()
                self._require_committed(number, error)

    def _require_committed(self, number: str, error: psycopg.Error) -> None:
        """After a commit whose answer did not come: returns where it is done all the same, else raises UserError."""
        told = "不能确定是否已入库,请稍后在报送记录中查看,没有的再办理一次"
        with suppress(psycopg.Error, UserError), self.reading() as session:
            state = session.rows("select pg_xact_status(cast(cast($number as text) as xid8))", number=number)[0][0]
            if state == "committed":
                return
            if state == "aborted":
                told = "没有入库,请再办理一次"
        raise Unavailable(f"与数据库的连接中断,{told}。", title="没有写入") from error

    @contextmanager
    def trying(self) -> Iterator[tuple[PostgresSession, Callable[[], None]]]:
        """It holds up who writes until it ends: the row of `version` is let go with the transaction alone."""
        with self._write_lock, self._session() as (session, _):
            _begin(session)
            try:
                yield session, lambda: None
            finally:
                _roll_back(session)

    @contextmanager
    def bringing_up(self) -> Iterator[PostgresSession]:
        with self._session() as (session, _):
            session.rows(f"select pg_advisory_lock({_OPENING})")
            try:
                session.rows(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
                yield session
            finally:
                with suppress(psycopg.Error):
                    session.rows(f"select pg_advisory_unlock({_OPENING})")

    def brought_up(self) -> None:
        self._types.clear()

    def back_up(self, target: Path) -> None:
        postgres_tools.back_up(self._url, target)

    @contextmanager
    def _session(self) -> Iterator[tuple[PostgresSession, "psycopg.Connection[Any]"]]:
        """A connection for the block. One that breaks in it is told in a sentence: the server has rolled back."""
        try:
            with self._pool.connection(self._patience_seconds()) as connection:
                yield PostgresSession(connection, self._types), connection
        except psycopg.errors.LockNotAvailable as error:
            raise Unavailable(
                "别的写入占用了数据库,等了一分钟没有轮到,没有入库。请稍后再试。", title="没有写入"
            ) from error
        except PoolTimeout as error:
            self._was_away_at = time.monotonic()
            raise Unavailable("数据库没有应答,请稍后再试;仍不行的,请联系系统管理员。", title=TITLE) from error
        except psycopg.OperationalError as error:
            raise Unavailable("与数据库的连接中断,办到一半的没有入库。请再试一次。", title=TITLE) from error

    def _patience_seconds(self) -> float:
        """Who asks while the server is away is told soon: each would hold a thread of ours for as long as it waits."""
        was_away = time.monotonic() - self._was_away_at < connecting.PATIENCE_SECONDS
        return connecting.SHORT_PATIENCE_SECONDS if was_away else connecting.PATIENCE_SECONDS


def _begin(session: PostgresSession) -> str:
    """Begin, wait for whoever writes, and see what they have written; returns the transaction's number."""
    session.rows("begin isolation level read committed")
    session.rows("select counter from version for update")
    return str(session.rows("select cast(pg_current_xact_id() as text)")[0][0])


def _raise_version(session: PostgresSession, region: str) -> None:
    counter = session.rows("update version set counter = counter + 1 returning counter")[0][0]
    session.rows(
        "insert into region_version values ($region, $counter)"
        " on conflict (region_code) do update set counter = excluded.counter",
        region=region, counter=counter,
    )  # fmt: skip


def _roll_back(session: PostgresSession) -> None:
    """Take back what was begun; where the connection is gone, the server has done so."""
    with suppress(psycopg.Error):
        session.rows("rollback")
