"""Which workbooks were accepted, whether sample data stand among them, and what was said of units' own forms."""

import datetime as dt

import pandas as pd

from store.engine.reader import Reader
from store.reads.view import LATEST, REGION


def submission_list(reader: Reader, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """Every submission, newest first, with its withdrawal where there is one."""
    return reader.query("submission_list", as_of=as_of)


def has_workbooks(reader: Reader) -> bool:
    """Whether any workbook was ever accepted, sample ones and withdrawn ones included."""
    return bool(reader.query("workbook_count")["n"].iloc[0] > 0)


def has_demo(reader: Reader, as_of: dt.datetime = LATEST, year: int | None = None) -> bool:
    """Whether any sample data stand, of one year or of any: another year's real figures never carry the label."""
    months = reader.query("standing_demo", as_of=as_of)["month"]
    return len(months) > 0 if year is None else bool((months.dt.year == year).any())


def standing_twin(reader: Reader, unit_id: str, month: dt.date, sha256: str) -> int | None:
    """The number of a standing submission of the very same file, unit and month; None for none."""
    rows = reader.query("standing_twin", unit_id=unit_id, month=month, sha256=sha256)
    return int(rows["submission_id"].iloc[0]) if len(rows) else None


def sent_files(reader: Reader) -> dict[tuple[str, str], dt.date]:
    """Unit and SHA-256 → month, of every file that stands."""
    rows = reader.query("sent_files")
    return {(str(row.unit_id), str(row.sha256)): pd.Timestamp(str(row.month)).date() for row in rows.itertuples()}


def receipt_head(reader: Reader, number: int) -> str:
    """A submission's link in its region's chain, as its receipt says it; empty for one without."""
    rows = reader.query("submission_link", number=number)
    return str(rows["hash"].iloc[0]) if len(rows) else ""


def form_answers(
    reader: Reader, region: str = REGION, unit_id: str | None = None, as_of: dt.datetime = LATEST
) -> pd.DataFrame:
    """One row per answer: unit_id, form, kind (column or row), key, answer, form_name, recorded_at, recorded_by."""
    rows = reader.query("form_answers", region=region, as_of=as_of)
    return rows if unit_id is None else rows[rows["unit_id"] == unit_id].reset_index(drop=True)
