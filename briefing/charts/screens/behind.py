"""What the backlog's screen shows of a choice: the rows that it leaves, their counts, and the bars beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from briefing.charts.behind import behind_bars
from briefing.charts.look import Chart
from metrics.arithmetic import backlog
from metrics.rows import BehindRow
from store.engine.records import records
from store.reads.figures import boards

TOP_UNITS = 10


@dataclass(frozen=True)
class Backlog:
    """What is behind under some filters, what recovered, what is owed, and the bars by unit and by category."""

    rows: pd.DataFrame
    counts: backlog.Summary
    recovered: pd.DataFrame
    owing: pd.DataFrame
    owing_units: pd.DataFrame
    by_unit: Chart
    by_category: Chart

    @cached_property
    def told(self) -> list[BehindRow]:
        """`rows` as records."""
        return records(self.rows, BehindRow)


def filtered(
    behind: pd.DataFrame,
    recovered: pd.DataFrame,
    owing: pd.DataFrame,
    reporting: pd.DataFrame,
    chosen: Mapping[str, str | None],
    status: str | None,
) -> Backlog:
    """What the filters leave of the rows of `store.reads.figures.boards`; `reporting` is a snapshot's.

    `chosen` are values of columns, `status` a status' word; None chooses all.
    """
    rows, owed = backlog.only(behind, chosen, status), backlog.only(owing, chosen)
    by_unit = backlog.behind_by(rows, "lead_unit").head(TOP_UNITS)
    by_category = backlog.behind_by(rows, "category")
    return Backlog(
        rows=rows,
        counts=backlog.summary(rows),
        recovered=backlog.only(recovered, chosen),
        owing=owed,
        owing_units=boards.owing_units(owed, reporting),
        by_unit=behind_bars(by_unit, "lead_unit", "各单位"),
        by_category=behind_bars(by_category, "category", "各类别"),
    )
