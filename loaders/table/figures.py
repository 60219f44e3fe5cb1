"""A cell → an exact number in the measure's unit, or missing, or words, or what is wrong with it. Never raises."""

import math
import re
import unicodedata
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from loaders.files.workbook import Cell, exact
from loaders.table import units_of_measure as units
from loaders.table.number_format import Shown, shown
from metrics import bounds, kinds

MISSING_MARKS = frozenset([
    "-", "--", "---", "—", "——", "–", "/", "\\", "...", "......", "n/a", "na", "无", "暂无", "无数据", "暂无数据",
    "待统计", "未统计", "暂未统计", "待定", "待公布", "未公布", "暂未公布", "未发布", "未填", "待核", "待核实",
    "待核定",
])  # fmt: skip

_PLACES = 6
_NEARLY = Decimal("0.000001")  # what a sum of shares lacks to a whole thing

_FIGURE = re.compile(
    r"(?P<about>约为?|大约|近|超过?|逾|突破|不足|[≥>≤<~])?"
    r"(?P<wrap>[▲△]|(?:本年|年内|目前|已|累计|实际)*(?:完成|实现|新增|建成|达到|达|共计|共|为|累计|已)+)?"
    r"(?P<against>(?:累计|全年)?(?:同比|比上年|较上年|较去年|比去年|比上年同期|同口径)*(?:实际|名义)?)"
    r"(?P<turn>负增长|增长|上升|提高|增加|上涨|下降|减少|降低|回落|下跌|增|降)?"
    r"(?P<sign>[+-]?)"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?P<scale>[十百千万亿]*)(?P<over>余|多|\+)?(?P<unit>[^\d]*?)(?P<tail>左右|上下|以上|以内)?(?P<mark>[*★☆▲△※#]*)"
)
_NUMBER_LIKE = re.compile(
    r"(?:约|近|超过?)?(?P<number>[+-]?[\d,]*\.?\d+)(?P<unit>\D*?)(?:[余多]|左右|以上|上下)?[*★☆▲△※#]*"
)
_LONGEST = 100  # characters that a figure may take with all that is said around it: the pattern tries each of them
_DOWN = ("负增长", "下降", "减少", "降低", "回落", "下跌", "降")
_FOOTNOTE = re.compile(r"[①-⑳⑴-⒇⒈-⒛⁰⁴-⁹¹]|(?<![mM])[²³]")  # NFKC makes digits of them: 1850① would be 18501
_UPWARD, _DOWNWARD = re.compile(r"^↑\+?(?=\d)"), re.compile(r"^[↓▼▽]-?(?=\d)")  # ▲ may be either
_ARROW = re.compile("[↑↓▲△▼▽]")
_BESIDE = re.compile(r"(?P<own>[^()]+)\((?P<inside>[^()]+)\)|(?P<first>[^()]+?)[,;](?P<after>[^\d()][^()]*)")
_NO_CUMULATIVE = r"(?:(?!累[计积]|截[至止]|[底末]|完成|增长[到至]|下降[到至]).)*"  # 20亿元,同比增长8.9%,累计201亿元
_CHANGE = re.compile(rf"(?:累计|全年)?(?=同比|[比较](?:上年|去年)|增长|增速|下降|[+-]\d){_NO_CUMULATIVE}")
_SHARE = re.compile(r"(?:占|为|完成率|年度|全年|目标|计划|任务|的|:)*\d+(?:\.\d+)?%")
_OWN = re.compile(
    rf"(?={_NO_CUMULATIVE}$)(?:其中[:,]?)?(?:本月|当月|\d{{1,2}}月)\D{{0,4}}(?P<part>\d+(?:\.\d+)?)(?P<unit>[^,;]*)"
)
_LOSS = re.compile(r"\((\d[\d.]*%?)\)")  # (2.1), as accountants write what fell
_LEVEL = re.compile(r"(?:与?(?:上年|去年)?同期|与上年|与去年|同比)?持平")


@dataclass(frozen=True)
class Figure:
    """What a cell says. Without value, words and problem it is missing. A problem may be a doubt beside a value."""

    value: Decimal | None = None
    words: str | None = None
    problem: str | None = None  # an id of layouts/issues.csv
    slots: dict[str, str] = field(default_factory=dict)
    unit_read: str = field(default="", compare=False)  # what the cell itself says that it is measured in

    @property
    def is_missing(self) -> bool:
        return self.value is None and self.words is None and self.problem is None


MISSING = Figure()


def parse(cell: Cell | None, unit: str, kind: str, written_unit: str = "") -> Figure:
    """The figure in a cell for a measure of this unit and kind.

    `written_unit` is what the sheet says the numbers are in (its 单位 column or the line above the table); empty: the
    measure's own unit. Amounts are converted (亿元 → 万元, 3.6万户 → 36000户), percents are accepted as 5.3, "5.3%" and
    0.053 shown as 5.3%. Words in a number's place are kept for measures judged by level, and an error by pace. A number
    beyond metrics.bounds, as converted, is an error.
    """
    figure = _parsed(cell, unit, kind, written_unit)
    if figure.value is not None and cell is not None and cell.kind == "number":
        figure = replace(figure, value=bounds.kept(figure.value))
    figure = _whole(figure, unit, kind)
    fault = None if figure.value is None else bounds.fault(figure.value)
    return figure if fault is None else Figure(problem=fault)


def _whole(figure: Figure, unit: str, kind: str) -> Figure:
    """8.999999999 of a thing that is counted whole is 9, with a doubt."""
    if figure.value is None or figure.problem or not _is_counted_whole(unit, kind):
        return figure
    nearest = figure.value.to_integral_value()
    if figure.value == nearest or abs(figure.value - nearest) > _NEARLY:
        return figure
    return replace(figure, value=nearest, problem="value_nearly_whole", slots={"value": f"{nearest:f}"})


def _is_counted_whole(unit: str, kind: str) -> bool:
    return kind in kinds.PACE and units.dimension(unit) == units.COUNT


def _parsed(cell: Cell | None, unit: str, kind: str, written_unit: str) -> Figure:
    if cell is None or cell.value is None:
        return MISSING
    problem = {"error": "cell_error", "formula": "cell_not_calculated", "date": "cell_date"}.get(cell.kind)
    if problem is not None:
        return Figure(problem=problem)
    if cell.kind == "number" and isinstance(cell.value, int | float):
        if not math.isfinite(cell.value) or abs(cell.value) >= bounds.LIMIT:
            return Figure(problem=bounds.TOO_LARGE)
        return _from_number(exact(cell.value), shown(cell.number_format, cell.value), unit, kind, written_unit)
    return _from_text(cell.text, unit, kind, written_unit)


def is_missing_mark(text: str) -> bool:
    """Whether a text is one of the ways to say that there is no figure. "0" is not."""
    folded = _folded(text)
    return folded == "" or folded.lower() in MISSING_MARKS or text.strip() in MISSING_MARKS


def is_number_like(cell: Cell) -> bool:
    """Whether a cell holds a number, be it a text with a unit of measure behind it."""
    if cell.kind != "text":
        return cell.kind == "number"
    found = _NUMBER_LIKE.fullmatch(_folded(cell.text))
    return found is not None and (not found["unit"] or units.is_like_a_unit(found["unit"]))


def amount(cell: Cell | None) -> tuple[Decimal, str] | None:
    """A cell's number, and the unit that stands behind it (3万户 → 3, 万户); None for what is no number."""
    if cell is None or not is_number_like(cell):
        return None
    if isinstance(cell.value, int | float):
        return (exact(cell.value), "") if math.isfinite(cell.value) else None
    found = _NUMBER_LIKE.fullmatch(_folded(cell.text))
    return None if found is None else (Decimal(found["number"].replace(",", "")), found["unit"])


@lru_cache(1024)  # a column's cells are looked at for each thing that it may be
def _folded(text: str) -> str:
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("−", "-").replace("﹣", "-")
    folded = _DOWNWARD.sub("-", _UPWARD.sub("", folded))
    return folded.replace("km2", "平方公里").replace("m2", "平方米").replace("m3", "立方米")


def _from_number(number: Decimal, seen: Shown, unit: str, kind: str, written_unit: str) -> Figure:
    """A stored number, beside what its format shows: 0.29 shown as 0.29千 is 290, with a doubt."""
    stored = _converted(number, written_unit or unit, unit)
    if seen.is_invisible and stored.value is not None:
        return replace(stored, problem="cell_invisible", slots={"value": f"{stored.value:f}"})
    if seen.is_percent and not seen.before + seen.after:
        return replace(_converted(number * 100, "%", unit), unit_read="%")
    if seen.scale == 1 and not seen.before + seen.after:
        is_rounded = seen.decimals == 0 and abs(number - number.to_integral_value()) > _NEARLY
        if stored.value is None or not is_rounded or not _is_counted_whole(written_unit or unit, kind):
            return stored
        slots = {"shown": seen.text(number), "stored": f"{number:f}", "value": f"{stored.value:f}"}
        return replace(stored, problem="cell_shown", slots=slots)
    text = replace(seen, decimals=None).text(number)
    figure = _from_text(text, unit, kind, written_unit)
    if figure.problem == "cell_unit" or (figure.value is not None and figure.value == stored.value):
        return figure
    is_told = figure.value is not None and bool(figure.unit_read)
    value = figure.value if is_told else stored.value
    if value is None:
        return stored
    slots = {"shown": seen.text(number), "stored": f"{number:f}", "value": f"{value:f}"}
    is_same = value == stored.value and seen.scale == 1 and not any(c.isdecimal() for c in f"{seen.before}{seen.after}")
    return Figure(value, None, "cell_wrapped" if is_same else "cell_shown", slots, figure.unit_read if is_told else "")


def _from_text(text: str, unit: str, kind: str, written_unit: str) -> Figure:
    if is_missing_mark(text):
        return MISSING
    folded = _folded(text).rstrip("。;,、")
    if not (kind in kinds.GROWTHS and unit == "%") and _ARROW.match(text.strip()):  # ↓2.1 of an amount: its change
        return _words(text, kind)
    if _FOOTNOTE.search(text):
        return _words(text, kind)
    if len(folded) > _LONGEST:
        return Figure(problem=bounds.TOO_LARGE) if folded.isdecimal() else _words(text, kind)
    tells_change = kind in kinds.GROWTHS and unit == "%"
    if tells_change and _LEVEL.fullmatch(folded):
        return Figure(Decimal(0))
    if tells_change and (fall := _LOSS.fullmatch(folded)):
        fell = _from_text(f"-{fall[1]}", unit, kind, written_unit)
        return replace(fell, problem="cell_wrapped", slots={"value": f"{fell.value}"}) if fell.value else fell
    own = _without_remark(folded, tells_change=tells_change)
    if own != folded and (unit != "%" or tells_change or own.endswith("%")):
        return _from_text(own, unit, kind, written_unit)
    found = _FIGURE.fullmatch(folded)
    # 「同比5.2」「较上年1200」 in an amount's or a level's place say how it changed, not what it is.
    if found is None or ((found["turn"] or found["against"]) and not tells_change):
        return _words(text, kind)
    number = Decimal(found["number"].replace(",", ""))
    if found["sign"] == "-":
        number = -number
    if found["turn"] in _DOWN and number > 0:  # 「下降-2.1%」 says twice that it fell, and not that it rose
        number = -number
    suffix = found["scale"] + found["unit"]
    if suffix and (suffix.startswith("(") or not units.is_like_a_unit(suffix)) and suffix != unit:
        return _words(text, kind)
    if found["turn"] and "点" in suffix:  # 「回落0.3个百分点」 tells how the growth changed, and not what it is
        return _words(text, kind)
    figure = _converted(number, suffix or written_unit or unit, unit)
    if figure.value is None:
        return figure
    value = f"{figure.value.normalize():f}"
    figure = replace(figure, unit_read=suffix)
    if found["about"] or found["over"] or found["tail"]:
        return replace(figure, problem="cell_approximate", slots={"value": value})
    if found["wrap"] or found["mark"]:  # 251个*: what the star says stands elsewhere
        return replace(figure, problem="cell_wrapped", slots={"value": value})
    return figure


def _without_remark(folded: str, *, tells_change: bool) -> str:
    """A figure without another one of the same thing behind it; of an amount with its growth a growth takes that.

    42.1亿元(同比+3%), 1850(本月200), 251个(占年度目标83.7%), 201.3亿元,同比增长8.9%
    """
    found = _BESIDE.fullmatch(folded)
    if found is None:
        return folded
    own, other = found["own"] or found["first"], found["inside"] or found["after"]
    is_change = _CHANGE.fullmatch(other) is not None
    if tells_change and not own.endswith("%"):  # 6.4(+0.3%): its own, or how it changed?
        return other if is_change and not own[-1].isdecimal() else folded
    return own if is_change or _SHARE.fullmatch(other) or _is_of_own(other, own) else folded


def _is_of_own(other: str, own: str) -> bool:
    """Whether the remark is a month's own part of the figure: 1850(本月200), and not 200(本月1850)."""
    part, whole = _OWN.fullmatch(other), _NUMBER_LIKE.fullmatch(own)
    if part is None or whole is None:
        return part is not None
    unit = whole["unit"]
    is_alike = part["unit"] in ("", unit) and not unit.startswith(("百", "千", "万", "亿"))
    return not is_alike or Decimal(part["part"]) <= Decimal(whole["number"].replace(",", ""))


def _converted(number: Decimal, found: str, unit: str) -> Figure:
    factor = units.factor(found, unit)
    if factor is None:
        return Figure(problem="cell_unit", slots={"found": found})
    product = number * factor.numerator / factor.denominator
    if product * factor.denominator != number * factor.numerator:  # 亩 of 平方米: it never ends
        product = round(product, _PLACES)
    return Figure(product.normalize() if product else Decimal(0))


def _words(text: str, kind: str) -> Figure:
    if kind in kinds.PACE:
        return Figure(problem="cell_words")
    return Figure(words=" ".join(text.split()), problem="cell_words_level")
