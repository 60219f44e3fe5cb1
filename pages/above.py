"""全市一览: which of the regions below are behind, in what, since when, and who has not reported?"""

import streamlit as st

from ui.components import above
from ui.components.mounting import board
from ui.figures import above as screen
from ui.frame import choices, parts

matrix = screen.drawn()
if matrix is not None:
    board(above.brief(matrix), key="above_brief")
    board(above.table(matrix), key="above_table")
    screen.files(matrix)
    left, right = st.columns([1.15, 1], gap="medium")
    with left:
        names = {one.name: one for one in matrix.commons}
        if names:
            chosen = choices.one_of("common", "共同指标", list(names))
            board(above.bars(matrix, names.get(chosen or "", matrix.commons[0])), key="above_bars")
        else:
            st.info("各地还没有共同的指标:在“目标调整”中给各地的同一指标填上相同的指标编码,就能并列比较。")
    with right:
        board(above.changes(matrix), key="above_changes")
        board(above.owing(matrix), key="above_owing")
    parts.legend(matrix.month)
