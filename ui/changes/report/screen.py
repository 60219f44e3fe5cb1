"""由报告生成: a work report's text becomes proposed rows, which are reviewed beside it, and then the year's targets."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from loaders.report.drafts import forms
from loaders.report.drafts.checking import draft_workbook, place_of, review_workbook
from loaders.report.drafts.draft import Draft, draft_of
from loaders.report.drafts.last_year import LastYear
from loaders.report.drafts.standing import open_things
from loaders.report.reader import report_source
from loaders.report.reports import read_report
from loaders.report.structure.asking import table_questions
from loaders.report.workbook import LEFT_OUT_HEADINGS
from loaders.targets.rows import ADOPTED, REJECTED
from metrics.errors import UserError
from store.engine.store import Store
from store.reads.view import View
from ui import errors
from ui.access import acting
from ui.cache import current, reads
from ui.cache.store_cache import cached
from ui.changes import loads
from ui.changes.report import columns, rows, under_way, units
from ui.frame import parts, tables
from ui.reporting.drafts import owner

_FIRST, _LAST = 2000, 2099
_SHOWN = 200  # of what is open or left out; the rest follows once these are done, or stands in the workbook


def draw(view: View, head: DeltaGenerator) -> None:
    """The whole way: the report, its rows beside its text, what is open, the preview, and the loads that were made.

    `head`: where the sum of the reading stands, on top.
    """
    acting.show_outcome("load")
    fields = st.columns([0.8, 1.1, 1.9, 1.15, 1.15], vertical_alignment="bottom", gap="small")
    st.session_state.setdefault("report_year", under_way.first_year(view.month.year))
    year = int(fields[0].number_input("年度", _FIRST, _LAST, key="report_year"))
    start = loads.draw_start(year, fields[1])
    draw_review(year, start, head, fields[2:])
    loads.draw_loads()


def draw_review(year: int, start: dt.date, head: DeltaGenerator, fields: Sequence[DeltaGenerator]) -> None:
    """A year's report under review, or the field to give one. `fields`: three, for what may be done to many rows."""
    draft = under_way.found(year)
    if draft is None:
        if name := under_way.unreadable(year):
            st.warning(
                f"{year}年上次的审核进度读不出来(文件{errors.plain(name)}),请重新上传报告从头审核;"
                "原文件改名保留,后缀为 unreadable,请交系统管理员查看。"
            )
        ask(year, "report_file")
        return
    with head:
        _head(draft)
    _account(draft)
    units.draw(draft)
    rows.draw(draft, fields)
    _left_out(draft)
    _end(draft, start)


def ask(year: int, key: str) -> None:
    """The field for the report, which is read at once; its review is then under way."""
    parts.block(
        "上传政府工作报告或任务清单",
        ".docx、.pdf、.txt、.xlsx 或存下的网页;读出的各行对照原文审核后才能载入,审核中途可以离开,明天接着做",
    )
    given: Any = st.file_uploader("报告文件", key=f"{key}_{loads.round_no()}", label_visibility="collapsed")
    if given is None:
        return
    bar = st.progress(0.0, text=f"正在读{errors.plain(given.name)}")

    def tell(done: int, of: int) -> None:
        bar.progress(done / of, text=f"已读{done}页,共{of}页")

    try:
        content = given.getvalue()
        store, digest = current.store(), hashlib.sha256(content).hexdigest()
        source = report_source(content, given.name, tell, owner())
        said = None
        if asked := forms.remembered(store, table_questions(source)):
            if (said := columns.answers(asked, digest[:8])) is None:
                bar.empty()
                return
            forms.remember(store, asked, said)
        report = read_report(source, year, said)
        bar.progress(1.0, text="正在与单位名录和上年目标对照")
        names, last = under_way.units(year), LastYear(store, year)
        under_way.begin(draft_of(report, year, given.name, digest, names, last))
    except UserError as error:
        bar.empty()
        errors.show(error)
        return
    st.rerun()


def _head(draft: Draft) -> None:
    """What the reading adds up to, and how far the review is."""
    done = len(draft.rows) - len(draft.numbers("待审核"))
    words, button = st.columns([5, 1], vertical_alignment="center", gap="small")
    words.markdown(
        f"**{errors.plain(draft.file_name)}** · 已审核**{done}/{len(draft.rows)}**行 "
        f":gray[{draft.saved}保存,可以离开,以后接着审]  \n{errors.plain(draft.summary)}"
    )
    with button.popover("下载、换一份", width="stretch"):
        store = current.store()
        st.download_button(
            "下载待审核的工作簿(Excel)", lambda: review_workbook(draft, store.region, f"{draft.year}年度目标"),
            file_name=reads.place().file_name(f"{draft.year}年度目标_待审核.xlsx"), key="report_workbook",
            on_click="ignore", help="习惯用 Excel 的,在表中审核后按年度目标工作簿载入",
        )  # fmt: skip
        st.markdown(f"换一份的,已审核的{done}行和改动都不再保留。")
        st.button("放弃,重新上传", key="report_drop", on_click=under_way.end, args=(draft.year,))


def _account(draft: Draft) -> None:
    """The gaps and what was not understood, to be looked at by a person."""
    found = [*draft.gaps, *(f"未识别的数字 {one}" for one in draft.not_understood)]
    if not found:
        return
    with st.expander(f"编号缺口、没有读到和未识别的内容{len(found)}处", expanded=not draft.is_account_checked):
        for one in found[:_SHOWN]:
            st.markdown(f":orange[{errors.plain(one)}]")
        st.checkbox(
            "已对照原文核对,遗漏的另行补充", draft.is_account_checked, key=f"account_{draft.sha256[:8]}",
            on_change=_check_account, args=(draft,),
        )  # fmt: skip


def _left_out(draft: Draft) -> None:
    """All that is no row, with the reasons."""
    if not draft.left_out:
        return
    with st.expander(f"没有成为目标的数字、语句和行{len(draft.left_out)}处"):
        shown = pd.DataFrame(draft.left_out[:_SHOWN], columns=LEFT_OUT_HEADINGS)
        if len(draft.left_out) > _SHOWN:
            st.caption(f"这里列前{_SHOWN}处,全部见“下载待审核的工作簿”的“跳过的内容”。")
        st.dataframe(shown, hide_index=True, height=tables.fitting(shown, 240), alt="没有成为目标的内容和原因。")


def _check_account(draft: Draft) -> None:
    is_checked = bool(st.session_state[f"account_{draft.sha256[:8]}"])
    under_way.change(draft.year, lambda kept: setattr(kept, "is_account_checked", is_checked))


def _end(draft: Draft, start: dt.date) -> None:
    """What is open; once nothing is, the preview and the load."""
    found = open_things(draft, under_way.units(draft.year))
    if found:
        listed = [
            ("" if one.number is None else f"{draft.rows[one.number].code} {draft.values(one.number)['measure']}",
             one.words)
            for one in found
        ]  # fmt: skip
        whole = sum(one.number is None for one in found)
        waiting = [f"{len({one.number for one in found} - {None})}行", *([f"{whole}处缺口"] if whole else [])]
        kinds = Counter(one.what for one in found if one.number is not None).most_common()
        said = "、".join(f"{what}{count}" for what, count in kinds)
        _list(f"还有{'、'.join(waiting)}没有办完{f'({said})' if said else ''},办完后才能载入", listed)
        return
    if not draft.numbers(ADOPTED):
        st.warning(f"{len(draft.numbers(REJECTED))}行都不采用:没有可以载入的目标。")
        return
    content = _workbook((draft.sha256, draft.saved, str(draft.decided), str(draft.mended)), draft)
    checked = loads.checked_workbook(draft.file_name, content, draft.year, start)
    loads.draw_result(checked, place_of=lambda found: place_of(draft, found), after=lambda: under_way.end(draft.year))


def _list(title: str, listed: list[tuple[str, str]]) -> None:
    parts.block(title)
    shown = pd.DataFrame(listed[:_SHOWN], columns=["事项和子项", "待办"])
    st.dataframe(
        shown, hide_index=True, key="report_open", height=tables.fitting(shown, 200), alt=f"{title}。",
        column_config={"事项和子项": st.column_config.TextColumn(width=360)},
    )  # fmt: skip


@cached(4)
def _workbook(store: Store, state: tuple[str, ...], _draft: Draft) -> bytes:
    """The reviewed rows as a workbook; made once for a state of the draft, so that its digest stays."""
    return draft_workbook(_draft, store.region, f"{_draft.year}年度目标")
