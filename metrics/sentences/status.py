"""Target, figure, and why a measure has its status: in words, from the numbers used.

None, NaN and NaT in a row all mean missing.
"""

import datetime as dt
from typing import Any

from metrics import kinds, terms, wording
from metrics.periods import quarter_name
from metrics.rows import FigureRow, StatusRow, TargetRow, ToldRow, UnitRow
from metrics.wording import is_missing


def target_text(row: TargetRow) -> str:
    """The target as it is printed: `2,200个`, `6%–7%`, `突破30家`, `≥98%`-like words, or the source's own words."""
    lower, upper = row["lower"], row["upper"]
    comparator = row["comparator"]
    if row["kind"] == "reference":
        return terms.NO_VALUE
    if comparator == "~":
        return terms.COMPARATORS["~"]
    if row["kind"] == "milestone":
        return "形象进度100%"
    if comparator == "range" and not is_missing(lower) and not is_missing(upper):
        return f"{figure_text(row, lower)}–{figure_text(row, upper)}"
    bound = kinds.KINDS[row["kind"]].bound_of(lower, upper)
    if bound is None or is_missing(bound):
        return terms.NO_VALUE if is_missing(row["target_words"]) else str(row["target_words"])
    if kinds.is_fall(row["kind"], row["unit"], bound):
        words = ("超过", "") if _is_named_fall(row) else ("降幅超过", "下降")
        return f"{words[comparator != '<']}{wording.growth_figure(abs(bound))}"
    word = "" if comparator == "=" else terms.COMPARATORS[comparator]
    return f"{word}{figure_text(row, bound)}"


def actual_text(row: FigureRow) -> str:
    """The figure with its unit, the source's words where it has no number, or "—"."""
    if not is_missing(row["actual"]):
        return change_text(row, row["actual"]) if falls(row) else figure_text(row, row["actual"])
    return terms.NO_VALUE if is_missing(row["value_words"]) else str(row["value_words"])


def dated_text(row: ToldRow) -> str:
    """The figure as it is printed, and of which month it is where that is an older one: `1,320个(8月)`."""
    month = row["actual_month"]
    return f"{row['actual_text']}({month.month}月)" if month and month != row["month"] else row["actual_text"]


def why(row: StatusRow) -> str:
    """Why the measure has its computed status; with a ruling, what was ruled and by whom. Empty for a reference.

    A figure that nobody has looked at yet says so: its status is no surer than it.
    """
    if is_missing(row["computed_status"]):
        return ""
    sentence = _WHY.get(row["computed_status"], _judged)(row)
    if row["figure_state"] == "doubtful":
        sentence = f"{terms.DOUBTFUL}待审核:{sentence}"
    if not is_missing(row["ruling_status"]):
        word = terms.STATUSES[row["ruling_status"]].word
        sentence += f"。人工认定为{word}({row['ruled_by']}:{row['ruling_reason']})"
    return sentence


def change_text(row: UnitRow, value: float) -> str:
    """`下降2.5%`, `增长1.0%`; of a measure whose name says that it falls (单位GDP能耗降幅), how much: `2.5%`."""
    if not _is_named_fall(row):
        return wording.growth(value)
    return wording.growth_figure(-value if row["kind"] == "ceiling" else value)


def figure_text(row: UnitRow, value: float) -> str:
    """A figure of the row's measure (kind, unit): rates with the decimal of their publication, the rest in full.

    A percentage below zero that has a ceiling is a fall: nothing else that is kept below a percentage gets there.
    """
    if kinds.is_fall(row["kind"], row["unit"], value):
        return change_text(row, value)
    published = row["unit"] == "%" and row["kind"] in kinds.PUBLISHED
    return wording.growth_figure(value) if published else wording.figure(value, row["unit"])


def _month(value: Any) -> dt.date | None:
    return None if is_missing(value) else value


def _until(row: StatusRow) -> str:
    """`截至9月`; a figure older than the month asked for says so."""
    month = _month(row["actual_month"])
    if month is None:
        return ""
    carried = "(此后尚未到下次报送)" if month.month < row["month_no"] and row["computed_status"] != "done" else ""
    return f"截至{month.month}月{carried}"


def _pace_figures(row: StatusRow) -> str:
    if row["kind"] == "milestone":
        return f"{_until(row)}形象进度{wording.percent(row['actual'])}"
    if row["kind"] == "stock":
        gained = "" if is_missing(row["done_pct"]) else f",完成全年增量的{wording.percent(row['done_pct'])}"
        return f"{_until(row)}达{actual_text(row)}{gained}"
    done = "" if is_missing(row["done_pct"]) else f",完成率{wording.percent(row['done_pct'])}"
    return f"{_until(row)}累计{actual_text(row)}{done}"


def _judged(row: StatusRow) -> str:
    if row["by_pace"]:
        margin = row["margin_points"]
        gap = (
            f"与序时进度持平{_not_yet(row)}"
            if margin == 0
            else f"{'快' if margin > 0 else '慢'}{wording.points(margin)}"
        )
        return f"{_pace_figures(row)},序时进度{wording.percent(row['plan_pct'])},{gap}"
    return _LEVEL[row["kind"]](row)


def _growth(row: StatusRow) -> str:
    bound = "下限" if row["comparator"] == "range" else "目标"
    gap = _gap(row, over=f"高于{bound}", under=f"低于{bound}", level=f"与{bound}持平")
    return f"{_period(row)}{change_text(row, row['actual'])},目标{target_text(row)},{gap}"


def _rate(row: StatusRow) -> str:
    return (
        f"{_until(row)}为{actual_text(row)},目标{target_text(row)},{_gap(row, over='高', under='低', level='正好持平')}"
    )


def falls(row: FigureRow) -> bool:
    """Whether a row that says its target has one to fall; a rise is told as such beside it."""
    upper = row.get("upper")
    return isinstance(upper, int | float) and not is_missing(upper) and kinds.is_fall(row["kind"], row["unit"], upper)


def _is_named_fall(row: UnitRow) -> bool:
    return str(row.get("measure")).endswith("降幅")


def _ceiling(row: StatusRow) -> str:
    if falls(row):
        gap = _gap(row, over="比目标多降", under="与目标相差", level="与目标持平")
        return f"{_period(row)}{change_text(row, row['actual'])},目标{target_text(row)},{gap}"
    gap = _gap(row, over="低", under="超", level="正好持平")
    return f"{_until(row)}为{actual_text(row)},控制目标{target_text(row)},{gap}"


def _relative(row: StatusRow) -> str:
    gap = _gap(row, over="高", under="低", level="持平")
    if row["margin_month"] != row["actual_month"]:
        both = quarter_name(row["margin_month"])
        return f"{_period(row)}{wording.growth(row['actual'])};按两者都有数的{both}比较,比{_reference(row)}{gap}"
    reference = round(row["actual"] - row["margin_points"], 6)
    return f"{_period(row)}{wording.growth(row['actual'])},同期{_reference(row)}{wording.growth(reference)},{gap}"


def _reference(row: StatusRow) -> str:
    """What a relative target is compared with, by name: `地区生产总值`."""
    return "参照" if is_missing(row["reference_name"]) else terms.short_name(row["reference_name"])


def _gap(row: StatusRow, *, over: str, under: str, level: str) -> str:
    margin = row["margin_points"]
    if margin == 0:
        return f"{level}{_not_yet(row)}"
    return f"{over if margin > 0 else under}{wording.margin_size(margin, row['unit'])}"


def _not_yet(row: StatusRow) -> str:
    """Exactly at a strict bound is behind (domain.md §2): `,尚未突破目标值`."""
    at_bound = row["computed_status"] in terms.BAD and row["comparator"] in (">", "<")
    return f",尚未{terms.COMPARATORS[row['comparator']]}目标值" if at_bound else ""


def _period(row: StatusRow) -> str:
    month = _month(row["actual_month"])
    return "" if month is None else quarter_name(month) if row["calendar"] == "quarterly" else f"{_until(row)}累计"


def _done(row: StatusRow) -> str:
    if not row["by_pace"]:
        return _judged(row)
    figures = _pace_figures(row)
    return figures if row["kind"] == "milestone" else f"{figures},已达到全年目标{target_text(row)}"


def _not_due(row: StatusRow) -> str:
    if row["not_due_because"] == "condition":
        return f"适用条件“{row['condition']}”尚未触发"
    if row["not_due_because"] == "later":
        return f"目标从以后月份起执行,{row['month_no']}月不考核"
    if row["not_due_because"] == "plan":
        return f"按计划{row['month_no']}月前尚未开始"
    if row["by_pace"]:
        return f"{terms.CALENDARS[row['calendar']]}报送,{row['month_no']}月尚未到报送时点"
    return f"{row['month_no']}月不发布该指标数据"


def _not_reported(row: StatusRow) -> str:
    due = _month(row["due"])
    missing = f"{due.month}月数据应报未报" if due else "应报未报"
    last = _month(row["actual_month"])
    return missing if last is None else f"{missing},最近一次为{last.month}月的{actual_text(row)}"


def _undecided(row: StatusRow) -> str:
    because = row["undecided_because"]
    if because == "words" and row["value_words"] == terms.ANOMALOUS:
        return f"{_until(row)}入库的数为{terms.ANOMALOUS}(超出可登记的范围),请更正后重新报送"
    if because == "words":
        return f"{_until(row)}只有文字表述“{row['value_words']}”,没有数字"
    if because == "basis":
        return f"{_until(row)}为{actual_text(row)}({row['basis']}),目标按{row['target_basis']},口径不同,不能比较"
    if because == "base":
        return f"{_until(row)}达{actual_text(row)},缺上年末基数,增量无法计算"
    if because == "reference":
        return f"{_until(row)}为{actual_text(row)},缺同期参照数据,不能比较"
    return f"{_until(row)}为{actual_text(row)},缺可比较的目标值"


_LEVEL = {"growth": _growth, "rate": _rate, "ceiling": _ceiling, "relative": _relative}
_WHY = {"done": _done, "not_due": _not_due, "not_reported": _not_reported, "undecided": _undecided}
