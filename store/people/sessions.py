"""Who is signed in. Kept in memory, so that a restart signs everybody out, or where several servers share it
(store.people.session_folder). Of a session's token only the hash is kept.

A session ends by itself when it idles or grows old, and when its account changes password or is stopped: what
`credential` it began with is compared with the account's at every look.
"""

import datetime as dt
import hashlib
import secrets
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

IDLE = dt.timedelta(hours=1)
LONGEST = dt.timedelta(hours=12)
_NOTED_EVERY = dt.timedelta(minutes=1)  # that it was seen: no look needs to write


@dataclass
class Session:
    """One person signed in on one browser."""

    name: str
    credential: str
    started_at: dt.datetime
    seen_at: dt.datetime


class Kept(Protocol):
    """Where sessions are kept, by the hash of their tokens."""

    def __setitem__(self, key: str, session: Session, /) -> None: ...

    def get(self, key: str, /) -> Session | None:
        """The session; None where there is none."""

    def remove(self, key: str) -> None:
        """End a session, where it is there. Raises OSError where that cannot be."""

    def seen(self, key: str, at: dt.datetime) -> None:
        """Note when a session was last seen; of one that has ended meanwhile nothing is written."""

    def swept(self, now: dt.datetime) -> list[str]:
        """The keys of all, once what is no session has been cleared away."""


class Memory(dict[str, Session]):
    """Sessions of this process alone: a Kept."""

    def remove(self, key: str) -> None:
        self.pop(key, None)

    def seen(self, key: str, at: dt.datetime) -> None:
        self[key].seen_at = at

    def swept(self, now: dt.datetime) -> list[str]:
        return list(self)


class Sessions:
    """The sessions of this process, or of all that share where they are `kept`."""

    def __init__(self, idle: dt.timedelta = IDLE, longest: dt.timedelta = LONGEST, kept: Kept | None = None) -> None:
        self._idle, self._longest = idle, longest
        self._by_hash: Kept = Memory() if kept is None else kept
        self._lock = threading.Lock()

    def start(self, name: str, credential: str, now: dt.datetime) -> str:
        """Begin a session and return its token, which goes into the browser's cookie and nowhere else."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            for key in self._by_hash.swept(now):
                one = self._by_hash.get(key)
                if one is not None and not self._lasts(one, now):
                    self._forget(key)
            self._by_hash[_hash(token)] = Session(name, credential, now, now)
        return token

    def find(self, token: str, now: dt.datetime) -> Session | None:
        """The session of a token, seen now; None where it ended or never was."""
        with self._lock:
            session = self._by_hash.get(_hash(token))
            if session is None:
                return None
            if not self._lasts(session, now):
                self._forget(_hash(token))
                return None
            if now - session.seen_at >= _NOTED_EVERY:
                self._by_hash.seen(_hash(token), now)
            return session

    def end(self, token: str) -> None:
        """Sign out."""
        with self._lock:
            self._by_hash.remove(_hash(token))

    def _forget(self, key: str) -> None:
        """Clear away what has ended by itself: a folder that takes nothing more keeps nobody from looking."""
        with suppress(OSError):
            self._by_hash.remove(key)

    def _lasts(self, session: Session, now: dt.datetime) -> bool:
        return now - session.seen_at < self._idle and now - session.started_at < self._longest


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
