"""Items that are cancelled, taken up again, or added in the course of the year."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from metrics import bounds, kinds, lengths, terms, wording
from metrics.errors import UserError
from metrics.sentences.status import target_text
from store.acts import standing
from store.acts.act import acting
from store.acts.rights import Actor
from store.engine.reader import Reader
from store.engine.records import Record, records
from store.engine.store import Store
from store.reads.naming import item_name

_LETTERS = {"indicator": "I", "task": "T", "livelihood": "L"}
_LONGEST = {
    "类别": lengths.CATEGORY, "名称": lengths.TITLE, "子项": lengths.TITLE, "计量单位": lengths.UNIT_OF_MEASURE,
    "出处": lengths.SOURCE,
}  # fmt: skip


@dataclass(frozen=True)
class NewItem:
    """An item that is added in the year, with its one measure. `bound` is the target: an upper one for a ceiling."""

    year: int
    series: str
    category: str
    title: str
    lead_unit_id: str
    source: str
    measure: str
    kind: str
    unit: str
    bound: float
    base: float | None = None
    leader: str | None = None
    calendar: str = "monthly"


def cancel_item(store: Store, item_id: str, reason: str, by: Actor, at: dt.datetime) -> None:
    """An item that is no longer judged or counted; what was known of it before can be had as of then."""
    _set(store, item_id, reason, by, at, is_cancelled=True)


def restore_item(store: Store, item_id: str, reason: str, by: Actor, at: dt.datetime) -> None:
    """A cancelled item is judged again."""
    _set(store, item_id, reason, by, at, is_cancelled=False)


def add_item(store: Store, new: NewItem, reason: str, by: Actor, at: dt.datetime) -> str:
    """Add an item with one measure and return its id; its number is the next of the series.

    Raises UserError for anything that is missing or none of what there is.
    """
    with acting(store, by, "change", at, reason) as act:
        _check(new)
        standing.unit_name(act.transaction, new.lead_unit_id)
        require_new(act.transaction, new.year, new.series, new.title.strip())
        number = next_number(act.transaction, new.year, new.series)
        item_id = item_code(act.region, new.year, new.series, number)
        item = {
            "item_id": item_id, "year": new.year, "series": new.series, "item_no": number,
            "category": new.category.strip(), "title": new.title.strip(), "lead_unit_id": new.lead_unit_id,
            "unit_basis": "report", "leader": new.leader, "condition": None, "is_cancelled": False,
            "source": new.source.strip(), "reason": act.reason,
        }  # fmt: skip
        kind = kinds.KINDS[new.kind]
        measure = {
            "measure_id": f"{item_id}-1", "item_id": item_id, "measure_no": 1, "name": new.measure.strip(),
            "kind": new.kind, "unit": new.unit.strip(), "calendar": new.calendar,
            "plan_kind": "linear" if kind.by_pace else None, "reason": act.reason,
        }  # fmt: skip
        is_ceiling = kind.bound == "upper"
        target = {
            "measure_id": f"{item_id}-1", "valid_from": dt.date(new.year, 1, 1),
            "lower": None if is_ceiling else new.bound, "upper": new.bound if is_ceiling else None,
            "comparator": "<=" if is_ceiling else ">=", "base": new.base, "source": new.source.strip(),
            "reason": act.reason,
        }  # fmt: skip
        act.append("item", [item])
        act.append("measure", [measure])
        act.append("target", [target])
        words = target_text({
            "kind": new.kind, "unit": new.unit.strip(), "comparator": target["comparator"], "lower": target["lower"],
            "upper": target["upper"], "target_words": None,
        })  # fmt: skip
        act.record("新增事项", item_name({**item, "item": item["title"]}), None, f"{measure['name']},目标{words}")
    return item_id


def require_new(reader: Reader, year: int, series: str, title: str) -> None:
    """Raises UserError where an item of the series has the title already, unless it is cancelled."""
    for row in records(reader.query("year_item", year=year)):
        if (row["series"], row["title"], row["is_cancelled"]) == (series, title, False):
            raise UserError(f"已有名为“{title}”的事项。", title="事项有误")


def next_number(reader: Reader, year: int, series: str, among: Sequence[Record] = ()) -> int:
    """The number of the next item of a series, which no item of the year ever had, nor one of `among`."""
    given = [
        row["item_no"] for row in (*records(reader.query("item_numbers", year=year)), *among) if row["series"] == series
    ]
    return max(map(int, given), default=0) + 1


def item_code(region: str, year: int, series: str, number: int) -> str:
    """The id of an item that is made here: `990201-2026-L31`."""
    return f"{region}-{year}-{_LETTERS[series]}{number:02d}"


def _set(store: Store, item_id: str, reason: str, by: Actor, at: dt.datetime, *, is_cancelled: bool) -> None:
    with acting(store, by, "change", at, reason) as act:
        old = standing.item(act.transaction, item_id)
        if old["is_cancelled"] == is_cancelled:
            raise UserError(f"{item_name(old)}{'已经取消' if is_cancelled else '没有取消'}。", title="事项未调整")
        standing.record_anew(act, "item", [old], is_cancelled=is_cancelled)
        states = ("考核", "取消")
        act.record(
            "取消事项" if is_cancelled else "恢复事项", item_name(old), states[not is_cancelled], states[is_cancelled]
        )


def _check(new: NewItem) -> None:
    if new.series not in terms.SERIES:
        raise UserError(f"没有名为“{new.series}”的系列,可用:{'、'.join(terms.SERIES)}。", title="系列有误")
    if new.kind not in kinds.ADDABLE:
        raise UserError(f"没有名为“{new.kind}”的种类,可用:{'、'.join(kinds.ADDABLE)}。", title="种类有误")
    if new.calendar not in terms.CALENDARS:
        raise UserError(f"没有名为“{new.calendar}”的日历,可用:{'、'.join(terms.CALENDARS)}。", title="日历有误")
    words = {"类别": new.category, "名称": new.title, "子项": new.measure, "计量单位": new.unit, "出处": new.source}
    if lacking := [name for name, text in words.items() if not text.strip()]:
        raise UserError(f"新增事项请写明{'、'.join(lacking)}。", title="事项有误")
    if long := [name for name, text in words.items() if len(text.strip()) > _LONGEST[name]]:
        limits = "、".join(f"{name}{_LONGEST[name]}个字" for name in long)
        raise UserError(f"新增事项的文字过长,最多:{limits}。", title="事项有误")
    bounds.require({"目标": new.bound, "上年末基数": new.base}, "目标有误")
    if new.kind == "milestone" and (new.bound, new.unit) != (100, "%"):
        raise UserError("形象进度的目标固定为100,计量单位为%。", title="目标有误")
    if new.kind in kinds.AMOUNTS and not new.bound > 0:
        raise UserError("目标须大于0。", title="目标有误")
    if new.base is not None and not kinds.KINDS[new.kind].has_base:
        raise UserError("上年末基数只有年末数才有,请清空上年末基数,或把种类改为年末数。", title="目标有误")
    if new.base is not None and new.bound <= new.base:
        raise UserError(f"年末目标须大于上年末基数{wording.figure(new.base, new.unit)}。", title="目标有误")
