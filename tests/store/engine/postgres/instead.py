"""`make postgres`: every store in memory is a database of one server, and so is what the API's tests serve."""

import fcntl
import os
import weakref
from pathlib import Path

import psycopg

from store.commands.copying import copy
from store.engine import store as store_module
from store.engine.engines import places
from store.engine.engines.engine import Engine
from store.engine.engines.postgres import Postgres
from store.engine.store import Store
from tests import stores
from tests.store.engine.postgres import server as servers

_FOLDER = Path(os.environ[servers.SERVER])
_passing: set[places.Place] = set()  # databases of stores that would otherwise be in memory


class Passing(Postgres):
    """A database that is gone with whoever uses it; it keeps no files, as a store in memory keeps none."""

    def __init__(self, url: str) -> None:
        super().__init__(url, _FOLDER / "files", None)
        self.path = None
        self._gone = weakref.finalize(self, _drop, url)

    def close(self) -> None:
        super().close()
        self._gone()


def take_over() -> None:
    """From now on. Files stay files."""
    setattr(store_module, "engine_at", _engine_at)  # noqa: B010  (an assignment would be typed)
    stores.filled = _filled
    stores.served = _served  # type: ignore[assignment]


def _engine_at(place: places.Place | None, backup_folder: Path | None = None) -> Engine:
    if place in _passing:
        return Passing(str(place))
    if place is not None:
        return places.engine_at(place, backup_folder)
    return Passing(servers.database(_FOLDER, _template("bare", lambda url: Store(url).close())))


def _filled(fill: stores.Fill, *told: object) -> Store:
    name = stores.named(fill, told).removeprefix("tests.")[-60:]
    template = _template(name, lambda url: copy(stores.original(fill, *told), url))
    url = servers.database(_FOLDER, template)
    _passing.add(url)
    return Store(url)


def _served(path: Path) -> str:
    url = servers.database(_FOLDER)
    os.environ["DASHBOARD_FILES"] = str(path.parent)
    copy(path, url)
    return url


def _template(name: str, fill: object) -> str:
    """A database that is copied, made by whichever process of the run needs it first while the others wait."""
    with (_FOLDER / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (_FOLDER / f"{name}.made").exists():
            fill(servers.database(_FOLDER, name=name))  # type: ignore[operator]
            (_FOLDER / f"{name}.made").touch()
    return name


def _drop(url: str) -> None:
    name = url.partition("@/")[2].partition("?")[0]
    with psycopg.connect(url.replace(name, "postgres", 1), autocommit=True) as connection:
        connection.execute(f'drop database if exists "{name}" with (force)')
