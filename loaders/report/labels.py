"""What an item's sub-sections are called (建设内容, 资金筹措, 进度安排), as headings and within its sentences."""

import re

NAME, SCALE, SCHEDULE, ASIDE, CONTENT = "name", "scale", "schedule", "aside", "content"
_SCHEDULE = (
    r"(?:工作|项目|建设|实施|工程|年度|时间|推进|具体|任务|计划|形象|总体)*(?:进度|步骤)(?:安排|计划|要求|目标|表)*|"
    r"(?:时间|时序|阶段|节点|季度)(?:安排|计划)|序时计划|阶段性?(?:目标|任务|计划)"
)
# By their words, in the order in which they are tried. CONTENT says what is to be done.
_KINDS = (
    (NAME, r"(?:项目|实事|任务|事项|工程)(?:名称)?"),
    (SCHEDULE, _SCHEDULE),
    (ASIDE, r"(?:[及和与]?(?:总|计划|估算|概算|年度|所需|预计|预算|项目|建设)?(?:投资|资金|经费)的?"
            r"(?:总?额|规模|估算|概算|测算|预算|投入|来源|安排|筹措|需求|保障|渠道|构成|及来源)*(?:方式|情况)?)+|"
            r"(?:项目|建设|实施|改造)(?:地[点址]|区域)|建设性质|建设工期|联系人|联系电话|备注|上年完成情况|"
            r"(?:项目|建设|实施|基本|工作|政策|有关)?(?:背景|依据|现状|情况|由来|意义|必要性)|"
            r"(?:实施|项目|服务|工作|覆盖|参保|资助|建设|改造|补助|救助|保障|受益)?(?:范围|对象)|"
            r"(?:质量|技术|设计|安全|管理|工作|有关|相关)(?:要求|标准)|补[助贴]标准|"
            r"(?:保障|推进|配套|政策)(?:措施|机制)|(?:组织|要素|政策|制度)保障|组织(?:领导|实施)|"
            r"(?:责任|任务|职责|工作)分工|责任落实|督[查导]考核|监督(?:检查|管理|考核)|"
            r"(?:预期|社会|经济|项目)?(?:效果|效益|成效)|(?:运行|运营|后续)(?:管理|管护|维护)|(?:监督|咨询|投诉)(?:电话|方式)"),
    (CONTENT, r"(?:建设|工作|主要|实施|任务|具体|年度|项目|改造|服务)*(?:内容|任务|目标|计划|举措)"
              r"(?:任务|目标|要求|[及和与](?:要求|规模|标准))*"),
    (SCALE, r"(?:建设|工作|主要|实施|项目|工程)?(?:主要)?(?:标准|规模)"),
)  # fmt: skip
_LABEL = "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS)
_HEADING = re.compile(rf"\s?(?P<head>{_LABEL})\s*(?:(?P<sign>[:。])|$)")
_IN_SENTENCE = re.compile(
    rf"(?:\(?[一二三四五六七八九十\d]+[)、.]|[①-⑳])?\s*(?:{_LABEL}|(?P<led>[\u4e00-\u9fff、“”()\w]{{0,26}}?(?:{_SCHEDULE})))\s*(?:如下|为|是)?"
)


def headed(words: str) -> tuple[str, str, str, int] | None:
    """The label that a line of plain signs begins with: its kind, its words, 。or : or "" behind it, where it ends."""
    found = _HEADING.match(words)
    return (_kind(found), found["head"], found["sign"] or "", found.end()) if found else None


def kind_of(words: str) -> str | None:
    """The kind of a label that stands alone in a sentence (2、资金筹措, 项目具体实施进度为); None for other words."""
    found = _IN_SENTENCE.fullmatch(words) if len(words) > 1 else None
    return None if found is None else SCHEDULE if found["led"] else _kind(found)


def _kind(found: re.Match[str]) -> str:
    return next(kind for kind, _ in _KINDS if found[kind])
