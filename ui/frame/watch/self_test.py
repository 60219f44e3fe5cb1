"""The self-test of the store, and how the last one ended."""

import datetime as dt
from dataclasses import dataclass

from store.engine.store import Store
from store.reads.safety.condition import check_store
from ui.access import person
from ui.cache import current


@dataclass(frozen=True)
class Tested:
    """A self-test: when it ended, and what was wrong, a sentence each."""

    at: dt.datetime
    problems: tuple[str, ...]


_last: dict[str, Tested] = {}  # by store


def asked() -> None:
    """A callback, of the button that only they see who manage the system."""
    person.check_screen("system")
    test(current.opened())


def test(store: Store) -> Tested:
    """Check the whole store, and keep the outcome for as long as this process lasts. Nothing is written."""
    _last[store.identity] = Tested(store.now(), tuple(check_store(store)))
    return _last[store.identity]


def last(store: Store) -> Tested | None:
    """The last self-test since the start."""
    return _last.get(store.identity)
