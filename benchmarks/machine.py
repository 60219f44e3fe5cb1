"""The machine that was measured on, in words: processor, cores, memory, system, Python. No names of hosts, no paths."""

import os
import platform
import re
import subprocess
from pathlib import Path


def description() -> str:
    """`Intel(R) Xeon(R) Processor, 2 cores, 23 GB of memory, Linux, Python 3.11.7`."""
    memory = _memory_gigabytes()
    memory_text = f", {memory:.0f} GB of memory" if memory else ""
    return (
        f"{_processor()}, {os.cpu_count()} cores{memory_text}, {platform.system()}, Python {platform.python_version()}"
    )


def load() -> str:
    """How busy the machine was when the measuring began; empty where the system does not say."""
    return f"load at the start {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""


def resident_mb(pid: int) -> float:
    """The resident memory of a process."""
    answer = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(answer.stdout) / 1024


def anonymous_mb(pid: int) -> float:
    """The resident memory of a process that belongs to no file; 0 where the system does not say."""
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"^RssAnon:\s+(\d+) kB", status.read_text() if status.exists() else "", re.M)
    return int(found[1]) / 1024 if found else 0.0


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory_gigabytes() -> float | None:
    names = getattr(os, "sysconf_names", {})
    if "SC_PHYS_PAGES" not in names:
        return None
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
