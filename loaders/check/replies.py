"""The sheet 退回答复 of a workbook: what the unit answers to returned figures. It is made by loaders/template."""

from collections.abc import Iterable

from loaders.check.result import Reply
from loaders.files.workbook import Sheet
from loaders.issues import Issue, issue
from loaders.register import Returned
from loaders.table.headings.plain import plain_heading
from metrics import lengths

REPLIES = "退回答复"
NUMBER = "退回编号"
ANSWER = "答复"
HEADER_ROW = 3


def replies(sheets: Iterable[Sheet], returned: tuple[Returned, ...]) -> tuple[list[Reply], list[Issue]]:
    """The answers that a workbook gives to what is `returned` to its unit; rows without one are left alone."""
    found: dict[int, Reply] = {}
    issues: list[Issue] = []
    for sheet in (one for one in sheets if one.name == REPLIES and not one.is_hidden):
        place = _columns(sheet)
        if place is None:
            issues.append(issue("sheet_unread", sheet.name, "A1"))
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
        if NUMBER in named and ANSWER in named:
            return row, named[NUMBER], named[ANSWER]
    return None
