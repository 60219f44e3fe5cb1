"""The addresses for programs."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from store.engine.running_app import PATH
from ui.routes.interface.answers import Refused
from ui.routes.interface.command import command
from ui.routes.interface.status import status
from ui.routes.interface.submissions import submissions

_METHODS = {"/api/submissions": "POST", "/api/status": "GET"}


async def unknown(request: Request) -> JSONResponse:
    """Any other address below /api, and any other method: a program gets no page for people."""
    path = request.url.path
    if path in _METHODS:
        answer = Refused(405, f"{path} 只接受 {_METHODS[path]} 请求。").answer()
        answer.headers["Allow"] = _METHODS[path]
        return answer
    return Refused(404, f"没有 {path} 这个接口,可用:{'、'.join(_METHODS)}。").answer()


ROUTES = [
    Route(PATH, command, methods=["POST"]),
    Route("/api/submissions", submissions, methods=["POST"]),
    Route("/api/status", status, methods=["GET"]),
    Route("/api/{rest:path}", unknown, methods=["GET", "POST", "PUT", "PATCH", "DELETE"]),
]
