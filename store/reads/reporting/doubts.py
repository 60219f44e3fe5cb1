"""Figures that were doubtful when they were sent, and what reviewers decided about them."""

import datetime as dt

import pandas as pd

from metrics import terms, wording
from metrics.periods import month_name
from store.engine.reader import Reader
from store.engine.records import Record, records
from store.reads.naming import measure_name
from store.reads.view import LATEST


def doubtful_figures(reader: Reader, month: dt.date | None = None, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """One row per doubtful figure that no later submission replaced, the latest months first, of one month or of all.

    Columns of doubtful_figures.sql, with `state`: `doubtful` until a reviewer has decided, then `confirmed` or
    `set_aside`.
    """
    rows = reader.query("doubtful_figures", number=None, as_of=as_of)
    rows = rows[~rows["is_replaced"]]
    if month is not None:
        rows = rows[rows["month"] == pd.Timestamp(month)]
    return rows.assign(state=rows["verdict"].fillna("doubtful")).reset_index(drop=True)


def doubted_figures(reader: Reader, number: int) -> list[Record]:
    """The doubtful figures of one standing submission."""
    return records(reader.query("doubtful_figures", number=number, as_of=LATEST))


def doubted_figure(reader: Reader, number: int, measure_id: str) -> Record | None:
    """One of `doubted_figures`; None where there is none."""
    return next((row for row in doubted_figures(reader, number) if row["measure_id"] == measure_id), None)


def standing_reasons(reader: Reader, unit_id: str, month: dt.date) -> list[Record]:
    """The reasons that stand with a unit's figures of a month: measure_id, issue, reason, value, value_words and
    whether a reviewer has confirmed the figure.
    """
    return records(reader.query("standing_reasons", unit_id=unit_id, month=month))


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `doubtful_figures` as they are printed."""
    plain = records(rows)
    return rows.assign(
        unit_name=rows["unit"],
        reported_month=[month_name(row["month"]) for row in plain],
        named=[measure_name(row) for row in plain],
        value_text=[_figure(row, "value", "value_words") for row in plain],
        before_text=[_before(row) for row in plain],
        state_word=[terms.VERDICTS.get(row["state"], terms.DOUBTFUL) for row in plain],
    )


def _figure(row: Record, value: str, words: str) -> str:
    return str(row[words] or wording.figure(row[value], row["measure_unit"]))


def _before(row: Record) -> str:
    """The figure that stood before, with its month; empty where it is the year's first."""
    if row["before_month"] is None:
        return ""
    return f"{_figure(row, 'before_value', 'before_words')}({row['before_month'].month}月)"
