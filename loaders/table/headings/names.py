"""What a heading names, by its words: an item, a measure, a reason; of figures, that they are rates or scores."""

import re

LEVEL = re.compile(r"([一二三四五1-5])级(?:考核)?(?:指标|目录|任务|事项|项目|目标|分类|类别)?(?:名称|内容)?$")
RANKS = "位次|名次|排名|排位"
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
    "other": re.compile(rf".*(?:{RANKS}|等[次级]|档次|评[级价])(?:变[化动]|升降)?"),
    "problem": re.compile(r"(?!.*(?:调整|变[更动]|增减|申请|取消|立项)).*原因(?:分析|说明|简述)?"),
}
PACE = re.compile(  # what should be reached by then, which is nothing done although it says 进度 or 完成数
    r"(?:序时|时序|时间|计划|目标|节点)进度|(?:推进|工作|实施|进度|时间)*(?:安排|时间表|计划表?|路线图)"
    r"(?:完成(?![情率比百%]))?|应(?:累计)?(?:完成(?![情率比百%])|达到?|实现|建成|新增)"
)
PLANNED = re.compile(r"计划|目标|任务|预算(?!执行|支出|收入|完成)|序时|时序|节点|应")
LAST_YEAR = re.compile(r"上年|去年|上一年|同期")
_RATE = re.compile(
    r"率|完成比$|比例|占比|百分比|比重|占.{0,4}(?:计划|目标|任务|预算)|为.{0,4}预算|完成目标百分|完成(?:计划|目标|任务)?%"
)
_GROWTH = re.compile(r"同比|[比较](?:上年|去年)(?:同期)?(?=.{0,40}[%率速幅])|增速|增幅|增长|增减(?=%)|[升增]降率")
_NO_GROWTH = re.compile(
    rf"{RANKS}|环比|上月|上期|[比较]年初|(?:增长|增加|增减|下降)[额量数]|(?:增加|增减|净增)(?!.*[%率速幅])"
)
_COMPARED = re.compile(r"同比|[比较与同](?:上年|去年)(?:同期)?")
_RANK = re.compile(RANKS)
_SCORE = re.compile(  # 核定得分, 得分/自评, 较序时差距; a group 考核评分 over 1-10月完成值 is none
    r"(?:(?:[得扣加减评赋积满]|自评|标准|基[础准]|考核|核定|绩效)分|分值|权[重数])"
    r"(?!.*(?:完成|实际|累计|目标|任务|计划|进展|原因|说明|依据|理由|标准|办法|细则))"
    r"|(?:差距|差额|超欠|偏差|缺口|剩余|未完成|[尚还][需差欠]|滞后|超前|[快慢]于)(?!.*(?:原因|说明|措施|分析))"
)


def named(text: str) -> str:
    """The field that a plain heading of no figures names: 包联事项, 二级指标, 扣分原因; empty for none."""
    return next((name for name, words in _NAMES.items() if words.fullmatch(text)), "")


def is_score(text: str) -> bool:
    """Whether a heading's figures are what somebody made of the figures: 核定得分, 较序时差距."""
    return _SCORE.search(text) is not None


def tells_growth(text: str) -> bool:
    """Whether a heading says that its figures are growths of this year's: 同比, 比上年同期±%, 1-10月增速."""
    if not _GROWTH.search(text) or _NO_GROWTH.search(text) or PLANNED.search(text):
        return False
    return not LAST_YEAR.search(_COMPARED.sub("", text))


def tells_other_change(text: str) -> bool:
    """Whether its figures are changes since last month, or the ranks of growths."""
    return "环比" in text or (_GROWTH.search(text) is not None and _RANK.search(text) is not None)


def is_rate(text: str, unit: str) -> bool:
    """Whether its figures are shares of an aim; `unit`: what stands behind it, 完成目标(%)."""
    return _RATE.search(text) is not None or (unit == "%" and PLANNED.search(text) is not None)
