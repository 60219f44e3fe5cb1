"""The audit in words that an office understands: who did what to what, before and after, why and when."""

import datetime as dt

import pandas as pd

from metrics import origin, terms
from store.engine.reader import Reader
from store.engine.records import records
from store.reads.places import place
from store.reads.view import LATEST

COLUMNS = ("audit_id", "done_at", "done_text", "done_by", "act", "object", "before", "after", "reason")


def audit_rows(reader: Reader, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """Every act, the latest first, with the columns of COLUMNS; what there is no word for is None."""
    found = records(reader.query("audit_list", as_of=as_of))
    rows = [{**row, "done_text": origin.sent_at(row["done_at"])} for row in found]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict.fromkeys(("before", "after", "reason"), object))


def last_words(reader: Reader) -> str:
    """The latest act in one sentence: `调整年度目标:民生8 …,2,200个 → 2,000个。`"""
    row = records(audit_rows(reader).head(1))[0]
    several = len(reader.query("started_regions")) > 1
    change = f"{row['before'] or terms.NO_VALUE} → {row['after'] or terms.NO_VALUE}"
    return f"{place(reader).short_name + ':' if several else ''}{row['act']}:{row['object']},{change}。"
