"""The year's targets out of the store and into it: only what a workbook changes is appended, in one transaction."""

import datetime as dt
from typing import Any

import pandas as pd

from loaders.files.reader import Reader
from loaders.register import Unit
from loaders.targets.rows import Record, Targets, flat, workbook
from loaders.targets.targets import CheckedTargets, check_targets
from metrics.errors import UserError
from metrics.terms import DISTRICT
from store.acts import submissions
from store.acts.rights import Actor
from store.engine.records import records
from store.engine.store import Store
from store.reads.units import unit_rows
from store.reads.view import REGION

_KEYS = {
    "item": ("item_id",),
    "measure": ("measure_id",),
    "target": ("measure_id", "valid_from"),
    "plan": ("measure_id", "month_no"),
}
_WHO_AND_WHEN = ("recorded_at", "recorded_by")
# A reason belongs to the change that was recorded with it, not to the row.
_NOT_IN_WORKBOOK = {"item": ("reason",), "measure": ("reason",)}


def targets_of(store: Store, year: int, region: str = REGION) -> Targets:
    """What stands for a year."""
    tables: dict[str, list[Record]] = {}
    for table in _KEYS:
        rows = records(store.query(f"year_{table}", region=region, year=year))
        left_out = (*_WHO_AND_WHEN, *_NOT_IN_WORKBOOK.get(table, ()))
        tables[table] = [{name: value for name, value in row.items() if name not in left_out} for row in rows]
    return Targets(tables["item"], tables["measure"], tables["target"], tables["plan"])


def targets_workbook(store: Store, year: int, region: str = REGION) -> bytes:
    """The year's targets as a workbook. Raises UserError for a year without any."""
    targets = targets_of(store, year, region)
    if not targets.items:
        raise UserError(f"{year}年还没有目标。", title="没有目标")
    names = {unit.unit_id: unit.name for unit in _units(store)}
    return workbook(flat(targets, names), f"{DISTRICT}{year}年度目标")


def read_targets(store: Store, content: bytes, file_name: str, year: int, region: str = REGION) -> CheckedTargets:
    """A targets workbook, checked against the store's units and measures."""
    known = {str(measure["measure_id"]) for measure in targets_of(store, year, region).measures}
    with Reader() as reader:
        return check_targets(content, file_name, year, region, _units(store), known, reader)


def commit_targets(store: Store, checked: CheckedTargets, by: Actor, at: dt.datetime) -> dict[str, int]:
    """Append what the workbook has new or changed; returns how many rows per table, all 0 where nothing differs.

    What a workbook does not mention stays. Raises UserError for errors, and for a workbook without a row.
    """
    if checked.errors:
        raise UserError(
            f"{checked.file_name} 有{len(checked.errors)}处错误,没有导入,请改正后再导入。", title="目标未导入"
        )
    if not checked.targets.items:
        raise UserError(f"{checked.file_name} 没有任何目标,没有导入。", title="目标未导入")
    region = str(checked.targets.items[0]["region_code"])
    standing = targets_of(store, checked.year, region).tables()
    fresh = {table: _fresh(rows, standing[table], _KEYS[table]) for table, rows in checked.targets.tables().items()}
    if any(fresh.values()):
        submissions.append_tables(store, {table: pd.DataFrame(rows) for table, rows in fresh.items()}, by, at)
    return {table: len(rows) for table, rows in fresh.items()}


def _fresh(rows: list[Record], standing: list[Record], key: tuple[str, ...]) -> list[Record]:
    known: dict[tuple[Any, ...], Record] = {tuple(row[name] for name in key): row for row in standing}
    return [row for row in rows if known.get(tuple(row[name] for name in key)) != row]


def _units(store: Store) -> list[Unit]:
    return [
        Unit(row["unit_id"], row["name"], tuple(row["aliases"].split("、")) if row["aliases"] else ())
        for row in records(unit_rows(store))
    ]
