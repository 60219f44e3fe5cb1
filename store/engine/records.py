"""Status frames → plain records with the sentences, and the JSON that other programs read."""

import datetime as dt
from typing import Any, TypeVar, overload

import pandas as pd

from metrics import terms
from metrics.periods import month_code
from metrics.rows import EstimatedRow, RuledRow, StatusRow
from metrics.sentences.rest_of_year import what_it_takes
from metrics.sentences.status import actual_text, target_text, why

Record = dict[str, Any]
Row = TypeVar("Row")

STATUS_FIELDS = (
    "measure_id", "series", "item_no", "item", "category", "lead_unit", "unit_basis", "measure", "kind", "comparator",
    "unit", "lower", "upper", "base", "basis", "actual", "actual_month", "vintage", "due", "plan_pct", "done_pct",
    "margin_points", "status", "computed_status", "ruling", "previous_status", "months_behind", "required_per_month",
    "why", "source", "is_demo", "figure_state", "outlook", "outlook_value", "outlook_low", "outlook_high",
    "outlook_basis",
)  # fmt: skip
ITEM_FIELDS = (
    "series", "item_no", "item", "category", "lead_unit", "status", "done_pct", "measures", "measures_done",
    "months_behind",
)  # fmt: skip


@overload
def records(rows: pd.DataFrame) -> list[Record]: ...


@overload
def records(rows: pd.DataFrame, of: type[Row]) -> list[Row]: ...


def records(rows: pd.DataFrame, of: object = None) -> Any:
    """Rows as mappings with None for whatever is missing, and dates for DATE columns; moments end in `_at`.

    `of`: which row of metrics.rows they are, for whoever reads their fields.
    """
    # All columns at once: asked one by one, a frame of a dozen rows and eighty columns takes seven times as long.
    names = [str(name) for name in rows]
    columns = rows.to_numpy(dtype=object, na_value=None).T.tolist()  # type: ignore[arg-type]
    for place, (name, kind) in enumerate(zip(names, rows.dtypes, strict=True)):
        if kind.kind == "M":
            columns[place] = [_moment(name, value) for value in columns[place]]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def with_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Status rows with what is printed of them: code, status_word, target_text, actual_text, why, what_it_takes."""
    plain = records(rows, StatusRow)
    return rows.assign(
        code=[terms.item_code(row["series"], row["item_no"]) for row in plain],
        coded_item=[f"{terms.item_code(row['series'], row['item_no'])} {row['item']}" for row in plain],
        status_word=[status_word(row) for row in plain],
        target_text=[target_text(row) for row in plain],
        actual_text=[marked_figure(row) for row in plain],
        why=[why(row) for row in plain],
        what_it_takes=[what_it_takes(row) for row in plain],
    )


def computed_word(row: RuledRow) -> str:
    """The word of what was computed, whatever was ruled."""
    return _word(row, row["computed_status"], is_ruled=False)


def status_word(row: RuledRow) -> str:
    """The word of a row's status, with its cause where it was computed."""
    return _word(row, row["status"], is_ruled=row["ruling_status"] is not None)


def marked_figure(row: StatusRow) -> str:
    """The figure as it is printed; one that nobody has looked at yet says so."""
    return actual_text(row) + (f"({terms.DOUBTFUL})" if row["figure_state"] == "doubtful" else "")


def status_json(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """`figures.outlook.month_rows` as the command line prints them.

    Absent values null, numbers not rounded, months `2023-09`.
    """
    result = []
    for row in records(rows, EstimatedRow):
        told: Record = {**row, "why": why(row), "ruling": _ruling(row), "basis": row["basis"] or row["target_basis"]}
        result.append({name: _plain(told[name]) for name in STATUS_FIELDS})
    return result


def items_json(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """`item_rows` as the command line prints them."""
    return [{name: _plain(row[name]) for name in ITEM_FIELDS} for row in records(rows)]


def _word(row: RuledRow, status: str | None, *, is_ruled: bool) -> str:
    return terms.status_word(
        status, by_pace=row["by_pace"], month_no=row["month_no"],
        undecided_because=None if is_ruled else row["undecided_because"],
        not_due_because=None if is_ruled else row["not_due_because"],
    )  # fmt: skip


def _ruling(row: StatusRow) -> dict[str, Any] | None:
    if row["ruling_status"] is None:
        return None
    return {
        "status": row["ruling_status"], "reason": row["ruling_reason"], "by": row["ruled_by"],
        "at": row["ruled_at"].isoformat(), "until": _plain(row["ruled_until"]),
    }  # fmt: skip


def _moment(name: str, value: pd.Timestamp | None) -> dt.date | None:
    if value is None:
        return None
    return value.to_pydatetime() if name.endswith("_at") else value.date()


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    return month_code(value) if isinstance(value, dt.date) else value
