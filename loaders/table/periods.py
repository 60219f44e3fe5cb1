"""Which period a text speaks of: 1-10月, 截至9月30日, 第三季度, 二〇二三年十月, 2023-10."""

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

_YEAR = r"(?:(?<!\d)(?P<year{0}>20\d\d)年?度?)?"
_TO = r"[-—–~至到]+"
_SPAN = re.compile(
    _YEAR.format("") + r"[(]?(?P<first>\d{1,2})月?份?(?:\d{1,2}[日号])?" + _TO + _YEAR.format("2")
    + r"(?P<last>\d{1,2})月(?!\d)(?:(?P<day>\d{1,2})[日号])?"
)  # fmt: skip
_MONTH = re.compile(
    _YEAR.format("") + r"(?P<upto>截[至止到])?" + _YEAR.format("2")
    + r"[(]?(?<![\d.自从])(?P<last>\d{1,2})月(?:(?P<day>\d{1,2})[日号])?(?!\d)(?!底?末?[之以]?前)"
)  # fmt: skip
_CODED = re.compile(r"(?<!\d)(20\d\d)(?:[-./](0?[1-9]|1[0-2])(?:[-./](\d{1,2}))?|(0[1-9]|1[0-2]))(?![-./]?\d)")
_QUARTER = re.compile(
    _YEAR.format("") + r"(?P<upto>前|1" + _TO + r")?(?:第?(?P<quarter>[1-4])季度?|[Qq](?P<q>[1-4])(?!\d))|"
    + _YEAR.format("2") + r"(?P<half>[上下])半年"
)  # fmt: skip
_ONLY_YEAR = re.compile(r"(?<![-—–~至到\d])(20\d\d)年(?!\D{0,3}20\d\d年)(?!\D{0,8}(?:报告|会议|规划|印发|以来))")
_UP_TO = re.compile(r"(?:截[至止到]|[至到])$")
_NUMERALS = {character: str(value) for value, character in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
_YEAR_IN_WORDS = re.compile(r"二[〇零○][〇零○一二三四五六七八九]{2}(?=年)")
_SHORT_YEAR = re.compile(r"(?<![\d近])(?=2\d年(?:\d{1,2}|[十一二三四五六七八九元][十一二]?)[月\-—–~至到])")  # 22年10月
_WORDS = re.compile(r"(?:十[一二]?|[一二三四五六七八九元])(?=月|季|[-—–~至到]+[十一二三四五六七八九]+[月季])")
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
    """A text with the Chinese numerals of its months, quarters and years as digits: 一至十月 → 1至10月."""
    plain = _YEAR_IN_WORDS.sub(lambda found: "".join(_NUMERALS.get(c, "2") for c in found[0]), plain)
    plain = _SHORT_YEAR.sub("20", plain)
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
    for found in _SPAN.finditer(plain):
        first, last = int(found["first"]), int(found["last"])
        if 1 <= first <= 12 and 1 <= last <= 12:
            return Period(_number(found["year2"] or found["year"]), last, first)
    for found in _MONTH.finditer(plain):
        last, year = int(found["last"]), _number(found["year2"] or found["year"])
        day = _number(found["day"])
        is_end = day is None or found["upto"] or _UP_TO.search(plain[: found.start()]) or is_last_day(year, last, day)
        if 1 <= last <= 12 and is_end:
            return Period(year or _only_year(plain), last)
    if coded := _CODED.search(plain):
        year, last = int(coded[1]), int(coded[2] or coded[4])
        return Period(year, last) if not coded[3] or is_last_day(year, last, int(coded[3])) else None
    if part := _QUARTER.search(plain):
        of_year = _number(part["year"] or part["year2"]) or _only_year(plain)
        if part["half"]:
            return Period(of_year, 6 if part["half"] == "上" else 12, 1 if part["half"] == "上" else 7)
        quarter = int(part["quarter"] or part["q"])
        return Period(of_year, 3 * quarter, 1 if part["upto"] else 3 * quarter - 2)
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


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _numeral(words: str) -> str:
    if words.startswith("十"):
        return str(10 + (int(_NUMERALS[words[1]]) if len(words) > 1 else 0))
    return "1" if words == "元" else _NUMERALS[words]
