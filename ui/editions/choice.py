"""The editions that there are, and the choice of one of them, or of the month as it stands now."""

import pandas as pd
import streamlit as st

from metrics import origin
from metrics.periods import month_name
from store.engine.store import Store
from store.reads.editions import UNNUMBERED, Edition
from store.reads.view import View
from ui.cache import reads
from ui.cache.store_cache import cached
from ui.frame import parts, tables

_KEY, _OF = "briefed", "briefed of"


def choose(view: View) -> Edition:
    """The edition that the screen is about: the month's latest, until another or the present state is chosen."""
    draft = reads.draft(view)
    offered = {f"{UNNUMBERED} {month_name(view.month)}(现有数据)": draft}
    for one in reads.editions(view.region):  # two notices of different names, or years, may bear the same 期
        offered[f"{one.label}(编号{one.number})" if one.label in offered else one.label] = one
    own = [label for label, one in offered.items() if one.number is not None and one.view.month == view.month]
    default = own[0] if own else next(iter(offered))
    if st.session_state.get(_OF) != view:
        st.session_state[_OF], st.session_state[_KEY] = view, default
    place, _ = st.columns([1, 2.4])
    chosen = place.selectbox("依据的数据", list(offered), key=_KEY, label_visibility="collapsed")
    edition = offered.get(chosen or default, draft)
    if edition.number is not None and _has_moved(edition, draft):
        st.warning(f"{edition.name}之后数据有变动,可选“{UNNUMBERED}”查看现有数据,需要时另定一期。")
    return edition


def forget_choice() -> None:
    """On the next run the month's latest edition is chosen again."""
    st.session_state.pop(_OF, None)


@cached(8)
def _has_moved(store: Store, edition: Edition, draft: Edition) -> bool:
    """Whether the month's figures are others now than in its edition."""
    if edition.view.month != draft.view.month:
        return False
    frozen, now = (reads.month_snapshot(one.view).measures for one in (edition, draft))
    shown = ["measure_id", "status", "actual_text", "target_text", "plan_pct", "margin_points", "lead_unit"]
    return not frozen[shown].equals(now[shown])


def table(view: View) -> None:
    """All editions, to be taken along."""
    found = reads.editions(view.region)
    parts.block(f"历次简报{len(found)}期", "新的在前;编号后不再改动")
    if not found:
        st.info("还没有定过期。")
        return
    rows = pd.DataFrame(
        {
            "edition_name": [one.name for one in found],
            "edition_no": [one.number for one in found],
            "reported_month": [month_name(one.view.month) for one in found],
            "edition_title": [one.title for one in found],
            "office": [one.office for one in found],
            "frozen_text": [origin.sent_at(one.view.as_of) for one in found],
            "made_by": [one.made_by for one in found],
        }
    )
    tables.table(rows, list(rows.columns), title="历次简报", view=view, key="editions", has_demo=False)
