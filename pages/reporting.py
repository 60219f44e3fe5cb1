"""数据报送: how does a unit's table become accepted figures: send it, see what is wrong, what it changes, confirm?"""

import streamlit as st

from ui import reporting_confirm, reporting_files, reporting_record, reporting_review, reporting_start, returned
from ui.frame import parts

view, snapshot = parts.heading("数据报送", is_live=True)
sender = reporting_start.draw(view)
returned.draw_for_unit(sender.unit_name, view.as_of)

receipts = st.session_state.get("receipts")
if receipts:
    reporting_record.draw_receipts(view, receipts)
else:
    sent = reporting_files.draw(view, sender)
    if sent:
        reporting_review.draw(sent)
        reporting_confirm.draw(view, sender, sent, has_demo=snapshot.has_demo)
reporting_record.draw_submissions(view, sender)
