"""What was sent for a month: the receipt of the report just confirmed, every submission, and its being taken back."""

import datetime as dt

import pandas as pd
import streamlit as st

from briefing.workbooks.receipt_workbook import receipt_workbook
from metrics.errors import UserError
from metrics.periods import month_name
from store.acts import submissions
from store.acts.rights import Actor
from store.engine.store import Store
from store.reads.reporting.receipts import Accepted
from store.reads.view import View
from ui import errors
from ui.access import acting, person
from ui.cache import reads
from ui.frame import links, parts, tables
from ui.reporting import drafts, results

_WIDTHS = {"submission_id": 72, "unit_name": 150, "file_name": 326, "row_count": 72, "submitted_text": 130,
           "submitted_by": 90, "standing": 262, "demo_text": 80}  # fmt: skip
_WITHDRAWN_BY = "withdraw_by"  # the key of the dialog's field for one's own name
_CELL_WIDTHS = {"cell_change": 48, "coded_item": 200, "measure": 190}


def draw_receipts(numbers: list[int]) -> None:
    """The receipts of what was just confirmed, and where to look at it."""
    receipts = [results.accepted(number) for number in numbers]
    figures = sum(len(one.cells) for one in receipts)
    replied = f",答复退回{count}个" if (count := st.session_state.get("replied")) else ""
    which = "、".join(f"第{one.number}号" for one in receipts)
    st.success(f"**报送成功** 已入库{figures}条数据{replied},回执{which}。")
    with st.container(border=True, gap="xsmall"):
        words, button = st.columns([5, 1], vertical_alignment="center")
        with words:
            _what_was_sent(receipts)
        _receipt_button(button, receipts, key="new_receipt")
    again, overview, _ = st.columns([1, 1, 4], gap="small")
    again.button("继续报送", key="again", type="primary", on_click=drafts.finished, width="stretch")
    if overview.button("查看总览", key="to_overview", width="stretch"):
        drafts.finished()
        st.switch_page("../pages/overview.py", query_params={})  # the month goes along; None would clear it
    parts.block("入库的数据", "点选一行打开事项")
    cells = pd.concat([one.cells for one in receipts], ignore_index=True)
    answer = tables.plain_table(
        cells,
        ["cell_change", "coded_item", "measure", "old_text", "new_text", "others_text", "place_text", "odd_reason"],
        alt=f"入库的{len(cells)}条数据。", key="received", widths=_CELL_WIDTHS, most=300, on_select="rerun",
        selection_mode="single-row",
    )  # fmt: skip
    links.open_chosen(answer, list(cells["code"]))


def _what_was_sent(receipts: list[Accepted]) -> None:
    """One submission in words, several as a table."""
    if len(receipts) == 1:
        st.markdown(_receipt_words(receipts[0]))
        return
    names = ["submission_id", "unit_name", "file_name", "row_count", "counts_text"]
    told = [(one.number, one.unit, one.file_name, len(one.cells), one.counts_text) for one in receipts]
    rows = pd.DataFrame(told, columns=names)
    tables.plain_table(rows, names, alt=f"{len(rows)}份报送。", key="sent", most=200)


def draw_submissions(view: View, unit_name: str | None) -> None:
    """Every submission for the month, of the chosen unit or of all; the chosen one can be taken back."""
    rows = reads.month_submissions(view, unit_name)
    whose = unit_name or "各单位"
    what = "可取回执或撤回" if acting.may("withdraw") else "可取回执;需要撤回的,请联系汇总单位"
    parts.block(f"{month_name(view.month)}报送记录{len(rows)}份", f"{whose},新的在前;点选一份{what}")
    if rows.empty:
        st.info(f"{whose}本月尚未报送。")
        return
    numbers = [str(number) for number in rows["submission_id"]]
    chosen = st.session_state.get("submission")
    chosen = chosen if chosen in numbers else numbers[0]
    names = ["submission_id", "unit_name", "file_name", "row_count", "submitted_text", "submitted_by", "standing"]
    tables.plain_table(
        rows, [*names, "demo_text"], alt=f"{whose}{month_name(view.month)}的{len(rows)}份报送。", key="submissions",
        widths=_WIDTHS, most=236, **tables.choosing("submissions", "submission", numbers),
    )  # fmt: skip
    one = results.accepted(int(chosen))
    words, receipt, back = st.columns([4, 1, 1], vertical_alignment="center", gap="small")
    words.markdown(_receipt_words(one))
    _receipt_button(receipt, [one], key="receipt")
    if acting.may("withdraw") and back.button(
        "已撤回" if one.is_withdrawn else "撤回这份报送…", key="withdraw", disabled=one.is_withdrawn, width="stretch"
    ):
        _withdraw(one, view)


def _receipt_words(one: Accepted) -> str:
    return (
        f"**第{one.number}号** {errors.plain(one.unit)} · {month_name(one.month)} · "
        f"{len(one.cells)}条({one.counts_text}) · "
        f"{errors.plain(one.submitted_by)} {one.submitted_at:%Y-%m-%d %H:%M:%S}  \n"
        f":gray[{errors.plain(one.file_name)} · SHA-256 {one.sha256}]"
    )


def _receipt_button(place: st.delta_generator.DeltaGenerator, receipts: list[Accepted], *, key: str) -> None:
    first, count = receipts[0], len(receipts)
    place.download_button(
        "下载回执" if count == 1 else f"下载{count}份回执", lambda: receipt_workbook(receipts),
        file_name=reads.place().file_name(f"{first.file_title}{'' if count == 1 else f'等{count}份'}.xlsx"), key=key,
        on_click="ignore", width="stretch",
    )  # fmt: skip


@st.dialog("撤回报送", width="large")
def _withdraw(one: Accepted, view: View) -> None:
    """Asks for the reason, says what will stand again, and takes the submission back."""
    st.markdown(_receipt_words(one))
    try:
        statuses = results.withdrawal(one.number, view).statuses
    except UserError as error:
        if acting.show_outcome("withdrawal"):  # it is this dialog that took it back just now
            st.rerun()
        errors.show(error)
        return
    st.markdown(
        f"撤回后,这{len(one.cells)}条数据恢复为此前的数;**{len(statuses)}**项状态随之改变。报送和撤回都保留在记录中。"
    )
    if len(statuses):
        names = ["coded_item", "measure", "old_word", "back_word", "effect"]
        tables.plain_table(
            statuses.assign(back_word=statuses["new_word"]), names, alt=f"撤回后{len(statuses)}项状态改变。",
            key="back_statuses", most=200,
        )  # fmt: skip
    acting.ask_reason("withdraw", "撤回原因(必填)")
    if account := person.account():
        st.caption(f"撤回人:{errors.plain(account.name)}")
    acting.ask_name("", label="您的姓名(必填)", name_key=_WITHDRAWN_BY)
    st.button("确认撤回", type="primary", key="withdraw_sure", on_click=_take_back, args=(one.number,))
    if acting.show_outcome("withdrawal"):
        st.rerun()  # closes the dialog; the list says what came of it


def _take_back(number: int) -> None:
    reason = acting.typed("withdraw_reason")

    def withdraw(store: Store, by: Actor, at: dt.datetime) -> None:
        submissions.withdraw(store, number, reason, by, at)

    def leave_receipts(_: None) -> acting.Outcome:
        drafts.finished()
        return acting.Outcome("")

    acting.attempt(withdraw, leave_receipts, where="withdrawal", act=f"撤回第{number}号报送", name_key=_WITHDRAWN_BY)
