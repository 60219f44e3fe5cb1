"""What time it is where a store's moments are counted. Nothing else of the product asks the clock.

Moments stand without a zone, in whole seconds. Whose zone they are in is said by the store itself, not by the host that
happens to serve it: a deadline's day ends in the district, wherever the server runs.
"""

import datetime as dt
import os
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from metrics.errors import UserError

USUAL = "Asia/Shanghai"
SETTING = "DASHBOARD_TIME_ZONE"


def now(zone: str, instant: dt.datetime | None = None) -> dt.datetime:
    """The time in a zone, as moments are stored. `instant`: of another moment than this, given with its own zone."""
    there = dt.datetime.now(ZoneInfo(zone)) if instant is None else instant.astimezone(ZoneInfo(zone))
    return there.replace(microsecond=0, tzinfo=None)


def utc(zone: str, moment: dt.datetime) -> dt.datetime:
    """A moment that stands in a zone, in UTC, without a zone either: how a file's properties count."""
    return moment.replace(tzinfo=ZoneInfo(zone)).astimezone(dt.UTC).replace(tzinfo=None)


def at(zone: str, seconds: float) -> dt.datetime:
    """The moment that a file system counts as seconds (`st_mtime`), as moments are stored."""
    return now(zone, dt.datetime.fromtimestamp(seconds, dt.UTC))


def chosen_zone() -> str:
    """The zone of a store that has none yet: `DASHBOARD_TIME_ZONE`, else USUAL. Raises UserError for none there is."""
    name = os.environ.get(SETTING) or USUAL
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise UserError(f"没有名为“{name}”的时区,{SETTING} 应如 {USUAL}。", title="时区有误") from None
    return name
