"""Figures typed on the screen, for a unit that owes but a few: they become its own workbook, checked like any other."""

from functools import partial
from typing import NamedTuple

import streamlit as st

from loaders.register import Measure, Register, Unit
from loaders.template.template import template
from metrics import lengths, terms
from metrics.periods import month_name
from metrics.terms import item_code
from metrics.wording import figure
from store.reads.view import View
from ui.access import acting
from ui.reporting import drafts, results
from ui.reporting.start import Sender

MOST = 15  # figures; who owes more fills in the template
CHECK = "检查所填数据"
_WORDS: tuple[terms.Text, ...] = ("problem", "next_step")


class Typed(NamedTuple):
    """What was typed for a unit: by measure and field, and as a workbook with its name; empty once all is taken out."""

    name: str
    content: bytes
    said: dict[str, dict[str, str]]


def draw(view: View, sender: Sender, round_no: int) -> dict[str, Typed]:
    """The fields of the chosen unit, in an expander; what was typed and sent in this round, of every unit by its id.

    No fields for a unit whose figures need a nature or a basis beside them, which are on the sheet of indicators alone.
    """
    taken: dict[str, Typed] = drafts.typed_here().setdefault(f"{round_no}_{view.month:%Y%m}", {})
    unit, register = sender.unit, results.month_register(view.month)
    asked = _asked(register, unit) if unit else []
    if unit is None or not asked:
        return taken
    key = f"typed_{round_no}_{unit.unit_id}_{view.month:%Y%m}"
    with st.expander(f"不用表格,直接填数({len(asked)}个)", key=f"{key}_open", on_change="rerun") as place:
        if place.open:
            said = taken[unit.unit_id].said if unit.unit_id in taken else {}
            with st.form(key, border=False):
                for measure in asked:
                    _field(key, measure, said.get(measure.measure_id, {}))
                take = partial(_take, key, register, unit, taken)
                st.form_submit_button(CHECK, on_click=take, width="stretch")
    return taken


def _asked(register: Register, unit: Unit) -> list[Measure]:
    """What the unit fills in: of a commitment that stands twice, once."""
    spared = {one.measure_id for one in register.spared_of(unit.unit_id)}
    asked = [one for one in register.asked_of(unit.unit_id) if one.measure_id not in spared]
    few = len(asked) <= MOST and not any(one.series == "indicator" for one in asked)
    return asked if few else []


def _field(key: str, measure: Measure, said: dict[str, str]) -> None:
    """The fields of a measure, filled with what was said before: a folded expander forgets what is in it."""
    for name in ("value", *_WORDS):
        st.session_state.setdefault(f"{key}_{measure.measure_id}_{name}", said.get(name, ""))
    st.text_input(
        f"{item_code(measure.series, measure.item_no)} {measure.name}({measure.unit})",
        key=f"{key}_{measure.measure_id}_value",
        placeholder=_before(measure),
        max_chars=lengths.UNIT,
    )
    for name in _WORDS:
        st.text_input(
            f"{measure.name}{terms.TEXTS[name]}",
            key=f"{key}_{measure.measure_id}_{name}",
            placeholder=f"{terms.TEXTS[name]}(可不填)",
            label_visibility="collapsed",
        )


def _before(measure: Measure) -> str:
    """What stands: this month's figure where it is in, else the latest."""
    if measure.stored is not None:
        return f"本月已报{figure(measure.stored, measure.unit)},不改可不填"
    if measure.previous is None or measure.previous_month is None:
        return f"目标{measure.target_text}"
    return f"{measure.previous_month.month}月累计{figure(measure.previous, measure.unit)},目标{measure.target_text}"


def _take(key: str, register: Register, unit: Unit, taken: dict[str, Typed]) -> None:
    """A callback: what was typed as the unit's own workbook, a commitment that stands twice in both its places."""
    said = {
        measure.measure_id: {
            name: text
            for name in ("value", *_WORDS)
            if (text := acting.typed(f"{key}_{measure.measure_id}_{name}").strip())
        }
        for measure in _asked(register, unit)
    }
    name = f"{unit.name}_{month_name(register.month)}_直接填报.xlsx"
    taken[unit.unit_id] = Typed(name, template(register, unit, said) if any(said.values()) else b"", said)
