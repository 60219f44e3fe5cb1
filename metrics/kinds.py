"""The kinds of measure and how each is judged (domain.md §2): one row per kind, and the groups of kinds made of them.

The store keeps the same rows as `measure_kind`, which status.sql joins; screens print them beside the bounds in force.
"""

from dataclasses import dataclass
from typing import Literal

from metrics.rows import NumberOrNone

Way = Literal["pace", "level", "none"]
Bound = Literal["lower", "upper", "reference", "none"]


@dataclass(frozen=True)
class Kind:
    """One kind: its word, how it is judged, what its margin is measured from, and what its figures are.

    `bound` is the column of the target, or the reference measure's value; above a lower bound is good, below an upper
    one. `has_base`: counted from last year's end, not from 0. `is_share`: in %, a part of 100. `has_unit_bounds`: its
    thresholds differ for % and other units.
    """

    code: str
    word: str
    way: Way
    bound: Bound
    told: str  # in words: by pace the 完成率, by level the margin
    has_base: bool = False
    is_share: bool = False
    has_unit_bounds: bool = False

    @property
    def by_pace(self) -> bool:
        """Judged by how far the figure is on its way, not by its level."""
        return self.way == "pace"

    @property
    def by_level(self) -> bool:
        """Judged by how far the figure is from its bound."""
        return self.way == "level"

    @property
    def margin(self) -> str:
        """How the margin is computed, in words; empty for what is not judged."""
        return f"{self.told}−序时进度" if self.by_pace else self.told

    @property
    def sign(self) -> int:
        """+1 where more is better, −1 where less is."""
        return -1 if self.bound == "upper" else 1

    def bound_of(self, lower: NumberOrNone, upper: NumberOrNone) -> NumberOrNone:
        """The number of a target that a figure is held against: the upper of a ceiling, else the lower."""
        return upper if self.bound == "upper" else lower


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("quantity", "累计量", "pace", "lower", "累计数÷目标"),
        Kind("stock", "年末数", "pace", "lower", "(现数−基数)÷(目标−基数)", has_base=True),
        Kind("milestone", "形象进度", "pace", "lower", "形象进度", is_share=True),
        Kind("growth", "增速", "level", "lower", "增速−下限"),
        Kind("rate", "比率", "level", "lower", "数值−下限", is_share=True, has_unit_bounds=True),
        Kind("ceiling", "上限", "level", "upper", "上限−数值", is_share=True, has_unit_bounds=True),
        Kind("relative", "相对目标", "level", "reference", "数值−参照指标同期数"),
        Kind("reference", "参考", "none", "none", ""),
    )
}

PACE = tuple(code for code, kind in KINDS.items() if kind.by_pace)
AMOUNTS = ("quantity", "stock")  # an amount in a unit of its own: never below 0, never a percentage that is published
JUDGED_GROWTHS = ("growth", "relative")
GROWTHS = (*JUDGED_GROWTHS, "reference")  # figures that may be told as 增长, 下降, 持平
FOR_EACH = ("quantity", "rate")  # read in a report as “so many for every village”, either is a rate
PUBLISHED = (*GROWTHS, "ceiling")  # percentages that are printed with their decimal
SHARES = tuple(code for code, kind in KINDS.items() if kind.is_share)
# What a person may add: a relative target needs another measure beside it, a reference has no target.
ADDABLE = tuple(code for code, kind in KINDS.items() if kind.bound in ("lower", "upper"))
FIXED = ("reference", "relative", "milestone")  # kinds whose target has no number to be changed


def is_fall(kind: str, unit: str, upper: NumberOrNone) -> bool:
    """Whether a target is a fall (单位GDP能耗下降2.5%): a ceiling of percents below zero. Its figures are changes."""
    return kind == "ceiling" and unit == "%" and upper is not None and upper < 0
