"""Which of a form's fields a heading means: by the layout's words, else by what it names and what time it is of."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from loaders.table.headings.names import named
from loaders.table.headings.plain import ONE_MONTH, SPAN, plain_heading, without_month, without_units
from loaders.table.headings.spans import FIGURES, is_of_another_time, span
from loaders.table.layout import layout

_DATED = {"value", "month_only", "done", "verdict", "rank", "progress", "problem", "next_step"}  # one for each month
_ELSEWHERE = {"since_start", "last_year", "other", "growth"}  # what the words of a whole heading say against its parts
_REMARK = re.compile(r"[(\[][^()\[\]]*[)\]]$")


@dataclass(frozen=True)
class Sought:
    """What is looked for in a workbook. `month`: the one that is reported, where that matters.

    `own`: the names of the place, which may head its own columns beside another's.
    """

    layout_name: str
    month: dt.date | None = None
    own: tuple[str, ...] = ()


@dataclass(frozen=True)
class Meaning:
    """What a heading was understood to be.

    `month_no` and `year`: those that it names, if any; `unit`: what it says that its figures are measured in.
    """

    field: str
    month_no: int | None = None
    year: int | None = None
    unit: str = ""


@cache
def meaning(layout_name: str, path: tuple[str, ...], month: dt.date | None = None) -> Meaning | None:
    """The field that a column's heading means. `path` is the heading from its top row to its lowest.

    Tried from the whole path down to its last part, with and without a remark in brackets, then by its words (see
    spans); never by likeness. The last part alone says nothing of figures below a heading of another time.
    """
    parts, unit = without_units(path)
    if not parts:
        return None
    has_spans = "month_only" in layout(layout_name)
    whole = "".join(parts)
    if has_spans and (found := _by_words(whole, month, unit)) and found.field in _ELSEWHERE:
        return found
    is_elsewhere = has_spans and is_of_another_time(whole, month)
    name = _by_synonym(layout_name, parts, is_elsewhere=is_elsewhere, has_spans=has_spans)
    if not name and has_spans:
        name = "item" if whole == "名称" else named(parts[-1])
    if name:
        month_no = without_month(whole)[1] if name in _DATED else None  # 9月/当月
        return Meaning(name, month_no, _year_of(whole), unit)
    if not has_spans:
        return None
    bare = _unbracketed(whole)
    for text in dict.fromkeys([bare, _REMARK.sub("", whole), _unbracketed(parts[-1])]):
        if (text in (whole, bare) or not is_elsewhere) and (found := _by_words(text, month, unit)):
            return found
    return None


def _by_synonym(layout_name: str, parts: list[str], *, is_elsewhere: bool, has_spans: bool) -> str:
    """The field that has a heading, or an end of it, among its words; of no figures in any month: {月}进展情况."""
    whole = "".join(parts)
    for text in dict.fromkeys(["".join(parts[start:]) for start in range(len(parts))] + parts[:1]):
        for variant in (text, _REMARK.sub("", text)):
            spoken = without_month(variant)[0]
            spoken = spoken.replace(SPAN, "").replace(ONE_MONTH, "") if has_spans else spoken
            for name, words in _words(layout_name).items():
                is_other = name in FIGURES and is_elsewhere and variant != whole
                if (variant in words and not is_other) or (spoken in words and name not in FIGURES):
                    return name
    return ""


@cache
def _words(layout_name: str) -> dict[str, frozenset[str]]:
    """Field → what it is called, plain."""
    fields = layout(layout_name).items()
    return {name: frozenset(map(plain_heading, filter(None, (one.heading, *one.synonyms)))) for name, one in fields}


def _by_words(text: str, month: dt.date | None, unit: str) -> Meaning | None:
    found = span(text, month, unit)
    return None if found is None or not found.field else Meaning(found.field, found.month_no, found.year, unit)


def _unbracketed(text: str) -> str:
    return re.sub(r"[()\[\]]", "", text)


def _year_of(text: str) -> int | None:
    years = re.findall(r"20\d\d(?=年)", text)
    return int(years[-1]) if years else None
