"""Reasons that need not be given again: what was said of a figure holds when the same figure is sent once more."""

from dataclasses import replace

from loaders.check.result import Checked
from loaders.check.rows.twins import with_twins
from loaders.issues import OWN_REASON, REASON, Issue
from store.engine.records import Record
from store.engine.store import Store
from store.reads.reporting.doubts import standing_reasons


def with_carried(store: Store, checked: Checked) -> Checked:
    """The same, each doubt with the reason that stands for it with the equal figures, and told so.

    A figure that a reviewer has confirmed does not become 存疑 again by being sent again.
    """
    if checked.unit is None or not checked.doubts:
        return checked
    figures = {row.measure_id: row for row in with_twins(checked.rows, checked.register) if row.is_figure}
    standing: dict[tuple[str, str], Record] = {}
    for row in standing_reasons(store, checked.unit.unit_id, checked.register.month):
        own = figures.get(row["measure_id"])
        if own is not None and (own.value, own.value_words) == (row["value"], row["value_words"]):
            standing[(row["measure_id"], row["issue"])] = row
    if not standing:
        return checked
    return replace(checked, issues=tuple(one if one.is_error else _carried(one, standing) for one in checked.issues))


def _carried(doubt: Issue, standing: dict[tuple[str, str], Record]) -> Issue:
    found = [standing.get((measure_id, doubt.id)) for measure_id in doubt.measures]
    rows = [row for row in found if row is not None]
    if not rows or len(rows) < len(found):
        return doubt
    reason = "; ".join(dict.fromkeys(str(row["reason"]) for row in rows))
    is_confirmed = doubt.weight == OWN_REASON and all(row["is_confirmed"] for row in rows)
    told = f"{doubt.expected}({'已审核确认,' if is_confirmed else ''}沿用此前的说明“{reason}”)"
    return replace(doubt, carried=reason, expected=told, weight=REASON if is_confirmed else doubt.weight)
