"""Official words: a status that a meeting has decided, with its end, and a condition that was triggered."""

import datetime as dt

from metrics import terms
from metrics.errors import UserError
from metrics.periods import month_name
from store.acts import standing as versions
from store.acts.act import Act, acting
from store.acts.rights import Actor
from store.engine.records import Record, records
from store.engine.store import Store
from store.reads.naming import item_name, measure_name
from store.reads.rulings import ruling_rows, span_words, words

_NEVER_RULED = ("not_reported",)


def rule(
    store: Store, measure_id: str, status: str, valid_from: dt.date, valid_until: dt.date | None, reason: str,
    by: Actor, at: dt.datetime,
) -> int:  # fmt: skip
    """A measure has a status by an official word, from a month until another, or the year's end; returns its number.

    Raises UserError where another stands in any of these months: two at once could not be told apart when one ends.
    """
    with acting(store, by, "rule", at, reason) as act:
        named = versions.measure(act.transaction, measure_id)
        if status not in terms.STATUSES or status in _NEVER_RULED:
            codes = "、".join(code for code in terms.STATUSES if code not in _NEVER_RULED)
            raise UserError(f"不能认定为“{status}”,可用:{codes}。", title="人工认定有误")
        if named["kind"] == "reference":
            raise UserError("参考数据不判定状态,不能认定。", title="人工认定有误")
        _check_span(named, valid_from, valid_until)
        for row in _standing(act, named, valid_from, valid_until):
            if (row["kind"], row["measure_id"]) == ("status", measure_id):
                raise UserError(
                    f"第{row['ruling_id']}号认定“{words(row)}”在这些月份有效,请先结束它,再作新的认定。",
                    title="认定重叠",
                )
        number = _append(act, named, status, valid_from, valid_until)
        word = terms.STATUSES[status].word + span_words(valid_from, valid_until)
        act.record("人工认定", measure_name(named), "系统判定", word)
    return number


def trigger(
    store: Store, item_id: str, valid_from: dt.date, reason: str, by: Actor, at: dt.datetime,
    valid_until: dt.date | None = None,
) -> list[int]:  # fmt: skip
    """The condition of an item is met from a month on: all its measures are judged. Returns the numbers.

    Raises UserError for an item without a condition, or one that is triggered already.
    """
    with acting(store, by, "rule", at, reason) as act:
        item = versions.item(act.transaction, item_id)
        if item["condition"] is None:
            raise UserError(f"{item_name(item)}没有适用条件,不需要触发。", title="条件有误")
        _check_span(item, valid_from, valid_until)
        standing = _standing(act, item, valid_from, valid_until)
        if any((row["kind"], row["item_id"]) == ("condition", item_id) for row in standing):
            raise UserError(f"{item_name(item)}的条件在这些月份已经触发。", title="条件有误")
        measures = records(act.transaction.query("year_measure", year=item["year"]))
        own = [row for row in measures if row["item_id"] == item_id]
        numbers = [_append(act, row, None, valid_from, valid_until) for row in own]
        condition = f"{item_name(item)}({item['condition']})"
        act.record("触发条件", condition, "未触发", f"已触发{span_words(valid_from, valid_until)}")
    return numbers


def end_ruling(
    store: Store, ruling_id: int, reason: str, by: Actor, at: dt.datetime, last_month: dt.date | None = None
) -> None:
    """A ruling holds until `last_month` and no longer; without a month it is taken back from its beginning.

    Raises UserError for a ruling that is none or has ended.
    """
    with acting(store, by, "rule", at, reason) as act:
        found = records(act.transaction.query("ruling_version", number=ruling_id))
        if not found:
            raise UserError(f"没有第{ruling_id}号认定。", title="认定未结束")
        [old] = found
        named = versions.measure(act.transaction, old["measure_id"])
        if old["is_ended"]:
            raise UserError(f"第{ruling_id}号认定此前已撤销。", title="认定未结束")
        if last_month is not None:
            _check_span(named, old["valid_from"], last_month)
            if old["valid_until"] is not None and old["valid_until"] <= last_month:
                raise UserError(f"第{ruling_id}号认定已于{month_name(old['valid_until'])}到期。", title="认定未结束")
        until = old["valid_until"] if last_month is None else last_month
        row = {**old, "valid_until": until, "is_ended": last_month is None}
        act.append("ruling", [row], who=None)  # who ruled stays; who ended it is in the audit
        word = terms.STATUSES[old["status"]].word if old["status"] else "条件已触发"
        after = "撤销,恢复系统判定" if last_month is None else word + span_words(old["valid_from"], until)
        act.record("结束认定", measure_name(named), word + span_words(old["valid_from"], old["valid_until"]), after)


def _append(act: Act, measure: Record, status: str | None, valid_from: dt.date, valid_until: dt.date | None) -> int:
    number = act.transaction.next_number("ruling", "ruling_id")
    row = {
        "ruling_id": number, "measure_id": measure["measure_id"], "kind": "status" if status else "condition",
        "status": status, "valid_from": valid_from, "valid_until": valid_until, "reason": act.reason,
        "is_ended": False,
    }  # fmt: skip
    act.append("ruling", [row], who="ruled_by")
    return number


def _standing(act: Act, thing: Record, valid_from: dt.date, valid_until: dt.date | None) -> list[Record]:
    """What stands of the year's rulings in any of these months."""
    rows = ruling_rows(act.transaction, thing["year"])
    last = valid_until or dt.date(thing["year"], 12, 1)
    return [
        row
        for row in records(rows)
        if not row["is_ended"] and row["valid_from"] <= last
        and (row["valid_until"] is None or row["valid_until"] >= valid_from)
    ]  # fmt: skip


def _check_span(named: Record, valid_from: dt.date, valid_until: dt.date | None) -> None:
    for month in (valid_from, valid_until or valid_from):
        versions.check_month(named, month)
    if valid_until is not None and valid_until < valid_from:
        raise UserError(f"终止月份不能早于{month_name(valid_from)}。", title="月份有误")
