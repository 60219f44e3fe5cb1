"""GET /metrics for a monitoring program: how long screens take, what is in the queue, the store's size, errors.

DASHBOARD_METRICS says who may read it, with commas: addresses (10.1.2.3, 10.1.2.0/24), and tokens that are shown as
`Authorization: Bearer …`. Unset, there is no such address. No name of a person, and no figure, is in it.
"""

import ipaddress
import os
import secrets
import time
from collections.abc import Iterator

from prometheus_client import generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from loaders.files.children import TURNS
from metrics.errors import UserError
from store.reads.safety import condition
from ui import errors
from ui.access import door
from ui.cache import current
from ui.frame.watch import counted
from ui.routes.interface import answers

PATH = "/metrics"
SETTING = "DASHBOARD_METRICS"
_SHORTEST_TOKEN = 16
_STREAM = "/_stcore/stream"  # the websocket of an open page
_TIMED = ("/api/submissions", "/api/status")
_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Networks = list[ipaddress.IPv4Network | ipaddress.IPv6Network]


def allowed() -> tuple[Networks, list[str]]:
    """Addresses and tokens of the setting. Raises UserError for a part that is no address and too short for a token."""
    networks: Networks = []
    tokens: list[str] = []
    for part in filter(None, (one.strip() for one in os.environ.get(SETTING, "").split(","))):
        try:
            networks.append(ipaddress.ip_network(part, strict=False))
        except ValueError:
            if len(part) < _SHORTEST_TOKEN:
                raise UserError(
                    f"设置 {SETTING} 应为地址(如 10.1.2.0/24)或不短于{_SHORTEST_TOKEN}个字符的令牌,以逗号分开。",
                    title="设置有误",
                ) from None
            tokens.append(part)
    return networks, tokens


async def metrics(request: Request) -> Response:
    """The counts. 404 where the setting is unset, 403 for whom it does not name."""
    networks, tokens = allowed()
    if not networks and not tokens:
        return answers.Refused(404, "没有这个地址。").answer()
    if not _is_from(request, networks) and not _shows(request, tokens):
        return answers.Refused(403, f"没有权限读取运行指标,见设置 {SETTING}。").answer()
    return Response(await run_in_threadpool(generate_latest, counted.REGISTRY), media_type=_TYPE)


def _is_from(request: Request, networks: Networks) -> bool:
    """Whether the setting names the address, and it is the asker's own: whoever comes through a proxy has the proxy's.

    So this machine's counts for whoever sits at it (ui/routes/door.py), and a named proxy's own for nobody.
    """
    own = (request.scope.get("server") or ("",))[0]
    host = request.client.host if request.client else ""
    if host in door.proxies() or (not door.proxies() and door.speaks_of_a_proxy(request.headers)):
        return False
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    if (address.is_loopback or host == own) and not door.is_marked(request.headers):
        return False
    return any(address in network for network in networks)


def _shows(request: Request, tokens: list[str]) -> bool:
    shown = answers.bearer(request).encode()
    return any(secrets.compare_digest(shown, token.encode()) for token in tokens)


class Counted:
    """ASGI middleware: counts open pages, and how long answers to programs take."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = door.own_path(scope.get("path", ""))
        if scope["type"] == "websocket" and path == _STREAM:
            with counted.PAGES.track_inprogress():
                await self._app(scope, receive, send)
        elif scope["type"] == "http" and path in _TIMED:
            await self._timed(path, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _timed(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        start, status = time.perf_counter(), 500

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        finally:
            counted.REQUESTS.labels(path, status).observe(time.perf_counter() - start)


class _OfTheStore(Collector):
    """What is asked when somebody reads it."""

    def collect(self) -> Iterator[Metric]:
        yield CounterMetricFamily("dashboard_errors", "Errors with a number.", value=errors.logged_count())
        running, waiting = TURNS.lengths()
        files = GaugeMetricFamily("dashboard_files", "Workbooks in the queue.", labels=["state"])
        files.add_metric(["opened"], running)
        files.add_metric(["waiting"], waiting)
        yield files
        if not current.is_open():
            return
        found = condition.of(current.opened())
        yield CounterMetricFamily("dashboard_submissions", "Workbooks ever accepted.", value=found.submissions)
        yield GaugeMetricFamily("dashboard_store_bytes", "Data file with its log.", value=found.store_bytes)
        yield GaugeMetricFamily("dashboard_disk_free_bytes", "Free where the data file is.", value=found.free_bytes)
        if found.backup is not None:
            yield GaugeMetricFamily(
                "dashboard_last_backup_timestamp_seconds", "When the last backup was made.", value=found.backup_at
            )


counted.REGISTRY.register(_OfTheStore())
