"""What the machine tells of this process, and how the last self-test of the store ended."""

import ctypes
import datetime as dt
import gc
import re
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path

from store.engine.opening import repeated
from store.engine.store import Store
from store.reads.safety.condition import check_store

_GIVE_BACK_SECONDS = 60
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True)
class Tested:
    """A self-test: when it ended, and what was wrong, a sentence each."""

    at: dt.datetime
    problems: tuple[str, ...]


_last: dict[str, Tested] = {}  # by store


def memory_megabytes() -> tuple[int, int]:
    """What this process holds, and how much of it is its own and no file's; 0 where the system does not say."""
    text = _STATUS.read_text() if _STATUS.exists() else ""
    found = {
        name: int(kilobytes) // 1024 for name, kilobytes in re.findall(r"^(VmRSS|RssAnon):\s+(\d+) kB", text, re.M)
    }
    return found.get("VmRSS", 0), found.get("RssAnon", 0)


def give_back() -> None:
    """Let the system have the memory that was freed; glibc keeps it otherwise, 50 MB after a pack of files.

    What screens leave behind refers to itself, so that it is not free before it is looked for: Streamlit's own look
    after every run is switched off (.streamlit/config.toml), and Python's comes ever more rarely as the caches fill.
    """
    gc.collect()
    with suppress(OSError, AttributeError, TypeError):  # no glibc
        ctypes.CDLL(None).malloc_trim(0)


def giving_back() -> AbstractContextManager[None]:
    """While the block lasts, memory is given back once a minute."""
    return repeated(give_back, _GIVE_BACK_SECONDS, "giving back memory")


def test(store: Store) -> Tested:
    """Check the whole store, and keep the outcome for as long as this process lasts. Nothing is written."""
    _last[store.identity] = Tested(store.now(), tuple(check_store(store)))
    return _last[store.identity]


def last_test(store: Store) -> Tested | None:
    """The last self-test since the start."""
    return _last.get(store.identity)
