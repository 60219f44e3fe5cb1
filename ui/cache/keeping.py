"""Keeping what is read or drawn until the store changes."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import streamlit as st

from store.engine.store import Store
from ui.cache import current

P = ParamSpec("P")
R = TypeVar("R")


def kept(most: int = 32) -> Callable[[Callable[Concatenate[Store, P], R]], Callable[P, R]]:
    """Make a function of the open store and some choices one of the choices alone, whose last `most` answers are kept.

    They are kept per version of the store and shared between sessions without a copy: nobody may change them.
    """

    def keep(read: Callable[Concatenate[Store, P], R]) -> Callable[P, R]:
        def remembered(_store: Store, of: tuple[str, int], *choices: P.args, **named: P.kwargs) -> R:
            return read(_store, *choices, **named)

        # Streamlit tells cached functions apart by module, name and source.
        remembered.__module__, remembered.__qualname__ = read.__module__, f"kept.{read.__qualname__}"
        # cache_resource, not cache_data: a copy of a frame on every run costs more than the run.
        cached = st.cache_resource(max_entries=most, show_spinner=False)(remembered)

        @wraps(read)
        def answer(*choices: P.args, **named: P.kwargs) -> R:
            store = current.store()
            result: R = cached(store, (store.identity, store.version), *choices, **named)
            return result

        return answer

    return keep
