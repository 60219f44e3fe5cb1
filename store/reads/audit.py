"""The audit in words that an office understands: who did what to what, before and after, why and when."""

import datetime as dt
import re

import pandas as pd

from metrics import origin, terms
from store.engine.reader import Reader
from store.engine.records import Record, records
from store.reads.naming import measure_name
from store.reads.view import LATEST

_TABLES = {
    "item": "事项", "measure": "子项", "target": "年度目标", "plan": "序时进度", "threshold": "判定界线",
    "unit": "单位", "unit_alias": "单位别名", "column_answer": "报表列的含义", "source": "出处",
}  # fmt: skip
COLUMNS = ("audit_id", "done_at", "done_text", "done_by", "act", "object", "before", "after", "reason")


def audit_rows(reader: Reader, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """Every act, the latest first, with the columns of COLUMNS; what there is no word for is None."""
    rows = [_in_words(row) for row in records(reader.query("audit_list", as_of=as_of))]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict.fromkeys(("before", "after", "reason"), object))


def last_words(reader: Reader) -> str:
    """The latest act in one sentence: `调整年度目标:民生8 …,2,200个 → 2,000个。`"""
    row = records(audit_rows(reader).head(1))[0]
    return f"{row['act']}:{row['object']},{row['before'] or terms.NO_VALUE} → {row['after'] or terms.NO_VALUE}。"


def _in_words(row: Record) -> Record:
    """Entries of store.acts.submissions name tables, ids and codes; those of store.acts.act are in words already."""
    after, reason = row["after"], row["reason"]
    if row["act"] == "撤回报送" and reason is None:
        after, reason = "已撤回", after
    named = measure_name(row) if row["item"] is not None else _TABLES.get(row["object"], row["object"])
    return {
        **row, "object": named, "before": _word(row["before"]), "after": _word(after), "reason": reason,
        "done_text": origin.sent_at(row["done_at"]),
    }  # fmt: skip


def _word(text: str | None) -> str | None:
    if text is None:
        return None
    return terms.STATUSES[text].word if text in terms.STATUSES else re.sub(r"^(\d+)行$", r"\1条", text)
