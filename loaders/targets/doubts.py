"""What reads well in a targets workbook and is probably wrong all the same, beside what stands and last year's."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from loaders.issues import Issue, issue
from loaders.register import plain
from loaders.targets.targets import CheckedTargets
from metrics import terms, wording
from metrics.arithmetic.calendars import published
from store.engine.records import Record
from store.loads.year import Tables, courses, in_force, same_target

_TIMES = 10
_ALIKE = 2  # within so many times of an earlier target nothing is a slip, however it looks
_MOST_GROWTH = 30.0  # percent; no year's target was above it: 5.5–6 typed as 55–60 (本系统设定)
_RARER = tuple(terms.CALENDARS)  # from every month to once a year
_PERCENT_FROM = 1.0  # what is in percent and below this reads like 0.8 for 80%


@dataclass(frozen=True)
class _Earlier:
    """A measure with a target that the new one is compared with: the standing one, or last year's."""

    called: str
    measure: Record
    target: Record | None


class Left(NamedTuple):
    """What a measure that stands no more was called, and for how many months of the year its figures stand."""

    name: str
    months: int


def target_doubts(
    checked: CheckedTargets, standing: Tables, last_year: Tables, left: Mapping[str, Left]
) -> list[Issue]:
    """A doubt for each target of a workbook that asks for a reason. What stands already was asked for before.

    `left`: by the ids that the workbook gives again, what has figures of a measure that was taken back.
    """
    return list(_Doubts(checked, standing, last_year, left).found())


@dataclass
class _Doubts:
    checked: CheckedTargets
    standing: Tables
    last_year: Tables
    left: Mapping[str, Left]
    _is_told: set[tuple[str, str]] = field(default_factory=set)

    def found(self) -> Iterator[Issue]:
        measures = {row["measure_id"]: row for row in self.checked.targets.measures}
        items = {row["item_id"]: row for row in self.checked.targets.items}
        known = {row["measure_id"]: row for row in self.standing["measure"]}
        course, before = courses(self.standing), _by_name(self.last_year)
        for target in self.checked.targets.targets:
            measure = measures[target["measure_id"]]
            old, month = known.get(target["measure_id"]), target["valid_from"]
            now = in_force(course.get(target["measure_id"], {}), month)
            if old == measure and same_target(now, target):
                continue
            earlier = []
            left = self.left.get(measure["measure_id"])
            is_other = left is not None and plain(left.name) != plain(measure["name"])
            if left is not None and is_other and self._is_first(measure, "left"):
                told = {"other": left.name, "count": left.months, "measure": measure["name"]}
                yield self._place(target)("target_number_used", "measure", **told)
            if old is not None:
                earlier.append(_Earlier("现行", old, now))
            if (last := before.get(_name(items[measure["item_id"]], measure))) is not None:
                earlier.append(last)
            yield from self._of(measure, target, earlier)

    def _of(self, measure: Record, target: Record, earlier: list[_Earlier]) -> Iterator[Issue]:
        place, unit, kind = self._place(target), measure["unit"], measure["kind"]
        for one in earlier:
            if one.measure["kind"] != kind and self._is_first(measure, "kind"):
                yield place("target_kind_changed", "kind", called=one.called, old=terms.KINDS[one.measure["kind"]])
            if one.measure["unit"] != unit and self._is_first(measure, "unit"):
                yield place("target_unit_changed", "unit", called=one.called, old=one.measure["unit"])
        calendar = published(measure["name"], unit) or measure["calendar"]
        is_early = _RARER.index(measure["calendar"]) < _RARER.index(calendar)
        if is_early and self._is_first(measure, "calendar"):
            yield place("target_calendar", "calendar", measure=measure["name"], calendar=terms.CALENDARS[calendar])
        if kind == "relative" and (asked := _beyond_in_step(target)):
            yield place("target_relative", "comparator", measure=measure["name"], asked=asked)
        for name in ("lower", "upper"):
            value = target[name]
            if not value or kind == "milestone":
                continue
            if kind == "growth" and name == "lower" and value < 0:
                yield place("target_growth_negative", name, measure=measure["name"], fall=wording.number(value))
            others = _comparable(measure, name, value, earlier)
            far = [(one, other) for one, other in others if max(value / other, other / value) >= _TIMES]
            is_odd = all(max(value / other, other / value) >= _ALIKE for _, other in others)
            if is_odd and unit == "%" and abs(value) < _PERCENT_FROM:
                percent = wording.number(round(100 * value, 6))
                yield place("target_fraction", name, measure=measure["name"], percent=percent)
            elif is_odd and kind == "growth" and abs(value) > _MOST_GROWTH:
                yield place("target_growth_odd", name, measure=measure["name"], most=wording.number(_MOST_GROWTH))
            elif far:
                one, other = far[0]
                told = wording.figure(other, unit)
                yield place("target_jumped", name, called=one.called, other=told, times=_TIMES)

    def _is_first(self, measure: Record, what: str) -> bool:
        """Whether this was not said of the measure: it may have several targets, and stand last year too."""
        key = measure["measure_id"], what
        if key in self._is_told:
            return False
        self._is_told.add(key)
        return True

    def _place(self, target: Record) -> Callable[..., Issue]:
        cells = self.checked.cells.get((target["measure_id"], target["valid_from"]), {})

        def made(issue_id: str, name: str, **slots: Any) -> Issue:
            sheet, cell, read = cells.get(name) or cells.get("measure") or (None, None, None)
            return issue(issue_id, sheet, cell, read, **slots)

        return made


def _beyond_in_step(target: Record) -> str:
    """What a relative target asks beyond what it is judged by: to be below the other measure, or so much above."""
    word = terms.COMPARATORS[target["comparator"]]
    bounds = [wording.number(target[name]) for name in ("lower", "upper") if target[name]]
    is_below = target["comparator"] in ("<", "<=")
    return f"“{word}{'、'.join(bounds)}”" if bounds or is_below else ""


def _comparable(measure: Record, name: str, value: float, earlier: list[_Earlier]) -> list[tuple[_Earlier, float]]:
    """The same bound of the earlier targets of the same kind and unit, as far as both have one and the same sign."""
    return [
        (one, other)
        for one in earlier
        if (one.measure["unit"], one.measure["kind"]) == (measure["unit"], measure["kind"])
        and one.target is not None
        and (other := one.target[name])
        and (other > 0) == (value > 0)
    ]


def _name(item: Record, measure: Record) -> tuple[str, str, str]:
    return item["series"], plain(item["title"]), plain(measure["name"])


def _by_name(last_year: Tables) -> dict[tuple[str, str, str], _Earlier]:
    """Last year's measures by their names, each with the target that it ended the year with."""
    items, course = {row["item_id"]: row for row in last_year["item"]}, courses(last_year)
    return {
        _name(items[row["item_id"]], row): _Earlier(
            "上年", row, in_force(course.get(row["measure_id"], {}), dt.date(items[row["item_id"]]["year"], 12, 1))
        )
        for row in last_year["measure"]
    }
