"""The third step of a report: what is wrong and where, what has to be asked, and why doubtful figures may stand."""

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from loaders.accept.commit import Place
from loaders.check import batch as batches
from loaders.check.result import Checked
from loaders.marking.marked_copy import marked, marked_name
from loaders.table.layout import IGNORE
from loaders.table.questions import Question, RowQuestion, UnitQuestion
from metrics import lengths
from store.engine.records import records
from ui import errors
from ui.frame import parts
from ui.reporting import drafts, files
from ui.reporting.files import Sent

_WIDTHS = {"level_word": 46, "file_name": 140, "sheet": 128, "cell": 54, "read": 92, "should_be": 470, "remedy": 390}
_CELLS = 3
_NONE_OF_OURS = "不是报送事项,不读取"


def draw(sent: Sequence[Sent]) -> None:
    """Issues, questions, and the workbooks that come back marked."""
    rows = batches.issue_rows([one.checked for one in sent])
    asked = any(one.checked.questions or one.checked.row_questions or one.checked.unit_questions for one in sent)
    parts.block("③ 核对问题", _summary(rows))
    if rows.empty and not asked:
        return
    for one in sent:
        _questions(one)
    if not rows.empty:
        _issues(rows, several=len(sent) > 1)
        _marked([one.checked for one in sent if one.checked.issues])


def _summary(rows: pd.DataFrame) -> str:
    found = int(rows["is_error"].sum())
    doubts = len(rows) - found
    if rows.empty:
        return "没有发现问题"
    wrong = f"错误{found}处,须改正后重新上传" if found else "没有错误"
    return f"{wrong};疑问{doubts}处,须说明原因" if doubts else wrong


def reasons(sent: Sequence[Sent]) -> tuple[str, dict[str, Mapping[Place, str]]]:
    """Why the doubts of workbooks that can be taken in may stand: one reason for all, and those of single places.

    Draws where they are written. The second value has them by the key of the upload.
    """
    doubted = [one for one in sent if batches.is_ready(one.checked) and one.checked.doubts]
    if not doubted:
        return "", {}
    count = sum(len(one.checked.doubts) for one in doubted)
    common, single = st.columns([1.6, 1], vertical_alignment="bottom", gap="small")
    said = common.text_input(
        f"疑问{count}处,核对无误的请说明原因(随数据保存)", key=f"reason_{files.round_no()}",
        max_chars=lengths.REASON, placeholder="如:9月起口径调整,已与统计部门核对",
    )  # fmt: skip
    with single.popover("逐条说明原因", width="stretch"):
        drafts.keep_reason((said or "").strip())
        return (said or "").strip(), {one.file_id: _own_reasons(one) for one in doubted}


def _own_reasons(one: Sent) -> Mapping[Place, str]:
    doubts = batches.issue_rows([one.checked]).query("not is_error")
    st.caption(f"{errors.plain(one.checked.file_name)}:没有单独说明的,适用统一说明的原因。")
    edited = st.data_editor(
        doubts[["sheet", "cell", "read", "should_be"]].assign(reason=""),
        column_config={
            "sheet": st.column_config.TextColumn("工作表", width=90),
            "cell": st.column_config.TextColumn("单元格", width=60),
            "read": st.column_config.TextColumn("读到", width=120),
            "should_be": st.column_config.TextColumn("疑问", width=260),
            "reason": st.column_config.TextColumn("原因(双击填写)", width=260, max_chars=lengths.REASON),
        },
        disabled=["sheet", "cell", "read", "should_be"],
        hide_index=True,
        width=820,
        key=f"reasons_{one.file_id}",
        alt=f"{len(doubts)}处疑问,每处可以单独填写原因。",
    )
    return {(row["sheet"], row["cell"]): row["reason"] for row in records(edited) if (row["reason"] or "").strip()}


def _issues(rows: pd.DataFrame, *, several: bool) -> None:
    names = ["level_word", "sheet", "cell", "read", "should_be", "remedy"]
    parts.plain_table(
        rows,
        [names[0], "file_name", *names[1:]] if several else names,
        alt=f"{len(rows)}处问题,每处写明工作表、单元格、读到的内容和改法。",
        key="issues",
        widths=_WIDTHS,
        height=parts.fitting(rows, 270),
    )


def _marked(wrong: list[Checked]) -> None:
    """The sender's own workbooks, with the cells in question coloured and commented."""
    with st.container(horizontal=True, gap="small"):
        for place, checked in enumerate(wrong):
            st.download_button(
                f"下载批注后的原表:{errors.plain(checked.file_name)}",
                partial(marked, checked),
                file_name=marked_name(checked.file_name),
                key=f"marked_{place}",
                on_click="ignore",
            )


def _questions(one: Sent) -> None:
    asked = sorted(one.checked.questions, key=lambda question: not question.is_required)
    if asked:
        with st.container(border=True, gap="xsmall"):
            name = errors.plain(one.checked.file_name)
            st.markdown(f"**请说明列的含义** :gray[{name};回答会为这种表记住,下月自动采用]")
            _header_rows(asked[0])
            for columns, question in zip(_slots(len(asked)), asked, strict=True):
                with columns:
                    _column_question(one.file_id, question)
    units = one.checked.unit_questions
    if units:
        with st.container(border=True, gap="xsmall"):
            name = errors.plain(one.checked.file_name)
            st.markdown(f"**请说明计量单位** :gray[{name};看不懂的单位不换算,回答会为这种表记住]")
            for columns, unit in zip(_slots(len(units)), units, strict=True):
                with columns:
                    _unit_question(one.file_id, unit)
    near = [question for question in one.checked.row_questions if question.proposals]
    if near:
        with st.container(border=True, gap="xsmall"):
            name = errors.plain(one.checked.file_name)
            st.markdown(f"**请确认以下各行对应的子项** :gray[{name};名称相近但不完全一致]")
            for columns, row in zip(_slots(len(near)), near, strict=True):
                with columns:
                    _row_question(one, row)


def _slots(count: int) -> list[st.delta_generator.DeltaGenerator]:
    """Four questions a line."""
    return [slot for _ in range(0, count, 4) for slot in st.columns(4, gap="small")][:count]


def _header_rows(question: Question) -> None:
    """The header and the first rows as they stand in the sheet, so that a column can be told by what is in it."""
    width = max((len(row) for row in question.excerpt), default=0)
    rows = [[*row, *[""] * (width - len(row))] for row in question.excerpt]
    letters = [_letters(number) for number in range(width)]
    st.dataframe(
        pd.DataFrame(rows, columns=letters, index=range(question.first_row, question.first_row + len(rows))),
        key=f"excerpt_{question.sheet}",
        height=parts.ROW_PIXELS * (len(rows) + 1) + 3,
        alt=f"工作表{question.sheet}的表头和前几行。",
    )


def _column_question(file_id: str, question: Question) -> None:
    words = question.words()
    widget = f"column_{file_id}_{question.sheet}_{question.column}"
    note = "(沿用上次的回答)" if question.is_remembered else "" if question.is_required else "(可不答)"
    st.selectbox(
        f"{question.column}列“{errors.plain(question.heading)}”{note}",
        list(question.candidates),
        index=list(question.candidates).index(question.answer) if question.answer in question.candidates else None,
        format_func=lambda name: words[name],
        key=widget,
        placeholder="请选择这一列是什么",
        help="这一列前几行:" + "、".join(errors.plain(text) for text in question.samples),
        on_change=files.take_answer,
        args=(file_id, "column", question.key, widget),
    )


def _row_question(one: Sent, row: RowQuestion) -> None:
    names = {proposal.measure_id: proposal.name for proposal in row.proposals} | {IGNORE: _NONE_OF_OURS}
    widget = f"row_{one.file_id}_{row.key}"
    options = list(names)
    st.selectbox(
        f"{errors.plain(row.key)}“{errors.plain(row.read)}” {errors.plain(row.value)}",
        options,
        index=options.index(row.answer) if row.answer in options else None,
        format_func=lambda name: names[name],
        key=widget,
        placeholder=f"是否“{row.proposals[0].name}”?请选择",
        on_change=files.take_answer,
        args=(one.file_id, "row", row.key, widget),
    )


def _unit_question(file_id: str, question: UnitQuestion) -> None:
    widget = f"unit_{file_id}_{question.key}"
    cells = "、".join(question.cells[:_CELLS]) + ("…" if len(question.cells) > _CELLS else "")
    st.selectbox(
        f"“{errors.plain(question.unit)}”({question.sheet}!{cells})相当于",
        list(question.offers),
        index=None,
        key=widget,
        placeholder="请选择",
        on_change=files.take_answer,
        args=(file_id, "column", question.key, widget),
    )


def _letters(number: int) -> str:
    """0 → A."""
    return chr(65 + number) if number < 26 else _letters(number // 26 - 1) + chr(65 + number % 26)
