"""What is due next: the month's reports, what was promised, and the answers to a notice."""

import datetime as dt
import re
import unicodedata

import pandas as pd

from briefing.material import Material
from metrics.periods import month_name
from store.engine.records import records

# What a promise is read by, step for step: a year that holds for what follows, a month, a date, the end of a year.
# 第2批, 3个月, 1季度, 20日 and 两年内 are none of these.
_STEP = re.compile(
    r"(?<!\d)(?P<year>20\d\d|2\d)(?=年)|(?P<next>[明次来翌])(?=年)"
    r"|(?<!\d)(?P<dated>20\d\d)[.\-/](?P<number>\d{1,2})(?![\d万亿元%])"
    r"|(?<![第\d])(?P<month>\d{1,2})月|(?P<end>年[底末]|(?<![\d一二两三五十半几])年内)"
)


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
    """The year and month that words promise, the first of several; None for words without one."""
    named = year
    for step in _STEP.finditer(re.sub(r"\s", "", unicodedata.normalize("NFKC", text or ""))):
        if step["next"]:
            named = year + 1
        elif written := step["year"] or step["dated"]:
            named = 2000 + int(written[-2:])
        month = 12 if step["end"] else int(step["month"] or step["number"] or 0)
        if 1 <= month <= 12:
            return named, month
    return None
