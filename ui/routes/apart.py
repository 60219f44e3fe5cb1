"""What routes ask the store for, apart from the loop: a database that does not answer holds up its asker alone.

Each kind has threads of its own, so few that whoever floods one does not take those of all the others.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from contextvars import copy_context
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

LOOKING_UP = ThreadPoolExecutor(8, "looking-up")  # who asks, and whether they may
# Hashing is slow on purpose: many at once would stop everybody else.
SIGNING_IN = ThreadPoolExecutor(1, "signing-in")


async def apart(asked: Callable[P, R], *what: P.args, **named: P.kwargs) -> R:
    """What a function says that asks who somebody is. Raises what it raises."""
    return await within(LOOKING_UP, asked, *what, **named)


async def within(threads: ThreadPoolExecutor, asked: Callable[P, R], *what: P.args, **named: P.kwargs) -> R:
    """The same, on other threads."""
    run = copy_context().run
    return await asyncio.get_running_loop().run_in_executor(threads, lambda: run(asked, *what, **named))


class InTurn:
    """One at a time, and the turn goes round the addresses that ask: whoever sends a hundred keeps nobody else waiting.

    Of the loop alone, so without a lock.
    """

    def __init__(self) -> None:
        self._lines: dict[str, deque[asyncio.Future[None]]] = {}  # the address that is next stands first
        self._is_held = False

    @asynccontextmanager
    async def turn(self, address: str) -> AsyncIterator[None]:
        """Wait for a turn, and hold it for as long as the block lasts."""
        if self._is_held:
            mine = asyncio.get_running_loop().create_future()
            self._lines.setdefault(address, deque()).append(mine)
            try:
                await mine
            except asyncio.CancelledError:
                if not mine.cancelled():  # it was given the turn, and gave up before it could take it
                    self._pass_on()
                raise
        self._is_held = True
        try:
            yield
        finally:
            self._pass_on()

    def _pass_on(self) -> None:
        self._is_held = False
        while self._lines and not self._is_held:
            address = next(iter(self._lines))
            line = self._lines.pop(address)
            if not (first := line.popleft()).cancelled():
                first.set_result(None)
                self._is_held = True
            if line:
                self._lines[address] = line
