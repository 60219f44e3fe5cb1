"""民生实事: 民生实事办到哪一步？"""

import streamlit as st

st.subheader("民生实事")
