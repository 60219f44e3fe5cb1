"""Loaded by the server under test at its start: notes every address that Python looks up or connects to."""

import os
import sys
from pathlib import Path

_LOG = Path(os.environ["WATCH_LOG"])
_LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname"}


def _note(event: str, args: tuple[object, ...]) -> None:
    if event in _LOOKUPS:
        host = args[0]
    elif event in {"socket.connect", "socket.sendto"} and isinstance(args[1], tuple):
        host = args[1][0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else str(host)
    with _LOG.open("a", encoding="utf-8") as log:
        log.write(f"{name}\n")


sys.addaudithook(_note)
