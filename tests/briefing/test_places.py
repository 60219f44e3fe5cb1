"""Whatever is printed of a place speaks of it in the words of its level, and under its own office."""

from collections.abc import Iterator

import pytest

from briefing import material
from briefing.notice.document import notice_document
from briefing.slides.page import Deck
from briefing.slides.pages.decision_page import decisions
from loaders.accept.standing import month_register
from store.acts.publishing import publish
from store.acts.rights import at_the_machine
from store.acts.settings import set_place
from store.engine.store import Store
from store.reads import editions
from store.reads.places import place
from store.reads.view import View
from store.years.beginning import NewRegion, start
from tests import stores
from tests.briefing.notices import opened
from tests.store.audited import audited
from tests.store.builder import World, day, first

OFFICE = at_the_machine("县目标办")
COUNTY = "990121"
# Words of another place, or of another level than the county's.
FOREIGN = ("温江", "全区", "区级", "区人民政府", "区政府")


def county(store: Store) -> None:
    """示例县: an item far behind for months, one on its way, one that is owed, and a main target."""
    world = World(
        COUNTY, ("县甲局", "县乙局"), name="示例市示例县", short_name="示例县", level="county",
        office="示例县政府督查室", letterhead="示例督查", mark="示府督",
    )  # fmt: skip
    world.item("livelihood").measure(lower=100).figures(dict.fromkeys(range(1, 10), 1))
    world.item("task").measure(lower=100).figures({8: 60, 9: 80})
    world.item("livelihood").measure(lower=100, supplier="b").figure(8, 60)
    world.item("indicator").measure("growth", unit="%", lower=5).figure(9, 6)
    world.write(store)


@pytest.fixture
def store() -> Iterator[Store]:
    store = stores.filled(county)
    yield store
    store.close()


def _view() -> View:
    return World(COUNTY).view(9)


def _draft(store: Store) -> editions.Edition:
    return editions.draft(store, _view(), "李四", day(10, 12))


def _notice(store: Store, edition: editions.Edition) -> str:
    return opened(notice_document(material.take(store, edition))).text


def _foreign(text: str) -> list[str]:
    return [word for word in FOREIGN if word in text]


def test_a_countys_notice_is_its_offices_and_speaks_of_the_county(store):
    text = _notice(store, _draft(store))
    lines = text.split("\n")
    assert lines[:4] == ["示例督查", "示府督〔2023〕__号", "未定期", "示例县政府督查室2023年10月12日"]
    for word in (
        "全县经济指标、重点任务、民生实事",
        "全县目标任务进展情况表",
        "需要县级协调",
        "报示例县政府督查室",
    ):
        assert word in text
    assert _foreign(text) == []


def _begun(store: Store) -> None:
    start(store, NewRegion(COUNTY, "示例县", "county"), 2023, [], OFFICE, day(1))


def test_a_year_without_targets_is_not_praised_and_asks_nobody_to_keep_on():
    store = stores.filled(_begun)
    text = _notice(store, _draft(store))
    assert "本年度目标尚未下达" in text and "没有慢于" not in text and "巩固现有进度" not in text
    found = material.take(store, _draft(store))
    assert decisions(Deck(found)) == ["1．本年度目标何时下达。"]
    store.close()


@pytest.mark.parametrize(
    ("code", "parent", "whole"), [("990181", "990100", "全市"), ("990100", "990000", "全省"), ("990000", None, "全国")]
)
def test_a_city_of_any_size_lies_in_what_its_code_says(code, parent, whole):
    store = World(code, name="示例市", level="city", parent_code=parent).store()
    assert place(store, code).parent_whole == whole
    store.close()


def test_a_main_target_without_a_figure_is_owed_and_not_missed():
    world = World(COUNTY, ("县甲局", "县乙局"), name="示例县", level="county")
    world.measure(lower=100).figure(9, 80)
    world.item("indicator").measure("growth", unit="%", lower=5)
    store = world.store()
    text = _notice(store, _draft(store))
    assert "应报未报" in text and "达到目标" not in text
    store.close()


def test_a_countys_unit_is_known_by_any_beginning_of_its_places_name(store):
    register = month_register(store, first(9), COUNTY)
    assert register.unit_named("示例县甲局") == register.unit_named("示例市示例县甲局") == register.unit_by_id["a"]


def test_what_is_an_edition_keeps_its_head_and_the_next_one_has_the_new(store):
    printed = publish(store, _draft(store), OFFICE, day(10, 12))
    before = _notice(store, printed)
    new = {"office": "示例县目标绩效办公室", "mark": "", "short_name": "新示例县"}
    set_place(store, new, "机构改革", OFFICE, day(10, 13))
    assert _notice(store, editions.edition(store, 1, COUNTY)) == before
    draft = editions.draft(store, _view(), "李四", day(10, 14))
    text = _notice(store, draft)
    assert (draft.office, draft.bulletin) == ("示例县目标绩效办公室", "示例督查")
    assert "示府督" not in text and "示例县政府督查室" not in text
    assert audited(store)[-3:] == [
        ["调整地区用语", "示例县·简称", "示例县", "新示例县", "机构改革", OFFICE.name],
        ["调整地区用语", "示例县·印发机关", "示例县政府督查室", "示例县目标绩效办公室", "机构改革", OFFICE.name],
        ["调整地区用语", "示例县·发文机关代字", "示府督", None, "机构改革", OFFICE.name],
    ]


def test_words_that_are_taken_away_are_made_from_name_and_level(store):
    set_place(store, {"office": " ", "short_name": ""}, "改用规范名称", OFFICE, day(10, 13))
    found = place(store, COUNTY)
    assert (found.short_name, found.office) == ("示例市示例县", "示例市示例县人民政府办公室")
