"""Opening the store as programs do: at its place, brought up to the seed; making a backup, and putting one back."""

import datetime as dt
import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from metrics.errors import UserError
from store.engine import backups, disk, restoring
from store.engine.engines.engine import StoreInUse
from store.engine.engines.places import Place, default_place, files_folder
from store.engine.lending import lent_store
from store.engine.seed import begin_empty, plant, planted_files
from store.engine.store import NEWER, Store

_LOG = logging.getLogger("dashboard.store")
_LOOK_EVERY_SECONDS = 60

EMPTY = "DASHBOARD_EMPTY"  # 1: a data file that is not there yet begins with nothing (make run EMPTY=1)


def open_store(
    place: Place | None = None, backup_folder: Path | None = None, *, is_planted: bool | None = None
) -> Store:
    """The store at a place (default: `default_place()`), migrated and planted with `data/seed`.

    A store that began with nothing, or with a region of its own, is never planted. A new one begins with nothing where
    `is_planted` says so, by default the setting DASHBOARD_EMPTY. Raises UserError for a seed that cannot be read.
    """
    store = Store(place or default_place(), backup_folder)
    begins_empty = os.environ.get(EMPTY) == "1" if is_planted is None else not is_planted
    try:
        is_new = planted_files(store) is None
        if not is_new or not (begins_empty or _began_without_seed(store)):
            plant(store, store.now())
        elif not _began_without_seed(store):
            begin_empty(store, store.now())
    except BaseException:
        store.close()
        raise
    return store


def _began_without_seed(store: Store) -> bool:
    return len(store.query("began_empty")) > 0 or len(store.query("started_regions")) > 0


@contextmanager
def opened(
    place: Place | None = None, region: str | None = None, backup_folder: Path | None = None, *,
    is_planted: bool | None = None,
) -> Iterator[Store]:  # fmt: skip
    """`open_store`, closed again when the block ends; or the store that the app lends the command it runs.

    `region`: as which region. Raises UserError for one that has not begun here.
    """
    lent = lent_store(place)
    if lent is not None:
        yield region_of(lent, region)
        return
    store = open_store(place, backup_folder, is_planted=is_planted)
    try:
        yield region_of(store, region)
    finally:
        store.close()


def region_of(store: Store, region: str | None) -> Store:
    """An open store as one region; none: as it is. Raises UserError for one that is not known here.

    A place above others need not have begun: people look and act from there.
    """
    if region and region not in set(store.query("places", as_of=store.now())["region_code"]):
        names = {str(row.region_code): str(row.name) for row in store.query("started_regions").itertuples()}
        listed = "、".join(f"{code} {name}" for code, name in names.items()) or "无"
        raise UserError(f"没有行政区划代码为“{region}”的地区,现有:{listed}。", title="地区有误")
    return store.of(region or "")


def files_of(path: Path) -> list[Path]:
    """What belongs to the store at a path: its folder, its file and log, the note, the backups, the kept originals."""
    beside = [path.with_name(f"{path.name}{ending}") for ending in ("", ".wal", ".running", ".receipts")]
    folders = [path.parent, path.parent / "backups", path.parent / "uploads"]
    return [*folders, *beside, *folders[1].glob("*")]


def back_up(store: Store, target: Path) -> None:
    """`Store.back_up` to any place, and the kept originals into `uploads` beside it.

    Where the store may not write itself, its backup folder is the way.
    """
    _back_up_file(store, target)
    if store.path is None:
        return
    try:
        backups.copy_originals(store.path.parent / "uploads", target.parent / "uploads")
    except OSError as error:
        raise UserError(f"原表没有备份完({disk.reason(error)}):{target.parent}。", title="备份不完整") from None


def keep_backup(store: Store, why: str) -> None:
    """A backup that the store makes by itself, and no more of the old ones than are kept; failure is told in the log.

    `why` as in `backups.automatic_path`. Nothing for a store in memory or on a server.
    """
    if not store.backs_itself_up:
        return
    try:
        mark = backups.mark_of(store.path)
        back_up(store, backups.automatic_path(store.backup_folder, store.now(), why, mark))
        backups.prune(store.backup_folder, mark)
    except (UserError, OSError) as error:
        _LOG.error("自动备份没有成功:%s", error)


@contextmanager
def daily_backups(store: Store) -> Iterator[None]:
    """While the block lasts, the store is backed up once on each day, beside whoever works with it."""
    if not store.backs_itself_up:
        yield
        return

    def keep() -> None:
        if not backups.made_on(store.backup_folder, store.now().date(), backups.mark_of(store.path)):
            keep_backup(store, "daily")

    with repeated(keep, _LOOK_EVERY_SECONDS, "daily backups"):
        yield


@contextmanager
def repeated(do: Callable[[], None], seconds: float, name: str) -> Iterator[None]:
    """While the block lasts, something is done every so many seconds in a thread of that name.

    What goes wrong once is told in the log, and is tried again: else no backup would follow one that broke.
    """
    ended = threading.Event()

    def keep_on() -> None:
        while not ended.wait(seconds):
            try:
                do()
            except Exception:  # noqa: BLE001 - the boundary of a thread
                _LOG.exception("定时任务没有做成,下一次再做")

    thread = threading.Thread(target=keep_on, name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _back_up_file(store: Store, target: Path) -> None:
    if target.exists() or target.parent.resolve() == store.backup_folder.resolve():
        store.back_up(target)
        return
    passing = store.backup_folder / f"{store.identity}.duckdb"
    try:
        store.back_up(passing)
        disk.private_folder(target.parent)
        shutil.move(passing, target)
    except OSError as error:
        raise UserError(f"文件 {target} 无法写入({disk.reason(error)})。", title="备份未进行") from None
    finally:
        passing.unlink(missing_ok=True)


def restore(
    backup: Path, place: Place | None, now: dt.datetime | None = None, *, is_forced: bool = False
) -> Path | None:
    """Put a backup in the store's place; what was there is kept beside it under a dated name, which is returned.

    `now`: what that name says; by default it is asked of the backup's own zone. `is_forced`: also where what is there
    cannot be opened, or is held by another program, which is asked to end; it is not opened, but set aside untouched.
    Raises UserError where the backup is no store, or the store is in use.
    """
    target = place or default_place()
    if not backup.is_file():
        raise UserError(f"没有找到备份文件 {backup}。", title="恢复未进行")
    if isinstance(target, str):
        _restore_server(backup, target)
        return None
    if lent_store(target) is not None:
        raise StoreInUse(target, os.getpid())
    if target.exists() and not is_forced:
        _fold(target)
    disk.usable_folder(target.parent, "恢复未进行")
    trial = target.with_name(f"{target.stem}.restoring.duckdb")
    try:
        now = _try_out(backup, trial, now)
        if is_forced and target.exists():
            restoring.end_holder(target)
        kept = restoring.set_aside(target, now)
        trial.rename(target)
    finally:
        for file in (trial, restoring.log_of(trial)):
            file.unlink(missing_ok=True)
    _restore_originals(backup, target.parent)
    return kept


def _restore_server(backup: Path, url: str) -> None:
    """Into a database that has nothing in it: what another has is nobody's to set aside from here."""
    from store.engine.engines import postgres_tools

    postgres_tools.restore(url, backup)
    _restore_originals(backup, files_folder())


def _restore_originals(backup: Path, folder: Path) -> None:
    try:
        backups.copy_originals(backup.parent / "uploads", folder / "uploads", is_read_again=True)
    except OSError as error:
        raise UserError(
            f"数据文件已恢复,原表没有复制完({disk.reason(error)}),请再恢复一次。", title="原表不完整"
        ) from error


def _fold(path: Path) -> None:
    """See that nobody holds a store, and fold its log into the file, so that it can be set aside whole."""
    try:
        Store(path).close()
    except StoreInUse:
        raise
    except UserError as error:
        raise UserError(
            f"{error.message}要恢复的,请加 --force:现有文件原样另存,不会删除。", title="恢复未进行"
        ) from error


def _try_out(backup: Path, trial: Path, now: dt.datetime | None) -> dt.datetime:
    """Copy a backup beside the store's place and open it, so that it is brought up to this version; returns `now`."""
    try:
        shutil.copyfile(backup, trial)
    except OSError as error:
        raise UserError(f"备份文件 {backup} 没有读成({disk.reason(error)})。", title="恢复未进行") from error
    disk.make_private(trial)
    if trial.stat().st_size == 0:  # DuckDB would make a new store of it
        raise UserError(f"{backup.name} 不是本系统的备份文件。", title="恢复未进行")
    try:
        restored = Store(trial, keeps_backups=False)
    except UserError as error:
        is_newer = error.title == NEWER
        told = error.message if is_newer else f"{backup.name} 不是本系统的备份文件。"
        raise UserError(told, title="恢复未进行") from None
    now = now or restored.now()
    restored.close()
    return now
