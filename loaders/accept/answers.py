"""What was said of the columns of units' own workbooks, kept for the months to come; and which files stand."""

import datetime as dt

import pandas as pd

from loaders.check.result import Checked
from store.acts import submissions
from store.acts.rights import Actor
from store.engine.store import Store
from store.reads.view import LATEST


def remembered_columns(store: Store) -> dict[str, dict[str, str]]:
    """unit_id → heading's key → field."""
    found: dict[str, dict[str, str]] = {}
    for row in store.query("column_answers", as_of=LATEST).itertuples():
        found.setdefault(str(row.unit_id), {})[str(row.heading)] = str(row.field)
    return found


def sent_files(store: Store) -> dict[tuple[str, str], dt.date]:
    """Unit and SHA-256 → month, of every file that stands."""
    rows = store.query("sent_files")
    return {(str(row.unit_id), str(row.sha256)): pd.Timestamp(str(row.month)).date() for row in rows.itertuples()}


def keep_answers(store: Store, checked: Checked, by: Actor, at: dt.datetime) -> int:
    """Keep what is new of the answers given for a workbook, for its unit; returns how many. A commit does it too."""
    if checked.unit is None or not checked.answers.columns:
        return 0
    standing = remembered_columns(store).get(checked.unit.unit_id, {})
    fresh = {key: name for key, name in checked.answers.columns.items() if standing.get(key) != name}
    rows = [{"unit_id": checked.unit.unit_id, "heading": key, "field": name} for key, name in fresh.items()]
    if rows:
        latest = store.query("column_answers", as_of=LATEST)["recorded_at"].max()
        moment = at if pd.isna(latest) else max(at, latest.to_pydatetime() + dt.timedelta(microseconds=1))
        submissions.append_rows(store, "column_answer", pd.DataFrame(rows), by, moment)
    return len(fresh)
