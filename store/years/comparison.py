"""Two years beside each other, where measures are linked: target, result, done or not; and what was left over: 结转."""

import datetime as dt

import pandas as pd

from metrics import terms, wording
from metrics.kinds import PACE
from store.engine.reader import Reader
from store.engine.records import Record, records, with_words
from store.reads.figures.status import opening_month, status_course, status_rows
from store.reads.last_year import year_links
from store.reads.view import View, preset_in_use

COLUMNS = ("series_name", "code", "item", "measure", "lead_unit", "first_target", "first_actual", "first_word",
           "second_target", "second_actual", "second_word", "is_linked")  # fmt: skip
LEFT_OVER = ("measure_id", "series_name", "code", "item", "measure", "lead_unit", "target_text", "actual_text",
             "rest_text", "kind", "unit", "lower", "actual", "carried_word")  # fmt: skip
FOLLOWED, WAITING = "已延续", "未延续"  # in the year after


def result_month(reader: Reader, year: int) -> dt.date:
    """The month by which a year is told: December once anything judged is in, else the one that screens open with."""
    december = dt.date(year, 12, 1)
    course = status_course(reader, View(december))
    is_in = (course["actual_month"] == pd.Timestamp(december)) & (course["kind"] != "reference")
    return december if is_in.any() else opening_month(course, year)


def comparison(reader: Reader, first: int, second: int) -> pd.DataFrame:
    """One row per measure of either year with COLUMNS, linked ones in one row, in the order of the second year."""
    one, other = _told(reader, first), _told(reader, second)
    chain = _chain(reader, first, second)
    rows = [_row(one.get(chain.get(measure_id, "")), row) for measure_id, row in other.items()]
    gone = set(one) - set(chain.values())
    rows += [_row(row, None) for measure_id, row in one.items() if measure_id in gone]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def counts(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """By series_name or lead_unit: how many measures of each year there are, are done, and are linked."""
    told = rows.assign(
        first_count=rows["first_word"].notna(), second_count=rows["second_word"].notna(),
        first_done=rows["first_word"] == terms.STATUSES["done"].word,
        second_done=rows["second_word"] == terms.STATUSES["done"].word, linked=rows["is_linked"].astype(bool),
    )  # fmt: skip
    names = ["first_count", "first_done", "second_count", "second_done", "linked"]
    return told.groupby(by, sort=False)[names].sum().astype(int).reset_index()


def left_over(reader: Reader, year: int) -> pd.DataFrame:
    """What was counted up in a year and is not done at its end, and whether the next goes on from it: LEFT_OVER."""
    followed = set(year_links(reader, year + 1).values())
    told = [row for row in _told(reader, year).values() if row["kind"] in PACE and row["status"] not in ("done", None)]
    rows = [
        {
            **{name: row[name] for name in LEFT_OVER if name in row},
            **_names(row), "rest_text": _rest(row),
            "carried_word": FOLLOWED if row["measure_id"] in followed else WAITING,
        }
        for row in told
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(LEFT_OVER), dtype=object)


def _told(reader: Reader, year: int) -> dict[str, Record]:
    """The judged measures of a year at its result's month, in words."""
    view = View(result_month(reader, year), reader.region, preset_in_use(reader))
    rows = with_words(status_rows(reader, view))
    return {row["measure_id"]: row for row in records(rows) if row["kind"] != "reference"}


def _chain(reader: Reader, first: int, second: int) -> dict[str, str]:
    """Which measure of the first year each of the second goes on from, over all years between."""
    found: dict[str, str] = {}
    for year in range(second, first, -1):
        links = year_links(reader, year)
        found = links if year == second else {last: links[one] for last, one in found.items() if one in links}
    return found


def _row(one: Record | None, other: Record | None) -> Record:
    row = other or one or {}
    told = {"is_linked": one is not None and other is not None, **_names(row)}
    for which, found in (("first", one), ("second", other)):
        told[f"{which}_target"] = found and found["target_text"]
        told[f"{which}_actual"] = found and found["actual_text"]
        told[f"{which}_word"] = found and found["status_word"]
    return told


def _names(row: Record) -> Record:
    told = {name: row[name] for name in ("code", "item", "measure", "lead_unit")}
    return {"series_name": terms.SERIES[row["series"]], **told}


def _rest(row: Record) -> str:
    """What is missing of a target: `还差320户`; empty where it cannot be said."""
    if row["lower"] is None or row["actual"] is None or row["lower"] <= row["actual"]:
        return ""
    return f"还差{wording.figure(round(row['lower'] - row['actual'], 6), row['unit'])}"
