"""Guessing slowed down: after a few wrong passwords for a name, or from an address, each further one costs a wait."""

import datetime as dt
import threading
from dataclasses import dataclass

FREE_PER_NAME, FREE_PER_ADDRESS = 4, 20  # an office may stand behind one address
LONGEST_WAIT = dt.timedelta(minutes=15)
FORGOTTEN_AFTER = dt.timedelta(hours=1)
_MOST_KEYS = 10_000


@dataclass(frozen=True)
class _Failures:
    count: int
    until: dt.datetime
    last_at: dt.datetime


class Guessing:
    """Counts wrong passwords in memory, per name and per address."""

    def __init__(self) -> None:
        self._failures: dict[tuple[str, str], _Failures] = {}
        self._lock = threading.Lock()

    def wait_seconds(self, name: str, address: str, now: dt.datetime) -> int:
        """How long until the next attempt is looked at; 0 for at once."""
        with self._lock:
            waits = [self._failures[key].until - now for key in _keys(name, address) if key in self._failures]
        longest = max(waits, default=dt.timedelta(0))
        return max(0, -(-longest // dt.timedelta(seconds=1)))

    def failed(self, name: str, address: str, now: dt.datetime) -> None:
        """Count a wrong password: beyond the free ones the wait is 2, 4, 8 … seconds, up to LONGEST_WAIT."""
        with self._lock:
            for key, free in zip(_keys(name, address), (FREE_PER_NAME, FREE_PER_ADDRESS), strict=True):
                before = self._failures.get(key)
                is_fresh = before is None or now - before.last_at > FORGOTTEN_AFTER
                count = 1 if is_fresh or before is None else before.count + 1
                wait = dt.timedelta(0) if count <= free else dt.timedelta(seconds=2 ** min(count - free, 20))
                self._failures.pop(key, None)  # the latest stand last
                self._failures[key] = _Failures(count, now + min(wait, LONGEST_WAIT), now)
            while len(self._failures) > _MOST_KEYS:
                del self._failures[next(iter(self._failures))]

    def passed(self, name: str) -> None:
        """A right password: its name starts afresh; its address does not, or one's own account would wash it clean."""
        with self._lock:
            self._failures.pop(("name", name.strip()), None)


def _keys(name: str, address: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("name", name.strip()), ("address", address)
