"""牵头单位: 各单位负责的事项进展如何？"""

import streamlit as st

st.subheader("牵头单位")
