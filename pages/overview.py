"""总览: 这个月总体如何，先看什么？"""

import streamlit as st

st.subheader("总览")
