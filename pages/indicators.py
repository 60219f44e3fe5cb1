"""经济指标: is each main target within its range, how did it get there, and what does the rest of the year need?"""

from functools import partial

import streamlit as st

from ui.cache import charts, reads
from ui.components import addresses, overview
from ui.components.mounting import board
from ui.figures import indicator
from ui.frame import choices, links, parts, tables
from ui.frame.column_room import PAGE
from ui.frame.narrow import is_narrow

view, _ = parts.heading("经济指标")
facts = reads.indicators(view)
measures = facts.measures
if measures.empty:
    st.info("本年度没有设定经济指标。")
    st.stop()

left, right = st.columns(2, gap="medium")
with right:
    notice = st.container()
    name, choice = st.columns([2.4, 1], vertical_alignment="center", gap="small")
    with choice:
        code = choices.opened("经济指标", facts.codes, facts.worst_code, notice)
    with name:
        opened = charts.opened_indicator(view, code)
        parts.block(opened.measures[0]["item"], f"本年走势,单位:{facts.units_of(code)},{parts.figure_note(view)}")
    parts.chart(opened.course, f"{code}走势", view, key="course")
    indicator.standing(opened)
    indicator.compared_with(opened)
with left:
    if is_narrow():
        board(overview.cards(view, addresses.carried()), key="cards")
    else:
        parts.block(f"{len(facts.codes)}项指标与目标对照", "各用各的标尺;点一行看各月")
        parts.chart(
            opened.bullets, "经济指标与目标对照", view, key="bullets",
            on_select=partial(links.choose_clicked, "bullets"), selection_mode="points",
        )  # fmt: skip
        st.caption("浅蓝:目标区间或同步范围;浅绿:上限以内;竖线:参照或上限;彩条:与目标之差;空心点:最近一期数据")

parts.block("余下月份所需", f"增速按累计口径,{parts.figure_note(view)}")
tables.table(
    measures,
    ["status_word", "code", "measure", "target_text", "actual_text", "period", "outlook_word", "rest_of_year"],
    title="经济指标余下月份所需", view=view, key="rest", room=PAGE,
    taken_along=["outlook_text", "outlook_basis", "outlook_value", "outlook_low", "outlook_high"],
    widths={"status_word": 126, "code": 54, "measure": 178, "target_text": 86, "actual_text": 72, "period": 72,
            "outlook_word": 74, "rest_of_year": 540},
)  # fmt: skip

parts.block("总量与增速", f"灰柱为上年全年;增速为同期公布数,不由总量推算;{parts.figure_note(view)}")
if len(facts.amounts):
    parts.chart(opened.amounts, "总量与增速", view, key="amounts")
if facts.references.empty:
    st.info("本年度没有设定总量等参考数据;需要对照的,在年度目标工作簿中以“参考”类型加入。")
else:
    tables.table(
        facts.references,
        ["code", "measure", "actual_text", "period", "growth_text", "last_year_text", "vintage", "basis",
         "figure_source"],
        title=f"总量与{facts.place.parent_whole}数据", view=view, key="references", room=PAGE,
        widths={"measure": 220, "figure_source": 330}, taken_along=["actual", "unit", "last_year_source", "note"],
    )  # fmt: skip

parts.block("全部指标", "判定依据")
tables.table(
    measures,
    ["status_word", "code", "measure", "unit_label", "target_text", "actual_text", "margin_points", "months_behind",
     "why"],
    title="经济指标",
    view=view,
    key="all",
    room=PAGE,
    widths={"status_word": 126, "code": 58, "measure": 192, "unit_label": 112, "target_text": 92,
            "actual_text": 72, "months_behind": 70, "why": 414},
    taken_along=["lower", "upper", "actual", "unit", "what_it_takes", "rest_of_year", "basis", "vintage",
                 "figure_source", "last_year_text", "source"],
)  # fmt: skip

parts.block("口径、数据性质与出处", "上年结果照报告原文引用")
tables.table(
    measures,
    ["code", "measure", "basis", "vintage", "figure_source", "last_year_text", "last_year_basis", "last_year_source",
     "source"],
    title="经济指标口径与出处",
    view=view,
    key="sources",
    room=PAGE,
    widths={"code": 58, "measure": 190, "basis": 60, "figure_source": 240, "last_year_text": 84, "last_year_basis": 72,
            "last_year_source": 176, "source": 256},
    taken_along=["note"],
)  # fmt: skip

parts.block("数据修订", "同一期数据的每一版都保留,首次数在先")
if facts.revisions.empty:
    st.info("截至本月,各指标数据未作修订。")
else:
    tables.table(
        facts.revisions,
        ["code", "measure", "period", "version", "value_text", "change_text", "vintage", "revision_note",
         "submitted_by", "submitted_text", "figure_source"],
        title="经济指标数据修订",
        view=view,
        key="revisions",
        room=PAGE,
        widths={"code": 58, "measure": 160, "period": 100, "version": 80, "value_text": 76, "change_text": 96,
                "revision_note": 90, "submitted_by": 72, "submitted_text": 126, "figure_source": 280},
        taken_along=["basis", "demo_text"],
    )  # fmt: skip
parts.legend(view.month)
