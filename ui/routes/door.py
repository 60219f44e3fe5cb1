"""The door before everything: whose connection it is, by which name and from which page it comes, and how large it is.

What is decided here of a connection no later step asks its headers for again.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from metrics.errors import UserError
from ui import errors
from ui.access import door
from ui.routes import words

_LARGEST_HEADERS = 32_000
_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}
OURS = ("/signin", "/signout", "/password", "/healthz", "/metrics", "/door", "/door.js", "/door/socket")


class Door:
    """ASGI middleware, the first of all."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        # Of uvicorn: the client and the scheme that a named proxy forwards.
        self._forwarded = ProxyHeadersMiddleware(self._enter, trusted_hosts=door.proxies())  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        _forget_what_uvicorn_believed(scope)
        headers = Headers(scope=scope)
        seals = [door.SEAL if _sits_here(scope, headers) else door.NO_SEAL]
        if (user := self._user(scope, headers)) is not None:
            seals.append(user)
        ours = {name.encode() for name in (door.MARK, door.USER, door.user_header())}
        scope["headers"] = [pair for pair in scope["headers"] if pair[0].lower() not in ours] + seals
        await self._forwarded(scope, receive, send)  # type: ignore[arg-type]

    def _user(self, scope: Scope, headers: Headers) -> tuple[bytes, bytes] | None:
        """Whom the named proxy says it is; nobody where the other end of the connection is not that proxy."""
        name, client = door.user_header(), scope.get("client")
        if not name or client is None or client[0] not in self._forwarded.trusted_hosts:
            return None
        return door.sealed_user(headers.getlist(name))

    async def _enter(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if sum(len(name) + len(value) for name, value in scope["headers"]) > _LARGEST_HEADERS:
            await _refuse(scope, receive, send, 431, "请求头过大,请清除本站的浏览器数据后重试。")
        elif not door.is_known_host(door.host_name(host)):
            await _refuse(scope, receive, send, 421, _wrong_host(host))
        elif scope["type"] == "websocket" and not is_same_origin(scope):
            await send({"type": "websocket.close", "code": 1008})
        else:
            _under_the_root(scope)
            await _answered(self._app, scope, receive, send)


def is_same_origin(scope: Scope, origin: str | None = None) -> bool:
    """Whether a request comes from a page of this very address: scheme, host and port. Programs name no page."""
    headers = Headers(scope=scope)
    origin = headers.get("origin") if origin is None else origin
    return origin is None or _place(origin) == _place(f"{scope['scheme']}://{headers.get('host', '')}")


def _place(url: str) -> tuple[bool, str, int] | None:
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        return None
    return (parts.scheme in ("https", "wss"), parts.hostname or "", port) if parts.hostname else None


def _forget_what_uvicorn_believed(scope: Scope) -> None:
    """The server that Streamlit starts believes the forwarding headers of anybody on this machine; we do not.

    It puts port 0 to an address that it took from them, which no connection has.
    """
    headers = Headers(scope=scope)
    client = scope.get("client")
    if client is not None and client[1] == 0 and "x-forwarded-for" in headers:
        client = scope["client"] = ("127.0.0.1", 0)
    if client is not None and client[0] in door.LOCAL and "x-forwarded-proto" in headers:
        scope["scheme"] = "ws" if scope["type"] == "websocket" else "http"


def _sits_here(scope: Scope, headers: Headers) -> bool:
    client, server = scope.get("client"), scope.get("server")
    return (
        door.stands_alone()
        and client is not None
        and client[0] in door.LOCAL
        and scope.get("http_version") != "1.0"  # which proxies speak, and no browser
        and not door.speaks_of_a_proxy(headers)
        and server is not None
        and is_same_origin(scope)
        and door.is_of_our_user(client[1], int(server[1]))
    )


def _under_the_root(scope: Scope) -> None:
    """Our own routes stand at the root; Streamlit's know the sub-path themselves."""
    path = door.own_path(scope["path"])
    if path.rstrip("/") in OURS or path.startswith(("/api/", words.FOLDER)):
        scope["path"], scope["raw_path"] = path, path.encode()


async def _answered(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Run the rest. What it refuses in plain text, or breaks on, ends in one sentence; the log has what broke."""
    began = replaced = False

    async def send_on(message: Message) -> None:
        nonlocal began, replaced
        began = True
        if message["type"] == "http.response.start" and message["status"] >= 400:
            found = Headers(raw=message["headers"])
            replaced = found.get("content-type", "text/plain").startswith("text/plain") and scope["method"] != "HEAD"
            if replaced:
                status = message["status"]
                sentence = _WORDS.get(status, f"请求没有处理(错误码{status}),请稍后重试。")
                await _refuse(scope, receive, send, status, sentence)
        if not replaced:
            await send(message)

    try:
        await app(scope, receive, send_on)
    except ClientDisconnect:
        return  # who went away in the midst of sending is no defect of ours, and reads no answer
    except Exception as exc:
        if began or scope["type"] != "http":
            raise
        if isinstance(exc, UserError):  # the store does not answer; whatever else is refused, routes say themselves
            await _refuse(scope, receive, send, 503, exc.message)
            return
        sentence = f"系统出现内部错误,已记录,编号 {errors.logged(exc)}。请稍后重试;仍不行时,请将编号告知系统管理员。"
        await _refuse(scope, receive, send, 500, sentence)


_WORDS = {
    400: "请求有误,没有处理。",
    403: "没有权限,或页面已经过期,请刷新后重试。",
    404: "没有这个地址。",
    405: "这个地址不接受这种请求。",
    411: "请求没有写明长度,没有处理。",
    413: "请求过大,没有处理。",
}


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, sentence: str) -> None:
    """One sentence: JSON for programs, a page for people; a websocket is closed."""
    accepts = Headers(scope=scope).get("accept", "")
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
    elif "text/html" in accepts and not door.own_path(scope["path"]).startswith("/api/"):
        page = HTMLResponse(_PAGE.format(sentence), status, headers={"Cache-Control": "no-store"})
        await page(scope, receive, send)
    else:
        await JSONResponse({"error": sentence}, status)(scope, receive, send)


_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>不能打开</title></head>
<body style="font-family: 'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', sans-serif; margin: 4rem">
<h1 style="font-size: 1.4rem">不能打开</h1><p>{}</p></body></html>"""


def _wrong_host(host: str) -> str:
    shown = "".join(letter for letter in host if letter.isalnum() or letter in ".-:[]")[:80]
    return (
        f"本系统不以“{shown}”这个地址提供服务。经代理访问的,请系统管理员用 DASHBOARD_BEHIND 写明代理,"
        "用 DASHBOARD_HOSTS 写明访问所用的主机名(见 docs/behind-a-proxy.md)。"
    )
