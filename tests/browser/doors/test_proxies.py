"""Behind a proxy: a stranger never acts or looks unsigned, whatever it tells or hides; what is set up well works."""

import json
import re
import ssl
from base64 import b64encode
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from store.__main__ import main
from tests.browser.conftest import ROOT, start_server
from tests.browser.doors import proxies
from tests.browser.staff import FORM, NAMES, PASSWORD, staffed

WEBSOCKET: dict[str, Any] = {
    "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}  # fmt: skip
STREAM = "/_stcore/stream"
Answer = tuple[int, dict[str, str], str]


def ask(
    port: int, path: str, method: str = "GET", body: str | bytes = "", *, https: bool = False, **headers: Any
) -> Answer:
    """Status, headers and text of one request; header names with `_` for `-`."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    made = (
        HTTPSConnection("localhost", port, timeout=60, context=context)
        if https
        else HTTPConnection("localhost", port, timeout=60)
    )
    made.request(method, path, body or None, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = made.getresponse()
    text = "" if answer.status == 101 else answer.read().decode("utf-8", "replace")
    made.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text


def statuses(port: int, **headers: Any) -> tuple[int, int, int]:
    """How a screen, the figures for programs and the connection of a screen answer."""
    return (
        ask(port, "/livelihood", https=False, **headers)[0],
        ask(port, "/api/status?month=2023-09", https=False, **headers)[0],
        ask(port, STREAM, https=False, **(WEBSOCKET | headers))[0],
    )


@pytest.fixture(scope="module", params=["none", "", "127.0.0.1,::1"])
def bare(request, tmp_path_factory):
    """A server without any account, told that it stands alone, told nothing, or told of the proxy."""
    folder = tmp_path_factory.mktemp("bare")
    running = start_server(
        folder, folder / "dashboard.duckdb", ROOT / "app.py", DASHBOARD_DEMO="0", DASHBOARD_BEHIND=request.param
    )
    yield request.param, running
    running.stop()


SITES = {"bare": proxies.BARE, "hidden": proxies.HIDDEN, "telling": proxies.TELLING}


@pytest.mark.parametrize("site", SITES)
def test_a_stranger_behind_nginx_neither_looks_nor_acts_unsigned(bare, site, tmp_path):
    with proxies.nginx(tmp_path / "nginx", bare[1], SITES[site]) as port:
        own = f"http://localhost:{bare[1].port}"
        forgeries: list[dict[str, Any]] = [{}, {"Origin": own}, {"Host": "localhost"}, {"X_Dashboard_Here": "1"}]
        for forged in forgeries:
            screen, figures, stream = statuses(port, **forged)
            assert (screen, figures) == (303, 401) and stream not in (101, 200), forged


def test_a_stranger_behind_caddy_neither_looks_nor_acts_unsigned(bare, tmp_path):
    with proxies.caddy(tmp_path / "caddy", bare[1], proxies.documented("caddy")) as port:
        screen, figures, stream = statuses(port)
        assert screen in (303, 421) and figures in (401, 421) and stream != 101


def test_whoever_sits_at_the_machine_looks_unsigned_only_where_the_server_was_told_that_it_stands_alone(bare):
    expected = (200, 200, 101) if bare[0] == "none" else (303, 401, 403)
    assert statuses(bare[1].port) == expected
    assert statuses(bare[1].port, X_Forwarded_For="10.0.0.9")[:2] == (303, 401)
    assert statuses(bare[1].port, Via="1.1 gate")[:2] == (303, 401)
    assert ask(bare[1].port, STREAM, https=False, **(WEBSOCKET | {"Origin": "http://localhost:1"}))[0] == 403
    assert (
        ask(bare[1].port, STREAM, https=False, **(WEBSOCKET | {"Origin": f"https://localhost:{bare[1].port}"}))[0]
        == 403
    )


def test_a_foreign_name_that_leads_here_is_a_strangers(bare):
    screen, figures, stream = statuses(bare[1].port, Host="rebound.example")
    assert (screen, figures, stream) == (303, 401, 403)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A server with accounts that knows of the proxy and the name it is reached by, under a sub-path."""
    settings = {
        "DASHBOARD_BEHIND": "127.0.0.1", "DASHBOARD_HOSTS": "localhost", "STREAMLIT_SERVER_BASE_URL_PATH": "targets",
        "DASHBOARD_USER_HEADER": "X-Remote-User",
    }  # fmt: skip
    with staffed(tmp_path_factory.mktemp("office"), **settings) as running:
        yield running.server


def sign_in(port: int, base: str, origin: str, *, https: bool, name: str = NAMES["looks"], password: str = PASSWORD):
    said = urlencode({"name": name, "password": password})
    return ask(
        port, f"{base}/signin?next=/livelihood", "POST", said, https=https, Origin=origin, Content_Type=FORM
    )  # fmt: skip


def test_the_documented_nginx_serves_everything_over_https_under_a_sub_path(office, tmp_path):
    site = proxies.documented("nginx").replace("location / ", "location /targets/ ")
    with proxies.nginx(tmp_path / "nginx", office, site) as port:
        origin = f"https://localhost:{port}"
        status, headers, _ = ask(port, "/targets/livelihood?month=2023-09", https=True)
        assert (status, headers["location"].partition("?")[0]) == (303, "/targets/signin")
        status, headers, text = ask(port, headers["location"], https=True)
        assert status == 200 and 'action="/targets/signin?next=/livelihood%3Fmonth%3D2023-09"' in text
        status, headers, _ = sign_in(port, "/targets", origin, https=True)
        assert (status, headers["location"]) == (303, "/targets/livelihood") and "; Secure" in headers["set-cookie"]
        cookie = headers["set-cookie"].partition(";")[0]
        status, _, text = ask(port, "/targets/livelihood", https=True, Cookie=cookie)
        assert status == 200 and '<script src="/targets/door.js"></script>' in text
        assert ask(port, "/targets/healthz", https=True)[0] == 200
        assert ask(port, "/targets/api/status?month=2023-09", https=True, Cookie=cookie)[0] == 200
        stream = {**WEBSOCKET, "Cookie": cookie, "Origin": origin}
        assert ask(port, f"/targets{STREAM}", https=True, **stream)[0] == 101
        assert ask(port, f"/targets{STREAM}", https=True, **{**stream, "Origin": f"http://localhost:{port}"})[0] == 403
        assert ask(port, "/targets/door?origin=" + origin, https=True)[2].count("websocket 升级") == 1


def test_a_gateway_says_who_has_signed_in_at_it_and_nobody_says_so_through_it(office, tmp_path, capsys):
    forged = {"X_Remote_User": quote(NAMES["administers"])}
    site = proxies.documented("nginx").replace("location / ", "location /targets/ ")
    with proxies.nginx(tmp_path / "plain", office, site) as port:
        assert ask(port, "/targets/livelihood", https=True, **forged)[0] == 303
    name = NAMES["looks"]
    with TemporaryDirectory() as folder:
        site = proxies.gateway(Path(folder), name, PASSWORD).replace("location / ", "location /targets/ ")
        with proxies.nginx(tmp_path / "nginx", office, site) as port:
            key = {"Authorization": f"Basic {b64encode(f'{name}:{PASSWORD}'.encode()).decode()}"}
            assert ask(port, "/targets/livelihood", https=True, **forged)[0] == 401  # nginx asks
            assert ask(port, "/targets/livelihood", https=True, **key, **forged)[0] == 200
            stream = WEBSOCKET | key | {"Origin": f"https://localhost:{port}"}
            assert ask(port, f"/targets{STREAM}", https=True, **stream)[0] == 101
    assert main(["account", "sign-ins", "--db", str(office.store), "--name", name]) == 0
    assert "经统一认证登录" in capsys.readouterr().out


def test_nothing_is_refused_in_english_or_plain_text(office):
    refused = [
        ask(office.port, "/targets/healthz", "DELETE"), ask(office.port, "/targets/signin", "PUT"),
        ask(office.port, "/targets/api/status", "OPTIONS"), ask(office.port, "/_stcore/nothing"),
        ask(office.port, "/targets//evil.example"), ask(office.port, "/targets/signin", Cookie="x" * 40_000),
        ask(office.port, "/targets/api/submissions", "POST", "x", Content_Type="multipart/form-data; boundary=y"),
    ]  # fmt: skip
    assert [status for status, _, _ in refused][5] == 431
    for status, headers, text in refused:
        assert status >= 400 and headers["content-type"].startswith("application/json"), (status, headers, text)
        sentence = json.loads(text)["error"]
        assert sentence.endswith("。") and not re.search("[a-z]{4,} [a-z]{3,}", sentence)


def test_a_name_that_is_not_named_is_not_answered(office):
    status, _, text = ask(office.port, "/targets/signin", Host="elsewhere.example", Accept="text/html")
    assert status == 421 and "DASHBOARD_HOSTS" in text


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    with staffed(tmp_path_factory.mktemp("plain"), DASHBOARD_BEHIND="127.0.0.1") as running:
        yield running.server


def test_a_proxy_that_does_not_pass_on_the_host_is_told_of_on_the_form(plain, tmp_path):
    with proxies.nginx(tmp_path / "nginx", plain, proxies.HIDDEN) as port:
        status, _, text = sign_in(port, "", f"http://localhost:{port}", https=False)
        assert status == 403 and "代理没有转交主机名(Host)" in text


def test_guessing_slows_the_guesser_and_nobody_else(plain):
    def attempt(address: str, password: str = "wrong-word-1", name: str = NAMES["reviews"]) -> int:
        said = urlencode({"name": name, "password": password})
        origin = f"http://localhost:{plain.port}"
        return ask(
            plain.port, "/signin", "POST", said, Origin=origin, Content_Type=FORM, X_Forwarded_For=address
        )[0]  # fmt: skip

    said = [attempt("10.0.0.66") for _ in range(9)]  # the fifth costs 2 seconds, and more with each
    while said[-1] != 429 and len(said) < 20:  # on a busy machine a wait may be over by now
        said.append(attempt("10.0.0.66"))
    assert attempt("10.0.0.66", PASSWORD) == 429  # the guesser waits, even with the right one
    assert attempt("10.0.0.7", PASSWORD) == 303  # the owner of the name does not
    assert attempt("10.0.0.66", PASSWORD, NAMES["looks"]) == 303  # nor a colleague behind the guesser's address


# How a dialog is shown beside the notice: one of ours once a slow screen is connected after all.
_DIALOG = """(state) => {
    document.querySelector("[data-testid=stApp]").dataset.testConnectionState = state;
    const dialog = Object.assign(document.createElement("div"), {className: "stDialog"});
    document.body.append(dialog);
    return getComputedStyle(dialog).display;
}"""


def test_a_page_whose_websocket_does_not_come_through_says_so_in_chinese(plain, open_tab, tmp_path):
    with proxies.nginx(tmp_path / "nginx", plain, proxies.NO_UPGRADE) as port:
        _, headers, _ = sign_in(port, "", f"http://localhost:{port}", https=False)
        token = headers["set-cookie"].partition(";")[0].partition("=")[2]
        page = open_tab(on=plain).page
        page.context.add_cookies([{"name": "dashboard_session", "value": token, "url": f"http://localhost:{port}"}])
        page.goto(f"http://localhost:{port}/livelihood")
        page.get_by_role("alert").filter(has_text="代理没有转交 websocket 升级").wait_for()
        assert [page.evaluate(_DIALOG, state) for state in ("CONNECTING", "CONNECTED")] == ["none", "block"]
