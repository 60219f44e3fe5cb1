"""Backups that the store makes by itself: what they are called, which are kept, and the originals beside them.

Data files of one folder share that of their backups: the names tell whose each is.
"""

import datetime as dt
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Hashable
from contextlib import suppress
from pathlib import Path

from store.engine import disk

DAYS, WEEKS, MONTHS = 7, 5, 12
_NAME = re.compile(r"(.+-)?auto-(\d{8}-\d{6})-(daily|migration|\d{4}-\d{2})\.duckdb")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FORM = "%Y%m%d-%H%M%S"
_USUAL = "dashboard"


def mark_of(path: Path | None) -> str:
    """What the names of a data file's backups begin with: nothing for one that is called as usual."""
    return "" if path is None or path.stem == _USUAL else f"{path.stem}-"


def automatic_path(folder: Path, moment: dt.datetime, why: str, mark: str = "") -> Path:
    """A backup's file; `why` is `daily`, `migration`, or a month that is closed, as 2023-09."""
    return folder / f"{mark}auto-{moment:{_FORM}}-{why}.duckdb"


def reason_of(file: Path) -> str:
    """Why a backup was made, in words, by its name."""
    found = _NAME.fullmatch(file.name)
    if found is None:
        return "手工备份"
    return {"daily": "每日", "migration": "升级前"}.get(found[3], f"{found[3]}封账")


def made_on(folder: Path, day: dt.date, mark: str = "") -> bool:
    """Whether the store has made a backup by itself on a day."""
    return any(moment.date() == day for moment, _, _ in _automatic(folder, mark))


def standing(folder: Path, mark: str | None = None) -> list[tuple[Path, os.stat_result]]:
    """The backups in a folder, each with its size and time; one that is cleared away meanwhile is none.

    `mark`: without those that another data file has made by itself. Before 0.2 none had a mark: those are of the files
    that are here, and no more only the usual one's where there is one.
    """
    found = []
    marks = {mark} if (folder.parent / f"{_USUAL}.duckdb").exists() else {mark, ""}
    for file in folder.glob("*.duckdb"):
        name = _NAME.fullmatch(file.name)
        if mark is not None and name and (name[1] or "") not in marks:
            continue
        with suppress(FileNotFoundError):
            found.append((file, file.stat()))
    return found


def prune(folder: Path, mark: str = "") -> None:
    """Leave the newest backup of each of 7 days, 5 weeks and 12 months, every closed month, and all made by hand."""
    found = sorted(_automatic(folder, mark), reverse=True)
    ages: list[tuple[int, Callable[[dt.datetime], Hashable]]] = [
        (DAYS, lambda moment: moment.date()),
        (WEEKS, lambda moment: moment.isocalendar()[:2]),
        (MONTHS, lambda moment: (moment.year, moment.month)),
    ]
    kept = {file for _, why, file in found if why[0].isdigit()}
    for count, age in ages:
        newest: dict[Hashable, Path] = {}
        for moment, _, file in found:
            newest.setdefault(age(moment), file)
        kept |= set(list(newest.values())[:count])
    for _, _, file in found:
        if file not in kept:
            file.unlink(missing_ok=True)


def _automatic(folder: Path, mark: str) -> list[tuple[dt.datetime, str, Path]]:
    named = [(_NAME.fullmatch(file.name), file) for file in folder.glob("*auto-*.duckdb")]
    dated = [(_moment(name[2]), name[3], file) for name, file in named if name and (name[1] or "") == mark]
    return [(moment, why, file) for moment, why, file in dated if moment is not None]


def _moment(text: str) -> dt.datetime | None:
    """When a backup's name says it was made; None for digits that are no moment: it is none of ours."""
    try:
        return dt.datetime.strptime(text, _FORM)
    except ValueError:
        return None


def copy_originals(uploads: Path, other: Path, *, is_read_again: bool = False) -> None:
    """Bring every kept original of one folder into another, each whole or not at all.

    One that is damaged takes no other's place. `is_read_again`: what is there in its full length is read too, and
    replaced where it is not what its name says; a daily copy would read years of files for that.

    Raises OSError where a file cannot be read or written, or reads otherwise than it was: one, after all the others.
    """
    if not uploads.is_dir() or (other.exists() and other.samefile(uploads)):
        return
    failed: list[OSError] = []
    for file in sorted(uploads.glob("*/*")):
        if file.name.startswith(".") or not file.is_file():
            continue
        try:
            _copy_original(file, other / file.relative_to(uploads), is_read_again=is_read_again)
        except OSError as error:
            failed.append(error)
    if failed:
        raise failed[0]


def _copy_original(file: Path, target: Path, *, is_read_again: bool) -> None:
    if target.exists() and _stays(target, file, is_read_again=is_read_again):
        return
    disk.private_folder(target.parent)
    passing = target.with_name(f".{target.name}.part")
    try:
        shutil.copyfile(file, passing)
        disk.make_private(passing)
        if not is_whole(passing, hashlib.sha256(file.read_bytes()).hexdigest()):
            raise OSError(0, "what was copied reads otherwise")
        passing.replace(target)
    finally:
        passing.unlink(missing_ok=True)


def _stays(target: Path, file: Path, *, is_read_again: bool) -> bool:
    """Whether what is there is left as it is: it is as long as the other, or right, or the other is not right either.

    An original is called by its SHA-256 (loaders/accept/originals.py); of one that is not, its length alone tells.
    """
    is_as_long, digest = target.stat().st_size == file.stat().st_size, file.stem
    if not _DIGEST.fullmatch(digest) or (is_as_long and not is_read_again):
        return is_as_long
    return is_whole(target, digest) or not is_whole(file, digest)


def is_whole(file: Path, digest: str) -> bool:
    """Whether a file is there and has this SHA-256."""
    return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == digest
