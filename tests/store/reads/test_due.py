"""What is due next: which measures, in which month, how much is asked of them, and how far they are from it."""

import datetime as dt

import pytest

from store.engine.records import records
from store.reads.figures import snapshot
from store.reads.figures.due import next_due, report_due
from tests.store.builder import World

WORLD = World()


def _measures() -> dict[str, str]:
    even = [month / 12 for month in range(1, 13)]
    made = {
        "steps": WORLD.measure("milestone", unit="%", lower=100).nodes((4, 0.2), (11, 0.7), (12, 1)).figure(9, 45),
        "months": WORLD.measure(lower=240).by_month(*even).figure(8, 150),
        "there": WORLD.measure(lower=240).by_month(*even).figure(9, 205),
        "whole": WORLD.measure(lower=10).by_month(*[1.0] * 12).figure(9, 4),
        "quarter": WORLD.measure("growth", unit="%", calendar="quarterly", lower=6).figure(9, 5.2),
        "half": WORLD.measure("stock", unit="家", calendar="half_yearly", lower=60, base=40).figure(6, 48),
        "between": WORLD.measure(calendar="quarterly", lower=100).nodes((4, 0.2), (10, 0.8), (12, 1)).figure(9, 70),
        "exactly": WORLD.measure(lower=25).nodes((11, 0.28), (12, 1)).figure(9, 7),
        "strict": WORLD.measure(lower=30, comparator=">").nodes((11, 0.5), (12, 1)).figure(9, 30),
        "strict_level": WORLD.measure("rate", unit="%", calendar="quarterly", lower=98, comparator=">").figure(9, 98),
        "no_base": WORLD.measure("stock", unit="家", calendar="quarterly", lower=60).figure(9, 48),
        "silent": WORLD.measure("rate", unit="%", calendar="yearly", lower=98),
        "even": WORLD.measure(lower=240).figure(9, 100),
        "done": WORLD.measure(lower=10).by_month(*even).figure(9, 10),
        "waits": WORLD.item(condition="达到启动条件时").measure(lower=12, calendar="quarterly"),
    }
    return {found.measure_id: name for name, found in made.items()}


NAMES = _measures()


@pytest.fixture(scope="module")
def store():
    return WORLD.store()


def due(store, month: int) -> dict[str, tuple[str, ...]]:
    rows = records(next_due(store, snapshot.take(store, WORLD.view(month))))
    return {NAMES[row["measure_id"]]: tuple(row[name] for name in ("due_month", "wanted", "actual_text", "short_text"))
            for row in rows}  # fmt: skip


def test_the_next_report_is_of_the_last_of_the_months_that_are_due_on_one_day():
    started_late = {dt.date(2023, month, 1): dt.date(2023, max(month + 1, 11), 5) for month in range(1, 12)}
    assert report_due(started_late, dt.date(2023, 10, 20)) == "2023年10月数据11月5日前报送"
    assert report_due(started_late, dt.date(2023, 11, 6)) == "2023年11月数据12月5日前报送"
    assert report_due(started_late, dt.date(2023, 12, 6)) == ""


def test_each_measure_has_its_next_step_the_nearest_month_and_the_worst_first(store):
    found = due(store, 9)
    assert found == {
        "months": ("10月", "应达200个", "150个(8月)", "尚差50个"),
        "there": ("10月", "应达200个", "205个", "已达"),
        "steps": ("11月", "形象进度70.0%", "45%", "尚差25.0个百分点"),
        "between": ("12月", "应达100个", "70个", "尚差30个"),
        "exactly": ("11月", "应达7个", "7个", "已达"),
        "strict": ("11月", "应达15个", "30个", "已达"),
        "strict_level": ("12月", "目标突破98%", "98%", "尚未突破"),
        "half": ("12月", "应达60家", "48家(6月)", "尚差12家"),
        "quarter": ("12月", "目标6.0%", "5.2%", "尚差0.8个百分点"),
        "no_base": ("12月", "目标60家", "48家", "待认定: 缺基数"),
        "silent": ("12月", "目标98%", "—", "本月不发布"),
    }
    assert list(found)[:3] == ["months", "there", "steps"]


def test_a_report_between_two_nodes_is_asked_for_what_it_is_judged_by(store):
    assert due(store, 3)["between"][:2] == ("6月", "应达40个")


def test_an_amount_exactly_at_a_strict_target_is_not_there_when_all_of_it_is_due(store):
    assert due(store, 11)["strict"] == ("12月", "应达30个", "30个(9月)", "尚未突破")


def test_where_no_step_is_left_nothing_is_due(store):
    assert due(store, 12) == {}
    assert {month for month, *_ in due(store, 11).values()} == {"12月"}
