"""How narrow or wide the window was when the page was opened: door.js says so before the first run, in a cookie."""

from ui.access.person import connection

_COOKIE = "narrow"


def is_narrow() -> bool:
    """Too narrow for tables: a phone, a tablet, or a laptop's window enlarged to 150% and more."""
    return connection.cookies.get(_COOKIE) in ("1", "2")


def is_wide() -> bool:
    """A screen of 3840 pixels, on which everything is larger (ui/components/templates/first.html)."""
    return connection.cookies.get(_COOKIE) == "wide"


def is_phone() -> bool:
    """So narrow that nothing stands beside anything."""
    return connection.cookies.get(_COOKIE) == "2"
