"""The real server in a process of its own, and the real browser that looks at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, expect, sync_playwright

from tests import stores
from tests.pages.stores import autumn

ROOT = Path(__file__).resolve().parents[2]
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
# A click is still on its way for a moment in which the app reads settled: it must read so for a while.
CALM = """selector => new Promise(done => {
    const end = performance.now() + 60000
    let since = null
    const look = () => {
        const now = performance.now()
        since = document.querySelector(selector) ? since ?? now : null
        if (now > end || (since !== null && now - since > 200)) done(since !== null)
        else setTimeout(look, 25)
    }
    look()
})"""
# A browser asks its maker for updates and lists of its own accord; the tests must see only what our pages ask for.
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
    "--font-render-hinting=none",
    # The pages of a person share a process: a page in one of its own takes twice as long to read the scripts.
    "--process-per-site",
]
expect.set_options(timeout=60_000)  # a busy machine is no fault of the product; whoever waits for nothing says so


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser's test that fails gets one fresh tab more; the run's last lines say which needed it (RERUN).

    Of some hundred that wait for another process on a busy machine, one now and then meets a redraw between two looks.
    """
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


@dataclass
class Server:
    """A running dashboard: where it is, what it logged, and whom it tried to reach."""

    process: subprocess.Popen[bytes]
    port: int
    store: Path
    log_file: Path
    watch_file: Path

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8")

    @property
    def hosts_reached(self) -> set[str]:
        return set(self.watch_file.read_text(encoding="utf-8").split())

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def planted(folder: Path) -> Path:
    """The path of a store with the targets and nothing reported, in a server's folder."""
    return stores.copied(autumn.planted, folder / "dashboard.duckdb")


def start_server(folder: Path, store: Path, entry: Path = ROOT / "app.py", **environment: str) -> Server:
    """`launch`, and come back when the health route says 200."""
    server = launch(folder, store, entry, **environment)
    wait_until_healthy(server)
    return server


def launch(folder: Path, store: Path, entry: Path = ROOT / "app.py", **environment: str) -> Server:
    """`streamlit run` from another working folder than the project's, with nothing of the tester's own settings."""
    folder.mkdir(parents=True, exist_ok=True)
    port, log_file, watch_file = free_port(), folder / "server.log", folder / "hosts.log"
    watch_file.touch()
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(entry), "--server.port", str(port)],
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={
                **os.environ,
                "HOME": str(folder),
                "DASHBOARD_STORE": str(store),
                "PYTHONPATH": str(Path(__file__).parent / "watch"),
                "WATCH_LOG": str(watch_file),
                "no_proxy": "*",
                "DASHBOARD_BEHIND": "none",  # as `make run` says
                **environment,
            },
        )
    return Server(process, port, store, log_file, watch_file)


def wait_until_healthy(server: Server, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.process.poll() is not None:
            pytest.fail(f"the server ended with code {server.process.returncode}:\n{server.log}")
        try:
            with urllib.request.urlopen(f"{server.url}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:  # not listening yet, or still 503
            time.sleep(0.1)
    server.stop()
    pytest.fail(f"the server was not healthy after {seconds:.0f} s:\n{server.log}")


@dataclass
class Tab:
    """A browser page, every address it asked for, and every complaint of its console."""

    page: Page
    base: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> Page:
        """Open a path of the app and come back when its script has run and its fonts are there."""
        self.page.goto(self.base + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the script has run, and what it drew is there."""
        expect(self.page.get_by_test_id("stMain")).to_be_visible()
        expect(self.page.locator(SETTLED)).to_be_visible()
        assert self.page.evaluate(CALM, SETTLED), "the script runs and runs"
        expect(self.page.get_by_test_id("stAppSkeleton")).to_have_count(0)
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0)  # charts and tables come later
        self.page.evaluate("document.fonts.ready.then(() => true)")

    def note(self, line: ConsoleMessage) -> None:
        """Keep an error of the console, except that a deep link first looks for the server one folder too low (404)."""
        if line.type == "error" and not line.location["url"].endswith(("/_stcore/health", "/_stcore/host-config")):
            self.complaints.append(f"{line.text} {line.location['url']}")

    def hosts(self) -> set[str]:
        """The hosts of all requests and websockets; addresses made in the page itself (data:, blob:) reach none."""
        parts = (urlsplit(address) for address in self.requests)
        return {part.hostname or "" for part in parts if part.scheme not in {"data", "blob"}}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """With samples: `test_sample_data_are_asked_about_before_the_first_real_report` makes a real one."""
    folder = tmp_path_factory.mktemp("server")
    running = start_server(folder, stores.copied(autumn.with_samples, folder / "dashboard.duckdb"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium where there is one, else playwright's own; `make test` sees to it that one of them is there.

    Its headless shell first: the same engine, which draws nothing for a screen and so takes a third less.
    """
    found = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    running = playwright.chromium.launch(executable_path=found, args=QUIET)
    yield running
    running.close()


@pytest.fixture(scope="session")
def contexts() -> list[BrowserContext]:
    """Each a person with a browser of their own, kept with what it has loaded: a cold one needs twice the time.

    The first page of each stays open, for the process that the others share.
    """
    return []


@pytest.fixture
def open_tab(browser: Browser, contexts: list[BrowserContext], server: Server) -> Iterator[Callable[..., Tab]]:
    """A function that makes a tab of a given size on a given server (the common one if none is named).

    Each tab of a test is somebody else's, without cookies and with nothing that was kept in a test before.
    """
    tabs: list[Tab] = []

    def make(width: int = 1366, height: int = 768, on: Server = server) -> Tab:
        if len(tabs) == len(contexts):
            contexts.append(browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce"))
            contexts[-1].new_page().goto(server.url + "/healthz")
        tab = Tab(contexts[len(tabs)].new_page(), on.url)
        tabs.append(tab)
        tab.page.set_viewport_size({"width": width, "height": height})
        tab.page.on("request", lambda request: tab.requests.append(request.url))
        tab.page.on("websocket", lambda websocket: tab.requests.append(websocket.url))
        tab.page.on("console", tab.note)
        tab.page.on("pageerror", lambda error: tab.complaints.append(str(error)))
        return tab

    yield make
    for tab in tabs:
        context = tab.page.context
        for page in context.pages[1:]:
            page.close()
        context.clear_cookies()
        context.clear_permissions()


@pytest.fixture
def open_page(open_tab: Callable[..., Tab]) -> Callable[..., Page]:
    """A function that opens a path of the app in a fresh tab of 1366×768 and comes back when it is settled."""

    def make(path: str = "/", **size: int) -> Page:
        return open_tab(**size).open(path)

    return make
