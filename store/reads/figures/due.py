"""What is due next: the month's reports, what was promised, and what plans and calendars ask for in later months."""

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from metrics.arithmetic import counting, plan_shares
from metrics.periods import month_name
from metrics.rows import ToldRow
from metrics.sentences.rest_of_year import due_then
from metrics.sentences.status import dated_text
from store.engine.reader import Reader
from store.engine.records import records
from store.reads.figures.snapshot import Snapshot

_DUE = ("measure_id", "due_no", "due_month", "wanted", "short_text", "actual_text")
_EVERY_MONTH = ("monthly", "monthly_from_feb")
_EVEN = {month: month / 12 for month in plan_shares.MONTHS}

# What a promise is read by, step for step: a year that holds for what follows, a month, a date, the end of a year.
# 第2批, 3个月, 1季度, 20日 and 两年内 are none of these.
_STEP = re.compile(
    r"(?<!\d)(?P<year>20\d\d|2\d)(?=年)|(?P<next>[明次来翌])(?=年)"
    r"|(?<!\d)(?P<dated>20\d\d)[.\-/](?P<number>\d{1,2})(?![\d万亿元%])"
    r"|(?<![第\d])(?P<month>\d{1,2})月|(?P<end>年[底末]|(?<![\d一二两三五十半几])年内)"
)


def report_due(deadlines: Mapping[dt.date, dt.date], today: dt.date) -> str:
    """`2023年10月数据11月5日前报送`: the next month whose figures are due; empty where none of the year is left.

    `deadlines`: store.reads.reporting.deadlines.month_deadlines.
    """
    day = min((day for day in deadlines.values() if day >= today), default=None)
    if day is None:
        return ""
    month = max(month for month, own in deadlines.items() if own == day)  # earlier ones: from before there were targets
    return f"{month_name(month)}数据{day.month}月{day.day}日前报送"


def promised(behind: pd.DataFrame, until: dt.date) -> pd.DataFrame:
    """Rows of what is behind (boards.behind_rows) that units promised to finish by the month of a day, or earlier."""
    months = [_month(row["expected"], row["month"].year) for row in records(behind[["expected", "month"]])]
    is_soon = [month is not None and month <= (until.year, until.month) for month in months]
    return behind[pd.Series(is_soon, behind.index, dtype=bool)]  # an empty list would choose no columns


def next_due(reader: Reader, snapshot: Snapshot) -> pd.DataFrame:
    """The measures of which something is due after the month, the next month first, then the worst first.

    Rows of Snapshot.measures with due_no, due_month (`10月`), wanted (`应达1,540个`), short_text (`尚差220个`, `已达`)
    and an actual_text that says an older month. Of a plan of months or nodes it is the next step; of what is reported
    by the quarter, half or whole year the next report. What is planned evenly and reported monthly has no step of its
    own, and nothing is asked any more of what is done, nor yet of what waits for its condition.
    """
    rows = snapshot.measures
    rows = rows[rows["status"].ne("done") & rows["not_due_because"].ne("condition")]
    calendars, plans = defaultdict[str, set[int]](set), defaultdict[str, dict[int, float]](dict)
    for one in records(reader.query("calendar_months")):
        calendars[one["calendar"]].add(one["month_no"])
    for node in records(snapshot.nodes):
        plans[node["measure_id"]][node["month_no"]] = node["share"]
    has_step = (rows["measure_id"].isin(plans) & rows["by_pace"]) | ~rows["calendar"].isin(_EVERY_MONTH)
    told = []
    for row in records(rows[has_step], ToldRow):
        plan = plans.get(row["measure_id"], _EVEN) if row["by_pace"] else _EVEN
        calendar = calendars[row["calendar"]]
        months = plan.keys() & calendar if row["calendar"] in _EVERY_MONTH else calendar
        month, share = _step(plan, months, snapshot.view.month.month)
        if month:
            told.append((row["measure_id"], month, f"{month}月", *due_then(row, share), dated_text(row)))
    found = rows.drop(columns="actual_text").merge(pd.DataFrame(told, columns=list(_DUE)), on="measure_id")
    return counting.by_status(found).sort_values("due_no", kind="stable", ignore_index=True)


def _step(plan: Mapping[int, float], months: Iterable[int], now: int) -> tuple[int, float]:
    """The next of some months in which a plan asks for more than by now, and the share; month 0: none is left.

    Between its nodes a plan goes straight on, as it is judged (metrics.arithmetic.plan_shares.through_nodes).
    """

    def at(month: int) -> float:
        return float(np.interp(month, [*plan], [*plan.values()], left=0.0))

    return min(((month, at(month)) for month in months if month > now and at(month) > at(now)), default=(0, 0.0))


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
