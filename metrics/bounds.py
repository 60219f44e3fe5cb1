"""What a number may be, wherever one enters: finite, below a thousand trillion (10^15), at most six decimals.

Beyond it the arithmetic of the status rule and of every screen would end, and a double no longer tells the decimals.
"""

import math
from collections.abc import Mapping
from decimal import Decimal

from metrics.errors import UserError

LIMIT = 1e15
DECIMALS = 6
_DIGITS_OF_A_QUOTIENT = 14  # of the 15 that Excel keeps; the last may be a 0
TOO_LARGE, TOO_FINE = "number_too_large", "number_too_fine"  # ids of loaders/layouts/issues.csv too
_SENTENCES = {
    TOO_LARGE: "须为绝对值小于1000万亿的数字,请核对计量单位和小数点",
    TOO_FINE: f"的小数不能超过{DECIMALS}位,请四舍五入后重新填写",
}


def exact(value: float) -> Decimal:
    """The number that a double was meant as: 15 significant digits, as Excel shows it (0.1 + 0.2 is 0.3)."""
    return Decimal(f"{value:.15g}")


def kept(number: Decimal) -> Decimal:
    """The number as it is kept: a quotient that a formula left (53/75 of 100, with all the digits of a double) is held
    to six decimals; nobody types fourteen digits. What somebody typed stays, and may be too fine."""
    is_quotient = len(number.normalize().as_tuple().digits) >= _DIGITS_OF_A_QUOTIENT
    return round(number, DECIMALS) if is_quotient and abs(number) < LIMIT else number


def fault(value: float | Decimal) -> str | None:
    """TOO_LARGE (what is not finite is that too), TOO_FINE, or None for a number that may enter."""
    if not math.isfinite(value) or abs(float(value)) >= LIMIT:
        return TOO_LARGE
    number = value if isinstance(value, Decimal) else exact(value)
    exponent = number.normalize().as_tuple().exponent
    return TOO_FINE if isinstance(exponent, int) and -exponent > DECIMALS else None


def require(numbers: Mapping[str, float | None], title: str) -> None:
    """Raises UserError for the first number, by its name, that may not enter; None is missing, and may."""
    for name, value in numbers.items():
        found = None if value is None else fault(value)
        if found is not None:
            raise UserError(f"{name}{_SENTENCES[found]}。", title=title)
