"""Returned figures: each with its exchange of question and answer, and what can be returned of a submission."""

import datetime as dt

import pandas as pd

from metrics import wording
from metrics.periods import month_name
from store.engine.reader import Reader
from store.engine.records import records
from store.reads.naming import measure_name
from store.reads.reporting.exchanges import STATES, Exchange, exchanges, said, words
from store.reads.view import LATEST, REGION


def return_rows(reader: Reader, region: str = REGION, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """Every returned cell (cell_returns.sql), the one asked about last first, with state and exchange.

    A cell is answered by words, or by a later submission that has it; one that was taken back leaves nothing to answer.
    """
    rows = reader.query("cell_returns", region=region, as_of=as_of)
    course = exchanges(reader.query("cell_return_course", region=region, as_of=as_of))
    found = pd.Series([course[number] for number in rows["return_id"]], index=rows.index, dtype=object)
    asked_at = pd.Series([one.question["done_at"] for one in found], index=rows.index, dtype="datetime64[us]")
    latest_first = asked_at.sort_values(ascending=False, kind="stable").index
    rows = rows.assign(exchange=found, state=[one.state for one in found])
    return rows.loc[latest_first].reset_index(drop=True)


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `return_rows` as they are printed: what stands last of question, answer and conclusion, and all of it."""
    plain = records(rows)
    course: list[Exchange] = list(rows["exchange"])
    return rows.assign(
        unit_name=rows["unit"],
        reported_month=[month_name(row["month"]) for row in plain],
        named=[measure_name(row) for row in plain],
        value_text=[row["value_words"] or wording.figure(row["value"], row["measure_unit"]) for row in plain],
        state_word=[STATES[row["state"]] for row in plain],
        question=[words(one.question) for one in course],
        answer=[words(one.answer) for one in course],
        conclusion=[words(one.conclusion) for one in course],
        answer_text=[said(one.answer) for one in course],
        conclusion_text=[said(one.conclusion) for one in course],
        exchange_text=["\n".join(one.lines) for one in course],
    )  # fmt: skip


def submission_figures(reader: Reader, number: int) -> pd.DataFrame:
    """The figures of a standing submission, which can be returned one by one; empty where it does not stand."""
    return reader.query("submission_figures", number=number)
