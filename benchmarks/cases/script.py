"""The script part of each screen: what a rerun costs the server before anything is drawn, caches warm."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks.cases.trial import Trial
from benchmarks.measurement import Measurement, aimed, median_ms
from benchmarks.profiles import largest_cause
from benchmarks.server import ROOT
from store.engine.opening import opened
from ui.cache import current
from ui.menu import MENU

LIMIT_MS = 15


def measure(trial: Trial) -> Iterator[Measurement]:
    """A median for an empty page, which is what AppTest itself costs, and for every screen; nothing is subtracted."""
    times = trial.times(40, 5)
    with opened(trial.demo_store("script")) as store:
        current.use(store)
        empty = _Screen(ROOT / "benchmarks" / "frame" / "shell.py", ROOT / "benchmarks" / "pages" / "empty.py")
        empty_ms = median_ms(empty.run, times, warm_up=5)
        yield Measurement("empty page", empty_ms, "ms", f"what AppTest and the frame cost; median of {times}")
        for name, title in MENU:
            screen = _Screen(ROOT / "ui" / "shell.py", ROOT / "pages" / f"{name}.py")
            yield aimed(
                title,
                median_ms(screen.run, times, warm_up=5),
                "ms",
                LIMIT_MS,
                partial(largest_cause, screen.run),
                f"AppTest included; median of {times}",
            )
        current.use(None)


class _Screen:
    """A page in a session of its own. A run that shows an error is no measurement: it raises RuntimeError."""

    def __init__(self, shell: Path, page: Path) -> None:
        self._test = AppTest.from_file(str(shell), default_timeout=60)
        self.run()
        self._test.switch_page(_relative(page, shell.parent))

    def run(self) -> None:
        self._test.run()
        if self._test.exception or self._test.error:
            raise RuntimeError(f"the page shows an error: {[shown.value for shown in self._test.error]}")


def _relative(page: Path, folder: Path) -> str:
    """`../pages/x.py` as `switch_page` wants it, from the folder of the main script."""
    up = 0
    while not page.is_relative_to(folder):
        folder, up = folder.parent, up + 1
    return "../" * up + page.relative_to(folder).as_posix()
