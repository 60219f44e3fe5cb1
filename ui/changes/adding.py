"""新增事项: an item with all its measures, written in a table; previewed and loaded as a workbook of them would be."""

from typing import Any

import pandas as pd
import streamlit as st

from loaders.report.drafts.by_hand import item_workbook
from loaders.targets.rows import row_at
from metrics import lengths, terms
from metrics.errors import UserError
from store.engine.records import records
from store.reads.view import View
from ui import errors
from ui.access import acting
from ui.cache import reads
from ui.cache.store_cache import cached
from ui.changes import loads
from ui.changes.report.rows import bound, measure_columns
from ui.frame import parts

_ROUND = "adding_round"  # counts the items of this session: each begins with an empty table
_FIRST = {
    "kind": terms.KINDS["quantity"],
    "comparator": terms.COMPARATORS[">="],
    "calendar": terms.CALENDARS["monthly"],
}
_ORDER = (
    "measure", "kind", "comparator", "lower", "upper", "unit", "base", "calendar", "supplier", "part_of", "reference",
    "plan", "basis", "note",
)  # fmt: skip
_NUMBERS = ("lower", "upper", "base")

_workbook = cached(4)(item_workbook)  # made once for what is written, so that its digest stays


def draw(view: View) -> None:
    """The item, its measures, and once they are whole the preview, the doubts and the load."""
    acting.show_outcome("load")
    year, number = view.month.year, st.session_state.setdefault(_ROUND, 0)
    with st.form(f"adding_{number}", border=False):
        item = _item(number)
        parts.block("子项", "一行一个,可以有多个;“其中”项写明所属子项,分步推进的写计划节点,区间目标填目标值和上限")
        measures = _measures(view, number)
        words, button = st.columns([4, 1], vertical_alignment="bottom", gap="small")
        with words:
            start = loads.draw_start(year, st.container(width=260))
        if button.form_submit_button("检查并预览", key="new_check", width="stretch"):
            st.session_state["new_checked"] = number
    if st.session_state.get("new_checked") != number:
        return
    try:
        content = _workbook(year, item, measures)
    except UserError as error:
        errors.show(error)
        return
    name = f"新增事项_{item['item']}.xlsx"
    names = [row["measure"] for row in measures if row.get("measure")]
    loads.draw_result(
        loads.checked_workbook(name, content, year, start),
        place_of=lambda found: names[place] if (place := row_at(found.cell)) in range(len(names)) else found.where,
        after=_begin_anew,
    )


def _begin_anew() -> None:
    st.session_state[_ROUND] += 1


def _item(number: int) -> dict[str, Any]:
    top = st.columns([1, 1.2, 2.2, 1.4], gap="small")
    low = st.columns([2.2, 2.2, 1.4], gap="small")
    return {
        "series": top[0].selectbox("系列", list(terms.SERIES), index=len(terms.SERIES) - 1, key=f"new_series_{number}",
                                   format_func=lambda code: terms.SERIES[code]),
        "category": top[1].text_input("类别", key=f"new_category_{number}", max_chars=lengths.CATEGORY).strip(),
        "item": top[2].text_input("事项名称", key=f"new_title_{number}", max_chars=lengths.TITLE).strip(),
        "lead_unit": top[3].selectbox("牵头单位", sorted(reads.units()), index=None, key=f"new_lead_{number}",
                                      placeholder="选择单位"),
        "item_source": low[0].text_input("目标出处", key=f"new_source_{number}", max_chars=lengths.SOURCE).strip(),
        "condition": low[1].text_input("适用条件(没有不填)", key=f"new_condition_{number}",
                                       max_chars=lengths.SOURCE).strip() or None,
        "leader": low[2].text_input("分管领导(没有不填)", key=f"new_leader_{number}",
                                    max_chars=lengths.PERSON).strip() or None,
    }  # fmt: skip


def _measures(view: View, number: int) -> list[dict[str, Any]]:
    """The rows of the table, as the targets workbook has them."""
    known = {name: row["measure_id"] for name, row in reads.measures_by_name(view).items()}
    empty = pd.DataFrame([{name: _FIRST.get(name) for name in _ORDER}]).astype(
        {name: "float64" if name in _NUMBERS else "object" for name in _ORDER}
    )
    for name in _FIRST:
        empty[name] = _FIRST[name]
    leads, text = sorted(reads.units()), st.column_config.TextColumn
    columns = measure_columns(leads, list(known), _FIRST) | {
        "base": bound("上年末基数", 104),
        "supplier": st.column_config.SelectboxColumn(
            "数据提供单位", width=122, options=leads, help="与牵头单位相同的不填"
        ),
        "part_of": text("所属子项", width=104, max_chars=lengths.TITLE, help="“其中”项:表中另一个子项的名称"),
        "basis": text("口径", width=80, max_chars=lengths.SOURCE),
        "note": text("备注", width=120, max_chars=lengths.SOURCE),
    }
    edited = st.data_editor(
        empty, column_config=columns, column_order=_ORDER, num_rows="dynamic", hide_index=True,
        key=f"new_measures_{number}", placeholder="双击填写", height=220, alt="新增事项的子项,一行一个。",
    )  # fmt: skip
    rows = records(edited.astype(object))
    return [{**row, "reference": known.get(row["reference"] or "")} for row in rows]
