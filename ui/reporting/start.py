"""The first step of a report: which unit, who sends it, and the prepared workbooks to fill in."""

from typing import NamedTuple

import streamlit as st

from loaders.accept.trial import is_future
from loaders.register import Register, Unit
from loaders.template.archive import archive_name, template_archive
from loaders.template.template import file_name, template
from metrics.periods import month_name
from store.acts.rights import Actor
from store.reads.reporting import closed_months
from store.reads.view import View
from ui import errors
from ui.access import acting, person
from ui.cache import current
from ui.frame import parts
from ui.reporting import results


class Sender(NamedTuple):
    """Whose report it is, and who sends it. Without a unit each workbook says itself whose it is."""

    unit: Unit | None
    by: Actor

    @property
    def unit_name(self) -> str | None:
        """For what is listed of one unit, or of all."""
        return self.unit.name if self.unit else None


def draw(view: View) -> Sender:
    """The choices, and the templates to take along."""
    register = results.month_register(view.month)
    suppliers = {unit.name: unit for unit in register.suppliers()}
    heading = st.empty()
    choice, who, own, everybody = st.columns([1.3, 1, 1.05, 1.05], vertical_alignment="bottom", gap="small")
    by = _who_sends(who)
    collects = by.role != "reports"  # for several units, rather than for one's own
    with heading:
        if collects:
            note = "月份在标题旁选择;一次收多家的表,单位可以不选,以各表所写的填报单位为准"
            parts.block("① 选单位、填姓名、取模板", note)
        else:
            parts.block("① 取模板", "月份在标题旁选择")
    if not collects:
        unit = register.unit_by_id.get(by.unit_id or "")
        choice.text_input("报送单位", unit.name if unit else "", disabled=True, key="own_unit")
    else:
        chosen = choice.selectbox(
            "报送单位", sorted(suppliers), index=None, key="unit", bind="query-params", placeholder="以表中填报单位为准"
        )
        unit = suppliers.get(chosen or "")
    asked = unit if unit and unit.name in suppliers else None
    none = f"{unit.name}本月无须报送" if unit else "下载本单位模板(先选单位)"
    own.download_button(
        f"下载{asked.name}模板" if asked else none, (lambda: template(register, asked)) if asked else b"",
        file_name=register.place.file_name(file_name(register, asked)) if asked else None, key="template",
        disabled=asked is None, on_click="ignore", width="stretch",
    )  # fmt: skip
    if collects:
        everybody.download_button(
            f"下载全部{len(suppliers)}家模板(zip)", lambda: template_archive(register),
            file_name=archive_name(register), key="templates", on_click="ignore", width="stretch",
        )  # fmt: skip
    if refused := _not_taken(view, register, unit):
        st.warning(refused)
    _spared(register, [asked] if asked else list(suppliers.values()) if collects else [])
    return Sender(unit, by)


def _not_taken(view: View, register: Register, unit: Unit | None) -> str:
    """Why nothing can be sent for the month, said before anybody fills in a workbook for it; empty where it can."""
    if is_future(view.month, current.now()):
        return f"{month_name(view.month)}还没有到:可以先取模板,现在还不能报送。"
    if not register.is_closed:
        return ""
    if unit is None:
        return f"{month_name(view.month)}已封账:只收准予延期的单位的表。"
    return closed_months.refusal(current.store(), unit.unit_id, view.month, current.now()) or ""


def _spared(register: Register, units: list[Unit]) -> None:
    """How many figures need not be typed, because their commitment stands twice in the plan."""
    count = sum(len(register.spared_of(unit.unit_id)) for unit in units)
    if count:
        whose = units[0].name if len(units) == 1 else f"{len(units)}家单位"
        st.caption(f"同一事项在计划中列了两处的,只填一处、两处同数:{errors.plain(whose)}本月少填{count}格。")


def _who_sends(place: st.delta_generator.DeltaGenerator) -> Actor:
    """Whoever is signed in; before there is any account, whoever writes a name."""
    account = person.account()
    if account is not None:
        place.text_input("报送人", account.name, disabled=True, key="signed_in_as")
        return account.actor
    with place:
        acting.ask_name("记入回执和数据来源", label="您的姓名")
    return acting.actor()
