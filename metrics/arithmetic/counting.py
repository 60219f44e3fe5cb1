"""Counts of statuses, the on-schedule rate, ranks and what is worst: for items, units, categories and the district."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from metrics import wording
from metrics.terms import BAD, GOOD, STATUS_CODES, WORST_FIRST, count_word

_NOT_COUNTED = ("not_due", "undecided")


@dataclass(frozen=True)
class Tally:
    """How many things have which status. Every status has a count, 0 included.

    `cells_in` of `cells_due`: how many of the figures due for the month are in, in the whole region. `is_december`:
    whether the month is the year's last, which has words of its own (domain.md §2).
    """

    counts: dict[str, int]
    cells_in: int = 0
    cells_due: int = 0
    is_december: bool = False

    def word(self, code: str) -> str:
        """What a status is called beside its count."""
        return count_word(code, is_december=self.is_december)

    @property
    def total(self) -> int:
        """All of them, those without a colour too."""
        return sum(self.counts.values())

    @property
    def good(self) -> int:
        """Done, ahead or on track."""
        return sum(self.counts[code] for code in GOOD)

    @property
    def behind(self) -> int:
        """Behind or far behind."""
        return sum(self.counts[code] for code in BAD)

    @property
    def judged(self) -> int:
        """The n of the on-schedule rate: all but not_due and undecided; what was not reported counts against it."""
        return self.total - sum(self.counts[code] for code in _NOT_COUNTED)

    @property
    def rate_pct(self) -> float | None:
        """On-schedule rate in percent (domain.md §2, "Unit, category, district").

        None with nothing to judge, and in a month of which too little is in.
        """
        return 100 * self.good / self.judged if self.judged and not self.is_thin else None

    @property
    def is_thin(self) -> bool:
        """Whether less than half of what is due for the month is in: nothing is rated or praised (domain.md §7)."""
        return 2 * self.cells_in < self.cells_due

    @property
    def is_unreported(self) -> bool:
        """Whether figures are due for the month, and none is in."""
        return self.cells_due > 0 and self.cells_in == 0

    @property
    def rate(self) -> str:
        """The rate as it is printed: `82.9%`, "—" with nothing to judge, `—(已报3/40个)` where too little is in."""
        return wording.percent(self.rate_pct) + (f"(已报{self.cells_in}/{self.cells_due}个)" if self.is_thin else "")

    @property
    def rate_of(self) -> str:
        """The rate with its n: `82.9%(10/12项)`; without, where there is no rate."""
        return self.rate + ("" if self.is_thin else f"({self.good}/{self.judged}项)")


def tally_items(items: pd.DataFrame) -> Tally:
    """Count the items of one month: rows of item_status.sql, which say how much of their month is in."""
    counted = tally(items["status"].tolist())
    if items.empty or "month_cells_due" not in items:
        return counted
    first = items.iloc[0]
    cells = int(first["month_cells_in"]), int(first["month_cells_due"])
    return Tally(counted.counts, *cells, is_december=first["month"].month == 12)


def tally(statuses: Iterable[str]) -> Tally:
    """Count statuses. Missing ones (references) are in no count."""
    counts = dict.fromkeys(STATUS_CODES, 0)
    for status in statuses:
        if status in counts:
            counts[status] += 1
    return Tally(counts)


def tally_by(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """One row per value of a column, in order of first appearance: a count per status, total, judged, good, rate_pct.

    `rate_pct` is NaN where nothing can be judged, and in a month of which too little is in (`Tally.rate_pct`);
    `is_december` as there.
    """
    counts = rows.groupby([column, "status"]).size().unstack(fill_value=0)
    counts = counts.reindex(index=rows[column].drop_duplicates(), columns=list(STATUS_CODES), fill_value=0)
    total = counts.sum(axis=1)
    judged = total - counts[list(_NOT_COUNTED)].sum(axis=1)
    good = counts[list(GOOD)].sum(axis=1)
    whole = tally_items(rows)
    has_rate = (judged > 0) & ~whole.is_thin
    rate = (100 * good / judged).where(has_rate)
    counted = counts.assign(total=total, judged=judged, good=good, rate_pct=rate, is_december=whole.is_december)
    return counted.reset_index()


def shared_ranks(rates: pd.Series) -> pd.Series:
    """Ranks from the highest rate down; ties share the better rank, what has no rate has none (1, 1, 3, <NA>)."""
    return rates.round(6).rank(method="min", ascending=False).astype("Int64")


def worst_first(rows: pd.DataFrame) -> pd.DataFrame:
    """What is behind, worst first: far behind before behind, then by how many times the red line the margin is.

    Margins of amounts (points of 完成率) and of rates (points of growth) are not comparable as they stand; each is
    measured against its own threshold of "far behind".
    """
    behind = rows[rows["status"].isin(BAD)]
    order = pd.DataFrame({
        "yellow": behind["status"] != "far_behind", "severity": _severity(behind), "months": -behind["months_behind"],
    })  # fmt: skip
    return behind.loc[order.sort_values(["yellow", "severity", "months"], kind="stable").index]


def worst_measures(measures: pd.DataFrame) -> pd.DataFrame:
    """For every item the measure that stands worst; indexed by item_id."""
    return by_status(measures).drop_duplicates("item_id").set_index("item_id")


def by_status(measures: pd.DataFrame) -> pd.DataFrame:
    """Measures of any status, worst first: by status and then by margin."""
    order = pd.DataFrame({
        "rank": measures["status"].map({code: rank for rank, code in enumerate(WORST_FIRST)}),
        "severity": _severity(measures),
    })  # fmt: skip
    return measures.loc[order.sort_values(["rank", "severity"], kind="stable").index]


def _severity(rows: pd.DataFrame) -> pd.Series:
    """The worst for what was ruled to be behind, without a margin of its own."""
    return (rows["margin_points"] / rows["far_behind_below"].abs()).fillna(-math.inf)


def changes(now: pd.DataFrame, key: list[str]) -> dict[str, pd.DataFrame]:
    """What changed since the month before, from `status` and `previous_status`: completed, fell_behind, recovered.

    `fell_behind`: behind now and well, or without a judgement, before. `recovered`: behind before, and well now
    without being done: nothing stands in two of them. January has no month before, and so no changes.
    """
    before = now["previous_status"]
    known = before.notna()
    return {
        "completed": now[known & (now["status"] == "done") & (before != "done")].sort_values(key),
        "fell_behind": now[known & now["status"].isin(BAD) & ~before.isin(BAD)].sort_values(key),
        "recovered": now[now["status"].isin(GOOD) & (now["status"] != "done") & before.isin(BAD)].sort_values(key),
    }
