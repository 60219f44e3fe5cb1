"""How the whole run is shared out, and what its last lines say."""

import gc
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest
from argon2 import PasswordHasher
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from store.people import passwords
from tests.stores import FOLDER


def pytest_configure(config: pytest.Config) -> None:
    """One folder of stores for all processes of a run; whoever made it takes it away."""
    if "TEST_POSTGRES" in os.environ:  # make postgres
        from tests.store.engine.postgres import instead

        instead.take_over()
    gc.set_threshold(50_000, 20, 50)  # a tenth of the time went into looking through what stays anyway
    if FOLDER not in os.environ:
        folder = os.environ[FOLDER] = tempfile.mkdtemp(prefix="stores-")

        def leave() -> None:
            del os.environ[FOLDER]
            shutil.rmtree(folder, ignore_errors=True)

        config.add_cleanup(leave)


def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are cores: a test that waits for a browser or a process leaves its core to another."""
    return (os.cpu_count() or 1) + 2


@pytest.fixture(scope="session", autouse=True)
def real_hasher() -> Iterator[PasswordHasher]:
    """The product's own, for the test of what it costs: half a second a password. All others take one that is cheap."""
    real, passwords._HASHER = passwords._HASHER, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield real
    passwords._HASHER = real


@pytest.fixture(scope="session", autouse=True)
def one_look_for_components() -> Iterator[None]:
    """Every AppTest run looks through what is installed for components, a third of a second: once is enough here."""
    looked = manifest_scanner.scan_component_manifests
    manifest_scanner.scan_component_manifests = cache(looked)
    yield
    manifest_scanner.scan_component_manifests = looked


@pytest.fixture(scope="session", autouse=True)
def wait_for_a_screen_without_asking() -> Iterator[None]:
    """AppTest asks every millisecond whether its screen is done, a tenth of what the screen itself costs."""
    asking = local_script_runner.require_widgets_deltas

    def waiting(runner: LocalScriptRunner, timeout: float = 3) -> None:
        if runner._script_thread is not None:
            runner._script_thread.join(timeout)
        asking(runner, timeout if runner.script_stopped() else 0)  # which stops what is not done, and says so

    local_script_runner.require_widgets_deltas = waiting
    yield
    local_script_runner.require_widgets_deltas = asking


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What did not run, why, and which sentences are therefore not proved: a test's name is its sentence."""
    unproved: dict[str, list[str]] = defaultdict(list)
    for report in terminalreporter.stats.get("skipped", []):
        reason = str(report.longrepr[2]).removeprefix("Skipped: ").removeprefix("SKIPPED: ")
        unproved[reason].append(report.nodeid.rpartition("::")[2].partition("[")[0])
    if unproved:
        count = sum(len(names) for names in unproved.values())
        terminalreporter.write_sep("=", f"not run: {count}, and so not proved here", yellow=True)
    for reason, names in unproved.items():
        terminalreporter.write_line(f"{len(names)} × {reason}", yellow=True)
        for name in dict.fromkeys(names):
            terminalreporter.write_line(f"  - {name.removeprefix('test_').replace('_', ' ')}")
