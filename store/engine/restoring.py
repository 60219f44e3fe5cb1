"""Getting a store out of the way of a backup, whatever has become of it; and which backups there are."""

import datetime as dt
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from metrics.errors import UserError
from store.engine import chain, clock
from store.engine.backups import standing
from store.engine.engines.duckdb_connection import DuckDBSession, connected
from store.engine.engines.engine import StoreInUse
from store.engine.reader import Reader, query_text

_PATIENCE_SECONDS = 10


def log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def set_aside(path: Path, now: dt.datetime) -> Path | None:
    """Give what stands at a store's path, and its log, a dated name beside it, which is returned; None for nothing."""
    if not path.exists() and not log_of(path).exists():
        return None
    kept = path.with_name(f"{path.stem}.{now:%Y%m%d-%H%M%S}.duckdb")
    while kept.exists() or log_of(kept).exists():
        now += dt.timedelta(seconds=1)
        kept = path.with_name(f"{path.stem}.{now:%Y%m%d-%H%M%S}.duckdb")
    for old, new in ((path, kept), (log_of(path), log_of(kept))):
        if old.exists():
            old.rename(new)
    return kept


def end_holder(path: Path) -> None:
    """Ask the program that holds a store to end, and wait. Raises StoreInUse where it does not, or is this one."""
    holder = _holder(path)
    if holder is None:
        return
    if holder.pid == os.getpid():
        raise holder
    try:
        os.kill(holder.pid, signal.SIGTERM)
    except ProcessLookupError:
        pass
    except PermissionError:
        raise holder from None
    until = time.monotonic() + _PATIENCE_SECONDS
    while _holder(path) is not None:
        if time.monotonic() > until:
            raise holder
        time.sleep(0.2)


def _holder(path: Path) -> StoreInUse | None:
    """Who holds a store; nothing is written to find out, and whatever else is wrong with the file is none of this."""
    try:
        connected(path, read_only=True).close()
    except StoreInUse as error:
        return error
    except (UserError, duckdb.Error):
        return None
    return None


@dataclass(frozen=True)
class Backup:
    """A backup file: the last month that has figures (None: none has), its size, when it was made.

    `state`: sound, broken (its chain does not hold), unchained (of before there was a chain), or unreadable.
    """

    path: Path
    month: dt.date | None
    size_bytes: int
    made_at: dt.datetime
    state: str


def backups(folder: Path) -> list[Backup]:
    """The backups in a folder, newest first, each opened and read along its chain. None where there is no folder."""
    found = [_backup(file, state) for file, state in standing(folder)]
    return sorted(found, key=lambda one: (one.made_at, one.path.name), reverse=True)


def _backup(file: Path, found: os.stat_result) -> Backup:
    zone, month, state = clock.USUAL, None, "unreadable"
    try:
        with connected(file, read_only=True) as connection:
            month, zone = connection.execute(query_text("backup_contents")).fetchall()[0]
            state = _state(_Kept(connection))
    except (UserError, duckdb.Error):  # no store, or one of before there were zones
        pass
    made_at = clock.at(zone, found.st_mtime)
    return Backup(file, month, found.st_size, made_at, state)


def _state(reader: Reader) -> str:
    try:
        regions = list(reader.query("chained_regions")["region_code"])
        links = reader.query_text("select count(*) as n from chain")["n"].iloc[0]
    except duckdb.CatalogException:
        return "unchained"
    if not links and regions:
        return "unchained"
    return "broken" if any(chain.broken_links(reader.of(region)) for region in regions) else "sound"


class _Kept(Reader):
    """A backup as it lies there: read, and never brought up to this version."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._session = DuckDBSession(connection)

    @contextmanager
    def _asking(self) -> Iterator[DuckDBSession]:
        yield self._session
