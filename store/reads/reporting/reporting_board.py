"""The reporting board: who owed what for each month, when it came, who still owes, and the reminder to them."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from metrics.arithmetic import reporting_rates
from metrics.arithmetic.reporting_rates import Rates
from metrics.sentences import reminder
from metrics.sentences.reminder import Owing
from store.engine.reader import Reader
from store.engine.records import records
from store.reads.figures.snapshot import Snapshot
from store.reads.naming import measure_name
from store.reads.reporting.closed_months import history

_MOST_OWING_FIRST = ("missing", "partial", "awaited", "late", "on_time", "not_due")


@dataclass(frozen=True)
class Board:
    """The months of a year up to `month`, as seen at `now`. `rows`: one per unit and month (reporting_board.sql)."""

    month: dt.date
    now: dt.datetime
    rows: pd.DataFrame
    missing: pd.DataFrame  # the month's cells that are due and not in, with code and names
    is_closed: bool = False  # whether the month takes no more reports

    @cached_property
    def this_month(self) -> pd.DataFrame:
        return self.rows[self.rows["month"] == pd.Timestamp(self.month)].reset_index(drop=True)

    @property
    def units_due(self) -> int:
        """How many units owe figures for the month."""
        return int((self.this_month["state"] != "not_due").sum())

    @cached_property
    def counts(self) -> Counter[str]:
        """How many units stand how this month, by the keys of `metrics.arithmetic.reporting_rates.STATES`."""
        return Counter(reporting_rates.shown_state(row["state"], row["is_overdue"]) for row in records(self.this_month))

    @cached_property
    def rates(self) -> Rates:
        """The district's, over the months so far."""
        return reporting_rates.rates(self.rows)

    @cached_property
    def owing(self) -> list[Owing]:
        """Who still owes figures of the month, those without any first, then by how much is missing."""
        rows = [row for row in records(self.this_month) if row["state"] in reporting_rates.OWING]
        names = self.missing.groupby("supplier_unit_id")["named"].apply(tuple).to_dict()
        found = [Owing(row["unit"], names[row["unit_id"]], row["cells_due"], row["deadline_on"]) for row in rows]
        return sorted(found, key=lambda one: (one.is_partial, -len(one.missing)))

    @cached_property
    def by_unit(self) -> pd.DataFrame:
        """The units with their months and rates (see `unit_rates`)."""
        return unit_rates(self)

    @cached_property
    def reminder(self) -> str:
        """The reminder to all of them (see metrics.sentences.reminder)."""
        return reminder.reminder(self.month, self.owing, self.units_due, self.now, is_closed=self.is_closed)


def board(reader: Reader, snapshot: Snapshot, now: dt.datetime) -> Board:
    """The board of a snapshot's months, as seen at `now`."""
    view = snapshot.view
    reader = reader.of(view.region)
    default, year = reporting_rates.DEADLINE_DAY, view.month.year
    due = reader.query("month_deadlines", region=view.region, year=year, as_of=view.as_of, default_day=default)
    frames = {"status": snapshot.course, "month_deadline": due}
    cells = reader.query("reporting_cells", frames, as_of=view.as_of)
    frames = {"due_cell": cells, "month_deadline": due}
    rows = reader.query("reporting_board", frames, month=view.month, as_of=view.as_of, now=now)
    lacking = cells[~cells["is_in"] & (cells["month"] == pd.Timestamp(view.month))]
    missing = snapshot.measures[snapshot.measures["measure_id"].isin(lacking["measure_id"])]
    missing = missing.assign(named=[measure_name(row) for row in records(missing)]).reset_index(drop=True)
    locks = records(history(reader, year, view.region, view.as_of))
    is_closed = next((bool(row["is_locked"]) for row in locks if row["month"] == view.month), False)
    return Board(view.month, now, rows, missing, is_closed)


def unit_rates(board: Board) -> pd.DataFrame:
    """One row per unit of a board: unit_name, its state of every month as `month_1` … with word and mark, three rates.

    Who owes most comes first, by the board's month: missing, then partial, awaited, late, on time.
    """
    order = {state: place for place, state in enumerate(_MOST_OWING_FIRST)}
    rows = []
    for unit_id, own in board.rows.groupby("unit_id", sort=False):
        found = reporting_rates.rates(own)
        plain = records(own)
        now = next(row for row in plain if row["month"] == board.month)
        shown = {f"month_{row['month'].month}": _marked(row["state"], row["is_overdue"]) for row in plain}
        rows.append({
            "unit_id": unit_id, "unit_name": now["unit"], **shown, "state": now["state"],
            "complete_pct": found.complete_pct, "complete_text": f"{found.cells_in}/{found.cells_due}",
            "on_time_pct": found.on_time_pct, "first_try_pct": found.first_try_pct,
            "order": order[reporting_rates.shown_state(now["state"], now["is_overdue"])],
        })  # fmt: skip
    frame = pd.DataFrame(rows)
    if frame.empty:
        return frame
    return frame.sort_values(["order", "complete_pct"], kind="stable", ignore_index=True).drop(columns="order")


def _marked(state: str, is_overdue: bool) -> str:
    return reporting_rates.STATES[reporting_rates.shown_state(state, is_overdue)].marked
