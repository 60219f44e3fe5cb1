"""The one store that this process has open. app.py opens it and puts it here; tests put theirs."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from metrics.errors import UserError
from metrics.sentences.place import SUBJECT
from store.engine.store import Store
from store.reads import places

_open: list[Store] = []
_checks: list[Callable[[], None]] = []
_regions: list[Callable[[], str]] = []


# The region that is read for nobody yet: ui/frame/ahead.py.
_ahead: ContextVar[str] = ContextVar("read ahead", default="")


@contextmanager
def as_region(region: str) -> Iterator[None]:
    """What is read in the block, for no screen, is read as this region."""
    before = _ahead.set(region)
    try:
        yield
    finally:
        _ahead.reset(before)


def use(store: Store | None, check: Callable[[], None] | None = None, region: Callable[[], str] | None = None) -> None:
    """Make a store the one that the screens read; None when it is closed. `check` is asked before anybody gets it.

    `region` says as which region: the one that is looked at.
    """
    _open[:] = [store] if store else []
    _checks[:] = [check] if check else []
    _regions[:] = [region] if region else []


def is_open() -> bool:
    """Whether there is a store to read."""
    return bool(_open)


def opened() -> Store:
    """The open store, for those who check themselves who asks. Raises UserError while there is none."""
    if not _open:
        raise UserError("数据文件尚未打开,请稍后刷新页面。", title="系统正在启动")
    return _open[0]


def now() -> dt.datetime:
    """What time it is in the zone of the open store: the one clock of the screens. Raises UserError while none is."""
    return opened().now()


def title() -> str:
    """What the system is called before anybody is asked who they are: by its one place, where it has one."""
    kept = places.kept(opened()) if is_open() else []
    return kept[0].title if len(kept) == 1 else SUBJECT


def store() -> Store:
    """The open store as the region that is looked at, for whoever may: asked by every read, of fragments and callbacks.

    Raises UserError while there is none, and what `check` and `region` raise.
    """
    for check in _checks:
        check()
    return opened().of(_ahead.get() or next((region() for region in _regions), ""))
