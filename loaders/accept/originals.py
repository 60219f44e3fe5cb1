"""The files that were accepted, byte for byte, kept beside the store under their own hash: a name is only a label.

A file is whole or not there: written under another name, fsynced, read again, and only then given its name.
"""

import contextlib
import datetime as dt
import hashlib
import os
import re
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from metrics.errors import Unavailable
from store.engine import disk
from store.engine.store import Store

Original = tuple[dt.date, str, bytes]  # the month it reports on, what it was called, and what it holds
# From keeping a file until it stands in the store nobody else keeps or takes away: whoever comes second finds it whole.
_one_at_a_time = threading.Lock()
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")


def kept_folder(store: Store) -> Path | None:
    """Where accepted files are kept: beside the store; None for one in memory."""
    return None if store.path is None else store.path.parent / "uploads"


@contextmanager
def keeping(store: Store, originals: Sequence[Original]) -> Iterator[Sequence[str | None]]:
    """Keep files while the block accepts them; yields what each is kept as, None for a store in memory.

    Where the block raises, what was new goes again, unless a submission names it after all. Raises UserError, and keeps
    nothing, where a file cannot be written.
    """
    folder = kept_folder(store)
    if folder is None:
        yield [None] * len(originals)
        return
    with _one_at_a_time:
        new: list[str] = []
        try:
            names = [_keep(folder, original, new) for original in originals]
            yield names
        except BaseException:
            _take_away(store, folder, new)
            raise


def _keep(folder: Path, original: Original, new: list[str]) -> str:
    month, label, content = original
    digest = hashlib.sha256(content).hexdigest()
    suffix = Path(label[-10:].lower()).suffix
    name = f"{month:%Y-%m}/{digest}{suffix if _SUFFIX.fullmatch(suffix) else ''}"
    try:
        if not _holds(folder / name, digest):
            is_new = not (folder / name).exists()
            _write(folder / name, content, digest)
            new += [name] if is_new else []
    except OSError as error:
        raise Unavailable(
            f"原表没有存下({disk.reason(error)}),没有入库。请联系系统管理员处理后重新报送。", title="报送未入库"
        ) from error
    return name


def _holds(file: Path, digest: str) -> bool:
    """Whether a file is there and is what its name says: one of that name may be torn, or another's."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest() == digest
    except (FileNotFoundError, IsADirectoryError):
        return False


def _write(file: Path, content: bytes, digest: str) -> None:
    disk.private_folder(file.parent)
    handle, passing = tempfile.mkstemp(prefix=".", suffix=".part", dir=file.parent)  # mode 0600
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if not _holds(Path(passing), digest):
            raise OSError(0, "what was written reads otherwise")
        Path(passing).replace(file)
        _sync(file.parent)
    except BaseException:
        Path(passing).unlink(missing_ok=True)
        raise


def _sync(folder: Path) -> None:
    """The new name survives a power failure too. Only POSIX has folders that can be opened."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _take_away(store: Store, folder: Path, names: list[str]) -> None:
    if not names:
        return
    named = set(store.query("kept_files", names=names)["kept_as"])
    for name in set(names) - named:
        with contextlib.suppress(OSError):  # one too many does no harm: the next try finds it whole
            (folder / name).unlink(missing_ok=True)
