"""全市一览: for whom it is, what a leader looks for first, and what it says where little or nothing is in."""

from collections.abc import Callable, Iterator

import pandas as pd
import pytest

from store.engine.store import Store
from store.people.accounts import accounts, add_account
from tests.pages.stores.autumn import drawings, screen, words
from tests.store.builder import day
from tests.store.reads.above.cities import BEST, CITY, OFFICE, OTHER_CITY, WORST, rolled_cities
from tests.stores import filled
from ui.access import person
from ui.cache import current
from ui.frame import choices

LEADERS = {"甲市长": CITY, "乙市长": OTHER_CITY, "甲区长": BEST}
SHOWN = {"above": CITY, "month": "2023-09"}


def staffed_cities(store: Store) -> None:
    """Two cities with a leader each, and one of a district."""
    rolled_cities(store)
    for city, name in ((CITY, "东市"), (OTHER_CITY, "西市")):
        told = {"region_code": city, "name": name, "level": "city", "recorded_at": day(1), "recorded_by": "测试"}
        with store.of(city).writing() as transaction:
            transaction.append("region", pd.DataFrame([told]))
    for city in (CITY, OTHER_CITY):
        add_account(store.of(city), f"管理员{city}", "administers", None, "summer-rain-42", OFFICE, day(2))
    for name, region in LEADERS.items():
        add_account(store.of(region), name, "looks", None, "summer-rain-42", OFFICE, day(2))


@pytest.fixture(scope="module")
def cities() -> Iterator[Store]:
    opened = filled(staffed_cities)
    yield opened
    opened.close()


@pytest.fixture
def seen_by(cities: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    def sign_in(name: str) -> None:
        monkeypatch.setattr(person, "WAYS", [lambda cookies, headers: person.known_accounts().get(name)])
        current.use(cities, person.check_looking, choices.region_drawn)

    yield sign_in
    current.use(None)


def test_a_leader_of_a_city_arrives_here_and_sees_who_is_behind_in_what_since_when_and_who_owes(seen_by) -> None:
    seen_by("甲市长")
    app = screen("overview")
    said = words(app)
    assert not app.exception and app.query_params["month"] == "2023-09"
    assert "2023年全市一览" in said and "外1区" not in said
    assert "按期率最低:乙区40.0%(2/5项)。" in said
    assert "主要指标落后最久:乙区子项4.0%(明显低于目标);丙区子项5.5%(低于目标)。" in said
    assert "判定标准不同,不参加排名:丁区。" in said
    assert "丙区1/5个区甲局4个" in said
    assert "下降1个 乙区−60.0(滞后+3项)" in said


def test_a_regions_row_opens_its_dashboard_and_a_figure_its_item(seen_by) -> None:
    seen_by("甲市长")
    links = [link.get("href") for drawing in drawings(screen("above", **SHOWN)) for link in drawing.iter("a")]
    assert f"/?month=2023-09&region={WORST}" in links
    assert f"/indicators?month=2023-09&region={WORST}&item=%E7%BB%8F%E6%B5%8E1" in links
    assert f"/discipline?month=2023-09&region={WORST}" in links


def test_two_cities_in_one_store_do_not_see_each_other(seen_by) -> None:
    seen_by("乙市长")
    said = words(screen("above", month="2023-09"))
    assert "外1区" in said and "甲区" not in said
    refused = screen("above", **SHOWN)
    assert f"不能从“{CITY}”查看所属地区" in refused.error[0].value and "甲区" not in words(refused)


def test_a_district_has_nothing_below_it_and_the_screen_says_so(seen_by) -> None:
    seen_by("甲区长")
    app = screen("above", month="2023-09")
    assert "还没有两个以上地区属于同一上级" in words(app) and "乙区" not in words(app)


def test_a_month_without_figures_ranks_nobody_and_january_has_no_month_before(seen_by) -> None:
    seen_by("甲市长")
    said = words(screen("above", above=CITY, month="2023-01"))
    assert "1月没有可比的上月。" in said and "按期率最低。" not in said
    assert "未报送5个地区、5家单位" in said


def test_that_every_unit_sent_something_does_not_hide_what_is_still_owed(seen_by) -> None:
    seen_by("甲市长")
    assert "应报单位均已报送,尚缺4个数据" in words(screen("above", **SHOWN))


def test_the_files_are_those_of_what_is_shown(seen_by) -> None:
    seen_by("甲市长")
    app = screen("above", **SHOWN)
    assert [button.proto.label for button in app.get("download_button")] == ["下载为Excel", "下载幻灯片", "下载图片"]


def test_the_data_are_looked_at_as_they_were_on_a_day_and_say_so(seen_by) -> None:
    seen_by("甲市长")
    said = words(screen("above", **SHOWN, known="2023-08-31"))
    assert "按2023年8月31日已收到的数据" in said and "2023年9月**尚无数据" in said
    assert "已收到的数据" not in words(screen("above", **SHOWN))


def test_of_two_cities_one_is_chosen_by_its_name_and_stands_in_the_address_by_its_code(seen_by) -> None:
    seen_by("")  # nobody signed in where everybody may look
    app = screen("above", month="2023-09")
    [choice] = [one for one in app.selectbox if one.label == "上级地区"]
    assert app.query_params["above"] == CITY and choice.options == ["东市", "西市"] and "外1区" not in words(app)
    choice.select(OTHER_CITY).run()
    assert not app.exception and app.query_params["above"] == OTHER_CITY and "外1区" in words(app)


def test_a_foreign_code_or_name_in_the_address_shows_nobody_elses_city(seen_by) -> None:
    seen_by("")  # nobody signed in where everybody may look
    for asked in ("990300", "东市"):
        refused = screen("above", above=asked, month="2023-09")
        assert f"不能从“{asked}”查看所属地区" in refused.error[0].value


def test_whoever_administers_a_city_gives_rights_in_all_of_it_on_the_screen(cities: Store, seen_by) -> None:
    seen_by(f"管理员{CITY}")
    app = screen("accounts", region=BEST)
    choice = app.selectbox(key="region chosen")
    assert choice.options[0] == "东市" and choice.value == BEST
    app = choice.set_value(CITY).run()
    app.text_input(key="new_name").set_value("市级审核").run()
    app = app.selectbox(key="role_new").set_value("reviews").run()
    app = app.button(key="add").click().run()
    assert not app.exception and not app.error and accounts(cities)["市级审核"].region_code == CITY
    assert app.query_params["region"] == BEST  # what the other screens are of
