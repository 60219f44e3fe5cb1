"""What span of time words of a progress report speak of: the year up to the month, the month's own, another one."""

import datetime as dt
import re
from dataclasses import dataclass, replace

SO_FAR, OWN, OTHER, UNSAID = "so_far", "own", "other", "unsaid"

_DASH = r"(?:[-—–~至到]+)"
_TIME = re.compile(
    rf"(?P<since>开工以来|开工至今|开建至今|启动以来|实施以来|建设以来|历年|历史|[“\"]?十[一二三四五][五][”\"]?(?:以来|期间|时期))"
    r"|(?P<past>上月|上个月|上期|上季度?|上年|上一年|去年|前年|同期|往年)"
    r"|(?P<later>明年|下月|下个月|下季度|下半年|来年)"
    rf"|(?:(?P<year>20\d\d)年?(?P<years>以来|至今|起)?)?(?P<upto>(?:自|从)?1月?份?{_DASH}|截[至止]到?|[到至])?"
    r"(?:(?P<years2>20\d\d)年)?(?P<month>\d{1,2})月(?P<end>底|末|份底|份末|下旬)?(?P<day>\d{1,2}日)?"
    r"|(?P<year_only>20\d\d)年(?P<since_year>以来|至今|起|开始)?"
    r"|(?P<thismonth>截[至止]到?本?(?:当|本)月|[到至]本月)"
    r"|(?P<own>本月|当月|本周|上周|今日|当日|当天|近期|近日|月均|日均|平均每[月天日]|每月|每天)"
    r"|(?P<half>上半年)|(?P<quarters>前(?P<many>[一二三两123])个?季度)|(?P<quarter>第?[一二三四1234]季度)"
    r"|(?P<sofar>今年|本年|年内|年初|累计|累积|截[至止]|目前|当前|至今|以来|迄今|合计|总计|共(?:计|完成|建成|新增|新建|更换|改造))"
)  # fmt: skip
_MANY = {"一": 3, "1": 3, "二": 6, "两": 6, "2": 6, "三": 9, "3": 9}
_CUMULATIVE = re.compile(r"累计|累积")
_FROM_JANUARY = re.compile(
    rf"今年|本年|年内|年初|20\d\d年(?![\d底末])|(?<!\d)1月?份?{_DASH}(?:20\d\d年)?\d{{1,2}}月|[一二三两123]个?季度"
)


@dataclass(frozen=True)
class Spoken:
    """A span of time and where in the words it was said last; `is_sure` False: it may be meant otherwise."""

    span: str
    is_sure: bool = True
    is_told: bool = True  # False: carried from the words before
    is_years: bool = False  # says from when on it counts: 今年, 1-10月; 累计 and 截至10月底 do not


def spoken(words: str, month: dt.date) -> Spoken | None:
    """The span that the last words about time in `words` speak of; None where they say nothing of it."""
    found = None
    for match in _TIME.finditer(words):
        found = _of(match, month, found) or found
    if found is not None and found.span == OWN and _CUMULATIVE.search(words[_last(words, "月") :]):
        return Spoken(SO_FAR)  # 10月累计
    if found is not None and found.span == SO_FAR:
        return replace(found, is_years=bool(_FROM_JANUARY.search(words)))
    return found


def _last(words: str, character: str) -> int:
    return max(words.rfind(character), 0)


def _of(match: re.Match[str], month: dt.date, before: Spoken | None) -> Spoken | None:
    if match["since"] or match["past"] or match["later"]:
        return Spoken(OTHER)
    if match["own"]:
        return Spoken(OWN)
    if match["half"]:
        return Spoken(SO_FAR if month.month == 6 else OTHER)
    if match["many"]:
        return Spoken(SO_FAR if month.month == _MANY[match["many"]] else OTHER)
    if match["quarter"]:
        return Spoken(OTHER)
    if match["year_only"]:
        return Spoken(SO_FAR if int(match["year_only"]) == month.year else OTHER)
    if match["month"]:
        return _of_month(match, month)
    if before is not None and before.span == OTHER and match["sofar"] not in ("今年", "本年", "年内", "年初"):
        return before  # 去年累计, 自2021年以来累计
    if before is not None and before.span == OWN and match["sofar"].startswith(("共", "合", "总")):
        return before  # 本月共完成
    return Spoken(SO_FAR)


def _of_month(match: re.Match[str], month: dt.date) -> Spoken | None:
    """截至10月底 and 1-10月 are the year so far in October; 10月 is its own, 10月25日 a day, 9月底 another month."""
    year = int(match["years2"] or match["year"] or month.year)
    is_since = match["years"] is not None
    number = int(match["month"])
    if is_since or year != month.year:
        return Spoken(OTHER)
    is_end = match["upto"] is not None or match["end"] is not None
    if number == month.month:
        return Spoken(SO_FAR if is_end else OWN, is_sure=is_end or match["day"] is None)
    if match["day"] and not is_end:
        return None
    return Spoken(OTHER, is_sure=number < month.month)
