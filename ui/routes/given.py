"""A file is given to whoever was told its address: nobody else gets it by that, and it ends with their session.

Streamlit answers the address of a download or an upload to anybody. It tells it over the connection of a screen, where
it is noted here for the person whose connection that is. Only the fields that Streamlit itself fills are looked at:
what somebody typed comes back in others, and makes no address theirs.
"""

import re
from collections import OrderedDict

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from ui.access import door, person

_KEPT = re.compile(r"/?(media/[0-9a-f]+|_stcore/upload_file/[^/]+)")
_MOST = 50_000  # addresses; the oldest are forgotten, and asked for anew by the screen that has them
_told: OrderedDict[str, set[str]] = OrderedDict()  # address → whom it was told; "": whoever may look without a sign-in


class Given:
    """ASGI middleware: notes the addresses that a screen is told, and answers them to nobody else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        if scope["type"] == "websocket":
            who = person.identity(asked.cookies, asked.headers)

            async def send_noted(message: Message) -> None:
                note(message.get("bytes") or b"", who)
                await send(message)

            await self._app(scope, receive, send_noted)
        elif (kept := _kept_under(door.own_path(scope["path"]))) and not _told.get(kept, set()) & {
            "", person.identity(asked.cookies, asked.headers)
        }:  # fmt: skip
            status, sentence = (
                (404, "没有这个文件,或登录已失效。") if kept[0] == "m" else (403, "不能上传到别人的页面。")
            )
            await JSONResponse({"error": sentence}, status)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def note(data: bytes, who: str) -> None:
    """Note the addresses of files that a message of Streamlit's tells somebody."""
    if b"/media/" not in data and b"/upload_file/" not in data:
        return
    message = ForwardMsg.FromString(data)
    shown = message.delta.new_element
    told = [shown.download_button.url, shown.favicon.url, *(one.url for one in shown.imgs.imgs)]
    told += [message.backend_operation_response.deferred_file.url]
    told += [one.upload_url for one in message.file_urls_response.file_urls]
    for kept in filter(None, map(_kept_under, told)):
        _told.setdefault(kept, set()).add(who)
        _told.move_to_end(kept)
    while len(_told) > _MOST:
        _told.popitem(last=False)


def _kept_under(path: str) -> str:
    """The part of an address that a file is kept under; empty for an address of anything else."""
    found = _KEPT.match(path)
    return found[1] if found else ""
