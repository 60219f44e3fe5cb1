"""Regions side by side: rates with their n, what is compared and what is not, what changed, who owes, for whom."""

import datetime as dt
from collections.abc import Iterator

import pandas as pd
import pytest

from metrics.errors import UserError
from store.above import regions
from store.above.matrix import OTHER_RULE, Common, matrix
from store.acts import settings
from store.acts.settings import Threshold
from store.engine.records import Record
from store.engine.store import Store
from store.years import steps
from tests.store.builder import World, day, first
from tests.store.reads.above.cities import (
    BEST,
    CITY,
    LIGHTS,
    OFFICE,
    OTHER_CITY,
    SPLIT,
    THIN,
    WORST,
    rolled_cities,
    two_cities,
)
from tests.stores import filled

NOW = day(11)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    opened = filled(rolled_cities)
    yield opened
    opened.close()


def cell(common: Common, region: str) -> Record:
    [found] = [one for one in common.cells if one["region_code"] == region]
    return found


def test_a_city_sees_its_own_districts_alone_lowest_rate_first_and_without_a_rate_last(store):
    found = matrix(store, CITY, first(9), 2023)
    assert [row["region_code"] for row in found.rows] == [WORST, BEST, SPLIT, THIN]
    assert [row["rank"] for row in found.rows] == [3, 1, 1, None]
    other = matrix(store, OTHER_CITY, first(9), 2023)
    assert [row["region"] for row in other.every] == ["外1区", "外2区"]
    assert found.title == "全市一览" and found.absent == []


def test_a_rate_bears_its_n_and_is_none_where_less_than_half_of_what_is_due_is_in(store):
    rows = {row["region_code"]: row for row in matrix(store, CITY, first(9), 2023).every}
    assert (rows[WORST]["rate"], rows[WORST]["rate_text"]) == ("40.0%", "2/5")
    assert (rows[THIN]["rate"], rows[THIN]["rate_pct"], rows[THIN]["units_missing"]) == ("—(已报1/5个)", None, 0)
    assert rows[THIN]["owing"] == "区甲局4个"


def test_where_nothing_is_in_how_much_is_behind_and_how_long_is_unknown_and_not_none(store):
    [worst, empty] = [
        next(row for row in matrix(store, CITY, first(month), 2023).every if row["region_code"] == WORST)
        for month in (9, 12)
    ]
    assert worst["behind_total"] > 0 and worst["longest"] > 0
    assert (empty["behind_total"], empty["longest"]) == (None, None)


def test_a_district_of_another_preset_stands_apart_and_in_no_column(store):
    found = matrix(store, CITY, first(9), 2023)
    assert [(row["region_code"], row["rank"]) for row in found.apart] == [(LIGHTS, None)]
    assert found.preset == "standard" and cell(found.commons[0], LIGHTS)["apart"] == OTHER_RULE


def test_other_numbers_of_the_same_preset_are_another_standard():
    with_numbers = filled(rolled_cities)
    before = {row["region_code"] for row in matrix(with_numbers, CITY, first(9), 2023).apart}
    settings.change_threshold(
        with_numbers.of(WORST), Threshold("standard", "quantity", "any", 12.0, 0.0, -12.0), "统一", OFFICE, NOW
    )
    after = {row["region_code"] for row in matrix(with_numbers, CITY, first(9), 2023).apart}
    assert (before, after) == ({LIGHTS}, {LIGHTS, WORST})
    with_numbers.close()


def test_a_figure_of_another_basis_is_said_and_not_compared(store):
    [common] = matrix(store, CITY, first(9), 2023).commons
    assert common.title == "子项(可比价,1–9月)"
    assert [cell["region_code"] for cell in common.cells if cell["apart"] is None] == [WORST, THIN, BEST]
    assert cell(common, SPLIT)["apart"] == "口径不同:现价" and cell(common, WORST)["margin"] == "−2.0"


def test_what_changed_since_the_month_before_is_in_points_of_the_rate(store):
    rows = {row["region_code"]: row for row in matrix(store, CITY, first(9), 2023).rows}
    assert rows[BEST]["change"] == 0 and rows[WORST]["change"] == pytest.approx(-60)
    assert (rows[WORST]["behind_change"], rows[THIN]["change"]) == (3, None)
    assert rows[WORST]["course"][-1] == (9, pytest.approx(40))


def test_the_month_is_the_latest_that_is_mostly_in(store):
    assert matrix(store, CITY, None, 2023).month == first(9)


def test_whoever_has_rights_in_a_region_looks_down_from_it_and_from_no_other(store):
    assert regions.tops(store) == [CITY, OTHER_CITY]
    assert regions.tops(store, CITY) == [CITY]
    assert regions.tops(store, WORST) == []


def test_a_province_above_one_city_sets_nothing_beside_it_and_is_looked_down_from_by_its_own_account_alone():
    own = filled(two_cities)
    World(CITY, name="甲市", level="city", parent_code="990000").write(own)
    assert regions.named_tops(own) == {CITY: "甲市", OTHER_CITY: OTHER_CITY}
    assert regions.tops(own, "990000") == ["990000", CITY]
    World(OTHER_CITY, name="乙市", level="city", parent_code="990000").write(own)
    assert regions.tops(own) == ["990000", CITY, OTHER_CITY]
    assert regions.listed({"990000": "990000", CITY: "甲市"}) == "990000、990100 甲市"
    own.close()


def test_a_draft_is_in_no_matrix_and_a_place_without_targets_is_named():
    own = filled(rolled_cities)
    World("990106", name="己区", level="district", parent_code=CITY).write(own)
    assert matrix(own, CITY, first(9), 2023).absent == ["己区"]
    own.close()


def test_a_moment_in_the_past_has_the_regions_that_were_in_force_then():
    own = filled(rolled_cities)
    steps.drop_year(own.of(WORST), 2023, "并入", OFFICE, day(10, 20))
    at = day(10, 19)
    assert WORST not in {row["region_code"] for row in matrix(own, CITY, first(9), 2023).every}
    assert WORST in {row["region_code"] for row in matrix(own, CITY, first(9), 2023, at).every}
    step = {"year": 2023, "step": "in_force", "valid_from": day(10, 25).date(), "reason": "已定", "recorded_by": "测试"}
    with own.of(THIN).writing() as transaction:
        transaction.append("year_step", pd.DataFrame([{**step, "recorded_at": day(10, 22)}]))
    found = [{row["region_code"] for row in matrix(own, CITY, first(9), 2023, day(10, on)).every} for on in (24, 26)]
    assert [THIN in one for one in found] == [False, True]
    own.close()


def test_a_year_in_which_no_region_has_targets_is_told_in_a_sentence(store):
    with pytest.raises(UserError, match="在2019年没有执行中的目标,可选年度:2023"):
        matrix(store, CITY, first(9).replace(year=2019), 2019)
    with pytest.raises(UserError, match=r"按2022年5月1日已收到的数据,.*还没有2023年的目标,请改选较晚的日期"):
        matrix(store, CITY, first(9), 2023, dt.datetime(2022, 5, 1))


def test_a_region_that_moved_is_looked_at_where_it_lay_at_the_moment():
    moved = filled(rolled_cities)
    told = {"region_code": WORST, "name": "乙区", "level": "district", "parent_code": OTHER_CITY, "first_year": 2023,
            "recorded_at": day(20), "recorded_by": "测试"}  # fmt: skip
    with moved.of(WORST).writing() as transaction:
        transaction.append("region", pd.DataFrame([told]))
    [before, after] = [regions.below(moved, CITY, 2023, moved.now().date(), as_of)[0] for as_of in (day(19), day(21))]
    assert (WORST in before, WORST in after) == (True, False)
    moved.close()
