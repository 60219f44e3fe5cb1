"""A rerun of the overview in Chromium, from the click to the last change drawn, beside an empty page and a plain one.

The three stand in one server with one frame; they take turns, so that what disturbs the machine disturbs all alike.
"""

import statistics
from collections.abc import Callable, Iterator
from functools import partial

from benchmarks import devtools
from benchmarks.browser import Tab, chromium
from benchmarks.cases.trial import Trial
from benchmarks.measurement import Measurement, aimed, amount
from benchmarks.server import TRIAL_PAGES, running

LIMIT_OF_REFERENCE = 0.45  # another month
LIMIT_OF_EMPTY = 2.2  # the same figures again
PATHS = {"总览": "/", "empty": "/empty", "reference": "/reference"}
MONTHS = [f"2023-{number:02}" for number in range(5, 10)]  # the latest with sample reports
SAME = "same figures"

Act = Callable[[], float]


def measure(trial: Trial) -> Iterator[Measurement]:
    """Two kinds of rerun: the same figures again, and another month, with other figures in every chart."""
    times = trial.times(21, 3)
    with running(TRIAL_PAGES, trial.demo_store("rerun")) as server, chromium() as browser:
        server.wait_until_healthy()
        tabs = {name: Tab(browser, server.url) for name in PATHS}
        for name, tab in tabs.items():
            tab.open(PATHS[name])
            for month in MONTHS:
                tab.choose_month(month)
        same: dict[str, Act] = {name: tab.run_again for name, tab in tabs.items()}
        other: dict[str, Act] = {name: _month_after_month(tab) for name, tab in tabs.items()}
        for title, acts in ((SAME, same), ("another month", other)):
            yield from _compared(title, acts, times, partial(devtools.largest_cause, tabs["总览"], acts["总览"]))


def _month_after_month(tab: Tab) -> Act:
    turn = 0

    def choose_next() -> float:
        nonlocal turn
        turn += 1
        return tab.choose_month(MONTHS[turn % len(MONTHS) - 1])

    return choose_next


def _compared(title: str, acts: dict[str, Act], times: int, cause: Callable[[], str]) -> Iterator[Measurement]:
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for number in range(times + 2):
        for name, act in acts.items():
            milliseconds = act()
            if number >= 2:  # the first two of each warm up
                taken[name].append(milliseconds)
    overview, empty, reference = (statistics.median(taken[name]) for name in ("总览", "empty", "reference"))
    medians = f"总览 {amount(overview)} ms, reference page {amount(reference)} ms; medians of {times}, taking turns"
    of_reference, of_empty = f"{title}: 总览 / reference page", f"{title}: 总览 / empty page"
    beside = f"empty page {amount(empty)} ms"
    if title == SAME:
        yield Measurement(of_reference, overview / reference, "×", medians)
        yield aimed(of_empty, overview / empty, "×", LIMIT_OF_EMPTY, cause, beside)
    else:
        yield aimed(of_reference, overview / reference, "×", LIMIT_OF_REFERENCE, cause, medians)
        yield Measurement(of_empty, overview / empty, "×", beside)
