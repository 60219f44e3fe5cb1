"""Figures as functions of frames: plotly only, no Streamlit, so that a notebook can draw them too."""
