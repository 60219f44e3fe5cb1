"""目标调整: what does a target, a unit, a ruling or a setting stand at, what was it, and who changed it why?"""

import streamlit as st

from ui.access import acting
from ui.changes import adding, loads, sheet, years
from ui.changes.report import screen
from ui.frame import parts

view, snapshot = parts.heading("目标调整", is_live=True)
which, who = st.columns([2.4, 1], gap="small")
with who:
    acting.ask_name()

kind = sheet.kind()
if kind == sheet.LOADING:
    loads.draw(view)
elif kind == sheet.ADDING:
    adding.draw(view)
elif kind == sheet.REPORT:
    screen.draw(view, which)
elif kind == sheet.LINKS:
    years.draw_links(view.month.year)
elif kind == sheet.YEARS:
    years.draw_states()
    if acting.may("set"):
        st.page_link("../pages/begin.py", label="开始新的年度、再开始一个地区,在“开始使用”")
else:
    with which:
        measure = sheet.chosen(view)
    left, right = st.columns([1, 1.2], gap="medium")
    with left:
        sheet.draw_standing(measure, view)
    with right:
        sheet.draw_form(kind, measure, view)
    sheet.draw_course(measure, view)
sheet.draw_audit(view)
