"""Guessing slowed down where it happens: each wrong password makes the same place wait longer for the same name.

A right password from a place that did not fail gets in, whoever else is guessing: an office behind one address does not
lock its colleagues out. Against guessing from everywhere at once there is a cap on the whole.
"""

import datetime as dt
import threading
from collections import deque
from dataclasses import dataclass

from metrics import lengths

FREE = 4  # wrong passwords for a name from an address
LONGEST_WAIT = dt.timedelta(minutes=15)
FORGOTTEN_AFTER = dt.timedelta(hours=1)
MOST_IN_ALL, PAUSE = 300, dt.timedelta(seconds=2)  # failures within FORGOTTEN_AFTER; from then on strangers queue
ALARM_AT = 20
_MOST_KEYS = 10_000

Place = tuple[str, str]  # name and address


def _place(name: str, address: str) -> Place:
    """Cut to what a name can be: a guesser's may be as long as a form, and thousands are kept."""
    return name.strip()[: lengths.PERSON + 1], address


@dataclass(frozen=True)
class _Failures:
    count: int
    until: dt.datetime
    last_at: dt.datetime


class Guessing:
    """Counts wrong passwords in memory."""

    def __init__(self) -> None:
        self._failures: dict[Place, _Failures] = {}
        self._latest: deque[tuple[dt.datetime, Place]] = deque(maxlen=_MOST_KEYS)
        self._known: set[str] = set()  # addresses that somebody signed in from
        self._lock = threading.Lock()

    def wait_seconds(self, name: str, address: str, now: dt.datetime) -> int:
        """How long until the next attempt is looked at; 0 for at once."""
        with self._lock:
            found = self._failures.get(_place(name, address))
            wait = dt.timedelta(0) if found is None else found.until - now
            if address not in self._known and self._count(now) >= MOST_IN_ALL:
                wait = max(wait, self._latest[-1][0] + PAUSE - now)
        return max(0, -(-wait // dt.timedelta(seconds=1)))

    def failed(self, name: str, address: str, now: dt.datetime) -> int:
        """Count a wrong password: beyond the free ones the wait is 2, 4, 8 … seconds, up to LONGEST_WAIT.

        Returns how many failed of late, of all names and addresses.
        """
        place = _place(name, address)
        with self._lock:
            before = self._failures.pop(place, None)  # the latest stand last
            is_fresh = before is None or now - before.last_at > FORGOTTEN_AFTER
            count = 1 if is_fresh or before is None else before.count + 1
            wait = dt.timedelta(0) if count <= FREE else dt.timedelta(seconds=2 ** min(count - FREE, 20))
            self._failures[place] = _Failures(count, now + min(wait, LONGEST_WAIT), now)
            self._latest.append((now, place))
            while len(self._failures) > _MOST_KEYS:
                del self._failures[next(iter(self._failures))]
            return self._count(now)

    def passed(self, name: str, address: str) -> None:
        """A right password: the name starts afresh at its address, and there only."""
        with self._lock:
            self._failures.pop(_place(name, address), None)
            if len(self._known) < _MOST_KEYS:
                self._known.add(address)

    def alarm(self, now: dt.datetime) -> str | None:
        """A sentence for administrators while many sign-ins fail; None where they are few."""
        with self._lock:
            count = self._count(now)
            places = [place for _, place in list(self._latest)[-count:]] if count else []
        if count < ALARM_AT:
            return None
        names, addresses = {name for name, _ in places}, sorted({address for _, address in places})
        told = "、".join(addresses[:3]) + ("等" if len(addresses) > 3 else "")
        where = f"来自{len(addresses)}个地址({told})"
        return f"近1小时有{count}次登录失败,涉及{len(names)}个账号名,{where},请留意是否有人猜测密码。"

    def _count(self, now: dt.datetime) -> int:
        while self._latest and now - self._latest[0][0] > FORGOTTEN_AFTER:
            self._latest.popleft()
        return len(self._latest)
