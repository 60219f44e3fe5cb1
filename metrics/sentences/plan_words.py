"""Plan shares as people write them: `4月20%、9月70%、12月100%`; and in sentences what is wrong with them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from metrics import bounds, terms, wording
from metrics.arithmetic import plan_shares
from metrics.errors import UserError

Points = Sequence[tuple[int, float]]  # month and number: percent, or with last_year a cumulative amount

_POINT = re.compile(r"(\d{1,2})\s*[月=::]\s*(-?\d+(?:\.\d+)?)\s*%?")


def parse_points(text: str) -> list[tuple[int, float]]:
    """`4月20%、9月70%、12月100%`, `4=20,9=70,12=100`, or twelve numbers, one a month. Raises UserError for others."""
    found = [(int(month), float(number)) for month, number in _POINT.findall(text)]
    if found and not re.sub(r"[\s,,、;;]", "", _POINT.sub("", text)):
        return found
    numbers = [part for part in re.split(r"[\s,,、;;]+", text.strip()) if part]
    try:
        return [(place, float(part.rstrip("%"))) for place, part in enumerate(numbers, 1)]
    except ValueError:
        raise UserError(
            f"“{text}”不能识别,请写成 4月20%、9月70%、12月100%,或按顺序写12个数。", title="计划进度有误"
        ) from None


def shares(kind: str, points: Points) -> list[float]:
    """Twelve cumulative shares of a plan kind. Raises UserError for points that make none."""
    if kind not in terms.PLAN_KINDS:
        raise UserError(f"没有名为“{kind}”的计划方式,可用:{'、'.join(terms.PLAN_KINDS)}。", title="计划进度有误")
    if kind == "linear":
        if points:
            raise UserError("按月均分不需要写各月进度。", title="计划进度有误")
        return [month / 12 for month in plan_shares.MONTHS]
    ordered = sorted(points)
    _check_months(kind, [month for month, _ in ordered])
    _check_numbers(kind, ordered)
    if kind == "last_year":
        return plan_shares.from_cumulative(number for _, number in ordered)
    fractions = [(month, number / 100) for month, number in ordered]
    return plan_shares.through_nodes(fractions) if kind == "nodes" else [share for _, share in fractions]


def plan_text(kind: str | None, declared: Points) -> str:
    """`节点推进:4月20%、9月70%、12月100%`; declared points in percent."""
    name = terms.PLAN_KINDS[kind or "linear"]
    told = "、".join(f"{month}月{wording.number(round(number, 4))}%" for month, number in declared)
    return name if kind in (None, "linear") or not told else f"{name}:{told}"


def _check_months(kind: str, months: list[int]) -> None:
    if any(not 1 <= month <= 12 for month in months) or len(set(months)) != len(months):
        raise UserError("月份须为1至12,每个月只写一次。", title="计划进度有误")
    if kind != "nodes" and len(months) != 12:
        raise UserError(f"{terms.PLAN_KINDS[kind]}须写满12个月,现有{len(months)}个。", title="计划进度有误")
    if not months:
        raise UserError("请至少写一个节点,最后一个节点为100%。", title="计划进度有误")


def _check_numbers(kind: str, ordered: Points) -> None:
    bounds.require({f"{month}月的计划进度": number for month, number in ordered}, "计划进度有误")
    for (_, earlier), (month, later) in pairwise(ordered):
        if later < earlier:
            raise UserError(
                f"计划进度只增不减:{month}月的{wording.number(later)}低于前面的{wording.number(earlier)}。",
                title="计划进度有误",
            )
    if ordered[0][1] < 0:
        raise UserError("计划进度不能小于0。", title="计划进度有误")
    last = ordered[-1][1]
    if kind == "last_year" and last <= 0:
        raise UserError("上年12月累计数须大于0。", title="计划进度有误")
    if kind != "last_year" and last != 100:
        raise UserError(f"最后一个{'节点' if kind == 'nodes' else '月'}须为100%。", title="计划进度有误")
