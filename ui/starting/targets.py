"""The third step: the year's targets, from a workbook, or from a report that is looked through here."""

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from loaders.report.review import adopted, adopted_workbook
from loaders.report.workbook import report_workbook
from loaders.targets.commit import blank_workbook
from metrics import terms
from metrics.errors import UserError
from metrics.sentences.place import Place
from ui import errors
from ui.cache import current, reads
from ui.changes import loads
from ui.frame import parts
from ui.starting import report

WORKBOOK, REPORT = "填好的工作簿", "由报告整理"
_WIDTHS = {"is_adopted": 72, "code": 76, "item": 170, "measure": 170, "kind": 80, "lower": 112, "upper": 70, "unit": 70,
           "lead_unit": 130, "original": 420, "doubt": 200}  # fmt: skip
_WORDS = {
    "is_adopted": "采用", "code": "编号", "item": "事项", "measure": "子项", "kind": "种类", "lower": "目标(下限)",
    "upper": "上限", "unit": "单位", "lead_unit": "牵头单位", "original": "原文", "doubt": "存疑处",
}  # fmt: skip


def draw(place: Place, year: int) -> None:
    """The two ways; both end in the same preview, reason and load."""
    way = st.pills("目标从哪里来", [WORKBOOK, REPORT], default=WORKBOOK, required=True, key="target_way",
                   label_visibility="collapsed")  # fmt: skip
    start = loads.draw_start(year, st.container(width=260))
    try:
        if way == REPORT:
            _from_report(place, year, start)
        else:
            _from_workbook(year, start)
    except UserError as error:
        errors.show(error)


def _from_workbook(year: int, start: dt.date) -> None:
    st.download_button(
        f"下载{year}年空白表", lambda: blank_workbook(current.store(), year), file_name=f"{year}年度目标_空白.xlsx",
        key="begin_blank", on_click="ignore",
        help="每行一个子项,有下拉选项;单位从登记的名单中选;不懂的列可以不填",
    )  # fmt: skip
    uploaded: Any = st.file_uploader("填好的年度目标工作簿", key=f"begin_targets_{loads.round_no()}")
    if uploaded is not None:
        loads.draw_result(loads.checked_workbook(uploaded.name, uploaded.getvalue(), year, start))


def _from_report(place: Place, year: int, start: dt.date) -> None:
    given = report.uploaded("target_report", year)
    if given is None:
        return
    st.markdown(errors.plain(given.report.account.sentence))
    for gap in given.report.account.gaps:
        st.markdown(f":orange[{errors.plain(gap)}]")
    st.download_button(
        "下载整理稿(Excel),在表中审核后按“填好的工作簿”上传",
        lambda: report_workbook(given.report, year, place.short_name),
        file_name=f"{place.short_name}{year}年度目标_待审核.xlsx", key="begin_draft", type="tertiary",
        on_click="ignore",
    )  # fmt: skip
    units = sorted(reads.units())
    st.markdown(f"**或在这里逐行核对**:共{len(given.frame)}行,没有存疑的已先勾选,请对照原文,不采用的取消勾选。")
    edited = _edited(given, units)
    rows = edited[edited["is_adopted"]]
    lacking = int(rows["lead_unit"].isna().sum() + (rows["lead_unit"] == "").sum())
    lead = None
    if lacking:
        lead = st.selectbox(
            f"{lacking}行没有写牵头单位,先拟定由谁牵头", units, index=None, key="begin_lead", placeholder="选择单位"
        )
    if st.toggle(f"核对完毕,预览采用的{len(rows)}行", key=f"begin_reviewed_{given.sha256[:8]}_{loads.round_no()}"):
        taken = adopted(given.rows, edited, lead)
        content = adopted_workbook(taken, f"{place.short_name}{year}年度目标")
        name = f"{given.name.rpartition('.')[0] or given.name}_采用{len(taken)}行.xlsx"
        loads.draw_result(loads.checked_workbook(name, content, year, start))


def _edited(given: report.Given, units: list[str]) -> pd.DataFrame:
    # A name that the report writes otherwise than the list stays to be seen; the check asks for the registered one.
    names = [*units, *sorted({name for name in given.frame["lead_unit"].dropna() if name not in units})]
    columns: dict[str, Any] = {
        name: st.column_config.TextColumn(_WORDS[name], width=_WIDTHS[name])
        for name in ("code", "item", "measure", "unit", "original", "doubt")
    }
    columns |= {
        "is_adopted": st.column_config.CheckboxColumn(_WORDS["is_adopted"], width=_WIDTHS["is_adopted"]),
        "kind": st.column_config.SelectboxColumn(
            _WORDS["kind"], width=_WIDTHS["kind"], options=list(terms.KINDS.values())
        ),
        "lead_unit": st.column_config.SelectboxColumn(_WORDS["lead_unit"], width=_WIDTHS["lead_unit"], options=names),
        **{
            name: st.column_config.NumberColumn(_WORDS[name], width=_WIDTHS[name], format="%.10g")
            for name in ("lower", "upper")
        },
    }
    return st.data_editor(
        given.frame, column_config=columns, disabled=["code", "original", "doubt"], hide_index=True,
        key=f"review_{given.sha256[:12]}", placeholder="", height=parts.fitting(given.frame, 480),
        alt=f"报告整理出的{len(given.frame)}行,逐行核对。",
    )  # fmt: skip
