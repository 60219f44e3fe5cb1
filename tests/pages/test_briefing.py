"""简报, the dashboard as of an edition, and a screen as a picture: from the figures to what a person takes away."""

import datetime as dt
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from store.acts import publishing
from store.acts.rights import Actor
from store.engine.store import Store
from store.reads import editions
from store.reads.view import View
from tests import stores
from tests.pages.conftest import shown_and_closed
from tests.pages.stores import autumn
from tests.pages.stores.autumn import ALARMS, report, screen, words
from ui.cache import current, reads

MOMENT = dt.datetime(2023, 10, 12, 9)


def publish(store: Store, month: int = 9, at: dt.datetime = MOMENT) -> editions.Edition:
    draft = editions.draft(store, View(dt.date(2023, month, 1)), "李四", at)
    return publishing.publish(store, draft, Actor("李四", "reviews"), at)


@stores.onto(autumn.with_two_months)
def _with_an_edition(store: Store) -> None:
    publish(store)


@pytest.fixture
def numbered() -> Iterator[Store]:
    """Two months of reports and 第1期 of September, to be added to."""
    with shown_and_closed(stores.filled(_with_an_edition)) as store:
        yield store


def button(app: AppTest, label: str) -> AppTest:
    found = [one for one in app.button if one.label.startswith(label)]
    assert len(found) == 1, [one.label for one in app.button]
    return found[0].click().run()


def errors(app: AppTest) -> list[str]:
    return [one.value for one in app.error]


def test_the_text_of_the_notice_stands_there_before_anything_is_made(store: Store) -> None:
    app = screen("briefing", month="2023-09")
    assert not app.exception
    assert "关于2023年1—9月全区目标任务" in words(app).replace("\n", "")
    assert "列入年度目标的事项共141项" in words(app)
    assert "还没有定过期。" in words(app)


def test_a_draft_is_of_its_day(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks the next day, of a store that has not changed, gets that day's deadlines and week."""
    made = []
    for day in (12, 12, 13):
        monkeypatch.setattr(current, "now", lambda day=day: dt.datetime(2023, 10, day, 9))
        made.append(reads.draft(View(dt.date(2023, 9, 1))))
    assert made[0] is made[1] is not made[2]


def test_a_month_gets_its_number_with_its_head_and_stays_chosen(own_store: Store) -> None:
    app = screen("briefing", month="2023-09")
    app.text_input(key="sender").set_value("王五")
    app.text_input[1].set_value("区督查室")
    app = button(app, "定为下一期")
    assert not app.exception
    made = editions.editions(own_store)
    assert [(one.name, one.office, one.made_by) for one in made] == [("第1期", "区督查室", "王五")]
    assert app.selectbox(key="briefed").value == "第1期 2023年9月"


def test_what_a_clerk_types_for_the_notice_stays_with_the_edition(own_store: Store) -> None:
    app = screen("briefing", month="2023-09")
    for key, typed in (("sender", "王五"), ("addressees", "各镇(街道)"), ("copies", "区委办"), ("document_no", "8号")):
        app.text_input(key=key).set_value(typed)
    app.text_input(key="signed_by").set_value("张三")
    app.text_area(key="requirements").set_value("逐项约谈\n\n按周回访")
    app.date_input(key="deadline").set_value(dt.date(2023, 11, 3))
    app.multiselect(key="left_out").set_value(["经济指标"])
    app = button(app, "定为下一期")
    assert not app.exception
    made = editions.editions(own_store)[0].letter
    assert made == editions.Letter(
        "各镇(街道)", "区委办", "8号", "张三", ("逐项约谈", "按周回访"), dt.date(2023, 11, 3), ("经济指标",)
    )
    assert "各镇（街道）：" in words(app) and "经济指标方面" not in words(app)
    for said in ("[主送] 各镇(街道)", "[抄送] 区委办", "[发文字号] 8号", "[签发] 张三", "[回复期限] 2023年11月3日",
                 "[另加的工作要求] 逐项约谈;按周回访", "[不写的部分] 经济指标"):  # fmt: skip
        assert said in words(app)  # what it was made with stands beside it


def test_the_long_form_of_the_notice_is_a_choice(store: Store) -> None:
    app = screen("briefing", month="2023-09")
    assert "与8月相比" not in words(app) and "已完成和进度较快的事项" not in words(app)
    app.session_state["form"] = "详版"
    app.run()
    assert not app.exception
    assert "固定资产投资增速" in words(app)


def test_a_second_click_gives_no_second_number(own_store: Store, double_click: None) -> None:
    app = screen("briefing", month="2023-09")
    app.text_input(key="sender").set_value("王五")
    app = button(app, "定为下一期")
    app = (
        app.selectbox(key="briefed").set_value("未定期 2023年9月(现有数据)").run()
    )  # the form, as the browser still has it
    button(app, "定为下一期")
    assert [one.name for one in editions.editions(own_store)] == ["第1期"]


def test_without_a_name_nothing_is_numbered(own_store: Store) -> None:
    app = button(screen("briefing", month="2023-09"), "定为下一期")
    assert errors(app) == ["**缺少姓名** 请填写您的姓名。"]
    assert editions.editions(own_store) == []


def test_an_edition_whose_figures_have_moved_on_says_so(numbered: Store) -> None:
    assert screen("briefing", month="2023-09").warning.len == 0
    report(numbered, ALARMS, "xiaofang", 9, 280)
    app = screen("briefing", month="2023-09")
    assert [one.value for one in app.warning] == ["第1期之后数据有变动,可选“未定期”查看现有数据,需要时另定一期。"]


def test_what_changed_since_the_edition_before_is_named(own_store: Store) -> None:
    publish(own_store, month=8)
    report(own_store, ALARMS, "xiaofang", 8, 210)
    app = screen("briefing", month="2023-09")
    assert "**较第1期 2023年8月** :gray[新完成0项、新增滞后1项、恢复正常0项,更正数据1个]" in words(app)


def test_the_whole_dashboard_opens_as_of_an_edition_and_comes_back(numbered: Store) -> None:
    report(numbered, ALARMS, "xiaofang", 9, 300)
    then = screen("overview", edition="1")
    assert not then.exception
    assert ":blue-badge[第1期]" in words(then)
    assert "新增滞后1项 民生33 独居老人烟感报警(区消防救援大队)" in words(then)
    now = button(then, "退出第1期")
    assert ":blue-badge" not in words(now)
    assert "新完成1项 民生33 独居老人烟感报警(区消防救援大队)" in words(now)


@pytest.mark.parametrize("name", ["indicators", "livelihood", "tasks", "behind", "units", "notes"])
@pytest.mark.usefixtures("numbered")
def test_every_screen_opens_as_of_an_edition(name: str) -> None:
    app = screen(name, edition="1")
    assert not app.exception
    assert errors(app) == []
    assert ":blue-badge[第1期]" in words(app)


@pytest.mark.usefixtures("numbered")
def test_the_screens_that_change_figures_show_them_as_they_are_now() -> None:
    assert ":blue-badge" not in words(screen("reporting", edition="1"))


@pytest.mark.parametrize(
    ("asked", "told"), [("7", "没有编号为7的简报,还没有定过期。"), ("上期", "“上期”不是期号,应为数字,如 7。")]
)
def test_an_edition_that_there_is_not_is_told_so(store: Store, asked: str, told: str) -> None:
    assert errors(screen("overview", edition=asked)) == [f"**期号有误** {told}"]


@pytest.mark.parametrize(
    ("name", "address", "title"),
    [
        ("overview", {}, "2023年温江区目标进度"),
        ("indicators", {"item": "经济2"}, "经济指标"),
        ("livelihood", {}, "民生实事"),
        ("livelihood", {"item": "民生10"}, "民生10"),
        ("tasks", {}, "重点任务"),
        ("behind", {"unit": "区消防救援大队"}, "滞后事项"),
        ("units", {}, "牵头单位"),
        ("units", {"unit": "区消防救援大队"}, "区消防救援大队"),
        ("reporting", {}, "数据报送"),
        ("notes", {}, "说明"),
    ],
)
def test_a_screen_as_a_picture_has_the_picture_and_nothing_else(
    store: Store, name: str, address: dict[str, str], title: str
) -> None:
    app = screen(name, view="brief", month="2023-09", **address)
    assert not app.exception
    assert errors(app) == []
    pictures = [picture for shown in app.get("image") for picture in shown.proto.imgs]
    assert len(pictures) == 1
    assert title in pictures[0].alt
    assert "数据截至2023年1–9月 · 口径" in pictures[0].alt
    controls = [*app.button, *app.selectbox, *app.get("download_button"), *app.get("popover")]
    assert controls == []


def test_a_picture_of_something_that_there_is_not_is_told_so(store: Store) -> None:
    app = screen("livelihood", view="brief", month="2023-09", item="民生99")
    assert errors(app) == ["**没有这一项** 民生实事中没有“民生99”,请检查网址。"]


def test_the_picture_of_an_edition_is_of_its_moment(numbered: Store) -> None:
    then = screen("overview", view="brief", edition="1").get("image")[0].proto.imgs[0]
    report(numbered, ALARMS, "xiaofang", 9, 300)
    again = screen("overview", view="brief", edition="1").get("image")[0].proto.imgs[0]
    now = screen("overview", view="brief", month="2023-09").get("image")[0].proto.imgs[0]
    assert "第1期(2023-10-12 09:00定)" in then.alt
    assert (again.alt, again.url) == (then.alt, then.url)  # an address is made of what the picture holds
    assert now.url != then.url
