"""Two cities in one store, with districts that are told apart by what they have to show."""

import pandas as pd

from store.above.matrix import roll_up_below
from store.acts import settings
from store.acts.rights import at_the_machine
from store.engine.store import Store
from tests.store.builder import World, day
from tests.store.facts import YEAR

CITY, OTHER_CITY = "990100", "990200"
OFFICE = at_the_machine("市目标办")
BEST, WORST, THIN, LIGHTS, SPLIT = "990101", "990102", "990103", "990104", "990105"


def two_cities(store: Store) -> None:
    """In the first: one well, one badly off, one that sent little, one of another preset, one of another 口径."""
    _district(store, BEST, "甲区", 90, growth=7.0, basis="可比价")
    _district(store, WORST, "乙区", 30, growth=4.0, basis="可比价")
    _district(store, THIN, "丙区", None, growth=5.5, basis="可比价")
    _district(store, LIGHTS, "丁区", 60, growth=6.5, basis="可比价")
    _district(store, SPLIT, "戊区", 80, growth=9.0, basis="现价")
    for place, done in enumerate((70, 75), 1):
        _district(store, f"99020{place}", f"外{place}区", done, growth=6.0, basis="可比价", parent=OTHER_CITY)
    settings.use_preset(store.of(LIGHTS), "lights", "统一", OFFICE, day(2))


def rolled_cities(store: Store) -> None:
    """The same, looked at once: what a test changes is all that is judged again."""
    two_cities(store)
    for city in (CITY, OTHER_CITY):
        roll_up_below(store, city, YEAR)


def _district(
    store: Store, code: str, name: str, done: float | None, *, growth: float, basis: str, parent: str = CITY
) -> None:
    """Four amounts in September (none: only the growth is in), August's like the plan, and a growth in common."""
    world = World(code, name=name, level="district", parent_code=parent)
    measure = world.item("indicator").measure("growth", unit="%", lower=6, basis=basis)
    measure.figure(8, 6.5, basis=basis).figure(9, growth, basis=basis)
    for place in range(4):
        amount = world.measure(lower=100).figure(8, 70)
        if done is not None:
            amount.figure(9, done if place < 2 else 80)
    world.write(store)
    with store.of(code).writing() as transaction:
        row = {"measure_id": measure.measure_id, "common_code": "GDP", "recorded_at": day(1), "recorded_by": "测试"}
        transaction.append("measure_code", pd.DataFrame([row]))
