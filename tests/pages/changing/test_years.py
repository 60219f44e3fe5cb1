"""Several years on the screens: which is looked at, drafts, links to last year's, two side by side, one taken away."""

import datetime as dt
from collections.abc import Iterator

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from metrics.errors import UserError
from store.acts import submissions
from store.acts.closed_months import close_month
from store.acts.publishing import publish
from store.acts.rights import Actor, at_the_machine
from store.engine.store import Store
from store.people.accounts import add_account
from store.reads import editions
from store.reads.figures.status import status_course
from store.reads.last_year import year_links
from store.reads.months import home_year, month_marks
from store.reads.view import View, years
from store.years import links, steps
from tests import stores
from tests.pages.conftest import shown_and_closed
from tests.pages.stores import autumn, two_years
from tests.pages.stores.autumn import screen, words
from tests.pages.stores.two_years import COVERS, NEXT_COVERS
from tests.store.audited import audited
from ui.access import person
from ui.cache import current
from ui.frame import tables

BY = at_the_machine("王芳")


@pytest.fixture(scope="module")
def _both() -> Iterator[Store]:
    store = stores.filled(two_years.with_next_year)
    yield store
    store.close()


@pytest.fixture
def both(_both: Store) -> Iterator[Store]:
    """Two years, to be read."""
    current.use(_both)
    yield _both
    current.use(None)


@pytest.fixture
def own_both() -> Iterator[Store]:
    """Two years, to be changed."""
    with shown_and_closed(stores.filled(two_years.with_next_year)) as store:
        yield store


def says(app: AppTest) -> str:
    said = "\n".join([words(app), *(block.value for block in [*app.success, *app.error])])
    assert "系统出现内部错误" not in said and not app.exception
    return said.replace("\\", "")


def changing(kind: str, month: str = "2024-01") -> AppTest:
    app = screen("changes", month=month)
    app = app.text_input(key="sender").set_value("王芳").run()
    return app.pills(key="change_kind").set_value(kind).run()


def test_home_stays_at_the_year_that_has_reports(both):
    assert home_year(both, [2023, 2024], dt.date(2024, 1, 5)) == 2023
    assert home_year(both, [2024], dt.date(2023, 12, 5)) == 2024
    app = screen("overview")
    assert "2023年温江区目标进度" in says(app)
    assert (app.selectbox(key="year shown").value, app.selectbox(key="month shown").value) == (2023, "2023-09")


def test_a_year_is_chosen_beside_its_months_newest_first_with_how_each_stands(both):
    app = screen("tasks")
    assert list(app.selectbox(key="month shown").options)[2:5] == ["10月 无数据", "9月 部分", "8月 部分"]
    app = app.selectbox(key="year shown").set_value(2024).run()
    assert "2024年重点任务" in says(app) and app.query_params["month"] == "2024-01"
    app = app.selectbox(key="month shown").set_value("2024-03").run()
    assert app.query_params["month"] == "2024-03"
    assert app.selectbox(key="year shown").value == 2024


def test_a_closed_month_is_marked_as_one(own_both):
    close_month(own_both, dt.date(2023, 8, 1), "已汇总", BY, own_both.now())
    assert (
        month_marks(own_both, status_course(own_both, View(dt.date(2023, 12, 1))), 2023)[dt.date(2023, 8, 1)]
        == "已封账"
    )


def test_a_draft_is_for_reviewers_until_its_day(own_both, monkeypatch):
    for name, role in (("管理员", "administers"), ("领导", "looks"), ("审核员", "reviews")):
        add_account(own_both, name, role, None, "summer-rain-42", BY, own_both.now())
    steps.make_draft(own_both, 2024, "报批中", BY, own_both.now())
    monkeypatch.setenv("DASHBOARD_LOOK", "signed-in")
    shown = {}
    for name in ("领导", "审核员"):
        monkeypatch.setattr(person, "WAYS", [lambda cookies, headers, who=name: person.known_accounts().get(who)])
        shown[name] = screen("overview", month="2024-01")
    assert "2024年1月没有目标" in says(shown["领导"])
    assert "2024年温江区目标进度" in says(shown["审核员"])
    assert shown["审核员"].selectbox(key="year shown").options == ["2024草案", "2023"]
    with pytest.raises(UserError, match="2024年度还是草案"):
        figures = {"measure_id": NEXT_COVERS, "month": dt.datetime(2024, 1, 1), "value": 100.0}
        sent = submissions.Submission("zongzhi", dt.date(2024, 1, 1), "一月.xlsx", "1", BY, dt.datetime(2024, 2, 1))
        submissions.add_submission(own_both, sent, pd.DataFrame([figures]))
    with pytest.raises(UserError, match="2024年度还是草案"):
        draft = editions.draft(own_both, View(dt.date(2024, 1, 1)), "李四", own_both.now())
        publish(own_both, draft, Actor("李四", "reviews"), own_both.now())
    steps.put_in_force(own_both, 2024, dt.date(2024, 1, 10), "已批准", BY, own_both.now())
    monkeypatch.setattr(person, "WAYS", [lambda cookies, headers: person.known_accounts().get("领导")])
    assert "2024年温江区目标进度" in says(screen("overview", month="2024-01"))


def test_measures_are_proposed_linked_and_shown_beside_last_years(own_both):
    app = changing("上年关联")
    assert "可与2023年关联的子项275个" in says(app)
    app.text_input(key="year_link_reason").set_value("同一项工作")
    app = app.button(key="year_link_sure").click().run()
    assert "已关联275个子项。" in says(app) and year_links(own_both, 2024)[NEXT_COVERS] == COVERS
    assert audited(own_both)[-1][0] == "关联上年子项"

    app = screen("livelihood", month="2024-01", item="民生10")
    assert "上年结果] 900座(2023年9月)" in says(app)

    app = screen("years")
    table = next(one.value for one in app.dataframe if "second_target" in one.value)
    [row] = table[(table["code"] == "民生10")].to_dict("records")
    assert [row[name] for name in ("first_target", "first_actual", "second_target", "second_actual")] == [
        "1,500座", "900座", "1,800座", "—",
    ]  # fmt: skip
    assert "已关联267个子项" in says(app) and "2023年截至2023年9月" in says(app) and "2023年结转" in says(app)
    app = app.selectbox(key="compared_series").set_value("重点任务").run()
    table = next(one.value for one in app.dataframe if "second_target" in one.value)
    assert set(table["series_name"]) == {"重点任务"}

    app = changing("上年关联")
    app.selectbox(key="unlinked").set_value(app.selectbox(key="unlinked").options[0])
    app.text_input(key="year_unlink_reason").set_value("口径不同")
    app = app.button(key="year_unlink_sure").click().run()
    assert "已取消关联。" in says(app) and len(year_links(own_both, 2024)) == 274


def test_what_cannot_go_on_from_another_is_refused(own_both):
    def refused(one: str, last: str, why: str) -> None:
        with pytest.raises(UserError, match=why):
            links.link_year(own_both, one, last, "同一项", BY, own_both.now())

    refused(NEXT_COVERS, NEXT_COVERS, "应为2023年的子项")
    refused(NEXT_COVERS, "510115-2023-I01-1", "种类不同")
    refused(NEXT_COVERS, "510115-2023-L02-1", "计量单位不同")
    links.link_year(own_both, NEXT_COVERS, COVERS, "同一项", BY, own_both.now())
    refused(NEXT_COVERS, COVERS, "已关联上年子项")
    assert "510115-2024-L10-1" not in {one.measure["measure_id"] for one in links.proposals(own_both, 2024)}


def test_last_years_result_becomes_the_base_of_a_stock(own_both):
    stock = next(row["measure_id"] for row in links.measures(own_both, 2024) if row["kind"] == "stock")
    last = stock.replace("2024", "2023")
    autumn.report(own_both, last, "zhujian", 9, 340)
    links.link_year(own_both, stock, last, "同一项", BY, own_both.now())
    app = changing("上年关联")
    assert "上年结果340" in says(app) and "尚非年末数" in says(app)
    autumn.report(own_both, last, "zhujian", 12, 345)
    app = changing("上年关联")
    assert "(2023年12月)" in says(app) and "上年结果345" in says(app)
    app.text_input(key="bases_reason").set_value("上年末实数")
    app = app.button(key="bases_sure").click().run()
    assert "已采用1个上年结果为基数。" in says(app)
    assert next(row["base"] for row in links.measures(own_both, 2024) if row["measure_id"] == stock) == 345


def test_what_was_ticked_of_some_measures_is_not_kept_for_as_many_others():
    def key(*codes: str) -> str:
        return tables.digest(pd.DataFrame({"measure": codes}))

    assert key("a", "b") == key("a", "b") != key("a", "c")


def test_the_sample_year_is_taken_away_and_back_on_the_screen(own_both):
    app = changing("年度管理", month="2023-09")
    app.selectbox(key="state_year").set_value(2023)
    app.text_input(key="state_reason").set_value("样例看完了")
    app = app.button(key="state_sure").click().run()
    assert "请选择2023年度怎样办理:移除、恢复、作为草案、执行。" in says(app) and years(own_both) == [2023, 2024]
    app.selectbox(key="state_act").set_value("移除")
    app = app.button(key="state_sure").click().run()
    assert "2023年度已移除:目标141项、正式报送8份。可以恢复。" in says(app) and years(own_both) == [2024]
    assert "2024年温江区目标进度" in says(screen("overview"))
    app = changing("年度管理")
    app.selectbox(key="state_year").set_value(2023)
    app.selectbox(key="state_act").set_value("恢复")
    app.text_input(key="state_reason").set_value("还要对照")
    app = app.button(key="state_sure").click().run()
    assert "2023年度已恢复" in says(app) and years(own_both) == [2023, 2024]
    for year in (2024, 2023):
        steps.drop_year(own_both, year, "重来", BY, own_both.now())
    app = screen("changes", month="2023-09")
    assert "开始使用" in says(app) and "**2023年度** 已移除,可恢复" in says(app)
