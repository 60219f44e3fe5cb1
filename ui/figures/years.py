"""Two years beside each other on their screen: the counts, the measures, and what was left over of the first."""

import pandas as pd
import streamlit as st

from briefing.workbooks.table_workbook import table_workbook
from metrics import terms
from metrics.columns import Column
from metrics.periods import month_name
from store.years import comparison
from ui.cache import reads
from ui.cache.store_cache import cached
from ui.frame import parts

_NAMES = {"series_name": "系列", "lead_unit": "牵头单位"}


rows = cached(4)(comparison.comparison)
_left_over = cached(4)(comparison.left_over)
_month = cached(8)(comparison.result_month)


def month_word(year: int) -> str:
    """The month by which a year is told."""
    return month_name(_month(year))


def draw_counts(shown: pd.DataFrame, by: str, first: int, second: int) -> None:
    """How many measures there were and are done, by series or unit."""
    columns = {
        by: _NAMES[by], "first_count": f"{first}年子项", "first_done": "已完成", "second_count": f"{second}年子项",
        "second_done": "已完成 ", "linked": "其中关联",
    }  # fmt: skip
    table = comparison.counts(shown, by)[list(columns)].rename(columns=columns)
    st.dataframe(table, hide_index=True, key=f"counts_{by}", height=parts.fitting(table, 200),
                 alt=f"按{_NAMES[by]}比较两个年度的子项数和完成数。")  # fmt: skip


def draw_rows(shown: pd.DataFrame, first: int, second: int) -> None:
    """Every measure of the two years, to be taken along."""
    columns = {
        "series_name": "系列", "code": "编号", "item": "事项", "measure": "子项", "lead_unit": "牵头单位",
        "first_target": f"{first}年目标", "first_actual": f"{first}年结果", "first_word": f"{first}年状态",
        "second_target": f"{second}年目标", "second_actual": f"{second}年结果", "second_word": f"{second}年状态",
    }  # fmt: skip
    table = shown[list(columns)].fillna(terms.NO_VALUE).rename(columns=columns)
    st.dataframe(table, hide_index=True, key="compared", height=parts.fitting(table, 480),
                 alt=f"{first}年与{second}年的{len(table)}个子项。")  # fmt: skip
    st.download_button(
        "下载为Excel",
        lambda: table_workbook(
            f"{first}年与{second}年对比", f"截至{month_word(first)}、{month_word(second)}", shown,
            [Column(name, heading) for name, heading in columns.items()], has_demo=False,
        ),
        file_name=reads.place().file_name(f"年度对比_{first}_{second}.xlsx"), key="compared_xlsx", type="tertiary",
        on_click="ignore",
    )  # fmt: skip


def draw_left_over(year: int) -> None:
    """What was counted up and not done: 结转."""
    table = _left_over(year)
    words = {
        "series_name": "系列", "code": "编号", "item": "事项", "measure": "子项", "lead_unit": "牵头单位",
        "target_text": "目标", "actual_text": "结果", "rest_text": "差额", "carried_word": f"{year + 1}年",
    }  # fmt: skip
    waiting = int((table["carried_word"] == comparison.WAITING).sum())
    parts.block(
        f"{year}年结转{len(table)}个子项",
        f"按进度判定、到{month_word(year)}还没有完成的;{waiting}个没有在{year + 1}年延续",
    )
    if len(table):
        shown = table[list(words)].rename(columns=words)
        st.dataframe(shown, hide_index=True, key="left_over", height=parts.fitting(shown, 300),
                     alt=f"{year}年没有完成的{len(shown)}个子项。")  # fmt: skip
