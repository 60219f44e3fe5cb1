"""牵头单位: how do the units stand with what they lead, and, with one chosen, what does it have to do and report?"""

import streamlit as st

from metrics.terms import STATUS_CODES
from store.reads.figures import boards
from ui import errors
from ui.cache import charts, reads
from ui.components import addresses, mounting, units
from ui.frame import choices, links, parts, tables

view, snapshot = parts.heading("牵头单位")
board = reads.unit_board(view)

line, choice = st.columns([5, 1.15], vertical_alignment="center", gap="small")
with choice:
    unit = choices.one_of("unit", "牵头单位", sorted(board["unit_name"]))

if unit is None:
    cells_in, cells_due = snapshot.cells_reported
    behind_count = boards.units_behind(board)
    told = f"其中**{behind_count}**家有滞后事项" if cells_in or behind_count else "暂不能判定是否滞后"
    line.markdown(
        f"牵头单位**{len(board)}**家,{told}"
        f" · {parts.rate_text(snapshot.tally)} · 本月应报数据**{cells_due}**个,已报**{cells_in}**个"
    )
    pending = "" if cells_in else ";本月尚未报送,名次仅供参考"
    order = "由低到高,末名在最上;第1名按期率最高,同率并列"
    parts.block("按期率排名", f"{order};{parts.figure_note(view)};点开看该单位{pending}")
    mounting.board(units.ranking(view, addresses.carried()), key="ranking")
    names = ["rank", "unit_label", "total", "rate_pct", "rate_text", "behind_total", "not_reported", "cells_text"]
    others = ["proposed", *(code for code in STATUS_CODES if code != "not_reported")]
    tables.taken(board, [*names, *others], title="牵头单位排名", view=view, key="board")
else:
    page = charts.unit_page(view, unit)
    row, items, behind, owing, sent = page.row, page.items, page.behind, page.owing, page.sent
    line.markdown(
        f"**{errors.plain(row['unit_label'])}** 牵头**{row['total']}**项,其中拟定**{row['proposed']}**项 · "
        f"{parts.rate_text(page.tally)},**{row['rank_text']}** "
        f":gray[(共{len(board)}家)] · 本月数据已报/应报**{row['cells_text']}**"
    )
    mounting.board(units.one(view, unit, addresses.carried()), key="unit_page")
    if len(behind):
        names = ["status_word", "measure", "margin_points", "outlook_word", "what_it_takes", "months_behind",
                 "change_word", "code", "item", "target_text", "actual_text", "outlook_text", "outlook_basis",
                 "why", "problem", "next_step", "expected"]  # fmt: skip
        tables.taken(behind, names, title=f"{unit}滞后子项", view=view, key="unit_behind")
    mounting.board(units.months(view, unit, addresses.carried()), key="unit_months")

    left, right = st.columns([1.06, 1.12], gap="medium")
    with left:
        parts.block("牵头事项", "各系列,点选一行打开事项")
        names = ["status_word", "coded_item", "basis_word", "mean_done_pct", "measures_text", "item_months"]
        answer = tables.table(
            items, [*names, "previous_word", "category"], title=f"{unit}牵头事项", view=view, key="items",
            widths={"status_word": 104, "coded_item": 196, "basis_word": 70, "measures_text": 68, "mean_done_pct": 104},
            most=250, on_select="rerun", selection_mode="single-row",
        )  # fmt: skip
        links.open_chosen(answer, list(items["code"]))
    with right:
        parts.block(f"报送记录{len(sent)}份", f"{view.month.year}年,新的在前,撤回的也保留")
        if sent.empty:
            st.info("该单位本年尚未报送。")
        else:
            names = ["submission_id", "reported_month", "file_name", "row_count", "submitted_text", "submitted_by"]
            tables.table(
                sent, [*names, "standing", "demo_text"], title=f"{unit}报送记录", view=view, key="sent",
                widths={"submission_id": 68, "reported_month": 80, "file_name": 268, "row_count": 68}, most=200,
            )  # fmt: skip

    parts.block(f"应报未报{len(owing)}个子项", "由该单位提供数据,含以前月份所欠")
    if owing.empty:
        st.markdown(":gray[没有应报未报的数据。]")
    else:
        names = ["coded_item", "measure", "due_text", "last_text", "target_text"]
        tables.table(owing, names, title=f"{unit}未报数据", view=view, key="unit_owing")
parts.legend(view.month)
