"""The forms for whose things are: lead and supplying unit, leader in charge, what units are called."""

from functools import partial

import streamlit as st

from metrics import lengths
from metrics.rows import ToldRow
from store.acts import units
from store.engine.records import records
from store.reads.view import View
from ui.access import acting
from ui.cache import reads

_LEAD = "与牵头单位相同"


def draw_units(measure: ToldRow, view: View) -> None:
    """Another lead unit of the item, another supplier of the measure's figure."""
    names = sorted(reads.units())
    lead, supplier = st.columns(2, gap="medium")
    with lead, st.form("lead", border=False):
        st.markdown(f"牵头单位现为**{measure['unit_label']}** :gray[整个事项]")
        st.selectbox("新牵头单位", names, index=names.index(measure["lead_unit"]), key=f"lead_{measure['item_id']}")
        st.checkbox("仍为拟定", key="lead_proposed")
        acting.ask_and_submit("lead", "调整牵头单位", _change_lead, measure["item_id"])
    with supplier, st.form("supplier", border=False):
        st.markdown(f"数据提供单位现为**{measure['supplier_unit']}** :gray[这个子项]")
        key = f"supplier_{measure['measure_id']}"
        st.selectbox("新数据提供单位", [_LEAD, *names], index=None, key=key, placeholder="选择单位")
        acting.ask_and_submit("supplier", "调整数据提供单位", _change_supplier, measure["measure_id"])


def _change_lead(item_id: str) -> None:
    name, is_proposed = st.session_state[f"lead_{item_id}"], bool(st.session_state["lead_proposed"])
    change_lead = partial(units.change_lead, is_proposed=is_proposed)
    acting.change("lead", change_lead, item_id, reads.units()[name], done=f"牵头单位已调整为{name}。")


def _change_supplier(measure_id: str) -> None:
    name = st.session_state[f"supplier_{measure_id}"]
    unit_id = None if name == _LEAD else reads.units().get(name or "", "")
    acting.change("supplier", units.change_supplier, measure_id, unit_id, done=f"数据提供单位已调整为{name}。")


def draw_leader(measure: ToldRow, view: View) -> None:
    """One leader for several items at once."""
    items = {row["coded_item"]: row["item_id"] for row in records(reads.month_snapshot(view).items)}
    own = next(name for name, item_id in items.items() if item_id == measure["item_id"])
    with st.form("leader", border=False):
        st.markdown(f"{own}的分管领导现为**{measure['leader']}**。" if measure["leader"] else f"{own}还没有分管领导。")
        st.multiselect("事项(可多选)", list(items), default=[own], key=f"leader_items_{measure['item_id']}")
        st.text_input("分管领导", key="leader_name", max_chars=lengths.PERSON, placeholder="不填为清空")
        acting.ask_and_submit("leader", "调整分管领导", _change_leader, measure["item_id"], items)


def _change_leader(item_id: str, items: dict[str, str]) -> None:
    chosen = [items[name] for name in st.session_state[f"leader_items_{item_id}"]]
    leader = acting.typed("leader_name")
    acting.change("leader", units.change_leader, chosen, leader, done=f"{len(chosen)}项的分管领导已调整。")


def draw_names(measure: ToldRow, view: View) -> None:
    """A unit's new name, another spelling of it, and taking back one, or the whole unit, that was a mistake."""
    known = sorted(reads.units())
    with st.form("names", border=False):
        which, what = st.columns(2, gap="small")
        which.selectbox("单位", known, index=None, key="named_unit", placeholder="选择单位")
        what.text_input("新名称或别名", key="unit_name", max_chars=lengths.UNIT)
        acting.ask_reason("unit")
        for place, (key, (label, hint, _)) in zip(st.columns(4, gap="small"), _OF_A_UNIT.items(), strict=True):
            place.form_submit_button(label, key=key, on_click=_change_names, args=(key,), width="stretch", help=hint)


_OF_A_UNIT = {
    "rename_sure": ("更名", "原名留作别名,按原名填报的表仍能识别", "单位已更名为{name}。"),
    "alias_sure": ("增加别名", None, "已增加别名{name}。"),
    "alias_gone": ("取消别名", "误设的别名:写在“新名称或别名”里", "已取消别名{name}。"),
    "unit_gone": ("注销单位", "误设的单位:没有事项、报送和账号的才能注销", "{unit}已注销。"),
}
_WITH_A_NAME = {"rename_sure": units.rename_unit, "alias_sure": units.add_alias, "alias_gone": units.remove_alias}


def _change_names(key: str) -> None:
    unit, name = st.session_state["named_unit"], acting.typed("unit_name")
    unit_id, done = reads.units().get(unit or "", ""), _OF_A_UNIT[key][2].format(unit=unit, name=name)
    if key == "unit_gone":
        acting.change("unit", units.end_unit, unit_id, done=done, empties=["unit_name"])
    else:
        acting.change("unit", _WITH_A_NAME[key], unit_id, name, done=done, empties=["unit_name"])
