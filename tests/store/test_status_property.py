"""The status query against the oracle: thousands of random measures, every month, every field."""

import datetime as dt
import random
from fractions import Fraction
from functools import cache
from typing import Any

import pandas as pd
import pytest

from store.engine.records import records
from store.engine.store import Store
from store.reads.figures import snapshot
from store.reads.figures.snapshot import Course
from store.reads.figures.status import item_rows, status_course, status_rows
from store.reads.view import LATEST
from tests.store import oracle
from tests.store.builder import Item, MeasureBuilder, World, day, first

MEASURES_PER_WORLD = 400
LINEAR = [month / 12 for month in range(1, 13)]


def _moment(rng: random.Random) -> dt.datetime:
    return day(rng.randint(1, 12), rng.randint(1, 28), rng.randint(8, 18))


def _plan(rng: random.Random, measure: MeasureBuilder, at: dt.datetime | None = None) -> list[float]:
    """A plan now and then; returns the twelve shares that figures may be aimed at."""
    more = {} if at is None else {"at": at}
    kind = measure.facts.plans[-1].kind if at else rng.choice(["linear", "linear", "nodes", "by_month", "last_year"])
    if kind == "linear":
        return LINEAR
    if kind == "nodes":
        months = sorted({*rng.sample(range(1, 12), rng.randint(0, 3)), 12})
        shares = [*sorted(rng.choice([0.0, 0.1, 0.2, 0.25, 0.5, 0.7, 0.9]) for _ in months[1:]), 1.0]
        measure.nodes(*zip(months, shares, strict=True), **more)
        return [dict(zip(months, shares, strict=True)).get(month, month / 12) for month in range(1, 13)]
    if kind == "by_month":
        shares = [*sorted(rng.choice([0, 0, 5, 10, 20, 25, 40, 50, 75, 90, 100]) / 100 for _ in range(11)), 1.0]
        measure.by_month(*shares, **more)
        return shares
    amounts = [float(amount) for amount in sorted(rng.randint(0, 400) for _ in range(11))] + [400.0]
    measure.last_year(*amounts, **more)
    return [amount / 400 for amount in amounts]


def _aim(rng: random.Random, exact: float, ties: list[float], scale: float) -> float:
    """A value near `exact`: half the time exactly a tie away from it, sometimes a hair off."""
    if rng.random() < 0.5:
        hair = rng.choice([0, 0, 0, 0, 1e-4, -1e-4, 1e-9, -1e-9])
        return exact + (rng.choice(ties) + hair) * scale
    return exact + rng.uniform(-45, 30) * scale


def _pace(rng: random.Random, item: Item, kind: str) -> None:
    lower = 100.0 if kind == "milestone" else rng.choice([1.0, 3.0, 20.0, 75.0, 400.0, 2200.0, 11.4, 36000.0, None])
    base = None
    if kind == "stock" and lower is not None:
        base = rng.choice([0.0, lower / 2, lower * 0.9, lower, lower * 1.2, None])
    comparator = "=" if kind == "milestone" else rng.choice(["=", ">=", ">"])
    basis = rng.choice([None, None, None, "自然口径"])
    parts = [measure for measure in item.measures if measure.kind == kind and measure.part_of is None]
    part_of = MeasureBuilder(parts[0], item.world) if parts and rng.random() < 0.3 else None
    calendar = rng.choice(list(oracle.CALENDARS))
    measure = item.measure(kind, unit=rng.choice(["个", "%"]), calendar=calendar, part_of=part_of)
    measure.target(lower, comparator=comparator, base=base, basis=basis)
    if lower is not None and rng.random() < 0.15:
        measure.target(lower * 1.5, comparator=comparator, base=base, basis=basis, valid_from=rng.randint(2, 12),
                       recorded_at=rng.choice([day(1, 1, 0), _moment(rng)]))  # fmt: skip
    shares = _plan(rng, measure)
    if measure.facts.plans and rng.random() < 0.15:
        _plan(rng, measure, at=_moment(rng))

    def value(month: int) -> float:
        total, start = lower or 50.0, (base or 0.0) if kind == "stock" else 0.0
        if rng.random() < 0.1:
            return total
        ties = [0.0, 10.0, -10.0, -30.0]
        return _aim(rng, start + (total - start) * shares[month - 1], ties, (total - start) / 100)

    _report(rng, measure, value)


def _level(rng: random.Random, item: Item, kind: str) -> None:
    unit = "%" if kind == "growth" else rng.choice(["%", "微克", "学时"])
    bound = rng.choice([5.5, 6.4, 40.0, 98.0, 80.0, 1.4, 7.0, None])
    upper = None
    comparator = rng.choice([">=", ">"])
    if kind == "ceiling":
        comparator = rng.choice(["<", "<="])
    elif kind == "growth" and bound is not None and rng.random() < 0.6:
        comparator, upper = "range", round(bound + rng.choice([0.7, 1.0, 2.0]), 6)
    basis = rng.choice([None, None, "同口径"])
    measure = item.measure(kind, unit=unit, calendar=rng.choice(list(oracle.CALENDARS)))
    limits = {"upper": bound} if kind == "ceiling" else {"lower": bound, "upper": upper}
    measure.target(comparator=comparator, basis=basis, **limits)
    if bound is not None and rng.random() < 0.15:
        changed = {name: None if limit is None else limit + 1 for name, limit in limits.items()}
        since, at = rng.randint(2, 12), _moment(rng)
        measure.target(comparator=comparator, basis=basis, valid_from=since, recorded_at=at, **changed)
    level = bound or 5.0
    ties = [0.0, 0.0, -1.0, -2.0, -0.2, -0.05 * level, (upper or level) - level]
    sign = -1 if kind == "ceiling" else 1

    def value(_month: int) -> float:
        return round(level + sign * (_aim(rng, level, ties, 0.1 if rng.random() < 0.2 else 1.0) - level), 9)

    _report(rng, measure, value)


def _relative(rng: random.Random, item: Item) -> None:
    calendar = rng.choice(["monthly", "quarterly", "half_yearly"])
    reference = item.measure(rng.choice(["reference", "growth"]), unit="%", calendar=calendar)
    reference.target(6.0, comparator=">=")
    _report(rng, reference, lambda month: 6.0 + month / 10)
    measure = item.measure("relative", unit="%", calendar=calendar, reference=reference if rng.random() < 0.9 else None)
    measure.target(comparator="~")
    _report(rng, measure, lambda month: round(6.0 + month / 10 + rng.choice([0, 1, -0.5, -1.5, -0.6, -1.6, 0.1]), 9))


def _report(rng: random.Random, measure: MeasureBuilder, value: Any) -> None:
    """Figures for some months, with revisions, withdrawals, words, other 口径, and last December's."""
    habit = rng.choice([0.0, 0.3, 0.7, 0.95])
    if rng.random() < 0.05:
        measure.figure(0, round(value(12), 6))
    for month in range(1, 13):
        on_time = month in oracle.CALENDARS[measure.facts.calendar] and rng.random() < habit
        if not on_time and rng.random() > 0.04:
            continue
        for _ in range(rng.choice([1, 1, 1, 2, 3])):
            at = day(month, 28) + dt.timedelta(days=rng.choice([0, 0, 5, 40]), hours=rng.choice([0, 0, 1]))
            withdrawn = at + dt.timedelta(days=rng.choice([0, 3, 60])) if rng.random() < 0.1 else None
            chance = rng.random()
            measure.figure(
                month,
                None if chance < 0.06 else 0.0 if chance < 0.09 else round(value(month), 6),
                words="控制在目标以内" if chance < 0.04 else None,
                basis=rng.choice([None, None, None, "同口径", "自然口径"]),
                at=at,
                withdrawn_at=withdrawn,
                is_demo=rng.random() < 0.2,
            )


def _rulings(rng: random.Random, measure: MeasureBuilder) -> None:
    if measure.facts.has_condition and rng.random() < 0.7:
        since = rng.randint(1, 10)
        ended = _moment(rng) if rng.random() < 0.2 else None
        at = min(day(since, 3), ended - dt.timedelta(days=1)) if ended else day(since, 3)
        measure.triggered(since, rng.choice([None, None, since + 2]), at, ended)
    for _ in range(rng.choice([0, 0, 0, 0, 0, 1, 2])):
        since = rng.randint(1, 12)
        at = _moment(rng)
        measure.ruled(
            rng.choice(["done", "ahead", "on_track", "behind", "far_behind", "undecided", "not_reported", "not_due"]),
            since, rng.choice([None, since, 12]), at, at + dt.timedelta(days=30) if rng.random() < 0.3 else None,
        )  # fmt: skip


@cache
def _planted(seed: int) -> tuple[World, Store]:
    world = _random_world(random.Random(seed))
    return world, world.store()


def _random_world(rng: random.Random) -> World:
    world = World()
    while len(world.measures) < MEASURES_PER_WORLD:
        item = world.item(
            rng.choice(["indicator", "task", "livelihood"]),
            condition="物价指数达到启动条件时" if rng.random() < 0.12 else None,
            is_cancelled=rng.random() < 0.03,
        )
        for _ in range(rng.choice([1, 1, 2, 3, 4])):
            kind = rng.choice(["quantity", "quantity", "stock", "milestone", "growth", "rate", "ceiling", "relative"])
            if kind == "relative":
                _relative(rng, item)
            elif kind in oracle.PACE:
                _pace(rng, item, kind)
            else:
                _level(rng, item, kind)
        for measure in item.measures:
            _rulings(rng, MeasureBuilder(measure, world))
    return world


FIELDS = (
    "status", "computed_status", "margin_points", "done_pct", "plan_pct", "due", "actual", "actual_month",
    "previous_status", "months_behind", "required_per_month",
)  # fmt: skip
ITEM_FIELDS = ("status", "done_pct", "measures", "measures_done", "months_behind")


def _expected(world: World, as_of: dt.datetime, preset: str) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """What the oracle says of every measure and of every item in every month, keyed by id and month number."""
    measures: dict[Any, Any] = {}
    items: dict[Any, Any] = {}
    for item in world.items:
        if item.is_cancelled:
            continue
        courses = [(measure, oracle.course(measure, as_of, preset)) for measure in item.measures]
        for month in range(1, 13):
            for measure, verdicts in courses:
                verdict = verdicts[month - 1]
                measures[measure.measure_id, month] = {
                    **vars(verdict),
                    "due": first(verdict.due) if verdict.due else None,
                    "actual_month": first(verdict.actual_month) if verdict.actual_month else None,
                    "previous_status": oracle.previous_status(verdicts, month),
                    "months_behind": oracle.months_behind(verdicts, month),
                }
            verdict_on_item = oracle.judge_item(courses, month)
            if verdict_on_item.measures:
                items[item.item_id, month] = vars(verdict_on_item)
    return measures, items


def _differences(found: pd.DataFrame, expected: dict[Any, Any], key: str, fields: tuple[str, ...]) -> list[str]:
    rows = {(row[key], row["month"].month): row for row in records(found)}
    assert set(rows) == set(expected)
    return [
        f"{at} {name}: the query says {rows[at][name]!r}, the oracle {want[name]!r}"
        for at, want in expected.items()
        for name in fields
        if not _same(rows[at][name], want[name])
    ]


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, Fraction) and found is not None:
        return bool(abs(found - float(wanted)) <= 1.1e-6 + 1e-12 * abs(float(wanted)))
    return bool(found == wanted)


@pytest.mark.parametrize("seed", range(4))
def test_the_query_agrees_with_the_oracle_on_every_field_of_every_measure_and_item(seed):
    world, store = _planted(seed)
    preset = ("standard", "lights")[seed % 2]
    as_of = (LATEST, LATEST, day(8, 15), day(11, 3))[seed]
    course = status_course(store, world.view(12, preset, as_of))
    measures, items = _expected(world, as_of, preset)
    differences = _differences(course, measures, "measure_id", FIELDS)
    differences += _differences(item_rows(store, course), items, "item_id", ITEM_FIELDS)
    facts = {measure.measure_id: measure for measure in world.measures}
    first_one = facts.get(differences[0].split("'")[1]) if differences else None
    assert not differences, "\n".join([f"{len(differences)} differences", *differences[:12], repr(first_one)])


@pytest.mark.parametrize("month", [1, 6, 11])
def test_one_month_alone_says_what_the_whole_course_says_of_it(month):
    world, store = _planted(0)
    course = status_course(store, world.view(12))
    alone = status_rows(store, world.view(month))
    assert records(alone) == records(course[course["month_no"] == month])


@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_cut_out_of_decembers_course_is_what_its_own_query_says(month):
    world, store = _planted(3)
    december, own = _december(store, world), snapshot.take(store, world.view(month))
    cut = snapshot.until(december, world.view(month))
    assert records(cut.course) == records(own.course)
    assert records(cut.item_course) == records(own.item_course)
    assert records(cut.reporting) == records(own.reporting)
    assert cut.has_demo == own.has_demo


@cache
def _december(store: Store, world: World) -> Course:
    return snapshot.take_course(store, world.view(12))


def test_the_random_cases_reach_every_status_of_every_way_of_judging():
    counts: dict[tuple[str, str | None], int] = {}
    ties = 0
    for seed in range(4):
        world, store = _planted(seed)
        rows = status_course(store, world.view(12))
        for kind, status in zip(rows["kind"], rows["computed_status"], strict=True):
            counts[kind, status] = counts.get((kind, status), 0) + 1
        margin = rows["margin_points"]
        for threshold in ("ahead_at", "on_track_at", "far_behind_below"):
            ties += int((margin == rows[threshold]).sum())
    everywhere = {"done", "not_due", "not_reported", "undecided", "on_track", "behind", "far_behind"}
    for kind in oracle.PACE | {"growth", "rate", "ceiling", "relative"}:
        statuses = {status for of_kind, status in counts if of_kind == kind}
        wanted = everywhere | ({"ahead"} if kind in oracle.PACE | {"growth"} else set())
        assert statuses == wanted, kind
    assert ties > 1000
