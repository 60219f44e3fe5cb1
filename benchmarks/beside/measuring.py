"""A rerun of the overview beside the same content in Dash, each in a server of its own, one worker, taking turns."""

import os
import statistics
from collections.abc import Iterator

from benchmarks.browser import Tab, chromium
from benchmarks.cases.rerun import MONTHS
from benchmarks.cases.trial import Trial
from benchmarks.measurement import Measurement, aimed, amount
from benchmarks.server import TRIAL_PAGES, running

LIMIT_OTHER, LIMIT_SAME = 0.6, 0.4  # of what Dash takes


class _DashTab(Tab):
    """The page of benchmarks.beside.page.py, whose months are buttons."""

    def choose_month(self, code: str) -> float:
        before = self._run_number()
        self.page.evaluate("code => document.getElementById(`month-${code}`).click()", code)
        return self._settled(before)


def measure(trial: Trial) -> Iterator[Measurement]:
    """Another month and the same figures; nothing where Dash is not installed (benchmarks/beside/requirements.txt)."""
    if "DASH" not in os.environ:
        print("  not measured: DASH names no folder with Dash (benchmarks/beside/requirements.txt)", flush=True)
        return
    times = trial.times(21, 3)
    with (
        running(TRIAL_PAGES, trial.demo_store("beside")) as ours,
        running("benchmarks.beside.page", trial.demo_store("dash"), by=("-m",)) as theirs,
        chromium() as browser,
    ):
        ours.wait_until_healthy()
        theirs.wait_until_healthy()
        tabs = [Tab(browser, ours.url), _DashTab(browser, theirs.url)]
        for tab in tabs:
            tab.open()
            for code in MONTHS:
                tab.choose_month(code)
        other = [[tab.choose_month(MONTHS[turn % len(MONTHS)]) for tab in tabs] for turn in range(times)]
        same = [[tab.run_again() for tab in tabs] for _ in range(times)]
    for title, taken, limit in (("another month", other, LIMIT_OTHER), ("same figures", same, LIMIT_SAME)):
        own, dash = (statistics.median(column) for column in zip(*taken, strict=True))
        beside = f"总览 {amount(own)} ms, Dash {amount(dash)} ms; medians of {times}, taking turns"
        yield aimed(f"{title}: 总览 / Dash", own / dash, "×", limit, lambda: "see the rerun's own cause", beside)
