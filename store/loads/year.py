"""A year's targets as the four tables that hold them: what stands, and which rows of a workbook are new beside it."""

import datetime as dt
from collections.abc import Mapping

from store.acts.standing import ITEM, MEASURE
from store.engine.reader import Reader
from store.engine.records import Record, records
from store.reads.view import years

# In the order in which they depend on each other. What a workbook says of each; who and when are the store's.
COLUMNS = {
    "item": ITEM,
    "measure": MEASURE,
    "target": (
        "measure_id", "valid_from", "lower", "upper", "comparator", "base", "basis", "words", "reason", "approval",
        "source",
    ),
    "plan": ("measure_id", "month_no", "share", "is_node"),
    "measure_code": ("measure_id", "common_code"),
}  # fmt: skip
_KEYS = {"item": ("item_id",), "measure": ("measure_id",), "plan": ("measure_id", "month_no"),
         "measure_code": ("measure_id",)}  # fmt: skip

Tables = Mapping[str, list[Record]]
Course = Mapping[dt.date, Record]  # a measure's targets by the month that each counts from


def first_month(reader: Reader, year: int, at: dt.datetime) -> dt.date:
    """What a load's targets count from where nobody says so: January of a year without targets, else this month.

    Of a year that is over December, of one that has not begun January: what was judged stays as it was judged.
    """
    now = at.date().replace(day=1)
    if year not in years(reader) or now.year < year:
        return dt.date(year, 1, 1)
    return now if now.year == year else dt.date(year, 12, 1)


def year_tables(reader: Reader, year: int) -> dict[str, list[Record]]:
    """The rows that stand for a year, by table, each with the columns of COLUMNS."""
    found = {table: records(reader.query(f"year_{table}", year=year)) for table in COLUMNS}
    return {table: [{name: row[name] for name in COLUMNS[table]} for row in rows] for table, rows in found.items()}


def courses(tables: Tables) -> dict[str, dict[dt.date, Record]]:
    """The targets of each measure, in the order of their months."""
    found: dict[str, dict[dt.date, Record]] = {}
    for row in sorted(tables["target"], key=lambda row: row["valid_from"]):
        found.setdefault(row["measure_id"], {})[row["valid_from"]] = row
    return found


def in_force(course: Course, month: dt.date) -> Record | None:
    """The target of a course that a month is judged by; None before the first."""
    return course[max(begun)] if (begun := [first for first in course if first <= month]) else None


def same_target(one: Record | None, other: Record | None) -> bool:
    """Whether two targets say the same, whatever month each counts from."""
    if one is None or other is None:
        return one is other
    return all(one[name] == other[name] for name in COLUMNS["target"] if name != "valid_from")


def fresh_rows(wanted: Tables, standing: Tables) -> dict[str, list[Record]]:
    """What has to be appended, so that `standing` says what `wanted` does; what `wanted` does not mention stays."""
    fresh = {table: _changed(wanted.get(table, []), standing.get(table, []), key) for table, key in _KEYS.items()}
    before = courses(standing)
    targets = [row for measure, course in courses(wanted).items() for row in _steps(course, before.get(measure, {}))]
    return {table: targets if table == "target" else fresh[table] for table in COLUMNS}


def _changed(rows: list[Record], standing: list[Record], key: tuple[str, ...]) -> list[Record]:
    known = {tuple(row[name] for name in key): row for row in standing}
    return [row for row in rows if known.get(tuple(row[name] for name in key)) != row]


def _steps(wanted: Course, standing: Course) -> list[Record]:
    """The targets of one measure from the first month that changes.

    Of two targets the one recorded later counts, from its month to the year's end: those that go on to stand after the
    first change have to be recorded again with it.
    """
    changed = [month for month, row in wanted.items() if not same_target(row, in_force(standing, month))]
    if not changed:
        return []
    course = {**standing, **wanted}
    return [course[month] for month in sorted(course) if month >= min(changed)]
