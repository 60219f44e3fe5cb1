"""Things as they stand, to be recorded anew with a change: an item, a measure, a target. Raises where there is none."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from metrics.errors import UserError
from metrics.rows import StepRow
from store.acts.act import Act
from store.engine.reader import Reader
from store.engine.records import Record, records
from store.reads.units import unit_rows
from store.reads.view import LATEST, begun_years

ITEM = (
    "item_id", "year", "series", "item_no", "category", "title", "lead_unit_id", "unit_basis", "leader",
    "condition", "is_cancelled", "source",
)  # fmt: skip
MEASURE = (
    "measure_id", "item_id", "measure_no", "name", "kind", "unit", "calendar", "supplier_unit_id", "plan_kind",
    "reference_measure_id", "part_of_id", "note",
)  # fmt: skip
TARGET = ("measure_id", "valid_from", "lower", "upper", "comparator", "base", "basis", "source")
_COLUMNS = {"item": ITEM, "measure": MEASURE, "target": TARGET}


def item(reader: Reader, item_id: str) -> Record:
    """An item with the columns of ITEM, and `item`, its title. Raises UserError where there is none."""
    rows = records(reader.query("item_version", item_id=item_id))
    if not rows:
        raise UserError(f"没有编号为“{item_id}”的事项。", title="事项有误")
    return _of_year(reader, rows)[0]


def measure(reader: Reader, measure_id: str) -> Record:
    """A measure with the columns of MEASURE and its item's. Raises UserError where there is none."""
    return measures(reader, [measure_id])[measure_id]


def measures(reader: Reader, measure_ids: Iterable[str]) -> dict[str, Record]:
    """`measure` of several, by their ids."""
    asked = list(dict.fromkeys(measure_ids))
    rows = _of_year(reader, records(reader.query("measure_version", measure_ids=asked)))
    found = {row["measure_id"]: row for row in rows}
    for unknown in (one for one in asked if one not in found):
        raise UserError(f"没有编号为“{unknown}”的子项。", title="子项有误")
    return found


def _of_year(reader: Reader, rows: list[Record]) -> list[Record]:
    """With the year before a thing's name in the audit, where the region has several: codes begin anew in each."""
    return [{**row, "of_year": f"{row['year']}年"} for row in rows] if len(begun_years(reader)) > 1 else rows


def unit_name(reader: Reader, unit_id: str) -> str:
    """What a unit is called. Raises UserError where there is none."""
    return str(unit(reader, unit_id)["name"])


def unit(reader: Reader, unit_id: str) -> Record:
    """A unit with its region and name. Raises UserError where there is none."""
    for row in records(unit_rows(reader)):
        if row["unit_id"] == unit_id:
            return row
    raise UserError(f"没有编号为“{unit_id}”的单位。", title="单位有误")


def targets(reader: Reader, measure_id: str, year: int) -> dict[int, StepRow]:
    """The target in force in each month of a year, by month number; months before the first have none."""
    rows = reader.query("target_course", measure_ids=[measure_id], year=year, as_of=LATEST)
    return {row["month_no"]: row for row in records(rows, StepRow)}


def check_month(named: Record, month: dt.date) -> None:
    """Raises UserError for a month of another year than the item's (or the measure's) own."""
    if month.year != named["year"]:
        raise UserError(f"该事项属于{named['year']}年度,月份须在{named['year']}年内。", title="月份有误")


def record_anew(act: Act, table: str, rows: Iterable[Mapping[str, Any]], **changed: Any) -> None:
    """Another version of items, measures or targets as they stand, with what becomes another, and the act's reason."""
    act.append(table, [{**only(row, _COLUMNS[table]), **changed, "reason": act.reason} for row in rows])


def only(row: Mapping[str, Any], columns: tuple[str, ...]) -> Record:
    """Some columns of a row."""
    return {name: row[name] for name in columns}
