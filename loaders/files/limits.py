"""How much a process that opens somebody's file may take, and what is looked at of it.

What a server's owner may want otherwise is a setting (an environment variable); the rest is what no report ever needs.
"""

import contextlib
import os
import re
import struct
import zipfile
import zlib
from pathlib import Path

from metrics.errors import UserError

SENT_MEGABYTES = 30  # more than the screen takes
UNPACKED_MEGABYTES = 60
CELLS_WAN = 50  # ten thousands of cells in a workbook, empty ones with a border included
SHEETS = 300
MERGES = 20_000  # merged ranges in a workbook
TEXT_LENGTH = 4000  # characters of a cell; Excel takes 32,767
ISSUES = 1000  # that are listed of a workbook
OUTPUT_MEGABYTES = 40  # of what a process answers
# What reading a damaged archive raises.
NO_ARCHIVE = (zipfile.BadZipFile, zlib.error, struct.error, KeyError, EOFError, OSError, ValueError,
              RuntimeError)  # fmt: skip
LIMITS = {"rows": 5000, "columns": 200}


def children() -> int:
    """How many files are opened at once (DASHBOARD_CHILDREN)."""
    return _setting("DASHBOARD_CHILDREN", 2, 1, 64)


def seconds() -> int:
    """How long one file may take (DASHBOARD_CHILD_SECONDS)."""
    return _setting("DASHBOARD_CHILD_SECONDS", 30, 1, 3600)


def megabytes() -> int:
    """How much memory a process may take (DASHBOARD_CHILD_MEGABYTES)."""
    return _setting("DASHBOARD_CHILD_MEGABYTES", 1500, 300, 100_000)


def waiting() -> int:
    """How many files may wait for their turn (DASHBOARD_CHILD_QUEUE); the web server itself has forty threads."""
    return _setting("DASHBOARD_CHILD_QUEUE", 24, 1, 1000)


def _setting(name: str, usual: int, least: int, most: int) -> int:
    said = os.environ.get(name, "").strip()
    if not said:
        return usual
    if not said.isascii() or not said.isdecimal() or not least <= int(said) <= most:
        raise UserError(f"设置 {name} 应为{least}至{most}的整数,现为“{said}”。", title="设置有误")
    return int(said)


def limit_memory() -> None:
    """Where the system can (not on Windows), this process may never grow beyond its share, nor write large files."""
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes() * 1_000_000,) * 2)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000_000,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(more: float) -> None:
    """This process may work for so many seconds more: it ends by itself where nobody is left to end it."""
    with contextlib.suppress(ImportError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime + more) + 2
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def memory_peak() -> int:
    """The most megabytes that this process has held; 0 where the system does not say.

    Not getrusage: there a process begins with the peak of the one that started it.
    """
    with contextlib.suppress(OSError):
        status = Path("/proc/self/status").read_text()
        if found := re.search(r"^VmHWM:\s+(\d+) kB", status, re.M):
            return int(found[1]) // 1000
    return 0
