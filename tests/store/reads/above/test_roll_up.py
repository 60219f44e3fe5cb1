"""What is rolled up is what status.sql says of each region: kept, as of a moment, and made anew by a change."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from store.above import codes, roll_up
from store.above.roll_up import RollUp, rolled_up
from store.acts import submissions
from store.engine.records import records
from store.engine.store import Store
from store.reads.figures.snapshot import take
from store.reads.view import View
from tests.store.builder import day, first
from tests.store.reads.above.cities import BEST, LIGHTS, OFFICE, WORST, rolled_cities, two_cities
from tests.stores import filled

REGIONS = [BEST, WORST, LIGHTS]


@pytest.fixture
def store() -> Iterator[Store]:
    opened = filled(rolled_cities)
    yield opened
    opened.close()


def judged(store: Store) -> dict[str, int]:
    """How many rows are kept of each region."""
    rows = store.query_text("select region_code, count(*) as n from roll_up group by region_code")
    return dict(zip(rows["region_code"], rows["n"], strict=True))


def september(found: RollUp, region: str) -> pd.Series:
    counts = found.counts
    own = counts[(counts["region_code"] == region) & (counts["series"] == "all")]
    return own[own["month"] == pd.Timestamp(first(9))].iloc[0]


def test_the_counts_are_those_of_each_regions_own_dashboard(store):
    found = rolled_up(store, REGIONS, 2023)
    for region, preset in ((BEST, "standard"), (WORST, "standard"), (LIGHTS, "lights")):
        own, row = take(store.of(region), View(first(9), region, preset)), september(found, region)
        assert {code: row[code] for code in own.tally.counts} == own.tally.counts
        assert row["rate_pct"] == own.tally.rate_pct and row["preset"] == preset
        assert (row["cells_in"], row["cells_due"]) == own.cells_reported
        assert (row["units_in"], row["units_due"]) == own.units_reported


def test_nothing_is_judged_again_that_did_not_change_and_a_change_is_seen(store):
    before, version = rolled_up(store, REGIONS, 2023), store.version
    once = judged(store)
    again = rolled_up(store, REGIONS, 2023)
    assert judged(store) == once and store.version == version, "a roll-up is a note: no cache is emptied by it"
    assert records(again.counts) == records(before.counts)
    submissions.withdraw(store.of(WORST), 2, "填错", OFFICE, day(10, 20))
    after = rolled_up(store, REGIONS, 2023)
    assert september(after, WORST)["not_reported"] == 1 + september(before, WORST)["not_reported"]
    assert {region for region, rows in judged(store).items() if rows != once[region]} == {WORST}


def test_a_moment_in_the_past_has_the_rows_of_its_own_state(store):
    before = rolled_up(store, REGIONS, 2023)
    submissions.withdraw(store.of(WORST), 2, "填错", OFFICE, day(10, 20))
    rolled_up(store, REGIONS, 2023)
    kept = judged(store)
    then = rolled_up(store, REGIONS, 2023, as_of=day(10, 19))
    assert dict(september(then, WORST)[["not_reported", "rate_pct"]]) == dict(
        september(before, WORST)[["not_reported", "rate_pct"]]
    )
    assert judged(store) == kept, "the state of that moment was known"


def test_a_measures_code_can_be_set_changed_and_taken_off(store):
    own, measure = store.of(BEST), f"{BEST}-2023-00002-1"
    codes.set_code(own, measure, " charging-1 ", "统一", OFFICE, day(10, 20))
    found = rolled_up(store, [BEST], 2023).measures
    assert set(found["common_code"]) == {"GDP", "CHARGING-1"}
    codes.set_code(own, measure, "", "统一", OFFICE, day(10, 21))
    assert set(rolled_up(store, [BEST], 2023).measures["common_code"]) == {"GDP"}
    assert set(rolled_up(store, [BEST], 2023, as_of=day(10, 20, 10)).measures["common_code"]) == {"GDP", "CHARGING-1"}


@pytest.mark.parametrize(
    ("code", "said"),
    [("GDP", "已用这个指标编码"), ("A B", "不能用作指标编码"), ("X" * 21, "不超过20"), ("", "现在就是")],
)
def test_a_code_that_will_not_do_is_refused_in_a_sentence(store, code, said):
    with pytest.raises(Exception, match=said):
        codes.set_code(store.of(BEST), f"{BEST}-2023-00002-1", code, "统一", OFFICE, day(10, 20))


def test_who_else_has_a_code_is_in_no_row(store):
    assert set(rolled_up(store, REGIONS, 2023).counts["region_code"]) == set(REGIONS)


def test_what_changed_while_it_was_judged_is_not_kept_as_the_state_of_before(monkeypatch):
    own, judge = filled(two_cities), roll_up.judge

    def after_somebody_wrote(reader: Store, *question: Any) -> RollUp:
        submissions.withdraw(reader, 2, "填错", OFFICE, day(10, 20))
        return judge(reader, *question)

    monkeypatch.setattr(roll_up, "judge", after_somebody_wrote)
    meanwhile = rolled_up(own, [WORST], 2023)
    assert judged(own) == {}
    monkeypatch.undo()
    before = rolled_up(own, [WORST], 2023, as_of=day(10, 19))
    assert september(before, WORST)["not_reported"] + 1 == september(meanwhile, WORST)["not_reported"]
    own.close()


def test_another_version_of_the_program_or_of_the_calendars_is_another_rule(store):
    rules = [set(roll_up.region_states(store, REGIONS)["rule"])]
    for statement in (
        "insert into migration values ('9999_x.sql', now())",
        "insert into calendar_month values ('x', 1)",
    ):
        store.query_text(statement)
        rules.append(set(roll_up.region_states(store, REGIONS)["rule"]))
    assert len(set.union(*rules)) == sum(map(len, rules))
