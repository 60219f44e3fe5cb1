"""What the units' screen shows of one lead unit: how it stands, what it leads, owes and sent."""

from dataclasses import dataclass

import pandas as pd

from metrics.arithmetic import counting
from metrics.arithmetic.counting import Tally
from store.engine.records import Record, records
from store.reads.figures import boards
from store.reads.figures.snapshot import Snapshot


@dataclass(frozen=True)
class UnitPage:
    """One lead unit: its row of the board, its items, what of it is behind or owed, what it sent."""

    row: Record
    items: pd.DataFrame
    tally: Tally
    behind: pd.DataFrame
    owing: pd.DataFrame
    sent: pd.DataFrame


def unit_page(
    snapshot: Snapshot, board: pd.DataFrame, behind: pd.DataFrame, owing: pd.DataFrame, submissions: pd.DataFrame,
    unit: str,
) -> UnitPage:  # fmt: skip
    """A unit's part of the rows of `store.reads.figures.boards` and of `store.reads.figures.status.submission_list`."""
    items = boards.unit_items(snapshot, unit)
    return UnitPage(
        row=records(board[board["unit_name"] == unit])[0],
        items=items,
        tally=counting.tally_items(items),
        behind=behind[behind["lead_unit"] == unit],
        owing=owing[owing["supplier_unit"] == unit],
        sent=boards.submission_rows(submissions, unit, snapshot.view.month.year),
    )
