"""Who acts on a screen, and the one way to act there: every form that writes uses `attempt` and `show_outcome`."""

import datetime as dt
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeVar, TypeVarTuple

import streamlit as st

from metrics import lengths
from metrics.errors import UserError
from store.acts.rights import OF_RECEIVED, Actor
from store.engine.store import Store
from ui import errors
from ui.access import person
from ui.cache import current, reads

R = TypeVar("R")
What = TypeVarTuple("What")
_NAME = "sender"  # the key of the field for one's own name
_WHY = "原因(必填)"
DOUBLE_CLICK_SECONDS = 3.0
# Streamlit runs the callback of the second click in another thread while that of the first is still writing.
_ONE_AT_A_TIME = threading.Lock()


class Outcome(NamedTuple):
    """How an act ended, in words; a password or a token that came of it is shown this once."""

    words: str
    secret: str = ""


class _Done(NamedTuple):
    """The last act of a place, and what tells how it ended. `shown_at` is None until the screen has told it."""

    act: str
    tell: Callable[[], Outcome]
    shown_at: float | None = None

    @property
    def is_recent(self) -> bool:
        """Whether the next click can be the second of a double click: for a moment after the outcome was shown.

        A slow server can take longer than that until then, and the second click waits meanwhile.
        """
        return self.shown_at is None or time.monotonic() - self.shown_at < DOUBLE_CLICK_SECONDS


def actor(name_key: str = _NAME) -> Actor:
    """Whoever acts now: who is signed in, or the name that was typed where there is no account yet.

    Raises SignedOut for everybody else.
    """
    return person.actor(typed(name_key).strip())


def may(act: str, unit_id: str | None = None) -> bool:
    """Whether whoever looks may do an act of store.acts.rights here: which forms are drawn. The store asks again.

    In a region whose data are received next to nothing is done; whether a role may at all is asked of `person.may`.
    """
    try:
        return actor().may(act, unit_id) and (act in OF_RECEIVED or not reads.received())
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


def ask_reason(form: str, label: str = _WHY) -> None:
    """Why something is changed: a form's field, which `change` reads."""
    st.text_input(label, key=f"{form}_reason", max_chars=lengths.REASON)


def ask_and_submit(form: str, label: str, act: Callable[..., None], *what: object, reason: str = _WHY) -> None:
    """What a form of a change ends with: why, and the button."""
    ask_reason(form, reason)
    st.form_submit_button(label, key=f"{form}_sure", on_click=act, args=what)


def ask_beside(form: str, label: str, act: Callable[[], None], **options: Any) -> None:
    """The same outside a form, the button beside the field; `options` go to st.button."""
    words, button = st.columns([4, 1], gap="small", vertical_alignment="bottom")
    with words:
        ask_reason(form)
    button.button(label, key=f"{form}_sure", on_click=act, width="stretch", **options)


def this_hour() -> dt.datetime:
    """The hour that boards are seen at: within it they are computed once."""
    return current.now().replace(minute=0, second=0, microsecond=0)


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
    fields are empty by then: it hears what the first half did. For that `done` is called again.
    """
    try:
        tell = _do_once(write, done, (where, act or str(done)), name_key)
    except UserError as error:
        st.session_state[f"outcome {where}"] = UserError(error.message, error.title)  # without its traceback
        return
    st.session_state[f"outcome {where}"] = tell()
    for key in empties:
        st.session_state[key] = "" if isinstance(st.session_state.get(key), str) else None


def change(
    form: str, write: Callable[[Store, *What, str, Actor, dt.datetime], object], *what: *What, done: str,
    empties: Sequence[str] = (), where: str = "", act: str = "",
) -> None:  # fmt: skip
    """`attempt` of what a form asks the reason of, whose field is emptied: all acts take it after what they are of."""
    field = f"{form}_reason"
    why = typed(field)
    attempt(lambda store, by, at: write(store, *what, why, by, at), done, [field, *empties], where=where, act=act)


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
    last, key = _last_acts(), (current.opened().identity, where)
    if key in last:
        last[key] = last[key]._replace(shown_at=time.monotonic())
    return True


def number(value: float | None) -> float:
    """What a field for a number holds; not a number where it is empty, which no change takes."""
    return float("nan") if value is None else value


def typed(key: str) -> str:
    """What a text field holds."""
    return str(st.session_state.get(key) or "")


def _do_once(
    write: Callable[[Store, Actor, dt.datetime], R], done: str | Callable[[R], Outcome], place: tuple[str, str],
    name_key: str,
) -> Callable[[], Outcome]:  # fmt: skip
    """Write, unless the first half of a double click did. Returns what tells how it ended; raises UserError if refused.

    Nothing here touches the session's state once it writes: Streamlit stops a callback that the next click overtakes
    wherever it touches that, and the next click must know what was written.
    """
    where, act = place
    store, by, last = current.store(), actor(name_key), _last_acts()
    key = current.opened().identity, where
    with _ONE_AT_A_TIME:
        before = last.get(key)
        before = before if before is not None and before.is_recent else None
        if before is not None and before.act == act:
            return before.tell
        try:
            result = write(store, by, store.now())
        except UserError:
            if before is None:
                raise
            return before.tell
        tell = partial(Outcome, done) if isinstance(done, str) else partial(done, result)
        last[key] = _Done(act, tell)
        return tell


@st.cache_resource(scope="session", show_spinner=False)
def _last_acts() -> dict[tuple[str, str], _Done]:
    """What this session did last: by the store's identity, and by place."""
    return {}
