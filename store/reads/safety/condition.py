"""How a store is: its size, the disk's, the last backup; and whether what it holds agrees with itself."""

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

from store.engine import chain, clock, receipt_book
from store.engine.backups import is_whole, mark_of, reason_of, standing
from store.engine.records import records
from store.engine.store import Store
from store.reads.safety.lacking import lacking


@dataclass(frozen=True)
class Condition:
    """Bytes of the data file with its log and of the disk; 0 for a store in memory. `backup`: the newest, None: none.

    `backup_at`: when it was made, in seconds since 1970.
    """

    submissions: int
    store_bytes: int
    free_bytes: int
    disk_bytes: int
    backup: Path | None
    backup_at: float


def of(store: Store) -> Condition:
    """What can be said without reading what is in it."""
    submissions = int(store.query("submission_count")["n"].iloc[0])
    if store.path is None:
        return Condition(submissions, 0, 0, 0, None, 0.0)
    disk = shutil.disk_usage(store.path.parent)
    made_at, newest = max(
        ((state.st_mtime, file) for file, state in standing(store.backup_folder, mark_of(store.path))),
        default=(0.0, None),
    )
    return Condition(submissions, store.size_bytes, disk.free, disk.total, newest, made_at)


@dataclass(frozen=True)
class Made:
    """A backup as it lies there: why it was made, in words; its file is not opened."""

    made_at: dt.datetime
    why: str
    size_bytes: int


def backups(store: Store) -> list[Made]:
    """The backups of a store, newest first; none for one in memory."""
    if store.path is None:
        return []
    made = [
        Made(clock.at(store.time_zone, state.st_mtime), reason_of(file), state.st_size)
        for file, state in standing(store.backup_folder, mark_of(store.path))
    ]
    return sorted(made, key=lambda one: one.made_at, reverse=True)


def check_store(store: Store) -> list[str]:
    """What contradicts itself in a store, a sentence each; empty when it is sound."""
    told = [f"{row.what}:{row.which}" for row in store.query("contradictions").itertuples()]
    for region in store.query("chained_regions")["region_code"]:
        told += chain.broken_links(store.of(region))
    if store.path is None:
        return told
    folder = store.path.parent / "uploads"
    told += [
        f"第{row['number']}号报送的原表不在或已损坏:{folder / row['kept_as']}"
        for row in records(store.query("known_files"))
        if row["kept_as"] and not is_whole(folder / row["kept_as"], row["sha256"])
    ]
    told += receipt_book.faults(store.path)
    return told + [
        f"曾入库而数据文件中没有:{one.words};可用 python -m store replay 重新入库"
        for one in lacking(store) if one.entry
    ]  # fmt: skip
