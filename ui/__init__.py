"""All Streamlit that is not a screen: the frame, access, errors, cached reads, charts, parts."""
