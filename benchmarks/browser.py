"""A headless Chromium as the browser tests use it, and tabs that say how long a page took to settle."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

# A browser asks its maker for updates of its own accord; only what our pages ask for is to be measured.
_QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
]
_PROBE = (Path(__file__).parent / "settled.js").read_text(encoding="utf-8")
_DEADLINE_MS = 60_000


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium where there is one, else playwright's own; `make bench` installs what is missing."""
    with sync_playwright() as playwright:
        found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-headless-shell")
        running = playwright.chromium.launch(executable_path=found, args=_QUIET)
        try:
            yield running
        finally:
            running.close()


class Tab:
    """A page of a 1366×768 laptop, with an empty cache of its own."""

    def __init__(self, browser: Browser, base: str) -> None:
        self._context = browser.new_context(
            locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce",
            viewport={"width": 1366, "height": 768},
        )  # fmt: skip
        self._context.add_init_script(_PROBE)
        self.page: Page = self._context.new_page()
        self.devtools = self._context.new_cdp_session(self.page)
        self._base = base

    def close(self) -> None:
        self._context.close()

    def open(self, path: str = "/") -> float:
        """Go to an address; the milliseconds from the start of the navigation to the settled page."""
        self.page.goto(self._base + path)
        self.page.get_by_test_id("stMain").wait_for()  # its content comes after the frame: not settled before that
        return self._settled(None)

    def first_chart(self) -> float:
        """When the page had its first chart: milliseconds from the start of the navigation."""
        return float(self.page.evaluate("benchmarkProbe.charted"))

    def scripts_run(self) -> float:
        """When the page's own scripts had run: milliseconds from the start of the navigation."""
        return float(self.page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))

    def run_again(self) -> float:
        """Press the button of the trial frame: the same figures. Milliseconds from the press to the settled page."""
        before = self._run_number()
        self.page.evaluate("document.querySelector('.st-key-again button').click()")
        return self._settled(before)

    def choose_month(self, code: str) -> float:
        """Choose another month by its code. Milliseconds from the choice to the settled page."""
        before = self._run_number()
        field = self.page.locator(".st-key-month input")
        field.click()
        field.fill(code)
        self.page.get_by_role("option", name=code).wait_for()
        field.press("Enter")
        return self._settled(before)

    def _run_number(self) -> str:
        return str(self.page.evaluate("benchmarkProbe.runNumber()"))

    def _settled(self, before: str | None) -> float:
        """Raises RuntimeError where the page shows an error: that is no measurement."""
        arguments = [before, _DEADLINE_MS]
        taken = float(self.page.evaluate("([before, deadline]) => benchmarkProbe.settled(before, deadline)", arguments))
        errors = self.page.locator("[data-testid=stAlertContentError], [data-testid=stException]").all_inner_texts()
        if errors:
            raise RuntimeError(f"the page shows an error: {errors}")
        return taken
