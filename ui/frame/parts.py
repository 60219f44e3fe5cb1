"""The parts that every screen is built from: heading, ribbon, legend, notes beside figures."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from briefing.charts.look import Chart, configured
from metrics import terms
from metrics.arithmetic.counting import Tally
from metrics.periods import month_code, month_name, span_name, time_elapsed_pct
from metrics.terms import STATUSES
from store.reads.figures.snapshot import Snapshot
from store.reads.view import View
from ui import errors
from ui.access import parts
from ui.cache import reads
from ui.components import drawing, mounting
from ui.frame import brief, choices, narrow

# st.badge knows colour names; each status takes the nearest, and its word or mark stands with it.
BADGE = {
    "done": "blue", "ahead": "green", "on_track": "green", "behind": "orange", "far_behind": "red",
    "not_reported": "gray", "undecided": "violet", "not_due": "gray",
}  # fmt: skip

_PICTURE_PIXELS, _MONTH_PIXELS = 92, 198  # of the heading's two controls


def heading(
    title: str | None, *, of_year: bool = True, is_live: bool = False, is_due: bool = False
) -> tuple[View, Snapshot]:
    """The first line of a screen: its title, what the figures stand for, the month's selector and the ribbon.

    A title of None is the place's own. `of_year` puts the year before the title, where the screen is of one; `is_live`
    keeps to the figures as they stand now, on screens that change them; `is_due` opens with the month to be reported.
    """
    with st.container(horizontal=not narrow.is_phone(), vertical_alignment="center", gap="small"):
        title_here = st.container(horizontal=True, vertical_alignment="center", gap="small")
        controls = st.container(horizontal=True, vertical_alignment="center", gap="small", width="content")
    with controls:
        picture_here, month_here = st.container(width=_PICTURE_PIXELS), st.container(width=_MONTH_PIXELS)
    with month_here:
        view = choices.view(is_live=is_live, is_due=is_due)
    with picture_here:
        brief.offer(view)
    edition = reads.edition_of(view)
    snapshot = reads.month_snapshot(view)
    reported, owing = snapshot.units_reported
    month = f"**{month_name(view.month)}**"
    state = f"数据截至{month}" if snapshot.cells_reported[0] else f"{month}尚无数据"
    have = "" if snapshot.cells_reported[0] else choices.months_with_figures(view.region, view.month.year)
    title = title or snapshot.place.title
    with title_here:
        st.markdown(f"### {view.month.year}年{title}" if of_year else f"### {title}", width="content")
        st.markdown(
            f"{state} · 时间进度**{time_elapsed_pct(view.month):.1f}%** "
            f"· 已报**{reported}/{owing}**家"
            + (f" :blue-badge[{edition.name}]" if edition else "")
            + (f" :orange-badge[{terms.DEMO_LABEL}]" if snapshot.has_demo else ""),
            width="content",
        )
        parts.who()
    if have:
        st.caption(have)
    if is_live and (received := reads.received()):
        st.info(errors.plain(received))
    if is_live and (opened := choices.edition()):
        st.caption(f"已打开{opened.name},本页仍是最新数据;在这里所做的改动不影响{opened.name}。")
    return view, snapshot


def plain_heading(title: str, *notes: str) -> DeltaGenerator:
    """The first line of a screen that is of no month; where it is, for what else stands in it."""
    line = st.container(horizontal=True, vertical_alignment="center", gap="small")
    with line:
        for text in (f"### {title}", *notes):
            st.markdown(text, width="content")
        parts.who()
    return line


def block(title: str, note: str = "") -> None:
    """The heading of a block, with a quiet note beside it."""
    title, note = errors.plain(title), errors.plain(note)  # names come from workbooks: as text, never as markup
    st.markdown(f"**{title}** :gray[{note}]" if note else f"**{title}**")


def rate_text(counts: Tally) -> str:
    """The on-schedule rate with its n."""
    of = "" if counts.is_thin else f" :gray[({counts.good}/{counts.judged}项)]"
    return f"按期率 **{counts.rate}**{of}"


def chart(drawn: Chart, name: str, view: View, *, key: str, **options: Any) -> Any:
    """A figure with the sentence that stands for it; its button saves it as a picture called by name, month and label.

    `options` go to st.plotly_chart, whose answer is returned.
    """
    edition = reads.edition_of(view)
    of_edition = [edition.name] if edition else []
    label = [terms.DEMO_LABEL] if reads.month_snapshot(view).has_demo else []
    stem = reads.place().file_name("_".join([name, month_code(view.month), *of_edition, *label]))
    figure = drawn.to_show_narrow if narrow.is_narrow() else drawn.to_show_wide if narrow.is_wide() else drawn.to_show
    return st.plotly_chart(
        figure, config=configured(stem, has_button=not narrow.is_narrow()), key=key, alt=drawn.alt, **options
    )


def item_list(heading: str, items: pd.DataFrame) -> None:
    """Items in one line of text, by code, name and unit; "无" where there are none."""
    named = zip(items["code"], items["item"], items["lead_unit"], strict=True)
    names = [errors.plain(f"{code} {item}({unit})") for code, item, unit in named]  # 任务1 万亩…, never 任务1万亩…
    st.markdown(f"**{heading}{len(items)}项** " + (":gray[" + "、".join(names) + "]" if names else ":gray[无]"))


def legend(month: dt.date) -> None:
    """What the marks and colours mean, in the words of the month."""
    mounting.board(str(drawing.parts().legend(terms.statuses_in(month.month))), key="legend")


def figure_note(view: View, unit: str = "") -> str:
    """What stands under or beside a figure: 数据截至, and the unit of measure."""
    return f"数据截至{span_name(view.month)}" + (f",单位:{unit}" if unit else "")


def taken_note(view: View, chosen: Iterable[str | None] = ()) -> str:
    """What a file says that is no longer on its screen: whose figures, of which months and edition, which filters."""
    edition = reads.edition_of(view)
    note = f"{reads.month_snapshot(view).place.short_name} · 数据截至{view.month.year}年{span_name(view.month)}" + (
        f" · {edition.name}" if edition else ""
    )
    filters = "、".join(choice for choice in chosen if choice)
    return f"{note} · 筛选:{filters}" if filters else note


def status_text(status: str | None, word: str) -> str:
    """Mark and word as coloured Markdown."""
    return f":{BADGE[status]}[**{terms.marked(status, word)}**]" if status in STATUSES else terms.NO_VALUE
