"""The forms for what is the same: a commitment that stands twice in the plan, and an indicator of several regions."""

from functools import partial

import streamlit as st

from metrics.rows import ToldRow
from metrics.typography import CODE_FORM, LONGEST_CODE
from store.above import codes
from store.acts import links
from store.reads.links import targets_differ
from store.reads.naming import measure_name
from store.reads.view import View
from ui import errors
from ui.access import acting
from ui.cache import reads


def draw(measure: ToldRow, view: View) -> None:
    """What the measure is linked with, to be taken back; or another to link it with."""
    named = {row["measure_id"]: (name, row) for name, row in reads.measures_by_name(view).items()}
    linked = [one for one in reads.linked_with(measure["measure_id"], view.month.year) if one in named]
    st.markdown(":gray[同一事项在计划中列了两处的,关联后只填一处、两处同数,各按自己的目标判定;已报的数据不变。]")
    if linked:
        _standing(measure, named[linked[0]][1])
        return
    with st.form("link", border=False):
        alike = (measure["kind"], measure["supplier_unit_id"])
        others = [
            name for one, (name, row) in named.items()
            if one != measure["measure_id"] and (row["kind"], row["supplier_unit_id"]) == alike
        ]  # fmt: skip
        st.selectbox("与哪个子项是同一事项", others, index=None, key="link_with",
                     placeholder="选择同一单位、同一类型的子项")  # fmt: skip
        acting.ask_and_submit("link", "关联", _link, measure["measure_id"], view)


def _standing(measure: ToldRow, other: ToldRow) -> None:
    differ = targets_differ(measure, other) or f"目标相同:{measure['target_text']}"
    st.markdown(f"与**{errors.plain(measure_name(other))}**是同一事项。{errors.plain(differ)}。")
    act = partial(
        acting.change, "unlink", links.unlink, measure["measure_id"], other["measure_id"],
        done="已取消关联,以后各自填报。",
    )  # fmt: skip
    with st.form("unlink", border=False):
        acting.ask_and_submit("unlink", "取消关联", act)


def _link(measure_id: str, view: View) -> None:
    chosen = st.session_state["link_with"]
    other = reads.measures_by_name(view)[chosen]["measure_id"] if chosen else measure_id
    done = f"已与{chosen}关联,以后只填一处。"
    acting.change("link", links.link, measure_id, other, done=done, empties=["link_with"])


def draw_code(measure: ToldRow, view: View) -> None:
    """Under which 指标编码 the measure stands beside other regions', to be changed or taken off."""
    st.markdown(":gray[各地同一指标填同一个编码,上级的“一览”中就能并列比较。留空即取消。]")
    with st.form("code", border=False):
        st.text_input("指标编码", measure["common_code"] or "", key="code_new", max_chars=LONGEST_CODE,
                      placeholder="如 GDP-R", help=CODE_FORM)  # fmt: skip
        acting.ask_and_submit("code", "确认调整", _set_code, measure["measure_id"])


def _set_code(measure_id: str) -> None:
    code = acting.typed("code_new")
    acting.change("code", codes.set_code, measure_id, code, done=f"指标编码现为{code.strip().upper() or '空'}。")
