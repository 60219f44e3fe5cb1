"""总览: how far, far enough for the date, what is behind and whose, what it takes: in one view."""

import streamlit as st

from metrics import terms
from metrics.arithmetic.verdicts import VERDICTS
from ui.cache import reads
from ui.components import addresses, overview
from ui.components.mounting import board
from ui.frame import choices, parts, tables

view, snapshot = parts.heading(None)
status, verdict = choices.listed("status", terms.STATUSES), choices.listed("outlook", VERDICTS)
board(overview.body(view, addresses.carried(), status, verdict), key="overview")

# The long tables come when they are asked for: their grid is a large part of what a first visit loads.
_, rest = snapshot.top_and_rest
with st.expander("分类按期率表", key="categories_open", on_change="rerun") as categories:
    if categories.open:
        shown = ["series_name", "category", "total", *terms.STATUS_CODES, "rate_pct", "judged"]
        tables.table(snapshot.by_category, shown, title="分类按期率", view=view, key="categories")
due = reads.next_due(view)
if len(due) > overview.WORST:
    with st.expander(f"以后各月到期的{len(due)}个子项", key="due_open", on_change="rerun") as later:
        if later.open:
            names = ["due_month", "coded_item", "measure", "unit_label", "wanted", "actual_text", "short_text"]
            tables.table(due, names, title="以后各月到期", view=view, key="due")
if len(rest):
    with st.expander(f"其余{len(rest)}项滞后事项,按滞后程度排列", key="rest_open", on_change="rerun") as others:
        if others.open:
            names = ["status_word", "code", "item", "measure", "unit_label", "done_pct", "margin_points"]
            tables.table(rest, [*names, "months_behind", "what_it_takes"], title="其余滞后事项", view=view, key="rest")
