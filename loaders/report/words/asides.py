"""Stretches of an entry that set no target: last year's account, described means and standards, a schedule."""

import re

from loaders.prose.doings import DOING
from loaders.report import labels
from loaders.report.labels import kind_of
from loaders.report.words.clauses import Clause
from loaders.report.words.dates import DUE

LAST_YEAR, MEANS, SCHEDULE, LABEL = "上年数或以往数", "背景、标准、资金或保障的说明", "实施进度的节点", "小标题"
_YEARS_AGO = re.compile(
    r"(?:[^,;。:]{0,6}(?:指出|显示|表明|统计),?)?(?:截至|到|至)?(?:(?P<year>20\d\d)年(?:度|全年|全[区县市州旗省]|上半年|末|底)?|去年|上年|"
    r"上一年|近[几两二三四五]?年来?|过去的?[一两二三四五十]年|[一两二三四五十]年来|“十[二三四五]五”(?:时期|期间|以来))"
    r"(?!前|之前|以前|后|以后|及以前|建成|的?基础|[—~至到-]|[、和]|(?:续建|结转|跨年|未完|立项|签约|申报|批复)|(?:启动|开工|下达|认定|实施|落地|引进)的?[^,;。]{0,8}项目)"
)
_NOW = re.compile(
    r"今年|本年|年内|新的一年|下一步|下一年|计划|力争|确保|将|(?<![主重需必])要(?!求|素|点|件)|到20\d\d年|再(?!就业|生)|月底前|明年"
)
_LACK = re.compile(r"不足|不够|不强|不高|[难差少弱乱]$|困难|问题|矛盾|缺口|短板|欠账|影响|薄弱|滞后|紧张|强烈|期盼")
_DONE = re.compile(DOING)


def asides(words: str, clauses: list[Clause], year: int) -> dict[int, str]:
    """Why the clause that starts there sets no target, for those that lie in such a stretch.

    A label that stands alone before 。or : (资金筹措。 项目具体实施进度为:) holds up to the line's end or the next
    label; a schedule no further than sentences that name a date where they count something. A past year at a clause's
    head (2023年…, 近年来…) holds up to the sentence's end, the words that turn to this year, or what is done about the
    lack that was told of it (近年来停车难,新增泊位500个); a carried-over project (2023年续建项目) is none.
    """
    found: dict[int, str] = {}
    labelled, past, is_lacking = "", False, False
    dated = {clause.segment for clause in clauses if DUE.search(words[clause.start : clause.end])}
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
        elif labelled == SCHEDULE and clause.segment not in dated and clause.figures:
            labelled = ""
        past = (past or _is_past(said, year)) and not _turns_to_now(said, year)
        past = past and not (is_lacking and _DONE.match(said))
        is_lacking = past and (is_lacking or (not clause.figures and _LACK.search(said) is not None))
        if labelled or past or is_label:
            found[clause.start] = labelled or (LAST_YEAR if past else LABEL)
        last = clause.end
    return found


def _label(said: str, sign: str) -> tuple[bool, str]:
    """Whether a clause is a label, and what it makes of the words behind it; "" for targets."""
    kind = kind_of(said) if sign in ("。", ":") else None
    if kind is None:
        return False, ""
    return True, SCHEDULE if kind == labels.SCHEDULE else MEANS if kind == labels.ASIDE or said.endswith("标准") else ""


def _is_past(said: str, year: int) -> bool:
    found = _YEARS_AGO.match(said)
    return found is not None and (found["year"] is None or int(found["year"]) < year)


def _turns_to_now(said: str, year: int) -> bool:
    return f"{year}年" in said or _NOW.search(said) is not None
