"""A tiny district put together in a few words, kept as plain facts and written into a store without the seed."""

import datetime as dt
import functools
import itertools
from dataclasses import dataclass, field
from typing import Any, Self

import pandas as pd

from metrics.arithmetic import plan_shares
from metrics.kinds import PACE
from store.engine import chain
from store.engine.seed import SEED_FOLDER
from store.engine.store import Store
from store.reads.view import LATEST, View
from tests import stores
from tests.store.facts import START, YEAR, Figure, Measure, Plan, Ruling, Target

REGION = "990101"
BY = "测试"


def day(month: int, number: int = 1, hour: int = 9) -> dt.datetime:
    """A moment of the year; month 13 is January of the next."""
    return dt.datetime(YEAR + (month - 1) // 12, (month - 1) % 12 + 1, number, hour)


def first(month: int) -> dt.date:
    """The first day of a month of the year; 0 is last December."""
    return dt.date(YEAR, month, 1) if month else dt.date(YEAR - 1, 12, 1)


@dataclass
class Item:
    """One item of the tiny district."""

    item_id: str
    item_no: int
    series: str
    condition: str | None
    is_cancelled: bool
    world: "World"
    measures: list[Measure] = field(default_factory=list)

    def measure(
        self,
        kind: str = "quantity",
        *,
        unit: str = "个",
        calendar: str = "monthly",
        reference: "MeasureBuilder | None" = None,
        part_of: "MeasureBuilder | None" = None,
        supplier: str | None = None,
        **target: Any,
    ) -> "MeasureBuilder":
        """A measure with its first target: 100 of 100 where nothing else is said."""
        added = Measure(
            measure_id=f"{self.item_id}-{len(self.measures) + 1}", item_id=self.item_id, kind=kind, unit=unit,
            calendar=calendar, has_condition=self.condition is not None,
            reference=reference.facts if reference else None, part_of=part_of.facts if part_of else None,
            supplier=supplier,
        )  # fmt: skip
        self.measures.append(added)
        builder = MeasureBuilder(added, self.world)
        return builder.target(**target) if target else builder


@dataclass
class MeasureBuilder:
    """Adds to one measure; every step returns the builder."""

    facts: Measure
    world: "World"

    @property
    def measure_id(self) -> str:
        return self.facts.measure_id

    def target(self, lower: float | None = None, upper: float | None = None, **more: Any) -> Self:
        self.facts.targets.append(Target(lower=lower, upper=upper, **more))
        return self

    def figure(
        self,
        month: int,
        value: float | None = None,
        *,
        words: str | None = None,
        basis: str | None = None,
        vintage: str | None = None,
        at: dt.datetime | None = None,
        withdrawn_at: dt.datetime | None = None,
        is_demo: bool = False,
    ) -> Self:
        """A figure in a submission of its own, by default of the month's 28th."""
        at = at or (day(month, 28) if month else day(1, 2))
        number = next(self.world.submission_numbers)
        self.facts.figures.append(Figure(month, value, words, basis, vintage, at, number, withdrawn_at, is_demo))
        return self

    def figures(self, values: dict[int, float]) -> Self:
        for month, value in values.items():
            self.figure(month, value)
        return self

    def nodes(self, *points: tuple[int, float], at: dt.datetime = START) -> Self:
        self.facts.plans.append(Plan("nodes", points, at))
        return self

    def by_month(self, *shares: float, at: dt.datetime = START) -> Self:
        self.facts.plans.append(Plan("by_month", tuple(enumerate(shares, 1)), at))
        return self

    def last_year(self, *amounts: float, at: dt.datetime = START) -> Self:
        self.facts.plans.append(Plan("last_year", tuple(enumerate(amounts, 1)), at))
        return self

    def ruled(
        self,
        status: str,
        since: int = 1,
        until: int | None = None,
        at: dt.datetime | None = None,
        ended_at: dt.datetime | None = None,
    ) -> Self:
        return self._ruling(status, since, until, at, ended_at)

    def triggered(
        self, since: int, until: int | None = None, at: dt.datetime | None = None, ended_at: dt.datetime | None = None
    ) -> Self:
        return self._ruling(None, since, until, at, ended_at)

    def _ruling(
        self, status: str | None, since: int, until: int | None, at: dt.datetime | None, ended_at: dt.datetime | None
    ) -> Self:
        number = next(self.world.ruling_numbers)
        self.facts.rulings.append(Ruling(number, status, since, until, at or day(since, 20), ended_at))
        return self


class World:
    """A region and a year of items; `store()` writes them into a store in memory."""

    def __init__(self, region: str = REGION, units: tuple[str, str] = ("区甲局", "区乙局"), **place: Any) -> None:
        self.region, self.units = region, units
        self.place: dict[str, Any] = {"name": "测试区", "first_year": YEAR, **place}
        self.items: list[Item] = []
        self.submission_numbers = itertools.count(1)
        self.ruling_numbers = itertools.count(1)

    def item(self, series: str = "livelihood", *, condition: str | None = None, is_cancelled: bool = False) -> Item:
        number = len(self.items) + 1
        added = Item(f"{self.region}-{YEAR}-{number:05d}", number, series, condition, is_cancelled, self)
        self.items.append(added)
        return added

    def measure(self, kind: str = "quantity", **more: Any) -> MeasureBuilder:
        """A measure in an item of its own."""
        return self.item().measure(kind, **more)

    @property
    def measures(self) -> list[Measure]:
        return [measure for item in self.items for measure in item.measures]

    def view(self, month: int, preset: str = "standard", as_of: dt.datetime = LATEST) -> View:
        return View(month=first(month), region=self.region, preset=preset, as_of=as_of)

    def store(self) -> Store:
        """A store with everything in it."""
        return stores.written(repr(self._rows()), self.write)

    def _rows(self) -> dict[str, list[dict[str, object]]]:
        return {
            "region": [{"region_code": self.region, **self.place, **_recorded(START)}],
            "unit": [
                {"unit_id": unit_id, "region_code": self.region, "name": name, **_recorded(START)}
                for unit_id, name in zip("ab", self.units, strict=True)
            ],
            "item": [_item_row(item, self.region) for item in self.items],
            "measure": [_measure_row(m) for m in self.measures],
            "target": [_target_row(m, t) for m in self.measures for t in m.targets],
            "plan": [row for m in self.measures for plan in m.plans for row in _plan_rows(m, plan)],
            "submission": [_submission_row(f) for m in self.measures for f in m.figures],
            "withdrawal": [_withdrawal_row(f) for m in self.measures for f in m.figures if f.withdrawn_at],
            "actual": [_actual_row(m, f) for m in self.measures for f in m.figures],
            "ruling": [row for m in self.measures for r in m.rulings for row in _ruling_rows(m, r)],
        }

    def write(self, store: Store) -> None:
        with store.of(self.region).writing() as transaction:
            transaction.append("threshold", _thresholds())
            for table, rows in self._rows().items():
                transaction.append(table, pd.DataFrame(rows))
            chain.extend_all(transaction)


@functools.cache
def _thresholds() -> pd.DataFrame:
    rows = pd.read_csv(SEED_FOLDER / "threshold.csv")
    return rows.assign(recorded_at=START, recorded_by=BY)


def _recorded(at: dt.datetime) -> dict[str, object]:
    return {"recorded_at": at, "recorded_by": BY}


def _item_row(item: Item, region: str) -> dict[str, object]:
    return {
        "item_id": item.item_id, "region_code": region, "year": YEAR, "series": item.series, "item_no": item.item_no,
        "category": "测试", "title": f"事项{item.item_no}", "lead_unit_id": "a", "unit_basis": "report",
        "condition": item.condition, "is_cancelled": item.is_cancelled, "source": "测试", **_recorded(START),
    }  # fmt: skip


def _measure_row(measure: Measure) -> dict[str, object]:
    plan_kind = measure.plans[-1].kind if measure.plans else "linear" if measure.kind in PACE else None
    return {
        "measure_id": measure.measure_id, "item_id": measure.item_id,
        "measure_no": int(measure.measure_id.rpartition("-")[2]), "name": "子项", "kind": measure.kind,
        "unit": measure.unit, "calendar": measure.calendar, "plan_kind": plan_kind,
        "reference_measure_id": measure.reference.measure_id if measure.reference else None,
        "part_of_id": measure.part_of.measure_id if measure.part_of else None,
        "supplier_unit_id": measure.supplier, **_recorded(START),
    }  # fmt: skip


def _target_row(measure: Measure, target: Target) -> dict[str, object]:
    return {
        "measure_id": measure.measure_id, "valid_from": first(target.valid_from), "lower": target.lower,
        "upper": target.upper, "comparator": target.comparator, "base": target.base, "basis": target.basis,
        "words": target.words, "source": "测试", **_recorded(target.recorded_at),
    }  # fmt: skip


def _plan_rows(measure: Measure, plan: Plan) -> list[dict[str, object]]:
    if plan.kind == "nodes":
        shares = plan_shares.through_nodes(plan.points)
    elif plan.kind == "last_year":
        shares = plan_shares.from_cumulative(amount for _, amount in plan.points)
    else:
        shares = [share for _, share in plan.points]
    declared = {month for month, _ in plan.points}
    return [
        {
            "measure_id": measure.measure_id, "month_no": month, "share": share, "is_node": month in declared,
            **_recorded(plan.recorded_at),
        }
        for month, share in enumerate(shares, 1)
    ]  # fmt: skip


def _submission_row(figure: Figure) -> dict[str, object]:
    return {
        "submission_id": figure.submission_id, "unit_id": "a", "month": first(figure.month), "channel": "workbook",
        "file_name": f"{figure.submission_id}.xlsx", "sha256": f"file {figure.submission_id}", "submitted_by": BY,
        "submitted_at": figure.submitted_at, "is_demo": figure.is_demo,
    }  # fmt: skip


def _withdrawal_row(figure: Figure) -> dict[str, object]:
    return {
        "submission_id": figure.submission_id, "reason": "填错", "withdrawn_by": BY,
        "withdrawn_at": figure.withdrawn_at,
    }  # fmt: skip


def _actual_row(measure: Measure, figure: Figure) -> dict[str, object]:
    return {
        "measure_id": measure.measure_id, "month": first(figure.month), "submission_id": figure.submission_id,
        "value": figure.value, "value_words": figure.words, "basis": figure.basis, "vintage": figure.vintage,
    }  # fmt: skip


def _ruling_rows(measure: Measure, ruling: Ruling) -> list[dict[str, object]]:
    row = {
        "ruling_id": ruling.ruling_id, "measure_id": measure.measure_id,
        "kind": "status" if ruling.status else "condition", "status": ruling.status,
        "valid_from": first(ruling.valid_from),
        "valid_until": first(ruling.valid_until) if ruling.valid_until else None,
        "reason": "区政府常务会议", "ruled_by": "测试", "recorded_at": ruling.recorded_at, "is_ended": False,
    }  # fmt: skip
    return [row] if ruling.ended_at is None else [row, {**row, "recorded_at": ruling.ended_at, "is_ended": True}]
