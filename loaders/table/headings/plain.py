"""The words of a heading: without blanks, without the unit of measure in it, and whatever month it names."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from loaders.table.months import Months, months_in, parts_in, replaced, spans_in
from loaders.table.periods import in_digits, is_last_day
from loaders.table.units_of_measure import is_known, is_like_a_unit

SPAN, ONE_MONTH = "{期}", "{月}"
_CIRCLED = re.compile(r"^\s*[①-⑳⑴-⒇]|[①-⑳⑴-⒇]\s*$")
_NUMBERED = re.compile(r"^(?:\(\d{1,2}\)|\d{1,2}[.、](?!\d))")
_COUNTER = re.compile(r"(?![一二三四五六七八九十甲乙丙丁戊])[一-鿿]")  # (打): a unit that we do not know
_BRACKETS = re.compile(r"[(\[【](?:(?:计量)?单位)?(?P<unit>[^()\[\]【】]+(?:\([^()]*\))?)[)\]】]")
_SAID = re.compile(r"(?:计量)?单位[为是]?(?P<unit>[^()]{1,6})$")
_STROKE = re.compile(r"[/,、](?P<unit>[^/,、()]{1,6})$")
_TIMES = re.compile(r"(?<=[一-鿿])(?P<unit>[人户家件场班车例批]次)$")  # 累计人次
_PACE = r"(?:应达)?(?:序时|时序|时间)(?:进度)?(?:应?达|应完成|要求|为|:)?\d+(?:\.\d+)?%"  # another one each month
_PACE_REMARK = re.compile(rf"[(\[]{_PACE}[)\]]|[,;、]?{_PACE}")
_CODED = re.compile(r"(?<!\d)(20\d\d)[./-](0?[1-9]|1[0-2])(?![\d./月-])")  # 2023.10累计
_YEAR = re.compile(r"20\d\d年度?(?!以来)")
_DAY = re.compile(r"(截[至止]到?)?((20\d\d)年)?(\d{1,2})月(\d{1,2})[日号]")


@lru_cache(1024)  # of one sheet the same few are asked for again and again
def plain_heading(text: str) -> str:
    """A heading without blanks, width of characters and line breaks: 牵头 单位 → 牵头单位, 十月 → 10月.

    The month's last day is its end: 截至10月31日 → 截至10月底; a day before it stands for its month: see as_of_day.
    """
    plain = re.sub(r"[\s:*★☆▲#]+", "", unicodedata.normalize("NFKC", _CIRCLED.sub("", text)))
    plain = _CODED.sub(r"\1年\2月", plain)
    return _DAY.sub(_month_of_day, in_digits(_NUMBERED.sub("", _PACE_REMARK.sub("", plain))))


def as_of_day(heading: str) -> str:
    """The day before a month's end up to which a heading says that its figures are: 10月25日; empty for none."""
    found = _DAY.search(in_digits(re.sub(r"\s", "", unicodedata.normalize("NFKC", heading))))
    return "" if found is None or not found[1] or _ends_month(found) else f"{found[4]}月{found[5]}日"


def _month_of_day(found: re.Match[str]) -> str:
    until, year, month = found[1] or "", found[2] or "", found[4]
    return f"{until}{year}{month}月底" if _ends_month(found) else f"{until}{year}{month}月" if until else found[0]


def _ends_month(found: re.Match[str]) -> bool:
    return is_last_day(int(found[3]) if found[3] else None, int(found[4]), int(found[5]))


def heading_unit(parts: tuple[str, ...]) -> str:
    """What a heading says that its figures are measured in: 本月累计(万户); empty where it says nothing."""
    return without_units(parts)[1]


def without_units(parts: tuple[str, ...]) -> tuple[list[str], str]:
    """The plain parts of a heading without its unit of measure, and that: (累计完成, 万元) → [累计完成], 万元."""
    kept, unit = [], ""
    for place, part in enumerate(map(plain_heading, parts)):
        if place and is_known(part) and _is_apart(part):
            unit = unit or part
            continue
        for pattern in (_BRACKETS, _SAID, _STROKE, _TIMES):
            for found in pattern.finditer(part):
                said = found["unit"]
                if _are_units(said) or (pattern is _BRACKETS and _COUNTER.fullmatch(said)):
                    unit = unit or said
                    part = part.replace(found[0], "", 1)
        if part:
            kept.append(part)
    return kept, unit


def _are_units(text: str) -> bool:
    """Whether what stands in brackets is a unit, or several (万元、%)."""
    return all(is_like_a_unit(one) for one in re.split("[、,;]", text))


def _is_apart(part: str) -> bool:
    """Whether a whole heading is nothing but a unit: 亿元, 户; 村 and 街 may be names of a column."""
    return len(part) > 1 or part in "个户家人名条套处座%元亩台辆"


def heading_key(parts: tuple[str, ...], month: dt.date | None = None) -> str:
    """A heading as an answer about it is kept under: the same next month, where it names the month that is reported.

    A month that the form always prints (1-12月累计) stays as it is.
    """
    return "/".join(timeless(plain_heading(part), month) for part in parts)


def heading_as_printed(parts: tuple[str, ...]) -> str:
    """A heading with the months that it names, without the year: what a form always prints is the same in December."""
    return "/".join(_YEAR.sub("", plain_heading(part)) for part in parts)


def heading_of_any_month(parts: tuple[str, ...]) -> str:
    """A heading whatever periods it names: what tells forms apart."""
    return "/".join(map(_of_any_month, heading_as_printed(parts).split("/")))


def _of_any_month(part: str) -> str:
    part = replaced(part, _so_far(part), lambda one: SPAN)
    part = replaced(part, parts_in(part), lambda one: SPAN)
    return replaced(part, months_in(part), lambda one: ONE_MONTH)


def timeless(text: str, month: dt.date | None) -> str:
    """A text with the month reported as {期} or {月}, the month before as {上期} or {上月}, and without this year."""
    if month is None:
        return without_month(text)[0]
    text = re.sub(rf"{month.year}年度?(?!以来)", "", text)
    spans = [*_so_far(text)]
    this, before = (SPAN, "{上期}") if spans else (ONE_MONTH, "{上月}")
    signs = {month.month: this, month.month - 1: before}
    return replaced(text, [one for one in spans or months_in(text) if one.last in signs], lambda one: signs[one.last])


def without_month(text: str) -> tuple[str, int | None]:
    """A text with {期} or {月} for the span or month that it names first, and the last month of that."""
    for found, sign in ((_so_far, SPAN), (months_in, ONE_MONTH)):
        if (one := next(found(text), None)) is not None:
            return text[: one.start] + sign + text[one.end :], one.last
    return text, None


def _so_far(text: str) -> Iterator[Months]:
    """The spans that begin in January: of 7-9月 only the 9月 becomes another one in the next month's form."""
    return (one for one in spans_in(text) if one.is_so_far)
