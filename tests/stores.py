"""Stores of one's own at the price of a copied file: planting the seed takes ten times as long."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from store.engine.store import Store

Fill = Callable[[Store], object]


def filled(fill: Fill) -> Store:
    """A store as `fill` leaves an empty one: filled once in this process, and copied from then on."""
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
    path = _place()
    store = _opened(path)
    try:
        fill(store)
    finally:
        store.close()
    return path


def _opened(path: Path) -> Store:
    """It keeps no workbooks, as a store in memory keeps none."""
    store = Store(path)
    store.path = None
    return store


def _place() -> Path:
    return Path(tempfile.mkdtemp(dir=_folder())) / "store.duckdb"


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="stores-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
