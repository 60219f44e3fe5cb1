"""What stands in the store as a month's workbooks are compared with it: units, measures, targets, earlier figures."""

import datetime as dt
from typing import Any

import pandas as pd

from loaders.register import KnownForms, Measure, Register, Returned, Unit
from metrics.rows import StatusRow
from metrics.sentences.status import target_text
from store.engine.records import records
from store.engine.store import Store
from store.reads.figures.status import figure_history, status_course
from store.reads.links import link_rows
from store.reads.places import place
from store.reads.reporting import deadlines as deadlines_reads
from store.reads.reporting.closed_months import is_closed
from store.reads.reporting.returns import in_words, return_rows
from store.reads.submissions import form_answers, sent_files
from store.reads.units import unit_rows
from store.reads.view import REGION, View

Record = dict[str, Any]


def month_register(store: Store, month: dt.date, region: str = REGION, course: pd.DataFrame | None = None) -> Register:
    """The units and measures of a month, with the figures accepted before. Raises UserError without targets.

    `course`: the year's up to that month or a later one, where it is at hand.
    """
    return month_registers(store, [month], region, course)[0]


def month_registers(
    store: Store, months: list[dt.date], region: str = REGION, course: pd.DataFrame | None = None
) -> list[Register]:
    """`month_register` for several months of one year, from one reading of the store."""
    rows = records(status_course(store, View(max(months), region)) if course is None else course, StatusRow)
    by_place = {(row["measure_id"], row["month_no"]): row for row in rows}
    calendar_months = {(row.calendar, row.month_no) for row in store.query("calendar_months").itertuples()}
    indicators = sorted({row["measure_id"] for row in rows if row["series"] == "indicator"})
    last_december = dt.date(months[0].year - 1, 12, 1)
    last_year = {
        row["measure_id"]: row
        for row in reversed(records(figure_history(store, indicators)))
        if row["month"] == last_december and row["withdrawn_at"] is None
    }
    own = place(store, region)
    units = tuple(map(Unit.of, records(unit_rows(store))))
    exceptions = _exceptions(store, region, months[0].year)
    linked = records(link_rows(store, months[0].year, region))
    links = tuple((str(row["measure_id"]), str(row["same_as_id"])) for row in linked)
    forms, sent, returned = _forms(store, region), sent_files(store), _returned(store, region)

    def measure(row: StatusRow) -> Measure:
        before = [by_place.get((row["measure_id"], number)) for number in range(row["month_no"] - 1, 0, -1)]
        is_in_calendar = (row["calendar"], row["month_no"]) in calendar_months
        return _measure(row, before, last_year.get(row["measure_id"]), is_in_calendar)

    return [
        Register(
            month, own, units, tuple(measure(row) for row in rows if row["month_no"] == month.month),
            is_closed(store, month, region), exceptions.get(month, {}), forms, sent, returned, links,
        )
        for month in months
    ]  # fmt: skip


def _forms(store: Store, region: str) -> dict[str, KnownForms]:
    """Unit → what was said of its own forms."""
    said: dict[str, dict[str, dict[str, dict[str, str]]]] = {}
    for row in form_answers(store, region).itertuples():
        by_kind = said.setdefault(str(row.unit_id), {"column": {}, "row": {}})
        by_kind[str(row.kind)].setdefault(str(row.form), {})[str(row.key)] = str(row.answer)
    return {unit_id: KnownForms(by_kind["column"], by_kind["row"]) for unit_id, by_kind in said.items()}


def _exceptions(store: Store, region: str, year: int) -> dict[dt.date, dict[str, dt.date]]:
    """Month → unit → until when it may send."""
    found: dict[dt.date, dict[str, dt.date]] = {}
    for row in records(deadlines_reads.exceptions(store, year, region)):
        found.setdefault(row["month"], {})[row["unit_id"]] = row["until"]
    return found


def _returned(store: Store, region: str) -> dict[str, tuple[Returned, ...]]:
    """Unit → the figures that were returned to it and are not answered, the oldest first."""
    found: dict[str, tuple[Returned, ...]] = {}
    for row in reversed(records(in_words(return_rows(store, region)))):
        if row["state"] == "open":
            one = Returned(row["return_id"], row["month"], row["named"], row["value_text"], row["question"])
            found[row["unit_id"]] = (*found.get(row["unit_id"], ()), one)
    return found


_SAME = (
    "measure_id", "item_id", "series", "item_no", "item", "category", "measure_no", "kind", "unit", "calendar",
    "lower", "upper", "condition", "part_of_id", "note",
)  # fmt: skip


def _measure(
    row: StatusRow, months_before: list[StatusRow | None], last_year: Record | None, is_in_calendar: bool
) -> Measure:
    """`months_before`: the measure in the months before, the latest first.

    A figure is compared with the latest that nobody doubts: beside a wrong one the next wrong one looks right.
    """
    same: Record = {**row}
    is_this_month = row["actual_month"] == row["month"]
    told = [one for one in months_before if one is not None and one["actual_month"] is not None]
    sure = next((one for one in told if one["figure_state"] != "doubtful"), None)
    earlier: Record = {**sure} if sure is not None else {}
    is_reached_before = row["by_pace"] and bool(told) and told[0]["computed_status"] == "done"
    is_due = row["due"] == row["month"] and not is_reached_before
    return Measure(
        **{name: same[name] for name in _SAME},
        name=row["measure"],
        unit_id=row["supplier_unit_id"] or row["lead_unit_id"],
        target_text=target_text(row),
        basis=row["target_basis"],
        is_in_calendar=is_in_calendar,
        is_due=is_due,
        previous=earlier.get("actual"),
        previous_words=earlier.get("value_words"),
        previous_month=earlier.get("actual_month"),
        stored=row["actual"] if is_this_month else None,
        stored_words=row["value_words"] if is_this_month else None,
        plan_pct=row["plan_pct"] if is_this_month or is_due else None,
        last_year=last_year["value"] if last_year else None,
        last_year_basis=last_year["basis"] if last_year else None,
    )
