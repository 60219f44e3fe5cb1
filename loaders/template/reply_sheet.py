"""The sheet 退回答复 of a template: what was returned to the unit, and what it answers. Made here, and read here."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from loaders.check.result import Reply
from loaders.files.workbook import Book, Sheet
from loaders.issues import Issue, issue
from loaders.known import Returned
from loaders.table.layout import plain_heading
from loaders.template import style
from metrics import lengths
from metrics.periods import month_name

REPLIES = "退回答复"
_NUMBER, _ANSWER = "退回编号", "答复"
_COLUMNS = ((_NUMBER, 10), ("数据月份", 13), ("事项与子项", 40), ("已报数", 14), ("退回问题", 44), (_ANSWER, 50))
_HEADER_ROW = 3


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
        style.put(sheet, _HEADER_ROW, column, heading, style.HEADER_INPUT if heading == _ANSWER else style.HEADER)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, one in enumerate(returned, _HEADER_ROW + 1):
        given = (one.return_id, month_name(one.month), one.named, one.value_text, one.question, None)
        looks = (*(style.GIVEN_CENTRE,) * 2, style.GIVEN, style.GIVEN_CENTRE, style.GIVEN, style.INPUT)
        for column, (value, look) in enumerate(zip(given, looks, strict=True), 1):
            style.put(sheet, row, column, value, look)
        sheet.row_dimensions[row].height = 45
    sheet.row_dimensions[1].height = 30
    sheet.row_dimensions[2].height = 22
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.protection.sheet = True
    sheet.protection.formatCells = sheet.protection.formatColumns = sheet.protection.formatRows = False


def replies(book: Book, returned: tuple[Returned, ...]) -> tuple[list[Reply], list[Issue]]:
    """The answers that a workbook gives to what is `returned` to its unit; rows without one are left alone."""
    found: dict[int, Reply] = {}
    issues: list[Issue] = []
    for sheet in (one for one in book.sheets if one.name == REPLIES and not one.is_hidden):
        place = _columns(sheet)
        if place is None:
            issues.append(issue("sheet_unread", sheet.name, "A1", None))
            continue
        header, number_column, answer_column = place
        for row in range(header + 1, sheet.last_row + 1):
            cell, answer = sheet.at(row, number_column), sheet.at(row, answer_column)
            words = answer.text.strip() if answer else ""
            if answer is None or not words:
                continue
            number = cell.text.strip() if cell else ""
            reply = Reply(int(number) if number.isdecimal() else 0, words, sheet.name, answer.address)
            if reply.return_id not in {one.return_id for one in returned}:
                issues.append(issue("reply_unknown", sheet.name, answer.address, words, number=number or "(空)"))
            elif reply.return_id in found:
                first = found[reply.return_id].cell
                issues.append(issue("reply_twice", sheet.name, answer.address, words, number=number, first=first))
            elif len(words) > lengths.REASON:
                issues.append(issue("reply_too_long", sheet.name, answer.address, words, most=lengths.REASON))
            else:
                found[reply.return_id] = reply
    return list(found.values()), issues


def _columns(sheet: Sheet) -> tuple[int, int, int] | None:
    """The header's row, and where number and answer stand; None where the sheet has no such header."""
    for row in range(1, min(sheet.last_row, 10) + 1):
        named = {plain_heading(cell.text): cell.column for place, cell in sheet.cells.items() if place[0] == row}
        if _NUMBER in named and _ANSWER in named:
            return row, named[_NUMBER], named[_ANSWER]
    return None
