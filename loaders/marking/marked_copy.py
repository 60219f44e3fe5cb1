"""A unit's own workbook back: its doubtful and wrong cells coloured and commented, and a list that links to them."""

import datetime as dt
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from loaders.check.actuals import LIST_SHEET, Checked
from loaders.files.workbook import Book, Sheet
from loaders.issues import Issue
from metrics.errors import UserError
from metrics.periods import month_name

SECONDS = 60
_PROJECT = Path(__file__).resolve().parents[2]
_LEVELS = {"error": "错误", "doubt": "疑问"}


def marked_name(file_name: str) -> str:
    """`月报.xls` → `月报(问题标注).xlsx`."""
    stem = Path(file_name).stem.removesuffix("(问题标注)")
    return f"{stem}(问题标注).xlsx"


def marked(checked: Checked) -> bytes:
    """The workbook as an .xlsx with 问题清单 as its first sheet; sent again after mending, that sheet is not read.

    An .xls or .et comes back as a copy of what was read in it; a file that could not be read as the list alone. What
    openpyxl cannot keep (drawn shapes, charts) is lost in the copy. Raises UserError where the marking process fails.
    """
    note = (
        f"红色为错误,须改正;黄色为疑问,请核对,无误的在提交时说明原因。改好后直接报送本文件,“{LIST_SHEET}”不会被读取。"
    )
    content = checked.content
    if checked.book is None or not checked.book.sheets:
        content, note = _written(None), "原文件无法读取,这里只有问题清单。"
    elif not content.startswith(b"PK"):
        content = _written(checked.book)
        note = f"原文件不是 .xlsx 格式,这是只含内容的 .xlsx 副本。{note}"
    title = f"{checked.file_name} {month_name(checked.register.month)} 问题{len(checked.issues)}处"
    order = {
        "size": len(content), "sheet": LIST_SHEET, "note": note, "marks": _marks(checked.issues),
        "title": title if checked.issues else f"{checked.file_name} {month_name(checked.register.month)} 没有发现问题",
        "rows": [_listed(found) for found in sorted(checked.issues, key=lambda one: not one.is_error)],
    }  # fmt: skip
    return _asked(order, content, checked.file_name)


def _asked(order: dict[str, Any], content: bytes, file_name: str) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "loaders.marking.marking_process"], cwd=_PROJECT,
            input=json.dumps(order).encode() + b"\n" + content, capture_output=True, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise UserError(f"{file_name} 太大,{SECONDS}秒内没有标注完,请按问题清单逐项改正。", title="没有标注") from None
    if done.returncode:
        raise UserError(f"{file_name} 无法标注,请按问题清单逐项改正。", title="没有标注")
    return done.stdout


def _marks(issues: tuple[Issue, ...]) -> dict[str, list[dict[str, str]]]:
    """Per sheet and cell one mark: of several issues the gravest colour, and all their words."""
    by_place: dict[tuple[str, str], list[Issue]] = {}
    for found in issues:
        if found.sheet and found.cell:
            by_place.setdefault((found.sheet, found.cell), []).append(found)
    marks: dict[str, list[dict[str, str]]] = {}
    for (sheet, cell), here in by_place.items():
        level = "error" if any(found.is_error for found in here) else "doubt"
        text = "\n".join(f"【{_LEVELS[found.level]}】{found.expected}。{found.remedy}。" for found in here)
        marks.setdefault(sheet, []).append({"cell": cell, "level": level, "text": text})
    return marks


def _listed(found: Issue) -> dict[str, Any]:
    texts = [_LEVELS[found.level], found.sheet or "", found.cell or "", found.read or "", found.expected, found.remedy]
    return {"level": found.level, "sheet": found.sheet or "", "cell": found.cell or "", "texts": texts}


def _written(book: Book | None) -> bytes:
    """A plain .xlsx of what was read: values, merged cells and hidden rows and columns."""
    made = Workbook()
    made.remove(made.active)
    for sheet in book.sheets if book else ():
        _write(made, sheet)
    if not made.sheetnames:
        made.create_sheet("说明")
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _write(made: Workbook, sheet: Sheet) -> None:
    copy = made.create_sheet(sheet.name)
    for cell in sheet.cells.values():
        written = copy.cell(cell.row, cell.column, cell.value)
        if written.data_type == "f" and cell.kind != "formula":
            written.data_type = "s"
        if cell.kind == "error":
            written.data_type = "e"
        if "%" in cell.number_format or isinstance(cell.value, dt.date):
            written.number_format = cell.number_format or written.number_format
    for top, left, bottom, right in sheet.merged:
        copy.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    for row in sheet.hidden_rows:
        copy.row_dimensions[row].hidden = True
    copy.sheet_state = "hidden" if sheet.is_hidden else "visible"
