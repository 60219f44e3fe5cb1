"""The forms for whose things are: lead and supplying unit, leader in charge, what units are called."""

import streamlit as st

from metrics import lengths, terms
from metrics.rows import ToldRow
from store.acts import units as unit_changes
from store.engine.records import records
from store.reads.view import View
from ui.access import acting
from ui.cache import reads
from ui.changes.targets import reason_field

_LEAD = "与牵头单位相同"


def draw_units(measure: ToldRow, view: View) -> None:
    """Another lead unit of the item, another supplier of the measure's figure."""
    names = sorted(reads.units())
    lead, supplier = st.columns(2, gap="medium")
    with lead, st.form("lead", border=False):
        st.markdown(f"牵头单位现为**{measure['unit_label']}** :gray[整个事项]")
        st.selectbox("新牵头单位", names, index=names.index(measure["lead_unit"]), key=f"lead_{measure['item_id']}")
        st.checkbox("仍为拟定", key="lead_proposed")
        reason_field("lead_reason")
        st.form_submit_button("调整牵头单位", key="lead_sure", on_click=_change_lead, args=(measure["item_id"],))
    with supplier, st.form("supplier", border=False):
        st.markdown(f"数据提供单位现为**{measure['supplier_unit']}** :gray[这个子项]")
        key = f"supplier_{measure['measure_id']}"
        st.selectbox("新数据提供单位", [_LEAD, *names], index=None, key=key, placeholder="选择单位")
        reason_field("supplier_reason")
        st.form_submit_button(
            "调整数据提供单位", key="supplier_sure", on_click=_change_supplier, args=(measure["measure_id"],)
        )


def _change_lead(item_id: str) -> None:
    name, reason = st.session_state[f"lead_{item_id}"], acting.typed("lead_reason")
    is_proposed = bool(st.session_state["lead_proposed"])
    unit_id = reads.units()[name]
    acting.attempt(
        lambda store, by, at: unit_changes.change_lead(
            store, item_id, unit_id, reason, by, at, is_proposed=is_proposed
        ),
        f"牵头单位已调整为{name}。",
        ["lead_reason"],
    )


def _change_supplier(measure_id: str) -> None:
    name, reason = st.session_state[f"supplier_{measure_id}"], acting.typed("supplier_reason")
    unit_id = None if name == _LEAD else reads.units().get(name or "", "")
    acting.attempt(
        lambda store, by, at: unit_changes.change_supplier(store, measure_id, unit_id, reason, by, at),
        f"数据提供单位已调整为{name}。",
        ["supplier_reason"],
    )


def draw_leader(measure: ToldRow, view: View) -> None:
    """One leader for several items at once."""
    items = {row["coded_item"]: row["item_id"] for row in records(reads.month_snapshot(view).items)}
    own = next(name for name, item_id in items.items() if item_id == measure["item_id"])
    with st.form("leader", border=False):
        st.markdown(f"{own}的分管领导现为**{measure['leader'] or terms.NO_VALUE}**。")
        st.multiselect("事项(可多选)", list(items), default=[own], key=f"leader_items_{measure['item_id']}")
        st.text_input("分管领导", key="leader_name", max_chars=lengths.PERSON, placeholder="不填为清空")
        reason_field("leader_reason")
        st.form_submit_button(
            "调整分管领导", key="leader_sure", on_click=_change_leader, args=(measure["item_id"], items)
        )


def _change_leader(item_id: str, items: dict[str, str]) -> None:
    chosen = [items[name] for name in st.session_state[f"leader_items_{item_id}"]]
    leader, reason = acting.typed("leader_name"), acting.typed("leader_reason")
    acting.attempt(
        lambda store, by, at: unit_changes.change_leader(store, chosen, leader, reason, by, at),
        f"{len(chosen)}项的分管领导已调整。",
        ["leader_reason"],
    )


def draw_names(measure: ToldRow, view: View) -> None:
    """A unit's new name, another spelling of it, and taking back one, or the whole unit, that was a mistake."""
    units = reads.units()
    with st.form("names", border=False):
        which, what = st.columns(2, gap="small")
        which.selectbox("单位", sorted(units), index=None, key="named_unit", placeholder="选择单位")
        what.text_input("新名称或别名", key="unit_name", max_chars=lengths.UNIT)
        reason_field("unit_reason")
        rename, alias, removal, end = st.columns(4, gap="small")
        with rename:
            st.form_submit_button("更名", key="rename_sure", on_click=_rename, width="stretch",
                                  help="原名留作别名,按原名填报的表仍能识别")  # fmt: skip
        with alias:
            st.form_submit_button("增加别名", key="alias_sure", on_click=_add_alias, width="stretch")
        with removal:
            st.form_submit_button("取消别名", key="alias_gone", on_click=_remove_alias, width="stretch",
                                  help="误设的别名:写在“新名称或别名”里")  # fmt: skip
        with end:
            st.form_submit_button("注销单位", key="unit_gone", on_click=_end, width="stretch",
                                  help="误设的单位:没有事项、报送和账号的才能注销")  # fmt: skip


def _rename() -> None:
    unit_id, name, reason = _named()
    acting.attempt(
        lambda store, by, at: unit_changes.rename_unit(store, unit_id, name, reason, by, at),
        f"单位已更名为{name}。",
        ["unit_reason", "unit_name"],
    )


def _add_alias() -> None:
    unit_id, name, reason = _named()
    acting.attempt(
        lambda store, by, at: unit_changes.add_alias(store, unit_id, name, reason, by, at),
        f"已增加别名{name}。",
        ["unit_reason", "unit_name"],
    )


def _remove_alias() -> None:
    unit_id, name, reason = _named()
    acting.attempt(
        lambda store, by, at: unit_changes.remove_alias(store, unit_id, name, reason, by, at),
        f"已取消别名{name}。",
        ["unit_reason", "unit_name"],
    )


def _end() -> None:
    unit_id, _, reason = _named()
    name = st.session_state["named_unit"]
    acting.attempt(
        lambda store, by, at: unit_changes.end_unit(store, unit_id, reason, by, at),
        f"{name}已注销。",
        ["unit_reason", "unit_name"],
    )


def _named() -> tuple[str, str, str]:
    unit_id = reads.units().get(st.session_state["named_unit"] or "", "")
    return unit_id, acting.typed("unit_name"), acting.typed("unit_reason")
