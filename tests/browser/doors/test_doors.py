"""Every address × every role × signed out, on the real server; and what becomes of a session and its cookie."""

import re
from collections.abc import Iterator

import pytest

from tests.browser.staff import NAMES, PASSWORD, Staffed, ask, post_form, sign_in, staffed
from ui.menu import MENU

WEBSOCKET = {
    "Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13",
    "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
}  # fmt: skip
# Address → status for whoever is signed in, whatever the role (roles differ inside the screens: tests/pages), and for
# somebody signed out, while looking needs a sign-in.
DOORS: dict[tuple[str, str], tuple[int, int]] = {
    **{("GET", "/" if name == "overview" else f"/{name}"): (200, 303) for name, _ in MENU},
    ("GET", "/overview"): (307, 303),
    ("GET", "/livelihood?month=2023-09"): (200, 303),
    ("GET", "/livelihood/"): (301, 303),
    ("GET", "/signin"): (200, 200),
    ("GET", "/signout"): (200, 200),
    ("GET", "/password"): (200, 303),
    ("GET", "/healthz"): (200, 200),
    ("GET", "/metrics"): (404, 404),  # until a setting says for whom it is: tests/ui/test_watching.py
    ("GET", "/nowhere"): (404, 401),
    ("GET", "/media/0123456789abcdef.xlsx"): (404, 401),
    ("GET", "/_stcore/metrics"): (404, 401),
    ("GET", "/_stcore/health"): (200, 200),
    ("GET", "/_stcore/stream"): (101, 403),
    ("PUT", "/_stcore/upload_file/session/file"): (403, 401),
    ("GET", "/api/status?month=2023-09"): (200, 401),
    ("POST", "/api/submissions"): (401, 401),
    ("POST", "/api/command"): (401, 401),
    ("GET", "/api/submissions"): (405, 405),
    ("GET", "/api/command"): (404, 404),
    ("POST", "/api/nowhere"): (404, 404),
}


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Iterator[Staffed]:
    with staffed(tmp_path_factory.mktemp("doors")) as running:
        yield running


@pytest.fixture(scope="module")
def cookies(office) -> dict[str, str]:
    return {role: sign_in(office.server, name) for role, name in NAMES.items()} | {"signed out": ""}


@pytest.mark.parametrize("who", [*NAMES, "signed out"])
def test_every_address_answers_every_role_as_the_table_says(office, cookies, who):
    found = {}
    for method, path in DOORS:
        headers = WEBSOCKET if path == "/_stcore/stream" else {}
        found[method, path] = ask(office.server, method, path, cookie=cookies[who], **headers).status
    place = 1 if who == "signed out" else 0
    assert found == {door: statuses[place] for door, statuses in DOORS.items()}


def test_whoever_is_signed_out_is_led_to_the_form_and_back_to_where_they_wanted(office):
    answer = ask(office.server, "GET", "/livelihood?month=2023-09&item=民生2")
    place = answer.headers["location"]
    assert (answer.status, place.partition("?")[0]) == (303, "/signin")
    form = ask(office.server, "GET", place)
    action = re.search(r'action="([^"]+)"', form.text)
    assert action and "name=" in form.text and form.headers["cache-control"] == "no-store"
    answer = post_form(office.server, action[1], name=NAMES["looks"], password=PASSWORD)
    assert answer.headers["location"] == "/livelihood?month=2023-09&item=%E6%B0%91%E7%94%9F2"


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x", "/x"])
def test_the_form_leads_nowhere_else(office, place):
    answer = post_form(office.server, f"/signin?next={place}", name=NAMES["looks"], password=PASSWORD)
    assert answer.headers["location"] == "/"


def test_the_cookie_can_be_read_by_no_script_and_is_secure_behind_https(office):
    said = {"name": NAMES["looks"], "password": PASSWORD}
    cookie = post_form(office.server, "/signin", **said).headers["set-cookie"]
    assert re.fullmatch(r"dashboard_session=[\w-]{43}; HttpOnly; Max-Age=43200; Path=/; SameSite=lax", cookie)
    body = f"name=x&password={PASSWORD}".replace("name=x", "name=%E8%B5%B5%E5%8C%BA%E9%95%BF").encode()
    answer = ask(
        office.server, "POST", "/signin", body, Origin=office.server.url, X_Forwarded_Proto="https",
        Content_Type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert "; Secure" in answer.headers["set-cookie"]


def looks(office: Staffed, cookie: str) -> bool:
    return ask(office.server, "GET", "/api/status?month=2023-09", cookie=cookie).status == 200


def test_a_cookie_that_was_tampered_with_or_used_after_signing_out_is_refused(office):
    cookie = sign_in(office.server, NAMES["reviews"])
    assert looks(office, cookie)
    for wrong in (cookie[:-1], cookie[:-1] + ("A" if cookie[-1] != "A" else "B"), cookie + "A", cookie.lower(), "x"):
        assert not looks(office, wrong)
    answer = post_form(office.server, "/signout", cookie=cookie)
    assert answer.status == 303 and 'dashboard_session=""' in answer.headers["set-cookie"]
    assert not looks(office, cookie)
    assert ask(office.server, "GET", "/_stcore/stream", cookie=cookie, **WEBSOCKET).status == 403


@pytest.mark.parametrize("path", ["/signin", "/signout", "/password"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1"])
def test_a_form_from_elsewhere_is_not_accepted(office, cookies, path, origin):
    said = {"name": NAMES["looks"], "password": PASSWORD, "old": PASSWORD, "new": "x" * 12, "again": "x" * 12}
    answer = post_form(office.server, path, cookie=cookies["looks"], origin=origin, **said)
    assert answer.status == 403 and "set-cookie" not in answer.headers
    assert looks(office, cookies["looks"])


def test_another_password_ends_every_other_session(office):
    first, second = sign_in(office.server, "团委小李"), sign_in(office.server, "团委小李")
    said = {"old": PASSWORD, "new": "autumn-wind-44", "again": "autumn-wind-44"}
    wrong = post_form(office.server, "/password", cookie=first, **(said | {"old": "not-this-one-1"}))
    assert wrong.status == 422 and "账号名或密码不正确" in wrong.text
    wrong = post_form(office.server, "/password", cookie=first, **(said | {"again": "autumn-wind-45"}))
    assert wrong.status == 422 and "两次输入的新密码不一致" in wrong.text
    wrong = post_form(office.server, "/password", cookie=first, **(said | {"new": "short", "again": "short"}))
    assert wrong.status == 422 and "密码至少10个字符" in wrong.text
    answer = post_form(office.server, "/password", cookie=first, **said)
    third = answer.headers["set-cookie"].partition(";")[0].partition("=")[2]
    assert [looks(office, one) for one in (first, second, third)] == [False, False, True]


def test_guessing_is_slowed_down_for_a_name_even_with_the_right_password(office):
    for _ in range(4):
        assert post_form(office.server, "/signin", name="无此人", password="wrong-word-1").status == 401
    assert post_form(office.server, "/signin", name="无此人", password="wrong-word-1").status == 401
    for _ in range(4):  # on a slow machine the first waits are over before they are asked for
        answer = post_form(office.server, "/signin", name="无此人", password="wrong-word-1")
        if answer.status == 429:
            break
    assert answer.status == 429 and 1 <= int(answer.headers["retry-after"]) <= 16
    assert re.search(r"密码错误次数过多,请在\d+秒后再试", answer.text)


def test_an_unknown_name_is_answered_like_a_wrong_password(office):
    answers = [
        post_form(office.server, "/signin", name=name, password="wrong-word-2") for name in ("查无此人", "赵区长")
    ]
    assert {answer.status for answer in answers} == {401}
    assert all("账号名或密码不正确" in answer.text for answer in answers)


def test_what_a_name_says_is_text_on_the_form(office):
    answer = post_form(office.server, "/signin", name="<img src=x>", password="wrong-word-3")
    assert "<img" not in answer.text and "&lt;img" in answer.text


def test_a_form_of_any_size_is_not_read(office):
    answer = post_form(office.server, "/signin", name="x" * 20_000, password="x")
    assert answer.status == 403


def test_neither_passwords_nor_cookies_nor_tokens_are_in_the_log(office, cookies):
    ask(office.server, "GET", "/api/status?month=2023-13", Authorization=f"Bearer {office.police}")
    secrets = [PASSWORD, "autumn-wind-44", "wrong-word-1", office.police, *filter(None, cookies.values())]
    assert [one for one in secrets if one in office.server.log] == []


def test_looking_can_be_opened_to_all_and_is_closed_to_what_another_server_forwards(tmp_path):
    with staffed(tmp_path / "open", DASHBOARD_LOOK="") as running:
        assert ask(running.server, "GET", "/").status == 200
        assert ask(running.server, "GET", "/api/status?month=2023-09").status == 200
        assert ask(running.server, "GET", "/_stcore/stream", **WEBSOCKET).status == 101
        assert ask(running.server, "GET", "/", Host="rebound.example").status == 303
        assert ask(running.server, "GET", "/", X_Forwarded_For="10.0.0.9").status == 303
        assert ask(running.server, "GET", "/_stcore/stream", X_Forwarded_For="10.0.0.9", **WEBSOCKET).status == 403
