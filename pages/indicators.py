"""经济指标: 经济指标到哪一步，在不在目标区间？"""

import streamlit as st

st.subheader("经济指标")
