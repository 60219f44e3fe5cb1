"""One thing that is behind, in full sentences: why, what it takes, what its unit says, and the way to its item."""

import pandas as pd
import streamlit as st

from metrics import terms
from metrics.rows import BehindRow
from store.engine.records import records
from ui import errors
from ui.components.units import REPORTED, judged
from ui.frame import links, parts

_SHOWN = [
    "status", "status_word", "code", "coded_item", "measure", "unit_label", "leader", "target_text", "months_behind",
    "change_word", "why", "what_it_takes", "problem", "next_step", "expected", "actual", "lower", "base", "kind",
    "unit", "outlook", "outlook_value", "outlook_low", "outlook_high", "outlook_basis",
]  # fmt: skip


def draw(rows: pd.DataFrame, places: list[int], *, key: str) -> None:
    """The chosen one of `boards.behind_rows`, else the first: a choice may be left from a longer list."""
    place = places[0] if places and places[0] < len(rows) else 0
    row = records(rows.iloc[[place]][_SHOWN], BehindRow)[0]
    with st.container(border=True, gap="xsmall"):
        head, button = st.columns([5, 1], vertical_alignment="center")
        head.markdown(
            f"{parts.status_text(row['status'], row['status_word'])} **{errors.plain(row['coded_item'])}** · "
            f"{errors.plain(row['measure'])}  \n:gray[{_whose(row)}]"
        )
        if button.button("打开事项", key=key, width="stretch"):
            links.open_item(row["code"])
        left, right = st.columns(2, gap="medium")
        left.markdown(_paragraphs(judged(row)))
        right.markdown(_paragraphs(_reported(row)))


def _whose(row: BehindRow) -> str:
    leader = f",分管领导{row['leader']}" if row["leader"] else ""
    change = f",较上月{row['change_word']}" if row["change_word"] else ""
    lasting = f"连续滞后{row['months_behind']}个月{change}"
    return errors.plain(f"{row['unit_label']}{leader},全年目标{row['target_text']},{lasting}")


def _reported(row: BehindRow) -> list[tuple[str, str]]:
    """What the unit says; empty fields are left out."""
    said = [(terms.TEXTS[name], row[name]) for name in REPORTED if row[name]]
    return said or [("单位说明", "未填报存在问题和下一步措施")]


def _paragraphs(labelled: list[tuple[str, str]]) -> str:
    return "  \n".join(f"**{label}** {errors.plain(text)}" for label, text in labelled)
