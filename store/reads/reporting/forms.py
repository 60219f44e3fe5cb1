"""What was said of units' own forms, and still holds: their columns, their rows, their units of measure."""

import datetime as dt

import pandas as pd

from store.engine.reader import Reader
from store.reads.view import LATEST, REGION


def form_answers(
    reader: Reader, region: str = REGION, unit_id: str | None = None, as_of: dt.datetime = LATEST
) -> pd.DataFrame:
    """One row per answer: unit_id, form, kind (column or row), key, answer, form_name, recorded_at, recorded_by."""
    rows = reader.query("form_answers", region=region, as_of=as_of)
    return rows if unit_id is None else rows[rows["unit_id"] == unit_id].reset_index(drop=True)
