"""报送回执 as an Excel file to keep or print: what was sent, when, by whom, and every figure that was taken in."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from metrics import terms
from metrics.periods import month_name
from store.receipts import Accepted
from store.records import records

_COLUMNS = (
    ("coded_item", "事项", 26), ("measure", "子项", 26), ("new_text", "本次报送", 14), ("old_text", "原数", 14),
    ("cell_change", "变化", 8), ("place_text", "工作表与单元格", 20), ("odd_reason", "数据说明", 24),
)  # fmt: skip
_THIN = Side(style="thin", color="C9D2DE")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FONT = "微软雅黑"


def receipt_workbook(receipts: Sequence[Accepted]) -> bytes:
    """A sheet for each submission, one A4 page wide: the head, then a row for every figure."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for accepted in receipts:
        _sheet(book.create_sheet(f"第{accepted.number}号"), accepted)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheet(sheet: Worksheet, accepted: Accepted) -> None:
    sheet.append([accepted.title])
    sheet["A1"].font = Font(name=_FONT, size=16, bold=True)
    for name, value in _head(accepted):
        sheet.append([name, value])
        sheet.cell(sheet.max_row, 1).font = Font(name=_FONT, size=10, bold=True)
        sheet.cell(sheet.max_row, 2).font = Font(name=_FONT, size=10)
    sheet.append([])
    sheet.append([heading for _, heading, _ in _COLUMNS])
    header = sheet.max_row
    for row in records(accepted.cells):
        sheet.append([row[name] or None for name, _, _ in _COLUMNS])
    _dress(sheet, header)


def _head(accepted: Accepted) -> list[tuple[str, str]]:
    standing = "已撤回" if accepted.is_withdrawn else "有效"
    nature = f"{terms.DEMO_LABEL},不得作为正式数据使用" if accepted.is_demo else terms.REAL_LABEL
    return [
        ("报送编号", f"第{accepted.number}号"),
        ("报送单位", accepted.unit),
        ("数据月份", month_name(accepted.month)),
        ("文件", accepted.file_name),
        ("数据条数", f"{len(accepted.cells)}条({accepted.counts_text})"),
        ("报送人", accepted.submitted_by),
        ("入库时间", f"{accepted.submitted_at:%Y-%m-%d %H:%M:%S}"),
        ("入库状态", standing),
        ("性质", nature),
        ("文件校验码(SHA-256)", accepted.sha256),
    ]


def _dress(sheet: Worksheet, header: int) -> None:
    for number, (_, _, width) in enumerate(_COLUMNS, start=1):
        sheet.column_dimensions[sheet.cell(header, number).column_letter].width = width
    for row in sheet.iter_rows(min_row=header, max_col=len(_COLUMNS)):
        for cell in row:
            cell.font = Font(name=_FONT, size=10, bold=cell.row == header)
            cell.border = _BORDER
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            if cell.row == header:
                cell.fill = PatternFill("solid", fgColor="EAF0F7")
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{header}:{header}"
