"""A disk that takes no more: a limit on the size of files for a while, or for root a small file system of its own."""

import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage


@contextmanager
def no_file_grows_over(size: int) -> Iterator[None]:
    """What this process writes beyond that many bytes of a file is refused, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system of that size in memory. Raises OSError for whoever may not mount one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        raise OSError("only root may mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path, but: int) -> Path:
    """Fill a disk until so many bytes are left; returns the file that fills it."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as stream:
        while (left := disk_usage(folder).free - but) > 0:
            stream.write(b"x" * min(left, 1 << 20))
    return filler
