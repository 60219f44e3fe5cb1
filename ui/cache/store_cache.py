"""The one cache: what is read, computed or drawn of the open store, until the store changes."""

import inspect
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Mapping
from functools import wraps
from threading import Lock, RLock
from typing import Any, Concatenate, ParamSpec, TypeVar

from store.engine.store import Store
from ui.cache import current

P = ParamSpec("P")
R = TypeVar("R")
Asked = tuple[tuple[str, int], Hashable]  # of which store, as of which write, and for which choices


def cached(
    most: int = 32, *, opening: Callable[[], Store] = current.store
) -> Callable[[Callable[Concatenate[Store, P], R]], Callable[P, R]]:
    """Make a function of the open store and some choices one of the choices alone, whose last `most` answers are kept.

    They are kept per store, version and choices, until the store changes, and shared between sessions without a copy:
    nobody may change them. What several ask for at once is found out once. A choice whose name begins with `_` does
    not count: it takes long to compare, and another one stands for it (the key of an upload for what was read from
    it). `opening` gives the store, and asks who may look at it.

    Not `st.cache_resource`: it makes a digest of every choice at every call, and keeps an older version's answers until
    newer ones push them out.
    """

    def decorate(read: Callable[Concatenate[Store, P], R]) -> Callable[P, R]:
        names = list(inspect.signature(read).parameters)[1:]
        answers: OrderedDict[Asked, tuple[R]] = OrderedDict()
        being_found: defaultdict[Asked, RLock] = defaultdict(RLock)
        table = Lock()

        def kept(asked: Asked) -> tuple[R] | None:
            with table:
                if asked in answers:
                    answers.move_to_end(asked)
                return answers.get(asked)

        def keep(asked: Asked, found: tuple[R]) -> None:
            (identity, version), _ = asked
            with table:
                for older in [one for one in answers if one[0][0] == identity and one[0][1] < version]:
                    del answers[older]  # nobody asks for what stood before
                answers[asked] = found
                if len(answers) > most:
                    answers.popitem(last=False)

        @wraps(read)
        def answer(*choices: P.args, **named: P.kwargs) -> R:
            store = opening()
            said = {**dict(zip(names, choices, strict=False)), **named}
            asked = store.key, tuple((name, _plain(said[name])) for name in names if name in said and name[0] != "_")
            found = kept(asked)
            if found is None:
                with table:
                    one_at_a_time = being_found[asked]
                try:
                    with one_at_a_time:
                        found = kept(asked)
                        if found is None:
                            found = (read(store, *choices, **named),)
                            keep(asked, found)
                finally:
                    being_found.pop(asked, None)
            return found[0]

        return answer

    return decorate


def _plain(choice: Any) -> Hashable:
    """A choice as it can be compared at once: a list as a tuple, but 1 is neither True nor 1.0, and {} is not ()."""
    if isinstance(choice, Mapping):
        return dict, tuple((name, _plain(value)) for name, value in sorted(choice.items()))
    return tuple(map(_plain, choice)) if isinstance(choice, (list, tuple)) else (type(choice), choice)
