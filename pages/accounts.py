"""账号管理: who may sign in, in which role and for which unit, and which systems may send for a unit?"""

import streamlit as st

from ui import account_forms, token_forms
from ui.access import parts, person

with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    st.markdown("### 账号管理", width="content")
    parts.who()

if person.account() is None:
    st.info(person.NO_ACCOUNT)
    st.stop()

account_forms.draw_notice()
left, right = st.columns([1.6, 1], gap="medium")
with left:
    chosen = account_forms.draw_list()
with right:
    account_forms.draw_changes(chosen)
    account_forms.draw_new()
token_forms.draw()
