"""What the browser's own tools say of a rerun: time at the server, in which scripts, in styles and layout."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from benchmarks.browser import Tab
from benchmarks.measurement import amount

_LAYOUT = ("LayoutDuration", "RecalcStyleDuration")
_IDLE = {"(idle)", "(program)", "(root)"}


def largest_cause(tab: Tab, act: Callable[[], float], times: int = 5) -> str:
    """Act some times under the browser's profiler; where the mean of the time goes, the largest part first."""
    sent: list[float] = []
    received: list[float] = []
    devtools = tab.devtools
    devtools.on("Network.webSocketFrameSent", lambda event: sent.append(event["timestamp"]))
    devtools.on("Network.webSocketFrameReceived", lambda event: received.append(event["timestamp"]))
    for domain in ("Network", "Performance", "Profiler"):
        devtools.send(f"{domain}.enable")
    server_ms, whole_ms = 0.0, 0.0
    costs: defaultdict[str, float] = defaultdict(float)
    for _ in range(times):
        sent.clear()
        received.clear()
        before = _metrics(tab)
        devtools.send("Profiler.start")
        whole_ms += act()
        profile = devtools.send("Profiler.stop")["profile"]
        after = _metrics(tab)
        server_ms += 1000 * (max(received) - min(sent))
        costs["styles and layout"] += 1000 * sum(after[name] - before[name] for name in _LAYOUT)
        for name, milliseconds in _script_ms(profile).items():
            costs[name] += milliseconds
    for domain in ("Profiler", "Performance", "Network"):
        devtools.send(f"{domain}.disable")
    costs["server (request sent → last message received)"] = server_ms
    largest = sorted(costs.items(), key=lambda pair: -pair[1])[:4]
    parts = [f"{name} {amount(cost / times)} ms" for name, cost in largest]
    return f"{', '.join(parts)} (of {amount(whole_ms / times)} ms under the profiler; browser and server overlap)"


def _metrics(tab: Tab) -> dict[str, float]:
    return {row["name"]: row["value"] for row in tab.devtools.send("Performance.getMetrics")["metrics"]}


def _script_ms(profile: dict[str, Any]) -> dict[str, float]:
    """Milliseconds by the script file that was running; the collection of garbage by itself."""
    names: dict[int, str] = {}
    for node in profile["nodes"]:
        frame = node["callFrame"]
        if frame["functionName"] in _IDLE:
            continue
        file = urlsplit(frame["url"]).path.rpartition("/")[2]
        name = "garbage collection" if frame["functionName"] == "(garbage collector)" else file or "browser's own code"
        names[node["id"]] = name
    costs: defaultdict[str, float] = defaultdict(float)
    for node_id, microseconds in zip(profile["samples"], profile["timeDeltas"], strict=True):
        if node_id in names:
            costs[names[node_id]] += microseconds / 1000
    return costs
