"""A unit's own workbook back: its doubtful and wrong cells coloured and commented, and a list that links to them."""

from pathlib import Path

from loaders.check.actuals import LIST_SHEET, Checked
from loaders.files import children
from loaders.files.children import FileProblem
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
        tuple(sorted(checked.issues, key=lambda one: not one.is_error)),
        is_readable=not any(found.id.startswith("file_") for found in checked.errors),
    )
    try:
        return children.run(mark, checked.content, checked.file_name, order, seconds=SECONDS)
    except FileProblem as problem:
        why = f"太大,{SECONDS}秒内没有标注完" if problem.problem == "file_too_slow" else "无法标注"
        raise UserError(f"{checked.file_name} {why},请按问题清单逐项改正。", title="没有标注") from None
