"""Live formulas: 完成率 and 进度差 from the target and figure of their row, totals, rates and ranks from counts."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
from openpyxl.utils import get_column_letter

from briefing.workbooks.sheet_look import Formula
from metrics import terms
from metrics.columns import Column
from metrics.kinds import KINDS
from store.engine.records import Record, records

# By kind of what is judged by level, what its margin is; a relative target's other measure stands in another row.
_OVER, _UNDER = "ROUND({actual}-{lower},6)", "ROUND({upper}-{actual},6)"
_BY_LEVEL = {"growth": _OVER, "rate": _OVER, "ceiling": _UNDER}
# Of what is judged by pace, with and without a base (see status.sql).
_SHARE_FROM, _SHARE = "100*({actual}-{base})/({lower}-{base})", "100*{actual}/{lower}"
_TOTALS = {
    "total": f"SUM({{{terms.STATUS_CODES[0]}}}:{{{terms.STATUS_CODES[-1]}}})",
    "judged": "{total}-{undecided}-{not_due}",
    "good": "+".join(f"{{{code}}}" for code in terms.GOOD),
    "rate_pct": "100*{good}/{judged}",
    "behind_total": "+".join(f"{{{code}}}" for code in terms.BAD),
    "rank": "RANK({rate_pct},{rate_pct:all})",
}
Formulas = Mapping[str, Sequence[Formula | None]]


def of_measures(rows: pd.DataFrame, shown: Sequence[Column], top: int) -> Formulas:
    """By column, a formula for each row whose share or margin follows from other cells; the rows begin below `top`.

    Nothing where the columns lack a number that is needed.
    """

    def text(row: Record, name: str) -> str | None:
        if name == "done_pct":
            return (_SHARE_FROM if KINDS[row["kind"]].has_base else _SHARE) if row["by_pace"] else None
        return "ROUND({done_pct}-{plan_pct},6)" if row["by_pace"] else _BY_LEVEL.get(row["kind"])

    if not {"actual", "lower", "upper", "base", "done_pct"} <= {column.name for column in shown}:
        return {}
    return _formulas(rows, shown, top, ("done_pct", "margin_points"), text)


def of_counts(rows: pd.DataFrame, shown: Sequence[Column], top: int) -> Formulas:
    """By column, a formula for each total, rate and rank that is made of a row's counts."""
    names = [column.name for column in shown if column.name in _TOTALS]
    return _formulas(rows, shown, top, names, lambda _, name: _TOTALS[name])


def _formulas(
    rows: pd.DataFrame,
    shown: Sequence[Column],
    top: int,
    names: Sequence[str],
    text: Callable[[Record, str], str | None],
) -> Formulas:
    letters = {column.name: get_column_letter(place) for place, column in enumerate(shown, 1)}
    plain = records(rows)
    found: dict[str, list[Formula | None]] = {name: [] for name in names}
    for number, row in enumerate(plain, top + 1):
        at = {name: _Cell(letter, number, top + 1, top + len(plain)) for name, letter in letters.items()}
        for name in names:
            told = None if row[name] is None else text(row, name)
            found[name].append(Formula(f"={told.format(**at)}", row[name]) if told else None)
    return found


class _Cell:
    """A cell's address; as `{name:all}` the addresses of its whole column."""

    def __init__(self, letter: str, row: int, first: int, last: int) -> None:
        self._own, self._all = f"{letter}{row}", f"${letter}${first}:${letter}${last}"

    def __format__(self, spec: str) -> str:
        return self._all if spec == "all" else self._own
