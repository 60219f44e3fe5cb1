"""What a load does to a year's targets, in words: one change after the other, each with what was before."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from metrics import terms, wording
from metrics.periods import month_name
from metrics.sentences import plan_words
from metrics.sentences.status import target_text
from store.engine.records import Record
from store.loads.year import Tables, courses, in_force, same_target
from store.reads.naming import item_name, measure_name

NEW, CHANGED, GONE = "new", "changed", "gone"
_Words = Mapping[str, tuple[str, Callable[[Any], str]]]  # field → what it is called, and how its value is told
WORDS = {NEW: "新增", CHANGED: "变更", GONE: "收回"}


class Change(NamedTuple):
    """One thing that becomes another. `measure_id` is the item's first where the whole item changes.

    `valid_from` is the month that a target counts from, None for what holds for the year. `before` and `after` are
    words, None where there is nothing.
    """

    change: str
    measure_id: str
    thing: str
    what: str
    valid_from: dt.date | None
    before: str | None
    after: str | None

    @property
    def named(self) -> str:
        """What it is about, for the audit: `民生8 公共充电桩,年度目标,2024年8月起`."""
        since = "" if self.valid_from is None or self.valid_from.month == 1 else f",{month_name(self.valid_from)}起"
        return f"{self.thing},{self.what}{since}"


def changes(before: Tables, after: Tables, unit_names: Mapping[str, str]) -> list[Change]:
    """All that differs between two states of a year, in the order of its items and measures."""
    return list(_Comparison(before, after, unit_names).changes())


class _Comparison:
    """Two states of one year, measure by measure."""

    def __init__(self, before: Tables, after: Tables, unit_names: Mapping[str, str]) -> None:
        self._units = unit_names
        self._items = [{row["item_id"]: row for row in tables["item"]} for tables in (before, after)]
        self._measures = [{row["measure_id"]: row for row in tables["measure"]} for tables in (before, after)]
        self._courses = [courses(tables) for tables in (before, after)]
        self._plans = [_plans(tables) for tables in (before, after)]
        self._codes = [{row["measure_id"]: row for row in tables.get("measure_code", [])} for tables in (before, after)]

    def changes(self) -> Iterator[Change]:
        told: set[str] = set()
        for measure_id in sorted({*self._measures[0], *self._measures[1]}, key=self._place):
            old, new = (measures.get(measure_id) for measures in self._measures)
            if old is None or new is None:
                yield self._whole(measure_id, is_new=old is None)
                continue
            if old["item_id"] not in told:
                told.add(old["item_id"])
                yield from self._item(measure_id, new["item_id"])
            yield from self._measure(measure_id, old, new)

    def _place(self, measure_id: str) -> tuple[int, int, int]:
        measure, item = self._newest(measure_id)
        return list(terms.SERIES).index(item["series"]), item["item_no"], measure["measure_no"]

    def _newest(self, measure_id: str) -> tuple[Record, Record]:
        """A measure and its item as they are after the change, before it where they are gone then."""
        measure = self._measures[1].get(measure_id) or self._measures[0][measure_id]
        return measure, self._items[1].get(measure["item_id"]) or self._items[0][measure["item_id"]]

    def _name(self, measure_id: str) -> str:
        measure, item = self._newest(measure_id)
        return measure_name({**item, "item": item["title"], "measure": measure["name"]})

    def _whole(self, measure_id: str, *, is_new: bool) -> Change:
        measure, item = self._newest(measure_id)
        course = self._courses[is_new].get(measure_id, {})
        since, target = next(iter(course.items()), (None, None))
        told = terms.NO_VALUE if target is None else _target_text(measure, target)
        if target is not None and target["base"] is not None:
            told += f",上年末基数{wording.figure(target['base'], measure['unit'])}"
        words = f"目标{told},{self._units[item['lead_unit_id']]}牵头"
        before, after = (None, words) if is_new else (words, None)
        return Change(NEW if is_new else GONE, measure_id, self._name(measure_id), "子项", since, before, after)

    def _item(self, measure_id: str, item_id: str) -> Iterator[Change]:
        old, new = (items[item_id] for items in self._items)
        name = item_name({**new, "item": new["title"]})
        words: _Words = {
            "title": ("事项", str), "category": ("类别", str), "lead_unit_id": ("牵头单位", self._unit),
            "unit_basis": ("单位依据", lambda code: terms.UNIT_BASES[code]), "leader": ("分管领导", str),
            "condition": ("适用条件", str), "is_cancelled": ("是否取消", lambda gone: "取消" if gone else "考核"),
            "source": ("事项来源", str),
        }  # fmt: skip
        yield from _fields(measure_id, name, None, old, new, words)

    def _measure(self, measure_id: str, old: Record, new: Record) -> Iterator[Change]:
        name = self._name(measure_id)
        words: _Words = {
            "name": ("子项名称", str), "kind": ("类型", lambda code: terms.KINDS[code]), "unit": ("计量单位", str),
            "calendar": ("报送频率", lambda code: terms.CALENDARS[code]),
            "supplier_unit_id": ("数据提供单位", self._unit),
            "reference_measure_id": ("参照指标", self._other), "part_of_id": ("所属指标", self._other),
            "note": ("备注", str),
        }  # fmt: skip
        yield from _fields(measure_id, name, None, old, new, words)
        was, now = (of.get(measure_id, {}) for of in self._codes)
        yield from _fields(measure_id, name, None, was, now, {"common_code": ("指标编码", str)})
        plans = [plans.get(measure_id, []) for plans in self._plans]
        if (old["plan_kind"], plans[0]) != (new["plan_kind"], plans[1]):
            told = [
                row["plan_kind"] and plan_words.plan_text(row["plan_kind"], plan)
                for row, plan in zip((old, new), plans, strict=True)
            ]
            yield Change(CHANGED, measure_id, name, "序时进度", None, *told)
        yield from self._targets(measure_id, name, old, new)

    def _targets(self, measure_id: str, name: str, old: Record, new: Record) -> Iterator[Change]:
        before, after = (of.get(measure_id, {}) for of in self._courses)
        last: tuple[Record | None, Record | None] = (None, None)
        for month in sorted({*before, *after}):
            pair = in_force(before, month), in_force(after, month)
            if not same_target(*pair) and not (same_target(pair[0], last[0]) and same_target(pair[1], last[1])):
                yield from _target_changes(measure_id, name, month, old, new, pair)
            last = pair

    def _unit(self, unit_id: str) -> str:
        return self._units[unit_id]

    def _other(self, measure_id: str) -> str:
        """Another measure by its name; by its id, where it is of another year."""
        known = any(measure_id in measures for measures in self._measures)
        return self._name(measure_id) if known else measure_id


def _target_changes(
    measure_id: str, name: str, month: dt.date, old: Record, new: Record, pair: tuple[Record | None, Record | None]
) -> Iterator[Change]:
    numbers = ("lower", "upper", "comparator", "words")
    sides = [None if row is None else [row[field] for field in numbers] for row in pair]
    told = [None if row is None else _target_text(of, row) for of, row in zip((old, new), pair, strict=True)]
    if sides[0] != sides[1]:
        yield Change(CHANGED, measure_id, name, "年度目标", month, *told)
    words: _Words = {
        "base": ("上年末基数", lambda base: wording.figure(base, new["unit"])), "basis": ("口径", str),
        "source": ("目标来源", str), "approval": ("批准依据", str), "reason": ("调整原因", str),
    }  # fmt: skip
    yield from _fields(measure_id, name, month, pair[0] or {}, pair[1] or {}, words)


def _fields(
    measure_id: str, name: str, month: dt.date | None, old: Record, new: Record, words: _Words
) -> Iterator[Change]:
    for field, (what, told) in words.items():
        sides = [None if (value := row.get(field)) is None else told(value) for row in (old, new)]
        if old.get(field) != new.get(field):
            yield Change(CHANGED, measure_id, name, what, month, *sides)


def _target_text(measure: Record, target: Record) -> str:
    return target_text({
        "kind": measure["kind"], "unit": measure["unit"], "comparator": target["comparator"], "lower": target["lower"],
        "upper": target["upper"], "target_words": target["words"],
    })  # fmt: skip


def _plans(tables: Tables) -> dict[str, list[tuple[int, float]]]:
    """The declared plan shares of each measure, in percent."""
    found: dict[str, list[tuple[int, float]]] = {}
    for row in tables["plan"]:
        if row["is_node"]:
            found.setdefault(row["measure_id"], []).append((row["month_no"], 100 * row["share"]))
    return found
