"""报送看板: which unit owes which figures of which month, in time or late, and what does the office do about it?"""

import streamlit as st

from ui.access import acting
from ui.board import acts, reports_due
from ui.cache import reads
from ui.frame import parts
from ui.reporting import doubts, returns

view, _ = parts.heading("报送看板", is_live=True)
board = reads.board(view, min(acting.this_hour(), view.as_of))
reports_due.summary(board, view)
reports_due.matrix(board, view)

left, right = st.columns([1.25, 1], gap="medium")
with left:
    reports_due.reminding(board)
with right:
    acting.ask_name()
    acts.draw(board, view)
doubts.draw_board(view)
returns.draw_board(view)
