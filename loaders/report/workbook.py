"""The workbook of a read report: the rows to review in front, what the reading adds up to and leaves out behind."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from loaders.files.packing import saved
from loaders.report.naming import UnitNames
from loaders.report.reports import Report
from loaders.report.targets import target_rows
from loaders.table.layout import layout
from loaders.targets.rows import LAYOUT, UNIT_FIELDS, Record, targets_book
from loaders.template import style

# What a reviewer decides by, in view without scrolling; the rest behind.
_FIRST = (
    "series", "item_no", "item", "measure", "kind", "comparator", "lower", "upper", "unit", "lead_unit", "review",
    "original", "doubt", "position", "words", "note", "due", "supporting", "leader", "category", "measure_no",
)  # fmt: skip
_STANDING = 4
SUMMARY, LEFT_OUT = "摘要", "跳过的内容"
LEFT_OUT_HEADINGS = ("类别", "内容", "原因", "所在句", "位置")


def report_workbook(report: Report, year: int, whose: str, units: UnitNames | None = None) -> bytes:
    """The targets workbook with the rows of a report, to be reviewed and then taken in; `whose`: the place's name.

    With `units` they are called as the store calls them, and those that it does not know are proposed as new.
    """
    title = f"{whose}{year}年度目标(由报告整理,待审核)\n{report.account.sentence}"
    rows = target_rows(report, year, units.region if units else "")
    new_units = units.unknown(rows) if units else []
    book = review_book([_named(row, units) for row in rows] if units else rows, title)
    _summary(book, report, new_units)
    add_left_out(book, report.account.left_out_rows)
    return saved(book)


def review_book(rows: Sequence[Record], title: str) -> Workbook:
    """Rows to be reviewed in Excel: what is decided by stands in front, with the sentence and the doubts."""
    names = [*_FIRST, *(name for name in layout(LAYOUT) if name not in _FIRST)]
    book = targets_book(rows, title, names, _STANDING)
    book.active.row_dimensions[1].height = 56
    return book


def add_left_out(book: Workbook, rows: Sequence[Sequence[str]]) -> None:
    """The sheet of what is no row, with the reasons."""
    _sheet(book, LEFT_OUT, LEFT_OUT_HEADINGS, rows, (8, 22, 26, 90, 16))


def _named(row: Record, units: UnitNames) -> Record:
    new = dict.fromkeys(name for field in UNIT_FIELDS if (name := row.get(field)) and units.known(name) is None)
    doubts = [row.get("doubt"), *(f"单位名录中没有“{name}”,拟新增" for name in new)]
    return units.named(row) | {"doubt": ";".join(filter(None, doubts)) or None}


def _summary(book: Workbook, report: Report, new_units: Sequence[str]) -> None:
    account = report.account
    doubted = [proposal for item in report.items for proposal in item.proposals if proposal.doubts]
    lines: list[tuple[str, object]] = [
        ("结论", account.sentence),
        ("事项", len(report.items)),
        ("指标", report.row_count),
        ("其中需要重点核对", len(doubted)),
        ("编号缺口", ";".join(account.gaps) or "无"),
        ("编号重复", ";".join(account.repeats) or "无"),
        ("没有读到的内容", ";".join(account.unread) or "无"),
        ("拟新增的单位", "、".join(new_units) or "无"),
        *((f"列表:{block.title or block.mark}", f"{sum(map(len, block.runs))}项") for block in account.blocks),
        *((f"跳过的数字:{reason}", count) for reason, count in account.reasons.most_common()),
        *((f"跳过的语句:{reason}", count) for reason, count in account.clause_reasons.most_common()),
        *((f"跳过的行:{reason}", count) for reason, count in account.line_reasons.most_common()),
    ]
    _sheet(book, SUMMARY, ("项目", "内容"), lines, (36, 90))


def _sheet(
    book: Workbook, name: str, headings: Sequence[str], rows: Sequence[Sequence[object]], widths: Sequence[int]
) -> None:
    sheet = book.create_sheet(name)
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True), 1):
        style.put(sheet, 1, column, heading, style.HEADER)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            style.put(sheet, number, column, value, style.GIVEN)
    sheet.freeze_panes = "A2"
    style.on_paper(sheet)
    sheet.print_title_rows = "1:1"
