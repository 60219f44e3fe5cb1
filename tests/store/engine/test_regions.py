"""Two regions in one store: nothing of one is seen, counted or changed in the other without a right there.

The other region is the first once more, with the same ids, numbers and units, recorded later and told otherwise
(tests.stores.doubled): whatever forgets to ask for its region shows.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pandas as pd
import pytest

from metrics.errors import UserError
from store.above import codes
from store.above.roll_up import of_region, region_states
from store.acts import deadlines, links, settings, submissions, units
from store.acts.rights import Actor, Forbidden, at_the_machine
from store.engine.reader import STORE, query_text
from store.engine.store import Store
from store.people import accounts, tokens
from store.reads.figures.status import status_rows
from store.reads.submissions import submission_list
from store.reads.units import unit_rows
from store.reads.view import LATEST, View
from tests import stores
from tests.store.acts.test_rights import NOW, PASSWORD, WAYS, fill
from tests.store.builder import REGION, day, first
from tests.stores import COUNTY, beside, doubled, filled, of_duckdb

OTHER = "990102"
QUERIES = sorted(file.stem for file in (STORE / "queries").glob("*.sql"))
# What is asked of the whole store, and why.
OF_ALL = {
    "accounts": "one signs in by name alone",
    "backup_contents": "of the file",
    "began_empty": "of the file",
    "calendar_months": "the same everywhere",
    "contradictions": "the file is checked",
    "known_files": "what the whole file lacks is looked for",
    "kept_files": "files are kept by what they hold",
    "chained_regions": "each has a chain",
    "last_sign_in": "numbered in the whole store",
    "sign_ins": "of the regions that are asked for, and of none",
    "latest_act": "the clock is the machine's",
    "latest_migration": "of the file",
    "places": "their words are public, parents' too",
    "region_stamps": "which regions changed",
    "roll_up_measure_rows": "of the states of regions that are named",
    "roll_up_rows": "of the states of regions that are named",
    "seed_files": "of the seed",
    "seed_rows": "of the seed",
    "started_regions": "which may be chosen",
    "store_version": "of the file",
    "submission_count": "of the file",
    "time_zone": "of the file",
    "unit_tokens": "a token says by itself whose it is",
    "year_list": "which may be chosen",
}
OF_STATES = ("roll_up_measure_rows", "roll_up_rows")
_measure = f"{REGION}-2023-00001-1"
VALUES: dict[str, Any] = {
    "first": 1,
    "as_of": LATEST, "at": NOW, "before": 99, "default_day": 5, "first_month": first(1), "item_id": _measure[:-2],
    "measure_id": _measure, "measure_ids": [f"{REGION}-2023-{place:05d}-1" for place in range(1, 8)],
    "month": first(9), "names": ["x"], "now": NOW, "planted_by": "", "number": 1, "numbers": [1, 2, 3],
    "preset": "standard",
    "region": REGION, "sha256": "file 1", "unit_id": "a", "until": first(9), "year": 2023,
}  # fmt: skip
# Where the general value finds nothing here.
OWN: dict[str, dict[str, Any]] = {
    "closed_month": {"month": first(5)}, "submission_figures": {"number": 2}, "doubtful_figures": {"number": None},
    "standing_reasons": {"month": first(8)}, "setting_in_use": {"name": "preset"},
    "restated_figures": {"before": day(10, 10)}, "year_links": {"year": 2024},
    "sign_ins": {"codes": [REGION], "name": None, "most": 9},
}  # fmt: skip
_OF_FRAMES = {
    "item_status",
    "roll_up_counts",
    "roll_up_measures",
}  # of rows that another query gave
OFFICE = at_the_machine("区目标办")


def told_district(store: Store) -> None:
    """The district of the rights, with something to show for every query."""
    fill(store)
    units.add_alias(store, "a", "甲局", "简称", OFFICE, NOW)
    deadlines.grant_exception(store, "a", first(9), dt.date(2023, 11, 1), "停电", OFFICE, NOW)
    codes.set_code(store, _measure, "A-1", "统一", OFFICE, NOW)
    links.link(store, _measure, f"{REGION}-2023-00004-1", "同一事项", OFFICE, NOW)
    settings.use_preset(store, "lights", "统一", OFFICE, NOW)
    publication = {"source_id": "x", "title": "报告", "publisher": "区政府"}
    stores.append_rows(store, "source", pd.DataFrame([publication]), OFFICE, NOW)
    submissions.withdraw(store, 3, "填错", OFFICE, NOW)
    for way in ("change_plan", "publish"):
        WAYS[way][1](store, OFFICE)


def two_told_districts(store: Store) -> None:
    """That district, and another one like it."""
    told_district(store)
    doubled(store, REGION, OTHER)


# All that another region can decide otherwise: everything taken back, set aside, doubted, closed, put off, renamed.
CONTRARY = """
insert into withdrawal
    select region_code, submission_id, '外', '外', timestamp '2023-09-02' from submission
    where region_code = $region
        and submission_id not in (select submission_id from withdrawal where region_code = $region);
insert into figure_review
    select distinct region_code, submission_id, measure_id, 'set_aside', '外', timestamp '2023-09-03', '外' from actual
    where region_code = $region;
insert into doubt
    select region_code, submission_id, 50 + row_number() over (), measure_id, 'x', 'own_reason', '外', '外' from actual
    where region_code = $region;
insert into deadline values ($region, date '2023-01-01', 28, '外', timestamp '2023-01-02', '外');
insert into deadline_exception
    select $region, u.unit_id, make_date(2023, k.month_no, 1), date '2024-02-02', '外', timestamp '2023-01-02', '外'
    from (select distinct unit_id from unit where region_code = $region) u
    join calendar_month k on k.calendar = 'monthly'
    where k.month_no <> 9;
insert into period_lock
    select $region, make_date(2023, k.month_no, 1), k.month_no <> 5, '外', '外', timestamp '2023-10-30'
    from calendar_month k where k.calendar = 'monthly';
insert into region_year values ($region, 2031, timestamp '2023-01-02', '外');
insert into cell_return
    select $region, 100 + row_number() over (), submission_id, measure_id, month, '外', timestamp '2023-09-30', '外'
    from actual where region_code = $region;
insert into unit_alias select $region, 'a', '乙局', timestamp '2023-10-30', '外', false;
insert into unit_alias select $region, 'b', '甲局', timestamp '2023-10-30', '外', true;
insert into year_step values ($region, 2023, 'dropped', null, '外', timestamp '2023-10-30', '外');
insert into year_step values ($region, 2024, 'draft', null, '外', timestamp '2023-10-30', '外');
insert into measure_code values ($region, '990101-2023-00001-1', null, '外', timestamp '2023-10-30', '外', null);
insert into year_link
    select region_code, measure_id, last_measure_id, false, '外', timestamp '2023-10-30', '外' from year_link
    where region_code = $region;
"""


def two_contrary_districts(store: Store) -> None:
    """That district, and one of the same ids and numbers that decides everything otherwise."""
    two_told_districts(store)
    for statement in CONTRARY.strip().split(";")[:-1]:
        store.query_text(statement, region=OTHER)


def two_districts(store: Store) -> None:
    """The district of the rights, and another one like it."""
    fill(store)
    doubled(store, REGION, OTHER)


@pytest.fixture
def store() -> Iterator[Store]:
    store = filled(two_districts)
    yield store
    store.close()


def asked(store: Store, name: str) -> pd.DataFrame:
    wanted = set(re.findall(r"\$([a-z0-9_]+)", query_text(name)))
    values = {key: value for key, value in (VALUES | OWN.get(name, {})).items() if key in wanted}
    assert set(values) == wanted, f"{name}.sql asks for what has no value here"
    frames = {}
    if name in (*_OF_FRAMES, "reporting_cells", "reporting_board"):
        frames["status"] = asked(store, "status")
    if name in ("reporting_cells", "reporting_board"):
        frames["month_deadline"] = asked(store, "month_deadlines")
    if name == "reporting_board":
        frames["due_cell"] = asked(store, "reporting_cells")
    if name in OF_STATES:
        frames = {"state": region_states(store, [REGION])}
    elif name.startswith("roll_up"):
        items = asked(store, "item_status")
        frames = {"status": of_region(asked(store, "status"), REGION), "item_status": of_region(items, REGION)}
    return store.query(name, frames, **values)


@pytest.mark.parametrize("fill_both", [two_told_districts, two_contrary_districts])
def test_a_query_shows_the_same_whatever_another_region_has(fill_both: Callable[[Store], None]) -> None:
    beside_it = filled(fill_both)
    for name, expected in _of_one_alone().items():
        assert len(expected), f"{name}.sql shows nothing here, so that nothing is proved"
        pd.testing.assert_frame_equal(asked(beside_it.of(REGION), name), expected, obj=name)
    beside_it.close()


@cache
def _of_one_alone() -> dict[str, pd.DataFrame]:
    """What each query shows in a store of that district and no other."""
    alone = filled(told_district)
    found = {name: asked(alone, name) for name in sorted(set(QUERIES) - set(OF_ALL))}
    alone.close()
    return found


def test_what_is_asked_of_the_whole_store_is_listed_with_its_reason() -> None:
    without = {name for name in QUERIES if "$region" not in query_text(name)}
    assert without - _OF_FRAMES == set(OF_ALL)


def _rows_of(store: Store, region: str) -> dict[str, str]:
    """Every row of a region, by table, as text."""
    with store._asking() as session:  # as plain rows: a frame of each table takes eight times as long
        return {
            table: repr(session.rows(f"select * from {table} where region_code = $region", region=region))
            for table, columns in session.tables().items()
            if "region_code" in columns
        }


@pytest.mark.parametrize("way", WAYS)
def test_an_act_changes_its_own_region_alone_and_is_refused_to_whoever_has_rights_in_another(
    store: Store, way: str
) -> None:
    do: Callable[[Store, Actor], object] = WAYS[way][1]
    before, own = _rows_of(store, OTHER), _rows_of(store, REGION)
    with pytest.raises(Forbidden):
        do(store.of(REGION), Actor("外人", "administers", None, OTHER))
    # a name alone says where its account is, and a folder whose rows it has
    if way not in ("change_password", "change_role", "activate", "take"):
        with pytest.raises(UserError, match="有2个地区"):
            do(store, OFFICE)
    assert (_rows_of(store, OTHER), _rows_of(store, REGION)) == (before, own)
    do(store.of(REGION), OFFICE)
    assert _rows_of(store, OTHER) == before
    after = _rows_of(store, REGION)
    assert after["audit"] != own["audit"]


def test_a_person_of_a_region_has_rights_in_all_that_lie_in_it(store: Store) -> None:
    with store.of(REGION).writing() as transaction:
        row = {
            "recorded_at": NOW + dt.timedelta(days=1),
            "recorded_by": "测",
            "name": "测试区",
            "parent_code": "990100",
        }
        rows = [{**row, "region_code": REGION}, {**row, "region_code": "990100", "parent_code": None, "name": "示例市"}]
        transaction.append("region", pd.DataFrame(rows))
    mayor, stranger = Actor("市长", "administers", None, "990100"), Actor("邻县", "administers", None, OTHER)
    WAYS["close_month"][1](store.of(REGION), mayor)
    for who, region, name in ((mayor, OTHER, "外测试区"), (stranger, REGION, "测试区")):
        with pytest.raises(Forbidden, match=f"“{who.name}”的账号不能办理{name}的事项"):
            WAYS["set_deadline"][1](store.of(region), who)
    clerk = Actor("甲", "reports", "a", "990100")  # a unit is one of its own region alone
    with pytest.raises(Forbidden):
        WAYS["add_submission"][1](store.of(REGION), clerk)


def test_numbers_run_in_each_region_and_a_name_of_an_account_stands_once(store: Store) -> None:
    mine, others = store.of(REGION), store.of(OTHER)
    assert list(submission_list(mine)["submission_id"]) == list(submission_list(others)["submission_id"])
    assert tokens.make_token(mine, "a", "新系统", OFFICE, NOW)[0] == 2
    number, token = tokens.make_token(others, "a", "外系统", OFFICE, NOW)
    owner = tokens.token_owner(store, token)
    assert number == 2 and owner is not None and (owner.unit_id, owner.region) == ("a", OTHER)
    with pytest.raises(UserError, match="“张三”已经存在"):
        accounts.add_account(others, "张三", "reviews", None, PASSWORD, OFFICE, NOW)
    assert {one.name for one in accounts.own_accounts(mine)} == {"张三", "李四"}
    assert {one.name for one in accounts.own_accounts(others)} == {"外张三", "外李四"}


def test_anothers_write_empties_no_cache(store: Store) -> None:
    mine, others = store.of(REGION), store.of(OTHER)
    assert mine.identity != others.identity
    before, whole = mine.version, store.version
    WAYS["close_month"][1](others, OFFICE)
    assert (mine.version, store.version) == (before, whole + 1) and others.version == whole + 1


def test_two_places_have_the_same_units_and_each_its_own_figures() -> None:
    store = filled(beside)
    county, home = store.of(COUNTY), store.of("510115")
    assert "区教育局" in set(unit_rows(county)["name"]) & set(unit_rows(home)["name"])
    assert len(status_rows(county, View(first(9)))) == 5
    assert len(status_rows(home, View(first(9)))) == 275
    assert submissions.drop_demo(county, OFFICE, day(10, 20)) == 1
    with pytest.raises(UserError, match="有2个地区,请写明是哪一个"):
        status_rows(store, View(first(9)))
    store.close()


@of_duckdb
def test_every_key_begins_with_the_region(store: Store) -> None:
    keys = store.query_text(
        "select table_name, constraint_column_names[1] as column from duckdb_constraints()"
        " where constraint_type = 'PRIMARY KEY'"
    )
    others = set(keys.loc[keys["column"] != "region_code", "table_name"])
    assert others == {"migration", "calendar_month", "measure_kind", "time_zone", "seed_row"}
