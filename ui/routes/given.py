"""What Streamlit keeps for a person is given to them alone: their files, by whatever address, and their session.

Streamlit answers the address of a download or an upload to anybody, and lets whoever knows a session's id go on with
it. It tells these over the connection of a screen, where they are noted here for the person whose connection that is.
Only the fields that Streamlit itself fills are looked at: what somebody typed comes back in others, and makes nothing
theirs.
"""

import re
from collections import OrderedDict, defaultdict

from google.protobuf.message import DecodeError
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from ui.access import door, person
from ui.routes.apart import apart

_KEPT = re.compile(r"/?(media/[0-9a-f]+|_stcore/upload_file/[^/]+)")
# Of all together. Then whoever was told most loses the oldest tenth, for which their screens ask anew: nobody can fill
# it so that others lose theirs.
_MOST = 50_000
_PROTOCOLS = b"sec-websocket-protocol"  # where a page says which session it goes on with: streamlit, a token, the id
# What was told to whom, the last of it last; "": whoever may look without a sign-in.
_told: defaultdict[str, OrderedDict[str, None]] = defaultdict(OrderedDict)


class Given:
    """ASGI middleware: notes what each screen is told of its own, and gives it to nobody else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        kept = _kept_under(door.own_path(scope["path"]))
        who = ""
        if kept or scope["type"] == "websocket":
            who = await apart(person.identity, asked.cookies, asked.headers)
        if scope["type"] == "websocket":
            await self._connect(scope, receive, send, who)
        elif kept and not _is_for(kept, who):
            status, sentence = (
                (404, "没有这个文件,或登录已失效。") if kept[0] == "m" else (403, "不能上传到别人的页面。")
            )
            await JSONResponse({"error": sentence}, status)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _connect(self, scope: Scope, receive: Receive, send: Send, who: str) -> None:
        async def send_noted(message: Message) -> None:
            if data := message.get("bytes"):
                note(data, who)
            await send(message)

        async def receive_allowed() -> Message:
            message = await receive()
            while _empties_every_cache(message.get("bytes") or b""):
                message = await receive()
            return message

        headers = [
            (name, _own_session(value, who) if name == _PROTOCOLS else value) for name, value in scope["headers"]
        ]
        await self._app({**scope, "headers": headers}, receive_allowed, send_noted)


def note(data: bytes, who: str) -> None:
    """Note what a message of Streamlit's tells somebody: the addresses of files, and the session's id."""
    message = ForwardMsg.FromString(data)
    shown = message.delta.new_element
    told = [shown.download_button.url, shown.favicon.url, *(one.url for one in shown.imgs.imgs)]
    told += [message.backend_operation_response.deferred_file.url]
    told += [one.upload_url for one in message.file_urls_response.file_urls]
    for kept in filter(None, [*map(_kept_under, told), message.new_session.initialize.session_id]):
        _told[who][kept] = None
        _told[who].move_to_end(kept)
        _forget()


def _forget() -> None:
    while sum(map(len, _told.values())) > _MOST:
        most = max(_told, key=lambda who: len(_told[who]))
        for _ in range(len(_told[most]) // 10 + 1):
            _told[most].popitem(last=False)
        if not _told[most]:
            del _told[most]


def _is_for(kept: str, who: str) -> bool:
    return any(kept in _told.get(one, ()) for one in (who, ""))


def _own_session(protocols: bytes, who: str) -> bytes:
    """The protocols that a page asks for, without the id of a session that is not theirs: they get a new one."""
    asked = [one.strip() for one in protocols.decode("latin-1").split(",")]
    return ", ".join(asked[:2] + [one for one in asked[2:] if one in _told.get(who, ())]).encode("latin-1")


def _empties_every_cache(data: bytes) -> bool:
    """Whether a message of a page asks for what Streamlit does for anybody, and at the cost of everybody."""
    try:
        return bool(BackMsg.FromString(data).WhichOneof("type") == "clear_cache")
    except DecodeError:
        return False  # Streamlit ends the connection


def _kept_under(path: str) -> str:
    """The part of an address that a file is kept under; empty for an address of anything else."""
    found = _KEPT.match(path)
    return found[1] if found else ""
