"""The one place that turns an exception into words on the screen, for a whole run, a callback or a fragment."""

import logging
import re
import secrets
import time
from collections import deque
from typing import NamedTuple

import streamlit as st

from metrics.errors import UserError

LOG = logging.getLogger("dashboard.errors")


class Logged(NamedTuple):
    """An error that was logged: its number, when (as time.monotonic counts), and its place since the start."""

    reference: str
    at: float
    place: int


RECENT: deque[Logged] = deque(maxlen=20)

_MARKDOWN = re.compile(r"([\\`*_\[\]<>$:~#|])")


def show(exc: Exception) -> bool:
    """Show what a user may read: a UserError's own sentence; for anything else a sentence and a reference number.

    The traceback goes into the log under the same number. Always True: it tells Streamlit to show nothing more.
    """
    if isinstance(exc, UserError):
        # The message may quote what stood in the address: as text, never as Markdown, whose pictures are requests.
        st.error(f"**{plain(exc.title)}** {plain(exc.message)}")
        return True
    reference = logged(exc)
    st.error(
        f"**本页未能完整显示** 系统出现内部错误,已记录,编号 {reference}。"
        "请刷新页面重试;仍不能显示时,请将编号告知系统管理员。"
    )
    return True


def logged(exc: Exception) -> str:
    """Write a traceback into the log under a number, and return the number."""
    reference = f"{secrets.randbelow(10_000):04d}-{secrets.randbelow(10_000):04d}"
    LOG.error("错误编号 %s", reference, exc_info=exc)
    RECENT.append(Logged(reference, time.monotonic(), logged_count() + 1))
    return reference


def logged_count() -> int:
    """How many errors were logged since the start."""
    return RECENT[-1].place if RECENT else 0


def plain(text: str) -> str:
    """The same text, with everything escaped that Streamlit's Markdown would take for markup."""
    return _MARKDOWN.sub(r"\\\1", text)


def not_logged_twice(record: logging.LogRecord) -> bool:
    """A logging filter: False for Streamlit's own copy of a traceback, which has no number and logs UserErrors too."""
    return record.getMessage() != "Uncaught app execution"
