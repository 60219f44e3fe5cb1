"""What span of time words of a progress report speak of: the year up to the month, the month's own, another one."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from loaders.table.months import Months, stretches_in

SO_FAR, OWN, OTHER, UNSAID = "so_far", "own", "other", "unsaid"

THIS_YEAR, LAST_YEAR = "今年|本年|年内", "去年|上一?年度?"
_WORDS = re.compile(
    r"(?P<since>开工以来|开工至今|开建至今|启动以来|实施以来|建设以来|历年|历史|[“\"]?十[一二三四五]五[”\"]?(?:以来|期间|时期))"
    rf"|(?P<past>上月|上个月|上期|上季度|上季|{LAST_YEAR}|前年|同期|往年)"
    r"|(?P<later>明年|下月|下个月|下季度|来年)"
    r"|(?P<year>20\d\d)年(?:以来|至今|起|开始)?"
    r"|(?P<thismonth>截[至止]到?本?(?:当|本)月|[到至]本月)"
    r"|(?P<own>本月|当月|本周|上周|今日|当日|当天|近期|近日|月均|日均|平均每[月天日]|每月|每天)"
    rf"|(?P<sofar>{THIS_YEAR}|年初|累计|累积|截[至止]|目前|当前|至今|以来|迄今|合计|总计|共(?:计|完成|建成|新增|新建|更换|改造))"
)
_SEASON = re.compile(r"第[1-4]季(?![度末底])")  # 第3季音乐节
_SINCE = re.compile(r"20\d\d年?(?:以来|至今|起)(?:截[至止]到?|[到至])?$")
_SIGHT = 12  # characters before a month
_CUMULATIVE = re.compile(r"累计|累积")
_FROM_JANUARY = re.compile(rf"{THIS_YEAR}|年初|20\d\d年(?![\d底末])")


@dataclass(frozen=True)
class Spoken:
    """A span of time and where in the words it was said last; `is_sure` False: it may be meant otherwise."""

    span: str
    is_sure: bool = True
    is_told: bool = True  # False: carried from the words before
    is_years: bool = False  # says from when on it counts: 今年, 1-10月; 累计 and 截至10月底 do not


def spoken(words: str, month: dt.date) -> Spoken | None:
    """The span that the last words about time in `words` speak of; None where they say nothing of it."""
    found, stretches = None, [one for one in stretches_in(words) if not _SEASON.match(words, one.at)]
    told: list[Months | re.Match[str]] = [*stretches, *_beside(words, stretches)]
    for one in sorted(told, key=_start):
        found = (_of_months(one, words, month) if isinstance(one, Months) else _of_words(one, month, found)) or found
    if found is not None and found.span == OWN and _CUMULATIVE.search(words[_last(words, "月") :]):
        return Spoken(SO_FAR)  # 10月累计
    if found is not None and found.span == SO_FAR:
        return replace(found, is_years=bool(_FROM_JANUARY.search(words)) or any(one.is_so_far for one in stretches))
    return found


def _last(words: str, character: str) -> int:
    return max(words.rfind(character), 0)


def _beside(words: str, stretches: list[Months]) -> list[re.Match[str]]:
    """The other words about time."""
    taken = {place for one in stretches for place in range(one.start, one.end)}
    return [match for match in _WORDS.finditer(words) if match.start() not in taken]


def _start(one: Months | re.Match[str]) -> int:
    return one.start if isinstance(one, Months) else one.start()


def _of_words(match: re.Match[str], month: dt.date, before: Spoken | None) -> Spoken:
    if match["since"] or match["past"] or match["later"]:
        return Spoken(OTHER)
    if match["own"]:
        return Spoken(OWN)
    if match["year"]:
        return Spoken(SO_FAR if int(match["year"]) == month.year else OTHER)
    so_far = match["sofar"] or ""
    if before is not None and before.span == OTHER and so_far not in ("今年", "本年", "年内", "年初"):
        return before  # 去年累计, 自2021年以来累计
    if before is not None and before.span == OWN and so_far.startswith(("共", "合", "总")):
        return before  # 本月共完成
    return Spoken(SO_FAR)


def _of_months(one: Months, words: str, month: dt.date) -> Spoken | None:
    """截至10月底 and 1-10月 are the year so far in October; 10月 is its own, 10月25日 a day, 9月底 another month."""
    if one.year not in (None, month.year) or _SINCE.search(words, max(0, one.start - _SIGHT), one.start):
        return Spoken(OTHER)
    if one.first is not None:
        is_over = one.last <= month.month or "月" not in words[one.start : one.end]  # 四季度 is no slip, 1-11月 may be
        return Spoken(SO_FAR if one.is_so_far and one.last == month.month else OTHER, is_sure=is_over)
    is_end = one.is_up_to or one.is_end or words.startswith("下旬", one.end)
    if one.last == month.month:
        return Spoken(SO_FAR if is_end else OWN, is_sure=is_end or one.day is None)
    if one.day and not is_end:
        return None
    return Spoken(OTHER, is_sure=one.last < month.month)
