"""Whose things are: the lead and the supplying unit, what units are called, and the leader in charge."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from metrics import lengths, terms
from metrics.errors import UserError
from store.acts import standing
from store.acts.act import Act, acting
from store.acts.rights import Actor
from store.engine.reader import Reader
from store.engine.records import records
from store.engine.store import Store
from store.reads.naming import item_name, measure_name
from store.reads.units import names_of, unit_rows


@dataclass(frozen=True)
class NewUnit:
    """A unit that is added, with the other spellings that workbooks name it by."""

    name: str
    aliases: tuple[str, ...] = ()


def add_unit(store: Store, new: NewUnit, by: Actor, at: dt.datetime, reason: str | None = None) -> str:
    """Add a unit and return its id. Raises UserError for a name or an alias that is none, or means a unit already."""
    with acting(store, by, "change", at, reason) as act:
        [unit_id] = append_units(act, [new])
        act.record("新增单位", new.name.strip(), None, "、".join(new.aliases) or None)
    return unit_id


def add_units(store: Store, units: Sequence[NewUnit], by: Actor, at: dt.datetime) -> tuple[int, int]:
    """Add the units of a list that are not known yet; how many were, and how many are known already.

    Raises UserError for a name that is none, for one twice in the list, and for an alias that means another unit.
    """
    with acting(store, by, "change", at) as act:
        known = {name for row in records(unit_rows(act.transaction)) for name in names_of(row)}
        fresh = [unit for unit in units if unit.name.strip() not in known]
        append_units(act, fresh)
        if fresh:
            act.record("新增单位", f"{len(fresh)}个单位", None, "、".join(unit.name.strip() for unit in fresh))
    return len(fresh), len(units) - len(fresh)


def end_unit(store: Store, unit_id: str, reason: str, by: Actor, at: dt.datetime) -> None:
    """A unit that was a mistake is no unit any more; what it once did stays in the records under its name.

    Raises UserError where it leads or supplies something, has sent a report, or somebody may report for it.
    """
    with acting(store, by, "change", at, reason) as act:
        old = standing.unit(act.transaction, unit_id)
        [row] = records(act.transaction.query("unit_in_use", unit_id=unit_id))
        used = {"牵头或提供数据的事项": row["items"], "报送": row["submissions"], "报送账号": row["accounts"],
                "接口令牌": row["tokens"]}  # fmt: skip
        if told := [f"{name}{count}个" for name, count in used.items() if count]:
            raise UserError(f"{old['name']}还有{'、'.join(told)},不能注销;请先调整。", title="没有注销")
        act.append("unit", [{"unit_id": unit_id, "name": old["name"], "is_ended": True}])
        act.record("注销单位", old["name"], old["aliases"] or None, None)


def remove_alias(store: Store, unit_id: str, alias: str, reason: str, by: Actor, at: dt.datetime) -> None:
    """Another spelling that was a mistake means the unit no longer. Raises UserError where it has no such alias."""
    with acting(store, by, "change", at, reason) as act:
        old = standing.unit(act.transaction, unit_id)
        known = names_of(old)[1:]
        if alias.strip() not in known:
            have = f"现有别名:{'、'.join(known)}" if known else "没有别名"
            raise UserError(f"{old['name']}没有别名“{alias.strip()}”,{have}。", title="别名有误")
        act.append("unit_alias", [{"unit_id": unit_id, "alias": alias.strip(), "is_ended": True}])
        act.record("取消单位别名", old["name"], alias.strip(), None)


def append_units(act: Act, units: Sequence[NewUnit]) -> list[str]:
    """`add_unit` for several as a part of an act; the ids, in the order of the units."""
    known = records(unit_rows(act.transaction))
    taken = {name: f"已是{row['name']}的名称或别名。" for row in known for name in names_of(row)}
    added = []
    for unit in units:
        names = [_name(text) for text in (unit.name, *unit.aliases)]
        for name in dict.fromkeys(names):
            if name in taken:
                raise UserError(f"“{name}”{taken[name]}", title="单位有误")
            taken[name] = f"在名单中写了两次,{names[0]}一行已有:请删去一处。"
        added.append((names[0], list(dict.fromkeys(names))[1:]))
    used = {row["unit_id"] for row in records(act.transaction.query("unit_ids"))}  # of those taken back too
    ids = _free_ids(used, len(added))
    rows = list(zip(ids, added, strict=True))
    aliases = [{"unit_id": unit_id, "alias": alias} for unit_id, (_, others) in rows for alias in others]
    if rows:
        act.append("unit", [{"unit_id": unit_id, "name": name} for unit_id, (name, _) in rows])
    if aliases:
        act.append("unit_alias", aliases)
    return ids


def _free_ids(taken: set[str], count: int) -> list[str]:
    """Ids that a region has not: u001 …; names are what people see."""
    free = (f"u{number:03d}" for number in range(1, len(taken) + count + 1))
    return [unit_id for unit_id in free if unit_id not in taken][:count]


def change_lead(
    store: Store, item_id: str, unit_id: str, reason: str, by: Actor, at: dt.datetime, *, is_proposed: bool = False
) -> None:
    """Another lead unit of an item, or the same one no longer proposed. Raises UserError where that changes nothing."""
    with acting(store, by, "change", at, reason) as act:
        old = standing.item(act.transaction, item_id)
        names = [standing.unit_name(act.transaction, one) for one in (old["lead_unit_id"], unit_id)]
        basis = "proposed" if is_proposed else "report"
        if (old["lead_unit_id"], old["unit_basis"]) == (unit_id, basis):
            raise UserError(f"牵头单位已是{names[1]},没有调整。", title="单位未调整")
        standing.record_anew(act, "item", [old], lead_unit_id=unit_id, unit_basis=basis)
        before, after = terms.unit_label(names[0], old["unit_basis"]), terms.unit_label(names[1], basis)
        act.record("调整牵头单位", item_name(old), before, after)


def change_supplier(
    store: Store, measure_id: str, unit_id: str | None, reason: str, by: Actor, at: dt.datetime
) -> None:
    """Who supplies a measure's figure; None: the lead unit. Raises UserError where that changes nothing."""
    with acting(store, by, "change", at, reason) as act:
        old = standing.measure(act.transaction, measure_id)
        ids = (old["supplier_unit_id"] or old["lead_unit_id"], unit_id or old["lead_unit_id"])
        before, after = (standing.unit_name(act.transaction, one) for one in ids)
        if old["supplier_unit_id"] == unit_id or ids[0] == ids[1]:
            raise UserError(f"数据提供单位已是{after},没有调整。", title="单位未调整")
        standing.record_anew(act, "measure", [old], supplier_unit_id=unit_id)
        act.record("调整数据提供单位", measure_name(old), before, after)


def rename_unit(store: Store, unit_id: str, name: str, reason: str, by: Actor, at: dt.datetime) -> None:
    """A unit's new name; the old one stays as another spelling, so that workbooks that bear it are still known."""
    with acting(store, by, "change", at, reason) as act:
        old = standing.unit(act.transaction, unit_id)
        new = _free_name(act.transaction, name, unit_id)
        if new == old["name"]:
            raise UserError(f"单位已叫“{new}”,没有调整。", title="单位未调整")
        act.append("unit", [{"unit_id": unit_id, "name": new}])
        act.append("unit_alias", [{"unit_id": unit_id, "alias": old["name"]}])
        act.record("单位更名", old["name"], old["name"], new)


def add_alias(store: Store, unit_id: str, alias: str, reason: str, by: Actor, at: dt.datetime) -> None:
    """Another spelling by which workbooks may name a unit. Raises UserError where it means a unit already."""
    with acting(store, by, "change", at, reason) as act:
        name = standing.unit_name(act.transaction, unit_id)
        new = _free_name(act.transaction, alias, None)
        act.append("unit_alias", [{"unit_id": unit_id, "alias": new}])
        act.record("增加单位别名", name, None, new)


def change_leader(store: Store, item_ids: Sequence[str], leader: str, reason: str, by: Actor, at: dt.datetime) -> None:
    """The leader in charge of some items; an empty name takes the leader away. Items that have it already stay."""
    with acting(store, by, "change", at, reason) as act:
        new = leader.strip() or None
        if new and len(new) > lengths.PERSON:
            raise UserError(f"分管领导不能超过{lengths.PERSON}个字。", title="分管领导有误")
        old = [standing.item(act.transaction, item_id) for item_id in item_ids]
        changed = [row for row in old if row["leader"] != new]
        if not changed:
            raise UserError("所选事项的分管领导没有变化。", title="分管领导未调整")
        standing.record_anew(act, "item", changed, leader=new)
        for row in changed:
            act.record("调整分管领导", item_name(row), row["leader"], new)


def _free_name(reader: Reader, text: str, unit_id: str | None) -> str:
    """A name without blanks around it. Raises UserError where it is none, or means another unit than this one."""
    name = _name(text)
    for row in records(unit_rows(reader)):
        if name in names_of(row) and row["unit_id"] != unit_id:
            raise UserError(f"“{name}”已是{row['name']}的名称或别名。", title="单位有误")
    return name


def _name(text: str) -> str:
    """A name without blanks around it. Raises UserError for none, and for one that is too long."""
    name = text.strip()
    if not name or len(name) > lengths.UNIT or "、" in name:
        raise UserError(f"单位名称须为1至{lengths.UNIT}个字,不含顿号。", title="单位有误")
    return name
