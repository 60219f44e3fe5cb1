"""Linking two measures that are one commitment, and taking that back: the figure of one goes to both."""

import datetime as dt

from metrics.errors import UserError
from store.acts import standing
from store.acts.act import Act, acting
from store.acts.rights import Actor
from store.engine.records import Record
from store.engine.store import Store
from store.reads.links import linked_with
from store.reads.naming import measure_name

_SCALES = "百千万亿%‰"  # a unit with one of these is another amount


def link(store: Store, measure_id: str, same_as_id: str, reason: str, by: Actor, at: dt.datetime) -> None:
    """From now on the first is asked for and the second has its figure; what stands of both stays as it is.

    Raises UserError for measures of another year, kind, unit or supplier, for one and the same, and for one that is
    linked already.
    """
    with acting(store, by, "change", at, reason) as act:
        one, other = _both(act, measure_id, same_as_id)
        if found := _objection(one, other):
            raise UserError(found, title="没有关联")
        for row in (one, other):
            if linked_with(act.transaction, row["measure_id"], row["year"]):
                raise UserError(f"{measure_name(row)}已有关联,请先取消。", title="没有关联")
        _append(act, one, other, is_linked=True)
        act.record("关联同一事项", measure_name(one), None, measure_name(other))


def unlink(store: Store, measure_id: str, same_as_id: str, reason: str, by: Actor, at: dt.datetime) -> None:
    """Each is asked for by itself again. Raises UserError where the two are not linked."""
    with acting(store, by, "change", at, reason) as act:
        one, other = _both(act, measure_id, same_as_id)
        if other["measure_id"] not in linked_with(act.transaction, one["measure_id"], one["year"]):
            raise UserError(f"{measure_name(one)}与{measure_name(other)}没有关联。", title="没有取消")
        for asked, same in ((one, other), (other, one)):
            _append(act, asked, same, is_linked=False)
        act.record("取消关联", measure_name(one), measure_name(other), None)


def _both(act: Act, measure_id: str, same_as_id: str) -> tuple[Record, Record]:
    return standing.measure(act.transaction, measure_id), standing.measure(act.transaction, same_as_id)


def _append(act: Act, one: Record, other: Record, *, is_linked: bool) -> None:
    row = {"measure_id": one["measure_id"], "same_as_id": other["measure_id"]}
    act.append("same_as", [{**row, "is_linked": is_linked, "note": None, "reason": act.reason}])


def _objection(one: Record, other: Record) -> str:
    """Why two measures cannot be one commitment; empty where they can."""
    if one["measure_id"] == other["measure_id"]:
        return "请选择两个不同的子项。"
    if one["year"] != other["year"]:
        return "两个子项不属于同一年度。"
    if one["kind"] != other["kind"]:
        return "两个子项的类型不同,不能用同一个数。"
    if one["unit"] != other["unit"] and any(scale in one["unit"] + other["unit"] for scale in _SCALES):
        return f"两个子项的计量单位不同({one['unit']}、{other['unit']}),不能用同一个数。"
    suppliers = [row["supplier_unit_id"] or row["lead_unit_id"] for row in (one, other)]
    return "" if suppliers[0] == suppliers[1] else "两个子项由不同单位报送,请先调整数据提供单位。"
