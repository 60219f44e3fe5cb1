"""Official words as they stand: rulings and triggered conditions, in rows and in words."""

import datetime as dt

import pandas as pd

from metrics import terms
from metrics.periods import month_name
from store.engine.reader import Reader
from store.engine.records import Record
from store.reads.view import LATEST


def ruling_rows(reader: Reader, year: int, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """Every ruling and triggered condition of a year, the latest first, ended ones too (see rulings.sql)."""
    return reader.query("rulings", year=year, as_of=as_of)


def words(row: Record) -> str:
    """What a row of `ruling_rows` says: `已完成(2023年9月至年末)`; one that was taken back says so."""
    word = terms.STATUSES[row["status"]].word if row["status"] else "条件已触发"
    return word + span_words(row["valid_from"], row["valid_until"]) + (",已撤销" if row["is_ended"] else "")


def span_words(valid_from: dt.date, valid_until: dt.date | None) -> str:
    return f"({month_name(valid_from)}至{month_name(valid_until) if valid_until else '年末'})"
