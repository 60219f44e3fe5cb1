"""How much a process that opens somebody's file may take, and what is looked at of it."""

import contextlib

MEMORY_BYTES = 1_500_000_000
SENT_MEGABYTES = 30  # more than the screen takes
UNPACKED_MEGABYTES = 60
CELLS_WAN = 50  # ten thousands of cells in a workbook, empty ones with a border included
LIMITS = {"rows": 5000, "columns": 200}


def limit_memory() -> None:
    """Where the system can (not on Windows), this process may never grow beyond its share."""
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
