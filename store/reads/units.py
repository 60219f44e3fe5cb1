"""Who reports, and the publications that targets were taken from."""

import datetime as dt

import pandas as pd

from store.engine.reader import Reader
from store.engine.records import Record
from store.reads.view import LATEST


def unit_rows(reader: Reader) -> pd.DataFrame:
    """unit_id, region_code, name and aliases (joined by 、, None for none) of every unit."""
    return reader.query("units")


def names_of(row: Record) -> list[str]:
    """What a unit, a row of `unit_rows`, is called: its name first, then its aliases."""
    return [row["name"], *(row["aliases"].split("、") if row["aliases"] else ())]


def sources(reader: Reader, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """The publications that targets and figures were taken from: source_id, title, published_on, publisher."""
    return reader.query("sources", as_of=as_of)
