"""Which screen is for whom: every screen of the menu for every role, for the signed out, before any account."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from store.acts.rights import ROLES, at_the_machine
from store.engine.store import Store
from store.people.accounts import accounts, activate, add_account, change_password, change_role, recognised
from store.people.sessions import Sessions
from store.people.tokens import token_owner, tokens
from tests import books, stores
from tests.pages.stores import autumn
from tests.pages.stores.autumn import screen, words
from ui.access import person
from ui.cache import current
from ui.menu import MENU

NOON = dt.datetime(2023, 10, 9, 12)
OWNER = at_the_machine("机房")
NAMES = {"looks": "赵区长", "reports": "王芳", "reviews": "李四", "administers": "张三"}
EVERYBODYS = {
    "overview", "indicators", "livelihood", "tasks", "behind", "units", "discipline", "changes", "briefing", "notes",
    "years", "above",
}  # fmt: skip
# Which screens open; every other one says why not. A new screen of the menu has to be entered here.
OPEN = {
    "looks": EVERYBODYS,
    "reports": EVERYBODYS | {"reporting"},
    "reviews": EVERYBODYS | {"reporting"},
    "administers": EVERYBODYS | {"reporting", "accounts", "system", "begin"},
    "signed out, open to all": EVERYBODYS,
    "signed out": set(),
    "no account yet": EVERYBODYS | {"reporting", "accounts", "system", "begin"},
}
REFUSALS = ("账号不能", "请先登录")


@pytest.fixture(scope="module")
def _staffed() -> Iterator[Store]:
    store = stores.filled(_with_staff)
    yield store
    store.close()


@stores.onto(autumn.with_two_months)
def _with_staff(store: Store) -> None:
    for role in ("administers", "looks", "reports", "reviews"):
        unit = "gongan" if role == "reports" else None
        add_account(store, NAMES[role], role, unit, "summer-rain-42", OWNER, NOON)


@pytest.fixture
def signed_in(monkeypatch):
    """Recognise whoever looks as an account, by a way of the test's own; None for nobody."""

    def recognise(store: Store, name: str | None) -> None:
        monkeypatch.setattr(person, "WAYS", [lambda cookies, headers: person.known_accounts().get(name or "")])
        current.use(store, person.check_looking)

    yield recognise
    current.use(None)


@pytest.fixture(scope="module")
def _bare() -> Iterator[Store]:
    store = autumn.two_months()
    yield store
    store.close()


def said(app: AppTest) -> str:
    return "\n".join([words(app), *(block.value for block in [*app.error, *app.success])])


@pytest.mark.parametrize("name", [name for name, _ in MENU])
@pytest.mark.parametrize("who", OPEN)
def test_a_screen_opens_for_whom_it_is_and_tells_everybody_else_why_not(
    _staffed, _bare, signed_in, monkeypatch, who, name
):
    store = _bare if who == "no account yet" else _staffed
    signed_in(store, NAMES.get(who))
    monkeypatch.setenv("DASHBOARD_LOOK", "signed-in" if who in (*ROLES, "signed out") else "open")
    app = screen(name)
    assert not app.exception and "系统出现内部错误" not in said(app)
    assert any(refusal in said(app) for refusal in REFUSALS) == (name not in OPEN[who]), said(app)


def test_before_any_account_nothing_is_asked_for_and_accounts_are_begun_by_command(_bare, signed_in):
    signed_in(_bare, None)
    assert "已登录" not in said(screen("overview")) and "登录" not in said(screen("overview"))
    assert person.NO_ACCOUNT in said(screen("accounts"))
    assert [button.key for button in screen("accounts").button] == []


def test_who_is_signed_in_stands_in_the_frame(_staffed, signed_in):
    signed_in(_staffed, "王芳")
    app = screen("overview")
    assert "已登录:王芳(报送·区公安分局)" in said(app) and app.button(key="sign_out").label == "退出登录"


def test_whoever_reports_does_so_for_their_own_unit_alone_whatever_the_link_says(_staffed, signed_in):
    signed_in(_staffed, "王芳")
    app = screen("reporting", month="2023-09", unit="团区委")
    assert (app.text_input(key="own_unit").value, app.text_input(key="signed_in_as").value) == ("区公安分局", "王芳")
    assert "区公安分局本月尚未报送" in said(app)
    assert not any(element.key in ("unit", "withdraw", "sender") for element in [*app.selectbox, *app.button])


@pytest.mark.parametrize(("role", "is_offered"), [("reports", False), ("reviews", True)])
def test_taking_back_is_offered_to_reviewers(signed_in, role, is_offered):
    store = autumn.two_months()
    add_account(store, "张三", "administers", None, "summer-rain-42", OWNER, NOON)
    add_account(store, "王芳", role, "xiaofang" if role == "reports" else None, "summer-rain-42", OWNER, NOON)
    signed_in(store, "王芳")
    app = screen("reporting", month="2023-09")
    assert any(button.key == "withdraw" for button in app.button) == is_offered
    store.close()


@pytest.mark.parametrize(("role", "told"), [("reports", "撤回的,请联系汇总单位。"), ("reviews", "入库后可以撤回。")])
def test_a_confirmation_promises_no_taking_back_to_whoever_may_not(signed_in, role, told):
    store = autumn.two_months()
    add_account(store, "张三", "administers", None, "summer-rain-42", OWNER, NOON)
    add_account(store, "王芳", role, "xiaofang" if role == "reports" else None, "summer-rain-42", OWNER, NOON)
    signed_in(store, "王芳")
    sent = books.report([["510115-2023-L33-1", "", "", "", "", 290, "推进"]], unit="填报单位:区消防救援大队")
    app = screen("reporting", month="2023-09").file_uploader[0].upload("九月.xlsx", sent).run()
    assert told in next(block.value for block in app.markdown if "条数据入库" in block.value)
    store.close()


@pytest.fixture
def own(signed_in) -> Iterator[Store]:
    """A store with one administrator, who is signed in."""
    store = stores.filled(_with_an_administrator)
    signed_in(store, "张三")
    yield store
    store.close()


@stores.onto(autumn.planted)
def _with_an_administrator(store: Store) -> None:
    add_account(store, "张三", "administers", None, "summer-rain-42", OWNER, NOON)


def test_an_account_is_added_on_its_screen_with_a_password_that_is_shown_once(own):
    app = screen("accounts")
    assert "请先在账号表中点选一行" in said(app)  # nobody is changed by a click too early
    app = app.text_input(key="new_name").set_value("王芳").run()
    app = app.selectbox(key="unit_new").set_value("gongan").run()
    app = app.button(key="add").click().run()
    [given] = [block.value for block in app.code]
    assert "已新增账号 王芳" in said(app)
    added = accounts(own)["王芳"]
    assert (added.role_text, added.is_temporary, len(given)) == ("报送·区公安分局", True, 19)
    assert app.text_input(key="new_name").value == "" and app.selectbox(key="unit_new").value is None
    assert [block.value for block in app.run().code] == []
    assert own.query_text("select done_by from audit where object = '账号 王芳'")["done_by"].tolist() == ["张三"]


def test_a_double_click_adds_one_account_and_its_password_stays_in_sight(own, double_click):
    app = screen("accounts")
    app.text_input(key="new_name").set_value("王芳").run()
    app = app.selectbox(key="unit_new").set_value("gongan").run()
    app = app.button(key="add").click().run()
    [given] = [block.value for block in app.code]
    app.text_input(key="new_name").set_value("王芳")  # the browser still held the name
    app = app.button(key="add").click().run()
    assert [block.value for block in app.code] == [given] and "已新增账号 王芳" in said(app)
    assert recognised(own, "王芳", given) is not None


def test_an_account_is_changed_stopped_and_given_another_password_on_its_screen(own):
    add_account(own, "李四", "looks", None, "summer-rain-42", OWNER, NOON)
    app = _chosen_account("李四").selectbox(key="role_of_李四").set_value("reviews").run()
    app = app.button(key="change_role").click().run()
    assert accounts(own)["李四"].role == "reviews" and "李四 的角色已变更" in said(app)
    app = app.button(key="reset").click().run()
    assert accounts(own)["李四"].is_temporary and len(app.code) == 1
    app = app.button(key="stop").click().run()
    assert not accounts(own)["李四"].is_active


def test_a_list_becomes_accounts_in_one_click_and_its_slips_stay_until_they_are_in_hand(own, double_click):
    app = screen("accounts").text_area(key="many_text").set_value("王芳,报送,区公安分局\n李四,局长").run()
    assert "第2行须改正" in said(app) and app.button(key="many_sure").disabled
    app = app.text_area(key="many_text").set_value("王芳,报送,区公安分局\n李四,审核\n张三,管理").run()
    assert app.button(key="many_sure").label == "新增这2个账号" and list(accounts(own)) == ["张三"]
    app.text_area(key="many_text").set_value("王芳,报送,区公安分局\n赵六,审核")  # typed just before the click
    app = app.button(key="many_sure").click().run()
    assert "名单在核对之后又有改动" in said(app) and list(accounts(own)) == ["张三"]
    app = app.button(key="many_sure").click().run()
    assert "已新增2个账号" in said(app) and list(accounts(own)) == ["张三", "王芳", "赵六"]
    slips = app.session_state["account_slips"]
    [given] = re.findall(r"王芳</td><td>报送</td><td class=\"password\">([\w-]+)<", slips)
    assert recognised(own, "王芳", given) is not None
    app = app.run()  # whatever else is done on the page
    assert app.session_state["account_slips"] == slips and "密码条只在这里" in said(app)
    app = app.button(key="slips_kept").click().run()
    assert "account_slips" not in app.session_state and "密码条只在这里" not in said(app)


def test_administrators_read_the_log_of_sign_ins_of_all_or_of_one_account(own):
    assert "还没有登录记录" in said(screen("accounts"))
    for kind, account in (("failed", None), ("in", accounts(own)["张三"])):
        person.SIGN_INS.note(own, kind, account, "10.0.0.7", NOON)
    app = screen("accounts")
    assert log_of(app) == [("登录", "张三"), ("登录失败", "(没有这个账号)")]
    assert log_of(app.selectbox(key="log_name").set_value("张三").run()) == [("登录", "张三")]


def log_of(app: AppTest) -> list[tuple[str, str]]:
    [rows] = [table.value for table in app.dataframe if "sign_in_word" in table.value]
    return list(rows[["sign_in_word", "account_name"]].itertuples(index=False, name=None))


def test_what_the_store_refuses_is_said_on_the_screen(own):
    app = _chosen_account("张三").button(key="stop").click().run()
    assert "须保留至少一个启用的“管理”账号" in said(app) and accounts(own)["张三"].is_active


def _chosen_account(name: str) -> AppTest:
    """The screen of accounts with one of them clicked."""
    app = screen("accounts")
    app.session_state["account"] = name
    return app.run()


def test_a_token_is_made_and_revoked_on_the_screen(own):
    app = screen("accounts").selectbox(key="token_unit").set_value("gongan").run()
    app = app.text_input(key="token_label").set_value("政务平台").run()
    app = app.button(key="make_token").click().run()
    [token] = [block.value for block in app.code]
    owner = token_owner(own, token)
    assert owner is not None and owner.unit_id == "gongan"
    assert not any(button.key == "revoke" for button in app.button)
    app.session_state["token"] = 1
    app = app.run().button(key="revoke").click().run()
    assert "第1号令牌已作废" in said(app)
    assert token_owner(own, token) is None and list(tokens(own)["label"]) == ["政务平台"]


def test_a_double_click_makes_one_token_which_stays_in_sight(own, double_click):
    app = screen("accounts").selectbox(key="token_unit").set_value("gongan").run()
    app = app.text_input(key="token_label").set_value("政务平台").run().button(key="make_token").click().run()
    shown = [block.value for block in app.code]
    app = app.button(key="make_token").click().run()
    assert [block.value for block in app.code] == shown and "第1号令牌已生成" in said(app)
    assert len(tokens(own)) == 1 and token_owner(own, shown[0]) is not None


def test_a_double_click_gives_one_password_and_changes_and_stops_an_account_once(own, double_click):
    add_account(own, "李四", "looks", None, "summer-rain-42", OWNER, NOON)
    app = _chosen_account("李四").button(key="reset").click().run()
    shown = [block.value for block in app.code]
    app = app.button(key="reset").click().run()
    assert [block.value for block in app.code] == shown and recognised(own, "李四", shown[0]) is not None
    app = app.selectbox(key="role_of_李四").set_value("reviews").run().button(key="change_role").click().run()
    version = own.version
    assert "李四 的角色已变更" in said(app.button(key="change_role").click().run()) and own.version == version


def test_a_callback_asks_again_who_acts(own, signed_in):
    app = _chosen_account("张三")
    signed_in(own, None)
    app = app.button(key="reset").click().run()
    assert "请先登录" in said(app) and not accounts(own)["张三"].is_temporary


def test_a_session_ends_with_time_with_its_accounts_password_and_with_its_account(own, monkeypatch):
    monkeypatch.setattr(person, "SESSIONS", Sessions())
    add_account(own, "李四", "looks", None, "summer-rain-42", OWNER, NOON)
    now = own.now()

    def of(hours_ago: float = 0) -> str:
        return person.SESSIONS.start("李四", accounts(own)["李四"].credential, now - dt.timedelta(hours=hours_ago))

    def role(token: str) -> str | None:
        found = person.by_session({person.COOKIE: token}, {})
        return found.role if found else None

    assert (role(of()), role(of(0.9)), role(of(1.1)), role("made up"), role("")) == ("looks", "looks", None, None, None)
    token = of()
    change_role(own, "李四", "reviews", None, OWNER, now)
    assert role(token) == "reviews"  # at once
    change_password(own, "李四", "winter-snow-43", OWNER, now)
    assert role(token) is None
    token = of()
    activate(own, "李四", OWNER, now, is_active=False)
    assert role(token) is None


def test_this_machine_is_only_who_names_it():
    assert person.is_from_here({"host": "localhost:8501"}) and person.is_from_here({"host": "127.0.0.1:8501"})
    assert person.is_from_here({"host": "[::1]:8501"})
    assert not person.is_from_here({"host": "rebound.example:8501"})
    assert not person.is_from_here({"host": "localhost", "x-forwarded-for": "10.0.0.9"})
