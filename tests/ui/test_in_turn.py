"""Whose sign-in is looked at next: a hundred from one address keep nobody at another waiting."""

import asyncio

from tests.ui.coroutines import run
from ui.routes.apart import InTurn


def served(*arrivals: str, given_up: int | None = None) -> list[str]:
    """In which order they are served who come while the first holds the turn; one of them may give up waiting."""
    order: list[str] = []

    async def one(turns: InTurn, who: str) -> None:
        async with turns.turn(who.rstrip("0123456789")):
            order.append(who)
            await asyncio.sleep(0)

    async def all_of_them() -> None:
        turns = InTurn()
        tasks = [asyncio.create_task(one(turns, who)) for who in arrivals]
        await asyncio.sleep(0)
        if given_up is not None:
            tasks[given_up].cancel()
        await asyncio.wait(tasks, timeout=5)
        order.append("free" if not turns._is_held and not turns._lines else "held")

    run(all_of_them())
    return order


def test_the_turn_goes_round_the_addresses():
    assert served("a1", "a2", "a3", "a4", "b1", "c1", "b2") == ["a1", "a2", "b1", "c1", "a3", "b2", "a4", "free"]


def test_who_gives_up_waiting_holds_up_nobody():
    assert served("a1", "a2", "b1", "a3", given_up=1) == ["a1", "b1", "a3", "free"]
    assert served("a1", "b1", given_up=0) == ["a1", "b1", "free"]


def test_who_gives_up_when_it_is_their_turn_passes_it_on():
    async def given_and_given_up() -> InTurn:
        turns = InTurn()
        async with turns.turn("a"):
            waiting = asyncio.create_task(turns.turn("b").__aenter__())
            await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
        return turns

    assert not run(given_and_given_up())._is_held
