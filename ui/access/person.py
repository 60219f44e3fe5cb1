"""The one place that knows how a person was recognised, and what follows from it for what is looked at and done.

Another way to recognise somebody (a certificate) is one more function in WAYS.
"""

import hashlib
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from metrics.errors import UserError
from metrics.sentences.place import Place
from store.above.regions import named_tops
from store.acts.rights import ACTS, Actor, Forbidden, at_the_machine
from store.engine.engines.places import default_place, files_folder, is_url
from store.engine.records import records
from store.engine.store import Store
from store.people.accounts import Account, accounts
from store.people.guessing import Guessing
from store.people.session_folder import SessionFolder
from store.people.sessions import LONGEST, Sessions
from store.people.sign_ins import SignIns
from store.reads import places
from ui.access import door
from ui.cache import current
from ui.cache.store_cache import cached
from ui.menu import NEEDS

COOKIE = "dashboard_session"
# Of a store on a server, which several web servers may share.
_KEPT = SessionFolder(files_folder() / "sessions") if is_url(default_place()) else None
SESSIONS = Sessions(kept=_KEPT)
GUESSING = Guessing()
SIGN_INS = SignIns()
SECONDS = int(LONGEST.total_seconds())

NO_ACCOUNT = "尚无账号,请先用命令建立管理员:python -m store account add 姓名 --role 管理"

Texts = Mapping[str, str]  # cookies or headers of a request, or of the connection that a screen is drawn through
Way = Callable[[Texts, Texts], Account | None]


class Connection(threading.local):
    """What the connection that a screen is drawn through said when it was made; a screen under test has none.

    Read once a run by the thread that draws: it is asked thirty times, and Streamlit wraps it anew each time. The shell
    reads it again as it begins: a thread may go on for a page that came back with other cookies.
    """

    cookies: Texts
    headers: Texts

    def __init__(self) -> None:
        self.cookies, self.headers = {}, {}
        if get_script_run_ctx(suppress_warning=True) is not None:
            self.read()

    def read(self) -> None:
        """From now on, in this thread."""
        self.cookies = dict(st.context.cookies)
        self.headers = {name.lower(): value for name, value in dict(st.context.headers).items()}


connection = Connection()


class SignedOut(UserError):
    """Nobody is signed in where somebody has to be."""


def by_session(cookies: Texts, headers: Texts) -> Account | None:
    """Whoever signed in with a password on this browser, while the session and its password last."""
    session = SESSIONS.find(cookies.get(COOKIE, ""), current.now())
    account = known_accounts().get(session.name) if session else None
    is_same = session is not None and account is not None and account.credential == session.credential
    return account if is_same and account is not None and account.is_active else None


def by_gateway(cookies: Texts, headers: Texts) -> Account | None:
    """Whom the named proxy has signed in, where an active account has that name; its password here is not asked for."""
    account = known_accounts().get(door.named_user(headers))
    return replace(account, is_temporary=False) if account is not None and account.is_active else None


WAYS: list[Way] = [by_gateway, by_session]


def recognised(cookies: Texts, headers: Texts) -> Account | None:
    """Whose request it is; None where nobody is signed in. Of an account with a temporary password no more is known."""
    return next((found for way in WAYS if (found := way(cookies, headers)) is not None), None)


def identity(cookies: Texts, headers: Texts) -> str:
    """What tells a person's session from every other: nothing of it is left when it has ended. Empty: signed out."""
    if by_gateway(cookies, headers) is not None:
        return f"gateway {door.named_user(headers)}"
    return hashlib.sha256(cookies[COOKIE].encode()).hexdigest() if by_session(cookies, headers) is not None else ""


def is_by_gateway() -> bool:
    """Whether the proxy has signed in whoever looks at the screen that is being drawn: they sign out there."""
    return by_gateway(connection.cookies, connection.headers) is not None


def is_open_to_all(headers: Texts) -> bool:
    """Whether everybody may look: the setting DASHBOARD_LOOK (open or signed-in), else only at this very machine."""
    setting = os.environ.get("DASHBOARD_LOOK", "")
    return setting == "open" if setting in ("open", "signed-in") else sits_here(headers)


def may_look(cookies: Texts, headers: Texts) -> bool:
    """Whether a request may see figures."""
    if is_open_to_all(headers):
        return True
    account = recognised(cookies, headers)
    return account is not None and not account.is_temporary


def is_from_here(headers: Texts) -> bool:
    """Whether a request names this machine itself: not another server, nor a foreign name that leads here."""
    return door.host_name(headers.get("host", "localhost")) in door.LOCAL and not door.speaks_of_a_proxy(headers)


def sits_here(headers: Texts) -> bool:
    """Whether whoever asks sits at this machine, as far as the server was told that it stands alone."""
    return door.listens_locally() and is_from_here(headers) and door.is_marked(headers)


def owns_the_machine(headers: Texts) -> bool:
    """Whether whoever asks sits at this machine, and there is no account to be asked for yet."""
    return sits_here(headers) and not known_accounts()


known_accounts = cached(1, opening=current.opened)(accounts)  # whoever may look is found out by means of it


@cached(16, opening=current.opened)
def _regions_in(store: Store, outer: str) -> dict[str, Place]:
    return {one.code: one for one in places.kept(store) if places.lies_in(store, outer, one.code)}


@cached(1, opening=current.opened)
def with_targets(store: Store) -> set[str]:
    """The regions that have a year with targets."""
    rows = records(store.query("year_list"))
    return {row["region_code"] for row in rows if row["items"] and not row["is_dropped"]}


def regions() -> dict[str, Place]:
    """The places that whoever looks may look at, by their codes: an account's own, and those that lie in it.

    Raises Forbidden for an account that has none here.
    """
    found = account()
    if found is None:
        return _regions_in("")
    if not (own := _regions_in(found.region_code)) and _regions_in(""):
        raise Forbidden(f"“{found.name}”的账号在本系统没有可以查看的地区。", title="没有权限")
    return own


@cached(16, opening=current.opened)
def _tops_in(store: Store, outer: str) -> dict[str, str]:
    return named_tops(store, outer)


def tops() -> dict[str, str]:
    """The places from which whoever looks sees several regions side by side, by code with what they are called: an
    account's own, and those in it."""
    found = account()
    return _tops_in(found.region_code if found else "")


def may_look_at(actor: Actor, region: str) -> bool:
    """Whether somebody has rights in a region."""
    return not region or places.lies_in(current.opened(), actor.region, region)


def account() -> Account | None:
    """Who is signed in on the screen that is being drawn."""
    found = recognised(connection.cookies, connection.headers)
    return None if found is None or found.is_temporary else found


def actor(name: str = "") -> Actor:
    """Who acts on the screen that is being drawn; `name` where nobody signs in because there is no account yet.

    Raises SignedOut for everybody else. Asked when something is done, not when its button is drawn.
    """
    found = account()
    if found is not None:
        return found.actor
    if owns_the_machine(connection.headers):
        return at_the_machine(name)
    if not known_accounts():
        raise SignedOut(NO_ACCOUNT, title="请先建立账号")
    raise SignedOut("尚未登录,或登录已失效。", title="请先登录")


def may(act: str) -> bool:
    """Whether the role of whoever looks allows an act at all, for their own unit at least: which screens there are."""
    try:
        return actor().role in ACTS[act][1]
    except SignedOut:
        return False


def check_looking() -> None:
    """Raises SignedOut where a screen is drawn for somebody who may not look, or no longer."""
    if get_script_run_ctx() is not None and not may_look(connection.cookies, connection.headers):
        raise SignedOut("尚未登录,或登录已失效。", title="请先登录")


def check_screen(name: str) -> None:
    """Raises SignedOut or Forbidden where a screen of the menu is not for whoever asks for it."""
    check_looking()
    if name in NEEDS and not may(NEEDS[name]):
        raise Forbidden(f"“{actor().role_name}”账号不能{ACTS[NEEDS[name]][0]}。", title="没有权限")


def sign_out() -> None:
    """A callback: end the session of this browser. Its cookie stays there, and opens nothing any more."""
    found = by_session(connection.cookies, connection.headers)
    SESSIONS.end(connection.cookies.get(COOKIE, ""))
    if found is not None:
        SIGN_INS.note(current.opened(), "out", found, st.context.ip_address or "127.0.0.1", current.now())
