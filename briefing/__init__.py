"""Figures → files to take along. Knows workbooks, and no Streamlit."""
