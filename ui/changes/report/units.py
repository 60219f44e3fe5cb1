"""Units that a report names and the store does not know: each is one of the store's, or is registered as new."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from loaders.report.drafts.draft import Draft
from loaders.targets.rows import REJECTED
from store.acts.units import NewUnit, add_units
from ui.access import acting
from ui.changes.report import under_way
from ui.frame import parts, tables

NEW = "登记为新单位"


def draw(draft: Draft, key: str = "units") -> bool:
    """What matches nothing, with the choice of what it is. Whether there was any; nothing where all are known.

    `key` tells this table from another of the same draft on the screen.
    """
    acting.show_outcome(key)
    names = under_way.units(draft.year)
    values = [draft.values(number) for number in range(len(draft.rows)) if draft.decision(number) != REJECTED]
    unknown = names.unknown(values)
    if not unknown:
        return False
    parts.block(
        f"单位名录中没有的单位{len(unknown)}个", "是名录中单位的另一种写法的,选出是哪一个;确是新单位的登记进名录"
    )
    frame = pd.DataFrame({
        "written": unknown,
        "count": [sum(name in (row.get("lead_unit"), row.get("supplier")) for row in values) for name in unknown],
        "unit": [NEW] * len(unknown),
    })  # fmt: skip
    table, button = st.columns([3, 1], vertical_alignment="bottom", gap="small")
    edited = table.data_editor(
        frame,
        column_config={
            "written": st.column_config.TextColumn("报告中的写法", width=200),
            "count": st.column_config.NumberColumn("行数", width=60),
            "unit": st.column_config.SelectboxColumn(
                "是哪个单位", width=220, options=[NEW, *sorted(names.names)], required=True
            ),
        },
        disabled=["written", "count"], hide_index=True, key=f"new_{key}_{tables.digest(frame[['written']])}",
        height=tables.fitting(frame, 180), alt=f"单位名录中没有的{len(unknown)}个单位,逐个选择。",
    )  # fmt: skip
    chosen = dict(zip(edited["written"], edited["unit"], strict=True))
    new = [name for name, what in chosen.items() if what == NEW]
    said = f"登记{len(new)}个新单位" if len(new) == len(chosen) else f"对应{len(chosen) - len(new)}个"
    if 0 < len(new) < len(chosen):
        said += f"、登记{len(new)}个"
    button.button(said, key=f"{key}_sure", on_click=_settle, args=(draft.year, chosen, key), width="stretch")
    return True


def _settle(year: int, chosen: Mapping[str, str], where: str) -> None:
    """A callback: other spellings are called by the unit's name, and new units are registered."""
    others = {written: name for written, name in chosen.items() if name != NEW}
    new = [written for written, name in chosen.items() if name == NEW]

    def call(draft: Draft) -> None:
        for written, name in others.items():
            draft.call_unit(written, name)

    under_way.change(year, call)
    if new:
        acting.attempt(
            lambda store, by, at: add_units(store, [NewUnit(name) for name in new], by, at),
            f"已登记{len(new)}个新单位:{'、'.join(new)}。", where=where,
        )  # fmt: skip
