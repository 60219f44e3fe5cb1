"""The glossary: every code's one form on screen, and each status with its word, mark and colour (domain.md §1, §2)."""

from dataclasses import dataclass, replace
from typing import Literal

from metrics import kinds

DEMO_LABEL = "演示数据"
DEMO_LINE = f"{DEMO_LABEL},不得作为正式数据使用"
REAL_LABEL = "正式数据"
NO_VALUE = "—"
ANOMALOUS = "数据异常"  # what a stored number beyond metrics/bounds.py reads as (store/schema/0011)


@dataclass(frozen=True)
class Status:
    """One status: its code, its words when judged by pace and by level, its one-character mark and its colours.

    `fill` is a surface, on which `on_fill` is readable; `ink` is the same hue dark enough for words on white. What was
    not reported is hatched besides, so that it is no pale green in a grey copy.
    """

    code: str
    by_pace: str
    by_level: str
    mark: str
    fill: str
    on_fill: str
    ink: str

    @property
    def hatch(self) -> str:
        """The pattern on the surface, as plotly names it."""
        return "/" if self.code == "not_reported" else ""

    @property
    def word(self) -> str:
        """The word for counts over both ways of judging."""
        return self.by_pace


# In the order in which they are listed and stacked: what is well first.
STATUSES: dict[str, Status] = {
    status.code: status
    for status in (
        Status("done", "已完成", "全年达标", "完", "#2b6cb8", "#ffffff", "#1f5796"),
        Status("ahead", "超序时", "超目标", "超", "#2a8454", "#ffffff", "#1f6b43"),
        Status("on_track", "达序时", "达目标", "达", "#8ccfa0", "#0d2b18", "#2a7547"),
        Status("behind", "慢序时", "低于目标", "慢", "#eeb63c", "#3a2900", "#855800"),
        Status("far_behind", "严重滞后", "明显低于目标", "滞", "#c5362f", "#ffffff", "#a82822"),
        Status("not_reported", "未报送", "未报送", "缺", "#c3c9d1", "#1c2128", "#4d5662"),
        Status("undecided", "待认定", "待认定", "认", "#d5cfe3", "#2e2545", "#5b4d80"),
        Status("not_due", "未到时点", "本月不发布", "未", "#e6e9ed", "#49515c", "#5d6672"),
    )
}
STATUS_CODES = tuple(STATUSES)
GOOD = ("done", "ahead", "on_track")
BAD = ("far_behind", "behind")
WORST_FIRST = ("far_behind", "behind", "not_reported", "undecided", "on_track", "ahead", "done", "not_due")
UNFINISHED = "未完成"  # behind or far behind in December

UNDECIDED = {
    "base": "缺基数", "reference": "缺参照", "basis": "口径不同", "words": "文字数据", "target": "缺目标值",
}  # fmt: skip
NOT_DUE = {"condition": "条件未触发", "plan": "未到时点", "later": "未到时点", "calendar": "本月不发布"}

SERIES = {"indicator": "经济指标", "task": "重点任务", "livelihood": "民生实事"}
SERIES_SHORT = {"indicator": "经济", "task": "任务", "livelihood": "民生"}

KINDS = {code: kind.word for code, kind in kinds.KINDS.items()}
CALENDARS = {
    "monthly": "按月", "monthly_from_feb": "按月(1–2月起)", "quarterly": "按季", "half_yearly": "按半年",
    "yearly": "按年",
}  # fmt: skip
PLAN_KINDS = {"linear": "按月均分", "by_month": "逐月设定", "nodes": "节点推进", "last_year": "按上年进度"}
COMPARATORS = {
    ">=": "不低于", ">": "突破", "<": "低于", "<=": "不超过", "=": "达到", "range": "区间", "~": "基本同步",
}  # fmt: skip
# What a unit says in words beside a figure, in the order in which it is read.
Text = Literal["progress", "problem", "next_step", "expected"]
TEXTS: dict[Text, str] = {
    "progress": "进展情况", "problem": "存在问题及原因", "next_step": "下一步措施", "expected": "预计完成时间",
}  # fmt: skip
# What became of items since another state of the figures, and figures that are others now.
NEWS = {"completed": "新完成", "fell_behind": "新增滞后", "recovered": "恢复正常"}
RESTATED = "更正数据"
# A figure that was doubtful when it was sent, and what a reviewer decides about it.
DOUBTFUL = "存疑"
VERDICTS = {"confirmed": "确认", "set_aside": "暂不采用"}
UNIT_BASES = {"report": "报告明确", "proposed": "拟定"}
PRESETS = {"standard": "本系统标准", "lights": "部分城市亮灯标准"}
HOUSE_NUMBER = "本系统设定"


def status_word(
    status: str | None, *, by_pace: bool, month_no: int, undecided_because: str | None = None,
    not_due_because: str | None = None,
) -> str:  # fmt: skip
    """A measure's status as it is printed, with the cause where it is undecided or not due.

    In December what is behind is 未完成 (domain.md §2). Without a status (a reference measure): "—".
    """
    if status is None:
        return NO_VALUE
    if status in BAD and month_no == 12:
        return UNFINISHED
    if status == "undecided" and undecided_because:
        return f"{STATUSES[status].by_pace}: {UNDECIDED[undecided_because]}"
    if status == "not_due" and not_due_because in ("condition", "later"):
        return NOT_DUE[not_due_because]
    return STATUSES[status].by_pace if by_pace else STATUSES[status].by_level


def statuses_in(month_no: int) -> list[Status]:
    """The statuses in their order, each in the words of the month: in December what is behind is 未完成."""
    words = {code: UNFINISHED for code in BAD if month_no == 12}
    return [
        replace(status, by_pace=words.get(code, status.by_pace), by_level=words.get(code, status.by_level))
        for code, status in STATUSES.items()
    ]


def count_word(code: str, *, is_december: bool) -> str:
    """A status' word for counts over both ways of judging. In December the two of what is behind differ in the mark."""
    return marked(code, UNFINISHED) if is_december and code in BAD else STATUSES[code].word


def status_words(code: str) -> list[str]:
    """Every word that a status can be printed as."""
    status = STATUSES[code]
    words = [status.by_pace, status.by_level]
    if code in BAD:
        words.append(UNFINISHED)
    if code == "undecided":
        words += [f"{status.by_pace}: {because}" for because in UNDECIDED.values()]
    if code == "not_due":
        words += NOT_DUE.values()
    return list(dict.fromkeys(words))


def marked(status: str | None, word: str) -> str:
    """The mark before the word: `慢 慢序时`, so that colour never stands alone."""
    return f"{STATUSES[status].mark} {word}" if status in STATUSES else word


def item_code(series: str, item_no: int) -> str:
    """`民生8`, `任务12`, `经济2`: how a person names an item."""
    return f"{SERIES_SHORT[series]}{item_no}"


def unit_label(name: str, unit_basis: str) -> str:
    """A lead unit's name, with 拟定 where the report names none."""
    return f"{name}({UNIT_BASES['proposed']})" if unit_basis == "proposed" else name


_SHORT = {
    "社会消费品零售总额": "社零总额", "居民人均可支配收入": "居民收入", "一般公共预算收入": "预算收入", "增速": "",
}  # fmt: skip


def short_name(measure: str) -> str:
    """An indicator's name as officials shorten it, for cards: 社零总额, 城镇居民收入."""
    for long, short in _SHORT.items():
        measure = measure.replace(long, short)
    return measure
