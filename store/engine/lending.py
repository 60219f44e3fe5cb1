"""Running a command inside the app's process, on the store that it holds: who called, from where, with what."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from getpass import getuser
from pathlib import Path

from store.engine.engines.places import Place
from store.engine.store import Store


@dataclass(frozen=True)
class Caller:
    """Whoever started a command at a shell, while the app that holds the store runs it for them."""

    store: Store
    user: str
    folder: Path
    password: str | None = field(default=None, repr=False)


_caller: ContextVar[Caller | None] = ContextVar("caller", default=None)


@contextmanager
def lent_to(caller: Caller) -> Iterator[None]:
    """What is opened in this block, in this thread, is the caller's store."""
    token = _caller.set(caller)
    try:
        yield
    finally:
        _caller.reset(token)


def caller() -> Caller | None:
    """Who is served; None where a command runs in a process of its own."""
    return _caller.get()


def user_name() -> str:
    """The name for the records where a command was given none: that it was a command, and whose."""
    served = caller()
    return f"命令行({served.user if served else getuser()})"


def lent_store(place: Place | None) -> Store | None:
    """The store that a command is to work on instead of opening the file; None where it opens the file itself."""
    served = caller()
    if served is None or served.store.path is None:
        return None
    is_meant = place is None or (isinstance(place, Path) and place.resolve() == served.store.path.resolve())
    return served.store if is_meant else None
