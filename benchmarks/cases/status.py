"""The status query as the figures grow: ten thousand and a million of one region, and one region among a thousand."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.cases.trial import Trial
from benchmarks.cases.volumes import YEAR, add_regions, fill_regions, fill_with_revisions
from benchmarks.measurement import Measurement, aimed, amount, median_ms
from store.engine.opening import opened
from store.engine.reader import query_text
from store.engine.store import Store
from store.reads.figures.status import status_course, status_rows
from store.reads.view import View, check_view

LIMIT_MS = 30
_PLANNING = ("planner", "optimizer", "physical_planner")
MONTH = dt.date(YEAR, 9, 1)


def measure(trial: Trial) -> Iterator[Measurement]:
    """Each store is made anew in a file, through the store's own transactions."""
    times = trial.times(30, 5)
    for count in (10_000, trial.times(1_000_000, 50_000)):
        with opened(_place(trial, f"revisions-{count}")) as store:
            laid_out = fill_with_revisions(store, count)
            yield from _measured(store, View(MONTH), f"{count:,} actuals", laid_out, times)
    with opened(_place(trial, "regions")) as store:
        codes = add_regions(store, trial.times(1000, 20))
        laid_out = fill_regions(store, codes, MONTH.month)
        count = int(store.query_text("select count(*) as n from actual")["n"].iloc[0])
        view = View(MONTH, region=codes[len(codes) // 2])
        what = f"one region of {len(codes):,}"
        yield from _measured(store, view, what, f"{count:,} actuals: {laid_out}", times)


def _place(trial: Trial, name: str) -> Path:
    return trial.folder / name / "dashboard.duckdb"


def _measured(store: Store, view: View, what: str, laid_out: str, times: int) -> Iterator[Measurement]:
    if status_rows(store, view)["actual"].notna().sum() < 100:
        raise RuntimeError("the figures did not arrive")
    yield aimed(
        f"one month, {what}", median_ms(partial(status_rows, store, view), times), "ms", LIMIT_MS,
        lambda: _largest_cause(store, view), f"{laid_out}; median of {times}",
    )  # fmt: skip
    yield Measurement(
        f"January–September at once, {what}", median_ms(partial(status_course, store, view), times), "ms",
        "what screens read: a row per measure and month",
    )  # fmt: skip


def _largest_cause(store: Store, view: View) -> str:
    """From `explain analyze`: making the plan, and the operators by kind and table, the largest first."""
    explained = store.query_text(
        f"explain (analyze, format json) {query_text('status')}",
        region=view.region, month=view.month, first_month=view.month, as_of=view.as_of, preset=view.preset,
    )  # fmt: skip
    found = json.loads(explained["explain_value"].iloc[0])
    costs: defaultdict[str, float] = defaultdict(float)
    for operator in found["operator"]:
        _add(costs, operator)
    costs["check_view"] = median_ms(partial(check_view, store, view), 5)
    costs["parsing, optimising and planning"] = 1000 * sum(found[name]["total_time"] for name in _PLANNING)
    largest = sorted(costs.items(), key=lambda pair: -pair[1])[:4]
    return ", ".join(f"{name} {amount(cost)} ms" for name, cost in largest) + " (operators: sum of threads)"


def _add(costs: defaultdict[str, float], node: dict[str, Any]) -> None:
    table = str(node["extra_info"].get("Table", "")).rpartition(".")[2]
    costs[f"{node['type']} {table}".strip()] += 1000 * node["timing"]
    for child in node.get("children", []):
        _add(costs, child)
