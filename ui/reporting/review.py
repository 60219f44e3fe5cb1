"""The third step of a report: what is wrong and where, what has to be asked, and why doubtful figures may stand."""

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from loaders.check import batch as batches
from loaders.check.result import Checked
from loaders.issues import OWN_REASON, Issue
from loaders.marking.marked_copy import marked, marked_name
from metrics import lengths
from metrics.sentences.reasons import RULE, says_something
from store.engine.records import records
from ui import errors
from ui.frame import parts, tables
from ui.reporting import drafts, files, questions
from ui.reporting.files import Sent
from ui.reporting.typed import CHECK

_WIDTHS = {
    "level_word": 46, "file_name": 140, "sheet": 138, "cell": 76, "measure": 200, "read": 92, "should_be": 374,
    "remedy": 282,
}  # fmt: skip


def draw(sent: Sequence[Sent]) -> None:
    """Issues, questions, and the workbooks that come back marked."""
    rows = batches.issue_rows([one.checked for one in sent])
    asked = any(one.checked.questions or one.checked.row_questions or one.checked.unit_questions for one in sent)
    parts.block("③ 核对问题", _summary(rows, sent))
    if rows.empty and not asked:
        return
    for one in sent:
        questions.draw(one)
    if not rows.empty:
        _issues(rows, sent)
        _marked([one.checked for one in sent if one.checked.issues and not one.is_typed])


def _summary(rows: pd.DataFrame, sent: Sequence[Sent]) -> str:
    found = int(rows["is_error"].sum())
    doubts = len(rows) - found
    if rows.empty:
        return "没有发现问题"
    todo = f"请先回答下面的问题,仍有错误的{_mended(sent)}" if questions.waiting(sent) else f"须{_mended(sent)}"
    open_rows = sum(len(one.checked.unanswered) for one in sent)
    wrong = f"错误{found}处,{todo}" if found else f"有{open_rows}行待确认" if open_rows else "没有错误"
    return f"{wrong};疑问{doubts}处,须说明原因" if doubts else wrong


def _mended(sent: Sequence[Sent]) -> str:
    """What is done with what is wrong, in a file or in the fields above."""
    is_typed = {one.is_typed for one in sent if one.checked.errors}
    if is_typed == {True}:
        return f"在上面改正后再点“{CHECK}”"
    return f"改正后重新上传(直接填的在上面改正,再点“{CHECK}”)" if True in is_typed else "改正后重新上传"


def reasons(sent: Sequence[Sent]) -> tuple[str, dict[str, Mapping[str, str]]]:
    """Why the doubts of workbooks that can be taken in may stand: one reason for all, and those of single figures.

    Draws where they are written. The second value has them by the key of the upload and the measure.
    """
    doubted = [one for one in sent if batches.is_ready(one.checked) and one.checked.doubts]
    if carried := sum(bool(doubt.carried) for one in doubted for doubt in one.checked.doubts):
        st.caption(f"有{carried}处疑问与已入库的数相同,沿用此前的说明,不必再填。")
    own = {one.file_id: _own_reasons(one) for one in doubted}
    typed = {_own_key(file_id, one): said for file_id, found in own.items() for one, said in found.items() if said}
    common = _common_reason(doubted, is_rest=any(own.values()))
    drafts.keep_reasons(typed | ({_common_key(): common} if common else {}))
    return common, own


def _common_key() -> str:
    return f"reason_{files.round_no()}"


def _own_key(file_id: str, measure_id: str) -> str:
    return f"own_{file_id}_{measure_id}"


def _common_reason(doubted: Sequence[Sent], *, is_rest: bool) -> str:
    others = sum(doubt.weight != OWN_REASON and not doubt.carried for one in doubted for doubt in one.checked.doubts)
    if not others:
        return ""
    said = st.text_input(
        f"{'其他' if is_rest else ''}疑问{others}处,核对无误的请说明原因(随数据保存)",
        key=_common_key(),
        max_chars=lengths.REASON,
        placeholder="如:9月起口径调整,已与统计部门核对",
    )
    return (said or "").strip()


def _own_reasons(one: Sent) -> Mapping[str, str]:
    """A field beside each figure that jumps: no reason for all does for those."""
    doubts: dict[str, list[Issue]] = {}
    for doubt in one.checked.doubts:
        if doubt.weight == OWN_REASON and not doubt.carried:
            doubts.setdefault(doubt.measures[0], []).append(doubt)
    if not doubts:
        return {}
    with st.container(border=True, gap="xsmall"):
        st.markdown(
            f"**{len(doubts)}个数据变动异常,请逐个说明原因** :gray[{errors.plain(one.checked.file_name)};{RULE};"
            "入库后标注“存疑”,待审核]"
        )
        return {measure_id: _own_reason(one, measure_id, told) for measure_id, told in doubts.items()}


def _own_reason(one: Sent, measure_id: str, doubts: list[Issue]) -> str:
    words, field = st.columns([1.4, 1], vertical_alignment="center", gap="small")
    named = errors.plain(one.checked.register.names[measure_id])
    told = errors.plain(";".join(doubt.expected for doubt in doubts))
    words.markdown(f"{named} **{errors.plain(doubts[0].read or '')}** :orange[{told}]")
    said = field.text_input(
        f"{named}的原因", key=_own_key(one.file_id, measure_id), max_chars=lengths.REASON, placeholder="原因",
        label_visibility="collapsed",
    )  # fmt: skip
    if said and not says_something(said):
        field.caption(f":orange[请写明具体原因:{RULE}]")
    return (said or "").strip()


def _issues(rows: pd.DataFrame, sent: Sequence[Sent]) -> None:
    """Every issue with its place: the sheet and the cell, of what was typed its measure alone."""
    several, typed_ones = len(sent) > 1, [one.is_typed for one in sent]
    is_typed = rows["place"].map(typed_ones.__getitem__)
    rows = rows.assign(sheet=rows["sheet"].mask(is_typed), cell=rows["cell"].mask(is_typed, ""))
    names = ["level_word", *([] if is_typed.all() else ["sheet", "cell"]), "measure", "read", "should_be", "remedy"]
    cells = [text.split("、") for text in rows["cell"]]
    short = [of[0] if len(of) == 1 else f"{of[0]}等{len(of)}格" for of in cells]
    tables.plain_table(
        rows.assign(cell=short), [names[0], "file_name", *names[1:]] if several else names,
        alt=f"{len(rows)}处问题,每处写明位置、读到的内容和改法。", key="issues", widths=_WIDTHS, most=410,
        row_height=tables.WRAPPED,
    )  # fmt: skip
    together = [row for row, of in zip(records(rows), cells, strict=True) if len(of) > 1]
    if together:
        with st.expander(f"涉及多个单元格的问题{len(together)}处:全部单元格"):
            for row in together:
                where = f"{row['file_name']} " if several else ""
                st.markdown(errors.plain(f"{where}{row['sheet']}!{row['cell']}:{row['should_be']}"))


def _marked(wrong: list[Checked]) -> None:
    """The sender's own workbooks, with the cells in question coloured and commented."""
    with st.container(horizontal=True, gap="small"):
        for place, checked in enumerate(wrong):
            st.download_button(
                f"下载批注后的原表:{errors.plain(checked.file_name)}", partial(marked, checked),
                file_name=marked_name(checked.file_name), key=f"marked_{place}", on_click="ignore",
            )  # fmt: skip
