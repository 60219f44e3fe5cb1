"""The numbers behind native charts: workbooks that bear the edition's moment, so that two exports are the same."""

import datetime as dt
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter


class _CategoryBook(CategoryWorkbookWriter):
    def _populate_worksheet(self, workbook: Any, worksheet: Any) -> None:
        workbook.set_properties({"created": self._chart_data.made_at})
        super()._populate_worksheet(workbook, worksheet)


class _PointBook(XyWorkbookWriter):
    def _populate_worksheet(self, workbook: Any, worksheet: Any) -> None:
        workbook.set_properties({"created": self._chart_data.made_at})
        super()._populate_worksheet(workbook, worksheet)


class Categories(CategoryChartData):
    """Series of values per category."""

    def __init__(self, made_at: dt.datetime) -> None:
        super().__init__()
        self.made_at = made_at

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook that PowerPoint opens to edit the chart."""
        return bytes(_CategoryBook(self).xlsx_blob)


class Points(XyChartData):
    """Series of points."""

    def __init__(self, made_at: dt.datetime) -> None:
        super().__init__()
        self.made_at = made_at

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook that PowerPoint opens to edit the chart."""
        return bytes(_PointBook(self).xlsx_blob)
