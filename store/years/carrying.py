"""结转: what a year did not finish goes over into the next as an item of its own, linked to the old one.

It is a load of targets like a workbook's (store/loads): previewed, one transaction, and taken back by `undo-load`.
"""

import datetime as dt
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from metrics import bounds, kinds, lengths
from metrics.errors import UserError
from metrics.terms import item_code as printed_code
from store.acts.items import item_code, next_number
from store.acts.rights import Actor
from store.engine.reader import Reader
from store.engine.records import Record, records
from store.engine.store import Store
from store.loads import loads
from store.loads.loads import CARRIED, Done, Load, Preview
from store.loads.year import first_month, year_tables
from store.reads.view import begun_years
from store.years.comparison import WAITING, left_over

# What is carried over, by the old measure's id: the new target, None where it is what is missing of the old one.
Wanted = Mapping[str, float | None]
_WHOLE = 100.0  # of a 形象进度, in percent
_BASED = tuple(code for code in kinds.PACE if kinds.KINDS[code].has_base)


def new_target(row: Record) -> float:
    """The target that a row of `left_over` goes over with: what is missing of an amount; 100% and a level stay."""
    lower, actual = float(row["lower"]), float(row["actual"] or 0)
    is_rest = row["kind"] == "quantity" and actual < lower
    return round(lower - actual, 6) if is_rest else lower


def preview(store: Store, year: int, wanted: Wanted, at: dt.datetime) -> Preview:
    """What carrying over out of a year would change in the next. Raises UserError like `carry_over`."""
    return loads.preview_load(store, _load(store, year, wanted, at), at)


def carry_over(
    store: Store, year: int, wanted: Wanted, reason: str, by: Actor, at: dt.datetime, token: str | None = None
) -> Done:
    """Carry measures of a year over into the next, all or none.

    Raises UserError where the next year has not begun, and for a measure that was done, or goes on there already;
    Outdated where it does not come out as the preview of `token` said.
    """
    by.require("change")
    return loads.commit_load(store, _load(store, year, wanted, at), by, at, reason, token)


def _load(reader: Reader, year: int, wanted: Wanted, at: dt.datetime) -> Load:
    following = year + 1
    if following not in begun_years(reader):
        raise UserError(f"{following}年度还没有开始,请先开始该年度,再结转{year}年的子项。", title="没有结转")
    rows = {row["measure_id"]: row for row in records(left_over(reader, year))}
    for measure_id in wanted:
        _check(rows.get(measure_id), measure_id, year, wanted[measure_id])
    if not wanted:
        raise UserError("没有选择要结转的子项。", title="没有结转")
    start = first_month(reader, following, at)
    tables, links = _tables(reader, year, {key: rows[key] for key in rows if key in wanted}, wanted, start)
    told = f"{year}年结转"
    return Load(
        following, told, sha256(f"{told}{tables}".encode()).hexdigest(), start, tables, links=links, act=CARRIED
    )  # fmt: skip


def _check(row: Record | None, measure_id: str, year: int, target: float | None) -> None:
    """Raises UserError for what is not left over, has been carried over, or has a target that is none."""
    if row is None:
        raise UserError(f"“{measure_id}”不是{year}年按进度判定、没有完成的子项,不需要结转。", title="没有结转")
    name = f"{row['code']}“{row['measure']}”"
    if row["carried_word"] != WAITING:
        raise UserError(f"{name}已在{year + 1}年延续,不能再结转。", title="没有结转")
    if target is None:
        return
    bounds.require({"结转目标": target}, "结转目标有误")
    if target <= 0 or (row["kind"] == "milestone" and target != _WHOLE):
        raise UserError(f"{name}的结转目标须大于0;形象进度固定为100%。", title="结转目标有误")
    if row["kind"] in _BASED and target <= (row["actual"] or 0):
        raise UserError(f"{name}是年末数,结转目标须大于上年结果。", title="结转目标有误")


def _tables(
    reader: Reader, year: int, rows: Mapping[str, Record], wanted: Wanted, start: dt.date
) -> tuple[dict[str, list[Record]], list[tuple[str, str]]]:
    """The next year's rows of what is carried over, in the order of the year; and each new measure with its old."""
    old = year_tables(reader, year)
    items = {row["item_id"]: row for row in old["item"]}
    bases = {row["measure_id"]: row for row in old["target"]}  # the last one of each, in the order of their months
    found: dict[str, list[Record]] = {"item": [], "measure": [], "target": [], "plan": []}
    ids: dict[str, str] = {}  # of items and measures: the old one's new one
    for measure in (row for row in old["measure"] if row["measure_id"] in rows):
        if measure["item_id"] not in ids:
            item = _item(reader, items[measure["item_id"]], found["item"])
            ids[measure["item_id"]] = item["item_id"]
            found["item"].append(item)
        item_id = ids[measure["item_id"]]
        number = 1 + sum(row["item_id"] == item_id for row in found["measure"])
        measure_id = ids[measure["measure_id"]] = f"{item_id}-{number}"
        row = rows[measure["measure_id"]]
        reached = float(row["actual"] or 0) if measure["kind"] == "milestone" else 0.0
        found["measure"].append({
            **measure, "measure_id": measure_id, "item_id": item_id, "measure_no": number,
            "plan_kind": "by_month" if reached else "linear", "part_of_id": ids.get(measure["part_of_id"] or ""),
        })  # fmt: skip
        found["plan"] += _plan(measure_id, reached) if reached else []
        before = bases[measure["measure_id"]]
        target = wanted[measure["measure_id"]]
        base = (before["base"] if row["actual"] is None else row["actual"]) if measure["kind"] in _BASED else None
        found["target"].append({
            **before, "measure_id": measure_id, "valid_from": start, "base": base, "words": None, "reason": None,
            "lower": new_target(row) if target is None else target, "approval": None,
            "source": f"{year}年结转({row['code']})",
        })  # fmt: skip
    return found, [(ids[one], one) for one in rows if one in ids]


def _item(reader: Reader, old: Record, others: list[Record]) -> Record:
    """The item that an old one goes on as: the next of its series, plainly called what it is."""
    year = int(old["year"]) + 1
    number, mark = next_number(reader, year, old["series"], others), f"({old['year']}年结转)"
    return {
        **old, "item_id": item_code(reader.region, year, old["series"], number), "year": year, "item_no": number,
        "title": old["title"][: lengths.TITLE - len(mark)] + mark,
        "source": f"{old['year']}年{printed_code(old['series'], old['item_no'])}结转",
    }  # fmt: skip


def _plan(measure_id: str, reached: float) -> list[dict[str, Any]]:
    """A 形象进度 goes on from where it stands, the rest of it evenly: 1/12 a month."""
    begun = min(reached / _WHOLE, 1.0)
    return [
        {"measure_id": measure_id, "month_no": month, "is_node": True,
         "share": 1.0 if month == 12 else begun + (1 - begun) * month / 12}
        for month in range(1, 13)
    ]  # fmt: skip
