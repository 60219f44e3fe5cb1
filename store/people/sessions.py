"""Who is signed in. Kept in memory, so that a restart signs everybody out, or where several servers share it
(store.people.session_folder). Of a session's token only the hash is kept.

A session ends by itself when it idles or grows old, and when its account changes password or is stopped: what
`credential` it began with is compared with the account's at every look.
"""

import datetime as dt
import hashlib
import secrets
import threading
from collections.abc import MutableMapping
from dataclasses import dataclass

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


class Sessions:
    """The sessions of this process, or of all that share where they are `kept`."""

    def __init__(
        self, idle: dt.timedelta = IDLE, longest: dt.timedelta = LONGEST,
        kept: MutableMapping[str, Session] | None = None,
    ) -> None:  # fmt: skip
        self._idle, self._longest = idle, longest
        self._by_hash = {} if kept is None else kept
        self._lock = threading.Lock()

    def start(self, name: str, credential: str, now: dt.datetime) -> str:
        """Begin a session and return its token, which goes into the browser's cookie and nowhere else."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            for key in list(self._by_hash):
                one = self._by_hash.get(key)
                if one is not None and not self._lasts(one, now):
                    self._by_hash.pop(key, None)
            self._by_hash[_hash(token)] = Session(name, credential, now, now)
        return token

    def find(self, token: str, now: dt.datetime) -> Session | None:
        """The session of a token, seen now; None where it ended or never was."""
        with self._lock:
            session = self._by_hash.get(_hash(token))
            if session is None:
                return None
            if not self._lasts(session, now):
                self._by_hash.pop(_hash(token), None)
                return None
            if now - session.seen_at >= _NOTED_EVERY:
                session.seen_at = now
                self._by_hash[_hash(token)] = session
            return session

    def end(self, token: str) -> None:
        """Sign out."""
        with self._lock:
            self._by_hash.pop(_hash(token), None)

    def _lasts(self, session: Session, now: dt.datetime) -> bool:
        return now - session.seen_at < self._idle and now - session.started_at < self._longest


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
