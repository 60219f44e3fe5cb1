"""The regions side by side as files: a workbook, a slide, a picture."""
