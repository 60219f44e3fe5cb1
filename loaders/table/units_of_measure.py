"""Units of measure: which convert into each other, and by how much (layouts/units.csv).

A unit is composed: of 十, 百, 千, 万, 亿 before any counter (百万元, 万户, 亿立方米), and of two with a stroke between
them (微克/立方米). What is not understood is None, and never somebody else's unit.
"""

import csv
import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from loaders.issues import LAYOUTS

MAGNITUDES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
COUNT, PERCENT = "count", "percent"
_IN_MYRIADS = frozenset([COUNT, "money", "us_dollar", "area", "volume", "weight", "energy"])  # what 万 is said of
_EVENTS = frozenset(["场", "班", "批", "期"])
_PERSONS = frozenset(["人", "人次", "名"])
_AROUND = re.compile(r"^(?:计量)?单位[:是为]?|人民币|[\s\[\]【】\"“”]+")
_COMPOSED = re.compile(r"([十百千万亿]+)([一-鿿]{1,3})")  # 万桩: of a counter that nobody listed
_SAYS_NOTHING = re.compile(r"[-—/\\]*|无|同上|(?:详?见|按|以|如|各).*|.*(?:见表|各行|各栏|各列|如下|不一)")


@dataclass(frozen=True)
class Measured:
    """What a unit measures, and how much of the dimension's first unit one of it is."""

    dimension: str
    factor: Fraction


@cache
def _table() -> dict[str, Measured]:
    with (LAYOUTS / "units.csv").open(encoding="utf-8", newline="") as file:
        return {row["unit"]: Measured(row["dimension"], Fraction(row["factor"])) for row in csv.DictReader(file)}


@cache
def plain_unit(text: str) -> str:
    """A unit as the table has it: `单位:平方米 `, `㎡`, `（万元）` → 平方米, 平方米, 万元."""
    folded = _AROUND.sub("", unicodedata.normalize("NFKC", text)).casefold().strip(":。.")
    while folded.startswith("(") and folded.endswith(")") and folded.count("(") == 1:
        folded = folded[1:-1]
    for letters, word in (("km2", "平方公里"), ("m2", "平方米"), ("m3", "立方米")):
        folded = folded.replace(letters, word)
    return folded


@cache
def measured(unit: str) -> Measured | None:
    """What a unit measures; None for what is no unit of measure that we know."""
    plain = plain_unit(unit)
    if found := _table().get(plain):
        return found
    scale, rest = _split(plain)
    if scale and (found := _table().get(rest)):
        return Measured(found.dimension, found.factor * magnitude(scale))
    above, stroke, below = plain.partition("/")
    if not stroke or "/" in below:
        return None
    top, bottom = measured(above), measured(below)
    if top is None or bottom is None:
        return None
    if top.dimension == bottom.dimension == COUNT and top.factor == bottom.factor:
        return top  # 个/处: either
    return Measured(f"{top.dimension}/{bottom.dimension}", top.factor / bottom.factor)


def is_known(unit: str) -> bool:
    """Whether a word is a unit of measure."""
    return measured(unit) is not None


def is_like_a_unit(text: str) -> bool:
    """Whether a word is a unit, or is composed as one of a counter that is in no table (万桩)."""
    plain = plain_unit(text)
    return measured(plain) is not None or bool(_COMPOSED.fullmatch(plain)) or set(plain) <= set(MAGNITUDES) != set()


def says_nothing(text: str) -> bool:
    """Whether what stands in a unit's place names none: 见各行, —."""
    return bool(_SAYS_NOTHING.fullmatch(plain_unit(text)))


def dimension(unit: str) -> str:
    """What a unit measures; what is in no table counts things (套(间), 名(个))."""
    found = measured(unit)
    return COUNT if found is None else found.dimension


def is_money(unit: str) -> bool:
    """Whether a unit measures money, of whatever currency."""
    return dimension(unit) in ("money", "us_dollar")


def factor(found: str, wanted: str) -> Fraction | None:
    """What a number in one unit is multiplied with to be in another.

    None where they measure different things, or `found` is not understood. `wanted` is a measure's own unit; one that
    is in no table counts things.
    """
    found, wanted = plain_unit(found), plain_unit(wanted)
    if found == wanted:
        return Fraction(1)
    found_scale, found_rest = _split(found)
    wanted_scale, wanted_rest = _split(wanted)
    if found_rest in ("", wanted_rest) and dimension(wanted) != PERCENT:  # 万 before what the measure counts, 万桩
        return Fraction(magnitude(found_scale), magnitude(wanted_scale))
    one, other = measured(found), measured(wanted) or Measured(COUNT, Fraction(magnitude(wanted_scale)))
    if one is None or one.dimension != other.dimension:
        return None
    return one.factor / other.factor


def may_be_meant(found: str, wanted: str) -> bool:
    """Whether a unit said of a whole table, and not of this measure, can be meant of it.

    万户 above a row of 个 is said of other rows, and so is 万 above one of 公里.
    """
    counter, own = (_split(plain_unit(one))[1] for one in (found, wanted))
    if not counter:
        return dimension(wanted) in _IN_MYRIADS
    if dimension(found) != COUNT:
        return True
    named = set(re.split(r"[()/]", own))
    return dimension(wanted) != COUNT or counter in named or ({counter} | named) <= _PERSONS


def counts_otherwise(found: str, wanted: str) -> bool:
    """Whether one unit counts things, and the other how often: 人 and 人次; 场 and 场次 are one."""
    one, other = (_split(plain_unit(text))[1] for text in (found, wanted))
    if one in _EVENTS or other in _EVENTS:
        return False
    return bool(one and other) and one != other and other in (f"{one}次", one.removesuffix("次"))


def magnitude(characters: str) -> int:
    """`万` → 10000, `百万` → 1000000."""
    product = 1
    for character in characters:
        product *= MAGNITUDES[character]
    return product


def _split(plain: str) -> tuple[str, str]:
    """The magnitudes before a counter, and the counter: 百万元 → 百万, 元; 百分点 and 千克 are counters themselves."""
    for place, character in enumerate(plain):
        if character not in MAGNITUDES or plain[place:] in _table():
            return plain[:place], plain[place:]
    return plain, ""
