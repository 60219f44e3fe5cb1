"""账号管理: who may sign in, in which role and for which unit, who did, and which systems may send for a unit?"""

import streamlit as st

from ui.access import person
from ui.accounts import accounts, many, sign_ins, tokens
from ui.frame import parts

heading = parts.plain_heading("账号管理")
if person.account() is None:
    st.info(person.NO_ACCOUNT)
    st.stop()
with heading.container(width=198):
    is_region = accounts.choose_place()

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
