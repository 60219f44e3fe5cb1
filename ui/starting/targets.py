"""The third step: the year's targets, from a workbook, or from a report that is reviewed as on 目标调整."""

import datetime as dt
from typing import Any

import streamlit as st

from loaders.targets.commit import blank_workbook
from metrics.errors import UserError
from ui import errors
from ui.cache import current, reads
from ui.changes import loads
from ui.changes.report import screen, under_way

WORKBOOK, REPORT = "填好的工作簿", "由报告生成"


def draw(year: int) -> None:
    """The two ways; both end in the same preview, reason and load."""
    usual = WORKBOOK if under_way.found(year) is None else REPORT
    way = st.pills("目标从哪里来", [WORKBOOK, REPORT], default=usual, required=True, key="target_way",
                   label_visibility="collapsed")  # fmt: skip
    start = loads.draw_start(year, st.container(width=260))
    try:
        if way == REPORT:
            _from_report(year, start)
        else:
            _from_workbook(year, start)
    except UserError as error:
        errors.show(error)


def _from_workbook(year: int, start: dt.date) -> None:
    st.download_button(
        f"下载{year}年空白表", lambda: blank_workbook(current.store(), year),
        file_name=reads.place().file_name(f"{year}年度目标_空白.xlsx"), key="begin_blank", on_click="ignore",
        help="每行一个子项,有下拉选项,单位从登记的名单中选;黄色表头的必填,其余可以不填",
    )  # fmt: skip
    uploaded: Any = st.file_uploader("填好的年度目标工作簿", key=f"begin_targets_{loads.round_no()}")
    if uploaded is not None:
        loads.draw_result(loads.checked_workbook(uploaded.name, uploaded.getvalue(), year, start))


def _from_report(year: int, start: dt.date) -> None:
    head = st.container()
    screen.draw_review(year, start, head, st.columns([1.9, 1.15, 1.15], vertical_alignment="bottom", gap="small"))
