"""Signing in and out in a real browser, as each role would; and that what ended stays ended in tabs that are open."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from store.engine.opening import opened
from store.people.accounts import recognised
from store.people.tokens import token_owner
from store.reads.editions import editions
from store.reads.submissions import has_demo
from tests import books
from tests.browser.conftest import Tab
from tests.browser.staff import NAMES, PASSWORD, Staffed, staffed

CROSSINGS = "510115-2023-L02-1"
LOOKING = [
    "总览", "经济指标", "民生实事", "重点任务", "滞后事项", "牵头单位", "报送看板", "目标调整", "简报", "说明",
]  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Iterator[Staffed]:
    with staffed(tmp_path_factory.mktemp("signing")) as running:
        yield running


def says(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_text(text).first).to_be_visible()


def fill_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("账号名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def signed_in(open_tab: Callable[..., Tab], office: Staffed, name: str, path: str = "/", height: int = 768) -> Tab:
    tab = open_tab(on=office.server, height=height)
    tab.page.goto(office.server.url + path)
    expect(tab.page).to_have_url(re.compile("/signin"))
    fill_in(tab.page, name)
    tab.settle()
    return tab


def signed_in_as(page: Page, name: str) -> Locator:
    """The button with the name of whoever is signed in, once it is there."""
    button = page.get_by_role("button", name=re.compile(f"^{name}"))
    expect(button).to_be_visible()
    return button


def menu(page: Page) -> list[str]:
    return page.get_by_test_id("stTopNavLink").all_inner_texts()


def test_signing_in_from_a_screen_stays_in_its_tab_and_comes_back_to_it(open_tab, tmp_path):
    with staffed(tmp_path, DASHBOARD_LOOK="open") as running:
        tab = open_tab(on=running.server)
        tab.page.goto(running.server.url + "/livelihood?month=2023-03")
        tab.settle()
        before = len(tab.page.context.pages)
        tab.page.get_by_role("link", name="登录").click()
        expect(tab.page).to_have_url(re.compile("/signin"))
        fill_in(tab.page, NAMES["looks"])
        expect(tab.page).to_have_url(re.compile("/livelihood.*month=2023-03"))
        signed_in_as(tab.page, NAMES["looks"])
        assert len(tab.page.context.pages) == before


@pytest.mark.parametrize(
    ("role", "more"),
    [
        ("looks", []),
        ("reports", ["数据报送"]),
        ("reviews", ["数据报送"]),
        ("administers", ["数据报送", "系统状态", "账号管理"]),
    ],
)
def test_each_role_signs_in_comes_to_where_it_wanted_and_finds_its_own_menu(open_tab, office, role, more):
    tab = signed_in(open_tab, office, NAMES[role], "/livelihood?month=2023-03")
    expect(tab.page).to_have_title("民生实事 · 温江区目标进度")
    expect(tab.page).to_have_url(re.compile(r"/livelihood\?.*month=2023-03"))
    signed_in_as(tab.page, NAMES[role])
    assert sorted(menu(tab.page)) == sorted([*LOOKING, *more])
    assert tab.hosts() == {"localhost"}


def test_a_wrong_password_is_told_and_a_reload_stays_signed_in(open_tab, office):
    tab = open_tab(on=office.server)
    page = tab.page
    page.goto(office.server.url)
    fill_in(page, NAMES["looks"], "wrong-word-1")
    expect(page.get_by_role("alert")).to_have_text("账号名或密码不正确。")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    tab.settle()
    page.reload()
    tab.settle()
    signed_in_as(page, "赵区长")
    tab.open("/reporting")
    says(page, re.compile("“领导”账号不能报送数据"))
    assert page.evaluate("document.cookie").find("dashboard_session") == -1


def test_a_unit_sends_for_itself_and_neither_by_link_nor_by_its_workbook_for_another(open_tab, office):
    tab = signed_in(open_tab, office, "王芳", "/reporting?month=2023-09&unit=团区委", height=2000)
    page = tab.page
    assert page.get_by_label("报送单位").input_value() == "区公安分局"
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def send(name: str, unit: str) -> None:
        content = books.report([[CROSSINGS, "", "", "", "", 60, "推进"]], unit=f"填报单位:{unit}")
        page.locator("input[type=file]").set_input_files({"name": name, "mimeType": mime, "buffer": content})
        says(page, "③ 核对问题")

    send("别家.xlsx", "团区委")
    says(page, re.compile("错误1处,须改正后重新上传"))
    expect(page.get_by_role("button", name="确认入库")).to_have_count(0)
    page.get_by_role("button", name=re.compile("移除别家")).click()
    says(page, "尚未上传文件")
    send("九月.xlsx", "区公安分局")
    page.get_by_role("button", name="确认入库").click()
    says(page, "报送成功")
    says(page, re.compile("王芳"))
    expect(page.get_by_role("button", name="撤回这份报送…")).to_have_count(0)


def test_signing_out_in_one_tab_stops_the_others_at_their_next_step(open_tab, office):
    tab = signed_in(open_tab, office, NAMES["reviews"], "/livelihood?month=2023-03")
    other = tab.page.context.new_page()
    other.goto(office.server.url + "/behind")
    signed_in_as(other, "李四").click()
    other.get_by_role("button", name="退出登录").click()
    says(other, re.compile("尚未登录,或登录已失效"))
    tab.page.get_by_test_id("stTopNavLink").filter(has_text="牵头单位").click()
    says(tab.page, re.compile("尚未登录,或登录已失效"))
    assert tab.page.get_by_test_id("stDataFrame").count() == 0
    tab.page.reload()
    expect(tab.page).to_have_url(re.compile("/signin"))


def test_the_page_for_signing_out_asks_first(open_tab, office):
    tab = signed_in(open_tab, office, NAMES["looks"])
    tab.page.goto(office.server.url + "/signout")
    tab.page.get_by_role("button", name="退出").click()
    expect(tab.page).to_have_url(re.compile("/signin"))
    tab.page.goto(office.server.url + "/units")
    expect(tab.page).to_have_url(re.compile(r"/signin\?next=%2Funits"))


def test_a_double_click_adds_one_account_and_makes_one_token_each_with_its_secret_in_sight(open_tab, tmp_path):
    with staffed(tmp_path / "own") as office:
        tab = signed_in(open_tab, office, NAMES["administers"], "/accounts", height=1200)
        page = tab.page
        says(page, "账号5个")
        page.get_by_label("账号名(一般用本人姓名)").fill("钱五")
        page.keyboard.press("Tab")
        tab.settle()
        page.get_by_role("combobox", name="角色").click()
        page.get_by_role("option", name="领导", exact=True).click()
        tab.settle()
        page.get_by_role("button", name="新增账号").dblclick()
        says(page, re.compile("已新增账号 钱五"))
        says(page, "账号6个")
        tab.settle()
        password = page.get_by_test_id("stCode").inner_text().strip()
        page.get_by_role("combobox", name="单位", exact=True).click()
        page.get_by_role("option").first.click()
        make = page.get_by_role("button", name="生成令牌")
        expect(make).to_be_enabled()
        tab.settle()
        page.get_by_label("给哪个系统使用").fill("政务平台")
        page.keyboard.press("Tab")
        tab.settle()
        make.dblclick()
        says(page, re.compile("第3号令牌已生成"))
        says(page, "接口令牌3个")
        tab.settle()
        token = page.get_by_test_id("stCode").inner_text().strip()
        assert page.get_by_test_id("stAlertContentError").count() == 0 and tab.complaints == []
    with opened(office.server.store) as store:
        assert recognised(store, "钱五", password) is not None and token_owner(store, token) is not None
        done = store.query_text("select act from audit where done_by = '张三'")["act"].tolist()
        assert done == ["新增账号", "生成接口令牌"]


def test_a_double_click_on_the_next_edition_numbers_one(open_tab, tmp_path):
    with staffed(tmp_path / "own") as office:
        tab = signed_in(open_tab, office, NAMES["reviews"], "/briefing?month=2023-09")
        tab.page.get_by_role("button", name="定为下一期").dblclick()
        says(tab.page, "历次简报1期")
        tab.settle()
        says(tab.page, re.compile("② 第1期"))
        assert tab.complaints == []
    with opened(office.server.store) as store:
        assert [one.name for one in editions(store)] == ["第1期"]


def test_an_administrator_adds_an_account_whose_owner_replaces_the_password_first(open_tab, tmp_path):
    with staffed(tmp_path / "own") as office:
        tab = signed_in(open_tab, office, NAMES["administers"], "/accounts")
        page = tab.page
        page.get_by_label("账号名(一般用本人姓名)").fill("钱五")
        page.keyboard.press("Tab")
        tab.settle()
        page.get_by_role("combobox", name="角色").click()
        page.get_by_role("option", name="领导", exact=True).click()
        tab.settle()
        page.get_by_role("button", name="新增账号").click()
        says(page, re.compile("已新增账号 钱五"))
        given = page.get_by_test_id("stCode").inner_text().strip()
        assert tab.complaints == []

        new = open_tab(on=office.server)
        new.page.goto(office.server.url)
        fill_in(new.page, "钱五", given)
        expect(new.page).to_have_url(re.compile("/password"))
        new.page.goto(office.server.url + "/livelihood")  # no figure before the password is replaced
        expect(new.page).to_have_url(re.compile(r"/password\?next=%2Flivelihood"))
        new.page.get_by_label("现在的密码").fill(given)
        new.page.get_by_label("新密码").fill("river-stone-77")
        new.page.get_by_label("再输入一次").fill("river-stone-77")
        new.page.get_by_role("button", name="修改密码").click()
        new.settle()
        expect(new.page).to_have_title("民生实事 · 温江区目标进度")
        signed_in_as(new.page, "钱五")
    assert given not in office.server.log
    with opened(office.server.store) as store:
        done = store.query_text("select act, done_by from audit where object = '账号 钱五' order by audit_id")
        assert [tuple(row) for row in done.itertuples(index=False)] == [("新增账号", "张三"), ("修改密码", "钱五")]
        assert not has_demo(store)
