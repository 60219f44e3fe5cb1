"""The first page on a cold server, and what a first visit brings over the line."""

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from benchmarks.browser import Tab, chromium
from benchmarks.cases.trial import Trial
from benchmarks.measurement import Measurement, aimed, amount
from benchmarks.server import PRODUCT, TRIAL_PAGES, running

LIMIT_MEGABYTES = 1.6
LIMIT_RELOAD = 1.1  # seconds
RELOADS = 3
PAGES = {"总览": (PRODUCT, "/"), "empty": (TRIAL_PAGES, "/empty"), "reference": (TRIAL_PAGES, "/reference")}


@dataclass
class Visit:
    """One first visit: seconds from the start of the server, until it was ready, and bytes by address.

    `chart_seconds` from the start of the navigation to the first chart; `reload_seconds` the same with a full cache.
    """

    seconds: float = 0
    ready_seconds: float = 0
    chart_seconds: float = 0
    reload_seconds: list[float] = field(default_factory=list)
    scripts_seconds: float = 0
    bytes_by_address: dict[str, int] = field(default_factory=dict)
    websocket_bytes: int = 0

    @property
    def megabytes(self) -> float:
        return (sum(self.bytes_by_address.values()) + self.websocket_bytes) / 1e6


def measure(trial: Trial) -> Iterator[Measurement]:
    """The overview in the product, the other two in the server of the trial pages; each time with a fresh browser."""
    times = trial.times(5, 1)
    store = trial.demo_store("cold")
    visits: dict[str, list[Visit]] = {name: [] for name in PAGES}
    with chromium() as browser:
        for _ in range(times):
            for name, (entry, path) in PAGES.items():
                visits[name].append(_visit(browser, entry, store, path))
    overview, empty, reference = (
        statistics.median(visit.seconds for visit in visits[name]) for name in ("总览", "empty", "reference")
    )
    ready = statistics.median(visit.ready_seconds for visit in visits["总览"])
    yield Measurement(
        "process started → first 总览 settled", overview, "s",
        f"server ready after {amount(ready)} s; empty page {amount(empty)} s, reference page {amount(reference)} s; "
        f"browser open, its cache empty; median of {times}",
    )  # fmt: skip
    charted = statistics.median(visit.chart_seconds for visit in visits["总览"])
    yield Measurement("first chart of 总览, browser's cache empty", charted, "s", "from the start of the navigation")
    reloaded = statistics.median(seconds for visit in visits["总览"] for seconds in visit.reload_seconds)
    yield aimed(
        "first chart of 总览 on a reload", reloaded, "s", LIMIT_RELOAD,
        lambda: f"until the page's own scripts had run {amount(visits['总览'][-1].scripts_seconds)} s",
        f"median of {times * RELOADS}",
    )  # fmt: skip
    last = visits["总览"][-1]
    yield aimed(
        "bytes of a first visit to 总览", last.megabytes, "MB", LIMIT_MEGABYTES, lambda: _largest(last),
        f"gzip; {len(last.bytes_by_address)} requests and {amount(last.websocket_bytes / 1e6)} MB over the websocket; "
        f"empty page {amount(visits['empty'][-1].megabytes)} MB, "
        f"reference page {amount(visits['reference'][-1].megabytes)} MB",
    )  # fmt: skip


def _visit(browser: Browser, entry: Path, store: Path, path: str) -> Visit:
    visit = Visit()
    with running(entry, store) as server:
        server.wait_until_healthy()
        visit.ready_seconds = time.perf_counter() - server.started_at
        tab = Tab(browser, server.url)
        addresses: dict[str, str] = {}
        devtools = tab.devtools
        devtools.on("Network.requestWillBeSent", lambda e: addresses.update({e["requestId"]: e["request"]["url"]}))
        devtools.on("Network.loadingFinished", lambda e: _add(visit, addresses, e["requestId"], e["encodedDataLength"]))
        devtools.on("Network.webSocketFrameReceived", lambda e: _add_frame(visit, e["response"]))
        devtools.send("Network.enable")
        start = time.perf_counter()
        milliseconds = tab.open(path)
        # The settled page is known a quiet while after the fact: its own clock says when it was.
        visit.seconds = start - server.started_at + milliseconds / 1000
        visit.chart_seconds = tab.first_chart() / 1000
        devtools.send("Network.disable")  # the reloads are no part of the first visit's bytes
        for _ in range(RELOADS if entry is PRODUCT else 0):
            tab.open(path)
            visit.reload_seconds.append(tab.first_chart() / 1000)
            visit.scripts_seconds = tab.scripts_run() / 1000
        tab.close()
    return visit


def _add(visit: Visit, addresses: dict[str, str], request: str, size: float) -> None:
    address = addresses.get(request, request)
    visit.bytes_by_address[address] = visit.bytes_by_address.get(address, 0) + int(size)


def _add_frame(visit: Visit, frame: dict[str, object]) -> None:
    """A binary frame comes as base64, three bytes in four characters."""
    length = len(str(frame["payloadData"]))
    visit.websocket_bytes += length if frame["opcode"] == 1 else length * 3 // 4


def _largest(visit: Visit) -> str:
    address, size = max(visit.bytes_by_address.items(), key=lambda pair: pair[1])
    return f"{urlsplit(address).path} {amount(size / 1e6)} MB"
