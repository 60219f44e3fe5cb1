"""Who reports in time: what each state of a unit's month is called, and the rates made of them."""

from dataclasses import dataclass

import pandas as pd

from metrics import terms, wording

DEADLINE_DAY = 5  # of the next month, until a setting says otherwise; 本系统设定


@dataclass(frozen=True)
class State:
    """How a unit's month stands: its word, one-character mark, and its surface with what is readable on it."""

    word: str
    mark: str
    fill: str
    on_fill: str

    @property
    def marked(self) -> str:
        """`迟 逾期`, so that colour never stands alone; what is not due is a dash and no more."""
        return self.mark if self.mark == terms.NO_VALUE else f"{self.mark} {self.word}"


STATES: dict[str, State] = {
    "on_time": State("按时", "准", "#8ccfa0", "#0d2b18"),
    "late": State("逾期", "迟", "#eeb63c", "#3a2900"),
    "partial": State("不全", "半", "#f3d9a4", "#3a2900"),
    "missing": State("未报", "缺", "#c5362f", "#ffffff"),
    "awaited": State("待报", "待", "#e6e9ed", "#49515c"),  # missing or partial, its deadline not past
    "not_due": State("无应报", terms.NO_VALUE, "#ffffff", "#5d6672"),
}
OWING = ("missing", "partial")


@dataclass(frozen=True)
class Rates:
    """Three rates of some unit-months, each with its n; in percent, None with nothing to count.

    On time counts what is overdue or whole; first try what is in at all, wholly or in part.
    """

    cells_in: int
    cells_due: int
    on_time: int
    timed: int
    first_try: int
    tried: int

    @property
    def complete_pct(self) -> float | None:
        """Cells that are in, of those due."""
        return _percent(self.cells_in, self.cells_due)

    @property
    def on_time_pct(self) -> float | None:
        """Months sent whole and in time."""
        return _percent(self.on_time, self.timed)

    @property
    def first_try_pct(self) -> float | None:
        """Months that were never corrected, taken back or returned."""
        return _percent(self.first_try, self.tried)


def rates(board: pd.DataFrame) -> Rates:
    """The rates of some rows of reporting_board.sql."""
    timed = board["state"].isin(("on_time", "late")) | (board["state"].isin(OWING) & board["is_overdue"])
    first_try = board["is_first_try"]
    counted = (board["cells_in"], board["cells_due"], board["state"] == "on_time", timed, first_try.eq(True),
               first_try.notna())  # fmt: skip
    return Rates(*(int(one.sum()) for one in counted))


def rates_text(found: Rates) -> str:
    """`完整率91.2%(31/34个) · 按时率80.0%(4/5家次) · 一次通过率75.0%(3/4家次)`."""
    return (
        f"完整率{wording.percent(found.complete_pct)}({found.cells_in:,}/{found.cells_due:,}个)"
        f" · 按时率{wording.percent(found.on_time_pct)}({found.on_time:,}/{found.timed:,}家次)"
        f" · 一次通过率{wording.percent(found.first_try_pct)}({found.first_try:,}/{found.tried:,}家次)"
    )


def shown_state(state: str, is_overdue: bool) -> str:
    """The key of STATES that is shown: what is owed and not yet late is awaited."""
    return "awaited" if state in OWING and not is_overdue else state


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None
