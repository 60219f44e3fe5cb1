"""年底预计: the estimate, its band and its verdict beside each status row; and the record of what became of it."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from metrics.arithmetic.outlook import outlook
from metrics.arithmetic.verdicts import UNCLEAR
from metrics.columns import with_outlook
from store.acts import settings
from store.acts.rights import at_the_machine
from store.engine.records import Record, records
from store.engine.store import Store
from store.reads.figures import snapshot
from store.reads.figures.outlook import month_rows
from store.reads.figures.outlook_record import outlook_record, record_json
from store.reads.figures.status import status_course, status_rows
from tests.store.builder import World, day

WORLD = World()
EVEN: dict[int, float] = {month: 10 * month for month in range(1, 10)}  # of 120: exactly the year's pace


def _measures() -> dict[str, str]:
    """A measure for each question, by name."""
    nodes = ((4, 0.2), (8, 0.6), (10, 0.8), (12, 1.0))
    grown = {2: 6.5, 3: 6.4, 4: 6.6, 5: 6.5, 6: 6.8, 7: 6.6, 8: 6.7}
    lasting = WORLD.measure(unit="公里", lower=100).last_year(*(5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 100))
    made = {
        "ahead": WORLD.measure(unit="公里", lower=120).figures({month: 15 * month for month in range(1, 8)}),
        "even": WORLD.measure(unit="公里", lower=120).figures(EVEN),
        "slow": WORLD.measure(unit="公里", lower=120).figures({month: 5 * month for month in range(1, 10)}),
        "few": WORLD.measure(unit="公里", lower=120).figures({1: 10, 2: 20}),
        "done": WORLD.measure(lower=120).figures({1: 60, 2: 125}),
        "seasonal": lasting.figures({6: 33, 7: 44, 8: 55, 9: 66}),
        "nodes": WORLD.measure("milestone", unit="%", lower=100).nodes(*nodes).figures({4: 20, 5: 30, 6: 40, 7: 50}),
        "one_node": WORLD.measure("milestone", unit="%", lower=100)
        .nodes((4, 0.2), (9, 0.7), (12, 1.0))
        .figures({4: 20, 5: 30, 6: 40, 9: 70}),
        "one": WORLD.measure(lower=1).figures(dict.fromkeys(range(1, 10), 0)),
        "not_begun": WORLD.measure(lower=100).figures(dict.fromkeys(range(1, 5), 0)),
        "stock": WORLD.measure("stock", unit="公顷", lower=400, base=300).figures({1: 310, 2: 318, 3: 330, 4: 338}),
        "no_base": WORLD.measure("stock", lower=400).figures({1: 310, 2: 318, 3: 330, 4: 338}),
        "growth": WORLD.measure(
            "growth", unit="%", calendar="monthly_from_feb", lower=6, upper=7, comparator="range"
        ).last_year(*(10 * month for month in range(1, 13))).figures(grown),
        "no_history": WORLD.measure("growth", unit="%", lower=6).figures(dict.fromkeys(range(1, 10), 6.1)),
        "rate": WORLD.measure("rate", unit="%", lower=98).figures(dict.fromkeys(range(1, 10), 99)),
        "reference": WORLD.measure("reference", unit="亿元").figures({3: 1}),
        "silent": WORLD.measure(lower=10),
        "ruled": WORLD.measure(unit="公里", lower=120).figures({1: 10}).ruled("done", 2),
        "words": WORLD.measure(unit="公里", words="明显增加").figures(EVEN),
        "other_basis": WORLD.measure(unit="公里", lower=120, basis="同口径").figure(1, 10, basis="自然口径")
        .figure(2, 20, basis="自然口径").figure(3, 30, basis="自然口径"),
        "missed": WORLD.measure(unit="公里", lower=120).figures({**EVEN, 10: 91, 11: 92, 12: 93}),
    }  # fmt: skip
    return {name: found.measure_id for name, found in made.items()}


NAMES = _measures()


@pytest.fixture(scope="module")
def store() -> Store:
    return WORLD.store()


@pytest.fixture(scope="module")
def september(store: Store) -> dict[str, Record]:
    return _by_name(month_rows(store, WORLD.view(9)))


def _by_name(rows: pd.DataFrame) -> dict[str, Record]:
    found = {row["measure_id"]: row for row in records(rows)}
    return {name: found[measure_id] for name, measure_id in NAMES.items()}


def ends(row: Record) -> list[Any]:
    return [row[f"outlook_{name}"] for name in ("low", "value", "high")]


def test_well_ahead_is_likely_and_far_behind_unlikely_by_the_whole_band(september):
    assert (september["ahead"]["outlook"], september["slow"]["outlook"]) == ("likely", "unlikely")
    low, value, _ = ends(september["ahead"])
    assert value == 180 and 120 <= low < 180
    _, value, high = ends(september["slow"])
    assert value == 60 and 60 < high < 120


def test_the_target_within_the_band_is_at_risk_and_the_band_is_the_formula(september):
    # Nine months alike: the least scatter, 5.5% of 120, over √(r + r²/w), r a quarter, w the half year, t of 5.
    half = 1.476 * 0.055 * 120 * (0.25 + 0.25**2 / 0.5) ** 0.5
    assert ends(september["even"]) == pytest.approx([120 - half, 120, 120 + half], abs=1e-5)
    assert september["even"]["outlook"] == "at_risk"
    assert september["even"]["outlook_basis"] == "按近期速度,据截至9月的9期数据,80%区间"


def test_last_years_shares_tell_the_seasons_apart(september):
    low, value, high = ends(september["seasonal"])
    assert value == pytest.approx(66 / 0.6) and 66 < low < value < high
    assert (september["seasonal"]["outlook"], september["seasonal"]["outlook_basis"][:5]) == ("likely", "按上年进度")


def test_a_milestone_goes_by_its_nodes_ends_at_100_and_is_grey_before_the_last_one(september):
    assert september["nodes"]["outlook_basis"].startswith("按节点")
    assert ends(september["nodes"])[1:] == [100, 100]
    assert september["one_node"]["outlook"] == "unclear"
    assert september["one_node"]["outlook_basis"] == UNCLEAR["single_node"]


def test_a_stock_is_estimated_by_its_increase_and_without_a_base_not_at_all(september):
    assert ends(september["stock"])[1] == pytest.approx(300 + 38 * 3, abs=1e-6)
    assert (september["no_base"]["outlook"], september["no_base"]["outlook_basis"]) == ("unclear", UNCLEAR["undecided"])


def test_growth_ends_between_the_worst_and_the_best_rest_of_the_year_and_never_by_its_target(september):
    # Eight months at 6.7%; alone they grew by 6.5 (two of them), 6.2, 7.2, 6.1, 8.3, 5.4 and 7.4.
    low, value, high = ends(september["growth"])
    assert value == pytest.approx(6.7)
    assert low == pytest.approx(6.7 - 2 * (4 / 12) * (6.7 - 5.4), abs=1e-5)
    assert high == pytest.approx(6.7 + 2 * (4 / 12) * (8.3 - 6.7), abs=1e-5)
    assert september["growth"]["outlook"] == "at_risk"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("few", "few"),
        ("one", "single_step"),
        ("no_history", "growth"),
        ("rate", "level"),
        ("silent", "no_figure"),
        ("words", "undecided"),
        ("other_basis", "undecided"),
    ],
)
def test_what_cannot_be_known_is_grey_with_its_reason_and_without_numbers(september, name: str, reason: str):
    row = september[name]
    assert (row["outlook"], row["outlook_basis"], ends(row)) == ("unclear", UNCLEAR[reason], [None] * 3)


def test_what_has_not_begun_is_grey_until_half_the_plan_is_over(store: Store):
    early = _by_name(month_rows(store, WORLD.view(4)))["not_begun"]
    assert (early["outlook"], early["outlook_basis"]) == ("unclear", UNCLEAR["not_begun"])


def test_what_is_done_is_likely_and_a_reference_has_nothing(september):
    assert (september["done"]["outlook"], ends(september["done"])) == ("likely", [125, 125, 125])
    assert (september["ruled"]["outlook"], september["ruled"]["outlook_basis"]) == ("likely", "人工认定已完成")
    assert [september["reference"][name] for name in ("outlook", "outlook_value", "outlook_basis")] == [None] * 3


def test_the_year_that_is_over_unreached_is_unlikely_with_its_own_figure(store: Store):
    row = _by_name(month_rows(store, WORLD.view(12)))["missed"]
    assert (row["outlook"], ends(row), row["outlook_basis"]) == ("unlikely", [93, 93, 93], "全年数据已出,未达到目标")


def test_every_row_with_a_status_has_a_verdict_its_numbers_in_order_and_its_status_unchanged(store: Store):
    for month in (1, 4, 9, 12):
        view = WORLD.view(month)
        rows = month_rows(store, view)
        assert (rows["outlook"].notna() == rows["status"].notna()).all()
        assert (rows["outlook_value"].notna() == rows["outlook"].isin(("likely", "at_risk", "unlikely"))).all()
        known = rows.dropna(subset="outlook_value")
        assert (known["outlook_low"] <= known["outlook_value"]).all()
        assert (known["outlook_value"] <= known["outlook_high"]).all()
        plain = status_rows(store, view)
        assert records(rows[list(plain)]) == records(plain)


def test_a_doubtful_figure_is_grey_even_where_it_would_be_done(store: Store):
    course = status_course(store, WORLD.view(9))
    is_doubted = (course["measure_id"] == NAMES["done"]) & (course["month_no"] == 9)
    doubted = course.assign(figure_state=course["figure_state"].mask(is_doubted, "doubtful"))
    found = outlook(doubted).loc[NAMES["done"]]
    assert (found["outlook"], found["outlook_unclear"]) == ("unclear", "doubtful")


def test_a_link_to_last_year_gives_what_is_judged_by_level_its_history(store: Store):
    course = status_course(store, WORLD.view(9))
    months = range(1, 13)
    shares = [month / 12 for month in months]
    linked = pd.DataFrame({"measure_id": NAMES["no_history"], "month_no": months, "share": shares})
    found = outlook(course, last_year=linked).loc[NAMES["no_history"]]
    assert (found["outlook"], found["outlook_value"], found["outlook_low"]) == ("likely", 6.1, 6.1)


def test_a_course_without_rows_to_estimate_has_none(store: Store):
    course = status_course(store, WORLD.view(9))
    alone = course[course["measure_id"] == NAMES["reference"]]
    assert outlook(alone)["outlook"].isna().all()


def test_switched_off_there_is_no_verdict_and_nothing_else_is_changed():
    store = WORLD.store()
    settings.show_outlook(store, False, "尚在试用", at_the_machine("张三"), store.now())
    rows = month_rows(store, WORLD.view(9))
    assert rows[["outlook", "outlook_value", "outlook_basis"]].isna().all(axis=None)
    assert rows["status"].notna().any()


def test_the_record_says_what_each_month_estimated_as_known_then_and_what_came():
    world = World()
    for value in (15, 5):
        world.measure(unit="公里", lower=120).figures({month: value * month for month in range(1, 13)})
    late = world.measure(unit="公里", lower=120)
    late.figures({month: 5.0 * month for month in range(1, 9)}).figure(8, 150, at=day(12, 20))  # corrected at the end
    store = world.store()
    record = outlook_record(store, world.view(12))
    august = records(record)[7]
    assert (august["likely"], august["unlikely"]) == (1, 2)  # the correction of December was not known then
    assert (august["likely_reached"], august["likely_known"], august["unlikely_reached"]) == (1, 1, 1)
    assert august["told"].startswith("8月的预计中,可望完成的100.0%完成(1/1个),难以完成的50.0%完成(1/2个)")
    assert records(record)[0]["told"] == "1月没有作出预计"
    assert record_json(record)[7]["month"] == "2023-08"
    assert record_json(record)[7]["known_at"] == "2023-09-30T23:59:59"


def test_while_the_year_runs_no_result_is_claimed(store: Store):
    record = outlook_record(store, WORLD.view(9))
    assert len(record) == 8
    assert all(told.endswith(("全年结果未出", "没有作出预计")) for told in record["told"])


def test_december_has_no_moment_of_its_own_in_the_record(store: Store):
    assert outlook_record(store, WORLD.view(12))["month"].max() == pd.Timestamp(dt.date(2023, 11, 1))


def test_once_december_is_in_nothing_is_estimated_of_the_year_any_more():
    def said(last: int) -> str:
        world = World()
        world.measure(unit="公里", lower=120).figures({month: 9 * month for month in range(1, last + 1)})
        return snapshot.take(world.store(), world.view(12)).outlook_sentence

    assert said(11).startswith("年底预计") and said(12) == ""


def test_a_plan_that_is_over_before_the_year_leaves_the_pace_of_the_months():
    world = World()
    world.measure(unit="公里", lower=120).nodes((6, 1.0)).figures({month: 5 * month for month in range(1, 10)})
    row = records(month_rows(world.store(), world.view(9)))[0]
    assert (row["outlook"], row["outlook_value"]) == ("unlikely", 60)
    assert row["outlook_basis"].startswith("按近期速度")


def test_what_is_switched_off_leaves_the_sentences_and_the_columns_out():
    store = WORLD.store()
    shown = snapshot.take(store, WORLD.view(9))
    judged = int(shown.measures["outlook"].notna().sum())
    assert sum(shown.outlook_counts.values()) == judged == len(shown.measures)
    assert shown.outlook_sentence == shown.outlook_of("区甲局") != ""
    settings.show_outlook(store, False, "尚在试用", at_the_machine("张三"), store.now())
    hidden = snapshot.take(store, WORLD.view(9))
    assert (hidden.outlook_counts, hidden.outlook_sentence, hidden.outlook_of("区甲局")) == ({}, "", "")
    names = ["code", "outlook_word", "outlook_low", "why"]
    assert with_outlook(names, is_shown=hidden.shows_outlook) == ["code", "why"]
    assert set(hidden.all_measures["outlook_word"]) == {"—"} and set(hidden.all_measures["outlook_text"]) == {""}
