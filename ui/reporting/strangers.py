"""Rows of a workbook that resemble nothing of the unit's: each said to be one of its measures, or all set aside."""

from collections.abc import Sequence

import streamlit as st

from loaders.table.layout import IGNORE
from loaders.table.questions import RowQuestion
from ui import errors
from ui.reporting import files
from ui.reporting.files import Sent

_MOST = 8  # that are asked one by one; a table of others has hundreds


def draw(one: Sent, rows: Sequence[RowQuestion]) -> None:
    """What to do with them; nothing where there are none."""
    if not rows:
        return
    unit = one.checked.unit
    own = one.checked.register.of_unit(unit.unit_id) if unit else []
    names = {IGNORE: files.NONE_OF_OURS} | {measure.measure_id: measure.full_name for measure in own}
    still = [row.key for row in rows if row.answer is None]
    with st.container(border=True, gap="xsmall"):
        words, button = st.columns([4, 1.2], vertical_alignment="center", gap="small")
        note = f"{errors.plain(one.checked.file_name)};不需要报送的可以不读取,回答会为这种表记住"
        words.markdown(f"**有{len(rows)}行找不到对应的子项** :gray[{note}]")
        button.button(
            f"这{len(still)}行都不报送" if still else "都已说明",
            key=f"aside_{one.file_id}", disabled=not still, width="stretch",
            on_click=files.set_aside, args=(one.file_id, still),
        )  # fmt: skip
        shown = rows[:_MOST]
        for slot, row in zip(files.slots(len(shown)), shown, strict=True):
            with slot:
                files.ask_row(one.file_id, row, names, "不报送,或选择对应的子项")
        if rest := rows[_MOST:]:
            listed = "、".join(f"{row.key}“{row.read}”" for row in rest)
            st.caption(f"其余{len(rest)}行:{errors.plain(listed)}")
