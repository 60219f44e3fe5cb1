"""The third step of a report: what is wrong and where, what has to be asked, and why doubtful figures may stand."""

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from loaders.check import batch as batches
from loaders.check.result import Checked
from loaders.issues import OWN_REASON, Issue
from loaders.marking.marked_copy import marked, marked_name
from loaders.table.layout import IGNORE
from loaders.table.questions import Question, RowQuestion, UnitQuestion
from metrics import lengths
from metrics.sentences.reasons import RULE, says_something
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


def reasons(sent: Sequence[Sent]) -> tuple[str, dict[str, Mapping[str, str]]]:
    """Why the doubts of workbooks that can be taken in may stand: one reason for all, and those of single figures.

    Draws where they are written. The second value has them by the key of the upload and the measure.
    """
    doubted = [one for one in sent if batches.is_ready(one.checked) and one.checked.doubts]
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
    others = sum(doubt.weight != OWN_REASON for one in doubted for doubt in one.checked.doubts)
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
        if doubt.weight == OWN_REASON:
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
