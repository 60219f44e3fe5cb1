"""What Excel shows of a number where its format makes another of it: 0.00"千", 0!.0,"万", 0"(已核实3000)"."""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from loaders.files.workbook import Cell, exact

_GENERAL = ("", "General", "@", "G/通用格式")
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|!(?P<banged>.)|[_*].|\[(?P<inside>[^\]]*)\]|(?P<general>General|G/通用格式)'
    r"|(?P<digits>[0#?.,]+)|(?P<percent>%)|(?P<other>.)",
    re.S,
)
_CURRENCY = re.compile(r"[¥￥$€£]|RMB|CNY")
_SECTIONS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_CONDITION = re.compile(r"\[(>=|<=|<>|=|>|<)(-?[\d.]+)\]")
_COMPARED: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge, "<=": operator.le, "<>": operator.ne, "=": operator.eq, ">": operator.gt, "<": operator.lt,
}  # fmt: skip
_POWER = re.compile(r"[Ee][+-]|\?\s*/|#\s*/")
_DAY = re.compile(r"d", re.I)
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


@dataclass(frozen=True)
class Shown:
    """A number as its format shows it: what is shown is the stored number times `scale`, between two texts."""

    scale: Fraction = Fraction(1)
    before: str = ""
    after: str = ""
    is_percent: bool = False
    decimals: int | None = None  # None: as many as there are
    is_invisible: bool = False  # ;;;

    def text(self, number: Decimal) -> str:
        """The number as it is seen, thousands commas left out."""
        value = number * self.scale.numerator / self.scale.denominator
        digits = f"{value.normalize():f}" if self.decimals is None else f"{value:.{self.decimals}f}"
        return f"{self.before}{digits}{'%' if self.is_percent else ''}{self.after}"


def shown(number_format: str, number: float = 1) -> Shown:
    """What a number format does to a number; powers and fractions are left as they are stored."""
    section = _section(number_format, number)
    if ";" in number_format and not section.strip():
        return Shown(is_invisible=True)
    if section in _GENERAL or _POWER.search(_QUOTED.sub("", section)):
        return Shown()
    texts, scale, is_percent, decimals, seen = ["", ""], Fraction(1), False, None, False
    whole = ""
    for piece in _PIECE.finditer(section):
        literal = piece["quoted"] or piece["escaped"] or piece["banged"]
        if piece["inside"] is not None:
            continue
        if literal is not None:
            if literal in (".", ",") and seen:
                whole += "!" if literal == "." else ""  # 0!.0 shows a tenth
            else:
                texts[seen] += literal
        elif piece["digits"] or piece["general"]:
            seen, whole = True, whole + (piece["digits"] or "")
        elif piece["percent"]:
            is_percent, scale = True, scale * 100
        else:
            texts[seen] += piece["other"] or ""
    if whole:
        scale /= 1000 ** (len(whole) - len(whole.rstrip(",")))
        places = whole.replace(",", "")
        decimals = sum(c in "0#?" for c in places.partition(".")[2])
        if "!" in places:
            shifted = sum(c in "0#?" for c in places.partition("!")[2].partition(".")[0])
            scale, decimals = scale / 10**shifted, decimals + shifted
    before, after = (_CURRENCY.sub("", text).strip() for text in texts)
    return Shown(scale, "" if before in "-+(" else before, "" if after in "-+)" else after, is_percent, decimals)


def _section(number_format: str, number: float) -> str:
    """The part of a format that a number is shown by: positive;negative;zero, or under conditions."""
    sections = _SECTIONS.split(number_format)
    for place, section in enumerate(sections[:2]):
        if condition := _CONDITION.search(section):
            if _COMPARED[condition[1]](number, float(condition[2])):
                return section
            if place + 1 == len(sections[:2]):
                return sections[-1]
        elif place == 0 and (number >= 0 or len(sections) == 1 or _CONDITION.search(sections[1])):
            return sections[2] if number == 0 and len(sections) > 2 else section
        elif place == 1:
            return section
    return sections[0]


def shown_text(cell: Cell) -> str:
    """What a cell shows, as far as its format changes what is stored."""
    if cell.kind != "number" or cell.number_format in _GENERAL or not isinstance(cell.value, int | float):
        return cell.text
    return shown(cell.number_format, cell.value).text(exact(cell.value))


def shows_day(cell: Cell) -> bool:
    """Whether a date's format shows its day."""
    return bool(_DAY.search(_QUOTED.sub("", cell.number_format)))
