"""Figures as an official would write them. The one place that formats a number; missing prints "—"."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from metrics.kinds import AMOUNTS
from metrics.terms import NO_VALUE

# Units that come in whole things are never asked for in fractions.
_DIVISIBLE = ("公里", "米", "平方米", "万平方米", "公顷", "亩", "亿元", "万元", "元", "万美元", "%", "学时", "吨")
COUNTED_IN_PARTS = "折算"  # in a measure's note: what is not finished counts by its 形象进度
_ONES = ("", *"一二三四五六七八九")
_LARGE = ("百", "千", "万", "亿")
_PLACE = 12  # characters beside a name
_SIZES = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"), (1, ""))
_MANY = 10  # from here on an average of whole things is told whole


def is_missing(value: object) -> bool:
    """Whether a cell of a frame holds nothing: None, NaN or NaT."""
    return value is None or value != value


def rounded(value: float, digits: int) -> str:
    """A number with so many decimals, thousands commas, halves away from zero, and never "-0"."""
    quantum = Decimal(1).scaleb(-digits)
    number = Decimal(repr(float(value))).quantize(quantum, ROUND_HALF_UP)
    return f"{abs(number) if number == 0 else number:,f}".replace("-", "−")


def number(value: float | None) -> str:
    """A figure in full, as it was reported: all its decimals, thousands commas; "—" where there is none."""
    if value is None or is_missing(value):
        return NO_VALUE
    exact = Decimal(format(float(value), ".15g")).normalize()  # no tail of a calculation
    return f"{exact:,f}".replace("-", "−")


def numeral(number: int) -> str:
    """1–99 as they stand before headings: 12 → 十二, 30 → 三十; above them in digits."""
    tens, ones = divmod(number, 10)
    if tens > 9:
        return str(number)
    return f"{_ONES[tens] if tens > 1 else ''}{'十' if tens else ''}{_ONES[ones]}"


def figure(value: float | None, unit: str) -> str:
    """A figure with its unit of measure: `1,320个`, `5.2%`, `37.5亿元`."""
    text = number(value)
    return text if text == NO_VALUE else f"{text}{unit}"


def in_brief(text: str, value: float | None, unit: str) -> str:
    """A figure's text, or where it is longer than its place (a unit slipped) about how much it is: `约100万亿%`."""
    if value is None or len(text) <= _PLACE:
        return text
    size, word = next((size, word) for size, word in _SIZES if abs(value) >= size or size == 1)
    return f"约{number(round(value / size, 1))}{word}{unit}"


def growth_figure(value: float) -> str:
    """A growth rate as it is published, with at least one decimal: `9.0%`, `4.93%`."""
    text = number(value)
    return f"{text}%" if "." in text else f"{text}.0%"


def percent(value: float | None, digits: int = 1) -> str:
    """A share given in percent: `75.0%`."""
    return NO_VALUE if value is None or is_missing(value) else f"{rounded(value, digits)}%"


def points(value: float | None) -> str:
    """The size of a margin: `15.0个百分点`; anything above zero that would print 0.0 is `不足0.1个百分点`."""
    return NO_VALUE if value is None or is_missing(value) else f"{_margin_size(value)}个百分点"


def signed_points(value: float | None) -> str:
    """A margin for a table whose heading says 百分点: `+3.2`, `−15.0`, `0.0`, `不足0.1`."""
    if value is None or is_missing(value):
        return NO_VALUE
    if abs(value) < 0.05:
        return _margin_size(value)
    return f"{'+' if value > 0 else '−'}{_margin_size(value)}"


def signed_margin(value: float | None, unit: str) -> str:
    """A margin for a table: as `signed_points` in percentage points; in another unit with it, `−3微克/立方米`."""
    if value is None or is_missing(value) or unit == "%":
        return signed_points(value)
    sign = "" if value == 0 else "+" if value > 0 else "−"
    return f"{sign}{margin_size(value, unit)}"


def margin_size(value: float, unit: str) -> str:
    """The size of a margin in what it is measured in: percentage points for percents, else the unit itself."""
    if unit == "%":
        return points(value)
    return f"不足0.1{unit}" if 0 < abs(value) < 0.05 else figure(round(abs(value), 2), unit)


def needed(value: float, unit: str, *, whole: bool) -> str:
    """A required amount, rounded up so that it suffices: whole things whole, the rest to one decimal."""
    quantum = Decimal(1) if whole else Decimal("0.1")
    # Six decimals first: 880/3·3 must not ask for one thing more than 880.
    exact = Decimal(repr(round(float(value), 6)))
    return f"{exact.quantize(quantum, ROUND_CEILING):,f}{unit}"


def times(ratio: float) -> str:
    """How many times as much is needed, rounded up: `2.1倍`; from a hundred on nobody counts: `100倍以上`."""
    if ratio > 100:
        return "100倍以上"
    return f"{Decimal(repr(float(ratio))).quantize(Decimal('0.1'), ROUND_CEILING):f}倍"


def average(value: float, unit: str, *, whole: bool) -> str:
    """A past monthly average: many whole things to the nearest, few and the rest to one decimal (0.2条 is not 0条)."""
    if 0 < value < 0.05:
        return f"不足0.1{unit}"
    is_told_whole = whole and (value >= _MANY or value == int(value))
    return f"{rounded(value, 0 if is_told_whole else 1)}{unit}"


def comes_whole(unit: str, *values: float | None) -> bool:
    """Whether amounts in a unit are counted in whole things: 个, 户, 人次 …, as far as the figures are whole too."""
    if unit in _DIVISIBLE:
        return False
    return all(value is None or is_missing(value) or float(value).is_integer() for value in values)


def is_in_parts(kind: str, unit: str, target: float | None, value: float, note: str | None) -> bool:
    """Whether an amount is a fraction of things that are counted whole: `0.47处`.

    Not where the target is one too, or the measure's note says that what is not finished counts by its 形象进度.
    """
    if kind not in AMOUNTS or unit.startswith(_LARGE) or COUNTED_IN_PARTS in (note or ""):
        return False
    return comes_whole(unit, target) and not comes_whole(unit, value)


def growth(value: float) -> str:
    """A growth rate in words: `增长5.2%`, `下降2.1%`, `持平`."""
    if value == 0:
        return "持平"
    return f"{'增长' if value > 0 else '下降'}{growth_figure(abs(value))}"


def rounding_note(counts: Sequence[int]) -> str:
    """What is said below percentages of counts that do not add up to 100 when printed; empty where they do."""
    total = sum(counts)
    if not total:
        return ""
    printed = sum(Decimal(rounded(100 * count / total, 1)) for count in counts)
    return "" if printed == 100 else f"占比因四舍五入,合计为{printed}%"


def _margin_size(value: float) -> str:
    size = abs(value)
    return "不足0.1" if 0 < size < 0.05 else rounded(size, 1)
