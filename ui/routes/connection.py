"""What a page asks when it cannot connect: whether a websocket comes through, and what lies between it and us."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from ui.routes.sign_in_pages import trouble

_SCRIPT = (Path(__file__).parent / "door.js").read_bytes()
_NO_UPGRADE = (
    "页面不能与服务器保持连接:代理没有转交 websocket 升级(Upgrade、Connection 两个请求头),"
    "请系统管理员按 docs/behind-a-proxy.md 设置。"
)


def diagnosis(request: Request) -> JSONResponse:
    """One sentence for the page at `origin`, whose websocket did not open."""
    return JSONResponse({"sentence": trouble(request, request.query_params.get("origin", "")) or _NO_UPGRADE})


def script(_: Request) -> Response:
    """The script of the page, which says it."""
    return Response(_SCRIPT, media_type="text/javascript; charset=utf-8")


async def socket(websocket: WebSocket) -> None:
    """A websocket that only opens: the door has let it in, so it came through whole."""
    await websocket.accept()
    await websocket.close()


ROUTES = [Route("/door", diagnosis), Route("/door.js", script), WebSocketRoute("/door/socket", socket)]
