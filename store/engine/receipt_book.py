"""What was accepted, a line each in a file beside the store: what a lost or damaged store cannot tell any more.

The store alone says what stands. This file is only written to, and read to find what a backup, or a store that lost its
log, lacks.
"""

import json
import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from store.engine import disk

_LOG = logging.getLogger("dashboard.store")
Entry = dict[str, Any]


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
    """The entries in their order; none where there is no file. A line that was cut off is passed over."""
    try:
        lines = book_path(store_path).read_text(encoding="utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        return []
    return [entry for line in lines if (entry := _entry(line))]


def _entry(line: str) -> Entry:
    try:
        entry: Entry = json.loads(line)
    except ValueError:
        return {}
    return entry


def _plain(value: Any) -> Any:
    """Moments and days as ISO text, numbers of pandas as they are."""
    return value.isoformat() if hasattr(value, "isoformat") else value.item()
