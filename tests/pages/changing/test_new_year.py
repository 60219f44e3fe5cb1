"""A year after another on the screens: what was left over is carried over, last year's months are taken as a plan, and
the year that screens open with is chosen."""

import json
from collections.abc import Iterator

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from store.engine.store import Store
from store.loads.year import year_tables
from store.reads.last_year import year_links
from store.reads.view import home_rule
from store.years import carrying, links
from tests import stores
from tests.pages.conftest import shown_and_closed
from tests.pages.stores.autumn import screen, words
from tests.store.acts.test_new_year import AMOUNT, BY, DECEMBER, KEPT, year_end
from tests.store.audited import audited


@pytest.fixture
def store() -> Iterator[Store]:
    with shown_and_closed(stores.filled(year_end)) as store:
        yield store


def says(app: AppTest) -> str:
    assert not app.exception
    return "\n".join([words(app), *(block.value for block in [*app.success, *app.error])]).replace("\\", "")


def _ticked(app: AppTest, place: int, **cells: object) -> AppTest:
    states = app._tree.get_widget_states()
    said = {"edited_rows": {str(place): cells}, "added_rows": [], "deleted_rows": []}
    [editor] = [one for one in app.get("data_editor") if str(one.key).startswith("carry_")]
    states.widgets.append(WidgetState(id=editor.proto.id, string_value=json.dumps(said)))
    return app._run(states)


def test_what_was_left_over_is_ticked_previewed_and_carried_over(store: Store) -> None:
    carrying.carry_over(store, 2023, {KEPT.replace("5-1", "2-1"): None}, "先办一个", BY, DECEMBER)
    app = screen("years")
    assert "结转到2024年" in says(app) and "3个子项" in says(app)
    app = _ticked(app, 0, is_chosen=True, target=45)
    assert any("目标45个" in str(one.value.to_numpy()) for one in app.dataframe)
    app.text_input(key="sender").set_value("王芳")
    app.text_input(key="carry_reason").set_value("继续办理")
    app = app.button(key="carry_sure").click().run()
    assert "1个子项已结转到2024年(第2次载入)" in says(app)
    assert AMOUNT in year_links(store, 2024).values()
    assert [row["lower"] for row in year_tables(store, 2024)["target"]][-1] == 45
    assert {"王芳", "结转上年子项"} <= set(map(str, audited(store)[-1]))


def test_last_years_months_are_offered_as_the_plan(store: Store) -> None:
    carrying.carry_over(store, 2023, {AMOUNT: None}, "继续", BY, DECEMBER)
    [new] = year_links(store, 2024)
    links.unlink_year(store, new, "换一个", BY, DECEMBER)
    links.link_year(store, new, KEPT, "同一项", BY, DECEMBER)
    app = screen("changes", month="2024-01")
    app = app.text_input(key="sender").set_value("王芳").run()
    app = app.pills(key="change_kind").set_value("序时进度").run()
    assert "2023年各月:" in says(app)
    app.text_input(key="plan_reason").set_value("按上年")
    app = app.button(key="plan_last_year").click().run()
    assert "序时进度已采用上年各月进度" in says(app)
    assert len(year_tables(store, 2024)["plan"]) == 12


def test_the_year_that_screens_open_with_is_a_setting(store: Store) -> None:
    app = screen("changes", month="2023-12")
    app = app.text_input(key="sender").set_value("王芳").run()
    app = app.pills(key="change_kind").set_value("判定标准").run()
    assert "首页年度现在**新年度有报送之前,首页仍是上一年度**" in says(app)
    app.selectbox(key="home").set_value("calendar")
    app.text_input(key="home_reason").set_value("要看新年度")
    app = app.button(key="home_sure").click().run()
    assert "首页年度:按日历" in says(app) and home_rule(store) == "calendar"
