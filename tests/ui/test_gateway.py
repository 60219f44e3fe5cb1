"""Whom a named proxy says it is: believed from that proxy alone, one name, and never from whoever asks."""

from collections.abc import Iterator

import pytest
from starlette.requests import ClientDisconnect, Request

from store.engine.store import Store
from store.people.accounts import accounts, activate, add_account
from tests import stores
from tests.store.people.test_accounts import GOOD, NOON, OWNER, _with_an_administrator
from tests.ui import coroutines
from ui import errors
from ui.access import door, person
from ui.cache import current
from ui.routes import sign_in_pages
from ui.routes.door import Door

SCOPE = {
    "type": "http", "path": "/", "raw_path": b"/", "scheme": "http", "method": "GET", "http_version": "1.1",
    "client": ("127.0.0.1", 4000), "server": ("127.0.0.1", 8501),
}  # fmt: skip
FANG = "王芳"  # as bytes of UTF-8, which is what nginx and Caddy put into a header


@pytest.fixture
def store() -> Iterator[Store]:
    store = stores.filled(_with_an_administrator)
    add_account(store, "王芳", "reports", "gongan", GOOD, OWNER, NOON, is_temporary=True)
    add_account(store, "李四", "reviews", None, GOOD, OWNER, NOON)
    activate(store, "李四", OWNER, NOON, is_active=False)
    current.use(store)
    yield store
    current.use(None)
    store.close()


async def unused(message=None):
    raise AssertionError("nothing is read or refused")


def came_in(client: str, port: int = 4000, **headers: str) -> dict[str, str]:
    """The headers of a request as they are behind the door."""
    sent = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return let_in(client, port, [(b"host", b"localhost"), *sent])


def let_in(client: str, port: int, sent: list[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}

    async def inner(scope, receive, send):
        found.update({name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]})

    coroutines.run(Door(inner)(SCOPE | {"client": (client, port), "headers": sent}, unused, unused))
    return found


def test_who_goes_away_in_the_midst_of_sending_is_no_error_with_a_number():
    async def leaves(scope, receive, send):
        raise ClientDisconnect

    before = errors.logged_count()
    assert coroutines.run(Door(leaves)(SCOPE | {"headers": [(b"host", b"localhost")]}, unused, unused)) is None
    assert errors.logged_count() == before


def named(client: str, port: int = 4000, **headers: str) -> str | None:
    account = person.recognised({}, came_in(client, port, **headers))
    return account.role_text if account else None


@pytest.fixture
def behind(monkeypatch):
    def tell(proxies: str = "10.0.0.5", header: str = "X-Remote-User") -> None:
        monkeypatch.setenv("DASHBOARD_BEHIND", proxies)
        monkeypatch.setenv("DASHBOARD_USER_HEADER", header)

    return tell


def test_the_named_proxy_says_who_it_is_and_an_active_account_of_that_name_acts(store, behind):
    behind()
    assert named("10.0.0.5", x_remote_user="%E7%8E%8B%E8%8A%B3") == "报送·区公安分局"  # without its password
    assert named("10.0.0.5", x_remote_user=FANG, x_forwarded_for="10.7.7.7") == "报送·区公安分局"
    assert named("10.0.0.5", x_remote_user="无此人") is None
    assert named("10.0.0.5", x_remote_user="%E6%9D%8E%E5%9B%9B") is None  # 李四 is stopped
    assert named("10.0.0.5") is None and named("10.0.0.5", x_remote_user=" ") is None


def test_nobody_elses_word_counts_and_it_goes_no_further_than_the_door(store, behind):
    behind()
    for client, port, more in (("10.0.0.6", 4000, {}), ("127.0.0.1", 4000, {"x_forwarded_for": "10.0.0.5"}),
                               ("10.0.0.5", 0, {"x_forwarded_for": "10.0.0.5"})):  # fmt: skip
        assert named(client, port, x_remote_user="张三", **more) is None, (client, port)
        assert "x-remote-user" not in came_in(client, port, x_remote_user="x", **more)
    latin = FANG.encode().decode("latin-1")
    sealed = door.sealed_user([latin])
    assert sealed is not None
    assert named("10.0.0.6", x_dashboard_user=f"guessed.{FANG}") is None
    assert named("10.0.0.6", x_dashboard_user=sealed[1].decode()) is None  # even who knew the secret
    assert door.sealed_user([latin, "x"]) is None  # a proxy that adds its header to what came in


@pytest.mark.parametrize(("proxies", "header"), [("none", "X-Remote-User"), ("", "X-Remote-User"), ("10.0.0.5", "")])
def test_without_a_named_proxy_or_a_named_header_nobody_is_recognised_by_one(store, behind, proxies, header):
    behind(proxies, header)
    assert named("10.0.0.5", x_remote_user=FANG) is None and named("127.0.0.1", x_remote_user=FANG) is None


def test_a_server_that_believes_everybodys_forwarding_believes_no_name(store, behind, monkeypatch):
    behind()
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    assert named("10.0.0.5", x_remote_user=FANG) is None


def test_whom_the_proxy_names_is_a_session_of_their_own_and_comes_before_a_cookie(store, behind):
    behind()
    token = person.SESSIONS.start("张三", accounts(store)["张三"].credential, store.now())
    headers, cookies = came_in("10.0.0.5", x_remote_user=FANG), {person.COOKIE: token}
    account = person.recognised(cookies, headers)
    assert account is not None and account.name == "王芳" and not account.is_temporary
    assert person.identity(cookies, headers) == "gateway 王芳" != person.identity(cookies, {})
    assert person.identity({}, {}) == ""


def test_a_request_without_any_header_is_nobody_at_this_machine(store, monkeypatch):
    monkeypatch.setattr(door, "listens_locally", lambda: True)
    monkeypatch.delenv("DASHBOARD_BEHIND", raising=False)
    monkeypatch.delenv("DASHBOARD_LOOK", raising=False)
    assert not person.may_look({}, let_in("127.0.0.1", 4000, []))


def test_everybody_is_no_proxy(store, behind):
    behind("*")
    assert named("203.0.113.9", x_remote_user=FANG) is None


@pytest.mark.parametrize("said", ["//[", "http://[a", "//mubiao.invalid/"])
def test_what_is_no_address_leads_to_the_start_and_counts_as_from_elsewhere(said):
    assert sign_in_pages._own_place(said) == "/"
    asked = Request({"type": "http", "headers": [(b"origin", said.encode()), (b"host", b"localhost")]})
    assert coroutines.run(sign_in_pages._form(asked)) is None
