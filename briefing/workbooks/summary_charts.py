"""The summary's charts, native and live: how many items have which status, and what is behind by unit."""

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.text import RichText
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.worksheet.worksheet import Worksheet

from briefing.workbooks.sheet_table import colour
from metrics import terms

ROWS = 18  # that the charts take
_HEIGHT_CM, _STATUS_CM, _UNITS_CM = 8.4, 10.5, 26.0
_BESIDE = "J"  # the first column that the table of all leaves free
_SMALL = 800  # hundredths of a point


def add(sheet: Worksheet, row: int, *, statuses: tuple[int, int], whole: int, units: tuple[int, int]) -> None:
    """The first beside the table of all, the second from a row down.

    `statuses`: first and last row of the statuses, whose counts of all stand in the column `whole`; `units`: those of
    the units, whose counts stand in the order of the statuses from the second column on.
    """
    first = _chart("全部事项各状态（项）", _STATUS_CM)
    counts = Series(_cells(sheet, whole, statuses), title="事项数")
    for place, status in enumerate(terms.STATUSES.values()):
        point = DataPoint(place)
        point.graphicalProperties.solidFill = colour(status.fill)
        counts.dPt.append(point)
    counts.dLbls = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    first.series.append(counts)
    first.set_categories(_cells(sheet, 1, statuses))
    first.legend, first.y_axis.delete = None, True
    sheet.add_chart(first, f"{_BESIDE}{statuses[0] - 2}")
    if units[1] < units[0]:
        return
    second = _chart("各单位滞后事项（项）", _UNITS_CM)
    second.grouping, second.overlap, second.legend.position = "stacked", 100, "t"
    for code in terms.BAD:
        one = Series(_cells(sheet, 2 + terms.STATUS_CODES.index(code), units), title=terms.STATUSES[code].word)
        one.graphicalProperties.solidFill = colour(terms.STATUSES[code].fill)
        second.series.append(one)
    second.set_categories(_cells(sheet, 1, units))
    second.y_axis.majorUnit = 1
    sheet.add_chart(second, f"A{row}")


def _chart(title: str, width_cm: float) -> BarChart:
    chart = BarChart()
    chart.type, chart.title, chart.gapWidth = "col", title, 40
    chart.width, chart.height = width_cm, _HEIGHT_CM
    chart.x_axis.delete = chart.y_axis.delete = False  # openpyxl's own charts have no axes in newer programs
    small = Paragraph(pPr=ParagraphProperties(defRPr=CharacterProperties(sz=_SMALL)), endParaRPr=CharacterProperties())
    chart.x_axis.txPr = RichText(p=[small])
    return chart


def _cells(sheet: Worksheet, column: int, rows: tuple[int, int]) -> Reference:
    return Reference(sheet, min_col=column, min_row=rows[0], max_row=rows[1])
