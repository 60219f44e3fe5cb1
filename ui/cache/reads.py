"""Reads for the screens, kept until the store's version changes. What comes back is shared: never change it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from briefing import material as materials
from metrics.arithmetic.verdicts import VERDICTS
from metrics.periods import month_name
from metrics.rows import SeriesItemRow, ToldRow
from metrics.sentences.place import Place
from store.engine.records import Record, records
from store.engine.store import Store
from store.reads import audit, last_year, links, months, naming
from store.reads import editions as edition_rows
from store.reads import places as place_reads
from store.reads import setting_sheet as setting_sheets
from store.reads import view as view_reads
from store.reads.editions import Edition
from store.reads.figures import boards, dossiers, due, snapshot
from store.reads.figures import indicators as indicator_rows
from store.reads.figures import outlook_record as outlook_records
from store.reads.figures import provenance as provenances
from store.reads.figures import status as status_reads
from store.reads.figures.dossiers import Dossier
from store.reads.figures.indicators import Indicators
from store.reads.figures.provenance import Provenance
from store.reads.figures.snapshot import Snapshot
from store.reads.reporting import deadlines as deadlines_reads
from store.reads.reporting import doubts, reporting_board
from store.reads.reporting import returns as returns_reads
from store.reads.reporting.closed_months import history
from store.reads.reporting.reporting_board import Board
from store.reads.reporting.returns import in_words, return_rows
from store.reads.setting_sheet import Sheet
from store.reads.submissions import submission_list
from store.reads.units import unit_rows
from store.reads.view import View
from ui.cache import current
from ui.cache.store_cache import cached

# Reads as they are: what each takes and says stands with it.
years = cached(16)(view_reads.years)
begun_years = cached(16)(view_reads.begun_years)
preset_in_use = cached(16)(view_reads.preset_in_use)
thresholds = cached(4)(view_reads.thresholds)
editions = cached(16)(edition_rows.editions)
place = cached()(place_reads.place)
material = cached(3)(materials.take)  # 3 MB each, with nothing that is drawn
_year_course = cached(4)(snapshot.take_course)  # 3 MB each
submissions = cached(4)(submission_list)
submission_figures = cached(16)(returns_reads.submission_figures)
linked_with = cached(64)(links.linked_with)
exceptions = cached(8)(deadlines_reads.exceptions)
month_deadlines = cached(8)(deadlines_reads.month_deadlines)
locks = cached(8)(history)
audit_rows = cached(4)(audit.audit_rows)


@cached(4, opening=current.opened)
def places(store: Store) -> dict[str, Place]:
    """The places whose targets are kept, by their codes."""
    return {one.code: one for one in place_reads.kept(store)}


@cached(16)
def received(store: Store) -> str:
    """Whose the region's data are, where they are received from a store of its own; else empty."""
    return place_reads.received(store)


@cached(4, opening=current.opened)
def open_title(store: Store) -> str:
    """What the system is called while a store is open (see ui.cache.current): everybody gets to see that."""
    return current.title()


def edition_of(view: View) -> Edition | None:
    """The edition that a view is of; None for the figures as they stand now."""
    return next((one for one in editions(view.region) if one.view == view), None)


def draft(view: View) -> Edition:
    """A month as it stands today, as an edition without a number: tomorrow's deadlines and week are others."""
    return _draft(view, current.now().date())


@cached(8)
def _draft(store: Store, view: View, day: dt.date) -> Edition:
    return edition_rows.draft(store, view, "", store.now())


@cached(16)
def opening_month(store: Store, year: int, region: str) -> dt.date:
    """The month that a screen opens with."""
    return status_reads.opening_month(year_as_it_stands(year, region), year)


@cached()
def reported_months(store: Store, year: int, region: str) -> list[dt.date]:
    """The months of a year that have figures."""
    return status_reads.reported_months(year_as_it_stands(year, region))


@cached(16)
def month_marks(store: Store, year: int, region: str) -> dict[dt.date, str]:
    """How each month of a year stands (see store.reads.months)."""
    return months.month_marks(store, year_as_it_stands(year, region), year, region)


def year_as_it_stands(year: int, region: str) -> pd.DataFrame:
    """Every measure in every month of a year, by the preset in use (see store.reads.figures.status.status_course)."""
    return _year_course(View(dt.date(year, 12, 1), region, preset_in_use(region))).course


@cached(12)  # 3 MB each, and as much again in what pandas makes of them: the months of a year
def month_snapshot(store: Store, view: View) -> Snapshot:
    """The snapshot of a view: a slice of its year, which is asked for once."""
    return snapshot.until(_year_course(replace(view, month=view.month.replace(month=12))), view)


@cached()
def reported_texts(store: Store, view: View) -> pd.DataFrame:
    """What was reported in words with the month's figures (see store.reads.figures.snapshot.texts)."""
    return snapshot.texts(store, month_snapshot(view))


@cached()
def behind_rows(store: Store, view: View) -> pd.DataFrame:
    """What is behind, worst first, with what was reported of it (see store.reads.figures.boards.behind_rows)."""
    return boards.behind_rows(month_snapshot(view), reported_texts(view))


def _of_the_month(read: Callable[[Snapshot], pd.DataFrame]) -> Callable[[View], pd.DataFrame]:
    """Rows of a view's snapshot alone."""

    @cached()
    def rows(store: Store, view: View) -> pd.DataFrame:
        return read(month_snapshot(view))

    return rows


recovered_rows = _of_the_month(boards.recovered_rows)
owing_rows = _of_the_month(boards.owing_rows)
unit_board = _of_the_month(boards.unit_board)


@cached()
def next_due(store: Store, view: View) -> pd.DataFrame:
    """What plans and calendars ask for after the month (see store.reads.figures.due.next_due)."""
    return due.next_due(store, month_snapshot(view))


@cached()
def provenance(store: Store, view: View) -> Provenance:
    """Where everything comes from (see store.reads.figures.provenance)."""
    return provenances.provenance(store, month_snapshot(view))


@cached(64)
def series_items(store: Store, view: View, series: str) -> pd.DataFrame:
    """The items of a series, each beside its worst measure (see store.reads.figures.dossiers.series_items)."""
    return dossiers.series_items(month_snapshot(view), series)


@cached(128)
def dossier(store: Store, view: View, series: str, code: str) -> Dossier | None:
    """Everything that is known of an item of a series; None where the series has no item of that code."""
    items = series_items(view, series)
    found = records(items[items["code"] == code], SeriesItemRow)
    return dossiers.open_dossier(store, month_snapshot(view), found[0]) if found else None


@cached()
def indicators(store: Store, view: View) -> Indicators:
    """The main targets with what stands beside them (see store.reads.figures.indicators.take)."""
    return indicator_rows.take(store, month_snapshot(view))


@cached(8)
def board(store: Store, view: View, now: dt.datetime) -> Board:
    """Who owed what and when it came (see store.reads.reporting.reporting_board), as seen at an hour."""
    return reporting_board.board(store, month_snapshot(view), now)


@cached(8)
def returned(store: Store, as_of: dt.datetime) -> list[Record]:
    """Every returned figure in words (see store.reads.reporting.returns)."""
    return records(in_words(return_rows(store, as_of=as_of)))


@cached(8)
def returned_in(store: Store, year: int, as_of: dt.datetime) -> tuple[pd.DataFrame, list[Record]]:
    """The returned figures of a year in words, as a frame and as records."""
    rows = in_words(return_rows(store, as_of=as_of))
    own = rows[rows["month"].dt.year == year].reset_index(drop=True)
    return own, records(own)


@cached()
def month_submissions(store: Store, view: View, unit: str | None) -> pd.DataFrame:
    """The workbooks for a view's month, of one unit or of all (see store.reads.figures.boards.month_submissions)."""
    return boards.month_submissions(submissions(view.as_of), view.month, unit)


@cached(8)
def last_year_texts(store: Store, view: View) -> dict[str, str]:
    """Last year's results of a view's linked measures in words (see store.reads.last_year)."""
    rows = month_snapshot(view).all_measures
    return last_year.result_texts(store.of(view.region), rows, view.month.year, view.as_of)


@cached(8)
def doubtful(store: Store, year: int, as_of: dt.datetime) -> list[Record]:
    """The doubtful figures of a year in words, decided about or not (see store.reads.reporting.doubts)."""
    rows = doubts.in_words(doubts.doubtful_figures(store, as_of=as_of))
    return [row for row in records(rows) if row["month"].year == year]


@cached(8)
def units(store: Store) -> dict[str, str]:
    """The name of every unit, with its id."""
    return {row["name"]: row["unit_id"] for row in records(unit_rows(store))}


@cached(64)
def setting_sheet(store: Store, view: View, measure_id: str) -> Sheet:
    """What people can change of a measure, and every target that it had (see store.reads.setting_sheet)."""
    rows = month_snapshot(view).all_measures
    [measure] = records(rows[rows["measure_id"] == measure_id], ToldRow)
    return setting_sheets.sheet(store, measure, view.month.year, view.as_of)


@cached(8)
def measures_by_name(store: Store, view: View) -> dict[str, ToldRow]:
    """Every measure of a month by its name, as records."""
    return {naming.measure_name(row): row for row in records(month_snapshot(view).all_measures, ToldRow)}


@cached(4)
def cancelled_items(store: Store, year: int) -> dict[str, str]:
    """The name of every item that is cancelled now, with its id."""
    rows = records(store.query("year_item", year=year))
    return {naming.item_name({**row, "item": row["title"]}): row["item_id"] for row in rows if row["is_cancelled"]}


@cached(8)
def outlook_record(store: Store, view: View) -> pd.DataFrame:
    """What earlier months estimated and what came (see store.reads.figures.outlook_record), with record_month."""
    record = outlook_records.outlook_record(store, view)
    named = {f"{code}_count": record[code] for code in VERDICTS}
    return record.assign(record_month=[month_name(row["month"]) for row in records(record)], **named)
