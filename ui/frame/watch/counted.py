"""What this process counts of itself while it runs: screens drawn, answers to programs, open pages, errors.

Names and helps are for the program that reads /metrics (ui/routes/metrics.py), in its English. No label is a person,
a unit or a figure.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Gauge, Histogram, ProcessCollector

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
RERUNS = Histogram(
    "dashboard_rerun_seconds", "Runs of a screen's script.", ["screen"], registry=REGISTRY, buckets=_SECONDS
)
REQUESTS = Histogram(
    "dashboard_request_seconds", "Answers to programs.", ["path", "status"], registry=REGISTRY, buckets=_SECONDS
)
PAGES = Gauge("dashboard_open_pages", "Pages that are open in browsers.", registry=REGISTRY)

STARTED_AT = time.monotonic()


@contextmanager
def rerun(screen: str) -> Iterator[None]:
    """A run of a screen, whichever way it ends. Parts that run by themselves are not counted."""
    with RERUNS.labels(screen).time():
        yield


def open_pages() -> int:
    """How many pages are open in browsers."""
    return int(next(iter(PAGES.collect())).samples[0].value)
