"""重点任务: the same screen for the body's tasks, by the report's sections and in its order."""

from collections.abc import Iterator

import pytest

from store.engine.store import Store
from tests.pages.stores import autumn
from tests.pages.stores.autumn import alts, report, screen, words
from ui.cache import current

AIR = "510115-2023-T36-1"


@pytest.fixture(scope="module")
def reported() -> Iterator[Store]:
    store = autumn.two_months()
    for month, value in ((7, 41.0), (9, 38.5)):
        report(store, AIR, "huanjing", month, value)
    yield store
    store.close()


@pytest.fixture
def store(reported: Store) -> Iterator[Store]:
    current.use(reported)
    yield reported
    current.use(None)


def test_the_tasks_stand_in_the_reports_order_by_its_sections(store: Store) -> None:
    app = screen("tasks", month="2023-09")
    assert not app.exception
    shown = app.dataframe[0].value
    assert [code.split()[0] for code in shown["coded_item"]] == [f"任务{number}" for number in range(1, len(shown) + 1)]
    sections = app.selectbox(key="category").options
    assert (sections[0], len(sections)) == ("提升产业发展硬实力", 9)
    assert alts(app)[0].startswith("各章节按期率:提升产业发展硬实力")


def test_a_proposed_lead_unit_is_marked_as_such(store: Store) -> None:
    app = screen("tasks", month="2023-09", item="任务36")
    assert "牵头单位**区生态环境局(拟定)**" in words(app)


def test_a_limit_has_no_done_share_and_its_margin_has_its_own_unit(store: Store) -> None:
    app = screen("tasks", month="2023-09", item="任务36")
    row = app.dataframe[1].value.iloc[0]
    assert row["margin_points"] == "+1.5微克/立方米"
    assert row[["done_pct", "plan_pct"]].isna().all()
    assert "各月数值与目标,数据截至1–9月,单位\\:微克/立方米" in words(app)
    assert alts(app)[0].startswith("PM2.5年均浓度(单位:微克/立方米):7月41、9月38.5;全年目标低于40微克/立方米;")


def test_a_filter_and_the_groups_by_unit_come_back_with_the_address(store: Store) -> None:
    app = screen("tasks", month="2023-09", unit="区住建局", by="牵头单位")
    assert app.segmented_control(key="by").value == "牵头单位"
    assert app.selectbox(key="unit").value == "区住建局"
    assert app.dataframe[0].value["unit_label"].unique().tolist() == ["区住建局(拟定)"]
