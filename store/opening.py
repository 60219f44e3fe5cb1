"""Opening the store as programs do: at its place, brought up to the seed; and putting a backup in its place."""

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from metrics.errors import UserError
from store.seed import plant
from store.store import Store, default_path


def open_store(path: Path | None = None, backup_folder: Path | None = None) -> Store:
    """The store at a path (default: `default_path()`), migrated and planted with `data/seed`."""
    store = Store(path or default_path(), backup_folder)
    plant(store, dt.datetime.now().replace(microsecond=0))
    return store


@contextmanager
def opened(path: Path | None = None, backup_folder: Path | None = None) -> Iterator[Store]:
    """`open_store`, closed again when the block ends."""
    store = open_store(path, backup_folder)
    try:
        yield store
    finally:
        store.close()


def restore(backup: Path, path: Path | None, now: dt.datetime) -> Path | None:
    """Put a backup in the store's place; what was there is kept beside it under a dated name, which is returned.

    Raises UserError where the backup is no store, or the store is in use.
    """
    target = path or default_path()
    if not backup.is_file():
        raise UserError(f"没有找到备份文件 {backup}。", title="恢复未进行")
    if target.exists():
        Store(target).close()  # says so when another program holds it, and folds its log into the file
    target.parent.mkdir(parents=True, exist_ok=True)
    trial = target.with_name(f"{target.stem}.restoring.duckdb")
    shutil.copyfile(backup, trial)
    try:
        Store(trial).close()
    except UserError:
        trial.unlink()
        raise UserError(f"{backup.name} 不是本系统的备份文件。", title="恢复未进行") from None
    kept = None
    if target.exists():
        kept = target.with_name(f"{target.stem}.{now:%Y%m%d-%H%M%S}.duckdb")
        target.rename(kept)
    trial.rename(target)
    return kept
