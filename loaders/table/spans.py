"""What span of time a heading of figures speaks of: the year's up to the month, the month's own, since a project began.

A heading is read by its words, each of which is known; with a word that is not, nothing is read out of it. What one
of no figures names (an item, a measure, a reason) is known by its words too.
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
_TO_THIS_MONTH = re.compile(rf"(?<!\d)0?1月?份?{_TO}[本当]月")  # 1—本月
_MONTH = re.compile(r"(?:(20\d\d)年)?(?<![\d自从])0?(\d{1,2})月(?:份|底|末)*(?![起至到以\-—–~])")
_BEGUN = r"(?:开工|动工|开建|立项|签约|投产|投用|建成|开业|运营|启动|建设|实施|施工)"
_SINCE_BEGUN = re.compile(
    rf"{_BEGUN}(?:建设|实施)?(?:以来|至今|起|后|至|到)|自{_BEGUN}|(?:开工|动工|立项){_BEGUN}?累计|历年|历史|总累计|累计总"
)
_SINCE_YEAR = re.compile(r"(20\d\d)年?(?:\d{1,2}月)?(?:以来|起至|至今|[-—–~至到]+(20\d\d)年)")
_LAST_YEAR = re.compile(r"上年|去年|上一年|同期")
_LAST_MONTH = re.compile(r"上月|上一?期|上一?次|上个月|前月")
_FORESEEN = re.compile(r"预计|预测|预估|预期|测算")
_WHOLE_YEAR = re.compile(r"全年|年度|年底|年末")
_PLAN_REMARK = re.compile(r"[(\[](?:按|原)?(?:计划|目标)数?[)\]]")
_QUARTER = re.compile(r"(前|1[-至到])?第?([1-4一二三四])季度|(上|下)半年")
_CUMULATIVE = re.compile(
    r"累计|累积|至今|以来|截[至止]|自?(?:元月|1月|年初)(?:份)?(?:起|至|到|[-—–~])|至本月|至目前|年初"
)
_UP_TO = re.compile(r"累计|累积|截[至止]|[末底至]")
_REACHED = re.compile(r"完成|达到|实现|建成")
_RATE = re.compile(r"率|完成比$|比例|占比|百分比|比重|占.{0,4}(?:计划|目标|任务)|完成目标百分|完成(?:计划|目标|任务)?%")
_GROWTH = re.compile(r"同比|[比较](?:上年|去年)(?:同期)?(?=.{0,40}[%率速幅])|增速|增幅|增长|[升增]降率")
_COMPARED = re.compile(r"同比|[比较与同](?:上年|去年)(?:同期)?")
_RANK = re.compile(r"位次|名次|排名")
_JUDGED = re.compile(  # 核定得分, 得分/自评, 较序时差距; a group 考核评分 over 1-10月完成值 is none
    r"(?:(?:[得扣加减评赋积满]|自评|标准|基[础准]|考核|核定|绩效)分|分值|权[重数])"
    r"(?!.*(?:完成|实际|累计|目标|任务|计划|进展|原因|说明|依据|理由|标准|办法|细则))"
    r"|(?:差距|差额|超欠|偏差|缺口|剩余|未完成|[尚还][需差欠]|滞后|超前|[快慢]于)(?!.*(?:原因|说明|措施|分析))"
)
PACE = re.compile(  # what should be reached by then, which is nothing done although it says 进度 or 完成数
    r"(?:序时|时序|时间|计划|目标|节点)进度|(?:推进|工作|实施|进度|时间)*(?:安排|时间表|计划表?|路线图)"
    r"(?:完成(?![情率比百%]))?|应(?:累计)?(?:完成(?![情率比百%])|达到?|实现|建成|新增)"
)
_TIMED = re.compile(r"序时|时序|节点|[分各每逐](?:季度?|月份?|阶段)|应")
_NO_GROWTH = re.compile(
    r"位次|名次|排名|环比|上月|上期|(?:增长|增加|增减|下降)[额量数]|(?:增加|增减|净增)(?!.*[%率速幅])"
)
_SINCE_LAST_MONTH = re.compile(r"[比较](?:上月|上期)末?(?:底)?(?:净?[增减]\w*|变化|变动)?(?:数|量|额)?")
_PLANNED = re.compile(r"计划|目标|任务|序时|时序|节点|应")
_DONE = re.compile(r"完成情况|实际|已完成|完成数|完成量|完成值|进展|推进|进度|实现|达到|^完成.{0,2}(?:目标|任务|计划)")
_OWN = re.compile(r"本月|当月|月份?(?:完成|新增)")
_OF_ELSE = re.compile(r"[本当]季|开工|动工|开建|立项|签约|启动")  # 累计开工, 本季度累计: is it what counts?
_WORD = re.compile(
    rf"{_YEAR}|0?\d{{1,2}}月?份?(?={_TO}(?:{_YEAR})?\d)|\d{{1,2}}月(?:份|底|末)*|[一二三四1-4]季度|[上下]半年|本季度?|今年|本年|当年|全年|年内|年度|年初|年|元月份?"
    r"|本月|当月|上月|上个月|上期|本期|报告期|统计周期内|统计期内|目前|当前|现在|截[至止]|至今|以来|累计|累积|合计"
    r"|开工|动工|开建|立项|签约|投产|启动|建设|实施|施工|历年|上年|去年|同期|主要"
    r"|完成|实际|实现|达到|建成|新增|实绩|数据|数量|数值|绝对[数值量额]|工程量|工作量|实物量|投资|金额|情况|进度|进展|推进|形象"
    r"|全[区县市省国]|[本我][区县市局]|其中|投用|投产|竣工|完工|交付|计划|目标|任务|指标|增速|增长|增幅|比例|占比?|百分比|比重|填报|报送|执行|达成"
    r"|预计|预测|预估|预期|测算"
    r"|±?%|同比|环比|增减|增加|净增|升降|变[化动]|名义|可比|位次|名次|排名|[比较]"
    r"|序时|时序|节点|时间(?:表|(?=进度|安排|节点|计划))|分解|安排|计划表|路线图|推进|工作|[分各每逐](?:季度?|月份?|阶段)|应|通报|调度|监测|公布|发布|[本上]一?[次期]"
    r"|[自从由至到止前第已达数量值额总率底末份的起内,;\-—–~]"
)
LEVEL = re.compile(r"([一二三四五1-5])级(?:考核)?(?:指标|目录|任务|事项|项目|目标|分类|类别)?(?:名称|内容)?$")
_OF = (
    r"(?:包[联保抓]|联系|挂[联包]|帮扶|督[办查]|交办|(?:年度)?重[点大]|主要|民生|实事|具体|承办|牵头|责任|考核|任务"
    r"|工程|事项|项目|领导|党政|[区县市省]级?)"
)
_NAMES = {
    "measure": re.compile(
        rf"{LEVEL.pattern}|(?:{_OF}|核心|关键|监测|评价|绩效|量化|统计|分项|细化)+指标(?:名称|内容)?"
    ),
    "item": re.compile(
        rf"{_OF}+(?:工作)?(?:事项|项目|任务|实事|工程|工作)(?:名称|内容)?"
        rf"|(?:{_OF}|工作)+[及和与、](?:主要|具体|工作)*(?:内容|名称)"
    ),
    "verdict": re.compile(
        r"是否(?:已?按?(?:达到?|完成|符合|满足|超过?))?(?:序时|时序|时间|计划|目标|任务)(?:进度|要求|任务|值)*"
    ),
    "next_step": re.compile(
        r"下一?步(?:主要|重点|工作)*(?:打算|计划|措施|安排|思路|举措|建议)|(?:整改|推进|改进|解决)(?:措施|举措)"
    ),
    "other": re.compile(r".*(?:位次|名次|排名|等[次级]|档次|评[级价])(?:变[化动]|升降)?"),
    "problem": re.compile(r"(?!.*(?:调整|变[更动]|增减|申请|取消|立项)).*原因(?:分析|说明|简述)?"),
}
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


def named(text: str) -> str:
    """The field that a plain heading names: 包联事项, 二级指标, 扣分原因; empty for none."""
    return next((name for name, words in _NAMES.items() if words.fullmatch(text)), "")


def tells_growth(text: str) -> bool:
    """Whether a heading says that its figures are growths of this year's: 同比, 比上年同期±%, 1-10月增速."""
    if not _GROWTH.search(text) or _NO_GROWTH.search(text) or _PLANNED.search(text):
        return False
    return not _LAST_YEAR.search(_COMPARED.sub("", text))


def says_so_far(text: str) -> bool:
    """Whether a heading itself says that its figures are the year's up to a month."""
    return bool(_CUMULATIVE.search(text)) or _named(text).field == "value"


def _says_up_to_when(text: str, month: dt.date | None) -> bool:
    """Whether a month stands behind 上期 up to which its figures are: 上期(截至8月底), not 截至10月底/上月累计."""
    *before, behind = _LAST_MONTH.split(text)
    named = _named(behind).month_no
    is_past = named is not None and (month is None or named <= month.month)
    return is_past and says_so_far(behind) and not any(re.search(r"\d月", one) for one in before)


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
    text = _TO_THIS_MONTH.sub("年初至本月", text)
    if _JUDGED.search(text):
        return Span("other")
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
    if _LAST_MONTH.search(text) and not _says_up_to_when(text, month):
        return Span("previous" if _UP_TO.search(_LAST_MONTH.sub("", text)) else "other")
    named = _named(text)
    if month is not None and named.year is not None and named.year < month.year and not _PLANNED.search(text):
        return Span("last_year")
    if _FORESEEN.search(text):  # 预计全年完成: to come; 预计累计完成 may be this month's, and is asked about
        return Span("plan" if _WHOLE_YEAR.search(text) and not _CUMULATIVE.search(text) else "", *_when(named))
    planned = PACE.sub("计划", text)
    if _PLANNED.search(planned) and not _DONE.search(planned):
        is_of_a_time = named.month_no is not None or any(one.search(text) for one in (_TIMED, _OWN, _CUMULATIVE))
        is_years = not is_of_a_time and planned == text
        return Span("target" if is_years else "plan", *_when(named))
    is_either = "目标完成" in text and not re.search("情况|进度", text)
    if planned != text or is_either or _OF_ELSE.search(text):  # 序时进度/完成数, 目标完成值: what was to be reached?
        return Span("", *_when(named))
    if named.field:
        return named
    if _CUMULATIVE.search(text):
        return Span("" if "当月累计" in text else "value", named.month_no, named.year)
    if re.search(r"(?:月份?|季度)[底末]", text):  # 10月底完成: done by then; 10月底前完成: a deadline; 10月底: anything
        is_done = _REACHED.search(text) and not re.search("[底末]前", text)
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
        own = "" if re.search("季度[底末]", text) else "other"
        return Span("value" if is_so_far else own, last, _year(text))
    if found := _MONTH.search(text):
        return Span("", int(found[2]), int(found[1]) if found[1] else _year(text))
    return Span("", None, _year(text))


def _year(text: str) -> int | None:
    found = re.findall(r"20\d\d", text)
    return int(found[-1]) if found else None


def _since_an_earlier_year(text: str, month: dt.date | None) -> bool:
    found = _SINCE_YEAR.search(text)
    return found is not None and (month is None or int(found[1]) < month.year)
