"""A year's targets from a workbook: blank ones to fill, the preview with its doubts, the load, and taking one back."""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from loaders.issues import Issue
from loaders.targets.commit import blank_workbook, load_of, preview_targets, read_targets, targets_workbook
from loaders.targets.targets import CheckedTargets
from metrics import lengths
from metrics.errors import UserError
from metrics.periods import month_name
from store.engine.records import records
from store.engine.store import Store
from store.loads import loads
from store.loads import words as load_words
from store.loads.loads import Done, Preview
from store.loads.year import first_month
from store.reads.reporting.closed_months import closed_since, judged_anew
from store.reads.view import View
from ui import errors
from ui.access import acting
from ui.cache import current, reads
from ui.cache.store_cache import cached
from ui.frame import parts, tables

_WIDTHS = {
    "cell_change": 56, "named": 330, "what": 100, "from_text": 96, "before": 250, "after": 250, "coded_item": 250,
    "measure": 220, "reported_month": 90, "old_word": 120, "load_word": 130, "why": 320, "file_name": 260,
    "standing": 320,
}  # fmt: skip
_EARLIEST, _LATEST = 2000, 2099


def draw(view: View) -> None:
    """The whole of loading: the year, the workbook, what it would change, and the loads that were made."""
    acting.show_outcome("load")
    year, start = _year(view)
    checked = _uploaded(year, start)
    if checked is not None:
        draw_result(checked, step="③ ")
    draw_loads()


def _year(view: View) -> tuple[int, dt.date]:
    """The year, the month that targets without one count from, and the workbooks to take along."""
    parts.block("① 选年度、取表", "没有写生效月份的目标自所选月份起执行;此前月份仍按原目标判定")
    fields = st.columns([0.8, 1.3, 1.2, 1.2], vertical_alignment="bottom", gap="small")
    year = int(fields[0].number_input("年度", _EARLIEST, _LATEST, value=view.month.year, key="load_year"))
    start = draw_start(year, fields[1])
    fields[2].download_button(
        f"下载{year}年空白表", lambda: blank_workbook(current.store(), year),
        file_name=reads.place().file_name(f"{year}年度目标_空白.xlsx"), key="load_blank", on_click="ignore",
        width="stretch",
    )  # fmt: skip
    has_targets = year in reads.years(view.region)
    fields[3].download_button(
        f"下载{year}年现有目标" if has_targets else f"{year}年还没有目标",
        (lambda: targets_workbook(current.store(), year)) if has_targets else b"",
        file_name=reads.place().file_name(f"{year}年度目标.xlsx"), key="load_export", disabled=not has_targets,
        on_click="ignore", width="stretch",
    )  # fmt: skip
    return year, start


def draw_start(year: int, where: DeltaGenerator) -> dt.date:
    """The month that targets without one count from."""
    months = [dt.date(year, number, 1) for number in range(1, 13)]
    return where.selectbox(
        "自何月起执行", months, index=_first_month(year, current.now().date()).month - 1, key=f"load_from_{year}",
        format_func=month_name,
        help="该年度还没有目标的,一般为1月;已有目标的,一般为当月:选更早的月份,已判定的月份会重新判定;"
             "年中才开始使用的,选开始报送的月份,此前月份不算应报未报",
    )  # fmt: skip


def _uploaded(year: int, start: dt.date | None) -> CheckedTargets | None:
    parts.block("② 上传填好的工作簿", "确认前只检查,不载入;报告整理出的工作簿须先逐行审核")
    uploaded: Any = st.file_uploader("年度目标工作簿", key=f"load_file_{round_no()}", label_visibility="collapsed")
    if uploaded is None:
        return None
    return checked_workbook(uploaded.name, uploaded.getvalue(), year, start)


def checked_workbook(name: str, content: bytes, year: int, start: dt.date | None) -> CheckedTargets:
    """A targets workbook as it is read and checked."""
    return _checked(hashlib.sha256(content).hexdigest(), name, year, start, content)


def draw_result(
    checked: CheckedTargets, *, step: str = "", place_of: Callable[[Issue], str] | None = None,
    after: Callable[[], None] = lambda: None,
) -> None:  # fmt: skip
    """What is wrong with the workbook, what it would change, and its confirmation.

    `step`: the preview's number, where it is one of several steps; `place_of`: what the place of an error or a doubt is
    called, where that is no cell; `after`: done once it is loaded.
    """
    if checked.errors:
        _issues(checked, place_of)
        return
    preview = _preview((checked.sha256, checked.file_name, checked.year, checked.start), checked)
    if preview is None:
        st.warning("工作簿中没有任何目标:没有可以载入的。")
        return
    if not preview.changes:
        st.success("与现有目标完全相同:没有任何变化,不需要载入。")
        return
    given = _doubts(checked, place_of or (lambda found: found.where))
    parts.block(f"{step}预览:{len(preview.changes)}处变化", "以下是载入后的结果,目前还没有载入")
    _changes(preview)
    _confirmation(checked, preview, given, after)


def _issues(checked: CheckedTargets, place_of: Callable[[Issue], str] | None) -> None:
    parts.block(f"错误{len(checked.errors)}处", "改正后才能载入")
    names = [*(["issue_place"] if place_of else ["sheet", "cell"]), "read", "should_be", "remedy"]
    rows = pd.DataFrame([
        {"issue_place": place_of(one) if place_of else "", "sheet": one.sheet or "", "cell": one.cell or "",
         "read": one.read or "", "should_be": one.expected, "remedy": one.remedy}
        for one in checked.errors
    ])  # fmt: skip
    tables.plain_table(
        rows, names, alt=f"{len(rows)}处错误。", key="load_issues",
        widths={"issue_place": 200, "should_be": 380, "remedy": 380}, most=410, row_height=tables.WRAPPED,
    )  # fmt: skip


def _doubts(checked: CheckedTargets, place_of: Callable[[Issue], str]) -> Mapping[int, str]:
    """The reasons that were written beside the doubts, by their place."""
    if not checked.doubts:
        return {}
    parts.block(f"疑问{len(checked.doubts)}处", "核对无误的,请逐条写明原因,记入操作记录;有误的改正后重新上传")
    rows = pd.DataFrame(
        [
            {"place": place_of(one), "read": one.read or "", "doubt": f"{one.expected}。{one.remedy}。", "reason": ""}
            for one in checked.doubts
        ]
    )
    reason = st.column_config.TextColumn("原因(双击填写)", width=360, max_chars=lengths.REASON)
    told = {"place": ("位置", 120), "read": ("读到", 90), "doubt": ("疑问", 620), "reason": reason}
    alt = f"{len(rows)}处疑问,逐条填写原因。"
    edited = tables.edited(rows, told, key=f"load_doubts_{checked.sha256}", alt=alt, most=240)
    return {place: str(text).strip() for place, text in enumerate(edited["reason"]) if str(text or "").strip()}


def _changes(preview: Preview) -> None:
    _change_table(preview, "load_changes", 300)
    for line in load_words.consequences(preview):
        st.markdown(f":orange[{errors.plain(line)}]" if line.startswith("已过") else errors.plain(line))
    if said := judged_anew(_closed(preview)):
        st.markdown(f":orange[{said}]")
    if len(preview.statuses):
        parts.block(f"随之改变的状态{len(preview.statuses)}项")
        names = ["reported_month", "coded_item", "measure", "old_word", "load_word", "why"]
        shown = preview.statuses.assign(load_word=preview.statuses["new_word"])
        tables.plain_table(
            shown, names, alt=f"随之改变的状态{len(preview.statuses)}项。", key="load_statuses",
            widths=_WIDTHS, most=240,
        )  # fmt: skip


def _closed(preview: Preview) -> list[dt.date]:
    """The closed months whose statuses become others."""
    store, past = current.store(), preview.past
    return [month for month in closed_since(store, min(past), store.region) if month in past] if past else []


def _confirmation(
    checked: CheckedTargets, preview: Preview, given: Mapping[int, str], after: Callable[[], None]
) -> None:
    lacking = len(checked.doubts) - len(given)
    acting.ask_reason("load")
    words, button = st.columns([4, 1], vertical_alignment="center", gap="small")
    words.markdown(
        f":orange[还有{lacking}处疑问没有写明原因,请在上面填写。]" if lacking
        else f"将载入{checked.year}年度目标的{len(preview.changes)}处变化,一次全部载入;载入后可以收回。"
    )  # fmt: skip
    button.button(
        "确认载入", type="primary", key="load_sure", disabled=bool(lacking), on_click=_load,
        args=(checked, preview.token, given, after), width="stretch",
    )  # fmt: skip


def _load(checked: CheckedTargets, token: str, given: Mapping[int, str], after: Callable[[], None]) -> None:
    """A callback: load what was shown."""
    reason = acting.typed("load_reason")

    def outcome(done: Done) -> acting.Outcome:
        after()
        st.session_state["load_round"] = round_no() + 1
        return acting.Outcome(
            f"第{done.number}次载入完成:{checked.year}年度目标{len(done.preview.changes)}处变化。"
            + "".join(load_words.consequences(done.preview))
        )

    acting.attempt(
        lambda store, by, at: loads.commit_load(store, load_of(checked, given), by, at, reason, token),
        outcome, ["load_reason"], where="load", act=f"载入 {token}",
    )  # fmt: skip


def draw_loads() -> None:
    """The loads that were made, and taking one back or bringing it back."""
    rows = _load_rows()
    if rows.empty:
        return
    parts.block(f"历次载入{len(rows)}次", "收回后,载入以前的目标恢复有效;此后逐项调整的保持不变;收回的可以恢复")
    names = ["load_no", "file_name", "year", "from_text", "done_by", "done_text", "standing"]
    tables.plain_table(rows, names, alt=f"历次载入{len(rows)}次。", key="loads", widths=_WIDTHS, most=200)
    by_name = {
        f"第{row['load_no']}次 {row['file_name']}({'已收回' if row['is_taken_back'] else '有效'})": row
        for row in records(rows)
    }
    which, why, button = st.columns([1.6, 2, 0.8], vertical_alignment="bottom", gap="small")
    row = by_name[which.selectbox("哪一次", list(by_name), key="turned_load") or next(iter(by_name))]
    back = not row["is_taken_back"]
    with why:
        acting.ask_reason("turn")
    try:
        preview = _turned(row["load_no"], back)
    except UserError as error:
        errors.show(error)
        return
    word = "收回" if back else "恢复"
    turn = partial(
        acting.change, "turn", partial(loads.turn, back=back, token=preview.token), row["load_no"], where="load",
        done=f"第{row['load_no']}次载入已{'收回,此前的目标恢复有效' if back else '恢复有效'}。",
        act=f"{word} {row['load_no']} {preview.token}",
    )  # fmt: skip
    button.button(word, key="turn_sure", on_click=turn, width="stretch")
    with st.expander(f"{word}第{row['load_no']}次载入将有{len(preview.changes)}处变化"):
        _change_table(preview, "turn_changes", 240)
        for line in load_words.consequences(preview):
            st.markdown(errors.plain(line))


def _change_table(preview: Preview, key: str, most: int) -> None:
    rows = load_words.change_rows(preview)
    tables.plain_table(
        rows, ["cell_change", "named", "what", "from_text", "before", "after"], alt=f"{len(rows)}处变化。",
        key=key, widths=_WIDTHS, most=most,
    )  # fmt: skip


def round_no() -> int:
    """Counts the loads of this session: each begins with an empty uploader."""
    return int(st.session_state.setdefault("load_round", 0))


@cached(8)
def _first_month(store: Store, year: int, today: dt.date) -> dt.date:
    return first_month(store, year, store.now())


@cached(8)
def _checked(
    store: Store, sha256: str, file_name: str, year: int, start: dt.date | None, _content: bytes
) -> CheckedTargets:
    """What is read of an upload; its digest stands for it."""
    return read_targets(store, _content, file_name, year, start=start)


@cached(8)
def _preview(store: Store, key: tuple[object, ...], _workbook: CheckedTargets) -> Preview | None:
    return preview_targets(store, _workbook, store.now())


@cached(8)
def _turned(store: Store, number: int, back: bool) -> Preview:
    return loads.preview_turn(store, number, store.now(), back=back)


@cached(4)
def _load_rows(store: Store) -> pd.DataFrame:
    return load_words.load_table(loads.load_rows(store))
