"""What the routes for programs share: answers in JSON with a Chinese sentence, and bodies of a bounded size."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Message

from loaders.files.limits import SENT_MEGABYTES
from loaders.files.turns import Busy
from metrics.errors import Unavailable, UserError
from store.acts.rights import Actor, Forbidden
from store.engine.reader import Unclear
from store.people.tokens import token_owner
from ui.cache import current

LARGEST = SENT_MEGABYTES * 1_000_000
_LATER = {"Retry-After": "5"}


class Refused(Exception):
    """A request that is answered with a status code and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence

    def answer(self) -> JSONResponse:
        """The answer; who has to show a token is told so in the way that programs know."""
        headers = {401: {"WWW-Authenticate": "Bearer"}, 429: _LATER, 503: _LATER}.get(self.status)
        return JSONResponse({"error": self.sentence}, self.status, headers=headers)


def refusal(error: UserError) -> Refused:
    """A sentence for people as an answer to a program: its status code says whose fault it is."""
    codes = {Unavailable: 503, Busy: 429, Forbidden: 403}
    # What a command takes as --region is called region here.
    sentence = error.message.replace("(--", "(") if isinstance(error, Unclear) else error.message
    return Refused(next((code for kind, code in codes.items() if isinstance(error, kind)), 422), sentence)


def bearer(request: Request) -> str:
    """The token that a request shows; empty without one."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def token_actor(request: Request) -> Actor | None:
    """The unit's system whose token a request shows; None for none, a wrong or a revoked one."""
    token = bearer(request)
    return token_owner(current.opened(), token) if token else None


def bounded(request: Request, largest: int = LARGEST) -> Request:
    """The same request, whose body raises Refused with 413 where it is larger than that."""
    too_large = Refused(413, f"请求超过{largest // 1_000_000}MB的上限,请删去多余的内容后再报送。")
    if int(request.headers.get("content-length") or 0) > largest:
        raise too_large
    taken = 0

    async def receive() -> Message:
        nonlocal taken
        message = await request.receive()
        taken += len(message.get("body", b""))
        if taken > largest:
            raise too_large
        return message

    return Request(request.scope, receive)
