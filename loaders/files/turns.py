"""Who may open a file now: a few at once, one for each person or token, the rest in the order in which they came."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from loaders.files import limits
from metrics.errors import UserError

_OWN = 3  # of one person or token: one is opened, the others wait
_ASK_SECONDS = 1.0


class Busy(UserError):
    """Too many wait already."""


@dataclass(eq=False)
class _Ticket:
    owner: str
    is_running: bool = False


class Turns:
    """A line of files. `most`: how many are opened at once."""

    def __init__(self, most: Callable[[], int] = limits.children, longest: Callable[[], int] = limits.waiting) -> None:
        self._most, self._longest = most, longest
        self._changed = threading.Condition()
        self._line: list[_Ticket] = []

    @contextmanager
    def turn(self, owner: str = "", tell: Callable[[int], None] | None = None) -> Iterator[None]:
        """Wait for a turn, and hold it for as long as the block lasts.

        `owner`: a person or token, of whom one file is opened at a time; "" is nobody in particular. `tell` is given
        how many are before this one, once a second for as long as it waits; what it raises gives the place up. Raises
        Busy where too many wait already.
        """
        ticket = _Ticket(owner)
        with self._changed:
            self._refuse_more(owner)
            self._line.append(ticket)
        try:
            while (before := self._wait(ticket)) is not None:
                if tell is not None:
                    tell(before)
            yield
        finally:
            with self._changed:
                self._line.remove(ticket)
                self._changed.notify_all()

    def lengths(self) -> tuple[int, int]:
        """How many are being opened, and how many wait."""
        with self._changed:
            running = sum(one.is_running for one in self._line)
            return running, len(self._line) - running

    def _refuse_more(self, owner: str) -> None:
        if owner and sum(one.owner == owner for one in self._line) >= _OWN:
            raise Busy("您此前报送的文件还在检查,请待其完成后再报送。", title="请稍候")
        if sum(not one.is_running for one in self._line) >= self._longest():
            raise Busy(f"正在排队检查的文件已有{self._longest()}个,请过一两分钟再报送。", title="系统正忙")

    def _wait(self, ticket: _Ticket) -> int | None:
        """None when it is this one's turn, else how many are before it; looks for a second at most."""
        with self._changed:
            if self._is_next(ticket) or (self._changed.wait(_ASK_SECONDS) and self._is_next(ticket)):
                ticket.is_running = True
                return None
            return self._line.index(ticket)

    def _is_next(self, ticket: _Ticket) -> bool:
        running = [one for one in self._line if one.is_running]
        owners = {one.owner for one in running if one.owner}
        free = [one for one in self._line if not one.is_running and one.owner not in owners]
        return len(running) < self._most() and free[:1] == [ticket]
