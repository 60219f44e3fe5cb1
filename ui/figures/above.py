"""全市一览: from where the regions are looked at and in which month, what is read for it, and its files."""

import datetime as dt
from functools import partial

import streamlit as st

from briefing.above.files import FILES, file_name
from metrics import terms
from metrics.errors import UserError
from metrics.periods import month_code, month_name, parse_moment, parse_month, time_elapsed_pct
from store.above import matrix as matrices
from store.above import regions
from store.above.matrix import Matrix
from store.above.roll_up import RollUp
from store.engine.store import Store
from store.reads.view import LATEST
from ui.access import parts, person
from ui.cache import current
from ui.cache.store_cache import cached
from ui.frame import choices, months, narrow

# Kept until anything in the store changes: the regions of one screen are many. `today`: a draft comes into force on a
# day, and nothing is written then.
_years = cached(8, opening=current.opened)(regions.years)


@cached(8, opening=current.opened)
def _roll_up(store: Store, top: str, year: int, today: dt.date, as_of: dt.datetime) -> RollUp:
    return matrices.roll_up_below(store, top, year, as_of)


@cached(16, opening=current.opened)
def _matrix(store: Store, top: str, month: dt.date, today: dt.date, as_of: dt.datetime) -> Matrix:
    return matrices.of_roll_up(store, _roll_up(top, month.year, today, as_of), top, month, month.year, as_of)


def drawn() -> Matrix | None:
    """The first line with its choices, and what is looked at; None where no several regions lie in one.

    Raises UserError for an address that names a place which whoever looks may not look down from, or a month of none.
    """
    tops = person.tops()
    if not tops:
        st.markdown("### 各地一览")
        st.info("这里并列比较同一上级地区的各地。您可以查看的地区中,还没有两个以上地区属于同一上级并载入了目标。")
        return None
    with st.container(horizontal=not narrow.is_phone(), vertical_alignment="center", gap="small"):
        title_here = st.container(horizontal=True, vertical_alignment="center", gap="small")
        choice_here, day_here = st.container(width=198), st.container(width="content")
    top = _top(tops, choice_here)
    with day_here:
        as_of = _as_of()
    with choice_here:
        found = _chosen(top, as_of)
    month = f"**{month_name(found.month)}**"
    state = f"数据截至{month}" if found.has_figures else f"{month}尚无数据"
    known = f" · **{found.known_text}**" if found.known_text else ""
    with title_here:
        st.markdown(f"### {found.month.year}年{found.title}", width="content")
        st.markdown(
            f"{found.above.short_name} {len(found.every)}个地区 · {state} "
            f"· 时间进度**{time_elapsed_pct(found.month):.1f}%**{known}"
            + (f" :orange-badge[{terms.DEMO_LABEL}]" if found.has_demo else ""),
            width="content",
        )
        parts.who()
    return found


def _as_of() -> dt.datetime:
    """The end of the day as of which the data are looked at; none chosen: as they are now."""
    with st.popover("看当时", type="tertiary"):
        day = st.date_input(
            "按哪天已收到的数据看(不选为最新)", None, max_value=current.now().date(), key="known", format="YYYY-MM-DD",
            bind="query-params",
        )  # fmt: skip
    return parse_moment(day.isoformat()) if day else LATEST


def _top(named: dict[str, str], here: st.delta_generator.DeltaGenerator) -> str:
    asked, tops = st.query_params.get("above"), list(named)
    if asked is not None and asked not in tops:
        raise UserError(f"不能从“{asked}”查看所属地区,可选:{regions.listed(named)}。", title="地区有误")
    if len(tops) == 1:
        return tops[0]
    held = asked or st.session_state.get("above")
    chosen = held if held in tops else tops[0]
    st.query_params["above"] = st.session_state["above"] = chosen
    # The address has the code and the choice shows the name, so that it cannot be bound to the address.
    here.selectbox(
        "上级地区", tops, index=tops.index(chosen), key="above chosen", on_change=_go_to_top,
        format_func=named.__getitem__, label_visibility="collapsed",
    )  # fmt: skip
    return chosen


def _go_to_top() -> None:
    st.query_params["above"] = st.session_state["above"] = st.session_state["above chosen"]


def _chosen(top: str, as_of: dt.datetime) -> Matrix:
    """The regions below a place in the chosen month, as known at a moment."""
    today = current.now().date()
    known = _years(top, today)
    codes = [month_code(dt.date(year, number, 1)) for year in known for number in range(1, 13)]
    asked = months.asked() or st.session_state.get("month")
    if asked not in codes:
        year = max(known)
        months.keep(month_code(matrices.latest_month(_roll_up(top, year, today, LATEST), year)))
    choices.carry_over("month", codes)
    held = st.session_state.get("month")
    chosen = st.selectbox(
        "月份", codes, index=None, key="month", bind="query-params", label_visibility="collapsed", required=True
    )
    return _matrix(top, parse_month(chosen or held or codes[0]), today, as_of)


def files(matrix: Matrix) -> None:
    """The matrix to be taken along, as a workbook, a slide, a picture: each is made when it is asked for."""
    with st.container(horizontal=True, gap="small"):
        for word, (ending, make) in FILES.items():
            st.download_button(
                word, partial(make, matrix, current.now()), file_name=file_name(matrix, ending), key=f"above_{ending}",
                type="tertiary", on_click="ignore",
            )  # fmt: skip
