"""How the work grows with the length: two lengths tell it on any machine, where a time alone tells of the machine."""

import time
from collections.abc import Callable

LINEAR = 20  # of eight times the length: in proportion it would be eight, and as the square sixty-four
_TRIES = 3


def growth(work: Callable[[int, int], object], length: int, times: int = 8) -> float:
    """The processor time of `work` at some times a length over that at the length, each the least of a few tries.

    A busy machine adds to a try, and never takes away. `work` is told the length and the number of the try, which
    belongs into what is read: what the product has once understood of a text it may know the next time.
    """
    return _least(work, times * length) / _least(work, length)


def _least(work: Callable[[int, int], object], length: int) -> float:
    taken = []
    for attempt in range(_TRIES):
        begun = time.thread_time()
        work(length, attempt)
        taken.append(time.thread_time() - begun)
    return min(taken)
