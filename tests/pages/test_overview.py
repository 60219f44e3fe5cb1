"""总览: the news since last month, in order and by name, and what stands there before anything is reported."""

import datetime as dt
import itertools
from collections.abc import Iterator

import pytest

from metrics import terms
from store.engine.seed import home_region
from store.engine.store import Store
from store.reads.figures import snapshot
from store.reads.view import View
from tests.pages.stores import autumn
from tests.pages.stores.autumn import SEPTEMBER, screen, words
from tests.store.builder import World
from ui.cache import current
from ui.frame import choices

JANUARY = View(dt.date(2023, 1, 1))


@pytest.fixture
def store() -> Iterator[Store]:
    store = autumn.two_months()
    current.use(store)
    yield store
    current.use(None)
    store.close()


def test_where_there_are_several_places_one_is_chosen_and_the_address_says_which() -> None:
    found = autumn.targets_alone()
    county = World("990121", ("县甲局", "县乙局"), name="示例县", level="county")
    county.submission_numbers = itertools.count(1000)
    county.item().measure(lower=100).figure(8, 60)
    county.write(found)
    current.use(found, region=choices.region_drawn)
    try:
        app = screen("overview", region=county.region)
        assert "2023年示例县目标进度" in words(app) and "数据截至**2023年8月**" in words(app)
        assert app.selectbox(key="region chosen").value == county.region
        app.selectbox(key="region chosen").set_value(home_region()).run()
        assert not app.exception and app.query_params["region"] == home_region()
        assert "示例县" not in words(app)
        assert "990121 示例县" in "".join(one.value for one in screen("overview", region="990199").error)
    finally:
        current.use(None)
        found.close()


@pytest.fixture
def bare() -> Iterator[Store]:
    store = autumn.targets_alone()
    current.use(store)
    yield store
    current.use(None)
    store.close()


def test_what_changed_is_named_with_a_space_between_code_and_name(store: Store) -> None:
    app = screen("overview", month="2023-09")
    assert not app.exception
    assert "**新增滞后1项** :gray[民生33 独居老人烟感报警(区消防救援大队)]" in words(app)


def test_what_changed_stands_in_the_order_of_the_numbers(store: Store) -> None:
    changed = snapshot.take(store, SEPTEMBER).changes
    for rows in changed.values():
        places = list(zip(rows["series"], rows["item_no"], strict=True))
        assert places == sorted(places)


def test_the_worst_items_are_behind_for_as_long_as_their_own_list_says(store: Store) -> None:
    taken = snapshot.take(store, SEPTEMBER)
    own = taken.items.set_index("item_id")["months_behind"]
    worst = taken.worst_items
    assert worst["months_behind"].tolist() == [own[item] for item in worst["item_id"]]
    assert taken.tally.behind == len(worst)


def test_in_january_there_is_no_month_to_compare_with(bare: Store) -> None:
    autumn.report(bare, autumn.COVERS, "zongzhi", 1, 30)
    text = words(screen("overview", month="2023-01"))
    assert "滞后事项共1项" in text
    assert "较上月新增" not in text
    assert "1月没有可比的上月。" in text


def test_before_anything_is_reported_nobody_is_told_that_nothing_is_behind(bare: Store) -> None:
    said = words(screen("overview", month="2023-09"))
    assert "本月尚未报送数据,暂不能判定是否滞后。" in said and "暂不能与上月比较" in said
    assert "共0项" not in said and "新增滞后" not in said


def test_every_category_is_counted_once_under_its_series(store: Store) -> None:
    taken = snapshot.take(store, SEPTEMBER)
    counted = taken.by_category.groupby("series_name")["total"].sum().to_dict()
    assert counted == {terms.SERIES[series]: len(taken.items_of(series)) for series in ("livelihood", "task")}
