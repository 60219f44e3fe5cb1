"""Stores of one's own at the price of a copied file: planting the seed takes ten times as long, samples far more."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from store.engine.store import Store

Fill = Callable[[Store], object]
FOLDER = "TEST_STORES"  # where tests/conftest.py says a whole run keeps them


def filled(fill: Fill) -> Store:
    """A store as `fill`, a function of a module, leaves an empty one: filled once in a run, and copied from then on."""
    path = copied(fill, _place())
    store = _opened(path)
    path.unlink()  # open, it stays readable and writable; closed, it is gone
    return store


def copied(fill: Fill, path: Path) -> Path:
    """The same as a closed file at a path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(_original(fill), path))


@cache
def _original(fill: Fill) -> Path:
    """The file that is copied, made by whichever process of the run needs it first while the others wait."""
    path = Path(os.environ[FOLDER]) / f"{fill.__module__}.{fill.__qualname__}.duckdb"
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            made = _place()
            store = _opened(made)
            try:
                fill(store)
            finally:
                store.close()
            made.rename(path)
    return path


def _opened(path: Path) -> Store:
    """It keeps no workbooks, as a store in memory keeps none."""
    store = Store(path)
    store.path = None
    return store


def _place() -> Path:
    return Path(tempfile.mkdtemp(dir=os.environ[FOLDER])) / "store.duckdb"
