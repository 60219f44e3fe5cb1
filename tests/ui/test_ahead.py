"""What the first visitor sees is there before anybody comes."""

from threading import Event

import pytest

from store.above import roll_up
from store.above.matrix import matrix
from store.reads.view import View
from tests.pages.stores import autumn
from tests.store.builder import first
from tests.store.reads.above.cities import CITY, rolled_cities
from tests.stores import alone, filled
from ui import errors
from ui.cache import current, reads
from ui.components import overview
from ui.frame import choices, months
from ui.frame.ahead import _read, read_ahead


def test_what_was_read_ahead_is_shown_without_asking_the_store_again() -> None:
    store = alone(autumn.two_months())
    current.use(store, region=choices.region_drawn)
    try:
        with read_ahead():
            pass
        [code] = reads.places()
        with current.as_region(code):
            view = View(months.home(code), code, reads.preset_in_use(code))
            store.close()  # nothing can be asked any more
            assert "本月需关注" in overview.body(view, {}, None)
    finally:
        current.use(None)


def test_regions_that_are_looked_at_side_by_side_are_judged_before_anybody_comes(monkeypatch) -> None:
    store = filled(rolled_cities)
    current.use(store, region=choices.region_drawn)
    try:
        _read(Event())
        monkeypatch.setattr(roll_up, "judge", lambda *_: pytest.fail("judged once more"))
        assert matrix(store, CITY, first(9), 2023).rows
    finally:
        current.use(None)
        store.close()


def test_what_breaks_in_reading_ahead_is_logged_under_a_number_and_keeps_nobody_from_the_door(monkeypatch):
    current.use(autumn.two_months(), region=choices.region_drawn)
    try:
        monkeypatch.setattr(overview, "body", lambda *_: 1 / 0)
        before = errors.logged_count()
        with read_ahead():
            pass
        assert errors.logged_count() == before + 1
    finally:
        current.use(None)
