"""总览: how far, far enough for the date, what is behind and whose, what it takes: in one view."""

import streamlit as st

from metrics import terms
from ui.cache import charts as drawn
from ui.frame import links, parts

# The five worst stand in half a laptop's width, names and words unclipped.
WORST = {"status_word": 124, "coded_item": 202, "unit_label": 112, "margin_points": 114, "months_behind": 68}
_HALVES = [0.95, 1.05]

view, snapshot = parts.heading(None)
charts = drawn.overview(view)
worst, (top, rest) = snapshot.worst_items, snapshot.top_and_rest
changed = snapshot.changes
has_month_before, has_figures = view.month.month > 1, bool(snapshot.cells_reported[0])

bar, rate = st.columns([5, 1.15], vertical_alignment="center", gap="small")
with bar:
    parts.chart(charts.counts, f"{snapshot.place.whole}各状态项数", view, key="district")
rate.markdown(parts.rate_text(snapshot.tally))
parts.outlook_line(snapshot.outlook_sentence)

parts.chart(charts.cards, "主要经济指标", view, key="cards")

left, right = st.columns(_HALVES, gap="medium")
with left:
    parts.block(f"{len(snapshot.items_of('livelihood'))}项民生实事", "每格一项,点开看子项")
    wall = parts.chart(charts.livelihood, "民生实事", view, key="wall", on_select="rerun", selection_mode="points")
    links.open_clicked(wall)
with right:
    news = f",较上月新增{len(changed['fell_behind'])}项、恢复{len(changed['recovered'])}项"
    told = f"滞后事项共{len(worst)}项" + (news if has_month_before else "")
    parts.block("本月需关注", told if has_figures or len(worst) else "")
    if worst.empty:
        st.info(snapshot.nothing_behind)
    else:
        parts.plain_table(top, list(WORST), key="worst", alt=f"本月需关注的{len(top)}项。", widths=WORST)
    parts.block("各月状态", "全部事项,单位:项")
    parts.chart(charts.course, "各月状态", view, key="course")

left, right = st.columns(_HALVES, gap="medium")
with left:
    parts.block(f"{len(snapshot.items_of('task'))}项重点任务", "按报告章节,每格一项,点开看子项")
    wall = parts.chart(charts.tasks, "重点任务", view, key="task_wall", on_select="rerun", selection_mode="points")
    links.open_clicked(wall)
with right:
    parts.block("较上月变化")
    if not has_month_before:
        st.markdown(":gray[1月没有可比的上月。]")
    elif not has_figures:
        st.markdown(":gray[本月尚未报送数据,暂不能与上月比较。]")
    for which, heading in terms.NEWS.items() if has_month_before and has_figures else ():
        parts.item_list(heading, changed[which])

parts.block("分类按期率", "民生实事与重点任务,单位:项")
shown = ["series_name", "category", "total", *terms.STATUS_CODES, "rate_pct", "judged"]
parts.table(snapshot.by_category, shown, title="分类按期率", view=view, key="categories", has_demo=snapshot.has_demo)

if len(rest):
    parts.block("其余滞后事项", f"{len(rest)}项,按滞后程度排列")
    names = ["status_word", "code", "item", "measure", "unit_label", "done_pct", "margin_points", "months_behind"]
    parts.table(
        rest,
        [*names, "what_it_takes"],
        title="其余滞后事项",
        view=view,
        key="rest",
        has_demo=snapshot.has_demo,
    )
parts.legend()
