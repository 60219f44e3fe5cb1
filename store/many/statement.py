"""One statement that judges several regions: status.sql, as it is, over rows whose ids say which region's they are.

status.sql is written for one region, within which ids and numbers run. Here every table and view that it reads holds
the rows of several under one code, `*`, each id and number with its region's before it; the views are made of the true
rows first, so that what is counted within a region stays within it. Only the numbers of the rule bear no id: regions
that have other ones are judged by a statement of their own.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from metrics.errors import UserError
from store.engine.reader import query_text
from store.engine.store import Store
from store.exchange import folder as folders

_ALL = "*"
_BETWEEN = ":"  # a region's code has none
_OWN = "^[^:]*:"
_NUMBERS = 1 << 32  # numbers run within a region, and in 32 bits
_THRESHOLD = "threshold"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Question:
    """What is asked of every region alike: every month from `first` to `month`, as in status.sql."""

    month: dt.date
    first: dt.date
    preset: str
    as_of: dt.datetime


def judged(parts: Sequence[Path], question: Question) -> pd.DataFrame:
    """The rows of status.sql of the regions in these folders, `region_code` first; the regions in their given order."""
    manifests = {found.region: found for found, _ in map(folders.manifest, parts)}
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        connection.execute("set enable_progress_bar = false")
        _load(connection, {region: (part, manifests[region]) for region, part in zip(manifests, parts, strict=True)})
        found = [
            _judged(connection, regions, question) for regions in _by_thresholds(connection, list(manifests), question)
        ]
    rows = pd.concat(found, ignore_index=True)
    place = {region: number for number, region in enumerate(manifests)}
    return rows.sort_values("region_code", key=lambda codes: codes.map(place), kind="stable", ignore_index=True)


@dataclass(frozen=True)
class _Schema:
    """A store's tables and views as far as status.sql reads them, and the rows that are the same in every store."""

    tables: dict[str, dict[str, str]]  # table → column → DuckDB's type
    views: dict[str, str]  # in the order in which they are made: name → SQL
    read: tuple[str, ...]  # tables and views that status.sql names itself and that have rows of regions
    columns: dict[str, list[str]]  # of these
    common: dict[str, pd.DataFrame]


@cache
def _schema() -> _Schema:
    store = Store()
    columns: dict[str, dict[str, str]] = {}
    for table, column, kind in store.query_text(
        "select table_name, column_name, data_type from duckdb_columns() where not internal order by 1, column_index"
    ).itertuples(index=False):
        columns.setdefault(table, {})[column] = kind
    listed = store.query_text("select view_name, sql from duckdb_views() where not internal order by view_oid")
    views: dict[str, str] = dict(listed.itertuples(index=False))
    named = set(_WORD.findall(query_text("status"))) & set(columns)
    needed, looked = set(named), list(named)
    while looked:
        below = set(_WORD.findall(views.get(looked.pop(), ""))) & set(columns) - needed
        needed |= below
        looked += below
    tables = {name: columns[name] for name in sorted(needed - set(views))}
    schema = _Schema(
        tables={name: found for name, found in tables.items() if "region_code" in found},
        views={name: sql for name, sql in views.items() if name in needed},
        read=tuple(sorted(name for name in named if "region_code" in columns[name])),
        columns={name: list(found) for name, found in columns.items()},
        common={
            name: store.query_text(f'select * from "{name}"')
            for name, found in tables.items() if "region_code" not in found
        },
    )  # fmt: skip
    store.close()
    return schema


def _load(connection: duckdb.DuckDBPyConnection, regions: dict[str, tuple[Path, folders.Manifest]]) -> None:
    """The regions' rows as tables and views of a store's names."""
    schema = _schema()
    for name, rows in schema.common.items():
        connection.register("common", rows)
        connection.execute(f'create table "{name}" as select * from common')
    connection.register("place", pd.DataFrame({"region_code": list(regions), "place": range(len(regions))}))
    connection.execute("create table region_place as select * from place")
    for table, columns in schema.tables.items():
        listed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        connection.execute(f'create table "{table}" ({listed})')
        whose = {
            file: region for region, (part, manifest) in regions.items() for file in _checked(part, table, manifest)
        }
        if whose:
            _insert(connection, table, whose)
    for sql in schema.views.values():
        connection.execute(sql)
    connection.execute('create schema "together"')


def _checked(part: Path, table: str, manifest: folders.Manifest) -> list[str]:
    """The file of a table, in a list, which is as it was given; none where it has no rows."""
    if not manifest.rows.get(table):
        return []
    folders.content(part, table, manifest)
    return [str(folders.file_of(part, table))]


def _insert(connection: duckdb.DuckDBPyConnection, table: str, whose: dict[str, str]) -> None:
    """Files' rows into a table. Raises UserError where a file has another region's, or not the table's columns."""
    files = {"files": list(whose)}
    try:
        rows = connection.execute(
            "select distinct filename, region_code"
            " from read_parquet($files, hive_partitioning = false, filename = true)", files,
        ).fetchall()  # fmt: skip
        connection.execute(
            f'insert into "{table}" by name select * from read_parquet($files, hive_partitioning = false)', files
        )
    except duckdb.Error as error:
        raise UserError(f"{table} 表的列与本系统不同,请用同一版本的程序重新导出。", title="版本不同") from error
    for file, region in rows:
        if region != whose[file]:
            raise UserError(f"{file} 中有别的地区({region})的行,没有判定。请重新取得。", title="数据不符")


def _by_thresholds(
    connection: duckdb.DuckDBPyConnection, regions: list[str], question: Question
) -> Iterator[list[str]]:
    """The regions that are judged by the same numbers: whose versions of them were the same, one after the other."""
    own: dict[str, list[Any]] = {region: [] for region in regions}
    for region, *numbers in connection.execute(
        "select region_code, kind, unit_group, ahead_at, ahead_by, on_track_at, far_behind_below, far_behind_by"
        " from threshold where preset = $preset and recorded_at <= $as_of"
        " order by region_code, kind, unit_group, recorded_at",
        {"preset": question.preset, "as_of": question.as_of},
    ).fetchall():
        own[region].append(tuple(numbers))
    alike: dict[tuple[Any, ...], list[str]] = {}
    for region, versions in own.items():
        alike.setdefault(tuple(versions), []).append(region)
    yield from alike.values()


def _judged(connection: duckdb.DuckDBPyConnection, regions: list[str], question: Question) -> pd.DataFrame:
    schema = _schema()
    connection.execute("set search_path = 'main'")
    for name in schema.read:
        chosen = regions[:1] if name == _THRESHOLD else regions
        told = ", ".join(_together(column) for column in schema.columns[name])
        connection.execute(
            f'create or replace table "together"."{name}" as select {told} from main."{name}"'
            " join main.region_place using (region_code) where list_contains($regions, region_code)",
            {"regions": chosen},
        )
    connection.execute("set search_path = 'together,main'")
    rows = connection.execute(
        query_text("status"),
        {
            "region": _ALL, "month": question.month, "first_month": question.first, "as_of": question.as_of,
            "preset": question.preset,
        },
    ).df()  # fmt: skip
    return _apart(rows)


def _together(column: str) -> str:
    """A column's value where several regions' stand under one code."""
    if column == "region_code":
        return f"'{_ALL}' as region_code"
    if column in ("submission_id", "ruling_id", "load_no"):
        return f"place * {_NUMBERS} + {column} as {column}"
    return f"region_code || '{_BETWEEN}' || {column} as {column}" if column.endswith("_id") else f'"{column}"'


def _apart(rows: pd.DataFrame) -> pd.DataFrame:
    """Ids and numbers as the regions have them, and whose they are."""
    regions = rows["measure_id"].str.split(_BETWEEN, n=1).str[0]
    for name in rows:
        if name == "submission_id":
            rows[name] = (rows[name].astype("Int64") % _NUMBERS).astype("Int32")
        elif str(name).endswith("_id"):
            rows[name] = rows[name].str.replace(_OWN, "", regex=True)
    rows.insert(0, "region_code", regions)
    return rows
