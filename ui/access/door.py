"""Where the server stands and what its neighbours are, as settings say it; and the mark of a connection from here.

DASHBOARD_BEHIND: `none`, it stands alone (`make run` says so); or the addresses of the proxy in front of it, with
commas; unsaid: there may be a proxy, so that everybody signs in. DASHBOARD_HOSTS: the names it is reached by.
DASHBOARD_USER_HEADER: the header in which such a proxy names who has signed in at it.
"""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urlsplit

import streamlit as st

ALONE = "none"
LOCAL = {"localhost", "127.0.0.1", "::1"}
# The door (ui/routes/door.py) puts this on what comes from whoever sits here, and takes off what comes in with it.
MARK, _SECRET = "x-dashboard-here", secrets.token_urlsafe(32)
SEAL = (MARK.encode(), _SECRET.encode())
NO_SEAL = (MARK.encode(), b"")  # everybody else's: none gets in without a header, as a screen under test has none
USER = "x-dashboard-user"  # whom the proxy named: the secret, and the name percent-encoded
_PROXY_WORDS = ("forwarded", "via", "true-client-ip", "cf-connecting-ip")
_PROXY_STARTS = ("x-forwarded", "x-real", "x-client", "x-cluster", "x-original", "x-proxy", "proxy-")

Texts = Mapping[str, str]


def behind() -> str:
    """What DASHBOARD_BEHIND says; empty where it says nothing."""
    return os.environ.get("DASHBOARD_BEHIND", "").strip()


def proxies() -> list[str]:
    """The addresses whose forwarding headers are believed. `*`, which would be everybody's, is no address."""
    named = [part.strip() for part in behind().split(",")]
    return [part for part in named if part not in ("", ALONE, "*")]


def user_header() -> str:
    """The header in which a named proxy says who has signed in at it; empty where none does.

    Whose connection it is cannot be told where the server itself was made to believe other machines' headers.
    """
    is_told_apart = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1") in LOCAL
    return os.environ.get("DASHBOARD_USER_HEADER", "").strip().lower() if proxies() and is_told_apart else ""


def sealed_user(values: list[str]) -> tuple[bytes, bytes] | None:
    """The header that tells of a person within the server, of what the proxy said; None where that names nobody.

    A proxy that adds its header to what came in names two: then it is nobody.
    """
    if len(values) != 1 or not values[0].strip():
        return None
    name = values[0].encode("latin-1").decode("utf-8", "replace")  # headers are bytes; proxies put UTF-8 or %XX in them
    return USER.encode(), f"{_SECRET}.{quote(unquote(name).strip())}".encode()


def named_user(headers: Texts) -> str:
    """Whom the proxy has named; empty for nobody."""
    secret, _, name = headers.get(USER, "").partition(".")
    return unquote(name) if secrets.compare_digest(secret.encode(), _SECRET.encode()) else ""


def listens_locally() -> bool:
    """Whether only this machine reaches the server."""
    return st.get_option("server.address") in LOCAL


def stands_alone() -> bool:
    """Whether the server was told that nothing stands in front of it, and only this machine reaches it."""
    return behind() == ALONE and listens_locally()


def is_known_host(name: str | None) -> bool:
    """Whether the server is reached by this name: this machine's own, those of DASHBOARD_HOSTS, any where it is unset.

    A name that is neither makes nobody sit at this machine: person.sits_here.
    """
    hosts = os.environ.get("DASHBOARD_HOSTS", "").lower().replace(",", " ").split()
    return name in LOCAL or name in hosts or not hosts


def host_name(host: str) -> str | None:
    """The name in a Host header, without its port; None for what is none."""
    parts = parted(f"//{host}")
    return parts.hostname if parts else None


def parted(url: str) -> SplitResult | None:
    """The parts of an address that somebody sent; None for what is none, as `http://[`."""
    try:
        return urlsplit(url)
    except ValueError:
        return None


def speaks_of_a_proxy(headers: Texts) -> bool:
    """Whether a request came through another server that says so."""
    return any(name in _PROXY_WORDS or name.startswith(_PROXY_STARTS) for name in headers)


def is_marked(headers: Texts) -> bool:
    """Whether the door saw that a connection comes from whoever sits here. A screen under test has no headers."""
    return not headers or secrets.compare_digest(headers.get(MARK, "").encode(), _SECRET.encode())


def is_of_our_user(client_port: int, server_port: int) -> bool:
    """Whether the other end of a connection over the loopback belongs to the user that this server runs as.

    A proxy that hides that it is one (no header, Host rewritten) still runs as a user of its own. True where the system
    does not tell: it is one sign among others.
    """
    tables = [path for path in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")) if path.exists()]
    if not tables:
        return True
    for table in tables:
        for line in table.read_text().splitlines()[1:]:
            fields = line.split()
            ports = tuple(int(end.rpartition(":")[2], 16) for end in fields[1:3])
            if ports == (client_port, server_port):
                return int(fields[7]) == os.getuid()
    return False


def base() -> str:
    """The sub-path that the server answers under: `/targets`; empty at the root (server.baseUrlPath)."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def address(path: str) -> str:
    """A path of ours as the browser has to ask for it."""
    return base() + path


def own_path(path: str) -> str:
    """A path that was asked for, without the sub-path."""
    inner = path.removeprefix(base())
    return path if not base() or (inner and not inner.startswith("/")) else inner or "/"
