"""年底预计 beside the status rows: from one reading of a year's months (metrics.arithmetic.outlook)."""

import datetime as dt
from typing import get_type_hints

import pandas as pd

from metrics.arithmetic.outlook import outlook
from metrics.rows import EstimateRow
from metrics.sentences import outlook_words
from store.engine.reader import Reader
from store.engine.records import records
from store.reads.figures.status import of_series, status_course
from store.reads.last_year import last_year_shares
from store.reads.view import LATEST, View, shows_outlook

TOLD = ("outlook", "outlook_value", "outlook_low", "outlook_high", "outlook_basis")
_PRINTED = list(get_type_hints(EstimateRow))
_EVEN = "linear"


def month_rows(reader: Reader, view: View, series: str | None = None) -> pd.DataFrame:
    """`status.status_rows` with TOLD beside each row. Raises UserError like it."""
    course = status_course(reader, view)
    rows = course[course["month"] == pd.Timestamp(view.month)].reset_index(drop=True)
    found = estimates(reader, view, course)
    return of_series(with_outlook(rows, found), series)


def with_outlook(rows: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Status rows of one month with their `told`, and what is printed of it: outlook_word, outlook_text."""
    rows = rows.join(found, on="measure_id")
    plain = records(rows[_PRINTED], EstimateRow)
    return rows.assign(
        outlook_word=[outlook_words.verdict_word(row["outlook"]) for row in plain],
        outlook_text=[outlook_words.estimate_text(row) for row in plain],
    )


def estimates(reader: Reader, view: View, course: pd.DataFrame) -> pd.DataFrame:
    """TOLD for each measure in the last month of `course`, by measure_id; empty cells while it is switched off."""
    is_shown = shows_outlook(reader, view.region, view.as_of)
    shares = last_year_shares(reader.of(view.region), view.month.year, view.as_of)
    return told(course, plan_nodes(reader, course, view.as_of), shares, is_shown=is_shown)


def plan_nodes(reader: Reader, course: pd.DataFrame, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """measure_id, month_no, share: what the plan of every measure of a course declares, where it is no even one."""
    planned = course.loc[course["plan_kind"].notna() & (course["plan_kind"] != _EVEN), "measure_id"].unique()
    return reader.query("plan_nodes", measure_ids=list(planned), as_of=as_of)


def told(course: pd.DataFrame, nodes: pd.DataFrame, last_year: pd.DataFrame, *, is_shown: bool) -> pd.DataFrame:
    """The estimates of the last month of a course in words, by measure_id.

    `last_year`: how its linked measures went the year before (store.reads.last_year.last_year_shares).
    """
    if not is_shown or course.empty:
        ids = pd.Index(course["measure_id"].unique(), name="measure_id")
        return pd.DataFrame(None, index=ids, columns=list(TOLD), dtype=object)
    found = outlook(course, nodes, last_year)
    now = course.loc[course["month_no"] == course["month_no"].max(), ["measure_id", "ruling_status", "actual_month"]]
    rows = records(now.join(found, on="measure_id"))
    bases = pd.Series([outlook_words.basis(row) for row in rows], found.index, dtype=object)
    return found.assign(outlook_basis=bases)[list(TOLD)]
