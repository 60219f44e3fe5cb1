"""Drafts kept until tomorrow: beside the store, one for each region, year and reviewer, for our user alone.

A work report is public; what a reviewer has decided is not a target before it is loaded. So a draft stands in no table
and in no backup. For a store in memory it is kept in memory.
"""

import contextlib
import datetime as dt
import hashlib
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

_in_memory: dict[tuple[str, str], str] = {}
_one_at_a_time = threading.Lock()  # two clicks of one reviewer: the second changes what the first has left


def kept(store: Store, year: int, owner: str) -> Draft | None:
    """The draft that a reviewer has under way; None where there is none, or it cannot be read."""
    text = _text(store, year, owner)
    with contextlib.suppress(ValueError, KeyError, TypeError):
        return Draft.from_json(json.loads(text)) if text else None
    return None


def keep(store: Store, draft: Draft, owner: str, at: dt.datetime) -> None:
    """Keep a draft instead of the one before. Raises UserError where the disk refuses."""
    draft.saved = f"{at:%m月%d日%H:%M}"
    text = json.dumps(draft.as_json(), ensure_ascii=False)
    path = _path(store, draft.year, owner)
    if path is None:
        _in_memory[store.identity, _name(store, draft.year, owner)] = text
        return
    try:
        disk.private_folder(path.parent)
        handle, passing = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)  # mode 0600
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(passing).replace(path)
    except OSError as error:
        raise UserError(f"审核进度没有保存({disk.reason(error)}),请联系系统管理员。", title="没有保存") from error


def change(store: Store, year: int, owner: str, at: dt.datetime, act: Callable[[Draft], None]) -> None:
    """Do something to a kept draft; nothing where there is none any more."""
    with _one_at_a_time:
        draft = kept(store, year, owner)
        if draft is not None:
            act(draft)
            keep(store, draft, owner, at)


def drop(store: Store, year: int, owner: str) -> None:
    """The draft was loaded, or is given up."""
    path = _path(store, year, owner)
    if path is None:
        _in_memory.pop((store.identity, _name(store, year, owner)), None)
        return
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _text(store: Store, year: int, owner: str) -> str | None:
    path = _path(store, year, owner)
    if path is None:
        return _in_memory.get((store.identity, _name(store, year, owner)))
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return path.read_text(encoding="utf-8")
    return None


def _path(store: Store, year: int, owner: str) -> Path | None:
    return None if store.path is None else store.path.parent / "reviews" / f"{_name(store, year, owner)}.json"


def _name(store: Store, year: int, owner: str) -> str:
    whose = hashlib.sha256(owner.encode()).hexdigest()[:16]  # a name may hold what no file may
    return f"{store.region}-{year}-{whose}"
