"""A cell → an exact number in the measure's unit, or missing, or words, or what is wrong with it. Never raises."""

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from loaders.files.workbook import Cell
from loaders.table import units_of_measure as units
from metrics import bounds, kinds

MISSING_MARKS = frozenset(
    [
        "-",
        "--",
        "---",
        "—",
        "——",
        "–",
        "/",
        "\\",
        "无",
        "暂无",
        "无数据",
        "暂无数据",
        "...",
        "......",
        "待统计",
        "未统计",
        "暂未统计",
        "待定",
        "待公布",
        "未公布",
        "暂未公布",
        "未发布",
        "未填",
        "n/a",
        "na",
    ]
)

_FIGURE = re.compile(
    r"(?P<about>约为?|大约|近|超过?|逾|突破|不足|[≥>≤<~])?"
    r"(?P<wrap>(?:本年|年内|目前|已|累计|实际)*(?:完成|实现|新增|建成|达到|达|共计|共|为|累计|已)+)?"
    r"(?P<against>(?:累计|全年)?(?:同比|比上年|较上年|较去年|比去年|比上年同期|同口径)*(?:实际|名义)?)"
    r"(?P<turn>负增长|增长|上升|提高|增加|上涨|下降|减少|降低|回落|下跌|增|降)?"
    r"(?P<sign>[+-]?)"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?P<scale>[十百千万亿]*)(?P<over>余|多|\+)?(?P<unit>[^\d]*?)(?P<tail>左右|上下|以上|以内)?"
)
_LONGEST = 100  # characters that a figure may take with all that is said around it: the pattern tries each of them
_NUMBER_LIKE = re.compile(r"约?[+-]?[\d,.]+[^\d]{0,5}")
_DOWN = ("负增长", "下降", "减少", "降低", "回落", "下跌", "降")
_LEVEL = re.compile(r"(?:与?(?:上年|去年)?同期|与上年|与去年|同比)?持平")


@dataclass(frozen=True)
class Figure:
    """What a cell says. Without value, words and problem it is missing. A problem may be a doubt beside a value."""

    value: Decimal | None = None
    words: str | None = None
    problem: str | None = None  # an id of layouts/issues.csv
    slots: dict[str, str] = field(default_factory=dict)

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
    fault = None if figure.value is None else bounds.fault(figure.value)
    return figure if fault is None else Figure(problem=fault)


def _parsed(cell: Cell | None, unit: str, kind: str, written_unit: str) -> Figure:
    if cell is None or cell.value is None:
        return MISSING
    problem = {"error": "cell_error", "formula": "cell_not_calculated", "date": "cell_date"}.get(cell.kind)
    if problem is not None:
        return Figure(problem=problem)
    if cell.kind == "number" and isinstance(cell.value, int | float):
        number = bounds.exact(cell.value) if isinstance(cell.value, float) else Decimal(cell.value)
        if not number.is_finite():
            return Figure(problem=bounds.TOO_LARGE)
        if "%" in cell.number_format:
            return _converted(number * 100, "%", unit)
        return _converted(number, written_unit or unit, unit)
    return _from_text(cell.text, unit, kind, written_unit)


def is_missing_mark(text: str) -> bool:
    """Whether a text is one of the ways to say that there is no figure. "0" is not."""
    folded = _folded(text)
    return folded == "" or folded.lower() in MISSING_MARKS or text.strip() in MISSING_MARKS


def is_number_like(cell: Cell) -> bool:
    """Whether a cell holds a number, be it a text with a unit of measure behind it."""
    if cell.kind != "text":
        return cell.kind == "number"
    return bool(_NUMBER_LIKE.fullmatch(_folded(cell.text)))


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("−", "-").replace("﹣", "-")


def _from_text(text: str, unit: str, kind: str, written_unit: str) -> Figure:
    if is_missing_mark(text):
        return MISSING
    folded = _folded(text)
    if len(folded) > _LONGEST:
        return _words(text, kind)
    tells_change = kind in kinds.GROWTHS and unit == "%"
    if tells_change and _LEVEL.fullmatch(folded):
        return Figure(Decimal(0))
    found = _FIGURE.fullmatch(folded)
    # 「同比5.2」「较上年1200」 in an amount's or a level's place say how it changed, not what it is.
    if found is None or ((found["turn"] or found["against"]) and not tells_change):
        return _words(text, kind)
    number = Decimal(found["number"].replace(",", ""))
    if found["sign"] == "-":
        number = -number
    if found["turn"] in _DOWN and number > 0:  # 「下降-2.1%」 says twice that it fell, and not that it rose
        number = -number
    figure = _scaled(number, found["scale"], found["unit"], unit, written_unit)
    if figure is None:
        return _words(text, kind)
    if figure.value is None:
        return figure
    shown = f"{figure.value.normalize():f}"
    if found["about"] or found["over"] or found["tail"]:
        return Figure(figure.value, problem="cell_approximate", slots={"value": shown})
    if found["wrap"]:
        return Figure(figure.value, problem="cell_wrapped", slots={"value": shown})
    return figure


def _scaled(number: Decimal, scale: str, suffix: str, unit: str, written_unit: str) -> Figure | None:
    """A number with what stands behind it; None where that is no unit of measure."""
    if not scale and not suffix:
        return _converted(number, written_unit or unit, unit)
    if not suffix:  # "4000万" of a measure in 万元 is 4000万元
        return Figure(_times(number * units.magnitude(scale), units.base_factor(unit)))
    if units.is_known(scale + suffix) or scale + suffix == unit:
        return _converted(number, scale + suffix, unit)
    if not units.is_known(suffix) and suffix != unit:
        return None
    return _converted(number * units.magnitude(scale), suffix, unit)


def _converted(number: Decimal, found: str, unit: str) -> Figure:
    factor = units.factor(found, unit)
    if factor is None:
        return Figure(problem="cell_unit", slots={"found": found})
    return Figure(_times(number, factor))


def _times(number: Decimal, factor: Fraction) -> Decimal:
    product = number * factor.numerator / factor.denominator
    return product.normalize() if product else Decimal(0)


def _words(text: str, kind: str) -> Figure:
    if kind in kinds.PACE:
        return Figure(problem="cell_words")
    return Figure(words=" ".join(text.split()), problem="cell_words_level")
