"""数据报送: how does a unit's table become accepted figures: send it, see what is wrong, what it changes, confirm?"""

import streamlit as st

from ui.cache import reads
from ui.frame import parts
from ui.reporting import confirm, drafts, files, forms, record, returns, review, start

view, _ = parts.heading("数据报送", is_live=True, is_due=True)
if reads.received():  # the heading says where these are sent and taken back
    record.draw_submissions(view, None)
    st.stop()
drafts.restore()
sender = start.draw(view)
returns.draw_for_unit(sender.unit_name, view.as_of)

if receipts := st.session_state.get("receipts"):
    record.draw_receipts(receipts)
elif sent := files.draw(view, sender):
    review.draw(sent)
    confirm.draw(view, sender, sent)
record.draw_submissions(view, sender.unit_name)
forms.draw(view, sender)
