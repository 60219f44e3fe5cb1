"""What is behind, as a whole: how much, whose, for how long, and what changed since the month before."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from metrics.terms import BAD, STATUSES, WORST_FIRST

LASTING_MONTHS = 3

NEW, WORSE, SAME, BETTER = "新增", "加重", "持续", "减轻"


@dataclass(frozen=True)
class Summary:
    """Counts over measures that are behind."""

    measures: int
    items: int
    far: int
    units: int
    lasting: int
    new: int


def summary(behind: pd.DataFrame) -> Summary:
    """The counts of some rows that are behind; `lasting` for LASTING_MONTHS running or more."""
    return Summary(
        measures=len(behind), items=behind["item_id"].nunique(), units=behind["lead_unit"].nunique(),
        far=int((behind["status"] == "far_behind").sum()),
        lasting=int((behind["months_behind"] >= LASTING_MONTHS).sum()),
        new=int((behind["change_word"] == NEW).sum()),
    )  # fmt: skip


def only(rows: pd.DataFrame, chosen: Mapping[str, str | None], status: str | None = None) -> pd.DataFrame:
    """The rows that have the chosen value in each column and the status of that word; None chooses all.

    With nothing chosen they are the frame itself: what was made for it is then not made again (ui/cache/arrow_tables).
    """
    for column, value in chosen.items():
        if value is not None:
            rows = rows[rows[column] == value]
    if status is not None:
        rows = rows[rows["status"].map({code: found.word for code, found in STATUSES.items()}) == status]
    return rows


def change_word(status: str, previous_status: str | None) -> str:
    """What became of something that is behind since the month before. Empty without a month before (January)."""
    if previous_status is None:
        return ""
    if previous_status not in BAD:
        return NEW
    step = WORST_FIRST.index(status) - WORST_FIRST.index(previous_status)
    return SAME if step == 0 else WORSE if step < 0 else BETTER


def behind_by(behind: pd.DataFrame, column: str) -> pd.DataFrame:
    """One row per value of a column: far_behind, behind and their total, the most behind first.

    The same total: more far_behind first, then in order of first appearance. `is_december` as in `Tally`.
    """
    counts = behind.groupby([column, "status"]).size().unstack(fill_value=0)
    counts = counts.reindex(index=behind[column].drop_duplicates(), columns=list(BAD), fill_value=0)
    is_december = "month" in behind and any(month.month == 12 for month in behind["month"].head(1))
    counts = counts.assign(behind_total=counts.sum(axis=1), is_december=is_december).reset_index()
    return counts.sort_values(["behind_total", "far_behind"], ascending=False, kind="stable", ignore_index=True)
