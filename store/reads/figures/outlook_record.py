"""年底预计's own record: what was estimated in each month and what came, worked out anew from the facts as known then.

Nothing is stored for it: facts are only added, so that a month's figures can be had as they stood when it was over.
"""

import datetime as dt

import pandas as pd

from metrics.arithmetic.verdicts import VERDICTS
from metrics.periods import month_code, months_of_year
from metrics.sentences import outlook_words
from store.engine.reader import Reader
from store.engine.records import Record, records
from store.reads.figures.outlook import month_rows
from store.reads.view import View

_KEPT = ["measure_id", "outlook", "outlook_low", "outlook_high"]


def outlook_record(reader: Reader, view: View) -> pd.DataFrame:
    """One row per month of the year before the view's, in order: month, moment, what was estimated, what came of it.

    For each verdict `<code>` how many measures had it, `<code>_known` of how many of them the result is known at the
    view, `<code>_reached` how many of these reached the target; `banded` how many estimates had a band and have a
    result by now, `covered` how many of these results lie in it; `told` the sentence. A month counts as it was known
    at the end of the month after it, when its reports are in. A result is known when the figure for the year's last
    month is in; what is done before tells nothing of the others, and counts only then. Raises UserError like
    `figures.status.status_course`.
    """
    came = _came(month_rows(reader, view))
    rows = [
        _row(_as_known(reader, view, month).merge(came, on="measure_id", how="left"), month, _moment(month))
        for month in months_of_year(view.month)[:-1]
    ]
    return pd.DataFrame(rows, columns=_columns())


def record_json(record: pd.DataFrame) -> list[Record]:
    """The record as the command line prints it: months `2023-09`, moments in ISO form."""
    return [
        {**row, "month": month_code(row["month"]), "known_at": row["known_at"].isoformat()} for row in records(record)
    ]


def _moment(month: dt.date) -> dt.datetime:
    """The end of the month after: its last moment."""
    later = (pd.Timestamp(month) + pd.DateOffset(months=2)).to_pydatetime()
    return later - dt.timedelta(seconds=1)


def _as_known(reader: Reader, view: View, month: dt.date) -> pd.DataFrame:
    then = View(month, view.region, view.preset, min(_moment(month), view.as_of))
    rows = month_rows(reader, then)
    kept: pd.DataFrame = rows.loc[rows["outlook"].notna(), _KEPT]
    return kept


def _came(rows: pd.DataFrame) -> pd.DataFrame:
    """By measure, whether the year's target was reached (None while that is open), and the year's last figure."""
    is_final = rows["actual_month"].dt.month.eq(12) & rows["margin_points"].notna()
    is_over = rows["month_no"].eq(12)
    known = is_over & (is_final | rows["status"].eq("done"))
    reached = rows["status"].eq("done")
    return pd.DataFrame({
        "measure_id": rows["measure_id"], "is_known": known, "is_reached": known & reached,
        "result": rows["actual"].where(is_final & is_over),
    })  # fmt: skip


def _row(found: pd.DataFrame, month: dt.date, moment: dt.datetime) -> Record:
    row: Record = {"month": pd.Timestamp(month), "known_at": moment}
    for code in VERDICTS:
        own = found[found["outlook"] == code]
        row[code] = len(own)
        row[f"{code}_known"] = int(own["is_known"].eq(True).sum())
        row[f"{code}_reached"] = int(own["is_reached"].eq(True).sum())
    is_open = found["outlook_low"].notna() & (found["outlook_low"] != found["outlook_high"]) & found["result"].notna()
    banded = found[is_open]
    row["banded"] = len(banded)
    row["covered"] = int(banded["result"].between(banded["outlook_low"], banded["outlook_high"]).sum())
    row["told"] = outlook_words.record_sentence(month.month, row)
    return row


def _columns() -> list[str]:
    counts = [f"{code}{end}" for code in VERDICTS for end in ("", "_known", "_reached")]
    return ["month", "known_at", *counts, "banded", "covered", "told"]
