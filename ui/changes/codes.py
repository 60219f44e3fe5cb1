"""The form for 指标编码: under which code a measure stands beside other regions'."""

import streamlit as st

from metrics.rows import ToldRow
from metrics.typography import CODE_FORM, LONGEST_CODE
from store.above import codes
from store.reads.view import View
from ui.access import acting


def draw(measure: ToldRow, view: View) -> None:
    """The code as it stands, to be changed or taken off."""
    st.markdown(":gray[各地同一指标填同一个编码,上级的“一览”中就能并列比较。留空即取消。]")
    with st.form("code", border=False):
        st.text_input("指标编码", measure["common_code"] or "", key="code_new", max_chars=LONGEST_CODE,
                      placeholder="如 GDP-R", help=CODE_FORM)  # fmt: skip
        acting.ask_and_submit("code", "确认调整", _set, measure["measure_id"])


def _set(measure_id: str) -> None:
    code = acting.typed("code_new")
    acting.change("code", codes.set_code, measure_id, code, done=f"指标编码现为{code.strip().upper() or '空'}。")
