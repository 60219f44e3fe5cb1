"""Invented districts around the samples' own (make run CITY=1), each called 示例: for the view from above.

Each has the district's main targets, and tasks and items that are nothing but numbered; its figures are the district's
samples, told otherwise. They are planted table by table, as the seed is, and everything in them is 演示数据.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from loaders.demo.sample import SUBMITTED_BY, sample
from metrics import terms
from metrics.kinds import AMOUNTS, JUDGED_GROWTHS
from store.engine import chain
from store.engine.reader import Reader
from store.engine.records import records
from store.engine.seed import RECORDED_BY, baseline, shipped_thresholds
from store.engine.store import Store
from store.engine.transaction import Transaction
from store.loads.year import year_tables
from store.reads.submissions import submission_list
from store.reads.units import unit_rows
from store.reads.view import LATEST

DISTRICTS = 23
SOURCE = "示例数据"
_FIRST = 41  # the last two digits of a code: no district or county of GB/T 2260 goes so far in the samples' city
_MOST_ITEMS = 30  # of a series
_OTHER_PRESET, _THIN, _SILENT = 7, 3, 11  # one judged by the other preset, one that sent little, one that sent nothing
_SPLIT_CODE, _BASES, _OTHER_BASIS = "REVENUE-R", ("自然口径", "同口径"), (5, 9)  # an indicator that is told in two ways


@dataclass(frozen=True)
class _Origin:
    """What the districts are made of: the rows of the samples' district, its units and its sample figures."""

    region: str
    parent: str
    tables: dict[str, pd.DataFrame]
    units: pd.DataFrame
    codes: pd.DataFrame
    figures: pd.DataFrame  # with unit_id, kind, lower and submitted_at

    @property
    def last_month(self) -> pd.Timestamp:
        return pd.Timestamp(sample().last_month)


def load_city(store: Store, districts: int = DISTRICTS) -> int:
    """Plant the invented districts, all or none; returns how many: 0 where they are there, or the samples are not."""
    parents = store.query("places", as_of=LATEST).set_index("region_code")["parent_code"]
    region = sample().region
    parent = parents.get(region)
    if region not in _started(store) or not parent or f"{parent[:4]}{_FIRST}" in _started(store):
        return 0
    origin = _origin(store.of(region), str(parent))
    if origin.figures.empty:  # without samples there is nothing to tell otherwise: the store is somebody's own
        return 0
    with store.writing() as transaction:
        if f"{parent[:4]}{_FIRST}" in _started(transaction):  # by another server that was begun with us
            return 0
        for number in range(1, districts + 1):
            _plant(transaction.of(f"{parent[:4]}{_FIRST + number - 1}"), origin, number)
    return districts


def _started(reader: Reader) -> set[str]:
    return set(reader.query("started_regions")["region_code"])


def _origin(own: Store, parent: str) -> _Origin:
    year = sample().last_month.year
    tables = {name: pd.DataFrame(rows) for name, rows in year_tables(own, year).items()}
    items = tables["item"][tables["item"]["item_no"] <= _MOST_ITEMS]
    measures = tables["measure"][tables["measure"]["item_id"].isin(items["item_id"])]
    tables = {"item": items, "measure": measures} | {
        name: rows[rows["measure_id"].isin(measures["measure_id"])]
        for name, rows in tables.items()
        if name not in ("item", "measure")
    }
    ids = list(measures["measure_id"])
    figures = own.query("year_figures", measure_ids=ids, year=year, as_of=LATEST)
    sent = submission_list(own)[["submission_id", "submitted_at"]]
    lead = measures.merge(items[["item_id", "lead_unit_id"]], on="item_id")
    lead["unit_id"] = lead["supplier_unit_id"].fillna(lead["lead_unit_id"])
    first = tables["target"].drop_duplicates("measure_id")[["measure_id", "lower"]]
    told = figures[figures["is_demo"] & figures["value"].notna()][["measure_id", "month", "value", "submission_id"]]
    figures = told.merge(sent, on="submission_id").merge(lead[["measure_id", "unit_id", "kind"]], on="measure_id")
    return _Origin(own.region, parent, tables, unit_rows(own), own.query("year_measure_code", year=year),
                   figures.merge(first, on="measure_id", how="left"))  # fmt: skip


def _known(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(recorded_at=baseline(), recorded_by=RECORDED_BY)


def _plant(here: Transaction, origin: _Origin, number: int) -> None:
    """One district."""
    draw = random.Random(f"{sample().seed}/{number}")
    name = f"示例{number:02d}区"
    place = {"region_code": here.region, "name": name, "level": "district", "parent_code": origin.parent,
             "first_year": sample().last_month.year}  # fmt: skip
    here.append("region", _known(pd.DataFrame([place])))
    here.append("threshold", _known(shipped_thresholds()))
    here.append("unit", _known(origin.units[["unit_id", "name"]]))
    if number == _OTHER_PRESET:
        preset = {"name": "preset", "value": "lights", "reason": SOURCE}
        here.append("setting", _known(pd.DataFrame([preset])))
    size, shift = draw.uniform(0.5, 1.6), round(draw.choice((-0.5, 0, 0, 0.5)), 1)
    for table, rows in _own_tables(origin, here.region, size, shift):
        here.append(table, _known(rows))
    _send(here, _told(origin, here.region, draw, size, shift, number), draw, number, origin.last_month)


def _own_tables(origin: _Origin, region: str, size: float, shift: float) -> Iterator[tuple[str, pd.DataFrame]]:
    """The tables of targets, under ids of the district's own; what is of the origin's own places becomes a number."""
    kinds = origin.tables["measure"].set_index("measure_id")["kind"]
    series = origin.tables["item"].set_index("item_id")["series"]
    for table, rows in {**origin.tables, "measure_code": origin.codes}.items():
        own = rows.copy()
        if table == "item":
            numbered = [f"示例{terms.item_code(row['series'], row['item_no'])}" for row in records(own)]
            own["title"] = own["title"].where(own["series"] == "indicator", pd.Series(numbered, own.index))
            own = own.assign(source=SOURCE, leader=None)
        elif table == "measure":
            is_main = own["item_id"].map(series) == "indicator"
            own["name"] = own["name"].where(is_main, "示例子项" + own["measure_no"].astype(str))
            own["note"] = None
        elif table == "target":
            kind = own["measure_id"].map(kinds)
            for bound in ("lower", "upper"):
                scaled = (own[bound] * size).round().clip(lower=1)
                own[bound] = own[bound].where(~kind.isin(AMOUNTS), scaled)
                own[bound] = own[bound].where(kind != "growth", own[bound] + shift)
            own["base"] = own["base"].where(~kind.isin(AMOUNTS), (own["base"] * size).round())
            own = own.assign(source=SOURCE, words=own["words"].where(kind == "relative"))
        yield table, _moved(own, origin.region, region)


def _told(
    origin: _Origin, region: str, draw: random.Random, size: float, shift: float, number: int
) -> pd.DataFrame:  # fmt: skip
    """The figures: amounts as the origin's, quicker or slower, at most a tenth above; levels moved a little."""
    rows = origin.figures.copy()
    pace, lift = draw.gauss(1.03, 0.1), draw.gauss(0.1, 0.6)
    ids = sorted(set(rows["measure_id"]))
    own_pace = rows["measure_id"].map({one: pace * draw.gauss(1, 0.05) for one in ids})
    own_lift = rows["measure_id"].map({one: lift + draw.gauss(0, 0.4) for one in ids})
    most = (rows["lower"] * size * 1.1).round()
    amounts = (rows["value"] * own_pace * size).round().clip(upper=most)
    levels = rows["value"] + own_lift + rows["kind"].eq("growth") * shift
    rows["value"] = rows["value"].where(~rows["kind"].isin(JUDGED_GROWTHS), levels.round(1))
    rows["value"] = rows["value"].where(~rows["kind"].isin(AMOUNTS), amounts)
    nodes = (rows["value"] * own_pace).round().clip(upper=100)
    rows["value"] = rows["value"].where(rows["kind"] != "milestone", nodes)
    split = set(origin.codes.loc[origin.codes["common_code"] == _SPLIT_CODE, "measure_id"])
    basis = _BASES[number in _OTHER_BASIS]
    rows["basis"] = [basis if one in split else None for one in rows["measure_id"]]
    return _moved(rows, origin.region, region)


def _send(here: Transaction, rows: pd.DataFrame, draw: random.Random, number: int, last: pd.Timestamp) -> None:
    """A submission of each unit in each month; in the last one some send nothing."""
    units = sorted(set(rows["unit_id"]))
    share = {_THIN: 0.7, _SILENT: 1.0}.get(number, draw.choice((0, 0, 0.04, 0.1)))
    silent = draw.sample(units, round(share * len(units)))
    rows = rows[(rows["month"] != last) | ~rows["unit_id"].isin(silent)]
    latest = rows.groupby(["month", "unit_id"])["submitted_at"].max()
    sent = latest.reset_index().sort_values("submitted_at")
    sent["submission_id"] = range(1, len(sent) + 1)
    sent["sha256"] = [f"{SOURCE}{one}" for one in sent["submission_id"]]
    facts = {"channel": "workbook", "file_name": f"{SOURCE}.xlsx", "submitted_by": SUBMITTED_BY}
    here.append("submission", sent.assign(is_demo=True, **facts))
    numbered = rows.drop(columns="submission_id").merge(sent[["month", "unit_id", "submission_id"]])
    here.append("actual", numbered[["measure_id", "month", "submission_id", "value", "basis"]])
    chain.extend(here, sent["submission_id"], [])


def _moved(rows: pd.DataFrame, origin: str, region: str) -> pd.DataFrame:
    """The same rows under ids of another region."""
    ids = [str(name) for name in rows if str(name).endswith(("measure_id", "item_id", "part_of_id"))]
    return rows.assign(**{name: rows[name].str.replace(f"{origin}-", f"{region}-", n=1) for name in ids})
