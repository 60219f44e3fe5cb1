"""What the months that are left must bring, in a sentence; for a main target also what cannot be worked out, and why.

None, NaN and NaT in a row all mean missing.
"""

import datetime as dt

from metrics import wording
from metrics.rows import StatusRow, ToldRow
from metrics.sentences.status import falls
from metrics.terms import COMPARATORS, GOOD
from metrics.wording import is_missing

SHARES_UNKNOWN = "缺上年各月占比,余下月份所需增速无法推算"
_WITHOUT_FIGURE = {
    "not_due": "本年尚未发布数据,无法推算",
    "not_reported": "应报未报,无法推算",
    "undecided": "待认定,无法推算",
}


def what_it_takes(row: StatusRow) -> str:
    """What the months that are left must bring; empty when reached, in December, or where nothing can be computed."""
    if row["computed_status"] in ("done", "undecided", "not_reported", "not_due") or is_missing(row["computed_status"]):
        return ""
    month = row["actual_month"]
    if is_missing(month) or month.month == 12:
        return ""
    return _pace_takes(row, month) if row["by_pace"] else _level_takes(row)


def rest_of_year(row: StatusRow) -> str:
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
    return f"{gap};{SHARES_UNKNOWN}" if row["kind"] == "growth" and _known_share(row) is None else gap


def rest_of_year_growth(target: float, so_far: float, last_year_share: float) -> float:
    """The growth in percent that the rest of the year needs for the year to reach `target` percent.

    `last_year_share` is last year's share of the months that `so_far` covers. From (1+T) = s·(1+g) + (1−s)·(1+r).
    Raises ValueError for a share outside 0–1, both excluded.
    """
    if not 0 < last_year_share < 1:
        raise ValueError("last year's share must lie between 0 and 1")
    return (target - last_year_share * so_far) / (1 - last_year_share)


def _known_share(row: StatusRow) -> float | None:
    """Last year's share of the months that the figure covers; None where it is not known, or leaves no rest."""
    share = row["last_year_share"]
    return None if is_missing(share) or not 0 < share < 1 else float(share)


def _bound_name(row: StatusRow) -> str:
    return {"ceiling": "上限", "relative": "参照"}.get(row["kind"], "下限" if row["comparator"] == "range" else "目标")


def _room(row: StatusRow) -> str:
    """How much room there is to the bound; the row is not behind."""
    margin = row["margin_points"]
    name = _bound_name(row)
    if is_missing(margin):
        return "无法推算"
    if margin == 0:
        return f"与{name}持平,须保持"
    return f"{'低于' if row['kind'] == 'ceiling' else '高于'}{name}{wording.margin_size(margin, row['unit'])},须保持"


def what_is_needed(row: StatusRow) -> str:
    """`what_it_takes` without the pace so far, where a sentence is to be short: `后3个月月均需294个`."""
    takes = what_it_takes(row)
    return _pace_needs(row, row["actual_month"]) if takes and row["by_pace"] else takes


def _pace_takes(row: StatusRow, month: dt.date) -> str:
    if is_missing(row["required_per_month"]):
        return ""
    start = _start(row)
    past = wording.average((row["actual"] - start) / month.month, _amount_unit(row), whole=_is_whole(row))
    return f"{_pace_needs(row, month)},前{month.month}个月月均{past}"


def _pace_needs(row: StatusRow, month: dt.date) -> str:
    left, unit, whole = 12 - month.month, _amount_unit(row), _is_whole(row)
    if whole and row["required_per_month"] < 1:  # one that is left over three months is not one a month
        return f"后{left}个月还需{wording.needed(row['required_per_month'] * left, unit, whole=True)}"
    return f"后{left}个月月均需{wording.needed(row['required_per_month'], unit, whole=whole)}"


def _start(row: StatusRow) -> float:
    return row["base"] if row["kind"] == "stock" and not is_missing(row["base"]) else 0


def _amount_unit(row: StatusRow) -> str:
    return "个百分点" if row["kind"] == "milestone" else row["unit"]


def _is_whole(row: StatusRow) -> bool:
    return row["kind"] != "milestone" and wording.comes_whole(row["unit"], row["lower"], row["actual"], _start(row))


def _level_takes(row: StatusRow) -> str:
    share = _known_share(row) if row["kind"] == "growth" else None
    if share is not None:
        need = rest_of_year_growth(row["lower"], row["actual"], share)
        months = f"后{12 - row['actual_month'].month}个月"
        return f"{months}须{wording.growth(round(need, 1))},全年方可达到{wording.percent(row['lower'])}"
    if row["margin_points"] >= 0:
        return ""
    gap = wording.margin_size(row["margin_points"], row["unit"])
    return {
        "growth": f"累计增速须再提高{gap},方可达到{_bound_name(row)}",
        "rate": f"还须提高{gap}",
        "ceiling": f"还须再下降{gap}" if falls(row) else f"还须降低{gap}",
        "relative": f"增速须再提高{gap},方可与参照同步",
    }[row["kind"]]


def speed_up(row: StatusRow) -> str:
    """`what_it_takes` in a few words: how many times the pace so far is needed, or the gap of a level.

    Empty where `what_it_takes` is. The ratio is rounded up: at less than it the target is missed.
    """
    takes = what_it_takes(row)
    if not takes or not row["by_pace"]:
        return takes.partition(",")[0]
    ratio = speed_ratio(row)
    if ratio is None:
        return f"至今无进展,{takes.partition(',')[0]}"
    return "保持现有进度即可" if ratio <= 1 else f"需提速至{wording.times(ratio)}"


def speed_ratio(row: StatusRow) -> float | None:
    """How many times the pace so far is needed; None without a pace so far, and for what is judged by level."""
    if not row["by_pace"] or is_missing(row["required_per_month"]) or is_missing(row["actual_month"]):
        return None
    past = (row["actual"] - _start(row)) / row["actual_month"].month
    return None if past <= 0 else round(float(row["required_per_month"]) / past, 6)


def due_then(row: ToldRow, share: float) -> tuple[str, str]:
    """What is asked for when `share` of the year's target is due, and how far the last figure is from it.

    `应达1,540个` and `尚差220个` or `已达`; a level is asked for its target. Else the status.
    """
    start = row["base"] if row["kind"] == "stock" else 0
    asked = start + share * (row["lower"] - start) if row["by_pace"] and None not in (start, row["lower"]) else None
    if asked is None:
        wanted = f"目标{row['target_text']}"
    elif row["kind"] == "milestone":
        wanted = f"形象进度{wording.percent(asked)}"
    else:
        wanted = f"应达{wording.needed(asked, row['unit'], whole=_is_whole(row))}"
    compared = row["actual"], asked if row["by_pace"] else row["margin_points"]
    if row["computed_status"] == "undecided" or None in compared:
        return wanted, row["status_word"]
    strict = COMPARATORS[row["comparator"]] if row["comparator"] in (">", "<") else ""
    if asked is None:
        left, gap = row["margin_points"], wording.margin_size(row["margin_points"], row["unit"])
        is_there = row["computed_status"] in GOOD
    else:  # what is closer than six decimals is no distance
        left = round(asked - row["actual"] if row["lower"] >= start else row["actual"] - asked, 6)
        gap = wording.needed(left, _amount_unit(row), whole=_is_whole(row))
        is_there = left < 0 or (left == 0 and not (strict and share == 1))
    return wanted, "已达" if is_there else f"尚未{strict}" if strict and left == 0 else f"尚差{gap}"
