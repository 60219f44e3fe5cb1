"""What a workbook leaves open: columns, units of measure and rows, each asked beside what stands in the sheet."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pandas as pd
import streamlit as st

from loaders.table.layout import IGNORE
from loaders.table.questions import Question, RowQuestion, UnitQuestion
from ui import errors
from ui.frame import tables
from ui.reporting import files, merged, rows
from ui.reporting.files import Sent

_CELLS = 3
_TALLEST = 600  # pixels of a header with its first rows
Q = TypeVar("Q")


def waiting(sent: Sequence[Sent]) -> bool:
    """Whether a question below waits for an answer: an error may then be none once it is answered."""
    return any(
        None in [*(column.answer for column in checked.questions), *(row.answer for row in checked.row_questions),
                 *(unit.answer for unit in checked.unit_questions)]
        for checked in (one.checked for one in sent)
    )  # fmt: skip


def draw(one: Sent) -> None:
    """Its columns, its units of measure, its rows, and the figures of merged cells."""
    columns = sorted(one.checked.questions, key=lambda question: not question.is_required)
    _asked(one, "请说明列的含义", "回答会为这种表记住,下月自动采用", columns, _column_question, columns[:1])
    units = one.checked.unit_questions
    _asked(one, "请说明计量单位", "看不懂的单位不换算,回答会为这种表记住", units, _unit_question)
    told = one.checked.row_questions
    rows.draw(one, [row for row in told if not row.is_shared and not row.is_sentence])
    sentences = [row for row in told if row.is_sentence]
    _asked(one, "请指明句中的累计数", "句中有几个数,或不能确定是不是今年的累计数", sentences, _sentence_question)
    merged.draw(one, [row for row in told if row.is_shared])


def _asked(
    one: Sent, title: str, note: str, questions: Sequence[Q], ask: Callable[[str, Q], None],
    beside: Sequence[Question] = (),
) -> None:  # fmt: skip
    """The questions of a kind, four a line, below the rows that they stand in; nothing where there are none."""
    if not questions:
        return
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{title}** :gray[{errors.plain(one.checked.file_name)};{note}]")
        for question in beside:
            _header_rows(one.file_id, question)
        places = [place for _ in range(0, len(questions), 4) for place in st.columns(4, gap="small")]
        for place, asked in zip(places, questions, strict=False):
            with place:
                ask(one.file_id, asked)


def _header_rows(file_id: str, question: Question) -> None:
    """The header and the first rows as they stand in the sheet, so that a column can be told by what is in it."""
    width = max((len(row) for row in question.excerpt), default=0)
    rows = [[*row, *[""] * (width - len(row))] for row in question.excerpt]
    letters = [_letters(number) for number in range(width)]
    table = pd.DataFrame(rows, columns=letters, index=range(question.first_row, question.first_row + len(rows)))
    st.dataframe(
        table, key=f"excerpt_{file_id}_{question.sheet}", height=tables.fitting(table, _TALLEST),
        alt=f"工作表{question.sheet}的表头和前几行。",
    )  # fmt: skip


def _column_question(file_id: str, question: Question) -> None:
    is_open = question.answer is None and not question.is_required
    note = "(沿用上次的回答)" if question.is_remembered else "(可不答)" if is_open else ""
    files.ask(
        file_id, "column", question.address,
        f"{question.place or question.column + '列'}“{errors.plain(question.heading)}”{note}",
        question.words(), question.answer, widget=f"column_{file_id}_{question.sheet}_{question.column}",
        placeholder="请选择这一列是什么",
        help="这一列前几行:" + "、".join(errors.plain(text) for text in question.samples),
    )  # fmt: skip


def _sentence_question(file_id: str, row: RowQuestion) -> None:
    names = {proposal.measure_id: proposal.name for proposal in row.proposals} | {IGNORE: files.NONE_OF_OURS}
    label = f"{errors.plain(row.key)}“{errors.plain(row.read)}”{errors.plain(row.value)}"
    files.ask(file_id, "row", row.key, label, names, row.answer, widget=files.row_widget(file_id, row.key))


def _unit_question(file_id: str, question: UnitQuestion) -> None:
    widget = f"unit_{file_id}_{question.key}"
    count = len(question.cells)
    cells = "、".join(question.cells[:_CELLS]) + (f"等{count}格" if count > _CELLS else "")
    units = [*question.offers, *filter(None, [question.answer])]
    note = "(沿用上次的回答)" if question.is_remembered and question.answer else ""
    files.ask(
        file_id, "column", question.key,
        f"“{errors.plain(question.unit)}”({errors.plain(question.sheet)}!{cells})相当于{note}",
        {unit: unit for unit in units}, question.answer, widget=widget, placeholder="请选择,或写出如 12个",
        help="用到的单元格:" + "、".join(question.cells), accept_new_options=True,
    )  # fmt: skip
    if refused := st.session_state.pop(f"refused_{widget}", ""):
        st.caption(f":red[“{errors.plain(refused)}”不是能换算的计量单位,请写如 个、万户、12个。]")


def _letters(number: int) -> str:
    """0 → A."""
    return chr(65 + number) if number < 26 else _letters(number // 26 - 1) + chr(65 + number % 26)
