"""Which workbooks were accepted, and whether sample data stand among them."""

import datetime as dt

import pandas as pd

from store.engine.store import Store
from store.reads.view import LATEST


def submission_list(store: Store, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """Every submission, newest first, with its withdrawal where there is one."""
    return store.query("submission_list", as_of=as_of)


def has_workbooks(store: Store) -> bool:
    """Whether any workbook was ever accepted, sample ones and withdrawn ones included."""
    return bool(store.query_text("select count(*) as n from submission where channel = 'workbook'")["n"].iloc[0] > 0)


def has_demo(store: Store, as_of: dt.datetime = LATEST, year: int | None = None) -> bool:
    """Whether any sample data stand, of one year or of any: another year's real figures never carry the label."""
    months = store.query("standing_demo", as_of=as_of)["month"]
    return len(months) > 0 if year is None else bool((months.dt.year == year).any())
