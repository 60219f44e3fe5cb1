"""People without a browser: sessions that speak Streamlit's websocket protocol, in a process of their own.

`python -m benchmarks.load.client PORT SESSIONS THINK_SECONDS SECONDS` prints what they saw as JSON. It ends by itself.
"""

import asyncio
import json
import random
import sys
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

MONTHS = [f"2023-{number:02}" for number in range(1, 10)]
TIMEOUT_SECONDS = 30
_CACHED_RUNS = 2  # a browser forgets a message that two runs did not use
_RAMP_SECONDS = 5


@dataclass
class Seen:
    """What all sessions saw."""

    first_ms: list[float] = field(default_factory=list)
    rerun_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass
class Session:
    """One person: knows the menu, the month's selector and what a browser would have kept of earlier runs."""

    connection: ClientConnection
    draw: random.Random
    pages: dict[str, str] = field(default_factory=dict)  # script hash → address
    page: str = ""
    month: str = MONTHS[-1]
    selector: str = ""
    cached: dict[str, int] = field(default_factory=dict)  # message hash → runs ago

    async def first_page(self) -> str:
        """Open the start page; empty, or what went wrong."""
        return await self._run(BackMsg())

    async def step(self) -> str:
        """Change the month or the page; empty, or what went wrong."""
        message = BackMsg()
        state = message.rerun_script
        if self.selector and self.draw.random() < 0.5:
            self.month = self.draw.choice([month for month in MONTHS if month != self.month])
            state.widget_states.widgets.add(id=self.selector, string_value=self.month)
        else:
            self.page = self.draw.choice([page for page in self.pages if page != self.page])
            self.selector = ""
        state.page_script_hash = self.page
        return await self._run(message)

    async def _run(self, message: BackMsg) -> str:
        """Send a rerun as a browser does, and take in its messages up to the end of the script."""
        state = message.rerun_script
        state.query_string = urlencode({"month": self.month})
        state.cached_message_hashes.extend(self.cached)
        state.context_info.timezone = "Asia/Shanghai"
        state.context_info.locale = "zh-CN"
        await self.connection.send(message.SerializeToString())
        self.cached = {name: age + 1 for name, age in self.cached.items() if age + 1 < _CACHED_RUNS}
        wrong = ""
        while True:
            answer = ForwardMsg()
            data = await self.connection.recv()
            assert isinstance(data, bytes)
            answer.ParseFromString(data)
            wrong = wrong or self._take_in(answer)
            kind = answer.WhichOneof("type")
            if kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return wrong

    def _take_in(self, answer: ForwardMsg) -> str:
        """Keep what the next step needs; empty, or what the message shows to be wrong."""
        kind = answer.WhichOneof("type")
        if answer.metadata.cacheable or kind == "ref_hash":
            self.cached[answer.hash or answer.ref_hash] = 0
        if kind == "navigation":
            self.pages = {page.page_script_hash: page.url_pathname for page in answer.navigation.app_pages}
            self.page = answer.navigation.page_script_hash
        elif kind == "script_finished" and answer.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            return "the script could not be compiled"
        elif kind == "page_not_found":
            return f"no page {answer.page_not_found.page_name}"
        elif kind == "delta" and answer.delta.WhichOneof("type") == "new_element":
            element = answer.delta.new_element
            shown = element.WhichOneof("type")
            if shown == "selectbox" and element.selectbox.label == "月份":
                self.selector = element.selectbox.id
            elif shown == "exception":
                return f"exception: {element.exception.message}"
            elif shown == "alert" and element.alert.format == element.alert.ERROR:
                return f"error: {element.alert.body}"
        return ""


async def person(number: int, address: str, think_seconds: float, end: float, seen: Seen) -> None:
    """Come some time within the first seconds, then look at things until the end.

    Whoever gets no answer, or loses the connection, comes again: or the crowd would shrink to what the server carries.
    """
    draw = random.Random(f"sessions/{number}")
    await asyncio.sleep(draw.uniform(0, min(_RAMP_SECONDS, think_seconds)))
    while time.monotonic() < end:
        try:
            await _visit(draw, address, think_seconds, end, seen)
        except TimeoutError:  # which is an OSError too
            seen.errors.append(f"no answer within {TIMEOUT_SECONDS} s")
        except (OSError, WebSocketException) as error:
            seen.errors.append(f"{type(error).__name__}: {error}")
            await asyncio.sleep(1)


async def _visit(draw: random.Random, address: str, think_seconds: float, end: float, seen: Seen) -> None:
    async with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None) as connection:
        session = Session(connection, draw)
        await _timed(session.first_page(), seen.first_ms, seen)
        while time.monotonic() < end:
            pause = min(draw.uniform(0.5, 1.5) * think_seconds, max(0.0, end - time.monotonic()))
            await asyncio.sleep(pause)
            if time.monotonic() < end:
                await _timed(session.step(), seen.rerun_ms, seen)


async def _timed(run: Coroutine[None, None, str], taken_ms: list[float], seen: Seen) -> None:
    start = time.perf_counter()
    async with asyncio.timeout(TIMEOUT_SECONDS):
        wrong = await run
    taken_ms.append(1000 * (time.perf_counter() - start))
    if wrong:
        seen.errors.append(wrong)


async def crowd(port: int, sessions: int, think_seconds: float, seconds: float) -> Seen:
    """All of them at once."""
    seen = Seen()
    address = f"ws://localhost:{port}/_stcore/stream"
    end = time.monotonic() + seconds
    await asyncio.gather(*(person(number, address, think_seconds, end, seen) for number in range(sessions)))
    return seen


def main(arguments: list[str]) -> int:
    """Run, and print what was seen."""
    port, sessions, think_seconds, seconds = arguments
    seen = asyncio.run(crowd(int(port), int(sessions), float(think_seconds), float(seconds)))
    print(json.dumps(vars(seen), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
