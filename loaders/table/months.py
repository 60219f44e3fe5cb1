"""How a stretch of months is written, and what it means: what titles, headings and sentences are all read by.

| written                                                            | months          | year so far       |
| 1-9月, 1月至9月, 1—9月份, 2023年1月-2023年9月, 1月1日至9月25日     | 1 to 9          | yes               |
| 7-9月, 7月至9月                                                    | 7 to 9          | no                |
| 一季度, 第3季度, 3季末, Q3                                         | its three       | the first alone   |
| 前三季度, 前3季, 前三个季度, 1-3季度, 一季度至三季度, Q1-Q3        | 1 to 9          | yes               |
| 2-3季度, 二至三季度                                                | 4 to 9          | no                |
| 2022年1月至2023年9月                                               | 1 to 9          | no                |
| 上半年, 下半年                                                     | 1 to 6, 7 to 12 | 上半年            |
| 9月26日—10月25日: a month that is counted from day to day          | None to 10      | no                |
| 9月, 9月份, 9月底, 9月末, 9月30日, 截至9月底, 2023年截至9月, 到9月 | None to 9       | see `is_up_to`    |

Months stand in digits (see periods.in_digits), quarters in digits or not. A season is no quarter: 四季青街道, 三季稻.
What the words around it make of it, a deadline (9月底前), a plan or an amount, is for whoever asks.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

TO = r"[-—–~至到]+"
_YEAR = r"(?:(?<!\d)(?P<{}>20\d\d)年?度?)?"
_NUMBER = r"\d{1,2}"  # a slip (13月) is one too: it is no month that is asked for
_DAY = r"\d{1,2}[日号]"
_QUARTERS = "一二三四"
_SPAN = re.compile(
    _YEAR.format("year")
    + rf"(?:本年|[(自从]){{0,3}}(?P<at>(?<!\d)(?P<first>{_NUMBER}))月?份?(?:(?<!11月)(?<=1月)0?1[日号])?{TO}"
    + _YEAR.format("year2") + rf"(?:本年)?(?P<last>{_NUMBER})月(?:(?P<day>{_DAY})|份?(?P<end>[底末]?))"
)  # fmt: skip
_PART = re.compile(
    _YEAR.format("year") + r"(?P<at>(?:前第?(?P<many>[1-4一二三四两])个?"
    rf"|(?:(?<!\d)第?(?P<since>[1-4一二三四])(?:季度?)?{TO})?第?(?P<quarter>[1-4一二三四]))季(?:度|(?<=\d季)(?![青花春稻]))"
    rf"|(?:(?<![A-Za-z])[Qq](?P<q1>[1-4]){TO})?(?<![A-Za-z])[Qq](?P<q>[1-4])(?!\d)|(?P<half>[上下])半年)"
)  # fmt: skip
_MONTH = re.compile(
    _YEAR.format("year") + r"(?P<upto>截[至止]到?|截到|[至到])?" + _YEAR.format("year2")
    + rf"[(]?(?P<at>(?<!\d)(?P<last>{_NUMBER}))月(?:(?P<day>{_DAY})|份?(?P<end>[底末]?))"
)  # fmt: skip

_DAY_TO_DAY = re.compile(
    _YEAR.format("year") + rf"(?P<at>(?<!\d)(?P<first>{_NUMBER})月(?P<since>\d{{1,2}})[日号]{TO}"
    + _YEAR.format("year2") + rf"(?P<last>{_NUMBER})月(?P<until>\d{{1,2}})[日号])"
)  # fmt: skip


@dataclass(frozen=True)
class Months:
    """The first month, where one is named, and the last; the year, where one is named; and where in the text it stands.

    `start` and `end`: with a year straight before it, and without 截至. `at`: where its own words begin.
    """

    first: int | None
    last: int
    year: int | None
    start: int
    at: int
    end: int
    day: int | None = None
    is_up_to: bool = False  # 截至9月, 到9月底: what came before is counted too
    is_end: bool = False  # 9月底, 9月末
    is_over_years: bool = False  # 2022年1月至2023年9月

    @property
    def is_so_far(self) -> bool:
        """Whether it is the year's up to its last month."""
        return self.first == 1 and not self.is_over_years

    @property
    def is_possible(self) -> bool:
        """Whether a year has them."""
        return 1 <= self.last <= 12 and (self.first is None or 1 <= self.first <= 12)

    @property
    def is_quarter(self) -> bool:
        """Whether it is three months: 一季度, 1-3月."""
        return self.first is not None and self.last - self.first == 2


def spans_in(text: str) -> Iterator[Months]:
    """1-9月."""
    return _read(_SPAN, text, lambda found: (int(found["first"]), int(found["last"])))


def parts_in(text: str) -> Iterator[Months]:
    """Quarters and halves of a year: 三季度, 前三季度, 上半年."""
    return _read(_PART, text, _quarters)


def months_in(text: str) -> Iterator[Months]:
    """Each month that is named, those of a span too."""
    return _read(_MONTH, text, lambda found: (None, int(found["last"])))


def day_to_day_in(text: str) -> Iterator[Months]:
    """9月26日—10月25日: a month of its own, the second one's; no other days."""
    for found in _DAY_TO_DAY.finditer(text):
        first, since, last, until = (int(found[name]) for name in ("first", "since", "last", "until"))
        if last != first % 12 + 1 or since - until not in (0, 1):
            continue
        at, named = found.start("at"), found["year2"] or found["year"]
        year = int(named) + (last < first and not found["year2"]) if named else None
        yield Months(None, last, year, _start(found, at) if named else at, at, found.end())


def stretches_in(text: str) -> list[Months]:
    """All of them from left to right, none within another."""
    kept: list[Months] = []
    for one in sorted(
        [*spans_in(text), *parts_in(text), *day_to_day_in(text), *months_in(text)],
        key=lambda one: (one.start, -one.end),
    ):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def all_of(text: str) -> Months | None:
    """The whole months that a text is nothing but; None for any other text."""
    one = next(iter(stretches_in(text)), None)
    return one if one is not None and not one.day and one.end - one.start == len(text) else None


def without_stretches(text: str) -> str:
    """The words beside whole months: 10月25日 stays."""
    return replaced(text, [one for one in stretches_in(text) if not one.day], lambda one: "")


def replaced(text: str, stretches: Iterable[Months], sign: Callable[[Months], str]) -> str:
    """A text with signs for stretches in it, which come from left to right."""
    pieces, end = [], 0
    for one in stretches:
        pieces += [text[end : one.start], sign(one)]
        end = one.end
    return "".join([*pieces, text[end:]])


def _read(
    pattern: re.Pattern[str], text: str, meant: Callable[[re.Match[str]], tuple[int | None, int]]
) -> Iterator[Months]:
    names = pattern.groupindex
    for match in pattern.finditer(text):
        first, last = meant(match)
        year = (match["year2"] if "year2" in names else None) or match["year"]
        at, day = match.start("at"), match["day"] if "day" in names else None
        is_over_years = "year2" in names and bool(match["year"] and match["year2"] not in (None, match["year"]))
        is_up_to, is_end = ("upto" in names and bool(match["upto"])), ("end" in names and bool(match["end"]))
        yield Months(
            first, last, int(year) if year else None, _start(match, at) if year else at, at, match.end(),
            int(day[:-1]) if day else None, is_up_to, is_end, is_over_years,
        )  # fmt: skip


def _start(match: re.Match[str], at: int) -> int:
    """Where a year begins that stands straight before the words: 2023年9月, not 2023年(9月), not a span's second."""
    for name in {"year2", "year"} & match.re.groupindex.keys():
        if 0 <= match.start(name) < at and match.string[match.end(name) : at] in ("", "年", "年度"):
            return match.start(name)
    return at


def _quarters(match: re.Match[str]) -> tuple[int, int]:
    if match["half"]:
        return (1, 6) if match["half"] == "上" else (7, 12)
    if match["many"]:
        return 1, 3 * _numeral(match["many"])
    last = _numeral(match["quarter"] or match["q"])
    since = match["since"] or match["q1"]
    return 3 * (_numeral(since) if since else last) - 2, 3 * last


def _numeral(word: str) -> int:
    return 2 if word == "两" else _QUARTERS.find(word) + 1 or int(word)
