"""What span of time a heading of figures speaks of: the year's up to the month, the month's own, since a project began.

A heading is read by its words, each of which is known; with a word that is not, nothing is read out of it.
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

_YEAR = r"(?:20\d\d)年?度?"
_TO = r"[-—–~至到]+"
_SPAN = re.compile(
    rf"(?:(20\d\d)年)?(?:自|从)?(?:0?(\d{{1,2}}))月?份?{_TO}(?:(20\d\d)年)?(?:本年)?0?(\d{{1,2}})月(?:份|底|末)*"
)
_MONTH = re.compile(r"(?:(20\d\d)年)?(?<![\d自从])0?(\d{1,2})月(?:份|底|末)*(?![起至到以\-—–~])")
_BEGUN = r"(?:开工|动工|开建|立项|签约|投产|开业|启动|建设|实施|施工)"
_SINCE_BEGUN = re.compile(
    rf"{_BEGUN}(?:建设|实施)?(?:以来|至今|起|后|至|到)|自{_BEGUN}|(?:开工|动工|立项){_BEGUN}?累计|历年|历史|总累计|累计总"
)
_SINCE_YEAR = re.compile(r"(20\d\d)年?(?:\d{1,2}月)?(?:以来|起至|至今|[-—–~至到]+(20\d\d)年)")
_LAST_YEAR = re.compile(r"上年|去年|上一年|同期")
_LAST_MONTH = re.compile(r"上月|上期|上个月|前月")
_FORESEEN = re.compile(r"预计|预测|预估|预期|测算")
_PLAN_REMARK = re.compile(r"[(\[](?:按|原)?(?:计划|目标)数?[)\]]")
_QUARTER = re.compile(r"(前|1[-至到])?第?([1-4一二三四])季度|(上|下)半年")
_CUMULATIVE = re.compile(
    r"累计|累积|至今|以来|截[至止]|自?(?:元月|1月|年初)(?:份)?(?:起|至|到|[-—–~])|至本月|至目前|年初"
)
_UP_TO = re.compile(r"累计|累积|截[至止]|[末底至]")
_RATE = re.compile(r"率|比例|占比|百分比|比重|完成目标百分|完成(?:计划|目标|任务)?%")
_GROWTH = re.compile(r"同比|[比较](?:上年|去年)(?:同期)?(?=.{0,40}[%率速幅])|增速|增幅|增长|[升增]降率")
_COMPARED = re.compile(r"同比|[比较与同](?:上年|去年)(?:同期)?")
_RANK = re.compile(r"位次|名次|排名")
_NO_GROWTH = re.compile(
    r"位次|名次|排名|环比|上月|上期|(?:增长|增加|增减|下降)[额量数]|(?:增加|增减|净增)(?!.*[%率速幅])"
)
_SINCE_LAST_MONTH = re.compile(r"[比较](?:上月|上期)末?(?:底)?(?:净?[增减]\w*|变化|变动)?(?:数|量|额)?")
_PLANNED = re.compile(r"计划|目标|任务")
_DONE = re.compile(r"完成情况|实际|已完成|完成数|完成量|完成值|进展|推进|进度|实现|达到|^完成.{0,2}(?:目标|任务|计划)")
_OWN = re.compile(r"本月|当月|月份?(?:完成|新增)")
_WORD = re.compile(
    rf"{_YEAR}|0?\d{{1,2}}月?份?(?={_TO}(?:{_YEAR})?\d)|\d{{1,2}}月(?:份|底|末)*|[一二三四1-4]季度|[上下]半年|本季度?|今年|本年|当年|全年|年内|年度|年初|年|元月份?"
    r"|本月|当月|上月|上个月|上期|本期|报告期|统计周期内|统计期内|目前|当前|现在|截[至止]|至今|以来|累计|累积|合计"
    r"|开工|动工|开建|立项|签约|投产|启动|建设|实施|施工|历年|上年|去年|同期|主要"
    r"|完成|实际|实现|达到|建成|新增|实绩|数据|数量|数值|绝对[数值量额]|工程量|工作量|实物量|投资|金额|情况|进度|进展|推进|形象"
    r"|全[区县市省国]|[本我][区县市局]|其中|投用|投产|竣工|交付|计划|目标|任务|指标|增速|增长|增幅|比例|占比|百分比|比重|填报|报送|执行|达成"
    r"|±?%|同比|环比|增减|增加|净增|升降|变[化动]|名义|可比|位次|名次|排名|[比较]"
    r"|[自从由至到止前第已达数量值额总率底末份的起内\-—–~]"
)
FIGURES = frozenset(
    {
        "value", "month_only", "previous", "target", "done", "plan", "last_year", "since_start", "other", "rank",
        "growth", "stage",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Span:
    """A field of FIGURES, and the month and year that the heading names. `field` "": figures of no certain span."""

    field: str
    month_no: int | None = None
    year: int | None = None


def tells_growth(text: str) -> bool:
    """Whether a heading says that its figures are growths of this year's: 同比, 比上年同期±%, 1-10月增速."""
    if not _GROWTH.search(text) or _NO_GROWTH.search(text) or _PLANNED.search(text):
        return False
    return not _LAST_YEAR.search(_COMPARED.sub("", text))


def says_so_far(text: str) -> bool:
    """Whether a heading itself says that its figures are the year's up to a month."""
    return bool(_CUMULATIVE.search(text)) or _named(text).field == "value"


def is_of_another_time(text: str, month: dt.date | None) -> bool:
    """Whether a heading speaks of another time than the year so far: since the start, last year's, one to come."""
    if any(pattern.search(text) for pattern in (_SINCE_BEGUN, _LAST_YEAR, _LAST_MONTH, _FORESEEN, _PLAN_REMARK)):
        return True
    return bool(_since_an_earlier_year(text, month))


@cache
def span(text: str, month: dt.date | None, unit: str = "") -> Span | None:
    """What a heading (without blanks, unit and remarks) says of its figures; None where it is not all known words.

    `unit`: what stands behind it: 完成目标(%) is a rate.
    """
    if not text or _WORD.sub("", text):
        return None
    if _SINCE_BEGUN.search(text) or _since_an_earlier_year(text, month):
        return Span("since_start")
    if tells_growth(text + ("%" if unit == "%" else "")):
        return _growth(text) if unit in ("", "%") else Span("other")  # 同比增长(亿元)
    if "环比" in text or (_GROWTH.search(text) and _RANK.search(text)):
        return Span("other")
    if _LAST_YEAR.search(text):
        return Span("last_year")
    if _RATE.search(text) or (unit == "%" and _PLANNED.search(text)):
        return Span("other" if re.search("当月|本月|上月|上期", text) else "done", *_when(_named(text)))
    if "形象进度" in text and not (_PLANNED.search(text) or _LAST_MONTH.search(text)):
        return Span("stage", *_when(_named(text)))
    if _SINCE_LAST_MONTH.search(text):
        return Span("month_only" if unit != "%" and "%" not in text else "other")
    if _LAST_MONTH.search(text):
        return Span("previous" if _UP_TO.search(_LAST_MONTH.sub("", text)) else "other")
    named = _named(text)
    if month is not None and named.year is not None and named.year < month.year and not _PLANNED.search(text):
        return Span("last_year")
    if _PLANNED.search(text) and not _DONE.search(text):
        is_years = named.month_no is None and not _OWN.search(text) and not _CUMULATIVE.search(text)
        return Span("target" if is_years else "plan", *_when(named))
    if named.field:
        return named
    if _CUMULATIVE.search(text):
        return Span("" if "当月累计" in text else "value", named.month_no, named.year)
    if re.search(r"月(?:份)?[底末]", text):  # 10月底完成 was done by then, 10月底前完成 is a deadline, 10月底 anything
        is_done = re.search("完成|达到|实现|建成", text) and not re.search("[底末]前", text)
        return Span("value" if is_done else "", named.month_no, named.year)
    if named.month_no is not None or _OWN.search(text):
        return Span("month_only", named.month_no, named.year)
    return Span("", None, named.year)


def _growth(text: str) -> Span:
    """A growth: of the year so far, or of nothing else than one month. One that says neither goes with its amount."""
    named = _named(text)
    if named.field == "value" or _CUMULATIVE.search(text):
        return Span("growth", *_when(named))
    return Span("other" if named.field or named.month_no or _OWN.search(text) else "growth", None, named.year)


def _when(named: Span) -> tuple[int | None, int | None]:
    return named.month_no, named.year


def _named(text: str) -> Span:
    """The months that a heading names: a span from January is the year's so far, another one is something else."""
    if found := _SPAN.search(text):
        first, last = int(found[2]), int(found[4])
        year = found[3] or found[1]
        return Span("value" if first == 1 else "other", last, int(year) if year else None)
    if found := _QUARTER.search(text):
        is_so_far = bool(found[1]) or found[3] == "上" or bool(_CUMULATIVE.search(text)) or found[2] in ("1", "一")
        last = {"上": 6, "下": 12}.get(found[3] or "") or 3 * ("一二三四".find(found[2]) + 1 or int(found[2]))
        return Span("value" if is_so_far else "other", last, _year(text))
    if found := _MONTH.search(text):
        return Span("", int(found[2]), int(found[1]) if found[1] else _year(text))
    return Span("", None, _year(text))


def _year(text: str) -> int | None:
    found = re.findall(r"20\d\d", text)
    return int(found[-1]) if found else None


def _since_an_earlier_year(text: str, month: dt.date | None) -> bool:
    found = _SINCE_YEAR.search(text)
    return found is not None and (month is None or int(found[1]) < month.year)
