"""The year's selector beside the month's, where a region has more than one; and which years there are for whom."""

import datetime as dt

import streamlit as st

from metrics.periods import month_code, parse_month
from store.engine.store import Store
from store.reads import months, view
from ui.access import acting
from ui.cache import current, reads
from ui.cache.store_cache import cached

_HALVES = [1, 1.45]


def years(of: str) -> list[int]:
    """The years with targets that whoever looks may see: a draft is for whoever may change targets."""
    drafts = _drafts(of, current.now().date())
    known = reads.years(of)
    return known if not set(drafts) & set(known) or acting.may("change") else [y for y in known if y not in drafts]


def home(of: str) -> dt.date:
    """The month that a screen opens with."""
    return reads.opening_month(_home_year(of, tuple(years(of)), current.now().date()), of)


def draw(of: str, codes: list[str]) -> dt.date:
    """The two selectors, the months newest first with how each stands. Returns the month, and keeps the address."""
    held = st.query_params.get("month") or st.session_state.get("month")
    code = held if held in codes else month_code(home(of))
    st.query_params["month"] = st.session_state["month"] = code
    year = int(code[:4])
    covered = sorted({int(one[:4]) for one in codes}, reverse=True)
    drafts, marks = _drafts(of, current.now().date()), _marks(of, year)
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
    _go(month_code(reads.opening_month(st.session_state["year shown"], of)))


def _go_to_month() -> None:
    _go(st.session_state["month shown"])


def _go(code: str) -> None:
    st.query_params["month"] = st.session_state["month"] = code


@cached(16)
def _drafts(store: Store, of: str, today: dt.date) -> list[int]:
    return view.draft_years(store, today, of)


@cached(16)
def _marks(store: Store, of: str, year: int) -> dict[dt.date, str]:
    return months.month_marks(store, year, of)


@cached(16)
def _home_year(store: Store, of: str, known: tuple[int, ...], today: dt.date) -> int:
    return months.home_year(store, list(known), today, of)
