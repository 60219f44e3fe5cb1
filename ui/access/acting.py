"""Who acts on a screen, and how an act ends in words. `actor` is the one place that says who it is."""

import datetime as dt
import time
from collections.abc import Callable, Sequence

import streamlit as st

from metrics import lengths
from metrics.errors import UserError
from store.acts.rights import Actor
from store.engine.store import Store
from ui import errors
from ui.access import person
from ui.cache import current

Write = Callable[[Store, Actor, dt.datetime], object]
_DOUBLE_CLICK_SECONDS = 3.0


def actor() -> Actor:
    """Whoever acts now: who is signed in, or the name that was typed where there is no account yet.

    Raises SignedOut for everybody else.
    """
    return person.actor((st.session_state.get("sender") or "").strip())


def may(act: str, unit_id: str | None = None) -> bool:
    """Whether whoever looks may do an act of store.acts.rights: which forms are drawn. The store asks again."""
    try:
        return actor().may(act, unit_id)
    except person.SignedOut:
        return False


def ask_name() -> None:
    """Who acts is asked for by name, where nobody signs in."""
    if person.account() is not None:
        return
    st.text_input(
        "您的姓名", key="sender", max_chars=lengths.PERSON, placeholder="您的姓名,记入操作记录",
        persist_state="session", label_visibility="collapsed",
    )  # fmt: skip


def this_hour() -> dt.datetime:
    """The hour that boards are seen at: within it they are computed once."""
    return current.now().replace(minute=0, second=0, microsecond=0)


def attempt(write: Write, done: str, empties: Sequence[str] = (), *, where: str = "") -> None:
    """What a button's callback does: write, and keep for `said` how it ended. `empties`: fields to empty then.

    The second half of a double click does nothing, or is refused because the fields are emptied already: it is told
    what the first half did. `where`: which `said` tells it.
    """
    if not is_repeated(done):
        try:
            write(current.store(), actor(), current.now())
        except UserError as error:
            if not just_done():
                refuse(error, where=where)
                return
            done = just_done()
        remember(done)
    st.session_state[f"act_done {where}"] = done
    for key in empties:
        st.session_state[key] = "" if isinstance(st.session_state.get(key), str) else None


def just_done() -> str:
    """What was done within the time of a double click; empty for nothing."""
    act, at = st.session_state.get("last_act", ("", 0.0))
    return str(act) if time.monotonic() - at < _DOUBLE_CLICK_SECONDS else ""


def is_repeated(act: str) -> bool:
    """Whether this very act was done a moment ago, so that this is the second half of a double click."""
    return act == just_done()


def remember(act: str) -> None:
    """An act is done: for a moment `just_done` knows it."""
    st.session_state["last_act"] = (act, time.monotonic())


def refuse(error: UserError, *, where: str = "") -> None:
    """Keep for `said` why nothing was done."""
    st.session_state[f"act_refused {where}"] = (error.title, error.message)


def said(where: str = "") -> None:
    """How the last act ended, once, beside its form; `where` tells several such places of a screen apart."""
    place = st.container()  # always there: what follows keeps its place on the screen, and its open tab
    if refused := st.session_state.pop(f"act_refused {where}", None):
        place.error(f"**{errors.plain(refused[0])}** {errors.plain(refused[1])}")
    if done := st.session_state.pop(f"act_done {where}", None):
        place.success(errors.plain(done))


def number(value: float | None) -> float:
    """What a field for a number holds; not a number where it is empty, which no change takes."""
    return float("nan") if value is None else value


def typed(key: str) -> str:
    """What a text field holds."""
    return str(st.session_state.get(key) or "")
