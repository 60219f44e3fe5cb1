"""A unit's own workbook back: its doubtful and wrong cells coloured and commented, and a list that links to them."""

from pathlib import Path
from typing import Any

from loaders.check.actuals import LIST_SHEET, Checked
from loaders.files import children
from loaders.files.children import FileProblem
from loaders.issues import Issue
from loaders.marking.marking import Order, mark
from metrics.errors import UserError
from metrics.periods import month_name

SECONDS = 60


def marked_name(file_name: str) -> str:
    """`月报.xls` → `月报(问题标注).xlsx`."""
    stem = Path(file_name).stem.removesuffix("(问题标注)")
    return f"{stem}(问题标注).xlsx"


def marked(checked: Checked) -> bytes:
    """The workbook as an .xlsx with 问题清单 as its first sheet; sent again after mending, that sheet is not read.

    Any other table comes back as a copy of its values; a file that could not be read as the list alone. Raises
    UserError where the marking process fails.
    """
    title = f"{checked.file_name} {month_name(checked.register.month)} "
    order = Order(
        LIST_SHEET,
        title + (f"问题{len(checked.issues)}处" if checked.issues else "没有发现问题"),
        f"红色为错误,须改正;黄色为疑问,请核对,无误的在提交时说明原因。改好后直接报送本文件,“{LIST_SHEET}”不会被读取。",
        _marks(checked.issues),
        [_listed(found) for found in sorted(checked.issues, key=lambda one: not one.is_error)],
        is_readable=not any(found.id.startswith("file_") for found in checked.errors),
    )
    try:
        return children.run(mark, checked.content, checked.file_name, order, seconds=SECONDS)
    except FileProblem as problem:
        why = f"太大,{SECONDS}秒内没有标注完" if problem.problem == "file_too_slow" else "无法标注"
        raise UserError(f"{checked.file_name} {why},请按问题清单逐项改正。", title="没有标注") from None


def _marks(issues: tuple[Issue, ...]) -> dict[str, list[dict[str, str]]]:
    """Per sheet and cell one mark: of several issues the gravest colour, and all their words."""
    by_place: dict[tuple[str, str], list[Issue]] = {}
    for found in issues:
        for cell in found.cells if found.sheet else ():
            by_place.setdefault((found.sheet or "", cell), []).append(found)
    marks: dict[str, list[dict[str, str]]] = {}
    for (sheet, cell), here in by_place.items():
        level = "error" if any(found.is_error for found in here) else "doubt"
        text = "\n".join(f"【{found.level_word}】{found.expected}。{found.remedy}。" for found in here)
        marks.setdefault(sheet, []).append({"cell": cell, "level": level, "text": text})
    return marks


def _listed(found: Issue) -> dict[str, Any]:
    cells = "、".join(found.cells)
    texts = [found.level_word, found.sheet or "", cells, found.read or "", found.expected, found.remedy]
    return {"level": found.level, "sheet": found.sheet or "", "cell": found.cell or "", "texts": texts}
