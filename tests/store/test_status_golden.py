"""Cases of domain.md §2 and §3 worked out by hand, one line each in golden/*.csv."""

import datetime as dt
from functools import cache
from typing import Any

import pytest

from store.engine.records import records
from store.reads.figures.status import item_rows, status_course, status_rows
from store.reads.view import LATEST
from tests.store import oracle
from tests.store.builder import World
from tests.store.cases import fill, golden_rows, moment, several_measures

# Each file with the kind of its measures; rulings.csv names the kind in each line.
FILES = {
    "quantity": "quantity", "stock": "stock", "milestone": "milestone", "growth": "growth", "rate": "rate",
    "ceiling": "ceiling", "relative": "relative", "reference": "reference", "moments": "quantity",
    "revisions": "growth", "rulings": None,
}  # fmt: skip
CASES = [(name, case) for name in FILES for case in golden_rows(name)]
NUMBERS = {
    "actual": "actual", "plan_pct": "plan_pct", "done_pct": "done_pct", "margin": "margin_points",
    "required": "required_per_month",
}  # fmt: skip
MONTHS = {"actual_month": "actual_month", "due": "due"}


def _kind(name: str, case: dict[str, str]) -> str:
    return FILES[name] or case["kind"]


def _as_of(case: dict[str, str]) -> dt.datetime:
    return moment(case["as_of"]) if case.get("as_of") else LATEST


@cache
def _everything() -> tuple[World, Any, list[str]]:
    """All golden measures in one store, each in an item of its own, and their ids in the order of CASES."""
    world = World()
    ids = [fill(world, _kind(name, case), case) for name, case in CASES]
    return world, world.store(), ids


@cache
def _rows(month: int, preset: str, as_of: dt.datetime) -> dict[str, dict[str, Any]]:
    world, store, _ = _everything()
    return {row["measure_id"]: row for row in records(status_rows(store, world.view(month, preset, as_of)))}


@pytest.mark.parametrize("place", range(len(CASES)), ids=[f"{name}: {case['shows']}" for name, case in CASES])
def test_a_measure_is_judged_as_worked_out_by_hand(place):
    _, case = CASES[place]
    row = _rows(int(case["month"]), case.get("preset") or "standard", _as_of(case))[_everything()[2][place]]
    expected = {
        "status": case["status"] or None,
        "computed_status": (case["computed"] if "computed" in case else case["status"]) or None,
        "undecided_because": case.get("because") if "undecided" in (case["status"], case.get("computed")) else None,
        "not_due_because": case.get("because") if case["status"] == "not_due" else None,
        "previous_status": case["previous"] or None,
        "months_behind": int(case["behind"]),
    }
    for heading, column in MONTHS.items():
        expected[column] = int(case[heading]) if case[heading] else None
    for heading, column in NUMBERS.items():
        # By level there is no plan, no done share and nothing per month: those files have no such columns.
        expected[column] = pytest.approx(float(case[heading]), abs=1e-6) if case.get(heading) else None
    if "vintage" in case:
        expected["vintage"] = case["vintage"] or None
    if case.get("compared_month"):
        expected["margin_month"] = int(case["compared_month"])
    found = {column: row[column] for column in expected}
    for column in (*MONTHS.values(), "margin_month"):
        if found.get(column) is not None:
            found[column] = found[column].month
    assert found == expected


@pytest.mark.parametrize("place", range(len(CASES)), ids=[f"{name}: {case['shows']}" for name, case in CASES])
def test_the_oracle_agrees_with_what_was_worked_out_by_hand(place):
    _, case = CASES[place]
    world, _, ids = _everything()
    measure = next(m for m in world.measures if m.measure_id == ids[place])
    month = int(case["month"])
    course = oracle.course(measure, _as_of(case), case.get("preset") or "standard")
    verdict = course[month - 1]
    found = {
        "status": verdict.status, "margin": verdict.margin_points, "done_pct": verdict.done_pct,
        "plan_pct": verdict.plan_pct, "required": verdict.required_per_month, "due": verdict.due,
        "actual": verdict.actual, "actual_month": verdict.actual_month,
        "previous": oracle.previous_status(course, month), "behind": oracle.months_behind(course, month),
    }  # fmt: skip
    for column, value in found.items():
        wanted = case.get(column, "")
        if value is None or isinstance(value, str):
            assert (value or "") == wanted, column
        else:
            assert float(value) == pytest.approx(float(wanted or "nan"), abs=1e-6), column


ITEMS = golden_rows("items")


@cache
def _items() -> dict[int, dict[str, Any]]:
    world = World()
    for case in ITEMS:
        several_measures(world.item(condition=case["condition"] or None), case["measures"])
    store = world.store()
    course = item_rows(store, status_course(store, world.view(12)))
    return {(row["item_no"], row["month"].month): row for row in records(course)}  # type: ignore[misc]


@pytest.mark.parametrize("place", range(len(ITEMS)), ids=[case["shows"] for case in ITEMS])
def test_an_item_is_judged_as_worked_out_by_hand(place):
    case = ITEMS[place]
    row = _items()[place + 1, int(case["month"])]  # type: ignore[index]
    assert (row["status"], row["measures"], row["measures_done"], row["months_behind"]) == (
        case["status"], int(case["measures_count"]), int(case["measures_done"]), int(case["behind"]),
    )  # fmt: skip
    assert row["done_pct"] == (pytest.approx(float(case["done_pct"]), abs=1e-6) if case["done_pct"] else None)


def test_the_golden_files_show_every_possible_status_of_every_kind_under_both_presets():
    everywhere = {"done", "not_due", "not_reported", "undecided", "on_track", "behind", "far_behind"}
    for name in ("quantity", "stock", "milestone", "growth", "rate", "ceiling", "relative"):
        cases = golden_rows(name)
        wanted = everywhere | ({"ahead"} if name in ("quantity", "stock", "milestone", "growth") else set())
        assert {case["status"] for case in cases} == wanted, name
        assert {case["preset"] for case in cases} >= {"", "lights"}, name
