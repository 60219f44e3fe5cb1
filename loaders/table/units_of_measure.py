"""Units of measure: which convert into each other, and by how much (layouts/units.csv)."""

import csv
from fractions import Fraction
from functools import cache

from loaders.issues import LAYOUTS

MAGNITUDES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
COUNT = "count"


@cache
def _table() -> dict[str, tuple[str, Fraction]]:
    with (LAYOUTS / "units.csv").open(encoding="utf-8", newline="") as file:
        return {row["unit"]: (row["dimension"], Fraction(row["factor"])) for row in csv.DictReader(file)}


def is_known(unit: str) -> bool:
    """Whether a word is a unit of measure."""
    return unit in _table()


def dimension(unit: str) -> str:
    """What a unit measures; what is in no table counts things (套(间), 名(个))."""
    return _table().get(unit, (COUNT, Fraction(1)))[0]


def factor(found: str, wanted: str) -> Fraction | None:
    """What a number in one unit is multiplied with to be in another; None where they measure different things."""
    if found == wanted:
        return Fraction(1)
    if dimension(found) != dimension(wanted):
        return None
    one = Fraction(1)
    return _table().get(found, (COUNT, one))[1] / _table().get(wanted, (COUNT, one))[1]


def base_factor(unit: str) -> Fraction:
    """What 1 of the dimension's base unit is in this one: 元 → 万元 is 1/10000."""
    return 1 / _table().get(unit, (COUNT, Fraction(1)))[1]


def magnitude(characters: str) -> int:
    """`万` → 10000, `百万` → 1000000."""
    product = 1
    for character in characters:
        product *= MAGNITUDES[character]
    return product
