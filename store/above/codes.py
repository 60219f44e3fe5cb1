"""指标编码: giving a measure the code under which it stands beside other regions' measures, or taking it off."""

import datetime as dt

from metrics.errors import UserError
from metrics.typography import CODE_FORM, plain_code
from store.acts import standing
from store.acts.act import acting
from store.acts.rights import Actor
from store.engine.records import records
from store.engine.store import Store
from store.reads.naming import measure_name


def set_code(store: Store, measure_id: str, code: str, reason: str, by: Actor, at: dt.datetime) -> None:
    """The code that a measure has in common with other regions' from now on; empty: none.

    Raises UserError for what is no code, for a reference, for one that another measure of the year bears, and where it
    is so already.
    """
    with acting(store, by, "code", at, reason) as act:
        named = standing.measure(act.transaction, measure_id)
        new = plain_code(code)
        if new is None:
            raise UserError(f"“{code.strip()}”不能用作指标编码,应为{CODE_FORM}。", title="指标编码有误")
        if new and named["kind"] == "reference":
            raise UserError("参考数据没有目标,不参加各地比较,不能填指标编码。", title="指标编码有误")
        rows = records(act.transaction.query("year_measure_code", year=named["year"]))
        known = {row["measure_id"]: row["common_code"] for row in rows}
        old = known.get(measure_id)
        if (old or "") == new:
            raise UserError(f"该子项的指标编码现在就是“{old or '空'}”。", title="指标编码未调整")
        if new and new in known.values():
            other = next(one for one, its in known.items() if its == new)
            named_other = measure_name(standing.measure(act.transaction, other))
            raise UserError(f"{named_other}已用这个指标编码,一个编码只用于一个子项。", title="指标编码有误")
        act.append("measure_code", [{"measure_id": measure_id, "common_code": new or None, "reason": act.reason}])
        act.record("调整指标编码", measure_name(named), old, new or None)
