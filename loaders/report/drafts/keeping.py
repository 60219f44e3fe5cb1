"""Drafts kept until tomorrow: beside the store, one for each region, year and reviewer, for our user alone.

A work report is public; what a reviewer has decided is not a target before it is loaded. So a draft stands in no table
and in no backup. For a store in memory it is kept in memory.
"""

import contextlib
import datetime as dt
import hashlib
import itertools
import json
import os
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from loaders.report.drafts.draft import Draft
from metrics.errors import UserError
from store.engine import disk
from store.engine.store import Store

FOLDER = "reviews"
_in_memory: dict[tuple[str, str], str] = {}
_one_at_a_time = threading.Lock()  # two clicks of one reviewer: the second changes what the first has left


def kept(store: Store, year: int, owner: str) -> Draft | None:
    """The draft that a reviewer has under way; None where there is none, or it cannot be read."""
    text = read(store, _name(store, year, owner))
    with contextlib.suppress(ValueError, KeyError, TypeError):
        return Draft.from_json(json.loads(text)) if text else None
    return None


def years_kept(store: Store, owner: str) -> list[int]:
    """The years that a reviewer has a draft of, in order: whoever comes back need not know which."""
    ours = f"{store.region}-", f"-{_whose(owner)}"
    folder = None if store.path is None else store.path.parent / FOLDER
    names = (
        [name for identity, name in _in_memory if identity == store.identity]
        if folder is None
        else [file.stem for file in folder.glob("*.json")]
    )
    found = [
        name[len(ours[0]) : -len(ours[1])] for name in names if name.startswith(ours[0]) and name.endswith(ours[1])
    ]
    return sorted(int(year) for year in found if year.isdecimal())


def keep(store: Store, draft: Draft, owner: str, at: dt.datetime) -> None:
    """Keep a draft instead of the one before. Raises UserError where the disk refuses."""
    draft.saved = f"{at:%m月%d日%H:%M}"
    if (lost := unreadable(store, draft.year, owner)) is not None:
        with contextlib.suppress(OSError):
            lost.replace(_aside(lost))
    write(store, _name(store, draft.year, owner), json.dumps(draft.as_json(), ensure_ascii=False))


def write(store: Store, name: str, text: str) -> None:
    """Keep a text under a name instead of the one before. Raises UserError where the disk refuses."""
    path = _path(store, name)
    if path is None:
        _in_memory[store.identity, name] = text
        return
    try:
        disk.private_folder(path.parent)
        handle, passing = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)  # mode 0600
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(passing).replace(path)
    except OSError as error:
        raise UserError(f"审核进度没有保存({disk.reason(error)}),请联系系统管理员。", title="没有保存") from error


def read(store: Store, name: str) -> str | None:
    """The text that is kept under a name; None for none, and for what is no text."""
    path = _path(store, name)
    if path is None:
        return _in_memory.get((store.identity, name))
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return path.read_text(encoding="utf-8")
    return None


def unreadable(store: Store, year: int, owner: str) -> Path | None:
    """The file of a draft that cannot be read: cut short by a full disk, or of another version; None for none.

    The next draft does not overwrite it: it stays beside under another ending.
    """
    path = _path(store, _name(store, year, owner))
    return path if path is not None and path.exists() and kept(store, year, owner) is None else None


def _aside(path: Path) -> Path:
    return next(
        free for number in itertools.count(1) if not (free := path.with_suffix(f".unreadable-{number}")).exists()
    )


def change(store: Store, year: int, owner: str, at: dt.datetime, act: Callable[[Draft], None]) -> None:
    """Do something to a kept draft; nothing where there is none any more."""
    with _one_at_a_time:
        draft = kept(store, year, owner)
        if draft is not None:
            act(draft)
            keep(store, draft, owner, at)


def drop(store: Store, year: int, owner: str) -> None:
    """The draft was loaded, or is given up."""
    path = _path(store, _name(store, year, owner))
    if path is None:
        _in_memory.pop((store.identity, _name(store, year, owner)), None)
        return
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _path(store: Store, name: str) -> Path | None:
    return None if store.path is None else store.path.parent / FOLDER / f"{name}.json"


def _name(store: Store, year: int, owner: str) -> str:
    return f"{store.region}-{year}-{_whose(owner)}"


def _whose(owner: str) -> str:
    return hashlib.sha256(owner.encode()).hexdigest()[:16]  # a name may hold what no file may
