"""A form's layout as reviewed data: which heading means which of our fields (layouts/*.csv)."""

import csv
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from loaders.issues import LAYOUTS
from loaders.table.periods import in_digits, is_last_day
from loaders.table.spans import FIGURES, is_of_another_time, named, span
from loaders.table.units_of_measure import is_known, is_like_a_unit

SPAN, ONE_MONTH = "{期}", "{月}"
_DATED = {"value", "month_only", "done", "verdict", "rank", "progress", "problem", "next_step"}  # one for each month
IGNORE = "ignore"  # the answer that a column, or a row, is none of ours
_CIRCLED = re.compile(r"^\s*[①-⑳⑴-⒇]|[①-⑳⑴-⒇]\s*$")
_NUMBERED = re.compile(r"^(?:\(\d{1,2}\)|\d{1,2}[.、](?!\d))")
_SPAN = re.compile(r"(?:20\d\d年?)?0?1月?(?:份)?[-—–~至到]+(\d{1,2})月(?:份|底|末)?")
_COUNTER = re.compile(r"(?![一二三四五六七八九十甲乙丙丁戊])[一-鿿]")  # (打): a unit that we do not know
_REMARK = re.compile(r"[(\[][^()\[\]]*[)\]]$")
_BRACKETS = re.compile(r"[(\[【](?:(?:计量)?单位)?(?P<unit>[^()\[\]【】]+(?:\([^()]*\))?)[)\]】]")
_SAID = re.compile(r"(?:计量)?单位[为是]?(?P<unit>[^()]{1,6})$")
_STROKE = re.compile(r"[/,、](?P<unit>[^/,、()]{1,6})$")
_QUARTER = re.compile(r"(?:前|1[-—–~至到]+)?第?[1-4]季度?|[上下]半年")
_PACE = r"(?:应达)?(?:序时|时序|时间)(?:进度)?(?:应?达|应完成|要求|为|:)?\d+(?:\.\d+)?%"  # another one each month
_PACE_REMARK = re.compile(rf"[(\[]{_PACE}[)\]]|[,;、]?{_PACE}")
_YEAR = re.compile(r"20\d\d年度?(?!以来)")
_MONTH = re.compile(r"(?:20\d\d年)?(\d{1,2})月(?:份|底|末|\d{1,2}[日号])?")
_DAY = re.compile(r"(截[至止]到?)?((20\d\d)年)?(\d{1,2})月(\d{1,2})[日号]")


@dataclass(frozen=True)
class Field:
    """One column of a form: our name for it, our heading, what others call it, and how we draw it."""

    name: str
    heading: str
    synonyms: frozenset[str]
    width: int
    is_required: bool
    series: str  # empty: on every sheet
    is_filled_by_unit: bool
    note: str
    all_synonyms: tuple[str, ...] = ()  # in the order of the file

    @property
    def words(self) -> str:
        """What the column is called where somebody is asked about it."""
        return self.heading or next(iter(self.all_synonyms), self.name)


@cache
def layout(name: str) -> dict[str, Field]:
    """The fields of `layouts/<name>.csv` by their name, in the order of the columns."""
    with (LAYOUTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["field"]: Field(
            row["field"],
            row["heading"],
            frozenset(plain_heading(text) for text in [row["heading"], *row["synonyms"].split("|")] if text),
            int(row["width"] or 0),
            bool(row["required"]),
            row["series"],
            row["filled_by"] == "unit",
            row["note"],
            tuple(text for text in row["synonyms"].split("|") if text),
        )
        for row in rows
    }


def plain_heading(text: str) -> str:
    """A heading without blanks, width of characters and line breaks: 牵头 单位 → 牵头单位, 十月 → 10月.

    The month's last day is its end: 截至10月31日 → 截至10月底; a day before it stands for its month: see as_of_day.
    """
    plain = re.sub(r"[\s:*★☆▲#]+", "", unicodedata.normalize("NFKC", _CIRCLED.sub("", text)))
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
    fields = layout(layout_name)
    parts, unit = _without_units(tuple(plain_heading(part) for part in path))
    if not parts:
        return None
    has_spans = "month_only" in fields
    whole = "".join(parts)
    if has_spans and (found := _by_words(whole, month, unit, {"since_start", "last_year", "other", "growth"})):
        return found
    is_elsewhere = has_spans and is_of_another_time(whole, month)
    for text in dict.fromkeys(["".join(parts[start:]) for start in range(len(parts))] + parts[:1]):
        for variant in (text, _REMARK.sub("", text)):
            spoken = _without_month(variant)[0]
            spoken = spoken.replace(SPAN, "").replace(ONE_MONTH, "") if has_spans else spoken
            for field in fields.values():
                if variant in field.synonyms or (spoken in field.synonyms and field.name not in FIGURES):
                    if is_elsewhere and field.name in FIGURES and variant != whole:
                        continue
                    month_no = _without_month(whole)[1] if field.name in _DATED else None  # 9月/当月
                    return Meaning(field.name, month_no, _year_of(whole), unit)
    if not has_spans:
        return None
    if name := "item" if whole == "名称" else named(parts[-1]):
        return Meaning(name, _without_month(whole)[1] if name in _DATED else None, _year_of(whole), unit)
    for text in dict.fromkeys([_unbracketed(whole), _REMARK.sub("", whole), _unbracketed(parts[-1])]):
        if (text in (whole, _unbracketed(whole)) or not is_elsewhere) and (found := _by_words(text, month, unit)):
            return found
    return None


def heading_unit(path: tuple[str, ...]) -> str:
    """What a heading says that its figures are measured in: 本月累计(万户); empty where it says nothing."""
    return _without_units(tuple(plain_heading(part) for part in path))[1]


def heading_key(path: tuple[str, ...], month: dt.date | None = None) -> str:
    """A heading as an answer about it is kept under: the same next month, where it names the month that is reported.

    A month that the form always prints (1-12月累计) stays as it is.
    """
    return "/".join(timeless(plain_heading(part), month) for part in path)


def heading_as_printed(path: tuple[str, ...]) -> str:
    """A heading with the months that it names, without the year: what a form always prints is the same in December."""
    return "/".join(_YEAR.sub("", plain_heading(part)) for part in path)


def heading_of_any_month(path: tuple[str, ...]) -> str:
    """A heading whatever periods it names: what tells forms apart."""
    return "/".join(_MONTH.sub(ONE_MONTH, _QUARTER.sub(SPAN, _SPAN.sub(SPAN, part)))
                    for part in heading_as_printed(path).split("/"))  # fmt: skip


def timeless(text: str, month: dt.date | None) -> str:
    """A text with the month reported as {期} or {月}, the month before as {上期} or {上月}, and without this year."""
    if month is None:
        return _without_month(text)[0]
    text = re.sub(rf"{month.year}年度?(?!以来)", "", text)
    return _SPAN.sub(lambda found: _relative(found, month, SPAN, "{上期}"),
                     text) if _SPAN.search(text) else _MONTH.sub(
                         lambda found: _relative(found, month, ONE_MONTH, "{上月}"), text)  # fmt: skip


def _relative(found: re.Match[str], month: dt.date, this: str, before: str) -> str:
    named = int(found[1])
    return this if named == month.month else before if named == month.month - 1 else found[0]


def _by_words(text: str, month: dt.date | None, unit: str, only: set[str] | None = None) -> Meaning | None:
    found = span(text, month, unit)
    if found is None or not found.field or (only and found.field not in only):
        return None
    return Meaning(found.field, found.month_no, found.year, unit)


def _without_units(parts: tuple[str, ...]) -> tuple[list[str], str]:
    """The parts of a heading without what says the unit of measure, and that: (累计完成, 万元) → [累计完成], 万元."""
    kept, unit = [], ""
    for place, part in enumerate(parts):
        if place and is_known(part) and _is_apart(part):
            unit = unit or part
            continue
        for pattern in (_BRACKETS, _SAID, _STROKE):
            for found in pattern.finditer(part):
                said = found["unit"]
                if _is_unit(said) or (pattern is _BRACKETS and _COUNTER.fullmatch(said)):
                    unit = unit or said
                    part = part.replace(found[0], "", 1)
        if part:
            kept.append(part)
    return kept, unit


def _is_unit(text: str) -> bool:
    """Whether what stands in brackets is a unit, or several (万元、%)."""
    return all(is_like_a_unit(one) for one in re.split("[、,;]", text))


def _is_apart(part: str) -> bool:
    """Whether a whole heading is nothing but a unit: 亿元, 户; 村 and 街 may be names of a column."""
    return len(part) > 1 or part in "个户家人名条套处座%元亩台辆"


def _unbracketed(text: str) -> str:
    return re.sub(r"[()\[\]]", "", text)


def _year_of(text: str) -> int | None:
    years = re.findall(r"20\d\d(?=年)", text)
    return int(years[-1]) if years else None


def _without_month(text: str) -> tuple[str, int | None]:
    found = _SPAN.search(text)
    if found:
        return text.replace(found[0], SPAN, 1), int(found[1])
    found = _MONTH.search(text)
    return (text.replace(found[0], ONE_MONTH, 1), int(found[1])) if found else (text, None)
