"""What routes ask the store for, apart from the loop: a database that does not answer holds up its asker alone.

Each kind has threads of its own, so few that whoever floods one does not take those of all the others.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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
