"""Stretches of an entry that set no target of this year: of other years, means and standards, a schedule."""

import re
from bisect import bisect_right

from loaders.prose.doings import DOING
from loaders.prose.signs import number_of
from loaders.prose.times import LAST_YEAR, THIS_YEAR
from loaders.report import labels
from loaders.report.labels import kind_of
from loaders.report.words.clauses import Clause
from loaders.report.words.dates import DUE

PAST, MEANS, SCHEDULE, LABEL = "上年数或以往数", "背景、标准、资金或保障的说明", "实施进度的节点", "小标题"
LATER = "年的远期目标"
_YEARS_AGO = re.compile(
    rf"(?:[^,;。:]{{0,6}}(?:指出|显示|表明|统计),?)?(?:截至|到|至)?(?:(?P<year>20\d\d)年(?:度|全年|全[区县市州旗省]|上半年|末|底)?|{LAST_YEAR}|"
    r"近[几两二三四五]?年来?|过去的?[一两二三四五十]年|[一两二三四五十]年来|“十[二三四五]五”(?:时期|期间|以来))"
    r"(?!前|之前|以前|后|以后|及以前|建成|的?基础|[—~至到-]|[、和]|(?:续建|结转|跨年|未完|立项|签约|申报|批复)|(?:启动|开工|下达|认定|实施|落地|引进)的?[^,;。]{0,8}项目)"
)
_NOW = re.compile(
    rf"{THIS_YEAR}|新的一年|下一步|下一年|计划|力争|确保|将|(?<![主重需必])要(?!求|素|点|件)|到20\d\d年|再(?!就业|生)|月底前|明年"
)
_LACK = re.compile(r"不足|不够|不强|不高|[难差少弱乱]$|困难|问题|矛盾|缺口|短板|欠账|影响|薄弱|滞后|紧张|强烈|期盼")
_DONE = re.compile(DOING)
_FEW = r"[两二三四五六3-6]"
_TIMES = re.compile(
    r"(?P<to>到|至|截至)?\s*(?<!\d)(?P<year>20\d\d)(?:年[底末]?|[底末])(?P<reach>(?:力争|全面|将)*(?:达|突破|实现|超过))?|"
    r"(?P<begins>(?<![^,;。:\n]))?[“\"]?(?P<plan>十[三四五六七])五[”\"]?(?:规划)?(?:期?末|(?(begins)(?:期间|时期)|(?!)))|"
    rf"(?P<period>(?:未来|今后|接下来)的?{_FEW}(?:至{_FEW})?年)|"
    rf"(?P<span>(?:用|利用|通过){_FEW}(?:至{_FEW})?年(?:左右)?的?时间|{_FEW}年(?:之?内|累计|共计|总共)|"
    rf"(?<![^,;。:\n]){_FEW}年(?=(?:{DOING})[^,;。\d]*\d))|"
    rf"{THIS_YEAR}|当年|全年|(?P<ends>;)|(?P<closes>[。!?\n])"
)


class Asides:
    """Why what stands somewhere in an entry's words sets no target of the year at hand; "" where it may."""

    def __init__(self, words: str, clauses: list[Clause], year: int) -> None:
        self._clauses = _clauses_aside(words, clauses, year)
        self._places, self._told = _later_years(words, year)

    def of(self, clause: Clause) -> str:
        """Why a clause sets none, whatever stands in it; of a later year a place is (`later`), and no clause."""
        return self._clauses.get(clause.start, "")

    def later(self, place: int) -> str:
        at = bisect_right(self._places, place) - 1
        return self._told[at] if at >= 0 else ""

    def at(self, clause: Clause, place: int) -> str:
        """The one or the other, of a place in a clause or at its end."""
        return self.of(clause) or self.later(place)


def without_times(words: str) -> str:
    """Words without those that say of when they are."""
    return _TIMES.sub("", words)


def _clauses_aside(words: str, clauses: list[Clause], year: int) -> dict[int, str]:
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
        past = (past or _is_past(said, year)) and not (f"{year}年" in said or _NOW.search(said))
        past = past and not (is_lacking and _DONE.match(said))
        is_lacking = past and (is_lacking or (not clause.figures and _LACK.search(said) is not None))
        if labelled or past or is_label:
            found[clause.start] = labelled or (PAST if past else LABEL)
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


def _later_years(words: str, year: int) -> tuple[list[int], list[str]]:
    """Places, and why from each on nothing is a target of this year: 到2027年, 未来三年; "" where it turns to this one.

    Words amid a sentence hold up to the next semicolon, at its head up to the full stop.

    今后五年 at a line's head holds for all of the line.
    """
    places: list[int] = []
    reasons: list[str] = []
    told, is_head, is_lines, start = "", False, False, 0
    for found in _TIMES.finditer(words):
        if found["closes"]:
            is_lines &= found[0] != "\n"
            told, start = told if is_lines else "", found.end()
        elif found["ends"]:
            told = told if is_head else ""
        else:
            before, told = told, _told(found, year, told)
            if told != before:
                is_head = found.start() - start <= 2 and not found["span"]
            begins_line = is_head and (not start or words[start - 1] == "\n")
            is_lines = told != "" and (is_lines or (begins_line and found["period"] is not None))
        places.append(found.start())
        reasons.append(told)
    return places, reasons


def _told(found: re.Match[str], year: int, before: str) -> str:
    """What a time says of the words behind it; a year gone by, or one that is but named, changes nothing."""
    if found["period"] or found["span"]:
        return f"今后多{LATER}"
    named = year
    if found["year"]:
        named = int(found["year"])
    elif found["plan"]:  # the n-th five-year plan ends in 1955 + 5n
        named = 1955 + 5 * (number_of(found["plan"]) or 0)
    if named > year:
        return f"{named}{LATER}" if found["plan"] or found["to"] or found["reach"] else before
    return "" if named == year else before
