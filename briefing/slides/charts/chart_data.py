"""The numbers behind native charts: workbooks that bear the edition's moment, so that two exports are the same."""

import datetime as dt
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter

from metrics.typography import full_width


class _CategoryBook(CategoryWorkbookWriter):
    def _populate_worksheet(self, workbook: Any, worksheet: Any) -> None:
        workbook.set_properties({"created": self._chart_data.made_at})
        super()._populate_worksheet(workbook, worksheet)


class _PointBook(XyWorkbookWriter):
    def _populate_worksheet(self, workbook: Any, worksheet: Any) -> None:
        workbook.set_properties({"created": self._chart_data.made_at})
        super()._populate_worksheet(workbook, worksheet)


class _Printed:
    """As in all words of a slide, the punctuation of names is full-width."""

    def __init__(self, made_at: dt.datetime) -> None:
        super().__init__()
        self.made_at = made_at

    def add_series(self, name: str, *values: Any, **more: Any) -> Any:
        return super().add_series(full_width(name), *values, **more)  # type: ignore[misc]


_LABELS: Any = CategoryChartData.categories  # a property


class Categories(_Printed, CategoryChartData):
    """Series of values per category."""

    categories: Any = property(_LABELS.fget, lambda self, labels: _LABELS.fset(self, list(map(full_width, labels))))

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook that PowerPoint opens to edit the chart."""
        return bytes(_CategoryBook(self).xlsx_blob)


class Points(_Printed, XyChartData):
    """Series of points."""

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook that PowerPoint opens to edit the chart."""
        return bytes(_PointBook(self).xlsx_blob)
