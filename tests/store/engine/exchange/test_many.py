"""Several regions judged by one statement are judged as each is alone, here and on a cluster that loses a worker."""

import datetime as dt
import os
import shutil
import signal
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from metrics.errors import UserError
from store.engine.store import Store
from store.exchange.folder import manifest, part, parts, seal
from store.exchange.giving import give
from store.many import judging
from store.many.statement import Question, judged
from store.reads.figures.status import status_since
from store.reads.view import LATEST, View
from tests.store.builder import REGION, day, first
from tests.store.engine.test_regions import OTHER, two_contrary_districts
from tests.stores import COUNTY, beside, filled, of_duckdb

pytestmark = of_duckdb
SEED = "510115"
WHOLE = Question(first(9), first(1), "standard", LATEST)


@pytest.fixture(scope="module")
def stores() -> dict[str, Store]:
    """Four: two of the same ids and numbers that differ in all else, the seed's, and a county with its units' names."""
    contrary, seeded = filled(two_contrary_districts), filled(beside)
    return {REGION: contrary, OTHER: contrary, SEED: seeded, COUNTY: seeded}


@pytest.fixture(scope="module")
def folder(stores, tmp_path_factory) -> Path:
    out = Path(tmp_path_factory.mktemp("regions"))
    for region, store in stores.items():
        give(store.of(region), out)
    return out


def plain(rows: pd.DataFrame) -> pd.DataFrame:
    """Without what a column is stored as, and without the name that does not leave a region."""
    return rows.drop(columns="ruled_by").astype(object).where(rows.notna(), None).reset_index(drop=True)


@pytest.mark.parametrize(("preset", "as_of"), [("standard", LATEST), ("lights", day(10, 20))])
def test_together_they_are_judged_as_each_is_alone(stores, folder, preset, as_of):
    question = Question(first(9), first(1), preset, as_of)
    found = judged(parts(folder), question)
    assert next(iter(found)) == "region_code"
    for region, store in stores.items():
        alone = status_since(store.of(region), View(first(9), region, preset, as_of), first(1))
        own = found[found["region_code"] == region].drop(columns="region_code")
        pd.testing.assert_frame_equal(plain(own), plain(alone), check_dtype=False, obj=region)
    assert set(found["region_code"]) == {region for region in stores if region != OTHER or as_of != LATEST}


def test_however_many_a_task_has_the_rows_are_the_same(folder):
    some, all_at_once = judging.judge(folder, WHOLE, regions_a_task=3), judging.judge(folder, WHOLE)
    pd.testing.assert_frame_equal(plain(some), plain(all_at_once), check_dtype=False)


def killed_once(mark: Path, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows; whoever is first is killed in the middle of it, with all that its worker had."""
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return rows
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


@pytest.mark.flaky(reruns=1)  # processes of its own on a busy machine, like a browser's
def test_a_cluster_says_the_same_also_when_it_loses_a_worker_in_the_middle(folder, tmp_path, monkeypatch):
    pytest.importorskip("distributed", reason="没有安装 requirements-cluster.txt")
    from store.many import local

    # A page's test leaves the page as the main module: a process that is started anew would run it first.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    here = judging.judge(folder, WHOLE, regions_a_task=1)
    with local.local_cluster(2, 0) as cluster:
        monkeypatch.setenv(judging.CLUSTER, cluster.scheduler_address)
        dying = partial(killed_once, tmp_path / "killed")
        pd.testing.assert_frame_equal(judging.judge(folder, WHOLE, dying, regions_a_task=1), here)
    assert (tmp_path / "killed").exists()


def test_a_cluster_that_is_not_there_is_told_in_a_sentence(folder, monkeypatch):
    pytest.importorskip("distributed", reason="没有安装 requirements-cluster.txt")
    from store.many import cluster

    monkeypatch.setattr(cluster, "_PATIENCE_SECONDS", 0.2)
    monkeypatch.setenv(judging.CLUSTER, "tcp://127.0.0.1:9")
    with pytest.raises(UserError, match="没有应答"):
        judging.judge(folder, WHOLE)


def test_a_folder_without_regions_is_told_in_a_sentence(tmp_path):
    with pytest.raises(UserError, match="没有导出的数据"):
        judging.judge(tmp_path, Question(dt.date(2023, 9, 1), first(9), "standard", LATEST))


@pytest.fixture
def own(folder: Path, tmp_path: Path) -> Path:
    """One region's folder, to be spoilt."""
    return Path(shutil.copytree(part(folder, REGION), part(tmp_path, REGION)))


def sealed_again(own: Path, table: str, rows: pd.DataFrame) -> None:
    """Another table, which the manifest knows."""
    told = asdict(manifest(own)[0])
    counts, _, _ = told.pop("rows"), told.pop("sha256"), told.pop("format")
    rows.to_parquet(own / f"{table}.parquet", index=False)
    seal(own, {**counts, table: len(rows)}, told)


@pytest.mark.parametrize("what", ["altered", "foreign", "column", "copied", "renamed"])
def test_what_is_not_as_it_was_given_is_not_judged(own, what):
    rows = pd.read_parquet(own / "actual.parquet")
    said = {"altered": "与导出时不符", "foreign": f"别的地区.{OTHER}.", "column": "表的列", "copied": "请只留一份",
            "renamed": "与文件夹名不符"}[what]  # fmt: skip
    if what == "altered":
        rows.assign(value=rows["value"] + 1).to_parquet(own / "actual.parquet", index=False)
    elif what == "foreign":
        sealed_again(own, "actual", rows.assign(region_code=[OTHER, *rows["region_code"][1:]]))
    elif what == "column":
        sealed_again(own, "actual", rows.rename(columns={"value": "其他"}))
    elif what == "copied":
        shutil.copytree(own, own.with_name(f"{own.name} (2)"))
    else:
        own.rename(part(own.parent, OTHER))
    with pytest.raises(UserError, match=said):
        judging.judge(own.parent, WHOLE)
