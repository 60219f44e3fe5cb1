"""A load in words and as JSON: what it changes, and what becomes of months that are over."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from metrics import origin, terms
from metrics.periods import month_code, month_name
from store.engine.records import records
from store.loads.changes import WORDS
from store.loads.loads import Preview


def change_rows(preview: Preview) -> pd.DataFrame:
    """One row per change, for a table: cell_change, named, what, from_text, before, after."""
    rows = [
        (WORDS[one.change], one.thing, one.what, month_name(one.valid_from) if one.valid_from else "", one.before or "",
         one.after or "")
        for one in preview.changes
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["cell_change", "named", "what", "from_text", "before", "after"])


def consequences(preview: Preview) -> list[str]:
    """What is said of the statuses: of months that are over first, then of those that are not, and of new figures."""
    past = sum(preview.past.values())
    lines = []
    if past:
        lines.append(f"已过月份有{past}项状态随之改变:{_by_month(preview.past, '项')}。")
    if now := len(preview.statuses) - past:
        lines.append(f"本月起有{now}项状态随之改变。")
    if preview.owed:
        lines.append(f"新增子项有应报未报的数据:{_by_month(preview.owed, '个')}。")
    return lines


def lines(preview: Preview) -> list[str]:
    """The whole preview, line by line."""
    if not preview.changes:
        return ["与现有目标完全相同,没有改动。"]
    told = [
        f"  {WORDS[one.change]} {one.named}:{one.before or terms.NO_VALUE} → {one.after or terms.NO_VALUE}"
        for one in preview.changes
    ]
    statuses = [
        f"  {row['reported_month']} {row['coded_item']}·{row['measure']}:{row['old_word']} → {row['new_word']}"
        for row in records(preview.statuses)
    ]
    return [*told, *consequences(preview), *statuses]


def as_json(preview: Preview) -> dict[str, Any]:
    """The fields that other programs read."""
    statuses = [
        {"measure_id": row["measure_id"], "month": month_code(row["month"]), "before": row["old_status"],
         "after": row["status"]}
        for row in records(preview.statuses)
    ]  # fmt: skip
    changes = [
        {**one._asdict(), "valid_from": one.valid_from and month_code(one.valid_from)} for one in preview.changes
    ]
    past, owed = ({month_code(month): count for month, count in of.items()} for of in (preview.past, preview.owed))
    return {"changes": changes, "statuses": statuses, "past_statuses": past, "owed": owed}


def load_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of target_loads.sql with words: from_text, done_by, done_text, standing."""
    plain = records(rows)
    return rows.assign(
        from_text=[month_name(row["valid_from"]) for row in plain],
        done_by=rows["recorded_by"],
        done_text=[origin.sent_at(row["recorded_at"]) for row in plain],
        standing=[
            f"{row['last_at']:%Y-%m-%d}收回({row['last_by']}:{row['reason']})" if row["is_taken_back"] else "有效"
            for row in plain
        ],
    )


def _by_month(counts: Mapping[dt.date, int], unit: str) -> str:
    return "、".join(f"{month.month}月{count}{unit}" for month, count in counts.items())
