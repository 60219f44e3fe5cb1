"""重点任务: 报告中的重点任务办到哪一步？"""

import streamlit as st

st.subheader("重点任务")
