"""滞后事项: 哪些事项滞后，怎样才能完成？"""

import streamlit as st

st.subheader("滞后事项")
