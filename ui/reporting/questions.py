"""What a workbook leaves open: columns, units of measure and rows, each asked beside what stands in the sheet."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from loaders.table.layout import IGNORE
from loaders.table.questions import Question, RowQuestion, UnitQuestion
from ui import errors
from ui.frame import parts
from ui.reporting import files, merged, rows
from ui.reporting.files import Sent

_CELLS = 3


def waiting(sent: Sequence[Sent]) -> bool:
    """Whether a question below waits for an answer: an error may then be none once it is answered."""
    for checked in (one.checked for one in sent):
        answers = [
            *(column.answer for column in checked.questions),
            *(row.answer for row in checked.row_questions),
            *(unit.answer for unit in checked.unit_questions),
        ]
        if None in answers:
            return True
    return False


def draw(one: Sent) -> None:
    """Its columns, its units of measure, its rows, and the figures of merged cells."""
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
    told = one.checked.row_questions
    rows.draw(one, [row for row in told if not row.is_shared and not row.is_sentence])
    _sentence_questions(one, [row for row in told if row.is_sentence])
    merged.draw(one, [row for row in told if row.is_shared])


def _sentence_questions(one: Sent, told: Sequence[RowQuestion]) -> None:
    if not told:
        return
    with st.container(border=True, gap="xsmall"):
        name = errors.plain(one.checked.file_name)
        st.markdown(f"**请指明句中的累计数** :gray[{name};句中有几个数,或不能确定是不是今年的累计数]")
        for columns, row in zip(_slots(len(told)), told, strict=True):
            with columns:
                _sentence_question(one, row)


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
    is_open = question.answer is None and not question.is_required
    note = "(沿用上次的回答)" if question.is_remembered else "(可不答)" if is_open else ""
    st.selectbox(
        f"{question.place or question.column + '列'}“{errors.plain(question.heading)}”{note}",
        list(question.candidates),
        index=list(question.candidates).index(question.answer) if question.answer in question.candidates else None,
        format_func=lambda name: words[name],
        key=widget,
        placeholder="请选择这一列是什么",
        help="这一列前几行:" + "、".join(errors.plain(text) for text in question.samples),
        on_change=files.take_answer,
        args=(file_id, "column", question.address, widget),
    )


def _sentence_question(one: Sent, row: RowQuestion) -> None:
    names = {proposal.measure_id: proposal.name for proposal in row.proposals} | {IGNORE: files.NONE_OF_OURS}
    widget = files.row_widget(one.file_id, row.key)
    options = list(names)
    st.selectbox(
        f"{errors.plain(row.key)}“{errors.plain(row.read)}”{errors.plain(row.value)}",
        options,
        index=options.index(row.answer) if row.answer in options else None,
        format_func=lambda name: names[name],
        key=widget,
        placeholder="请选择",
        on_change=files.take_answer,
        args=(one.file_id, "row", row.key, widget),
    )


def _unit_question(file_id: str, question: UnitQuestion) -> None:
    widget = f"unit_{file_id}_{question.key}"
    count = len(question.cells)
    cells = "、".join(question.cells[:_CELLS]) + (f"等{count}格" if count > _CELLS else "")
    options = list(dict.fromkeys([*question.offers, *([question.answer] if question.answer else [])]))
    note = "(沿用上次的回答)" if question.is_remembered and question.answer else ""
    st.selectbox(
        f"“{errors.plain(question.unit)}”({errors.plain(question.sheet)}!{cells})相当于{note}",
        options,
        index=options.index(question.answer) if question.answer else None,
        key=widget,
        placeholder="请选择,或写出如 12个",
        help="用到的单元格:" + "、".join(question.cells),
        accept_new_options=True,
        on_change=files.take_answer,
        args=(file_id, "column", question.key, widget),
    )
    if refused := st.session_state.pop(f"refused_{widget}", ""):
        st.caption(f":red[“{errors.plain(refused)}”不是能换算的计量单位,请写如 个、万户、12个。]")


def _letters(number: int) -> str:
    """0 → A."""
    return chr(65 + number) if number < 26 else _letters(number // 26 - 1) + chr(65 + number % 26)
