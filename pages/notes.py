"""说明: 数字、状态和颜色各是什么意思？"""

import streamlit as st

st.subheader("说明")
