"""The last steps of a report: what it would change, and the separate confirmation that stores exactly that."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from loaders.accept.approval import Approved
from loaders.accept.commit import Receipt, Shown, commit_all
from loaders.check import batch as batches
from metrics.errors import UserError
from metrics.periods import month_name
from store.acts import submissions, what_if
from store.acts.what_if import Preview
from store.reads.figures import effects
from store.reads.view import View
from ui import errors
from ui.access import acting, person
from ui.cache import current, reads
from ui.frame import parts, tables
from ui.reporting import drafts, files, results, review
from ui.reporting.files import Sent
from ui.reporting.start import Sender

_WIDTHS = {
    "cell_change": 48, "coded_item": 196, "measure": 190, "old_text": 92, "new_text": 92, "old_word": 112,
    "new_word": 122, "effect": 76, "others_text": 150,
}  # fmt: skip


_AFTERWARDS = {True: "入库后可以撤回。", False: "入库后可以更正重报;需要撤回的,请联系汇总单位。"}


def draw(view: View, sender: Sender, sent: Sequence[Sent]) -> None:
    """What the workbooks without errors would change, and their confirmation."""
    ready = [one for one in sent if batches.is_ready(one.checked)]
    if not ready:
        return
    common, single = review.reasons(sent)
    approved = [Approved(one.checked, sender.by, current.now(), common, single.get(one.file_id, {})) for one in ready]
    aside = len(sent) - len(ready)
    told = f";另有{aside}个文件有错误或待确认,不在其内" if aside else ""
    parts.block("④ 预览", f"以下是入库后的结果,目前还没有入库{told}")
    try:
        preview = results.preview(tuple(one.key for one in ready), view, approved)
    except UserError as error:
        errors.show(error)
        return
    if preview is None:
        st.success("文件此前已入库,内容完全相同:没有任何变化,不会重复入库。")
        return
    _changes(preview)
    _replies(approved)
    owed = batches.owed_rows([one.checked for one in ready])
    if len(owed):
        with st.expander(f"应报未报{len(owed)}条:本月应报、上述文件中没有数据"):
            names = ["unit_name", "coded_item", "measure", "target_text", "last_text"]
            tables.plain_table(owed, names, alt=f"应报未报的{len(owed)}条。", key="owed")
    _confirmation(approved, preview, view)


def _changes(preview: Preview) -> None:
    statuses = preview.statuses
    counts = " · ".join(f"{word}**{preview.count(change)}**条" for change, word in effects.CHANGES.items())
    found = statuses["effect"].value_counts()
    news = "".join(f" · {word}**{found[word]}**项" for word in effects.EFFECTS if word and word in found)
    st.markdown(f"数据 {counts} ｜ 状态改变**{len(statuses)}**项{news}")
    names = ["cell_change", "coded_item", "measure", "old_text", "new_text", "old_word", "new_word", "effect"]
    tables.plain_table(
        preview.rows, [*names, "others_text", "why", "place_text"], alt=f"{len(preview.rows)}条数据。",
        key="cells", widths=_WIDTHS, most=300,
    )  # fmt: skip
    if len(preview.elsewhere):
        parts.block(f"随之改变的其他状态{len(preview.elsewhere)}项", "以这些数据为参照的子项,以及以后月份")
        names = ["reported_month", "coded_item", "measure", "old_word", "new_word", "effect", "why"]
        tables.plain_table(
            preview.elsewhere, names, alt=f"随之改变的其他状态{len(preview.elsewhere)}项。", key="elsewhere",
            widths=_WIDTHS, most=200,
        )  # fmt: skip


def _replies(approved: list[Approved]) -> None:
    """What the workbooks answer of what was returned."""
    asked = {one.return_id: one for row in approved for own in row.checked.register.returned.values() for one in own}
    found = [reply for one in approved for reply in one.checked.replies]
    if not found:
        return
    parts.block(f"答复退回{len(found)}个", "与数据一并入库")
    for reply in found:
        one = asked[reply.return_id]
        named = errors.plain(f"第{one.return_id}号 {month_name(one.month)} {one.named}:{one.question}")
        st.markdown(f"{named}  \n答:**{errors.plain(reply.words)}**")


def _confirmation(approved: list[Approved], preview: Preview, view: View) -> None:
    parts.block("⑤ 确认入库")
    acting.show_outcome("report")
    asks_for_demo = reads.month_snapshot(view).has_demo and not st.session_state.get("keeps_demo")
    if asks_for_demo:
        _ask_for_demo()
    hindrance = _hindrance(approved, preview, asks_for_demo=asks_for_demo)
    words, button = st.columns([4, 1], vertical_alignment="center", gap="small")
    units = "、".join(dict.fromkeys(one.checked.unit.name for one in approved if one.checked.unit))
    replies = sum(len(one.checked.replies) for one in approved)
    afterwards = _AFTERWARDS[acting.may("withdraw")]
    answered = f"并答复退回**{replies}**个," if replies else ""
    words.markdown(
        f":orange[{hindrance}]" if hindrance
        else f"将**{errors.plain(units)}**{month_name(view.month)}的{len(preview.cells)}条数据入库,"
        f"{answered}报送人**{errors.plain(approved[0].by.name)}**。{afterwards}"
    )  # fmt: skip
    shown = Shown(what_if.view_over(current.store(), view.month, view), preview.token, preview.version)
    button.button(
        "确认入库", type="primary", key="confirm", disabled=bool(hindrance), on_click=_confirm, args=(approved, shown),
        width="stretch",
    )  # fmt: skip


def _hindrance(approved: list[Approved], preview: Preview, *, asks_for_demo: bool) -> str:
    """Why nothing can be confirmed yet; empty where it can."""
    if preview.changes_nothing and not any(one.checked.replies for one in approved):
        return "各条数据与已入库的完全相同:没有任何变化,不需要入库。"
    if not approved[0].by.name:
        return "请在第①步填写您的姓名。"
    unexplained = sum(len(one.unexplained) for one in approved)
    if unexplained:
        return f"还有{unexplained}处疑问没有说明原因或原因不具体,请在上面填写。"
    return "请先选择演示数据的去留。" if asks_for_demo else ""


def _confirm(approved: list[Approved], shown: Shown) -> None:
    """A callback: store what was shown. `shown` is what the person saw, whatever the store holds by now."""

    def show_receipts(receipts: list[Receipt]) -> acting.Outcome:
        """The screen itself says what came of it: it goes on with the receipts."""
        st.session_state["round"] = files.round_no() + 1
        drafts.confirmed([one.number for one in receipts], sum(len(one.checked.replies) for one in approved))
        return acting.Outcome("")

    acting.attempt(
        lambda store, by, at: commit_all(store, [replace(one, by=by, at=at) for one in approved], shown=shown),
        show_receipts, where="report", act=f"入库 {shown.token}",
    )  # fmt: skip


def _ask_for_demo() -> None:
    words, drop, keep = st.columns([3, 1, 1], vertical_alignment="center", gap="small")
    words.warning(
        "系统中还有演示数据。首次报送正式数据前,建议先全部清除;保留则与正式数据混在一起,各页面继续标注“演示数据”。"
    )
    is_allowed = person.may("drop_demo")
    if drop.button(
        "清除演示数据…" if is_allowed else "由审核人员清除", key="drop_demo", disabled=not is_allowed, width="stretch"
    ):
        _drop_demo()
    keep.button("暂时保留", key="keep_demo", width="stretch", on_click=_keep_demo)


def _keep_demo() -> None:
    st.session_state["keeps_demo"] = True


@st.dialog("清除演示数据")
def _drop_demo() -> None:
    st.markdown("将撤回全部演示报送,各页面不再显示演示数据,重新启动后也不会恢复。正式报送不受影响。")
    st.button("确认清除", type="primary", key="drop_demo_sure", on_click=_drop_all)
    if acting.show_outcome("demo"):
        st.rerun()  # closes the dialog


def _drop_all() -> None:
    acting.attempt(
        lambda store, by, at: submissions.drop_demo(store, by if by.name else person.actor("数据报送页面"), at), "",
        where="demo", act="清除演示数据",
    )  # fmt: skip
