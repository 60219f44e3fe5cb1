"""Who has reported, and the month that a screen opens with."""

import datetime as dt

import pytest

from store.engine.records import records
from store.reads.figures.status import opening_month, status_course, status_rows, unit_reporting
from store.reads.view import LATEST, View
from tests.store.builder import World, day


def _reporting(world: World, month: int) -> dict[str, tuple[int, int]]:
    store = world.store()
    rows = unit_reporting(status_rows(store, world.view(month)))
    return {row["unit"]: (row["cells_in"], row["cells_due"]) for row in records(rows)}


def _opening(world: World, as_of: dt.datetime = LATEST) -> int:
    store = world.store()
    course = status_course(store, View(dt.date(2023, 12, 1), world.region, as_of=as_of))
    return opening_month(course, 2023).month


def test_cells_are_counted_for_the_unit_that_supplies_the_figure_not_for_the_lead_unit():
    world = World()
    world.measure(lower=1200).figure(9, 900)
    world.measure(lower=1200, supplier="b")
    assert _reporting(world, 9) == {"区甲局": (1, 1), "区乙局": (0, 1)}


def test_what_is_not_due_this_month_is_owed_by_nobody():
    world = World()
    world.measure(lower=1200)
    world.measure(lower=1200, calendar="quarterly")
    world.item(condition="物价指数达到启动条件时").measure(lower=1200)
    world.measure("reference", unit="亿元", calendar="monthly")
    world.measure(lower=1200).nodes((9, 0.5), (12, 1))
    assert _reporting(world, 8) == {"区甲局": (0, 1)}
    assert _reporting(world, 9) == {"区甲局": (0, 3)}


def test_a_condition_that_was_triggered_makes_a_figure_owed():
    world = World()
    world.item(condition="物价指数达到启动条件时").measure(lower=1200).triggered(8)
    assert _reporting(world, 7) == {}
    assert _reporting(world, 8) == {"区甲局": (0, 1)}


def test_a_measure_that_is_done_owes_nothing_more():
    world = World()
    world.measure(lower=1200).figure(5, 1200)
    assert _reporting(world, 5) == {"区甲局": (1, 1)}
    assert _reporting(world, 6) == {}


def test_words_are_a_report_and_so_is_a_figure_of_another_basis():
    world = World()
    world.measure(lower=1200).figure(9, words="已启动")
    world.measure(lower=1200, basis="同口径").figure(9, 900, basis="自然口径")
    assert _reporting(world, 9) == {"区甲局": (2, 2)}


def test_screens_open_in_january_where_nothing_was_reported():
    world = World()
    world.measure(lower=1200)
    assert _opening(world) == 1


def test_screens_open_with_the_latest_month_that_has_at_least_half_of_its_cells():
    world = World()
    for place in range(4):
        measure = world.measure(lower=1200)
        measure.figure(7, 700)
        if place < 2:
            measure.figure(8, 800)
        if place < 1:
            measure.figure(9, 900)
    assert _opening(world) == 8


def test_screens_open_with_the_latest_month_that_has_any_figure_where_none_has_half():
    world = World()
    for place in range(4):
        measure = world.measure(lower=1200)
        if place == 0:
            measure.figures({3: 300, 5: 500})
    assert _opening(world) == 5


@pytest.mark.parametrize(("as_of", "month"), [(day(8, 1), 7), (day(9, 1), 8), (day(10, 15), 7)])
def test_the_opening_month_is_that_of_the_moment_withdrawn_figures_left_out(as_of, month):
    world = World()
    measure = world.measure(lower=1200).figure(7, 700, at=day(7, 28))
    measure.figure(8, 800, at=day(8, 28), withdrawn_at=day(10, 1))
    assert _opening(world, as_of) == month


def test_a_month_in_which_only_quarterly_figures_are_due_is_counted_by_those_that_are():
    world = World()
    world.measure(lower=1200).figures({8: 800, 9: 900})
    world.measure(lower=1200, calendar="quarterly").figure(9, 900)
    world.measure(lower=1200, calendar="yearly")
    assert _opening(world) == 9
