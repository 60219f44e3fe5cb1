"""The one cache: what is read, computed or drawn of the open store, until the store changes."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from store.engine.store import Store
from ui.cache import current

P = ParamSpec("P")
R = TypeVar("R")


def cached(
    most: int = 32, *, opening: Callable[[], Store] = current.store
) -> Callable[[Callable[Concatenate[Store, P], R]], Callable[P, R]]:
    """Make a function of the open store and some choices one of the choices alone, whose last `most` answers are kept.

    They are kept per store, version and choices, until the store changes, and shared between sessions without a copy:
    nobody may change them. A choice whose name begins with `_` does not count: it takes long to compare, and another
    one stands for it (the key of an upload for what was read from it). `opening` gives the store, and asks who may look
    at it.
    """

    def decorate(read: Callable[Concatenate[Store, P], R]) -> Callable[P, R]:
        def keyed(_store: Store, version: tuple[str, int], *choices: P.args, **named: P.kwargs) -> R:
            return read(_store, *choices, **named)

        # Streamlit tells cached functions apart by module, name and source, and their parameters by the signature.
        keyed.__module__, keyed.__qualname__ = read.__module__, f"cached.{read.__qualname__}"
        own = list(inspect.signature(read).parameters.values())[1:]
        first = list(inspect.signature(keyed).parameters.values())[:2]
        vars(keyed)["__signature__"] = inspect.Signature([*first, *own])
        # cache_resource, not cache_data: a copy of a frame on every run costs more than the run.
        answers: Callable[..., Any] = st.cache_resource(max_entries=most, show_spinner=False)(keyed)

        latest: dict[str, int] = {}

        @wraps(read)
        def answer(*choices: P.args, **named: P.kwargs) -> R:
            store = opening()
            key = identity, version = store.key
            # Nobody asks for what stood before, and it would stay until as much that is newer has pushed it out.
            # With several regions the others' answers are still asked for: there the newer ones push.
            if version > latest.get(identity, version) and len(latest) == 1:
                answers.clear()  # type: ignore[attr-defined]
            latest[identity] = max(version, latest.get(identity, version))
            result: R = answers(store, key, *choices, **named)
            return result

        return answer

    return decorate
