"""`python -m benchmarks.load.wall [--turns 300]`: the wall turns its pages for long, and its server is started anew.

The page's clock is wound forward, its traffic is real. Prints the memory of tab and server before and after, and
whether the wall said that the server was gone and stood again by itself when it was back.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import CDPSession, Page, expect

from benchmarks.browser import Tab, chromium
from benchmarks.cases.trial import Trial
from benchmarks.server import PRODUCT, running

SECONDS = 5  # a page, the shortest
LOOK = 11_000  # milliseconds, a little over what wall.js has between two looks for the server
_TOLD = ".page.shown .as-of"


def main(arguments: list[str] | None = None) -> int:
    """0 where the wall came back."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load.wall")
    parser.add_argument("--turns", type=int, default=300)
    turns = parser.parse_args(arguments).turns
    with tempfile.TemporaryDirectory(prefix="wall-") as folder, chromium() as browser:
        store = Trial(Path(folder), is_quick=False).demo_store("wall")
        with running(PRODUCT, store) as server:
            server.wait_until_healthy()
            tab = Tab(browser, server.url)
            page = tab.page
            page.clock.install()
            page.goto(f"{server.url}/?view=wall&seconds={SECONDS}")
            expect(page.locator(_TOLD)).to_contain_text("更新", timeout=120_000)
            _turn(page, 20)
            before, server_before = _used(tab.devtools), server.memory_megabytes()
            shown = _turn(page, turns)
            after, server_after = _used(tab.devtools), server.memory_megabytes()
        print(f"{turns} turns, {shown} of them to another page; tab {before} → {after}, ", end="")
        print(f"server {server_before:.0f} → {server_after:.0f} MB", flush=True)
        page.evaluate("document.querySelector('.wall-view').dataset.mark = 'before'")
        page.clock.run_for(LOOK)
        expect(page.locator(_TOLD)).to_contain_text("连接中断")
        with running(PRODUCT, store, port=server.port) as again:
            again.wait_until_healthy()
            page.clock.run_for(LOOK)
            expect(page.locator(".wall-view:not([data-mark]) " + _TOLD)).to_contain_text("更新", timeout=120_000)
            print("the server was ended and started anew: the wall said so, and stood again by itself")
    return 0


def _turn(page: Page, times: int) -> int:
    """Wind the clock forward by a page's time; how often another page was shown."""
    seen, turned = "", 0
    for _ in range(times):
        page.clock.run_for(1000 * SECONDS)
        page.locator("[data-test-script-state=notRunning]").wait_for()
        shown = str(page.locator(".page.shown").get_attribute("id"))
        turned, seen = turned + (shown != seen), shown
    return turned


def _used(devtools: CDPSession) -> str:
    """The heap of a tab after its rubbish was collected, and how many nodes it has."""
    devtools.send("Performance.enable")
    devtools.send("HeapProfiler.collectGarbage")
    values = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
    return f"{values['JSHeapUsedSize'] / 1e6:.1f} MB with {values['Nodes']:.0f} nodes"


if __name__ == "__main__":
    sys.exit(main())
