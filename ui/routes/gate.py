"""The gate before everything that is served: who may not look gets the sign-in page, and no figure by any address."""

from urllib.parse import urlencode

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.access import door, person
from ui.cache import current
from ui.routes import words
from ui.routes.apart import apart
from ui.routes.door import OURS
from ui.routes.front import SCREENS

# What says nothing of any figure: the forms themselves, the look, and the routes that ask for a token of their own.
_OPEN = (*OURS, "/_stcore/health", "/_stcore/host-config", "/favicon.png")
_OPEN_FOLDERS = ("/static/", f"{words.FOLDER}/", "/api/")


class Gate:
    """ASGI middleware: screens, their websockets, uploads and downloads are for whoever may look."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] not in ("http", "websocket")
            or _is_open(door.own_path(scope["path"]))
            or not current.is_open()
        ):
            await self.app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        may_look, is_recognised = await apart(_looked_up, asked)
        if may_look:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif ((path := door.own_path(scope["path"])).rstrip("/") or "/") in SCREENS:
            # Whoever is known, and may not look yet, has a temporary password to replace.
            form = door.address("/password" if is_recognised else "/signin")
            query = urlencode({"next": f"{path}?{asked.url.query}" if asked.url.query else path})
            await RedirectResponse(f"{form}?{query}", 303)(scope, receive, send)
        else:
            await JSONResponse({"error": "请先登录。"}, 401)(scope, receive, send)


def _looked_up(asked: HTTPConnection) -> tuple[bool, bool]:
    """Whether they may look, and whether somebody has signed in at all; whom a gateway signed in is noted."""
    if not person.may_look(asked.cookies, asked.headers):
        return False, person.recognised(asked.cookies, asked.headers) is not None
    if asked.scope["type"] == "websocket":
        account, address = person.by_gateway(asked.cookies, asked.headers), asked.client.host if asked.client else ""
        if account is not None:
            person.SIGN_INS.note(current.opened(), "gateway", account, address, current.now())
    return True, True


def _is_open(path: str) -> bool:
    return path.rstrip("/") in _OPEN or path.startswith(_OPEN_FOLDERS)
