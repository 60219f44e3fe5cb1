"""The second step: the units, pasted, from a file, or as a report names them."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from loaders.report.units import units_of_file
from metrics.errors import UserError
from store.acts.rights import Actor
from store.acts.units import NewUnit, add_units
from store.engine.records import records
from store.engine.store import Store
from store.reads.units import unit_rows
from store.years.unit_list import rows_of_lines, units_of_rows
from ui import errors
from ui.access import acting
from ui.cache.store_cache import cached
from ui.changes.report import screen, under_way
from ui.changes.report import units as report_units
from ui.frame import tables

WHERE = "begin units"
IN_REPORT = ("report_units", "units")  # the same for units that a report names, here and in the step of the targets
PASTED, FILE, REPORT = "粘贴名单", "上传名单", "从报告中取"


@cached(4)
def listed(store: Store) -> pd.DataFrame:
    """unit_name and aliases of every unit."""
    rows = records(unit_rows(store))
    return pd.DataFrame({"unit_name": [row["name"] for row in rows], "aliases": [row["aliases"] or "" for row in rows]})


def draw(year: int) -> None:
    """The units there are, and the ways to add more."""
    known = listed()
    if len(known):
        tables.plain_table(
            known, ["unit_name", "aliases"], alt=f"已登记{len(known)}个单位。", key="begun_units",
            widths={"unit_name": 260, "aliases": 420}, most=200,
        )  # fmt: skip
    way = st.pills("单位从哪里来", [PASTED, FILE, REPORT], default=PASTED, required=True, key="unit_way",
                   label_visibility="collapsed")  # fmt: skip
    try:
        found = _FOUND[str(way)](year)
    except UserError as error:
        errors.show(error)
        return
    if found:
        fresh = [unit for unit in found if unit.name not in set(known["unit_name"])]
        told = ";".join(f"{one.name}(别名 {'、'.join(one.aliases)})" if one.aliases else one.name for one in fresh)
        st.markdown(errors.plain(f"读到{len(found)}个单位,其中{len(fresh)}个还没有登记:{told or '无'}"))
        st.button(f"登记这{len(fresh)}个单位", key="units_sure", type="primary", on_click=_add,
                  args=(None if way == PASTED else found,), disabled=not fresh)  # fmt: skip


def _pasted(year: int) -> Sequence[NewUnit]:
    text = st.text_area(
        "每行一个单位,别名写在逗号后面", key="unit_text", height=150,
        placeholder="县教育局,教育局,县教委\n县公安局,公安局",
    )  # fmt: skip
    st.button("查看名单", key="units_read", help="也可以按 Ctrl+Enter")  # what is typed is read by that click
    return _typed(text) if (text or "").strip() else []


def _typed(text: str) -> list[NewUnit]:
    return units_of_rows(rows_of_lines(text, "名单"), "名单")


def _in_a_file(year: int) -> Sequence[NewUnit]:
    uploaded: Any = st.file_uploader("单位名单(.txt、.csv、.xlsx)", key="unit_file")
    if uploaded is None:
        return []
    content = uploaded.getvalue()
    return _of_file(hashlib.sha256(content).hexdigest(), uploaded.name, content)


def _in_the_report(year: int) -> Sequence[NewUnit]:
    """The report is the one that the targets are then made of: given once, and its review goes on below."""
    draft = under_way.found(year)
    if draft is None:
        screen.ask(year, "unit_report")
    elif not report_units.draw(draft, IN_REPORT[0]):
        st.markdown(errors.plain(f"{draft.file_name} 写明的单位都已登记;没有写明的,请粘贴或上传名单。"))
    return []


_FOUND = {PASTED: _pasted, FILE: _in_a_file, REPORT: _in_the_report}


@cached(4)
def _of_file(store: Store, sha256: str, file_name: str, _content: bytes) -> list[NewUnit]:
    return units_of_file(_content, file_name)


def _add(units: Sequence[NewUnit] | None) -> None:
    """Add the units of a file; None: those that stand in the field now, a line typed just before the click too."""

    def add(store: Store, by: Actor, at: dt.datetime) -> tuple[int, int]:
        return add_units(store, _typed(text) if units is None else units, by, at)

    def told(counts: tuple[int, int]) -> acting.Outcome:
        more = f",另有{counts[1]}个此前已登记" if counts[1] else ""
        return acting.Outcome(f"已登记{counts[0]}个单位{more}。")

    text = acting.typed("unit_text")
    names = hashlib.sha256(repr(units or text).encode()).hexdigest()
    acting.attempt(add, told, ["unit_text"], where=WHERE, act=f"登记单位 {names}")
