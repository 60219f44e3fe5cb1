"""What every answer of the server has in common: the security headers, and which addresses there are."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.access import door
from ui.cache import current
from ui.components.mounting import FIRST, SCRIPT
from ui.menu import MENU
from ui.routes import words
from ui.routes.apart import apart

# The one inline script of Streamlit's index.html, by its hash; a browser test says when a new version changes it.
# Styles are written by the front end at run time and cannot be listed. Nothing may come from or go to another host.
_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)

HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

SCREENS = {"/", *(f"/{name}" for name, _ in MENU)}
_HTML = SCREENS | {"/signin", "/signout", "/password"}
_STREAMLITS_COUNTS = "/_stcore/metrics"  # of sessions and caches; ours say who may read them: metrics.py
_NO_SUCH_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>没有这个页面 · {}</title></head>
<body style="font-family: 'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', sans-serif; margin: 4rem">
<h1 style="font-size: 1.4rem">没有这个页面</h1>
<p>地址可能有误,或该页面已经更名。<a href="{}">返回总览</a></p></body></html>"""


def _kept(path: str) -> str | None:
    if path in SCREENS:
        return "no-store"
    return "public, max-age=31536000, immutable" if path == SCRIPT or path.startswith(words.FOLDER) else None


class SecurityHeaders:
    """ASGI middleware that puts HEADERS on every HTTP answer; websockets pass untouched.

    A screen's page is not kept by the browser: going back to it after signing out would open one that cannot connect.
    The scripts, of our drawings and of Streamlit, are kept for good: their addresses change with them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kept = _kept(door.own_path(scope.get("path", "")))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                more = {"Cache-Control": kept} if kept and (message["status"] == 200 or kept == "no-store") else {}
                MutableHeaders(scope=message).update(HEADERS | more)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class Watched:
    """ASGI middleware: a screen's page loads door.js, which says in the page what keeps it from connecting.

    It also has the few lines of style that must be there before any drawing is, and asks for the Chinese scripts.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or door.own_path(scope["path"]).rstrip("/") not in {"", *SCREENS}:
            await self.app(scope, receive, send)
            return
        start: Message = {}
        page = b""

        async def send_watched(message: Message) -> None:
            nonlocal start, page
            if message["type"] == "http.response.start":
                start = message
                return
            page += message.get("body", b"")
            if message.get("more_body", False):
                return
            more = f'{FIRST}<script src="{door.address("/door.js")}"></script></body>'
            page = words.in_page(page).replace(b"</body>", more.encode(), 1)
            MutableHeaders(scope=start)["Content-Length"] = str(len(page))
            await send(start)
            await send({"type": "http.response.body", "body": page})

        # As plain text: the middleware outside this one compresses what has been written into.
        headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        await self.app({**scope, "headers": headers}, receive, send_watched)


class KnownScreens:
    """ASGI middleware: an address that is no screen gets a Chinese 404, where Streamlit shows an English dialog.

    Streamlit answers any unknown address with its index page: an HTML answer to an address outside the menu is that.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = door.own_path(scope["path"]) if scope["type"] == "http" else ""
        if path.rstrip("/") == _STREAMLITS_COUNTS:
            await JSONResponse({"error": "没有这个地址。"}, 404)(scope, receive, send)
            return
        if scope["type"] != "http" or path.rstrip("/") in _HTML or path == "/":
            await self.app(scope, receive, send)
            return
        replaced = False

        async def send_unless_index(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                content_type = Headers(raw=message["headers"]).get("content-type", "")
                replaced = message["status"] == 200 and content_type.startswith("text/html")
                if replaced:
                    page = _NO_SUCH_PAGE.format(await apart(current.title), door.address("/"))
                    await HTMLResponse(page, 404)(scope, receive, send)
            if not replaced:
                await send(message)

        await self.app(scope, receive, send_unless_index)


def to_start(request: Request) -> RedirectResponse:
    """The start screen lives at the root, whatever a link calls it; what the link carries is kept."""
    start = door.address("/")
    return RedirectResponse(f"{start}?{request.url.query}" if request.url.query else start)
