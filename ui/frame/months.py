"""The year's selector beside the month's, where a region has more than one; and which years there are for whom."""

import datetime as dt
from contextlib import suppress

import streamlit as st
from streamlit.errors import StreamlitAPIException

from metrics.periods import month_code, parse_month, previous_month
from store.reads import months, view
from store.reads.view import View
from ui.access import person
from ui.cache import current, reads
from ui.cache.store_cache import cached

_HALVES = [1, 1.45]

_drafts = cached(16)(view.draft_years)
_home_year = cached(16)(months.home_year)


def years(of: str) -> list[int]:
    """The years with targets that whoever looks may see: a draft is for whoever may change targets."""
    drafts = _drafts(current.now().date(), of)
    known = reads.years(of)
    return known if not set(drafts) & set(known) or person.may("change") else [y for y in known if y not in drafts]


def home(of: str) -> dt.date:
    """The month that a screen opens with; in a year that has no figure yet the one whose figures are asked for."""
    year = _home_year(years(of), current.now().date(), of)
    first = None if reads.reported_months(year, of) else _asked_for(of, [year])
    return first or reads.opening_month(year, of)


def due(of: str) -> dt.date:
    """The month whose figures are asked for now; where there is none, the month that a screen opens with."""
    return _asked_for(of, years(of)) or home(of)


def _asked_for(of: str, covered: list[int]) -> dt.date | None:
    """The last month of some years that is over, where figures are due in it; else the one that runs, else none."""
    this = current.now().date().replace(day=1)
    recent = [month for month in (previous_month(this), this) if month.year in covered]
    return next((month for month in recent if _is_due(month, of)), None)


def _is_due(month: dt.date, of: str) -> bool:
    return reads.month_snapshot(View(month, of, reads.preset_in_use(of))).cells_reported[1] > 0


def open_with(month: dt.date) -> None:
    """Make it the chosen month, as long as nobody has chosen another than a screen opened with."""
    code, held = month_code(month), asked() or st.session_state.get("month")
    if held in (None, st.session_state.get("month opened")):
        if held != code:
            # Into the address too: a link or a picture of the first view must be had again when later months are in.
            keep(code)
        st.session_state["month opened"] = code


def asked() -> str | None:
    """The month of the address; none where it was left and stands there only until its widget is gone."""
    code = st.query_params.get("month")
    if code is not None and code == st.session_state.get("month left"):
        return None
    st.session_state.pop("month left", None)
    return code


def keep(code: str) -> None:
    """Make a month the chosen one, in the address too."""
    st.session_state["month"] = code
    with suppress(StreamlitAPIException):  # bound to a widget, which writes it there itself
        st.query_params["month"] = code


def draw(of: str, codes: list[str]) -> dt.date:
    """The two selectors, the months newest first with how each stands. Returns the month, and keeps the address."""
    held = asked() or st.session_state.get("month")
    code = held if held in codes else month_code(home(of))
    keep(code)
    year = int(code[:4])
    covered = sorted({int(one[:4]) for one in codes}, reverse=True)
    drafts, marks = _drafts(current.now().date(), of), reads.month_marks(year, of)
    left, right = st.columns(_HALVES, gap="xxsmall")
    # The address has the code and the choice shows words, so that neither can be bound to the address.
    st.session_state["year shown"], st.session_state["month shown"] = year, code
    left.selectbox(
        "年度", covered, key="year shown", on_change=_go_to_year, args=(of,), label_visibility="collapsed",
        format_func=lambda one: f"{one}草案" if one in drafts else str(one),
    )  # fmt: skip
    right.selectbox(
        "月份", [month_code(dt.date(year, number, 1)) for number in range(12, 0, -1)], key="month shown",
        on_change=_go_to_month, label_visibility="collapsed",
        format_func=lambda one: f"{int(one[5:])}月 {marks[parse_month(one)]}",
    )  # fmt: skip
    return parse_month(code)


def _go_to_year(of: str) -> None:
    """Of another year the month that it would open with."""
    keep(month_code(reads.opening_month(st.session_state["year shown"], of)))


def _go_to_month() -> None:
    keep(st.session_state["month shown"])
