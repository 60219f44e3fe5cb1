"""One thing that is behind, in full sentences: why, what it takes, what its unit says, and the way to its item."""

import streamlit as st

from briefing.charts.screens.behind import Backlog
from metrics import terms
from metrics.rows import BehindRow
from ui import errors
from ui.components.units import REPORTED, judged
from ui.frame import links, parts


def draw(found: Backlog, places: list[int], *, key: str) -> None:
    """The chosen one of its rows, else the first: a choice may be left from a longer list."""
    row = found.told[places[0] if places and places[0] < len(found.told) else 0]
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
