"""What the rest of the year needs of a main target, in a sentence; also what can not be worked out, and why."""

from metrics.sentences import Row, what_it_takes
from metrics.wording import is_missing, margin_size

SHARES_UNKNOWN = "缺上年各月占比,余下月份所需增速无法推算"
_WITHOUT_FIGURE = {
    "not_due": "本年尚未发布数据,无法推算",
    "not_reported": "应报未报,无法推算",
    "undecided": "待认定,无法推算",
}


def rest_of_year(row: Row) -> str:
    """What the months that are left must bring for a measure judged by level, a sentence for every status.

    Growth needs last year's monthly shares; where they are unknown it says so beside the gap. Empty for a reference.
    """
    status = row["computed_status"]
    if is_missing(status):
        return ""
    if status in _WITHOUT_FIGURE:
        return _WITHOUT_FIGURE[status]
    if row["actual_month"].month == 12:
        return "全年数据已出"
    gap = what_it_takes(row) or _room(row)
    share = row["last_year_share"]
    is_known = not is_missing(share) and 0 < share < 1
    return f"{gap};{SHARES_UNKNOWN}" if row["kind"] == "growth" and not is_known else gap


def _room(row: Row) -> str:
    """How much room there is to the bound; the row is not behind."""
    margin = row["margin_points"]
    name = {"ceiling": "上限", "relative": "参照"}.get(row["kind"], "下限" if row["comparator"] == "range" else "目标")
    if is_missing(margin):
        return "无法推算"
    if margin == 0:
        return f"与{name}持平,须保持"
    return f"{'低于' if row['kind'] == 'ceiling' else '高于'}{name}{margin_size(margin, row['unit'])},须保持"
