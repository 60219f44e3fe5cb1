"""The log of sign-ins, sign-outs and failures: writing it, how little a guesser can put into it, and reading it.

It is no act: nobody's figures change by it, and no cache is emptied.
"""

import datetime as dt
import logging
import threading
from collections import deque
from collections.abc import Sequence

import pandas as pd

from metrics.errors import UserError
from store.engine.store import Store
from store.people.accounts import Account

_LOG = logging.getLogger("dashboard.access")
WORDS = {"in": "登录", "gateway": "经统一认证登录", "failed": "登录失败", "out": "退出"}
HOUR = dt.timedelta(hours=1)
EACH = 5  # of one kind, name and address within an hour; from then on the 8th, 16th, 32nd … is written
# A gateway tells who it is with every screen: the first of the hour is written.
MOST_FAILURES = 100  # rows in an hour, whoever guesses from wherever: under a megabyte a week
_MOST_KEYS = 10_000
LONGEST_ADDRESS = 45

_Key = tuple[str, str, str]  # kind, name and address


class SignIns:
    """Counts in memory, so that a flood becomes few rows."""

    def __init__(self) -> None:
        self._counts: dict[_Key, tuple[dt.datetime, int]] = {}  # since when, and how many
        self._failures: deque[dt.datetime] = deque(maxlen=MOST_FAILURES)
        self._lock = threading.Lock()

    def note(self, store: Store, kind: str, account: Account | None, address: str, at: dt.datetime) -> None:
        """Write an entry, unless it is one of a flood. A disk that takes no more keeps nobody out: the log says so."""
        name = account.name if account else ""
        times = self._counted((kind, name, address[:LONGEST_ADDRESS]), at)
        if times is None:
            return
        row = {
            "region_code": account.region_code if account else "", "kind": kind, "name": name or None,
            "address": address[:LONGEST_ADDRESS], "times": times, "happened_at": at,
        }  # fmt: skip
        try:
            with store.writing(is_note=True) as transaction:
                number = int(transaction.query("last_sign_in")["entry_no"].iloc[0]) + 1
                transaction.append("sign_in", pd.DataFrame([row | {"entry_no": number}]))
        except UserError as error:
            _LOG.warning("登录记录没有写成:%s", error.message)

    def _counted(self, key: _Key, at: dt.datetime) -> int | None:
        """How many of its kind it is within the hour; None where it is not written."""
        with self._lock:
            since, count = self._counts.pop(key, (at, 0))
            since, count = (at, 1) if at - since >= HOUR else (since, count + 1)
            self._counts[key] = since, count  # the latest stand last
            if len(self._counts) > _MOST_KEYS:
                del self._counts[next(iter(self._counts))]
            if (count > EACH and count & (count - 1)) or (key[0] == "gateway" and count > 1):
                return None
            if key[0] == "failed":
                if len(self._failures) == MOST_FAILURES and at - self._failures[0] < HOUR:
                    return None
                self._failures.append(at)
            return count


def sign_in_rows(store: Store, codes: Sequence[str], name: str | None, most: int) -> pd.DataFrame:
    """The last entries of the regions and of no region, the latest first: happened_text, sign_in_word, account_name,
    address and times; of one account where it is named. An unknown name reads so."""
    rows = store.query("sign_ins", codes=list(codes), name=name, most=most)
    return pd.DataFrame({
        "happened_text": [f"{moment:%Y-%m-%d %H:%M:%S}" for moment in rows["happened_at"]],
        "sign_in_word": [WORDS[kind] for kind in rows["kind"]],
        "account_name": [name if isinstance(name, str) else "(没有这个账号)" for name in rows["name"]],
        "address": rows["address"].astype(str),
        "times": rows["times"].astype(int),
    })  # fmt: skip
