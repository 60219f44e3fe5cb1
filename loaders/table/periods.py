"""Which period a text speaks of: 1-10月, 截至9月30日, 第三季度, 二〇二三年十月, 2023-10."""

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from loaders.table.months import day_to_day_in, months_in, parts_in, spans_in

_CODED = re.compile(r"(?<!\d)(20\d\d)(?:[-./](0?[1-9]|1[0-2])(?:[-./](\d{1,2}))?|(0[1-9]|1[0-2]))(?![-./]?\d)")
_ONLY_YEAR = re.compile(
    r"(?<![-—–~至到较比\d])(20\d\d)年(?!\D{0,3}20\d\d年)(?!\D{0,8}(?:报告|会议|规划|印发|以来|结转|续建|跨年|遗留|签约|立项|批复|下达|引进|招引|落地|认定|开工|启动|专项|债券|中央预算))"
)
_NOT_MEANT = re.compile(r"(?<![份底末])\d|[之以]?前")  # 9月底前 is a deadline
_BEGUN = ("自", "从", ".")  # 自9月起; 3.10月
_NUMERALS = {character: str(value) for value, character in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
_YEAR_IN_WORDS = re.compile(r"二[〇零○][〇零○一二三四五六七八九]{2}(?=年)")
_SHORT_YEAR = re.compile(r"(?<![\d近])(?=2\d年(?:\d{1,2}|[十一二三四五六七八九元][十一二]?)[月\-—–~至到])")  # 22年10月
_WORDS = re.compile(r"(?:十[一二]?|[一二三四五六七八九元])(?=月|季|[-—–~至到]+[十一二三四五六七八九]+[月季])")
_FIRST_MONTHS = re.compile(  # 前十个月, 2023年前10月; 前一个月 is the one before, 提前两个月 are not the year's first
    r"(?<![提此之以目日当比较])前(?P<number>1[0-2]|[2-9]|十[一二]?|[二三四五六七八九两])个月"
    r"|(?:^|(?<=年))前(?P<bare>1[0-2]|[2-9])月"
)
_SIGNED_ON = re.compile(
    r"(?:(?<!数据)(?<!统计)(?<!数据截止)(?<!统计截止)"  # that is the period itself
    r"(?:填报|填表|报送|上报|制表|打印|填写|编制|印发|审核|签发)?(?:日期|时间)|(?:填报|填表|制表)于?)[:：].*"
    r"|有效期[限至到为是自从:：]*(?:20\d\d年?(?:\d{1,2}月)?(?:\d{1,2}[日号])?[-—–~至到]*)+"  # of the form
    r"|\d[^,，;；()（）]{0,12}(?:印发|制发|签发|打印|填报|制表|填)$"
)
SIGNING = re.compile(r"(?:填报|填表|报送|上报|制表|打印|填写|编制|印发|审核|签发)?(?:日期|时间)[:：]?")
_FEBRUARY = 2


@dataclass(frozen=True)
class Period:
    """A year, where one is named, and the last month; without a month only the year is known.

    `first`: the first month, where the period is spoken of as a span. `is_own`: only that month, or that quarter.
    """

    year: int | None
    month: int | None
    first: int | None = None

    def differs(self, month: dt.date) -> bool:
        """Whether it is another period than the year's up to a month."""
        return (self.year not in (None, month.year)) or self.month not in (None, month.month)

    @property
    def text(self) -> str:
        """`2023年9月`, `9月`, `2024年`."""
        return (f"{self.year}年" if self.year else "") + (f"{self.month}月" if self.month else "")


@cache
def folded(text: str) -> str:
    """A text without blanks, full width and Chinese numerals of months, quarters and years: 十月 → 10月."""
    return in_digits(re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))


def in_digits(plain: str) -> str:
    """A text with the numerals of its months, quarters and years as digits: 一至十月 → 1至10月, 前十个月 → 1-10月."""
    plain = _YEAR_IN_WORDS.sub(lambda found: "".join(_NUMERALS.get(c, "2") for c in found[0]), plain)
    plain = _SHORT_YEAR.sub("20", plain)
    plain = _FIRST_MONTHS.sub(lambda found: f"1-{_counted(found['number'] or found['bare'])}月", plain)
    return _WORDS.sub(lambda found: _numeral(found[0]), plain)


def without_signing(text: str) -> str:
    """A folded text without the day on which something was filled in or signed."""
    return _SIGNED_ON.sub("", text)


@cache
def period_in(text: str) -> Period | None:
    """The period that a title or a name speaks of; None where it speaks of none.

    A day is the end of a period after 截至 and as the last of its month (9月30日), else a day on which something was
    signed.
    """
    plain = without_signing(folded(text))
    if spoken := next((one for one in spans_in(plain) if one.is_possible), None):
        return Period(spoken.year or _only_year(plain), spoken.last, spoken.first)  # 2023年民生实事1-9月
    if month := next(day_to_day_in(plain), None):
        return Period(month.year or _only_year(plain), month.last)
    for one in months_in(plain):
        is_meant = plain[one.at - 1 : one.at] not in _BEGUN and not _NOT_MEANT.match(plain, one.end)
        is_end = one.day is None or one.is_up_to or is_last_day(one.year, one.last, one.day)
        if one.is_possible and is_meant and is_end:
            return Period(one.year or _only_year(plain), one.last)
    if coded := _CODED.search(plain):
        year, last = int(coded[1]), int(coded[2] or coded[4])
        return Period(year, last) if not coded[3] or is_last_day(year, last, int(coded[3])) else None
    if part := next(parts_in(plain), None):
        return Period(part.year or _only_year(plain), part.last, part.first)
    only = _only_year(plain)
    return None if only is None else Period(only, None)


def period_of_day(day: dt.date, *, shows_day: bool) -> Period | None:
    """The period that a date cell states: a month, or the last day of one; None for any other day."""
    if (day.day == 1 and not shows_day) or is_last_day(day.year, day.month, day.day):
        return Period(day.year, day.month)
    return None


def _only_year(plain: str) -> int | None:
    years = set(_ONLY_YEAR.findall(plain))
    return int(years.pop()) if len(years) == 1 else None


def is_last_day(year: int | None, month: int, day: int) -> bool:
    if month == _FEBRUARY:
        return day in (28, 29)
    return 1 <= month <= 12 and day == calendar.monthrange(year or 1, month)[1]


def _counted(words: str) -> str:
    return words if words.isdecimal() else "2" if words == "两" else _numeral(words)


def _numeral(words: str) -> str:
    if words.startswith("十"):
        return str(10 + (int(_NUMERALS[words[1]]) if len(words) > 1 else 0))
    return "1" if words == "元" else _NUMERALS[words]
