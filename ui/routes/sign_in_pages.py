"""Signing in and out and changing one's password: plain HTML forms served by routes, because only those set cookies.

A form counts only when it was sent from one of our own pages.
"""

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import parse_qs, urlencode

from jinja2 import Environment, FileSystemLoader
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from metrics.errors import UserError
from store.people import passwords
from store.people.accounts import Account, change_password
from store.people.accounts import recognised as account_of
from store.people.guessing import ALARM_AT
from ui.access import door, person
from ui.cache import current
from ui.routes import apart
from ui.routes.front import SCREENS

LOG = logging.getLogger("dashboard.access")
_FORMS = Environment(loader=FileSystemLoader(Path(__file__).parent / "forms"), autoescape=True)
_LARGEST_FORM = 10_000
_TURNS = apart.InTurn()
Said = dict[str, str]


class NotPassed(UserError):
    """A wrong name or password."""


class TooOften(NotPassed):
    """Too many wrong passwords: the next is looked at after a wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"密码错误次数过多,请在{seconds}秒后再试。", title="请稍候")
        self.seconds = seconds


def sign_in(request: Request, said: Said | None) -> Response:
    """The form, and what comes of it: a session in a cookie that no script can read."""
    next_place = _own_place(request.query_params.get("next", ""))
    if not person.known_accounts():
        return _page("no_account.html", 200, hint=person.NO_ACCOUNT)
    if said is None:
        return _page("signin.html", 200, next=next_place, error=_unknown_to_us(request))
    name = said.get("name", "").strip()
    try:
        account = _passed(request, name, said.get("password", ""))
    except NotPassed as error:
        return _noted(_refusal("signin.html", error, 401, next=next_place, name=name), request, "failed", name)
    own_password = f"/password?{urlencode({'next': next_place})}"  # in our own terms: _begin adds the sub-path
    answer = _begin(request, account, own_password if account.is_temporary else next_place)
    return _noted(answer, request, "in", account.name)


def sign_out(request: Request, said: Said | None) -> Response:
    """Asks, and ends the session."""
    if said is None:
        return _page("signout.html", 200)
    account = person.by_session(request.cookies, request.headers)
    person.SESSIONS.end(request.cookies.get(person.COOKIE, ""))
    answer = RedirectResponse(door.address("/signin"), 303)
    answer.delete_cookie(person.COOKIE, httponly=True, samesite="lax")
    return _noted(answer, request, "out", account.name) if account else answer


def password(request: Request, said: Said | None) -> Response:
    """Another password for oneself: the old one is asked for, and every other session of the account ends."""
    next_place = _own_place(request.query_params.get("next", ""))
    account = person.recognised(request.cookies, request.headers)
    if account is None:
        return RedirectResponse(door.address("/signin?next=/password"), 303)
    shown = {"rule": passwords.RULE, "name": account.name, "is_temporary": account.is_temporary, "next": next_place}
    if said is None:
        return _page("password.html", 200, **shown)
    try:
        if said.get("new") != said.get("again"):
            raise UserError("两次输入的新密码不一致。", title="密码有误")
        try:
            _passed(request, account.name, said.get("old", ""))
        except NotPassed as error:
            return _noted(_refusal("password.html", error, 422, **shown), request, "failed", account.name)
        new = said.get("new", "")
        change_password(current.opened(), account.name, new, account.actor, current.now())
    except UserError as error:
        return _refusal("password.html", error, 422, **shown)
    return _begin(request, person.known_accounts()[account.name], next_place)


def _answered(page: Callable[[Request, Said | None], Response]) -> Callable[[Request], Awaitable[Response]]:
    """A page as a route: it is given what its form says, None where it is only looked at."""

    async def answer(request: Request) -> Response:
        if request.method != "POST":
            return await apart.apart(page, request, None)
        said = await _form(request)
        if said is None:
            return _page("refused.html", 403, trouble=trouble(request))
        async with _TURNS.turn(request.client.host if request.client else ""):
            return await apart.within(apart.SIGNING_IN, page, request, said)

    return answer


ROUTES = [
    Route(path, _answered(page), methods=["GET", "POST"])
    for path, page in {"/signin": sign_in, "/signout": sign_out, "/password": password}.items()
]


def trouble(request: Request, origin: str | None = None) -> str:
    """What lies between the browser's address and ours, as far as it can be told; empty where they are the same."""
    said = door.parted(request.headers.get("origin", "") if origin is None else origin)
    host = request.headers.get("host", "")
    if said is None:
        return ""
    if said.netloc and said.netloc != host:
        return (
            f"浏览器的地址是“{said.netloc}”,本系统收到的主机名是“{host}”。如经代理访问,是代理没有转交主机名(Host),"
            "请系统管理员按 docs/behind-a-proxy.md 设置。"
        )
    if said.scheme and said.scheme != request.url.scheme:
        return (
            f"浏览器用的是 {said.scheme},本系统收到的是 {request.url.scheme}:代理没有转交 X-Forwarded-Proto,"
            "或没有用 DASHBOARD_BEHIND 写明代理,请系统管理员按 docs/behind-a-proxy.md 设置。"
        )
    return ""


def _passed(request: Request, name: str, password: str) -> Account:
    """The account of a name and a password. Raises NotPassed for wrong ones, alike for unknown names, and TooOften."""
    now, address = current.now(), request.client.host if request.client else ""
    seconds = person.GUESSING.wait_seconds(name, address, now)
    if seconds:
        raise TooOften(seconds)
    account = account_of(current.opened(), name, password)
    if account is None:
        if person.GUESSING.failed(name, address, now) % ALARM_AT == 0:
            LOG.warning("登录失败过多:%s", person.GUESSING.alarm(now))
        raise NotPassed("账号名或密码不正确。", title="未能登录")
    person.GUESSING.passed(name, address)
    return account


def _begin(request: Request, account: Account, place: str) -> Response:
    person.SESSIONS.end(request.cookies.get(person.COOKIE, ""))
    token = person.SESSIONS.start(account.name, account.credential, current.now())
    answer = RedirectResponse(door.address(place), 303)
    is_https = "https" in (request.url.scheme, request.headers.get("x-forwarded-proto"))
    answer.set_cookie(
        person.COOKIE, token, max_age=person.SECONDS, httponly=True, samesite="lax", secure=is_https, path="/"
    )
    return answer


def _noted(answer: Response, request: Request, kind: str, name: str) -> Response:
    """The answer, after which an entry goes into the log of sign-ins; who is told to wait was not looked at."""
    if answer.status_code != 429:
        account, address = person.known_accounts().get(name), request.client.host if request.client else ""
        answer.background = BackgroundTask(
            person.SIGN_INS.note, current.opened(), kind, account, address, current.now()
        )
    return answer


def _unknown_to_us(request: Request) -> str:
    """What to say to somebody whom the proxy has signed in, and who has no account here; empty for everybody else."""
    name = door.named_user(request.headers)
    if not name or person.recognised(request.cookies, request.headers) is not None:
        return ""
    return f"统一认证的用户“{name}”在本系统没有启用的账号,请联系本系统管理员。"


async def _form(request: Request) -> Said | None:
    """What a form of ours says; None for one that was sent from elsewhere, or is none."""
    origin, host = door.parted(request.headers.get("origin", "")), request.headers.get("host", "")
    if origin is None or origin.netloc != host or not host:
        return None
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST_FORM:
            return None
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}


def _own_place(text: str) -> str:
    """A screen of ours with its choices; the start for anything else, above all for other hosts."""
    place = door.parted(text)
    is_ours = place is not None and not (place.scheme or place.netloc) and place.path in {*SCREENS, "/password"}
    return text if is_ours and text.startswith("/") else "/"


def _refusal(form: str, error: UserError, status: int, **shown: object) -> Response:
    answer = _page(form, 429 if isinstance(error, TooOften) else status, error=error.message, **shown)
    if isinstance(error, TooOften):
        answer.headers["Retry-After"] = str(error.seconds)
    return answer


def _page(form: str, status: int, **shown: object) -> Response:
    text = _FORMS.get_template(form).render(app=current.title(), base=door.base(), **shown)
    return HTMLResponse(text, status, headers={"Cache-Control": "no-store"})
