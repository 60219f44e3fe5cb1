"""Stores and folders of many invented regions, made of the seed's by statements over all of them at once."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb

from benchmarks.cases.volumes import REGION, YEAR
from store.engine.opening import opened
from store.engine.store import Store
from store.exchange import folder as folders
from store.exchange.giving import give

_TABLES = ("unit", "item", "measure", "target", "plan", "threshold", "region_year")
_ID_START = len(REGION) + 1
_AT_ONCE = 500
# Values between 80 and 110 % of what the pace asks, another in each region.
_FIGURES = f"""
insert into actual (region_code, measure_id, month, submission_id, value, progress)
select c.code, c.code || substr(b.measure_id, {_ID_START}), make_date({YEAR}, m.n, 1), m.n,
    round(cast(b.bound * (0.8 + 0.3 * ((b.place * 37 + cast(c.code as integer) * 13) % 101) / 101.0) * m.n / 12
        as numeric), 2), '按计划推进。'
from invented c
cross join generate_series(1, $months) m(n)
cross join (
    select measure_id, bound, row_number() over (order by measure_id) as place
    from (
        select distinct on (x.measure_id) x.measure_id, coalesce(t.lower, t.upper, 100) as bound
        from measure x
        left join target t on t.region_code = x.region_code and t.measure_id = x.measure_id
        where x.region_code = '{REGION}' and x.measure_id like '{REGION}-{YEAR}-%'
        order by x.measure_id, t.valid_from
    ) y
) b
order by m.n, c.code
"""
_SUBMISSIONS = f"""
insert into submission
    (region_code, submission_id, month, channel, file_name, sha256, submitted_by, submitted_at, is_demo)
select c.code, m.n, make_date({YEAR}, m.n, 1), 'workbook', '月报.xlsx', cast(m.n as text), '测试',
    make_date({YEAR}, m.n, 1) + interval '35 days', true
from invented c
cross join generate_series(1, $months) m(n)
"""


def write_folders(place: Path, count: int, months: int, out: Path) -> None:
    """The folders of so many regions, some at a time: what a store takes in one transaction has to fit its memory."""
    for first in range(0, count, _AT_ONCE):
        with opened(place / f"from-{first}" / "dashboard.duckdb") as store:
            write_folder(store, fill(store, min(_AT_ONCE, count - first), months, first), out)


def fill(store: Store, count: int, months: int, first: int = 0) -> list[str]:
    """So many regions, plainly called invented, with the plan of the seed's and a figure a measure and month; codes."""
    with store.of(REGION).writing() as transaction, transaction._asking() as session:
        columns = session.tables()
        session.rows(
            "create temp table invented as"
            f" select cast(900000 + n as text) as code from generate_series({first}, {first + count - 1}) g(n)"
        )
        for table in _TABLES:
            told = ", ".join(_moved(column) for column in columns[table])
            listed = ", ".join(columns[table])
            session.rows(
                f"insert into {table} ({listed}) select {told} from invented c cross join {table} t"
                f" where t.region_code = '{REGION}'"
            )
        session.rows(
            "insert into region (region_code, name, level, first_year, recorded_at, recorded_by)"
            f" select code, '虚构区' || code, 'district', {YEAR}, timestamp '{YEAR}-01-01', '测试' from invented"
        )
        for sql in (_SUBMISSIONS, _FIGURES):
            session.rows(sql.replace("$months", str(months)))
        codes = [code for (code,) in session.rows("select code from invented order by code")]
        session.rows("drop table invented")
    return codes


def write_folder(store: Store, codes: Sequence[str], out: Path) -> None:
    """The folders that `store export` writes of these regions, all tables of all of them in one statement each.

    One region is exported as it always is: the others have its tables, its version and its zone.
    """
    given = give(store.of(codes[0]), out)
    told, _ = folders.manifest(given.folder)
    sample = {table: [str(folders.file_of(given.folder, table))] if rows else [] for table, rows in told.rows.items()}
    passing = out / "passing"
    passing.mkdir()
    counts: dict[str, dict[str, int]] = {}
    with duckdb.connect(":memory:") as connection, store._asking() as session:
        for table in told.rows:
            if not sample[table]:
                continue
            rows = session.frame(f"select * from \"{table}\" where region_code like '9%'", {}, {})
            connection.register("own", rows)
            counts[table] = dict(connection.execute("select region_code, count(*) from own group by all").fetchall())
            [like] = sample[table]
            typed = f"read_parquet('{like}', hive_partitioning = false)"
            connection.execute(f"create or replace table typed as select * from {typed} limit 0")
            connection.execute("insert into typed by name select * from own")
            how = "format parquet, partition_by (region_code), write_partition_columns"
            connection.execute(f"copy typed to '{passing / table}' ({how})")
            for file in (passing / table).glob("*/*.parquet"):
                target = out / file.parent.name / f"{table}.parquet"
                target.parent.mkdir(exist_ok=True)
                file.replace(target)
    shutil.rmtree(passing, ignore_errors=True)
    for code in codes:
        filled = {table: own[code] for table, own in counts.items() if code in own}
        folders.seal(folders.part(out, code), filled, {
            "region": code, "name": f"虚构区{code}", "schema": told.schema, "time_zone": told.time_zone,
            "made_at": told.made_at, "link_no": 0, "head": "",
        })  # fmt: skip


def _moved(column: str) -> str:
    """A column for another region: its code, and the ids that begin with the seed's."""
    if column == "region_code":
        return "c.code"
    if not column.endswith("_id"):
        return f"t.{column}"
    return f"case when t.{column} like '{REGION}-%' then c.code || substr(t.{column}, {_ID_START}) else t.{column} end"
