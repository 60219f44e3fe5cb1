"""滞后事项: what is behind in all series, whose, for how long, why, what it takes, and what the units say of it?"""

import streamlit as st

from briefing.charts.screens.behind import TOP_UNITS
from metrics import terms
from metrics.arithmetic import backlog
from ui.cache import charts
from ui.figures import behind
from ui.frame import choices, links, narrow, parts, tables
from ui.frame.column_room import PAGE

view, snapshot = parts.heading("滞后事项")
items = snapshot.items

filters = choices.filters(5)
with filters[0]:
    series = choices.one_of("series", "系列", list(terms.SERIES.values()))
with filters[1]:
    unit = choices.one_of("unit", "牵头单位", sorted(items["lead_unit"].unique()))
with filters[2]:
    category = choices.one_of("category", "类别", list(items["category"].unique()))
with filters[3]:
    status = choices.one_of("status", "状态", [terms.STATUSES[code].word for code in terms.BAD])
with filters[4]:
    leader = choices.one_of("leader", "分管领导", sorted(items["leader"].dropna().unique()))

chosen = {"series_name": series, "lead_unit": unit, "category": category, "leader": leader}
found = charts.backlog(view, chosen, status)
rows, counts, recovered, owing = found.rows, found.counts, found.recovered, found.owing
filtered = list(chosen.values())

is_compared = snapshot.compared_with is not None
has_figures = bool(snapshot.cells_reported[0])
# 项 counts items, as on every other screen; 个 counts their measures. A month without a figure has nothing to count.
told = (
    f"滞后**{counts.items}**项事项、**{counts.units}**家单位 · 滞后子项**{counts.measures}**个"
    + (f",其中严重滞后**{counts.far}**个、" if view.month.month < 12 else ",其中")  # in December both are 未完成
    + f"连续{backlog.LASTING_MONTHS}个月以上**{counts.lasting}**个"
    + (f"、较上月新增**{counts.new}**个" if is_compared else "")
    + (f" · 恢复**{len(recovered)}**个" if is_compared else "")
    + " · 另有"
)
st.markdown((told if has_figures or len(rows) else "本月有") + f"**{len(owing)}**个未报送")

if rows.empty:
    st.info(snapshot.nothing_behind if snapshot.behind.empty else "所选范围没有滞后事项。")
else:
    parts.block("滞后子项", f"按滞后程度排列,点选一行看全文,{parts.figure_note(view)}")
    shown = [
        "status_word", "coded_item", "measure", "unit_label", "margin_points", "months_behind", "outlook_word",
        "what_it_takes", "change_word", "outlook_text", "previous_word", "target_text", "actual_text", "why",
    ]  # fmt: skip
    others = [
        "lower", "upper", "actual", "unit", "done_pct", "plan_pct", "problem", "next_step", "expected", "category",
        "series_name", "leader", "outlook_basis", "outlook_value", "outlook_low", "outlook_high",
    ]  # fmt: skip
    answer = tables.table(
        rows, shown, title="滞后子项", view=view, key="behind", chosen=[*filtered, status], taken_along=others,
        height=283, on_select="rerun", selection_mode="single-row-required",
        widths={"status_word": 124, "coded_item": 190, "measure": 180, "unit_label": 108, "margin_points": 104,
                "months_behind": 66, "outlook_word": 68, "what_it_takes": 342},
    )  # fmt: skip
    if narrow.is_narrow():
        links.open_chosen(answer, list(rows["code"]))
    else:
        behind.draw(found, answer.selection.rows, key="open")
    left, right = st.columns(2, gap="medium")
    with left:
        top = f"前{TOP_UNITS}家,单位:个子项" if counts.units > TOP_UNITS else "单位:个子项"
        parts.block("按牵头单位", top)
        parts.chart(found.by_unit, "滞后子项_按牵头单位", view, key="by_unit")
    with right:
        parts.block("按类别", "单位:个子项")
        parts.chart(found.by_category, "滞后子项_按类别", view, key="by_category")

names = ["coded_item", "measure", "unit_label", "previous_word", "status_word", "margin_points", "why"]
parts.block(f"较上月恢复{len(recovered)}个子项", "上月滞后,本月达到要求")
if recovered.empty:
    st.markdown(":gray[无]" if is_compared else f":gray[{snapshot.not_compared}]")
else:
    tables.table(recovered, names, title="较上月恢复", view=view, key="recovered", chosen=filtered, room=PAGE)

parts.block(f"未报送{len(owing)}个子项", "应报而未报,不计入滞后,但计入按期率的分母;按数据提供单位")
if owing.empty:
    st.markdown(f":gray[{'所选范围' if any(filtered) else ''}应报数据已全部报送。]")
else:
    names = ["unit_name", "sent_text", "missing", "cells_text", "codes"]
    tables.table(found.owing_units, names, title="未报送单位", view=view, key="owing_units", chosen=filtered)
    with st.expander("逐项列出未报送的子项"):
        names = ["supplier_unit", "coded_item", "measure", "due_text", "last_text", "unit_label", "target_text"]
        tables.table(owing, names, title="未报送子项", view=view, key="owing", chosen=filtered)
parts.legend(view.month)
