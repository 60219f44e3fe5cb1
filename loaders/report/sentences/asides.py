"""Stretches of an entry that set no target: last year's account, described means and standards, a schedule."""

from __future__ import annotations

import re

from loaders.report.sentences.clauses import Clause

LAST_YEAR, MEANS, SCHEDULE, LABEL = "上年数或以往数", "背景、标准、资金或保障的说明", "实施进度的节点", "小标题"
_YEARS_AGO = re.compile(
    r"(?:[^,;。:]{0,6}(?:指出|显示|表明|统计),?)?(?:截至|到|至)?(?:(?P<year>20\d\d)年(?:度|全年|全[区县市州旗省]|上半年|末|底)?|去年|上年|"
    r"上一年|近几?年来?|过去(?:的)?[一三五]年|[一三五]年来|“十[二三四五]五”(?:时期|期间|以来))"
    r"(?!前|之前|以前|后|以后|及以前|建成|的?基础|[—~至到-]|[、和]|(?:续建|结转|跨年|未完|立项|签约|申报|批复)|(?:启动|开工|下达|认定|实施)的?[^,;。]{0,8}项目)"
)
_NOW = re.compile(
    r"今年|本年|年内|新的一年|下一步|下一年|计划|力争|确保|将|(?<![主重需必])要(?!求|素|点|件)|到20\d\d年|再(?!就业|生)|月底前|明年"
)
_LABEL = re.compile(
    r"(?:[(（]?[一二三四五六七八九十\d]+[)）、.．]|[①-⑳])?\s*(?P<words>[\u4e00-\u9fff、“”()\w]{2,30}?)\s*(?:如下|为|是)?"
)
_OF_MEANS = re.compile(
    r"(?:项目|实施|基本|工作|政策|有关)?(?:背景|现状|情况|依据|由来)|(?:建设|质量|技术|实施|工程|设计)标准|(?:补助|建设|质量|技术|实施|服务|工作|工程|设计|覆盖|参保|资助|有关)?(?:要求|范围|对象|地点|区域)|"
    r"(?:建设|实施|改造)(?:地点|地址|范围)|(?:项目)?(?:资金|投资|经费)(?:的)?(?:筹措|来源|安排|保障|概算|估算|测算|投入|规模|渠道|构成|预算|需求)(?:方式|情况)?|"
    r"(?:组织|保障|推进|工作)(?:领导|保障|措施|机制)|预期(?:效果|效益)|(?:社会)?效益"
)
_OF_SCHEDULE = re.compile(
    r".{0,26}(?:进度|时间|时序|时限|期限)(?:安排|计划|要求|节点|目标|表)?|.{0,8}(?:阶段|节点|步骤|季度)(?:安排|计划|要求|目标)|.{0,8}实施步骤"
)
_OF_TARGETS = re.compile(r".{0,4}(?:目标|任务|内容|举措|措施|指标|名称|成果|规模)(?:任务)?")


def asides(words: str, clauses: list[Clause], year: int) -> dict[int, str]:
    """Why the clause that starts there sets no target, for those that lie in such a stretch.

    A label that stands alone before 。or : (资金筹措。 项目具体实施进度为:) holds up to the line's end or the next
    label. A past year at a clause's head (2023年…, 近年来…) holds up to the sentence's end or the words that turn to
    this year; a carried-over project (2023年续建项目) is none.
    """
    found: dict[int, str] = {}
    labelled, past = "", False
    last = 0
    for clause in clauses:
        between = words[last : clause.start]
        if "\n" in between:
            labelled = ""
        if re.search(r"[。\n!?]", between):
            past = False
        said = words[clause.start : clause.end].strip()
        is_label, kind = _label(said, words[clause.end : clause.end + 1])
        if is_label:
            labelled = kind
        past = (past or _is_past(said, year)) and not _turns_to_now(said, year)
        if labelled or past or is_label:
            found[clause.start] = labelled or (LAST_YEAR if past else LABEL)
        last = clause.end
    return found


def _label(said: str, sign: str) -> tuple[bool, str]:
    """Whether a clause is a label, and what it makes of the words behind it; "" for targets."""
    found = _LABEL.fullmatch(said) if sign in ("。", ":") else None
    if found is None:
        return False, ""
    for pattern, kind in ((_OF_SCHEDULE, SCHEDULE), (_OF_MEANS, MEANS), (_OF_TARGETS, "")):
        if pattern.fullmatch(found["words"]):
            return True, kind
    return False, ""


def _is_past(said: str, year: int) -> bool:
    found = _YEARS_AGO.match(said)
    return found is not None and (found["year"] is None or int(found["year"]) < year)


def _turns_to_now(said: str, year: int) -> bool:
    return f"{year}年" in said or _NOW.search(said) is not None
