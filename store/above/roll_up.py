"""How regions stood in every month of a year, judged one after the other by status.sql, counted, and kept.

What is kept is of the state in which a region was known (region_stamps.sql): a region that did not change is not judged
again, and a moment in the past has the rows of its own state.
"""

import datetime as dt
import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from metrics.errors import UserError
from metrics.kinds import KINDS
from store.engine.reader import Reader, query_text
from store.engine.records import records
from store.engine.store import Store
from store.reads.figures.status import item_rows, status_since
from store.reads.view import LATEST, View, preset_in_use, thresholds

_LOG = logging.getLogger("dashboard.store")
_TABLES = {"roll_up": "roll_up_counts", "roll_up_measure": "roll_up_measures"}  # each with the query that makes it
_STATE = ["region_code", "preset", "row_count", "latest_at", "rule"]


@dataclass(frozen=True)
class RollUp:
    """`counts`: a row per region, month and series ('all' too), of roll_up; `measures`: of roll_up_measure."""

    counts: pd.DataFrame
    measures: pd.DataFrame


def rolled_up(store: Store, regions: Iterable[str], year: int, as_of: dt.datetime = LATEST) -> RollUp:
    """Every month of a year of these regions as known at a moment, each judged by the preset that it used then.

    What was not judged before is, and is kept; a store that takes no more is read all the same.
    """
    states = region_states(store, regions, as_of)
    found = _kept(store, states, year)
    judged = set(found.counts["region_code"])
    missing = states[~states["region_code"].isin(judged)]
    made = [judge(store.of(row["region_code"]), year, row["preset"], as_of) for row in records(missing)]
    if not made:
        return found
    fresh = RollUp(*(rows.merge(states, on="region_code", validate="many_to_one") for rows in _joined(made)))
    # Read once more: what somebody wrote meanwhile may be in what was judged, and is not of the state that was read.
    unchanged = states.merge(region_states(store, missing["region_code"], as_of), on=_STATE)["region_code"]
    _keep(store, RollUp(*(rows[rows["region_code"].isin(unchanged)] for rows in (fresh.counts, fresh.measures))), year)
    return RollUp(*_joined([found, fresh]))


def region_states(store: Store, regions: Iterable[str], as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """Each region with the preset that it judges by, the state that it is in, and the rule: the columns _STATE."""
    stamps = store.query("region_stamps", as_of=as_of)
    stamps = stamps[stamps["region_code"].isin(list(regions))].reset_index(drop=True)
    own = [store.of(str(code)) for code in stamps["region_code"]]
    presets = [preset_in_use(reader, reader.region, as_of) for reader in own]
    said = _said(store)
    rules = [_rule(reader, preset, as_of, said) for reader, preset in zip(own, presets, strict=True)]
    texts = {"preset": "str", "rule": "str"}  # of no region too: PostgreSQL compares nothing with a column of no kind
    return stamps.assign(preset=presets, rule=rules).astype(texts)[_STATE]


def judge(reader: Reader, year: int, preset: str, as_of: dt.datetime = LATEST) -> RollUp:
    """All months of one region's year, judged in one statement and counted."""
    december = View(dt.date(year, 12, 1), reader.region, preset, as_of)
    status = status_since(reader, december, dt.date(year, 1, 1))
    return counted(reader, of_region(status, reader.region), of_region(item_rows(reader, status), reader.region))


def of_region(rows: pd.DataFrame, region: str) -> pd.DataFrame:
    """Rows of status.sql or item_status.sql that say whose they are: with region_code first."""
    named = rows.copy()
    named.insert(0, "region_code", region)
    return named


def counted(reader: Reader, status: pd.DataFrame, items: pd.DataFrame) -> RollUp:
    """Rows with region_code, of one region or of several, counted by roll_up_counts.sql and roll_up_measures.sql."""
    return RollUp(
        reader.query("roll_up_counts", {"status": status, "item_status": items}),
        reader.query("roll_up_measures", {"status": status}),
    )


def _said(reader: Reader) -> str:
    """What is the same for all regions and makes what is judged: the queries, the views, the kinds and calendars."""
    queries = map(query_text, ("status", "item_status", *_TABLES.values()))
    views, calendars = (reader.query(name).to_csv(index=False) for name in ("latest_migration", "calendar_months"))
    return "".join([*queries, views, calendars, repr(KINDS)])


def _rule(reader: Reader, preset: str, as_of: dt.datetime, said: str) -> str:
    """A hash of what is said and of a preset's numbers: regions of another one are not compared with each other."""
    rows = thresholds(reader, as_of)
    own = rows[rows["preset"] == preset].sort_values(["kind", "unit_group"])
    numbers = own[["kind", "unit_group", "ahead_at", "ahead_by", "on_track_at", "far_behind_below", "far_behind_by"]]
    return hashlib.sha256("".join([said, preset, numbers.to_csv(index=False)]).encode()).hexdigest()[:16]


def _kept(reader: Reader, states: pd.DataFrame, year: int) -> RollUp:
    span = {"first_month": dt.date(year, 1, 1), "until": dt.date(year, 12, 1)}
    return RollUp(*(reader.query(f"{table}_rows", {"state": states}, **span) for table in _TABLES))


def _joined(parts: list[RollUp]) -> list[pd.DataFrame]:
    """The counts of all, and the measures of all."""
    frames = [[part.counts for part in parts], [part.measures for part in parts]]
    return [pd.concat([one for one in some if len(one)] or some[:1], ignore_index=True) for some in frames]


def _keep(store: Store, fresh: RollUp, year: int) -> None:
    """Add what nobody else has added meanwhile: a note, since nothing that anybody is shown becomes another."""
    at = store.now()
    for region, own in fresh.counts.groupby("region_code"):
        measures = fresh.measures[fresh.measures["region_code"] == region]
        try:
            with store.of(str(region)).writing(is_note=True) as transaction:
                if len(_kept(transaction, own[_STATE].head(1), year).counts):
                    continue
                for table, rows in zip(_TABLES, (own, measures), strict=True):
                    transaction.append(table, rows.assign(judged_at=at))
        except UserError as error:
            _LOG.warning("汇总没有存下:%s", error.message)
            return
