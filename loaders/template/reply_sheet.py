"""The sheet 退回答复 of a template: what was returned to the unit, and the place for its answers (read by check)."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from loaders.check.replies import ANSWER, HEADER_ROW, NUMBER, REPLIES
from loaders.register import Returned
from loaders.template import style
from metrics.periods import month_name

_COLUMNS = ((NUMBER, 10), ("数据月份", 13), ("事项与子项", 40), ("已报数", 14), ("退回问题", 44), (ANSWER, 50))


def add_reply_sheet(book: Workbook, returned: tuple[Returned, ...]) -> None:
    """Add the sheet with the questions that wait for the unit's answer; none where nothing waits."""
    if not returned:
        return
    sheet: Worksheet = book.create_sheet(REPLIES)
    last = len(_COLUMNS)
    style.put_across(sheet, 1, last, "退回数据答复", style.TITLE)
    how = "下列数据已退回,请在“答复”一栏写明情况,随本月数据一并报送。数据需要更正的,用数据月份的模板重新报送。"
    style.put_across(sheet, 2, last, how, style.LINE)
    for column, (heading, width) in enumerate(_COLUMNS, 1):
        style.put(sheet, HEADER_ROW, column, heading, style.HEADER_INPUT if heading == ANSWER else style.HEADER)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, one in enumerate(returned, HEADER_ROW + 1):
        given = (one.return_id, month_name(one.month), one.named, one.value_text, one.question, None)
        looks = (*(style.GIVEN_CENTRE,) * 2, style.GIVEN, style.GIVEN_CENTRE, style.GIVEN, style.INPUT)
        for column, (value, look) in enumerate(zip(given, looks, strict=True), 1):
            style.put(sheet, row, column, value, look)
        sheet.row_dimensions[row].height = 45
    sheet.row_dimensions[1].height = 30
    sheet.row_dimensions[2].height = 22
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    style.on_paper(sheet)
    style.protect(sheet)
