"""What a name speaks of, without what is done with it: 改造城中村 and 城中村改造(户) are both of 城中村."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from loaders.check.rows.written_unit import without_unit
from loaders.prose.doings import DOING
from loaders.register import plain
from loaders.table.periods import period_in
from loaders.table.units_of_measure import is_like_a_unit

_LEAST = 2  # characters that a thing has
_LONGEST = 80  # a name; what is longer tells something
_OF_WHICH = re.compile(
    r"^(?:(?P<part>其中[:：]?|#+|[*]+)|[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[).、](?!\d)|\d{1,2}(?:\.\d{1,2})+\s)\s*"
)
_CIRCLED = re.compile(r"^[①-⑳]|[①-⑳⑴-⒇]+$")  # the one behind it leads to a note
_FIGURE = re.compile(
    r"(?:达到?|完成|不低于|不少于|不超过|[≥≤>])?(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<unit>[^\d()]{1,6}?)(?:[及]?以[上内下]|左右)?$"
)
_BRACKET = re.compile(r"(?P<before>.{2,})\((?P<inside>[^()]+)\)$")
_GROWTH = re.compile(r"(?:同比)?(?:增速|增幅|涨幅|增长率?|增长速度)$")
_COUNT = re.compile(r"(?<=..)(?:数量?|个数|总数)$")
_DOINGS = sorted(re.split(r"\|(?![^(]*\))", DOING), key=len, reverse=True)
_FIRST = re.compile(rf"(?:{'|'.join(_DOINGS)})+")
_LAST = re.compile(rf"(?:{'|'.join(one for one in _DOINGS if len(one) > 1)})++$")  # possessive: 改造提升 is one, or two


@dataclass(frozen=True)
class Subject:
    """A name taken apart.

    `forms`: what is counted, without signs, likeliest first; what stands behind in brackets is also read in front
    (特色楼宇(市级)). `doings`: the characters of what is done (改造, 提升改造). `figure`: the number and unit that the
    name ends in (排水管网6.7公里). `is_part`: 其中 or # stands before it. `ends`: the period behind it in brackets.
    """

    forms: tuple[str, ...]
    doings: frozenset[str] = frozenset()
    figure: tuple[Decimal, str] | None = None
    is_growth: bool = False
    is_part: bool = False
    period: str = ""

    def is_of_another_period(self, month: dt.date) -> bool:
        """Whether the name says that its figure is of another period than the year's up to a month."""
        said = period_in(self.period) if self.period else None
        return said is not None and said.differs(month)

    def is_of(self, other: "Subject") -> bool:
        """Whether both count the same thing."""
        return bool(set(self.forms) & set(other.forms))


def bare(text: str) -> str:
    """A name without the signs and numbers that lead it."""
    return _OF_WHICH.sub("", unicodedata.normalize("NFKC", _CIRCLED.sub("", text.strip())))


def is_doing(text: str) -> bool:
    """Whether a text says what is done and nothing of what: 新建."""
    return _FIRST.fullmatch(text.strip()) is not None


@lru_cache(4096)
def subject(text: str) -> Subject:
    """What a name speaks of; no forms where it names nothing."""
    if len(text) > _LONGEST:
        return Subject(())
    folded = unicodedata.normalize("NFKC", _CIRCLED.sub("", text.strip()))
    led = _OF_WHICH.match(folded)
    words, period, figure = re.sub(r"\s", "", without_unit(bare(text))[0]), "", None
    if (found := _BRACKET.fullmatch(words)) and period_in(found["inside"]) is not None:
        words, period = found["before"], found["inside"]
    elif found and (counted := _FIGURE.fullmatch(found["inside"])) and is_like_a_unit(counted["unit"]):
        words, figure = found["before"], _number(counted)
    if figure is None and (counted := _FIGURE.search(words)) and is_like_a_unit(counted["unit"]):
        words, figure = words[: counted.start()], _number(counted)
    grown = _GROWTH.sub("", words)
    behind = _BRACKET.fullmatch(grown)
    thing, done = _undone(_COUNT.sub("", plain(behind["before"] if behind else grown)))
    around = (f"{thing}{plain(behind['inside'])}", f"{plain(behind['inside'])}{thing}") if behind else (thing,)
    forms = tuple(one for form in around if len(one := re.sub(r"[()\[\]]", "", form)) >= _LEAST)
    return Subject(forms, frozenset(done), figure, grown != words, bool(led and led["part"]), period)


def _number(found: re.Match[str]) -> tuple[Decimal, str]:
    return Decimal(found["number"].replace(",", "")), found["unit"]


def _undone(words: str) -> tuple[str, str]:
    """A name without what is done, before and behind; and that."""
    done = ""
    if (found := _FIRST.match(words)) and len(words) - found.end() >= _LEAST:
        words, done = words[found.end() :], found[0]
    if (found := _LAST.search(words)) and found.start() >= _LEAST:
        words, done = words[: found.start()], done + found[0]
    return words, re.sub(r"\([^)]*\)", "", done)
