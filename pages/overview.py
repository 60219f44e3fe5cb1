"""总览: how far, far enough for the date, what is behind and whose, what it takes: in one view."""

import streamlit as st

from metrics import counting, terms
from ui import parts
from ui.charts import cards, counts
from ui.charts.look import CONFIG

# The five worst stand in half a laptop's width.
WORST = {"status_word": 116, "coded_item": 178, "unit_label": 110, "margin_points": 122, "months_behind": 66}

view, snapshot = parts.heading("温江区目标进度")
worst = snapshot.worst_items
changed = counting.changes(snapshot.items, "code")

bar, rate = st.columns([5, 1.15], vertical_alignment="center", gap="small")
bar_alt = counts.counts_alt(snapshot.tally, "全区目标")
bar.plotly_chart(counts.counts_bar(snapshot.tally), config=CONFIG, key="district", alt=bar_alt)
rate.markdown(parts.rate_text(snapshot.tally))

indicators = snapshot.measures[snapshot.measures["series"] == "indicator"]
st.plotly_chart(cards.cards(indicators, snapshot.course), config=CONFIG, key="cards", alt=cards.cards_alt(indicators))

left, right = st.columns(2, gap="medium")
livelihood = snapshot.items[snapshot.items["series"] == "livelihood"]
with left:
    parts.block(f"{len(livelihood)}项民生实事", "每格一项,点开看子项")
    parts.wall(livelihood, key="wall")
with right:
    news = f"较上月新增{len(changed['fell_behind'])}项、恢复{len(changed['recovered'])}项"
    parts.block("本月需关注", f"共{len(worst)}项滞后,{news}")
    if worst.empty:
        missing = snapshot.tally.counts["not_reported"]
        st.info("本月没有滞后事项" + (f",另有{missing}项未报送。" if missing else "。"))
    else:
        alt = f"本月需关注的{min(len(worst), 5)}项。"
        parts.plain_table(worst.head(5), list(WORST), key="worst", alt=alt, widths=WORST)
    parts.block("各月状态", "全部事项,单位:项")
    course_alt = counts.course_alt(snapshot.item_course, "全区")
    st.plotly_chart(counts.counts_course(snapshot.item_course), config=CONFIG, key="course", alt=course_alt)

tasks = snapshot.items[snapshot.items["series"] == "task"]
left, right = st.columns(2, gap="medium")
with left:
    parts.block(f"{len(tasks)}项重点任务", "按报告章节,每格一项,点开看子项")
    parts.wall(tasks, key="task_wall")
with right:
    parts.block("较上月变化")
    for heading, which in (("新完成", "completed"), ("新增滞后", "fell_behind"), ("恢复正常", "recovered")):
        parts.item_list(heading, changed[which])

parts.block("分类按期率", "民生实事与重点任务,单位:项")
by_category = counting.tally_by(snapshot.items[snapshot.items["series"] != "indicator"], "category")
shown = ["category", "total", *terms.STATUS_CODES, "rate_pct", "judged"]
parts.table(by_category, shown, title="分类按期率", view=view, key="categories", has_demo=snapshot.has_demo)

if len(worst) > 5:
    parts.block("其余滞后事项", f"{len(worst) - 5}项,按滞后程度排列")
    names = ["status_word", "code", "item", "measure", "unit_label", "done_pct", "margin_points", "months_behind"]
    parts.table(
        worst.iloc[5:],
        [*names, "what_it_takes"],
        title="其余滞后事项",
        view=view,
        key="rest",
        has_demo=snapshot.has_demo,
    )
parts.legend()
