"""总览: how far, far enough for the date, what is behind and whose, what it takes: in one view."""

import streamlit as st

from metrics import terms
from ui.cache import reads
from ui.components import addresses, overview
from ui.components.mounting import board
from ui.frame import choices, parts

view, snapshot = parts.heading(None)
board(overview.body(view, addresses.carried(), choices.listed_status(), choices.listed_verdict()), key="overview")

# The long tables come when they are asked for: their grid is a large part of what a first visit loads.
_, rest = snapshot.top_and_rest
with st.expander("分类按期率表", key="categories_open", on_change="rerun") as categories:
    if categories.open:
        shown = ["series_name", "category", "total", *terms.STATUS_CODES, "rate_pct", "judged"]
        parts.table(
            snapshot.by_category,
            shown,
            title="分类按期率",
            view=view,
            key="categories",
            has_demo=snapshot.has_demo,
        )
due = reads.next_due(view)
if len(due) > overview.WORST:
    with st.expander(f"以后各月到期的{len(due)}个子项", key="due_open", on_change="rerun") as later:
        if later.open:
            names = ["due_month", "coded_item", "measure", "unit_label", "wanted", "actual_text", "short_text"]
            parts.table(due, names, title="以后各月到期", view=view, key="due", has_demo=snapshot.has_demo)
if len(rest):
    with st.expander(f"其余{len(rest)}项滞后事项,按滞后程度排列", key="rest_open", on_change="rerun") as others:
        if others.open:
            names = ["status_word", "code", "item", "measure", "unit_label", "done_pct", "margin_points"]
            parts.table(
                rest,
                [*names, "months_behind", "what_it_takes"],
                title="其余滞后事项",
                view=view,
                key="rest",
                has_demo=snapshot.has_demo,
            )
