"""Many regions: one of them among more and more, on both engines; and all of them, by one process and by workers."""

import os
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pandas as pd

from benchmarks.cases.regions import provinces
from benchmarks.cases.status import MONTH
from benchmarks.cases.trial import Trial
from benchmarks.machine import load
from benchmarks.measurement import Measurement, aimed, amount, median_ms
from store.engine.opening import opened
from store.exchange import folder as folders
from store.many import judging
from store.many.local import local_cluster
from store.many.statement import Question
from store.reads.figures.status import status_since
from store.reads.view import LATEST, View
from tests.store.engine.exchange.test_many import killed_once
from tests.store.engine.postgres import server as servers

QUESTION = Question(MONTH, MONTH, "standard", LATEST)
FLAT, ALIKE, MINUTE, FASTER = 1.5, 1.5, 60, 1.7
_MANY = int(os.environ.get("BENCH_REGIONS", "3000"))


def measure(trial: Trial) -> Iterator[Measurement]:
    """One region's month first, then all of a month; the sides take turns in one run."""
    yield from _one_region(trial)
    yield from _all_regions(trial)


def _one_region(trial: Trial) -> Iterator[Measurement]:
    times, found = trial.times(15, 3), {}
    with servers.server() as server:
        for count in (1, trial.times(183, 5), trial.times(1000, 20)):
            path = trial.folder / f"one-of-{count}" / "dashboard.duckdb"
            with opened(path) as ours, opened(servers.database(server)) as theirs:
                for store in (ours, theirs):
                    codes = provinces.fill(store, count, MONTH.month)
                    store.query_text("analyze")
                view = View(MONTH, codes[count // 2])
                pair = [median_ms(partial(status_since, one, view, MONTH), times) for one in (ours, theirs)]
            found[count] = pair
            yield Measurement(
                f"one region's month among {count:,}, DuckDB", pair[0], "ms", f"median of {times}; {load()}"
            )
            yield aimed(
                f"the same on PostgreSQL, against DuckDB, {count:,}", pair[1] / pair[0], "×", ALIKE,
                lambda: "its plans: see explain analyze", f"{amount(pair[1])} ms",
            )  # fmt: skip
    few, most = min(found), max(found)
    for place, name in enumerate(("DuckDB", "PostgreSQL")):
        yield aimed(
            f"among {most:,} against alone, {name}", found[most][place] / found[few][place], "×", FLAT,
            lambda: "rows of other regions that are read", "",
        )  # fmt: skip


def _all_regions(trial: Trial) -> Iterator[Measurement]:
    per_region = {}
    for count in (trial.times(183, 6), trial.times(_MANY, 24)):
        out = trial.folder / f"folder-{count}"
        provinces.write_folders(trial.folder / f"all-{count}", count, MONTH.month, out)
        here, own_seconds = _taken(out)
        cpu = time.process_time()
        judging.judge(out, QUESTION, judging.status_counts)
        per_region[count] = (time.process_time() - cpu) / count * 1000
        yield Measurement(
            f"all of {count:,} regions, one process", own_seconds, "s",
            f"{amount(1000 * own_seconds / count)} ms a region, of the processor {amount(per_region[count])}; {load()}",
        )  # fmt: skip
        if not per_region.keys() - {count}:
            yield from _by_task_size(out, count)
        yield from _by_workers(trial, out, count, here)
    few, most = min(per_region), max(per_region)
    yield aimed(
        f"processor a region, {most:,} against {few:,}", per_region[most] / per_region[few], "×", FLAT,
        lambda: "the statements' joins", f"{judging.REGIONS_A_TASK} regions a task",
    )  # fmt: skip


def _by_task_size(out: Path, count: int) -> Iterator[Measurement]:
    """How many regions one statement judges well: what judging.REGIONS_A_TASK says."""
    for size in (1, 5, 20, judging.REGIONS_A_TASK, 2 * judging.REGIONS_A_TASK):
        if size <= count:
            start = time.process_time()
            judging.judged_some(folders.parts(out)[:size], QUESTION, judging.status_counts)
            each = 1000 * (time.process_time() - start) / size
            yield Measurement(f"processor a region, {size} in a statement", each, "ms", load())


def _by_workers(trial: Trial, out: Path, count: int, here: pd.DataFrame) -> Iterator[Measurement]:
    seconds: dict[int, float] = {}
    for workers in (1, 2, 4):
        with local_cluster(workers, 0) as cluster:
            os.environ[judging.CLUSTER] = cluster.scheduler_address
            try:
                _taken(out)  # a worker's first task imports what it needs
                found, seconds[workers] = _taken(out)
                _require_same(found, here)
                if workers == 2:
                    dying = partial(_dying, trial.folder / f"killed-{count}")
                    start = time.perf_counter()
                    _require_same(judging.judge(out, QUESTION, dying), here)
                    with_loss = time.perf_counter() - start
            finally:
                del os.environ[judging.CLUSTER]
        is_aimed = workers == 2 and count > 1000
        told = f"{amount(1000 * seconds[workers] / count)} ms a region; the same rows as one process; {load()}"
        what = f"all of {count:,} regions, {workers} workers"
        if is_aimed:
            yield aimed(what, seconds[workers], "s", MINUTE, lambda: "the statement", told)
        else:
            yield Measurement(what, seconds[workers], "s", told)
    yield Measurement(
        f"two workers against one, {count:,}", seconds[1] / seconds[2], "× as fast", f"hoped for: {FASTER}; {load()}"
    )
    yield Measurement(
        f"a worker killed in the middle, {count:,}", with_loss - seconds[2], "s longer", "the same rows all the same"
    )


def _dying(mark: Path, rows: pd.DataFrame) -> pd.DataFrame:
    return judging.status_counts(killed_once(mark, rows))


def _taken(out: Path) -> tuple[pd.DataFrame, float]:
    start = time.perf_counter()
    found = judging.judge(out, QUESTION, judging.status_counts)
    return found, time.perf_counter() - start


def _require_same(found: pd.DataFrame, here: pd.DataFrame) -> None:
    if not found.equals(here):
        raise RuntimeError("workers judged otherwise than one process")
