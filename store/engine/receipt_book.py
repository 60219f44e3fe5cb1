"""What was accepted, a line each in a file beside the store: what a lost or damaged store cannot tell any more.

The store alone says what stands. This file is only written to, and read to find what a backup, or a store that lost its
log, lacks.
"""

import contextlib
import json
import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from store.engine import disk

_LOG = logging.getLogger("dashboard.store")
Entry = dict[str, Any]
_FIELDS = {"region", "number", "submission", "rows"}
_SAID = {"unit_id", "month", "file_name", "sha256", "submitted_at", "kept_as"}


def book_path(store_path: Path) -> Path:
    """`dashboard.duckdb.receipts`, beside the store."""
    return store_path.with_name(f"{store_path.name}.receipts")


def note_accepted(store_path: Path, entries: Iterable[Entry]) -> None:
    """Add entries and see them on the disk. One that cannot be written is told in the log: the store has it already."""
    path = book_path(store_path)
    lines = "".join(json.dumps(entry, ensure_ascii=False, default=_plain) + "\n" for entry in entries)
    try:
        handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_RDWR, 0o600)
        with os.fdopen(handle, "ab") as book:
            if book.tell() and os.pread(handle, 1, book.tell() - 1) != b"\n":
                lines = f"\n{lines}"  # after a line that a power failure cut off
            book.write(lines.encode())
            book.flush()
            os.fsync(handle)
    except OSError as error:
        _LOG.error("%s 没有写成(%s),数据文件已有这些报送", path, disk.reason(error))


def accepted(store_path: Path) -> list[Entry]:
    """The entries in their order; none where there is no file. What cannot be read is passed over: see `faults`."""
    with contextlib.suppress(OSError):
        return [entry for line in _lines(store_path) if (entry := _entry(line))]
    return []


def faults(store_path: Path) -> list[str]:
    """What cannot be read of the book, a sentence each. A power failure leaves such a line of what the store has."""
    path = book_path(store_path)
    try:
        lines = _lines(store_path)
    except OSError as error:
        return [f"入库记录 {path} 读不出({disk.reason(error)}),数据文件中少了哪些报送无从核对"]
    told, last = [], "之前没有完好的记录"
    for number, line in enumerate(lines, 1):
        if entry := _entry(line):
            last = f"其前一条是第{entry['number']}号报送"
        elif line.strip():
            told.append(f"入库记录 {path} 第{number}行读不出({last});数据文件如完好,删去这一行即可")
    return told


def _lines(store_path: Path) -> list[str]:
    try:
        return book_path(store_path).read_text(encoding="utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        return []


def _entry(line: str) -> Entry:
    """The entry of a line; empty for a line that is none."""
    try:
        entry = json.loads(line)
        is_whole = entry.keys() >= _FIELDS and entry["submission"].keys() >= _SAID
    except (ValueError, AttributeError, RecursionError):
        return {}
    return dict(entry) if is_whole else {}


def _plain(value: Any) -> Any:
    """Moments and days as ISO text, numbers of pandas as they are."""
    return value.isoformat() if hasattr(value, "isoformat") else value.item()
