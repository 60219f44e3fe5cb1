"""The status rule as one table: in front of status.sql, in the store, and held to by the cases of golden/*.csv."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from metrics.kinds import KINDS
from metrics.sentences.threshold_words import rule_table
from store.engine.engines.places import PROJECT
from store.engine.reader import STORE, query_text
from store.engine.records import records
from store.engine.seed import SEED_FOLDER
from store.engine.store import Store
from store.reads.figures.status import status_rows
from tests.store.builder import World
from tests.store.cases import fill, golden_rows

FILES = ("quantity", "stock", "milestone", "growth", "rate", "ceiling", "relative")
CASES = [(kind, case) for kind in FILES for case in golden_rows(kind) if case["status"] and case["margin"]]
LIMITS = {
    (str(row["preset"]), str(row["kind"]), str(row["unit_group"])): row
    for row in pd.read_csv(SEED_FOLDER / "threshold.csv").to_dict("records")
}


def test_the_table_in_front_of_the_query_is_the_one_that_the_program_prints() -> None:
    table = rule_table(pd.DataFrame(list(LIMITS.values())))
    printed = [
        f"-- {kind} | {margin} | {'、'.join(bounds[:3])} | {'、'.join(bounds[3:])} | {words}"
        for kind, margin, *bounds, words in table.itertuples(index=False)
    ]
    text = query_text("status").splitlines()
    first = text.index(printed[0])
    assert text[first : first + len(printed)] == printed
    assert len(printed) == 10  # for a person to sign
    assert text[first - 1].startswith("-- 种类 | 差距 | 本系统标准:超、达、滞 | 部分城市亮灯标准:超、达、滞 | 用语")


def test_the_store_judges_by_the_kinds_of_the_program_and_an_older_table_is_brought_up_to_them(tmp_path: Path) -> None:
    path = tmp_path / "dashboard.duckdb"
    store = Store(path)
    with store.writing() as transaction:
        transaction.query_text("update measure_kind set is_by_pace = false where kind = 'stock'")
    store.close()
    again = Store(path)
    assert {row["kind"]: row for row in records(again.query_text("select * from measure_kind"))} == {
        code: {
            "kind": code, "is_by_pace": kind.by_pace, "bound": kind.bound, "sign": kind.sign,
            "has_base": kind.has_base, "has_unit_bounds": kind.has_unit_bounds,
        }
        for code, kind in KINDS.items()
    }  # fmt: skip
    again.close()


@cache
def _world() -> tuple[World, Store, list[str]]:
    world = World()
    ids = [fill(world, kind, case) for kind, case in CASES]
    return world, world.store(), ids


@cache
def _rows(month: int, preset: str) -> dict[str, dict[str, Any]]:
    world, store, _ = _world()
    return {row["measure_id"]: row for row in records(status_rows(store, world.view(month, preset)))}


def _margin(row: dict[str, Any], reference: float | None) -> float:
    """The second column of the table, worked out from what the row says."""
    kind = KINDS[row["kind"]]
    if kind.by_pace:
        base = row["base"] if kind.has_base else 0
        return float(100 * (row["actual"] - base) / (row["lower"] - base) - row["plan_pct"])
    bound = reference if kind.bound == "reference" else kind.bound_of(row["lower"], row["upper"])
    assert bound is not None
    return float(kind.sign * (row["actual"] - bound))


def _status(row: dict[str, Any], margin: float, preset: str) -> str:
    """The other columns: the first bound that the margin reaches."""
    kind = KINDS[row["kind"]]
    group = "any" if not kind.has_unit_bounds else "%" if row["unit"] == "%" else "other"
    limits = LIMITS[preset, kind.code, group]
    far = limits["far_behind_below"]
    if limits["far_behind_by"] == "share_of_bound":
        far *= abs(kind.bound_of(row["lower"], row["upper"]) or 0)
    ahead = {"points": limits["ahead_at"], "range": None, "never": None}[limits["ahead_by"]]
    if limits["ahead_by"] == "range" and row["upper"] is not None:
        ahead = row["upper"] - row["lower"]
    margin = round(margin, 6)
    at_strict_bound = (
        row["comparator"] in ("<", ">") and margin == 0 and (kind.by_level or row["actual"] == row["lower"])
    )
    if ahead is not None and margin >= round(ahead, 6):
        return "ahead"
    if margin >= limits["on_track_at"] and not at_strict_bound:
        return "on_track"
    return "behind" if margin >= round(far, 6) else "far_behind"


@pytest.mark.parametrize("place", range(len(CASES)), ids=[f"{kind}: {case['shows']}" for kind, case in CASES])
def test_every_golden_case_with_a_margin_follows_the_table(place: int) -> None:
    kind, case = CASES[place]
    preset = case["preset"] or "standard"
    row = _rows(int(case["month"]), preset)[_world()[2][place]]
    if kind == "relative":  # both months' figures stand in the case itself
        month = f"{case['compared_month']}="
        own, other = (
            float(next(part for part in case[name].split("; ") if part.startswith(month)).split("=")[1].split()[0])
            for name in ("figures", "reference")
        )
        row = {**row, "actual": own}
        margin = _margin(row, other)
    else:
        margin = _margin(row, None)
    assert margin == pytest.approx(float(case["margin"]), abs=1e-6)
    found = _status(row, margin, preset)
    if case["status"] == "done":  # what was reached stays so; a level is settled by the year's last figure
        is_done = row["actual"] >= row["lower"] if KINDS[kind].by_pace else found in ("ahead", "on_track")
        assert is_done
    else:
        assert found == case["status"]


def test_the_cases_held_to_the_table_are_of_every_kind_and_status() -> None:
    for kind in FILES:
        held = {case["status"] for name, case in CASES if name == kind}
        assert held >= {"on_track", "behind", "far_behind"}, kind


def test_no_group_of_kinds_is_written_a_second_time() -> None:
    names = "|".join(KINDS)
    group = re.compile(rf"""["'](?:{names})["'],\s*["'](?:{names})["']""")
    sources = [file for folder in ("pages", "ui", "briefing", "loaders", "store", "metrics")
               for suffix in ("py", "sql") for file in sorted((PROJECT / folder).rglob(f"*.{suffix}"))]  # fmt: skip
    found = {str(file.relative_to(PROJECT)) for file in sources if group.search(file.read_text(encoding="utf-8"))}
    # The migrations that make the table say which kinds there are; what a migration said once stays.
    migrations = [STORE / "schema" / name for name in ("0001_plan.sql", "0017_region_first.sql")]
    assert found == {"metrics/kinds.py", *(str(file.relative_to(PROJECT)) for file in migrations)}
