"""Stores of one's own at the price of a copied file: planting the seed takes ten times as long, samples far more."""

import datetime as dt
import fcntl
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from store.acts.act import acting
from store.acts.rights import Actor
from store.engine import seed
from store.engine.engines import copying
from store.engine.store import Store

COUNTY = "990201"

Fill = Callable[..., object]  # of an empty store, and of what its name bears beside it
FOLDER = "TEST_STORES"  # where tests/conftest.py says a whole run keeps them


# What is said of DuckDB alone, or of a store that was never made, when `make postgres` asks.
of_duckdb = pytest.mark.skipif("TEST_POSTGRES" in os.environ, reason="用到 DuckDB 自己的语句,或尚未建立的数据文件")


def filled(fill: Fill, *told: object) -> Store:
    """A store as `fill`, a function of a module, leaves an empty one: filled once in a run, and copied from then on.

    `told` is what it is told beside the store: months, shares.
    """
    path = copied(fill, _place(), *told)
    store = _Copy(path, named(fill, told))
    path.unlink()  # open, it stays readable and writable; closed, it is gone
    return store


_WRITTEN: dict[str, Fill] = {}  # what was asked for in this process, and who last asked


def written(told: str, write: Fill) -> Store:
    """A store into which `write` writes all that `told` says: what is asked for again is a copy from then on."""
    digest = hashlib.sha256(told.encode()).hexdigest()[:16]
    is_known, _WRITTEN[digest] = digest in _WRITTEN, write
    if is_known:
        store = filled(_again, digest)
        return alone(store) if isinstance(store, _Copy) else store
    store = filled(_empty)
    write(store)
    return store


def _again(store: Store, digest: str) -> None:
    _WRITTEN[digest](store)


def _empty(_store: Store) -> None:
    """A store as it is made: copied, it need not be brought up to this version from the first on, each time."""


def checksums(store: Store) -> dict[str, str]:
    """Each table's checksum: the same in every store of the same rows, whatever engine holds it."""
    with store._asking() as session:
        tables = {table: columns for table, columns in session.tables().items() if table not in copying.OWN}
        return {
            table: copying.checksum(copying.table_rows(session, table, columns)) for table, columns in tables.items()
        }


def append_rows(store: Store, table: str, rows: pd.DataFrame, by: Actor, at: dt.datetime) -> None:
    """Versions of what an office would change one by one, or load."""
    with acting(store, by, "change", at) as act:
        act.append(table, rows)
        act.record("变更设定", table, None, f"{len(rows)}条")


class _Copy(Store):
    """What is cached of one copy is so of all that were made of the same, until they are written to or given a path.

    A test of the cache itself, or of what asks the store, takes one `alone`: it starts without any answers.
    """

    def __init__(self, path: Path, original: str) -> None:
        super().__init__(path)
        self.path = None  # it keeps no workbooks, as a store in memory keeps none
        self._original, self._first = original, self._open.engine.version("")

    @property
    def key(self) -> tuple[str, int]:
        is_own = self.path is not None or self._open.engine.version("") != self._first
        return super().key if is_own else (f"{self._original}-{self._region}", self._first)


def alone(store: Store) -> Store:
    """A copy that shares no answers with those that other tests made of the same."""
    assert isinstance(store, _Copy)
    store._original = store.identity
    return store


def onto(first: Fill) -> Callable[[Fill], Fill]:
    """Marks a fill that finds what another leaves already in its store, copied as well: the seed takes a second."""

    def marked(fill: Fill) -> Fill:
        _FOUND[fill] = first
        return fill

    return marked


_FOUND: dict[Fill, Fill] = {}


def copied(fill: Fill, path: Path, *told: object) -> Path:
    """The same as a closed file at a path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(original(fill, *told), path))


@cache
def original(fill: Fill, *told: object) -> Path:
    """The file that is copied, made by whichever process of the run needs it first while the others wait."""
    path = Path(os.environ[FOLDER]) / f"{named(fill, told)}.duckdb"
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            made = _place() if fill is _empty else copied(_FOUND.get(fill, _empty), _place())
            store = _opened(made)
            try:
                fill(store, *told)
            finally:
                store.close()
            made.rename(path)
    return path


def named(fill: Fill, told: tuple[object, ...]) -> str:
    """What a filled store is called among files and databases."""
    return re.sub(r"[^\w.-]+", "-", "-".join((f"{fill.__module__}.{fill.__qualname__}", *map(str, told))))


def _opened(path: Path) -> Store:
    """It keeps no workbooks, as a store in memory keeps none."""
    store = Store(path)
    store.path = None
    return store


def served(path: Path) -> Path:
    """Where a server of the tests finds the store at a path: there, but with `make postgres`."""
    return path


def beside(store: Store) -> None:
    """The seed's district, and in the same store a county, plainly called so, with units of the same names."""
    from tests.store.builder import World  # which copies the stores of this module

    seed.plant(store, store.now())
    world = World(COUNTY, ("区教育局", "区公安分局"), name="示例县", level="county", parent_code="990200")
    for place in range(4):
        world.measure(lower=100 * (place + 1)).figure(9, 60, is_demo=place == 3).figure(8, 50)
    world.item("indicator").measure("growth", unit="%", lower=5).figure(9, 6)
    world.write(store)


def doubled(store: Store, region: str, other: str) -> None:
    """Every row of a region once more for another, with the same ids and numbers, recorded later and told otherwise.

    Whatever is read, counted or changed of the one without asking for it by its code then has the other's in it.
    """
    columns = store.query_text(
        "select table_name, column_name, data_type from information_schema.columns c"
        " join information_schema.tables t using (table_schema, table_name) where t.table_type = 'BASE TABLE'"
        " order by table_name, ordinal_position"
    )
    for table, found in columns.groupby("table_name"):
        if "region_code" not in set(found["column_name"]):
            continue
        told = [
            _told_otherwise(str(table), str(row.column_name), str(row.data_type), other) for row in found.itertuples()
        ]
        store.query_text(
            f"insert into {table} select {', '.join(told)} from {table} where region_code = $region", region=region
        )


_SAID = {"name", "title", "alias", "words", "reason", "question", "label", "file_name", "object", "office", "form_name",
         "unit", "submitted_by", "recorded_by", "done_by", "ruled_by", "locked_by", "withdrawn_by",
         "publisher"}  # fmt: skip


def _told_otherwise(table: str, column: str, kind: str, other: str) -> str:
    if column == "region_code":
        return f"'{other}'"
    if column in _SAID and table != "setting":
        return f"'外' || {column}"
    if kind == "DOUBLE" and column in ("value", "lower", "base", "on_track_at"):
        return f"{column} + 1"
    if column == "share":
        return "share / 2"
    return f"{column} + interval '1 hour'" if kind == "TIMESTAMP" else column


def _place() -> Path:
    return Path(tempfile.mkdtemp(dir=os.environ[FOLDER])) / "store.duckdb"
