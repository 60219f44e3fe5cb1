"""What is due next: the month's reports, what was promised, and the answers to a notice."""

import datetime as dt
import re

import pandas as pd

from briefing.material import Material
from metrics.periods import month_name
from store.engine.records import records

_MONTH = re.compile(r"(?:(\d{4})\s*[年.\-/])?\s*(\d{1,2})\s*月?")


def report_due(material: Material) -> str:
    """`2023年10月数据11月5日前报送`: the next month whose figures are due; empty where none of the year is left."""
    today = material.edition.made_at.date()
    due = [(day, month) for month, day in material.deadlines.items() if day >= today]
    if not due:
        return ""
    day, month = min(due)
    return f"{month_name(month)}数据{day.month}月{day.day}日前报送"


def promised(material: Material, until: dt.date) -> pd.DataFrame:
    """Rows of what is behind that their units promised to finish by the month of a day, or earlier."""
    behind = material.behind
    months = [_month(row["expected"], row["month"].year) for row in records(behind[["expected", "month"]])]
    return behind[[month is not None and month <= (until.year, until.month) for month in months]]


def _month(text: str | None, year: int) -> tuple[int, int] | None:
    """The year and month that words promise; None for words without one."""
    found = _MONTH.search(text or "")
    return (int(found[1] or year), int(found[2])) if found and 1 <= int(found[2]) <= 12 else None
