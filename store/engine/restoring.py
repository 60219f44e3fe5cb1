"""Getting a store out of the way of a backup, whatever has become of it; and which backups there are."""

import datetime as dt
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb

from metrics.errors import UserError
from store.engine import clock
from store.engine.engines.duckdb_connection import connected
from store.engine.engines.engine import StoreInUse
from store.engine.reader import query_text

_PATIENCE_SECONDS = 10


def log_of(path: Path) -> Path:
    """The write-ahead log of the store at a path."""
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
    """A backup file: the last month that has figures (None: none has), its size, when it was made, whether it opens."""

    path: Path
    month: dt.date | None
    size_bytes: int
    made_at: dt.datetime
    is_verified: bool


def backups(folder: Path) -> list[Backup]:
    """The backups in a folder, newest first, each opened to see that it can be read. None where there is no folder."""
    found = [_backup(file) for file in folder.glob("*.duckdb")]
    return sorted(found, key=lambda one: (one.made_at, one.path.name), reverse=True)


def _backup(file: Path) -> Backup:
    state = file.stat()
    zone, month, is_verified = clock.USUAL, None, False
    try:
        with connected(file, read_only=True) as connection:
            month, zone = connection.execute(query_text("backup_contents")).fetchall()[0]
        is_verified = True
    except (UserError, duckdb.Error):  # no store, or one of before there were zones
        pass
    made_at = clock.at(zone, state.st_mtime)
    return Backup(file, month, state.st_size, made_at, is_verified)
