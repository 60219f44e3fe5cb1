"""Who acts on a screen, and the one way to act there: every form that writes uses `attempt` and `show_outcome`."""

import datetime as dt
import threading
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

import streamlit as st

from metrics import lengths
from metrics.errors import UserError
from store.acts.rights import Actor
from store.engine.store import Store
from ui import errors
from ui.access import person
from ui.cache import current

R = TypeVar("R")
_NAME = "sender"  # the key of the field for one's own name
DOUBLE_CLICK_SECONDS = 3.0
# Streamlit runs the callback of the second click in another thread while that of the first is still writing.
_ONE_AT_A_TIME = threading.Lock()


class Outcome(NamedTuple):
    """How an act ended, in words; a password or a token that came of it is shown this once."""

    words: str
    secret: str = ""


class _Done(NamedTuple):
    """The last act of a place. `shown_at` is None until the screen has been drawn with its outcome."""

    act: str
    outcome: Outcome
    shown_at: float | None = None


def actor(name_key: str = _NAME) -> Actor:
    """Whoever acts now: who is signed in, or the name that was typed where there is no account yet.

    Raises SignedOut for everybody else.
    """
    return person.actor(typed(name_key).strip())


def may(act: str, unit_id: str | None = None) -> bool:
    """Whether whoever looks may do an act of store.acts.rights: which forms are drawn. The store asks again."""
    try:
        return actor().may(act, unit_id)
    except person.SignedOut:
        return False


def ask_name(hint: str = "您的姓名,记入操作记录", *, label: str = "", name_key: str = _NAME) -> None:
    """The one field for one's own name, kept from screen to screen; nothing where somebody is signed in.

    Without a `label` the hint inside is all that it says. A dialog over a screen that has the field gives a `name_key`
    of its own: its field begins with the name that stands on the screen.
    """
    if person.account() is not None:
        return
    is_first = name_key == _NAME
    st.text_input(
        label or "您的姓名", "" if is_first else typed(_NAME), key=name_key, max_chars=lengths.PERSON, placeholder=hint,
        persist_state="session" if is_first else None, label_visibility="visible" if label else "collapsed",
    )  # fmt: skip


def this_hour() -> dt.datetime:
    """The hour that boards are seen at: within it they are computed once."""
    return dt.datetime.now().replace(minute=0, second=0, microsecond=0)


def attempt(
    write: Callable[[Store, Actor, dt.datetime], R],
    done: str | Callable[[R], Outcome],
    empties: Sequence[str] = (),
    *,
    where: str = "",
    act: str = "",
    name_key: str = _NAME,
) -> None:
    """A button's callback: write as whoever acts, and leave for `show_outcome` of the same `where` how it ended.

    `done` says what is done, or makes that of what `write` returned, and then `act` tells the act from others.
    `empties` are fields to empty then. The second half of a double click writes nothing, or is refused because the
    fields are empty by then: it hears what the first half did.
    """
    act = act or str(done)
    with _ONE_AT_A_TIME:
        before = _just_done(where)
        if before is not None and before.act == act:
            outcome = before.outcome
        else:
            try:
                result = write(current.store(), actor(name_key), dt.datetime.now().replace(microsecond=0))
            except UserError as error:
                if before is None:
                    st.session_state[f"outcome {where}"] = UserError(error.message, error.title)  # no traceback
                    return
                outcome = before.outcome
            else:
                outcome = Outcome(done) if isinstance(done, str) else done(result)
                st.session_state[f"done {where}"] = _Done(act, outcome)
        st.session_state[f"outcome {where}"] = outcome
        for key in empties:
            st.session_state[key] = "" if isinstance(st.session_state.get(key), str) else None


def show_outcome(where: str = "") -> bool:
    """How the last act of a place ended, once, beside its form. Whether it was done."""
    place = st.container()  # always there: what follows keeps its place on the screen, and its open tab
    outcome = st.session_state.pop(f"outcome {where}", None)
    if outcome is None:
        return False
    with place:
        if isinstance(outcome, UserError):
            errors.show(outcome)
            return False
        if outcome.words:
            st.success(errors.plain(outcome.words))
        if outcome.secret:
            st.code(outcome.secret, language=None)
    last: _Done = st.session_state[f"done {where}"]
    st.session_state[f"done {where}"] = last._replace(shown_at=time.monotonic())
    return True


def number(value: float | None) -> float:
    """What a field for a number holds; not a number where it is empty, which no change takes."""
    return float("nan") if value is None else value


def typed(key: str) -> str:
    """What a text field holds."""
    return str(st.session_state.get(key) or "")


def _just_done(where: str) -> _Done | None:
    """The last act of a place, within the time of a double click: it begins when the browser is sent the outcome.

    A slow server can take longer than that to draw the screen, and the second click waits meanwhile.
    """
    last: _Done | None = st.session_state.get(f"done {where}")
    if last is None or last.shown_at is None:
        return last
    return last if time.monotonic() - last.shown_at < DOUBLE_CLICK_SECONDS else None
