"""What span of time a heading's figures are of: the year's up to the month, the month's own, since a project began.

A heading is read by its words, each of which is known; with a word that is not, nothing is read out of it.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache

from loaders.table.headings.names import (
    LAST_YEAR,
    PACE,
    PLANNED,
    RANKS,
    is_rate,
    is_score,
    tells_growth,
    tells_other_change,
)
from loaders.table.months import TO, day_to_day_in, months_in, parts_in, spans_in, without_stretches
from loaders.table.units_of_measure import PERCENT, dimension

_YEAR = r"(?:20\d\d)年?度?"
_TO_THIS_MONTH = re.compile(  # 1—本月, 1-N月, 年初至本季末
    rf"(?<!\d)0?1月?份?{TO}[本当NX]月|年初{TO}[本当]季度?[末底]?"
)
_BEGINS = re.compile(r"(?<=月)[起至到以\-—–~]")  # 10月起: what begins then ends elsewhere
_BEGUN = r"(?:开工|动工|开建|立项|签约|投产|投用|建成|开业|运营|启动|建设|实施|施工)"
_SINCE_BEGUN = re.compile(
    rf"{_BEGUN}(?:建设|实施)?(?:以来|至今|起|后|至|到)|自{_BEGUN}|(?:开工|动工|立项){_BEGUN}?累计|历年|历史|总累计|累计总(?![量额值数])"
)
_SINCE_YEAR = re.compile(r"(20\d\d)年?(?:\d{1,2}月)?(?:以来|起至|至今|[-—–~至到]+(20\d\d)年)")
_LAST_MONTH = re.compile(r"上月|上期|上一期|上次|上一次|上个月|前月")
_FORESEEN = re.compile(r"预计|预测|预估|预期|测算")
_DECEMBER = 12
_WHOLE_YEAR = re.compile(r"全年|年度|年底|年末")
_WHOLE_YEAR_ALONE = re.compile(rf"{_YEAR}全年")  # 全年 may be the year's target
_RESULT = re.compile("完成|达[到成]|实现|建成|新增|实际|实绩|进展|推进|进度")
_PLAN_REMARK = re.compile(r"[(\[](?:按|原)?(?:计划|目标)数?[)\]]")
_CUMULATIVE = re.compile(
    r"累计|累积|至今|以来|期末|截[至止]|自?(?:元月|1月|年初)(?:份)?(?:起|至|到|[-—–~])|至本月|至目前|年初"
)
_UP_TO = re.compile(r"累计|累积|截[至止]|[末底至]")
_REACHED = re.compile(r"完成|达到|实现|建成")
_TIMED = re.compile(r"序时|时序|节点|[分各每逐](?:季度?|月份?|阶段)|应")
_SINCE_LAST_MONTH = re.compile(r"[比较](?:上月|上期)末?(?:底)?(?:净?[增减]\w*|变化|变动)?(?:数|量|额)?")
_COMPARED_WITH = re.compile(  # 较1-9月(百分点), 较目标
    r"[比较](?:(?:20\d\d年)?(?:\d{1,2}[-—–~至到])?\d{1,2}月|(?:年度|全年)?(?:目标|计划|任务|序时|时序|时间))"
)
_RATE_OF_ELSE = re.compile("当月|本月|上月|上期|序时|时序")  # 序时完成率: of what should be reached by now
_CHANGED = re.compile(r"(?:增减|变化|变动|升降)[额量数值率]?%?$|^净?增量$")
_DONE = re.compile(r"完成情况|实际|已完成|完成数|完成量|完成值|进展|推进|进度|实现|达到|^完成.{0,2}(?:目标|任务|计划)")
_OWN = re.compile(r"本月|当月|月份?(?:完成|新增)")
_OF_ELSE = re.compile(r"[本当]季|开工|动工|开建|立项|签约|启动")  # 累计开工, 本季度累计: is it what counts?
_WORD = re.compile(
    rf"{_YEAR}|期末|本季度?|今年|本年|当年|全年|年内|年度|年初|年|元月份?"
    r"|本月|当月|上月|上个月|上期|本期|报告期|统计周期内|统计期内|目前|当前|现在|截[至止]|至今|以来|累计|累积|合计"
    r"|开工|动工|开建|立项|签约|投产|启动|建设|实施|施工|历年|上年|去年|同期|主要"
    r"|完成|实际|实现|达到|建成|新增|实绩|[年调整为]*预算|调整后|数据|数量|数值|绝对数|绝对值|绝对量|绝对额|工程量|工作量|实物量|投资|金额|情况|进度|进展|推进|形象"
    r"|全[区县市省国]|[本我][区县市局]|其中|投用|投产|竣工|完工|交付|计划|目标|任务|指标|增长速度|增速|增长|增幅|比例|占比?|百分比|比重|填报|报送|执行|达成"
    r"|预计|预测|预估|预期|测算"
    r"|±?%|同比|环比|增减|增量|增加|净增|升降|变化|变动|名义|可比价?|(?:自然|同)口径|[比较]"
    rf"|{RANKS}"
    r"|序时|时序|节点|时间(?:表|(?=进度|安排|节点|计划))|分解|安排|计划表|路线图|推进|工作|[分各每逐](?:季度?|月份?|阶段)|应|通报|调度|监测|公布|发布|本次|上次|上一次|上一期"
    r"|[自从由至到止前第已达数量值额总率底末份的起内,;\-—–~]"
)
FIGURES = frozenset([
    "value", "month_only", "previous", "target", "done", "plan", "last_year", "since_start", "other", "rank", "growth",
    "stage",
])  # fmt: skip


@dataclass(frozen=True)
class Span:
    """A field of FIGURES, and the month and year that the heading names. `field` "": figures of no certain span."""

    field: str
    month_no: int | None = None
    year: int | None = None


def says_so_far(text: str) -> bool:
    """Whether a heading itself says that its figures are the year's up to a month."""
    return bool(_CUMULATIVE.search(text)) or _months(text).field == "value"


def is_of_another_time(text: str, month: dt.date | None) -> bool:
    """Whether a heading speaks of another time than the year so far: since the start, last year's, one to come."""
    if any(pattern.search(text) for pattern in (_SINCE_BEGUN, LAST_YEAR, _LAST_MONTH, _FORESEEN, _PLAN_REMARK)):
        return True
    return _is_since_an_earlier_year(text, month)


@cache
def span(text: str, month: dt.date | None, unit: str = "") -> Span | None:
    """What a heading (without blanks, unit and remarks) says of its figures; None where it is not all known words.

    `unit`: what stands behind it: 完成目标(%) is a rate.
    """
    text = _TO_THIS_MONTH.sub("年初至本月", text)
    if is_score(text):
        return Span("other")
    if not text or _WORD.sub("", without_stretches(text)):
        return None
    if _SINCE_BEGUN.search(text) or _is_since_an_earlier_year(text, month):
        return Span("since_start")
    months = _months(text)
    if tells_growth(text + ("%" if unit == "%" else "")):
        return _growth(text, months) if unit in ("", "%") else Span("other")  # 同比增长(亿元)
    if tells_other_change(text):
        return Span("other")
    if LAST_YEAR.search(text):
        return Span("last_year")
    if is_rate(text, unit):
        return replace(months, field="other" if _RATE_OF_ELSE.search(text) else "done")
    if "形象进度" in text and not (PLANNED.search(text) or _LAST_MONTH.search(text)):
        return replace(months, field="stage")
    if _SINCE_LAST_MONTH.search(text):
        return Span("other" if "%" in text or dimension(unit) == PERCENT else "month_only")  # 较上月变化(百分点)
    if _CHANGED.search(text) or _COMPARED_WITH.match(text):
        return Span("other")
    if _LAST_MONTH.search(text) and not _says_up_to_when(text, month):
        return Span("previous" if _UP_TO.search(_LAST_MONTH.sub("", text)) else "other")
    if month is not None and months.year is not None and months.year < month.year and not PLANNED.search(text):
        return Span("last_year")
    if _FORESEEN.search(text):  # 预计全年完成: to come; 预计累计完成 may be this month's, and is asked about
        return replace(months, field="plan" if _WHOLE_YEAR.search(text) and not _CUMULATIVE.search(text) else "")
    planned = PACE.sub("计划", text)
    if PLANNED.search(planned) and not _DONE.search(planned):
        is_of_a_time = months.month_no is not None or any(one.search(text) for one in (_TIMED, _OWN, _CUMULATIVE))
        return replace(months, field="plan" if is_of_a_time or planned != text else "target")
    is_either = "目标完成" in text and not re.search("情况|进度", text)
    if planned != text or is_either or _OF_ELSE.search(text):  # 序时进度/完成数, 目标完成值: what was to be reached?
        return replace(months, field="")
    if month is not None and month.month == _DECEMBER and _is_the_years(text, months):
        return replace(months, field="value")
    return _done(text, months)


def _is_the_years(text: str, months: Span) -> bool:
    """Whether a heading is of all that the year brought, once it is over: 全年完成.

    2023年度/12月 is of one month of it, 年度投资 what was planned, 年底前完成 a deadline.
    """
    if months.field or months.month_no is not None or _OWN.search(text) or PLANNED.search(text) or "前" in text:
        return False
    named = _WHOLE_YEAR.search(text)
    return _WHOLE_YEAR_ALONE.fullmatch(text) is not None or bool(named and _RESULT.search(text, named.end()))


def _done(text: str, months: Span) -> Span:
    """The span of a heading that says nothing but what was done."""
    if months.field:
        return months
    if _CUMULATIVE.search(text):
        return replace(months, field="" if "当月累计" in text else "value")
    if re.search(r"(?:月份?|季度)[底末]", text):  # 10月底完成: done by then; 10月底前完成: a deadline; 10月底: anything
        is_done = _REACHED.search(text) and not re.search("[底末]前", text)
        return replace(months, field="value" if is_done else "")
    return replace(months, field="month_only") if months.month_no is not None or _OWN.search(text) else months


def _growth(text: str, months: Span) -> Span:
    """A growth: of the year so far, or of nothing else than one month. One that says neither goes with its amount."""
    if months.field == "value" or _CUMULATIVE.search(text):
        return replace(months, field="growth")
    is_of_one = months.field or months.month_no or _OWN.search(text)
    return Span("other" if is_of_one else "growth", None, months.year)


def _says_up_to_when(text: str, month: dt.date | None) -> bool:
    """Whether a month stands behind 上期 up to which its figures are: 上期(截至8月底), not 截至10月底/上月累计."""
    *before, behind = _LAST_MONTH.split(text)
    number = _months(behind).month_no
    is_past = number is not None and (month is None or number <= month.month)
    return is_past and says_so_far(behind) and not any(re.search(r"\d月", one) for one in before)


def _months(text: str) -> Span:
    """The months that a heading names: a span from January is the year's so far, another one is something else."""
    if (one := next(spans_in(text), None)) is not None:
        return Span("value" if one.is_so_far else "other", one.last, one.year or _year(text))
    if (one := next(parts_in(text), None)) is not None:
        is_so_far = one.is_so_far or bool(_CUMULATIVE.search(text))
        return Span("value" if is_so_far else "" if re.search("季度[底末]", text) else "other", one.last, _year(text))
    if (one := next(day_to_day_in(text), None)) is not None:
        return Span("month_only", one.last, one.year or _year(text))
    for one in months_in(text):
        if text[one.at - 1 : one.at] not in ("自", "从") and not _BEGINS.match(text, one.end):
            return Span("", one.last, one.year or _year(text))
    return Span("", None, _year(text))


def _year(text: str) -> int | None:
    found = re.findall(r"(?<![比较与])20\d\d", text)  # 1-9月比2022年增长 is this year's
    return int(found[-1]) if found else None


def _is_since_an_earlier_year(text: str, month: dt.date | None) -> bool:
    found = _SINCE_YEAR.search(text)
    return found is not None and (month is None or int(found[1]) < month.year)
