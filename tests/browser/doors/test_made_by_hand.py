"""What somebody tries who has an account and writes their own requests: other people's files, sessions and buttons."""

import datetime as dt
import json
import re
import socket
from collections.abc import Iterator

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from store.__main__ import main
from store.people.guessing import ALARM_AT
from tests.browser.doors.wire import XSRF, holding, pressed, wire
from tests.browser.staff import NAMES, PASSWORD, Staffed, ask, multipart, post_form, sign_in, staffed

OTHER = "团委小李"


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Iterator[Staffed]:
    with staffed(tmp_path_factory.mktemp("by hand"), DASHBOARD_LOG="json") as running:
        yield running


def test_a_file_is_given_to_nobody_else_and_its_address_ends_with_the_session(office):
    mine, others = sign_in(office.server, NAMES["reviews"]), sign_in(office.server, OTHER)
    with wire(office.server, mine) as screen:
        screen.run("behind", query="month=2023-09")
        address = screen.download_url("owing_xlsx")
        assert ask(office.server, "GET", address, cookie=mine).body[:2] == b"PK"
        assert [ask(office.server, "GET", address, cookie=one).status for one in (others, "")] == [404, 401]
        with wire(office.server, others) as echoing:  # who types an address, and has it said back, has not got it
            echoing.run("livelihood", query=f"month=2023-09&unit={address}")
        assert ask(office.server, "GET", address, cookie=others).status == 404
        post_form(office.server, "/signout", cookie=mine)
        again = sign_in(office.server, NAMES["reviews"])
        assert [ask(office.server, "GET", address, cookie=one).status for one in (mine, again)] == [401, 404]


def test_slips_are_given_to_whoever_added_the_accounts_alone(office):
    mine, others = sign_in(office.server, NAMES["administers"]), sign_in(office.server, NAMES["reviews"])
    with wire(office.server, mine) as screen:
        screen.run("accounts")
        [field] = screen.widgets("text_area")
        listed = WidgetState(id=field, string_value="钱五,报送,区公安分局\n孙六,审核")
        screen.run("accounts", listed)
        [button] = [one for one in screen.widgets("button") if one.endswith("many_sure")]
        screen.run("accounts", listed, pressed(button))
        address = screen.download_url("slips")
        assert ask(office.server, "GET", address, cookie=others).status == 404
        slips = ask(office.server, "GET", address, cookie=mine)
        assert "html" in slips.headers["content-disposition"] and "<h1>区公安分局</h1>" in slips.text
        [given] = re.findall(r"孙六</td><td>审核</td><td class=\"password\">([\w-]+)<", slips.text)
    assert post_form(office.server, "/signin", name="孙六", password=given).headers["location"].startswith("/password")
    assert given not in office.server.log


def test_nobody_sends_into_anothers_screen_or_takes_anothers_upload(office):
    mine, others = sign_in(office.server, NAMES["reports"]), sign_in(office.server, OTHER)
    body, kind = multipart(b"secret")

    def put(address: str, cookie: str) -> int:
        said = {"Cookie": f"dashboard_session={cookie}; _streamlit_xsrf={XSRF}", "X_Xsrftoken": XSRF}
        return ask(office.server, "PUT", address, body, Content_Type=kind, **said).status

    with wire(office.server, mine) as screen, wire(office.server, others) as elsewhere:
        screen.run("reporting", query="month=2023-09")
        address = screen.upload_url("九月.xlsx")
        assert [put(address, one) for one in ("", others, mine)] == [401, 403, 204]
        assert ask(office.server, "DELETE", address, cookie=others).status == 403
        elsewhere.run("reporting", query="month=2023-09")
        [field] = elsewhere.widgets("file_uploader")
        file_id = address.rsplit("/", 1)[1]
        elsewhere.run("reporting", holding(field, file_id, address, "九月.xlsx"), query="month=2023-09")
        assert "尚未上传文件" in elsewhere.words()
        screen.run("reporting", holding(field, file_id, address, "九月.xlsx"), query="month=2023-09")
        assert "下载批注后的原表:九月.xlsx" in screen.words()


def test_a_field_that_is_only_shown_and_is_changed_by_hand_changes_nobodys_unit(office):
    with wire(office.server, sign_in(office.server, NAMES["reports"])) as screen:
        screen.run("reporting", query="month=2023-09")
        [field] = [one for one in screen.widgets("text_input") if one.endswith("-own_unit")]
        screen.run("reporting", WidgetState(id=field, string_value="团区委"), query="month=2023-09")
        assert "区公安分局本月" in screen.words() and "团区委本月" not in screen.words()


def test_nobody_goes_on_with_anothers_session(office):
    mine, others = sign_in(office.server, NAMES["administers"]), sign_in(office.server, NAMES["looks"])
    with wire(office.server, mine) as screen:
        screen.run("accounts")
    with wire(office.server, others, screen.session_id) as taken:
        taken.run("overview")
        assert taken.session_id != screen.session_id
    with wire(office.server, mine, screen.session_id) as same:
        same.run("accounts")
        assert same.session_id == screen.session_id


@pytest.mark.parametrize("role", ["looks", "reports", "reviews"])
def test_buttons_that_a_role_is_not_shown_do_nothing_when_they_are_pressed_by_hand(office, role, capsys):
    def done() -> list[object]:
        assert main(["audit", "--db", str(office.server.store), "--json"]) == 0
        return list(json.loads(capsys.readouterr().out))

    before = done()
    with wire(office.server, sign_in(office.server, NAMES["administers"])) as owner:
        shown = {}
        for page in ("accounts", "system", "begin", "changes", "reporting", "discipline", "briefing", "livelihood"):
            owner.run(page, query="month=2023-09")
            shown[page] = owner.widgets("button"), owner.widgets("text_input"), owner.widgets("selectbox")
        assert all(shown[page][0] for page in ("accounts", "system", "begin", "changes", "briefing"))
    with wire(office.server, sign_in(office.server, NAMES[role])) as screen:
        for page, (buttons, texts, choices) in shown.items():
            screen.run(page, query="month=2023-09")
            not_theirs = [one for one in buttons if one not in screen.widgets("button")]
            said = [WidgetState(id=one, string_value="赵六") for one in [*texts, *choices]]
            screen.run(page, *said, *map(pressed, not_theirs), query="month=2023-09")
            assert "内部错误" not in screen.words(), (page, office.server.log[-3000:])
            if page == "accounts":
                assert "账号不能管理账号" in screen.words() and "团委小李" not in screen.words()
        screen.empty_every_cache()  # is not heard
        screen.run("overview")
    assert done() == before


def test_sign_ins_failures_and_sign_outs_are_in_their_log_without_what_was_typed(office, capsys):
    cookie = sign_in(office.server, OTHER)
    post_form(office.server, "/signout", cookie=cookie)
    for name in (OTHER, "my-password-7"):
        post_form(office.server, "/signin", name=name, password="wrong-word-9")

    def log() -> list[tuple[str, str]]:
        assert main(["account", "sign-ins", "--db", str(office.server.store), "--json"]) == 0
        rows = json.loads(capsys.readouterr().out)["sign_ins"]
        return [(row["sign_in_word"], row["account_name"]) for row in rows]

    expected = [("登录失败", "(没有这个账号)"), ("登录失败", OTHER), ("退出", OTHER), ("登录", OTHER)]
    for _ in range(100):  # an entry is written when the answer is out
        if (found := log())[:4] == expected:
            break
    assert found[:4] == expected and "my-password" not in str(found)
    for role in ("looks", "reports", "reviews"):
        with wire(office.server, sign_in(office.server, NAMES[role])) as screen:
            screen.run("accounts")
            assert "登录记录" not in screen.words()


def test_the_log_that_programs_read_has_the_fields_it_says_and_no_person_password_token_or_address(office):
    """After all that the tests above have done, and so many wrong passwords that administrators are told."""
    for number in range(ALARM_AT):
        post_form(office.server, "/signin", name=f"没有这人{number}", password="wrong-word-9")
    for _ in range(4):  # what no server understands: uvicorn itself tells the log
        with socket.create_connection(("127.0.0.1", office.server.port), timeout=20) as connection:
            connection.sendall(b"GET / HTTP/9.9\r\n\r\n")
            connection.recv(1000)
    lines = office.server.log.splitlines()
    told = [json.loads(line) for line in lines if line.startswith("{")]
    assert told and all({"time", "level", "logger", "message"} <= one.keys() for one in told)
    assert all(one.keys() <= {"time", "level", "logger", "message", "reference", "error", "places"} for one in told)
    assert all(dt.datetime.fromisoformat(one["time"]).tzinfo is not None for one in told)
    secrets = [*NAMES.values(), OTHER, PASSWORD, "wrong-word-9", "没有这人", office.police, office.youth, "127.0.0.1"]
    assert [one for one in secrets if one in json.dumps(told, ensure_ascii=False)] == []
    others = [line for line in lines if not line.startswith("{")]
    assert len(others) <= 3 and "Traceback" not in str(others), others  # what the start says to whoever starts it
