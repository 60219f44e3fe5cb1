"""A store in which every measure has figures: some well ahead, some far behind, each with what its unit says of it."""

import datetime as dt
from itertools import cycle

import pandas as pd

from store.acts import submissions
from store.acts.rights import at_the_machine
from store.engine.records import records
from store.engine.store import Store
from store.reads.figures.status import status_rows
from store.reads.view import View
from tests import stores
from tests.pages.stores.autumn import planted

_SHARES = (1.0, 0.92, 0.76, 0.71, 0.45)  # of the year's target
_STEPS = (3.0, 0.4, -0.2, -2.5)  # points from the bound
_SAID = {"problem": "部分点位地下管线复杂,需与产权单位协商迁改后方可进场。", "next_step": "倒排工期,每周调度。"}


def filled(*months: int) -> Store:
    """The seed with one workbook per unit and month; what is due in a month has a figure."""
    return stores.filled(_fill, *months)


@stores.onto(planted)
def _fill(store: Store, *months: int) -> None:
    for month in months:
        _report(store, dt.date(2023, month, 1))


def _report(store: Store, month: dt.date) -> None:
    rows = status_rows(store, View(month))
    due = rows[(rows["due"] == pd.Timestamp(month)) & (rows["kind"] != "reference")]
    places = {"pace": cycle(_SHARES), "level": cycle(_STEPS)}
    sent_at = dt.datetime(2023, month.month, 28, 9, 30)
    batch = []
    for unit, own in due.groupby("supplier_unit_id", sort=False):
        figures = [
            {"measure_id": row["measure_id"], "month": pd.Timestamp(month), "value": _value(row, month, places),
             "sheet": "月报", "cell": "H5", **_SAID}
            for row in records(own)
        ]  # fmt: skip
        name = f"{unit}-{month:%m}.xlsx"
        by = at_the_machine("经办人")
        submission = submissions.Submission(str(unit), month, name, f"{name} 1", by, sent_at, is_demo=False)
        batch.append((submission, pd.DataFrame(figures)))
    submissions.add_submissions(store, batch)


def _value(row, month, places):
    if row["by_pace"]:
        base = row["base"] or 0
        return round(base + (row["lower"] - base) * next(places["pace"]) * month.month / 9, 2)
    step = next(places["level"])
    bound = row["upper"] if row["kind"] == "ceiling" else row["lower"] if row["lower"] is not None else 6.0
    return round(bound - step if row["kind"] == "ceiling" else bound + step, 2)
