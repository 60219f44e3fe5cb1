"""The memory of this process: how much it holds, and what is done so that it does not keep what nobody needs."""

import asyncio
import ctypes
import gc
import re
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
from streamlit.runtime import get_instance

from store.engine.opening import repeated

_GIVE_BACK_SECONDS = 60
_STATUS = Path("/proc/self/status")


def megabytes() -> tuple[int, int]:
    """What this process holds, and how much of it is its own and no file's; 0 where the system does not say."""
    text = _STATUS.read_text() if _STATUS.exists() else ""
    found = {
        name: int(kilobytes) // 1024 for name, kilobytes in re.findall(r"^(VmRSS|RssAnon):\s+(\d+) kB", text, re.M)
    }
    return found.get("VmRSS", 0), found.get("RssAnon", 0)


def giving_back() -> AbstractContextManager[None]:
    """While the block lasts, memory is given back once a minute. To be entered on the loop that serves.

    Texts of tables lie where everything else lies: Arrow's own heap kept 320 MB after a soak, and 2 of them were used.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    loop = asyncio.get_running_loop()

    def give() -> None:
        loop.call_soon_threadsafe(forget_who_left)
        give_back()

    return repeated(give, _GIVE_BACK_SECONDS, "giving back memory")


def forget_who_left() -> None:
    """Let the sessions go whose pages were closed two minutes ago, on the loop that serves.

    Streamlit leaves them, with all that their screens held, until the next page is closed: through a night, then.
    """
    sessions: Any = get_instance()._session_mgr  # nothing public reaches them
    sessions._session_storage._cache.expire()


def give_back() -> None:
    """Let the system have the memory that was freed; glibc keeps it otherwise, 50 MB after a pack of files.

    What screens leave behind refers to itself, so that it is not free before it is looked for: Streamlit's own look
    after every run is switched off (.streamlit/config.toml), and Python's comes ever more rarely as the caches fill.
    """
    gc.collect()
    with suppress(OSError, AttributeError, TypeError):  # no glibc
        ctypes.CDLL(None).malloc_trim(0)
