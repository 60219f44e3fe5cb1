"""账号管理: who may sign in, in which role and for which unit, who did, and which systems may send for a unit?"""

import streamlit as st

from ui.access import parts, person
from ui.accounts import accounts, many, sign_ins, tokens

with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    st.markdown("### 账号管理", width="content")
    parts.who()
    if person.account() is not None:
        with st.container(width=198):
            is_region = accounts.choose_place()

if person.account() is None:
    st.info(person.NO_ACCOUNT)
    st.stop()

accounts.draw_alarm()
left, right = st.columns([1.6, 1], gap="medium")
with left:
    chosen = accounts.draw_list()
with right:
    accounts.draw_changes(chosen)
    accounts.draw_new()
if is_region:
    many.draw()
sign_ins.draw()
if is_region:
    tokens.draw()
