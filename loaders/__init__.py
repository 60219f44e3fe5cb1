"""Workbooks and report text → rows and issues. Knows no screen; only commit.py knows the store."""
