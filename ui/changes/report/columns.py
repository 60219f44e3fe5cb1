"""What the columns of a 分解表 in its own shape are: asked where their headings do not say it."""

from collections.abc import Sequence

import streamlit as st

from loaders.report.structure.asking import ColumnQuestion, TableQuestion
from loaders.report.structure.columns import ASIDE, MEANINGS
from loaders.report.structure.outline import Answers
from ui import errors

_IN_A_LINE = 4


def answers(questions: Sequence[TableQuestion], key: str) -> Answers | None:
    """What somebody has said of every table that is asked about; None as long as nobody has. `key`: of the file."""
    said: dict[str, Sequence[str | None]] = {}
    with st.form(f"columns_{key}"):
        for number, question in enumerate(questions):
            st.markdown(f"**请说明列的含义** :gray[{errors.plain(question.place)}的表头;已认出的已先选好]")
            places = [slot for _ in range(0, len(question.columns), _IN_A_LINE) for slot in st.columns(_IN_A_LINE)]
            meanings = []
            for column, (place, asked) in enumerate(zip(places, question.columns, strict=False)):
                with place:
                    meanings.append(_asked(asked, f"column_{key}_{number}_{column}"))
            said |= question.answer(meanings)
        return said if st.form_submit_button("按此读取", type="primary") else None


def _asked(asked: ColumnQuestion, key: str) -> str:
    options = list(MEANINGS)
    return st.selectbox(
        f"“{errors.plain(asked.heading) or '没有表头'}”一列", options, index=options.index(asked.meaning or ASIDE),
        format_func=lambda meaning: MEANINGS[meaning], key=key,
        help=errors.plain("这一列前几行:" + "、".join(asked.samples)),
    )  # fmt: skip
