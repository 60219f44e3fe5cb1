"""Reports that are not confirmed yet: a reload begins a new session, and takes up here what the old one had sent.

In memory, for half an hour and within bounds, under a random key in the address that opens nothing to anybody else who
is signed in. Not on disk: what nobody has confirmed must not outlive the server, nor be in a backup. A lost connection
needs none of this: the browser comes back to its session within two minutes.
"""

import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from loaders.table.questions import Answers
from ui.access import person

MINUTES = 30
_MEGABYTES = 300  # of all drafts
_KEY = "draft"


@dataclass(frozen=True)
class Upload:
    """A file as it was sent. Its id is made of its name and content: the same file again is the same upload."""

    file_id: str
    name: str
    content: bytes = field(repr=False)


@dataclass
class Draft:
    """What one report consists of so far, and the numbers of what was confirmed of it."""

    owner: str
    uploads: list[Upload] = field(default_factory=list)
    answers: dict[str, Answers] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)  # of the doubts, by the key of their field
    sender: str = ""
    receipts: list[int] = field(default_factory=list)
    replied: int = 0
    touched_at: float = 0.0

    @property
    def is_over(self) -> bool:
        return time.monotonic() - self.touched_at > MINUTES * 60


_drafts: dict[str, Draft] = {}
_lock = threading.Lock()


def owner() -> str:
    """Who sends: whoever is signed in; before there is any account, whoever sits at the machine."""
    account = person.account()
    return account.name if account is not None else ""


def restore() -> None:
    """Called before anything of the screen is drawn: in a new session, take up the draft that the address names.

    The uploads that no uploader holds any more go to the session's `restored`.
    """
    state = st.session_state
    is_new = _KEY not in state
    if is_new:
        state[_KEY] = st.query_params.get(_KEY) or ""
    draft = _found(state[_KEY])
    if is_new and draft is None and state[_KEY]:
        state["draft_lost"], state[_KEY] = True, ""
        st.query_params.pop(_KEY, None)
    if draft is None:
        return
    if is_new:
        state["answers"] = draft.answers
        if draft.sender:
            state["sender"] = draft.sender
        if draft.receipts:
            state["receipts"], state["replied"] = draft.receipts, draft.replied
    number = state.setdefault("round", 0)
    if f"upload_{number}" not in state and draft.uploads:  # a new session, or back from another screen
        state["restored"] = list(draft.uploads)
        state.update(draft.reasons)


def restored() -> list[Upload]:
    """The uploads that were taken up again."""
    found: list[Upload] = st.session_state.get("restored", [])
    return found


def typed_here() -> dict[str, Any]:
    """What was typed in this session, by round and month (see ui.reporting.typed)."""
    found: dict[str, Any] = st.session_state.setdefault("typed", {})
    return found


def begin_anew() -> None:
    """A callback: put what was taken up again aside."""
    st.session_state["restored"], st.session_state["answers"] = [], {}
    typed_here().clear()
    _end()


def was_lost() -> bool:
    """Whether the address named a draft that is not there any more; said once."""
    return bool(st.session_state.pop("draft_lost", False))


def keep(uploads: list[Upload]) -> None:
    """Remember what is sent so far, with the answers of the session; without any file there is nothing to remember."""
    state = st.session_state
    if not uploads:
        if state.get(_KEY) and not state.get("receipts"):
            _end()
        return
    draft = _found(state.get(_KEY, ""))
    if draft is None:
        state[_KEY] = secrets.token_urlsafe(16)
        draft = Draft(owner())
        with _lock:
            _drafts[state[_KEY]] = draft
    if st.query_params.get(_KEY) != state[_KEY]:
        st.query_params[_KEY] = state[_KEY]
    draft.uploads, draft.answers = uploads, state.setdefault("answers", {})
    draft.sender, draft.touched_at = state.get("sender") or "", time.monotonic()
    _make_room(state[_KEY])


def keep_reasons(reasons: dict[str, str]) -> None:
    """Remember why the doubts may stand, by the keys of the fields."""
    draft = _found(st.session_state.get(_KEY, ""))
    if draft is not None:
        draft.reasons = reasons


def confirmed(receipts: list[int], replied: int) -> None:
    """What the draft's files became: the screen and a reload show the receipts, never the files again."""
    state, draft = st.session_state, _found(st.session_state.get(_KEY, ""))
    state["receipts"], state["replied"], state["restored"], state["answers"] = receipts, replied, [], {}
    if draft is not None:
        draft.uploads, draft.answers, draft.reasons = [], {}, {}
        draft.receipts, draft.replied = receipts, replied


def finished() -> None:
    """A callback: the receipts were seen."""
    st.session_state["receipts"] = []
    _end()


def _end() -> None:
    key = st.session_state.get(_KEY, "")
    st.session_state[_KEY] = ""
    st.query_params.pop(_KEY, None)
    with _lock:
        _drafts.pop(key, None)


def _found(key: str) -> Draft | None:
    draft = _drafts.get(key)
    return None if draft is None or draft.is_over or draft.owner != owner() else draft


def _make_room(own: str) -> None:
    """Drop what is over, and the oldest drafts where all together are too large."""
    with _lock:
        for key in sorted(_drafts, key=lambda key: _drafts[key].touched_at):
            total = sum(len(one.content) for draft in _drafts.values() for one in draft.uploads)
            if key != own and (_drafts[key].is_over or total > _MEGABYTES * 1_000_000):
                del _drafts[key]
