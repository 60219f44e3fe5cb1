"""报送回执 as an Excel file to keep or print: what was sent, when, by whom, and every figure that was taken in."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from briefing.workbooks import sheet_look as look
from briefing.workbooks.sheet_table import on_paper
from metrics import terms
from metrics.periods import month_name
from store.engine.records import records
from store.reads.reporting.receipts import Accepted

_FILE = "文件"
_COLUMNS = (
    ("coded_item", "事项", 26), ("measure", "子项", 26), ("new_text", "本次报送", 14), ("old_text", "原数", 14),
    ("cell_change", "变化", 8), ("place_text", "工作表与单元格", 20), ("odd_reason", "数据说明", 24),
)  # fmt: skip


def receipt_workbook(receipts: Sequence[Accepted]) -> bytes:
    """A sheet for each submission, one A4 page wide: the head, then a row for every figure."""
    book = look.new_book()
    for accepted in receipts:
        _sheet(book.create_sheet(f"第{accepted.number}号"), accepted)
    return look.saved(book, "报送回执")


def _sheet(sheet: Worksheet, accepted: Accepted) -> None:
    look.put(sheet, 1, 1, accepted.title, look.TITLE)
    sheet.row_dimensions[1].height = 26
    head = _head(accepted)
    for row, (name, value) in enumerate(head, start=2):
        look.put(sheet, row, 1, name, look.STRONG)
        look.put(sheet, row, 2, value, look.LINE, is_quoted=name == _FILE)
    header = len(head) + 3
    widths = [width for _, _, width in _COLUMNS]
    for number, (_, heading, width) in enumerate(_COLUMNS, start=1):
        look.put(sheet, header, number, heading, look.HEAD)
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, cells in enumerate(records(accepted.cells), start=header + 1):
        texts = [cells[name] or None for name, _, _ in _COLUMNS]
        for number, text in enumerate(texts, start=1):
            look.put(sheet, row, number, text, look.TEXT)
        look.fit_height(sheet, row, zip(texts, widths, strict=True))
    on_paper(sheet)
    sheet.print_title_rows = f"{header}:{header}"


def _head(accepted: Accepted) -> list[tuple[str, str]]:
    return [
        ("报送编号", f"第{accepted.number}号"),
        ("报送单位", accepted.unit),
        ("数据月份", month_name(accepted.month)),
        (_FILE, accepted.file_name),
        ("数据条数", f"{len(accepted.cells)}条({accepted.counts_text})"),
        ("报送人", accepted.submitted_by),
        ("入库时间", f"{accepted.submitted_at:%Y-%m-%d %H:%M:%S}"),
        ("入库状态", "已撤回" if accepted.is_withdrawn else "有效"),
        ("性质", terms.DEMO_LINE if accepted.is_demo else terms.REAL_LABEL),
        ("文件校验码(SHA-256)", accepted.sha256),
        ("回执码", f"{accepted.number}:{accepted.head}"),
    ]
