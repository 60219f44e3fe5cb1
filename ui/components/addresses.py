"""Where a link of a drawing leads: a screen of the menu with the month, and what else is chosen on it."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from metrics.periods import month_code
from metrics.terms import SERIES_SHORT
from store.reads.view import View
from ui.access import door
from ui.menu import START

SCREEN_OF = {"indicator": "indicators", "task": "tasks", "livelihood": "livelihood"}
# What a link carries beside the month, wherever it leads: what the whole dashboard is opened with.
_CARRIED = ("edition", "region")


def carried() -> dict[str, str]:
    """What every link of this screen carries on from its own address."""
    return {name: st.query_params[name] for name in _CARRIED if name in st.query_params}


def address(screen: str, view: View, carried: Mapping[str, str], **chosen: str | None) -> str:
    """The address of a screen with the month of a view, or its edition, and some choices; None is no choice."""
    month = {} if "edition" in carried else {"month": month_code(view.month)}
    values = {**month, **carried, **{name: value for name, value in chosen.items() if value is not None}}
    return f"{door.address('/')}{'' if screen == START else screen}?{urlencode(values)}"


def month_address(screen: str, view: View, carried: Mapping[str, str], number: int, **chosen: str | None) -> str:
    """The address of a screen in another month of the year. An edition is of one month: the others lead nowhere."""
    if "edition" in carried and number != view.month.month:
        return ""
    return address(screen, replace(view, month=view.month.replace(month=number)), carried, **chosen)


def item_address(code: str, view: View, carried: Mapping[str, str]) -> str:
    """The address of an item, open on the screen of its series."""
    return address(screen_of(code), view, carried, item=code)


def screen_of(code: str) -> str:
    """The screen of the series that an item's code begins with."""
    return next(SCREEN_OF[series] for series, short in SERIES_SHORT.items() if code.startswith(short))
