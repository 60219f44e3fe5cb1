"""The chosen measure as it stands, the targets that it had, and the choice of what is changed of it."""

import pandas as pd
import streamlit as st

from metrics.kinds import KINDS
from metrics.rows import ToldRow
from store.reads.naming import measure_name
from store.reads.view import View
from ui import errors
from ui.access import acting
from ui.cache import reads
from ui.changes import items, links, settings, targets, units
from ui.frame import choices, parts, tables

# What may be changed, with the act of store.acts.rights that it takes and its form.
_FORMS = {
    "年度目标": ("change", targets.draw_target),
    "上年末基数": ("change", targets.draw_base),
    "序时进度": ("change", targets.draw_plan),
    "人工认定": ("rule", items.draw_ruling),
    "条件触发": ("rule", items.draw_condition),
    "同一事项": ("change", links.draw),
    "指标编码": ("code", links.draw_code),
    "牵头与数据单位": ("change", units.draw_units),
    "分管领导": ("change", units.draw_leader),
    "取消事项": ("change", items.draw_cancelling),
    "单位名称": ("change", units.draw_names),
    "判定标准": ("set", settings.draw),
    "地区用语": ("set", settings.draw_place),
}

ADDING = "新增事项"  # with all its measures, in a table of its own (ui/changes/adding.py)
YEARS, LINKS = "年度管理", "上年关联"  # of a year as a whole (ui/changes/years.py)
LOADING = "载入年度目标"  # of all measures at once, with a place of its own on the screen (ui/changes/loads.py)
REPORT = "由报告生成"  # the same, of a report's text that is reviewed here (ui/changes/report)


def chosen(view: View) -> ToldRow:
    """The measure that is chosen, by name; the open item's first one until another is."""
    by_name = reads.measures_by_name(view)
    names = list(by_name)
    code = st.session_state.get("item")
    opened = [name for name, row in by_name.items() if row["code"] == code]
    choices.carry_over("subject", names)
    name = st.selectbox(
        "事项与子项", names, index=None, key="subject", bind="query-params", label_visibility="collapsed",
        placeholder=f"选择事项与子项(可输入名称或编号),现为 {(opened or names)[0]}",
    )  # fmt: skip
    return by_name.get(name or "", by_name[(opened or names)[0]])


def draw_standing(measure: ToldRow, view: View) -> None:
    """Every setting of the measure as it stands."""
    found = reads.setting_sheet(view, measure["measure_id"])
    parts.block(measure_name(measure), "现行设定")
    st.markdown(f"{parts.status_text(measure['status'], measure['status_word'])} {errors.plain(measure['why'])}")
    plain = [(name, errors.plain(value)) for name, value in found.standing]
    st.table(pd.DataFrame(plain, columns=["设定", "现为"]), border="horizontal")


def draw_course(measure: ToldRow, view: View) -> None:
    """Every target that the measure had, old and new."""
    found = reads.setting_sheet(view, measure["measure_id"])
    parts.block(f"目标沿革{len(found.targets)}条", "新的在前,原来的都保留")
    base = ["base_text"] if KINDS[measure["kind"]].has_base else []
    names = ["from_text", "target_text", *base, "reason", "approval"]
    tables.text_table(found.targets, [*names, "done_by", "done_text"], alt="目标沿革。", key="target_course")


def kind() -> str | None:
    """What the person wants to change, of all that they may; None for whoever may change nothing."""
    allowed = [name for name, (act, _) in _FORMS.items() if acting.may(act)]
    if acting.may("change"):
        allowed += [ADDING, LOADING, REPORT, LINKS, YEARS]
    if not allowed:
        return None
    return st.pills(
        "调整什么", allowed, default=allowed[0], required=True, key="change_kind", label_visibility="collapsed"
    )


def draw_form(name: str | None, measure: ToldRow, view: View) -> None:
    """The form of one kind of change."""
    if name is None:
        st.info("您的账号可以查看,不能调整。")
        return
    parts.block(name, "每次调整都是新的记录,原来的保留;原因记入操作记录")
    acting.show_outcome()
    _FORMS[name][1](measure, view)


def draw_audit(view: View) -> None:
    """Every act that changed something, to be taken along."""
    rows = reads.audit_rows(view.as_of)
    words, choice = st.columns([4, 1], vertical_alignment="center", gap="small")
    with words:
        parts.block(f"操作记录{len(rows)}条", "何人何时把什么由什么改为什么,新的在前")
    with choice:
        act = choices.one_of("act", "操作", sorted(rows["act"].unique()))
    shown = rows if act is None else rows[rows["act"] == act].reset_index(drop=True)
    names = ["done_text", "done_by", "act", "object", "before", "after", "reason"]
    tables.table(shown, names, title="操作记录", view=view, key="audit", has_demo=False, most=434)
